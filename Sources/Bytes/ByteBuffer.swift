/// Bytes that a writer puts one after the other: a block of memory that grows. Appending a few bytes to an array costs some
/// hundred instructions; here it costs ten.
///
///     var out = ByteBuffer()
///     out.append("\"id\": ")
///     out.append(UInt8(ascii: "\n"))
///     out.take(into: &sink.bytes)
@frozen public struct ByteBuffer: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    @usableFromInline var used = 0

    /// - Parameter capacity: room for so many bytes, at least 64.
    public init(capacity: Int = 4096) {
        self.capacity = max(64, capacity)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    /// How many bytes were appended.
    @inlinable public var count: Int { used }

    /// What was appended; good within `body`.
    @inlinable public func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        body(UnsafeBufferPointer(start: base, count: used))
    }

    /// A copy of what was appended.
    public var array: [UInt8] { Array(UnsafeBufferPointer(start: base, count: used)) }

    /// Forgets what was appended, and keeps the room.
    public mutating func removeAll() { used = 0 }

    /// Forgets what was appended from a place on.
    public mutating func removeAll(from index: Int) { used = max(0, min(used, index)) }

    /// Moves what was appended to the end of an array.
    public mutating func take(into bytes: inout [UInt8]) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: base, count: used))
        used = 0
    }

    /// Lends room for at most so many bytes at the end, to a body that fills its beginning and says how many bytes that are.
    @inlinable @inline(__always) public mutating func append(
        atMost number: Int, _ body: (UnsafeMutableRawPointer) -> Int
    ) {
        if capacity - used < number { grow(by: number) }
        used += min(max(0, body(UnsafeMutableRawPointer(base + used))), number)
    }

    @inlinable @inline(__always) public mutating func append(_ byte: UInt8) {
        if used == capacity { grow(by: 1) }
        base[used] = byte
        used += 1
    }

    @inlinable @inline(__always) public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        append(start, bytes.count)
    }

    @inlinable @inline(__always) public mutating func append(_ text: StaticString) {
        append(text.utf8Start, text.utf8CodeUnitCount)
    }

    /// The byte that was appended last; nil where none was.
    public var last: UInt8? { used > 0 ? base[used - 1] : nil }

    /// Appends one byte so many times.
    public mutating func append(repeating byte: UInt8, count: Int) {
        guard count > 0 else { return }
        if capacity - used < count { grow(by: count) }
        (base + used).update(repeating: byte, count: count)
        used += count
    }

    public mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

    public mutating func append(string: String) {
        string.withBytes { append($0) }
    }

    /// Appends a whole number in decimal digits.
    public mutating func append(decimal value: Int) {
        if value < 0 { append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        var width = 1
        var limit: UInt = 10
        while width < 19, rest >= limit {
            width += 1
            limit &*= 10
        }
        if capacity - used < width { grow(by: width) }
        var at = used + width
        used = at
        for _ in 0..<width {
            at -= 1
            base[at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    @inlinable @inline(__always) mutating func append(_ start: UnsafePointer<UInt8>, _ number: Int) {
        if capacity - used < number { grow(by: number) }
        UnsafeMutableRawPointer(base + used).copyMemory(from: start, byteCount: number)
        used += number
    }

    @usableFromInline @inline(never) mutating func grow(by number: Int) {
        let wanted = max(capacity * 2, used + number)
        let room = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
        UnsafeMutableRawPointer(room).copyMemory(from: base, byteCount: used)
        base.deallocate()
        base = room
        capacity = wanted
    }
}

extension String {
    /// The string as UTF-8, good within `body`; `withUTF8` for a string that is not to be changed.
    @inlinable @inline(__always) public func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        // Every native string has its bytes in one place.
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        var copy = self
        return copy.withUTF8(body)
    }
}
