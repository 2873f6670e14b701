public import CBytes

/// Memory that will be read soon.
public enum Prefetch {
    /// Has the machine bring some lines of memory nearer, of 64 bytes each. Nothing else comes of it, wherever they are.
    ///
    /// - Parameter address: of the first line.
    @inlinable @inline(__always) public static func lines(_ count: Int, at address: UInt) {
        for line in 0..<count { ibid_prefetch(UnsafeRawPointer(bitPattern: address &+ UInt(line) &* 64)) }
    }
}
