internal import Formats

/// The keys of entries that others refer to, by their hashes; many may refer to the same.
struct WantedKeys {
    private var sorted: [UInt64] = []
    private var recent: [UInt64] = []

    mutating func insert(_ key: UInt64) {
        recent.append(key)
        if recent.count >= max(1024, sorted.count / 2) { sort() }
    }

    /// All of them in order, each once.
    mutating func all() -> [UInt64] {
        sort()
        return sorted
    }

    private mutating func sort() {
        sorted += recent
        recent.removeAll(keepingCapacity: true)
        sorted.sort()
        var count = 0
        for index in sorted.indices where count == 0 || sorted[count - 1] != sorted[index] {
            sorted[count] = sorted[index]
            count += 1
        }
        sorted.removeLast(sorted.count - count)
    }
}

/// Where the source text of each entry that is wanted stands: 24 bytes an entry.
struct ParentEntries {
    private let keys: [UInt64]
    private var places: [ByteStore.Place]

    init(_ wanted: consuming WantedKeys, in store: ByteStore) {
        keys = wanted.all()
        // What was not found is an empty text: no entry is.
        let none = store.append(UnsafeRawBufferPointer(start: nil, count: 0))
        places = Array(repeating: none, count: keys.count)
    }

    var isEmpty: Bool { keys.isEmpty }

    func isWanted(_ key: UInt64) -> Bool { index(of: key) != nil }

    /// Whether a key is wanted and has no text yet.
    func isMissing(_ key: UInt64) -> Bool { index(of: key).map { places[$0].count == 0 } ?? false }

    /// Where the text of an entry stands. What is not wanted is not kept.
    subscript(key: UInt64) -> ByteStore.Place? {
        get {
            guard let index = index(of: key), places[index].count > 0 else { return nil }
            return places[index]
        }
        set {
            if let index = index(of: key), let newValue { places[index] = newValue }
        }
    }

    private func index(of key: UInt64) -> Int? {
        let index = keys.partition { $0 >= key }
        return index < keys.count && keys[index] == key ? index : nil
    }
}
