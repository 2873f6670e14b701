/// Finds names among a fixed set in a few nanoseconds: the members that a format knows.
///
///     let table = JSONNameTable(["title", "author"])
///     table[key]   // 0 for "title", nil for a name that is not there
///
/// Where a name stands twice in the set, the first is found.
public struct JSONNameTable: Sendable {
    /// Index of a name plus one, by hash; 0 where free. A power of two in size, at most a quarter full.
    private let slots: [UInt16]
    /// The names, one after the other, and where each begins; the end of the last stands at the end.
    private let bytes: [UInt8]
    private let starts: [Int32]

    /// - Parameter names: at most 10,000.
    public init(_ names: [String]) {
        let all = names.prefix(10_000).map { Array($0.utf8) }
        bytes = all.flatMap { $0 }
        starts = all.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1.count)) }
        var size = 16
        while size < all.count * 4 { size *= 2 }
        var slots = [UInt16](repeating: 0, count: size)
        for (index, name) in all.enumerated() {
            var slot = name.withUnsafeBufferPointer { JSONNameTable.hash($0) } & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt16(index + 1)
        }
        self.slots = slots
    }

    /// The index of a name in the set; nil where it is not there.
    public subscript(key: JSONText) -> Int? {
        guard key.hasEscapes else { return find(key.bytes) }
        var name = key.string
        return name.withUTF8 { find($0) }
    }

    /// The index of a name in the set; nil where it is not there.
    public subscript(name: String) -> Int? {
        var name = name
        return name.withUTF8 { find($0) }
    }

    private func find(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = JSONNameTable.hash(name) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if isSame(index, name) { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isSame(_ index: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[index])
        guard Int(starts[index + 1]) - start == name.count else { return false }
        for offset in 0..<name.count where bytes[start + offset] != name[offset] { return false }
        return true
    }

    /// Mixes the length with the first and last bytes, which tell apart almost all names of any vocabulary.
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash = UInt64(name.count)
        for byte in name.prefix(4) { hash = hash << 8 | UInt64(byte) }
        var tail: UInt64 = 0
        for byte in name.suffix(6) { tail = tail << 8 | UInt64(byte) }
        hash = (hash ^ tail &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: hash >> 40)
    }
}
