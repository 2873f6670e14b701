internal import Formats

/// The entries that others take fields from (`crossref`, `xdata`), found in a look through the whole file before it is read.
/// A file where nothing refers to anything is not looked through twice.
final class Parents: Sendable {
    private let entries: [String: [UInt8]]

    var isEmpty: Bool { entries.isEmpty }

    init() { entries = [:] }

    init(_ input: Input) throws(InputError) {
        try input.makeSeekable()
        let wanted = try Parents.wantedKeys(input)
        entries = wanted.isEmpty ? [:] : try Parents.collect(wanted, input)
        input.rewind()
    }

    /// The source text of an entry; nil where there is none of that key, or nobody refers to it.
    func source(of key: String) -> [UInt8]? { entries[key] }

    // MARK: Which entries are wanted

    private static let blockSize = 1 << 18
    /// No key list is longer, or it is cut.
    private static let overlap = 1 << 10

    /// The keys that stand in a field `crossref` or `xdata`, found by these words alone.
    private static func wantedKeys(_ input: Input) throws(InputError) -> Set<String> {
        var wanted: Set<String> = []
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

    private static func find(in bytes: Bytes, _ wanted: inout Set<String>) {
        guard let base = bytes.baseAddress else { return }
        var index = 1
        let end = bytes.count - 4
        while index < end {
            // Both words have a pair of letters that seldom follow each other: "sr" and "xd".
            let byte = base[index] | 0x20
            guard byte == UInt8(ascii: "r") || byte == UInt8(ascii: "d") else {
                index += 1
                continue
            }
            let before = base[index - 1] | 0x20
            if byte == UInt8(ascii: "r"), before == UInt8(ascii: "s") {
                field("crossref", endingAt: index + 3, in: bytes, &wanted)
            } else if byte == UInt8(ascii: "d"), before == UInt8(ascii: "x") {
                field("xdata", endingAt: index + 4, in: bytes, &wanted)
            }
            index += 1
        }
    }

    /// Takes the keys of a field whose name ends before `end`.
    private static func field(_ name: StaticString, endingAt end: Int, in bytes: Bytes, _ wanted: inout Set<String>) {
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
        for key in KeyList.keys(bytes.slice(first..<index)) { wanted.insert(key) }
    }

    // MARK: What they say

    private static func collect(_ wanted: Set<String>, _ input: Input) throws(InputError) -> [String: [UInt8]] {
        var entries: [String: [UInt8]] = [:]
        let macros = Macros()
        input.rewind()
        var pieces = TextPieces(input, cut: { EntryCut.last(in: $0) })
        while let piece = try pieces.next() {
            piece.bytes.withUnsafeBufferPointer { bytes in
                var scanner = EntryScanner(bytes, offset: piece.offset, arena: Arena(), macros: macros)
                var index = 0
                while let sign = Search.next(UInt8(ascii: "@"), in: bytes, from: index) {
                    index = sign + 1
                    guard isWanted(sign, in: bytes, wanted) else { continue }
                    scanner.at = sign
                    switch scanner.next(text: { _ in }) {
                    case .entry:
                        let key = scanner.entry.key.string
                        if wanted.contains(key), entries[key] == nil { entries[key] = resolved(scanner.entry) }
                    case .string(let name, let value, let range):
                        _ = macros.define(name, as: value, at: piece.offset + range.upperBound - 1)
                    default: break
                    }
                    index = max(index, scanner.at)
                    scanner.arena.reset()
                }
            }
        }
        return entries
    }

    /// Whether a string begins here, or an entry with a key that is wanted.
    private static func isWanted(_ sign: Int, in bytes: Bytes, _ wanted: Set<String>) -> Bool {
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
            index - start < overlap
        {
            index += 1
        }
        return wanted.contains(bytes.slice(start..<index).trimmed.string)
    }

    /// The entry with every value put in: it is read again where other strings may be defined.
    private static func resolved(_ entry: RawEntry) -> [UInt8] {
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
