/// Bloom's filter over 64-bit hashes, in lines of 512 bits: four bits a hash, all in one line.
struct HashFilter: Sendable {
    private var words: [UInt64] = []

    /// An empty one, which has room for none.
    init() {}

    /// - Parameter bytes: how much memory it takes; a multiple of 64.
    init(bytes: Int) { words = [UInt64](repeating: 0, count: bytes / 8) }

    /// How many hashes it tells apart well: with that many, one of twelve that are not there seems to be.
    var room: Int { words.count / 8 * 96 }
    var bytes: Int { words.count * 8 }
    var isEmpty: Bool { words.isEmpty }

    mutating func insert(_ hash: UInt64) {
        let line = line(hash)
        for probe in 0..<4 {
            let bit = HashFilter.bit(hash, probe)
            words[line + bit >> 6] |= 1 << UInt64(bit & 63)
        }
    }

    /// False where a hash is not there for sure.
    func mayContain(_ hash: UInt64) -> Bool {
        let line = line(hash)
        for probe in 0..<4 {
            let bit = HashFilter.bit(hash, probe)
            if words[line + bit >> 6] >> UInt64(bit & 63) & 1 == 0 { return false }
        }
        return true
    }

    private static func bit(_ hash: UInt64, _ probe: Int) -> Int {
        Int(truncatingIfNeeded: hash >> UInt64(9 * probe)) & 511
    }

    /// Where a hash's line begins: its upper 24 bits as a fraction of all lines.
    private func line(_ hash: UInt64) -> Int {
        // Shifts bind closer than products.
        Int(((hash >> 40) &* UInt64(words.count / 8)) >> 24) * 8
    }
}
