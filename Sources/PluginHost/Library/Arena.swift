internal import CPlugin

/// Memory for the view of one record: pointers into it stay good until it is reset, all at once.
struct Arena: ~Copyable {
    private var chunks: [UnsafeMutableRawPointer] = []
    private var current: UnsafeMutableRawPointer
    private var used = 0
    private var capacity: Int

    private static let usual = 1 << 14

    init() {
        capacity = Arena.usual
        current = .allocate(byteCount: Arena.usual, alignment: 16)
        chunks.append(current)
    }

    deinit { for chunk in chunks { chunk.deallocate() } }

    /// Gives up everything that was allocated.
    mutating func reset() {
        used = 0
        if chunks.count == 1 { return }
        for chunk in chunks { chunk.deallocate() }
        current = .allocate(byteCount: Arena.usual, alignment: 16)
        chunks = [current]
        capacity = Arena.usual
    }

    /// Room for that many values, all bytes zero.
    mutating func zeros<T>(_ type: T.Type, _ count: Int) -> UnsafeMutablePointer<T> {
        let size = MemoryLayout<T>.stride * count
        let raw = take(size)
        raw.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        return raw.bindMemory(to: T.self, capacity: count)
    }

    /// A copy of a string.
    mutating func string(_ string: String) -> ibid_string {
        var string = string
        return string.withUTF8 { self.string($0) }
    }

    /// A copy of UTF-8.
    mutating func string(_ bytes: UnsafeBufferPointer<UInt8>) -> ibid_string {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return ibid_string() }
        let raw = take(bytes.count)
        raw.copyMemory(from: base, byteCount: bytes.count)
        return ibid_string(
            bytes: UnsafePointer(raw.bindMemory(to: CChar.self, capacity: bytes.count)), count: bytes.count)
    }

    private mutating func take(_ size: Int) -> UnsafeMutableRawPointer {
        let rounded = (size + 15) & ~15
        if used + rounded > capacity {
            capacity = max(rounded, Arena.usual)
            current = .allocate(byteCount: capacity, alignment: 16)
            chunks.append(current)
            used = 0
        }
        defer { used += rounded }
        return current + used
    }
}
