/// Eight bytes looked at in one integer. A mask has the high bit of each byte set that fits, exact up to and including the first
/// one: borrows reach only bytes after it.
@frozen public struct ByteWord {
    @inlinable static var ones: UInt64 { 0x0101_0101_0101_0101 }
    @inlinable static var highs: UInt64 { 0x8080_8080_8080_8080 }

    public let word: UInt64

    /// - Parameter offset: the first of the eight bytes.
    @inlinable @inline(__always) public init(_ raw: UnsafeRawPointer, _ offset: Int) {
        word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inlinable @inline(__always) public init(_ word: UInt64) { self.word = word }

    /// At most seven bytes, and after them letters.
    ///
    /// - Parameter count: how many bytes there are at `offset`, from 1 to 7.
    @inlinable @inline(__always) public init(_ raw: UnsafeRawPointer, _ offset: Int, count: Int) {
        let rest: UInt64 = 0x6161_6161_6161_6161 << UInt64(count * 8)
        let start = raw + offset
        guard count >= 4 else {
            // One byte, or the first, middle and last of up to three, which may be the same.
            let middle = count >> 1
            word =
                rest | UInt64(start.load(as: UInt8.self))
                | UInt64(start.load(fromByteOffset: middle, as: UInt8.self)) << UInt64(middle * 8)
                | UInt64(start.load(fromByteOffset: count - 1, as: UInt8.self)) << UInt64((count - 1) * 8)
            return
        }
        // Two halves, which overlap in what they have in common.
        let low = UInt32(littleEndian: start.loadUnaligned(as: UInt32.self))
        let high = UInt32(littleEndian: start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        word = rest | UInt64(low) | UInt64(high) << UInt64((count - 4) * 8)
    }

    /// Bytes that are the one given.
    @inlinable @inline(__always) public func equal(_ byte: UInt8) -> UInt64 {
        let difference = word ^ (ByteWord.ones &* UInt64(byte))
        return (difference &- ByteWord.ones) & ~difference & ByteWord.highs
    }

    /// Bytes below a limit of at most 0x80.
    @inlinable @inline(__always) public func less(than limit: UInt8) -> UInt64 {
        (word &- ByteWord.ones &* UInt64(limit)) & ~word & ByteWord.highs
    }

    /// Bytes of 0x80 and above.
    @inlinable @inline(__always) public var high: UInt64 { word & ByteWord.highs }

    /// The place of a mask's first byte.
    @inlinable @inline(__always) public static func first(_ mask: UInt64) -> Int { mask.trailingZeroBitCount >> 3 }
}
