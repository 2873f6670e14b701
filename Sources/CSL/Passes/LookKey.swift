/// What a cite looks like, to be compared with what others look like.
struct LookKey: Hashable, Sendable {
    let bytes: [UInt8]
    private let hash: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var hasher = Hasher()
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        hash = hasher.finalize()
    }

    static func == (a: LookKey, b: LookKey) -> Bool { a.hash == b.hash && a.bytes == b.bytes }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }

    /// The indices of keys that stand more than once, those with the same key together, in the order of the first of each.
    static func groups(_ keys: [LookKey]) -> [[Int]] {
        var size = 16
        while size < keys.count * 2 { size *= 2 }
        // Open addressing: in each slot the index of the first with a key.
        var slots = [Int32](repeating: -1, count: size)
        var groups: [Int: [Int]] = [:]
        for index in keys.indices {
            var slot = keys[index].hash & (size - 1)
            while slots[slot] >= 0 {
                let first = Int(slots[slot])
                if keys[first] == keys[index] {
                    groups[first, default: [first]].append(index)
                    break
                }
                slot = (slot + 1) & (size - 1)
            }
            if slots[slot] < 0 { slots[slot] = Int32(index) }
        }
        return groups.keys.sorted().compactMap { groups[$0] }
    }
}
