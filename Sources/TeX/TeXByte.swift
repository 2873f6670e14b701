internal import Bytes

/// Classes of bytes.
enum TeXByte {
    // Bit n of the pair stands for the byte n: tab, line feed, carriage return, space, ! $ ' - ? \ ` { } ~
    private static let low: UInt64 =
        1 << 9 | 1 << 10 | 1 << 13 | 1 << 32 | 1 << 33 | 1 << 36 | 1 << 39 | 1 << 45 | 1 << 63
    private static let high: UInt64 = 1 << 28 | 1 << 32 | 1 << 59 | 1 << 61 | 1 << 62

    /// Where the first markup stands from `start` on: a byte that may be markup, a space at the start or beside another, or
    /// `end`.
    static func markup(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        guard start < end, base[start] != 0x20 else { return start }
        var at = start
        while at < end {
            // Sixteen bytes at a time, to the first of them that may be markup.
            if at + 17 <= end {
                let lane = firstMarkup(base + at)
                if lane == 16 {
                    at += 16
                    continue
                }
                at += lane
            }
            let byte = base[at]
            if isMarkup(byte) {
                // One space between words is nothing special.
                guard byte == 0x20, at + 1 < end, !isSpace(base[at + 1]) else { return at }
            }
            at += 1
        }
        return end
    }

    /// The first of sixteen bytes, with one behind them, that may be markup or is one of two spaces in a row; 16 where none is.
    @inline(__always) private static func firstMarkup(_ base: UnsafePointer<UInt8>) -> Int {
        let block = ByteBlock(base, 0)
        let next = ByteBlock(base, 1)
        let braces = block.among(4, from: 0x7B)
        let marks = block.among(4, from: 0x24)
        let signs = block.equal(0x21) | block.equal(0x2D) | block.equal(0x3F)
        let escapes = block.equal(0x5C) | block.equal(0x60)
        let spaces = block.equal(0x20) & next.less(than: 0x21)
        let texts = block.less(than: 0x20) | braces | marks
        return ByteBlock.first(texts | signs | escapes | spaces)
    }

    /// True for a byte that may be markup, or a space.
    @inline(__always) static func isMarkup(_ byte: UInt8) -> Bool {
        byte < 64 ? low >> UInt64(byte) & 1 != 0 : byte < 128 && high >> UInt64(byte &- 64) & 1 != 0
    }

    // Bit n of the pair stands for the byte n: control characters but tab and ends of lines, # $ % & \ ^ _ ` { } ~ delete
    private static let escapedLow: UInt64 = 0xFFFF_D9FF | 1 << 35 | 1 << 36 | 1 << 37 | 1 << 38
    private static let escapedHigh: UInt64 =
        1 << 28 | 1 << 30 | 1 << 31 | 1 << 32 | 1 << 59 | 1 << 61 | 1 << 62 | 1 << 63

    /// True for a byte of ASCII that is not written as it is.
    @inline(__always) static func isWrittenOtherwise(_ byte: UInt8) -> Bool {
        byte < 64 ? escapedLow >> UInt64(byte) & 1 != 0 : byte < 128 && escapedHigh >> UInt64(byte &- 64) & 1 != 0
    }

    /// The first of sixteen bytes that may be written otherwise than it stands, or is the first of two hyphens, the byte behind
    /// them looked at as well; 16 where none is.
    @inline(__always) static func firstWrittenOtherwise(_ base: UnsafePointer<UInt8>) -> Int {
        let block = ByteBlock(base, 0)
        let next = ByteBlock(base, 1)
        // # to &, \ to `, and whatever is no ASCII from space to z.
        let signs = block.among(4, from: 0x23)
        let escapes = block.among(5, from: 0x5C)
        let others = ~block.among(0x5B, from: 0x20)
        let dashes = block.equal(0x2D) & next.equal(0x2D)
        return ByteBlock.first(signs | escapes | others | dashes)
    }

    @inline(__always) static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    @inline(__always) static func isLetter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// What stands within the group that opens at `at`. An unclosed group reaches to the end.
    static func group(_ bytes: UnsafeBufferPointer<UInt8>, at: Int, end: Int) -> Range<Int> {
        var depth = 0
        var index = at
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return (at + 1)..<index }
            default: break
            }
            index += 1
        }
        return min(at + 1, end)..<end
    }
}
