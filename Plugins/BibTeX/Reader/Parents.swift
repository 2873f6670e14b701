internal import Formats

/// The entries that others take fields from (`crossref`, `xdata`), found in a look through the whole file before it is read.
/// A file where nothing refers to anything is not looked through twice.
final class Parents: Sendable {
    private let entries: ParentEntries
    private let store: ByteStore

    var isEmpty: Bool { entries.isEmpty }

    init(_ input: Input) throws(InputError) {
        try input.makeSeekable()
        var collector = Collector(wanted: try Parents.wantedKeys(input))
        if !collector.entries.isEmpty { try collector.collect(input) }
        entries = collector.entries
        store = collector.store
        input.rewind()
    }

    /// The source text of an entry by its key's hash; nil where there is none of that key, or nobody refers to it.
    func source(of key: UInt64) -> [UInt8]? { entries[key].map(store.bytes) }

    // MARK: Which entries are wanted

    private static let blockSize = 1 << 18
    /// No key list is longer, or it is cut.
    fileprivate static let overlap = 1 << 10

    /// The keys that stand in a field `crossref` or `xdata`, found by these words alone.
    private static func wantedKeys(_ input: Input) throws(InputError) -> WantedKeys {
        var wanted = WantedKeys()
        let head = try input.bytes(at: 0, count: 4)
        if head.prefix(2).contains(where: { $0 == 0 || $0 >= 0xFE }) {
            // UTF-16: looked through as the text that it is.
            input.rewind()
            var pieces = TextPieces(input, cut: { EntryCut.last(in: $0) })
            while let piece = try pieces.next() { piece.bytes.withUnsafeBufferPointer { find(in: $0, &wanted) } }
            return wanted
        }
        var offset = 0
        while true {
            let block = try input.bytes(at: offset, count: blockSize)
            block.withUnsafeBufferPointer { find(in: $0, &wanted) }
            if block.count < blockSize { return wanted }
            offset += blockSize - overlap
        }
    }

    private static func find(in bytes: Bytes, _ wanted: inout WantedKeys) {
        var index = 0
        // Both words have a pair of letters that seldom follow each other.
        while let place = Search.pair(
            (UInt8(ascii: "s"), UInt8(ascii: "r")), or: (UInt8(ascii: "x"), UInt8(ascii: "d")), in: bytes, from: index)
        {
            index = place + 1
            if bytes[place] | 0x20 == UInt8(ascii: "s") {
                field("crossref", endingAt: place + 4, in: bytes, &wanted)
            } else {
                field("xdata", endingAt: place + 5, in: bytes, &wanted)
            }
        }
    }

    /// Takes the keys of a field whose name ends before `end`.
    private static func field(_ name: StaticString, endingAt end: Int, in bytes: Bytes, _ wanted: inout WantedKeys) {
        let start = end - name.utf8CodeUnitCount
        guard start >= 0, end <= bytes.count, bytes.slice(start..<end).isWord(name) else { return }
        if start > 0, Byte.isName(bytes[start - 1]) { return }
        var index = end
        while index < bytes.count, Byte.isSpace(bytes[index]) { index += 1 }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { return }
        index += 1
        while index < bytes.count,
            Byte.isSpace(bytes[index]) || bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "\"")
        {
            index += 1
        }
        let first = index
        while index < bytes.count, index - first < overlap, bytes[index] != UInt8(ascii: "}"),
            bytes[index] != UInt8(ascii: "\""),
            bytes[index] != UInt8(ascii: "\n")
        {
            index += 1
        }
        for key in KeyList.ranges(bytes.slice(first..<index)) {
            wanted.insert(KeyHash.of(key))
            // Within a value, the field stands behind the key, and perhaps a number.
            for key in DataReference.keys(in: key) { wanted.insert(KeyHash.of(key)) }
        }
    }
}

/// Takes the entries that are wanted out of an input.
private struct Collector {
    var entries: ParentEntries
    let store = ByteStore()
    private let macros = Macros()

    init(wanted: WantedKeys) { entries = ParentEntries(wanted, in: store) }

    mutating func collect(_ input: Input) throws(InputError) {
        input.rewind()
        var pieces = TextPieces(input, cut: { EntryCut.last(in: $0) })
        while let piece = try pieces.next() {
            piece.bytes.withUnsafeBufferPointer { collect($0, at: piece.offset) }
        }
    }

    private mutating func collect(_ bytes: Bytes, at offset: Int) {
        var scanner = EntryScanner(bytes, offset: offset, arena: Arena(), macros: macros)
        var index = 0
        while let sign = Search.next(UInt8(ascii: "@"), in: bytes, from: index) {
            index = sign + 1
            guard isWanted(sign, in: bytes) else { continue }
            scanner.at = sign
            switch scanner.next(text: { _ in }) {
            case .entry:
                let key = KeyHash.of(scanner.entry.key)
                if entries.isMissing(key) {
                    entries[key] = resolved(scanner.entry).withUnsafeBytes { store.append($0) }
                }
            case .string(let name, let value, let range):
                macros.define(name, as: value, at: offset + range.upperBound - 1)
            default: break
            }
            index = max(index, scanner.at)
            scanner.arena.reset()
        }
    }

    /// Whether a string begins here, or an entry with a key that is wanted.
    private func isWanted(_ sign: Int, in bytes: Bytes) -> Bool {
        var index = sign + 1
        while index < bytes.count, Byte.isLetter(bytes[index]) { index += 1 }
        if bytes.slice((sign + 1)..<index).isWord("string") { return true }
        while index < bytes.count, Byte.isSpace(bytes[index]) { index += 1 }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "(") else {
            return false
        }
        index += 1
        while index < bytes.count, Byte.isSpace(bytes[index]) { index += 1 }
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != UInt8(ascii: "\n"),
            index - start < Parents.overlap
        {
            index += 1
        }
        return entries.isWanted(KeyHash.of(bytes.slice(start..<index).trimmed))
    }

    /// The entry with every value put in: it is read again where other strings may be defined.
    private func resolved(_ entry: RawEntry) -> [UInt8] {
        var out: [UInt8] = [UInt8(ascii: "@")]
        out += entry.type
        out.append(UInt8(ascii: "{"))
        out += entry.key
        for field in entry.fields {
            out.append(UInt8(ascii: ","))
            out += field.name
            out += "={".utf8
            out += field.value
            out.append(UInt8(ascii: "}"))
        }
        out.append(UInt8(ascii: "}"))
        return out
    }
}
