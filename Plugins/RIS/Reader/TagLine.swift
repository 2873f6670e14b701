/// Walks through lines: `TY  - JOUR`. A tag, any number of spaces (two in the specification), a hyphen, a space, a value.
struct TagLine {
    let bytes: UnsafeBufferPointer<UInt8>
    /// Where the line begins, and where the next one does.
    private(set) var start: Int
    private(set) var nextStart: Int
    /// Nil for a line without a tag, which goes on with the one before.
    private(set) var tag: Tag?
    /// The value, without the space around it.
    private(set) var value: Range<Int> = 0..<0

    init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) {
        self.bytes = bytes
        self.start = start
        nextStart = min(start, bytes.count)
    }

    var isBlank: Bool { tag == nil && value.isEmpty }

    /// Goes to the next line; false at the end.
    mutating func next() -> Bool {
        guard nextStart < bytes.count else { return false }
        start = nextStart
        var end = TagLine.endOfLine(bytes, from: start)
        nextStart = end + 1
        if end < bytes.count, bytes[end] == 0x0D, nextStart < bytes.count, bytes[nextStart] == 0x0A { nextStart += 1 }
        var begin = start
        if let (tag, valueStart) = TagLine.tag(bytes, start, end) {
            self.tag = tag
            begin = valueStart
        } else {
            tag = nil
        }
        while begin < end, bytes[begin] == 0x20 || bytes[begin] == 0x09 { begin += 1 }
        while end > begin, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        value = begin..<end
        return true
    }

    /// Eight bytes at a time to the next line feed or carriage return.
    private static func endOfLine(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = bytes.baseAddress else { return start }
        let raw = UnsafeRawPointer(base)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var at = start
        while at + 8 <= bytes.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            let feed = word ^ (ones &* 0x0A)
            let turn = word ^ (ones &* 0x0D)
            let found = ((feed &- ones) & ~feed | (turn &- ones) & ~turn) & highs
            if found != 0 { return at + (found.trailingZeroBitCount >> 3) }
            at += 8
        }
        while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
        return at
    }

    /// The tag of a line and where its value begins.
    static func tag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (tag: Tag, value: Int)? {
        guard start + 2 < end, let tag = Tag(bytes[start], bytes[start + 1]) else { return nil }
        var at = start + 2
        // A tag without a hyphen is the end's alone: “ER”.
        while at < end, bytes[at] == 0x20, at < start + 8 { at += 1 }
        guard at > start + 2, at < end, bytes[at] == UInt8(ascii: "-") else { return nil }
        // “AB - C”: a word of two letters and a dash begin no value in the middle of a text, where capitals are rare.
        guard at + 1 == end || bytes[at + 1] == 0x20 || bytes[at + 1] == 0x09 else { return nil }
        return (tag, at + 1)
    }
}
