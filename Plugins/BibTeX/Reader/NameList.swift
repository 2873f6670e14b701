/// Lists whose members are joined by "and".
enum NameList {
    /// The members, in order, with the white space around them; an empty one where two "and" follow each other. Braces
    /// protect what is in them.
    static func split(_ bytes: Bytes) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        split(bytes, into: &parts)
        return parts
    }

    /// As `split(_:)`, into an array that is used again.
    static func split(_ bytes: Bytes, into parts: inout [Range<Int>]) {
        parts.removeAll(keepingCapacity: true)
        if Search.next(UInt8(ascii: "{"), in: bytes, from: 0) == nil { return splitPlain(bytes, into: &parts) }
        var start = 0
        var depth = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "{") {
                depth += 1
            } else if byte == UInt8(ascii: "}") {
                depth -= 1
            } else if depth <= 0, byte | 0x20 == UInt8(ascii: "a"), isAnd(bytes, index) {
                parts.append(start..<index)
                start = index + 3
                index = start
                continue
            }
            index += 1
        }
        parts.append(start..<bytes.count)
    }

    /// Splits what has no braces.
    private static func splitPlain(_ bytes: Bytes, into parts: inout [Range<Int>]) {
        let end: (UInt8, UInt8) = (UInt8(ascii: "n"), UInt8(ascii: "d"))
        var start = 0
        var index = 1
        while let place = Search.pair(end, or: end, in: bytes, from: index) {
            index = place + 1
            guard place > start, bytes[place - 1] | 0x20 == UInt8(ascii: "a"), isAnd(bytes, place - 1) else { continue }
            parts.append(start..<(place - 1))
            start = place + 2
        }
        parts.append(start..<bytes.count)
    }

    @inline(__always) private static func isAnd(_ bytes: Bytes, _ at: Int) -> Bool {
        guard at + 2 < bytes.count, bytes[at + 1] | 0x20 == UInt8(ascii: "n"), bytes[at + 2] | 0x20 == UInt8(ascii: "d")
        else { return false }
        return (at == 0 || Byte.isSpace(bytes[at - 1])) && (at + 3 == bytes.count || Byte.isSpace(bytes[at + 3]))
    }
}
