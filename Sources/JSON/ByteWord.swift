/// Eight bytes looked at in one integer. A mask has the high bit of each byte set that fits, exact up to and including the first
/// one: borrows reach only bytes after it.
@frozen public struct ByteWord {
    @inlinable static var ones: UInt64 { 0x0101_0101_0101_0101 }
    @inlinable static var highs: UInt64 { 0x8080_8080_8080_8080 }

    @usableFromInline let word: UInt64

    /// - Parameter offset: the first of the eight bytes.
    @inlinable @inline(__always) public init(_ raw: UnsafeRawPointer, _ offset: Int) {
        word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
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
