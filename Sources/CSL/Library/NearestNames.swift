/// What a mistyped name was likely meant to be.
enum NearestNames {
    /// The names nearest to a word, nearest first: those that begin with it or have it as a part, then those that few edits
    /// lead to.
    static func of(_ word: String, among known: some Sequence<String>, most: Int = 1) -> [String] {
        let word = Array(word.lowercased().utf8.prefix(80))
        guard !word.isEmpty else { return [] }
        var found: [(name: String, distance: Int)] = []
        let farthest = max(1, min(3, word.count / 2))
        for name in known {
            let other = Array(name.lowercased().utf8.prefix(80))
            if word.count >= 3, other.starts(with: word) {
                found.append((name, 1))
            } else if abs(other.count - word.count) <= farthest {
                let distance = distance(word, other)
                if distance <= farthest { found.append((name, distance)) }
            } else if word.count >= 4, contains(other, word) {
                found.append((name, 4))
            }
        }
        found.sort { ($0.distance, $0.name.utf8.count, $0.name) < ($1.distance, $1.name.utf8.count, $1.name) }
        return found.prefix(most).map(\.name)
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard part.count <= text.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
    }

    /// Edits (insert, delete, replace, swap of neighbours) from one word to the other.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var before = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1] + [Int](repeating: 0, count: b.count)
            for j in 0..<b.count {
                row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], before[j - 1] + 1) }
            }
            before = last
            last = row
        }
        return last[b.count]
    }
}
