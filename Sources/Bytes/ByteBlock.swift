public import CBytes

/// Sixteen bytes looked at in one vector. A mask has every bit of each byte set that fits.
///
/// Only operators between two vectors of a type that is spelled out become single instructions: with a number, or with a
/// vector whose type is left open, the compiler makes loops of them.
@frozen public struct ByteBlock {
    public typealias Mask = SIMD16<UInt8>

    public let bytes: SIMD16<UInt8>

    /// - Parameter offset: the first of the sixteen bytes.
    @inlinable @inline(__always) public init(_ raw: UnsafeRawPointer, _ offset: Int) {
        bytes = raw.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
    }

    /// Bytes that are the one given.
    @inlinable @inline(__always) public func equal(_ byte: UInt8) -> Mask {
        let other = SIMD16<UInt8>(repeating: byte)
        return unsafeBitCast(bytes .== other, to: SIMD16<UInt8>.self)
    }

    /// Bytes that are the one given in the bits given.
    @inlinable @inline(__always) public func equal(_ byte: UInt8, in bits: UInt8) -> Mask {
        let mask = SIMD16<UInt8>(repeating: bits)
        let other = SIMD16<UInt8>(repeating: byte)
        return unsafeBitCast((bytes & mask) .== other, to: SIMD16<UInt8>.self)
    }

    /// Bytes below a limit.
    @inlinable @inline(__always) public func less(than limit: UInt8) -> Mask {
        let other = SIMD16<UInt8>(repeating: limit)
        return unsafeBitCast(bytes .< other, to: SIMD16<UInt8>.self)
    }

    /// Bytes that are one of `count` from a first one on.
    @inlinable @inline(__always) public func among(_ count: UInt8, from first: UInt8) -> Mask {
        let start = SIMD16<UInt8>(repeating: first)
        let limit = SIMD16<UInt8>(repeating: count)
        return unsafeBitCast((bytes &- start) .< limit, to: SIMD16<UInt8>.self)
    }

    /// Bytes that are the same as those at the same places of another block.
    @inlinable @inline(__always) public func equal(_ other: ByteBlock) -> Mask {
        unsafeBitCast(bytes .== other.bytes, to: SIMD16<UInt8>.self)
    }

    /// A bit for each byte of a mask, the first one's lowest.
    @inlinable @inline(__always) public static func bits(_ mask: Mask) -> UInt32 { ibid_highest_bits(mask) }

    /// The place of a mask's first byte; 16 where there is none.
    @inlinable @inline(__always) public static func first(_ mask: Mask) -> Int {
        (bits(mask) | 0x1_0000).trailingZeroBitCount
    }
}
