private import Bytes

/// Finds bytes, many at a time.
enum Search {
    /// The next place of a byte.
    static func next(_ byte: UInt8, in bytes: Bytes, from start: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let found = first(base, from: start, to: bytes.count, where: { $0.equal(byte) }, or: { $0 == byte })
        return found < bytes.count ? found : nil
    }

    /// The next brace or `@`; `end` where there is none.
    @inline(__always) static func braceOrAt(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        first(
            base, from: start, to: end, where: { $0.equal(0x7B) | $0.equal(0x7D) | $0.equal(0x40) },
            or: { $0 == 0x7B || $0 == 0x7D || $0 == 0x40 })
    }

    /// The next quotation mark, brace or `@`; `end` where there is none.
    @inline(__always) static func quoteBraceOrAt(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        first(
            base, from: start, to: end,
            where: { $0.equal(0x7B) | $0.equal(0x7D) | $0.equal(0x40) | $0.equal(0x22) },
            or: { $0 == 0x7B || $0 == 0x7D || $0 == 0x40 || $0 == 0x22 })
    }

    /// The next capital of ASCII, colon, or byte that a capital of two bytes may begin with; `end` where there is none.
    @inline(__always) static func capitalOrColon(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        first(
            base, from: start, to: end,
            where: {
                let letters = $0.among(26, from: 0x41) | $0.equal(0x3A)
                return letters | $0.equal(0xC3) | $0.equal(0xC4) | $0.equal(0xCE) | $0.equal(0xD0)
            },
            or: { $0 &- 0x41 < 26 || $0 == 0x3A || $0 == 0xC3 || $0 == 0xC4 || $0 == 0xCE || $0 == 0xD0 })
    }

    /// The next brace, backslash or `^`; `end` where there is none.
    @inline(__always) static func braceOrCommand(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        first(
            base, from: start, to: end,
            where: { $0.equal(0x7B) | $0.equal(0x7D) | $0.equal(0x5C) | $0.equal(0x5E) },
            or: { $0 == 0x7B || $0 == 0x7D || $0 == 0x5C || $0 == 0x5E })
    }

    /// The first place from `start` on that is wanted, by sixteen bytes at a time and one by one for the last; `end` where none
    /// is.
    @inline(__always) private static func first(
        _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, where isWanted: (ByteBlock) -> ByteBlock.Mask,
        or isWantedByte: (UInt8) -> Bool
    ) -> Int {
        let raw = UnsafeRawPointer(base)
        var index = start
        while index + 16 <= end {
            let lane = ByteBlock.first(isWanted(ByteBlock(raw, index)))
            if lane < 16 { return index + lane }
            index += 16
        }
        while index < end, !isWantedByte(base[index]) { index += 1 }
        return min(index, end)
    }

    /// The next place of two letters that follow each other, or of two others, given in small letters and found in any case;
    /// nil where there is none.
    static func pair(
        _ one: (UInt8, UInt8), or other: (UInt8, UInt8), in bytes: Bytes, from start: Int
    ) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let raw = UnsafeRawPointer(base)
        var index = start
        while index + 17 <= bytes.count {
            let block = ByteBlock(raw, index)
            let next = ByteBlock(raw, index + 1)
            let lane = ByteBlock.first(
                block.equal(letter: one.0) & next.equal(letter: one.1)
                    | block.equal(letter: other.0) & next.equal(letter: other.1))
            if lane < 16 { return index + lane }
            index += 16
        }
        while index + 1 < bytes.count {
            let pair = (bytes[index] | 0x20, bytes[index + 1] | 0x20)
            if pair == one || pair == other { return index }
            index += 1
        }
        return nil
    }
}

extension ByteBlock {
    /// Bytes that are a small letter or its capital.
    @inline(__always) fileprivate func equal(letter: UInt8) -> Mask { equal(letter & 0xDF, in: 0xDF) }
}

/// Where a piece can end: behind the brace before the last entry.
enum EntryCut {
    static func last(in bytes: Bytes) -> Int? {
        var index = bytes.count - 1
        while index > 0 {
            if bytes[index] == UInt8(ascii: "@"), beginsEntry(bytes, index) {
                var before = index
                while before > 0, Byte.isSpace(bytes[before - 1]) { before -= 1 }
                if before > 0, before < index,
                    bytes[before - 1] == UInt8(ascii: "}") || bytes[before - 1] == UInt8(ascii: ")")
                {
                    return before
                }
            }
            index -= 1
        }
        return nil
    }

    private static func beginsEntry(_ bytes: Bytes, _ sign: Int) -> Bool {
        var index = sign + 1
        while index < bytes.count, Byte.isLetter(bytes[index]), index - sign < 32 { index += 1 }
        guard index > sign + 1 else { return false }
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        return index < bytes.count && (bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "("))
    }
}
