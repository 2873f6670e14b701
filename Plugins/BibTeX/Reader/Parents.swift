internal import Formats
private import Synchronization

/// The entries that others take fields from (`crossref`, `xdata`), found in a look through the whole file before it is read.
/// A file where nothing refers to anything is not looked through twice.
final class Parents: Sendable {
    private let entries: [String: [UInt8]]

    var isEmpty: Bool { entries.isEmpty }

    init() { entries = [:] }

    init(_ input: Input) throws(InputError) {
        try input.makeSeekable()
        guard try Parents.mayRefer(input) else {
            entries = [:]
            input.rewind()
            return
        }
        let wanted = try Parents.wantedKeys(input)
        entries = wanted.isEmpty ? [:] : try Parents.collect(wanted, input)
        input.rewind()
    }

    /// The source text of an entry; nil where there is none of that key, or nobody refers to it.
    func source(of key: String) -> [UInt8]? { entries[key] }

    // MARK: Looking

    /// Whether "crossref" or "xdata" stands anywhere in it.
    private static func mayRefer(_ input: Input) throws(InputError) -> Bool {
        let size = 1 << 18
        var offset = 0
        while true {
            let block = try input.bytes(at: offset, count: size)
            if block.isEmpty { return false }
            if offset == 0, block.count > 1, block[0] == 0 || block[1] == 0 || block[0] >= 0xFE { return true }
            if block.withUnsafeBufferPointer({ Parents.refers($0) }) { return true }
            if block.count < size { return false }
            offset += size - 16
        }
    }

    private static func refers(_ bytes: Bytes) -> Bool {
        var index = 1
        // Both words have an x or s before a letter that seldom follows it: "xd", "sr".
        while index + 4 < bytes.count {
            let byte = bytes[index] | 0x20
            if byte == UInt8(ascii: "d"), bytes[index - 1] | 0x20 == UInt8(ascii: "x"),
                bytes[index + 1] | 0x20 == UInt8(ascii: "a"),
                bytes[index + 2] | 0x20 == UInt8(ascii: "t")
            {
                return true
            }
            if byte == UInt8(ascii: "r"), bytes[index - 1] | 0x20 == UInt8(ascii: "s"),
                bytes[index + 1] | 0x20 == UInt8(ascii: "e"),
                bytes[index + 2] | 0x20 == UInt8(ascii: "f")
            {
                return true
            }
            index += 1
        }
        return false
    }

    /// Every entry of the file, by its syntax alone.
    private static func forEachEntry(
        _ input: Input, _ body: (EntryScanner, Bytes) -> Void
    ) throws(InputError) {
        input.rewind()
        var pieces = TextPieces(input, cut: { EntryCut.last(in: $0) })
        let macros = Macros()
        while let piece = try pieces.next() {
            piece.bytes.withUnsafeBufferPointer { bytes in
                var scanner = EntryScanner(bytes, offset: piece.offset, arena: Arena(), macros: macros)
                while let item = scanner.next(text: { _ in }) {
                    switch item {
                    case .entry: body(scanner, bytes)
                    case .string(let name, let value, let range):
                        _ = macros.define(name, as: value, at: piece.offset + range.upperBound - 1)
                    default: break
                    }
                    scanner.arena.reset()
                }
            }
        }
    }

    private static func wantedKeys(_ input: Input) throws(InputError) -> Set<String> {
        var wanted: Set<String> = []
        try forEachEntry(input) { scanner, _ in
            for field in scanner.entry.fields {
                switch field.field {
                case .crossref: wanted.insert(field.value.trimmed.string)
                case .xdata: wanted.formUnion(KeyList.keys(field.value))
                default: break
                }
            }
        }
        return wanted
    }

    private static func collect(_ wanted: Set<String>, _ input: Input) throws(InputError) -> [String: [UInt8]] {
        var entries: [String: [UInt8]] = [:]
        try forEachEntry(input) { scanner, bytes in
            let key = scanner.entry.key.string
            if wanted.contains(key), entries[key] == nil { entries[key] = resolved(scanner.entry) }
        }
        return entries
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
