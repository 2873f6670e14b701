private import EmbeddedSources

/// The table of words that dates, names and titles are made of: sections of lists, embedded as title-words.txt.
///
///     [seasons]
///     spring
///     autumn, fall
struct WordTable: Sendable {
    private var sections: [String: [[String]]] = [:]

    /// The embedded table.
    static let embedded = WordTable(String(decoding: EmbeddedSources.bytes(of: "title-words.txt"), as: UTF8.self))

    init(_ text: String) {
        var section = ""
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmed
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("["), line.hasSuffix("]"), !line.contains("|") {
                section = String(line.dropFirst().dropLast())
            } else {
                let words = line.split(separator: ",").map { String($0.trimmed) }
                sections[section, default: []].append(words.filter { !$0.isEmpty })
            }
        }
    }

    /// The lists of a section, one for each line.
    func lists(_ section: String) -> [[String]] { sections[section] ?? [] }

    /// All words of a section.
    func set(_ section: String) -> Set<String> { Set(lists(section).joined()) }

    /// The lines of a section whose columns stand between bars.
    func rows(_ section: String) -> [[String]] {
        lists(section).map { $0.joined(separator: ", ").split(separator: "|").map { String($0.trimmed) } }
            .filter { $0.count > 1 }
    }
}

extension StringProtocol {
    /// Without white space at its ends.
    var trimmed: SubSequence {
        let start = unicodeScalars.firstIndex { !$0.properties.isWhitespace } ?? endIndex
        var end = endIndex
        while end > start {
            let before = unicodeScalars.index(before: end)
            guard unicodeScalars[before].properties.isWhitespace else { break }
            end = before
        }
        return self[start..<end]
    }
}
