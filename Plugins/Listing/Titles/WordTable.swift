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
        for line in text.plainLines {
            if line.utf8.first == UInt8(ascii: "["), line.utf8.last == UInt8(ascii: "]"),
                !line.utf8.contains(UInt8(ascii: "|"))
            {
                section = String(line.dropFirst().dropLast())
            } else {
                sections[section, default: []].append(String(line).pieces(between: ","))
            }
        }
    }

    /// The lists of a section, one for each line.
    func lists(_ section: String) -> [[String]] { sections[section] ?? [] }

    /// All words of a section.
    func set(_ section: String) -> Set<String> { Set(lists(section).joined()) }

    /// The lines of a section whose columns stand between bars.
    func rows(_ section: String) -> [[String]] {
        lists(section).map { $0.joined(separator: ", ").pieces(between: "|") }.filter { $0.count > 1 }
    }
}
