/// Sixteen bytes that are looked at together. Its operators are single instructions only between two blocks: a number beside
/// one is compared byte by byte.
typealias Block = SIMD16<UInt8>

extension SIMD16 where Scalar == UInt8 {
    @inline(__always) static func all(_ byte: UInt8) -> Block { Block(repeating: byte) }
}

/// Finds bytes, many at a time.
enum Search {
    /// The next place of a byte.
    static func next(_ byte: UInt8, in bytes: Bytes, from start: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let sign = Block.all(byte)
        let found = first(base, from: start, to: bytes.count, where: { $0 .== sign }, or: { $0 == byte })
        return found < bytes.count ? found : nil
    }

    /// The next brace or `@`; `end` where there is none.
    @inline(__always) static func braceOrAt(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        first(
            base, from: start, to: end, where: { ($0 .== .all(0x7B)) .| ($0 .== .all(0x7D)) .| ($0 .== .all(0x40)) },
            or: { $0 == 0x7B || $0 == 0x7D || $0 == 0x40 })
    }

    /// The next quotation mark, brace or `@`; `end` where there is none.
    @inline(__always) static func quoteBraceOrAt(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        first(
            base, from: start, to: end,
            where: { ($0 .== .all(0x7B)) .| ($0 .== .all(0x7D)) .| ($0 .== .all(0x40)) .| ($0 .== .all(0x22)) },
            or: { $0 == 0x7B || $0 == 0x7D || $0 == 0x40 || $0 == 0x22 })
    }

    /// The next capital of ASCII, colon, or byte that a capital of two bytes may begin with; `end` where there is none.
    @inline(__always) static func capitalOrColon(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        first(
            base, from: start, to: end,
            where: {
                let letters = (($0 &- .all(0x41)) .< .all(26)) .| ($0 .== .all(0x3A))
                let latin = ($0 .== .all(0xC3)) .| ($0 .== .all(0xC4))
                return letters .| latin .| (($0 .== .all(0xCE)) .| ($0 .== .all(0xD0)))
            },
            or: { $0 &- 0x41 < 26 || $0 == 0x3A || $0 == 0xC3 || $0 == 0xC4 || $0 == 0xCE || $0 == 0xD0 })
    }

    /// The next brace, backslash or `^`; `end` where there is none.
    @inline(__always) static func braceOrCommand(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        first(
            base, from: start, to: end,
            where: { ($0 .== .all(0x7B)) .| ($0 .== .all(0x7D)) .| ($0 .== .all(0x5C)) .| ($0 .== .all(0x5E)) },
            or: { $0 == 0x7B || $0 == 0x7D || $0 == 0x5C || $0 == 0x5E })
    }

    /// The first place from `start` on that is wanted, by sixteen bytes at a time and one by one for the last; `end` where none
    /// is.
    @inline(__always) private static func first(
        _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, where isWanted: (Block) -> SIMDMask<SIMD16<Int8>>,
        or isWantedByte: (UInt8) -> Bool
    ) -> Int {
        let raw = UnsafeRawPointer(base)
        var index = start
        while index + 16 <= end {
            let block = raw.loadUnaligned(fromByteOffset: index, as: Block.self)
            if let lane = first(isWanted(block)) { return index + lane }
            index += 16
        }
        while index < end, !isWantedByte(base[index]) { index += 1 }
        return min(index, end)
    }

    /// The next place of two small letters that follow each other, or of two others, in any case; nil where there is none.
    static func pair(
        _ one: (UInt8, UInt8), or other: (UInt8, UInt8), in bytes: Bytes, from start: Int
    ) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let raw = UnsafeRawPointer(base)
        var index = start
        while index + 17 <= bytes.count {
            let block = raw.loadUnaligned(fromByteOffset: index, as: Block.self) | .all(0x20)
            let next = raw.loadUnaligned(fromByteOffset: index + 1, as: Block.self) | .all(0x20)
            let first = (block .== .all(one.0)) .& (next .== .all(one.1))
            let second = (block .== .all(other.0)) .& (next .== .all(other.1))
            if let lane = Search.first(first .| second) { return index + lane }
            index += 16
        }
        while index + 1 < bytes.count {
            let pair = (bytes[index] | 0x20, bytes[index + 1] | 0x20)
            if pair == one || pair == other { return index }
            index += 1
        }
        return nil
    }

    /// The first lane that is set.
    @inline(__always) private static func first(_ mask: SIMDMask<SIMD16<Int8>>) -> Int? {
        let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        if words[0] | words[1] == 0 { return nil }
        let low = UInt64(littleEndian: words[0])
        if low != 0 { return low.trailingZeroBitCount / 8 }
        return 8 + UInt64(littleEndian: words[1]).trailingZeroBitCount / 8
    }
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
