/// Sorted hashes in a file, of which every 512th stands in memory.
struct HashRun: Sendable {
    /// How many runs were merged into this one, as a power of ``fan``.
    let level: Int
    private let place: ByteStore.Place
    private let steps: [UInt64]
    private static let step = 512
    /// How many runs of a level become one of the next.
    static let fan = 4

    init(_ sorted: UnsafeBufferPointer<UInt64>, in store: ByteStore) {
        level = 0
        place = store.append(UnsafeRawBufferPointer(sorted))
        steps = stride(from: 0, to: sorted.count, by: HashRun.step).map { sorted[$0] }
    }

    /// One run of all that stand in others.
    init(merging runs: ArraySlice<HashRun>, in store: ByteStore) {
        var heads = runs.map { HashRunReader($0, store) }
        var steps: [UInt64] = []
        var place: ByteStore.Place?
        var block: [UInt64] = []
        block.reserveCapacity(HashRun.step * 16)
        func write() {
            let next = block.withUnsafeBytes { store.append($0) }
            place = place?.joined(with: next) ?? next
            block.removeAll(keepingCapacity: true)
        }
        var count = 0
        while true {
            var least: (head: Int, hash: UInt64)?
            for index in heads.indices {
                guard let hash = heads[index].first else { continue }
                if let known = least, known.hash <= hash { continue }
                least = (index, hash)
            }
            guard let least else { break }
            heads[least.head].advance()
            if count % HashRun.step == 0 { steps.append(least.hash) }
            count += 1
            block.append(least.hash)
            if block.count == HashRun.step * 16 { write() }
        }
        write()
        self.steps = steps
        self.place = place ?? store.append(UnsafeRawBufferPointer(start: nil, count: 0))
        level = (runs.map(\.level).max() ?? 0) + 1
    }

    var count: Int { place.count / 8 }

    func contains(_ hash: UInt64, in store: ByteStore) -> Bool {
        let after = steps.partition { $0 > hash }
        guard after > 0 else { return false }
        return hashes(from: (after - 1) * HashRun.step, count: HashRun.step, in: store).contains(hash)
    }

    /// At most so many of the hashes, from an index on; none behind the last.
    fileprivate func hashes(from index: Int, count: Int, in store: ByteStore) -> [UInt64] {
        let end = min(self.count, index + count)
        guard index < end else { return [] }
        let bytes = store.bytes(at: place.part(index * 8..<end * 8))
        return bytes.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count - 7, by: 8).map { bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self) }
        }
    }

    /// Calls `body` for each hash.
    func each(in store: ByteStore, _ body: (UInt64) -> Void) {
        var reader = HashRunReader(self, store)
        while let hash = reader.first {
            body(hash)
            reader.advance()
        }
    }
}

/// Goes through a run, a block at a time.
private struct HashRunReader {
    private let run: HashRun
    private let store: ByteStore
    private var block: [UInt64] = []
    private var at = 0
    private var next = 0

    init(_ run: HashRun, _ store: ByteStore) {
        self.run = run
        self.store = store
        load()
    }

    var first: UInt64? { at < block.count ? block[at] : nil }

    mutating func advance() {
        at += 1
        if at >= block.count { load() }
    }

    private mutating func load() {
        block = run.hashes(from: next, count: 4096, in: store)
        next += 4096
        at = 0
    }
}

extension [UInt64] {
    /// The index of the first element for which it holds, in an array where it holds for none and then for all.
    package func partition(where holds: (UInt64) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
