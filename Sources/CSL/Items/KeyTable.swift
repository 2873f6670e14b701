internal import Records

/// Which record has a key: of those with the same key the first.
struct KeyTable: Sendable {
    /// Open addressing: in each slot the place of a record, -1 in those that are free. At least half are.
    private var slots: [Int32]
    /// How many different keys there are.
    private(set) var count = 0

    init(_ records: [Record]) {
        var size = 16
        while size < records.count * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        for index in records.indices {
            let slot = slot(of: records[index].key, in: records)
            if slots[slot] >= 0 { continue }
            slots[slot] = Int32(truncatingIfNeeded: index)
            count += 1
        }
    }

    /// The place of the record with a key; nil where none has it.
    ///
    /// - Parameter records: those that the table was made for.
    func index(of key: String, in records: [Record]) -> Int32? {
        let place = slots[slot(of: key, in: records)]
        return place >= 0 ? place : nil
    }

    /// The slot where a key is or would be.
    private func slot(of key: String, in records: [Record]) -> Int {
        var hasher = Hasher()
        hasher.combine(key)
        var slot = hasher.finalize() & (slots.count - 1)
        while slots[slot] >= 0, records[Int(slots[slot])].key != key { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }
}
