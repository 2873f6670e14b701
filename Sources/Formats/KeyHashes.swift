/// A set of strings by their 64-bit hashes, whose memory hardly grows with their number.
///
/// The newest stand in memory. When there are many, they go to a temporary file in order, as a run, of which a filter and
/// every 512th hash stay in memory: a string that is new costs no look at the file, but for one in a hundred.
struct KeyHashes: Sendable {
    private var recent = HashSlots()
    private var runs: [HashRun] = []
    private let store = ByteStore(memory: 0)
    /// How many stand in memory.
    private let most: Int

    /// - Parameter most: by default as many as 131,072 places hold.
    init(most: Int = (1 << 17) * 3 / 4) { self.most = most }

    /// False where it was there already.
    mutating func insert(_ string: String) -> Bool {
        let hash = KeyHashes.hash(string)
        for run in runs where run.contains(hash, in: store) { return false }
        guard recent.insert(hash) else { return false }
        if recent.count >= most { spill() }
        return true
    }

    private mutating func spill() {
        runs.append(recent.withSorted { HashRun($0, at: store.append(UnsafeRawBufferPointer($0))) })
        recent.removeAll()
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

/// Sorted hashes in the file.
struct HashRun: Sendable {
    private let place: ByteStore.Place
    /// Every 512th hash.
    private let steps: [UInt64]
    /// Bloom's filter in lines of 512 bits, four bits a hash, all in one line.
    private let filter: [UInt64]
    private static let step = 512

    init(_ sorted: UnsafeBufferPointer<UInt64>, at place: ByteStore.Place) {
        self.place = place
        steps = stride(from: 0, to: sorted.count, by: HashRun.step).map { sorted[$0] }
        // Twelve bits a hash.
        var filter = [UInt64](repeating: 0, count: (sorted.count * 12 / 512 + 1) * 8)
        for hash in sorted {
            let line = HashRun.line(hash, of: filter.count)
            for probe in 0..<4 {
                let bit = Int(truncatingIfNeeded: hash >> UInt64(9 * probe)) & 511
                filter[line + bit >> 6] |= 1 << UInt64(bit & 63)
            }
        }
        self.filter = filter
    }

    /// What the filter says: false where a hash is not there for sure.
    func mayContain(_ hash: UInt64) -> Bool {
        let line = HashRun.line(hash, of: filter.count)
        for probe in 0..<4 {
            let bit = Int(truncatingIfNeeded: hash >> UInt64(9 * probe)) & 511
            if filter[line + bit >> 6] >> UInt64(bit & 63) & 1 == 0 { return false }
        }
        return true
    }

    func contains(_ hash: UInt64, in store: ByteStore) -> Bool {
        guard mayContain(hash) else { return false }
        let after = steps.partition { $0 > hash }
        guard after > 0 else { return false }
        let first = (after - 1) * HashRun.step * 8
        let bytes = store.bytes(at: place.part(first..<min(place.count, first + HashRun.step * 8)))
        return bytes.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count - 7, by: 8).contains {
                bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self) == hash
            }
        }
    }

    /// Where a hash's line begins.
    private static func line(_ hash: UInt64, of count: Int) -> Int {
        // The upper 24 bits as a fraction of all lines. Shifts bind closer than products.
        Int(((hash >> 40) &* UInt64(count / 8)) >> 24) * 8
    }
}

extension [UInt64] {
    /// The index of the first element for which it holds, in an array where it holds for none and then for all.
    fileprivate func partition(where holds: (UInt64) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
