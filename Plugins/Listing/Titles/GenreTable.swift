/// The genres of archival documents by the words that titles have for them.
struct GenreTable: Sendable {
    private var byFirst: [String: [Row]] = [:]
    private let kept: Set<String>
    private let dropped: Set<String>

    private struct Row: Sendable {
        var words: [String]
        var genre: String
        var category: String
    }

    /// A genre found in a title.
    struct Found: Sendable {
        /// "memorandum of conversation"
        var genre: String
        /// "conversation", "message": which forms of title it has.
        var category: String
        /// The tokens that name it.
        var range: Range<Int>
    }

    init(_ table: WordTable, nations: Set<String>) {
        kept = table.set("genre adjectives kept")
        dropped = table.set("genre adjectives dropped").union(nations)
        for row in table.rows("genres") where row.count == 3 { add(row[0], row[1], row[2]) }
        // The longest first.
        for key in byFirst.keys { byFirst[key]?.sort { $0.words.count > $1.words.count } }
    }

    /// Adds a row, with and without each word in brackets.
    private mutating func add(_ words: String, _ genre: String, _ category: String) {
        var variants: [[String]] = [[]]
        for word in words.split(separator: " ") {
            if word.hasPrefix("[") {
                let optional = word.dropFirst().dropLast().split(separator: "/").map(String.init)
                variants = variants.flatMap { variant in [variant] + optional.map { variant + [$0] } }
            } else {
                for index in variants.indices { variants[index].append(String(word)) }
            }
        }
        for variant in variants {
            guard let first = variant.first else { continue }
            byFirst[first, default: []].append(Row(words: variant, genre: genre, category: category))
        }
    }

    /// The genre that a title names from a token on, adjectives before it included; the longest that fits ("draft report",
    /// not "draft").
    func genre(_ tokens: [TitleToken], at start: Int) -> Found? {
        var index = start
        var adjectives: [String] = []
        var found: Found?
        while index < tokens.count, tokens[index].isWord, index - start < 6 {
            if let row = row(tokens, at: index) {
                let words = adjectives.filter { !row.genre.hasPrefix($0) }
                let end = index + row.words.count
                if found == nil || end > (found?.range.upperBound ?? 0) {
                    let genre = (words + [row.genre]).joined(separator: " ")
                    found = Found(genre: genre, category: row.category, range: start..<end)
                }
            }
            let word = tokens[index].folded
            guard kept.contains(word) || dropped.contains(word), !tokens[index].isPossessive else { return found }
            if kept.contains(word) { adjectives.append(word) }
            index += 1
        }
        return found
    }

    private func row(_ tokens: [TitleToken], at index: Int) -> Row? {
        byFirst[tokens[index].folded]?.first { row in
            index + row.words.count <= tokens.count
                && zip(row.words, tokens[index...]).allSatisfy { $0 == $1.folded && $1.isWord && !$1.isPossessive }
        }
    }

    /// Whether a line begins with a genre.
    func startsWithGenre(_ tokens: [Token]) -> Bool {
        genre(tokens.prefix(12).map { TitleToken($0) }, at: 0) != nil
    }

    /// Whether a word by itself is the first of a genre.
    func isGenreWord(_ word: String) -> Bool { byFirst[word] != nil }
}
