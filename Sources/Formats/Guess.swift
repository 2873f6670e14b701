/// What a mistyped word was likely meant to be.
public enum Guess {
    /// The nearest of the known words; nil where none is near.
    public static func nearest(to word: String, among known: [String]) -> String? {
        let word = Array(word.lowercased().utf8.prefix(64))
        guard !word.isEmpty else { return nil }
        var best: (word: String, rank: (distance: Int, start: Int))?
        for candidate in known {
            let other = Array(candidate.lowercased().utf8.prefix(64))
            let distance = other.starts(with: word) && word.count >= 3 ? 1 : distance(word, other)
            // Of two that are as near, the one with the same first letter: that is mistyped least.
            let rank = (distance, other.first == word.first ? 0 : 1)
            if rank < best?.rank ?? (.max, 0) { best = (candidate, rank) }
        }
        guard let best, best.rank.distance <= max(1, min(3, word.count / 2)) else { return nil }
        return best.word
    }

    /// Edits (insert, delete, replace, swap of neighbours) from one word to the other.
    static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var before = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1] + [Int](repeating: 0, count: b.count)
            for j in 0..<b.count {
                let cost = a[i] == b[j] ? 0 : 1
                row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + cost)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], before[j - 1] + 1) }
            }
            before = last
            last = row
        }
        return last[b.count]
    }
}
