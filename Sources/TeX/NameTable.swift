/// Names and what they mean, looked up by the bytes of a name: open addressing over hashes of 64 bits.
///
/// Two names with one hash would be one name: among the few thousand that there are, none have.
struct NameTable<Value: Sendable>: Sendable {
    private var hashes: [UInt64]
    private var places: [Int32]
    private var values: [Value] = []
    private let mask: Int

    /// - Parameter capacity: how many names there will be at most.
    init(capacity: Int) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        mask = size - 1
        hashes = [UInt64](repeating: 0, count: size)
        places = [Int32](repeating: -1, count: size)
        values.reserveCapacity(capacity)
    }

    /// Gives a name its meaning; the last that is given holds.
    mutating func set(_ name: UnsafeBufferPointer<UInt8>, _ value: Value) {
        let hash = NameTable.hash(name)
        var index = Int(truncatingIfNeeded: hash) & mask
        while places[index] >= 0, hashes[index] != hash { index = (index + 1) & mask }
        if places[index] >= 0 {
            values[Int(places[index])] = value
        } else if values.count < mask {
            hashes[index] = hash
            places[index] = Int32(truncatingIfNeeded: values.count)
            values.append(value)
        }
    }

    mutating func set(_ name: String, _ value: Value) {
        var name = name
        name.withUTF8 { set($0, value) }
    }

    /// What a name means; nil where it is unknown.
    func find(_ name: UnsafeBufferPointer<UInt8>) -> Value? {
        let hash = NameTable.hash(name)
        var index = Int(truncatingIfNeeded: hash) & mask
        while places[index] >= 0 {
            if hashes[index] == hash { return values[Int(places[index])] }
            index = (index + 1) & mask
        }
        return nil
    }

    func find(_ name: String) -> Value? {
        var name = name
        return name.withUTF8 { find($0) }
    }

    /// FNV-1a, folded so that the low bits depend on all.
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash ^ hash >> 29
    }
}
