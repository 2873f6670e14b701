/// A set of strings by their 64-bit hashes, in memory that does not grow with their number.
///
/// The newest stand in memory. When there are many, they go to a temporary file in order, as a run; runs of the same size are
/// merged, so that there are few. A filter of fixed size, made when there are more than a few thousand, says of nearly all
/// that are new that they are, which costs no look at the file. Beyond some millions of hashes it doubles.
struct KeyHashes: Sendable {
    private var recent = HashSlots()
    private var runs: [HashRun] = []
    private var filter = HashFilter()
    private var count = 0
    private let store = ByteStore(memory: 0)
    /// How many stand in memory.
    private let most: Int
    private let filterBytes: Int

    /// - Parameters:
    ///   - most: by default as many as 131,072 places hold.
    ///   - filterBytes: the memory of the filter, a multiple of 64.
    init(most: Int = (1 << 17) * 3 / 4, filterBytes: Int = 1 << 22) {
        self.most = most
        self.filterBytes = filterBytes
    }

    /// False where it was there already.
    mutating func insert(_ string: String) -> Bool {
        let hash = KeyHashes.hash(string)
        if !filter.isEmpty {
            if filter.mayContain(hash), runs.contains(where: { $0.contains(hash, in: store) }) { return false }
            filter.insert(hash)
        }
        guard recent.insert(hash) else { return false }
        count += 1
        if filter.isEmpty ? recent.count >= min(most, KeyHashes.few) : count > filter.room { makeFilter() }
        if recent.count >= most { spill() }
        return true
    }

    /// From how many on there is a filter.
    private static let few = 1 << 14

    private mutating func makeFilter() {
        var made = HashFilter(bytes: filter.isEmpty ? filterBytes : filter.bytes * 2)
        recent.each { made.insert($0) }
        for run in runs { run.each(in: store) { made.insert($0) } }
        filter = made
    }

    private mutating func spill() {
        runs.append(recent.withSorted { HashRun($0, in: store) })
        recent.removeAll()
        while let last = runs.last, runs.suffix(HashRun.fan).count(where: { $0.level == last.level }) == HashRun.fan {
            let merged = HashRun(merging: runs.suffix(HashRun.fan), in: store)
            runs.removeLast(HashRun.fan)
            runs.append(merged)
        }
    }

    /// FNV-1a over UTF-8, stirred; never 0.
    static func hash(_ string: String) -> UInt64 {
        var string = string
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        string.withUTF8 { bytes in
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        hash ^= hash >> 32
        hash = hash &* 0xD6E8_FEB8_6659_FD93
        hash ^= hash >> 29
        return max(1, hash)
    }
}

/// Hashes in memory: open addressing, three quarters full at most.
private struct HashSlots: Sendable {
    private var slots = [UInt64](repeating: 0, count: 1024)
    private(set) var count = 0

    /// False where it was there already.
    mutating func insert(_ hash: UInt64) -> Bool {
        if count * 4 >= slots.count * 3 { grow() }
        return place(hash)
    }

    /// Lends the hashes in order. Sorted where they stand, so that it takes little memory: only `removeAll` may follow.
    mutating func withSorted<R>(_ body: (UnsafeBufferPointer<UInt64>) -> R) -> R {
        slots.withUnsafeMutableBufferPointer { slots in
            var end = 0
            for slot in slots.indices where slots[slot] != 0 {
                slots.swapAt(end, slot)
                end += 1
            }
            var all = UnsafeMutableBufferPointer(rebasing: slots[..<end])
            all.sort()
            return body(UnsafeBufferPointer(all))
        }
    }

    func each(_ body: (UInt64) -> Void) {
        for hash in slots where hash != 0 { body(hash) }
    }

    mutating func removeAll() {
        for index in slots.indices { slots[index] = 0 }
        count = 0
    }

    private mutating func place(_ hash: UInt64) -> Bool {
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: hash) & mask
        while slots[index] != 0 {
            if slots[index] == hash { return false }
            index = (index + 1) & mask
        }
        slots[index] = hash
        count += 1
        return true
    }

    /// Makes room for twice as many.
    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 2)
        count = 0
        for hash in old where hash != 0 { _ = place(hash) }
    }
}
