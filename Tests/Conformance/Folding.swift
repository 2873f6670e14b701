/// Texts made alike in one respect, to see whether they differ in that alone.
struct Folding: OptionSet {
    let rawValue: Int
    /// Capitals and small letters.
    static let letterCase = Folding(rawValue: 1)
    /// Typographic and plain quotation marks, apostrophes, dashes, ellipses, spaces.
    static let typography = Folding(rawValue: 2)
    /// No-case spans and every other markup.
    static let markup = Folding(rawValue: 4)
    /// What joins a list.
    static let lists = Folding(rawValue: 8)
    /// TeX that one side has kept: braces, dollar signs, backslashes.
    static let tex = Folding(rawValue: 16)

    func apply(_ text: String) -> String {
        var text = text
        if contains(.markup) { text = Folding.withoutTags(text) }
        if contains(.tex) { text = text.filter { !"{}$\\".contains($0) } }
        if contains(.typography) { text = Folding.plain(text) }
        if contains(.lists) {
            text = text.replacing(" and ", with: "; ").split { ";,\n".contains($0) }
                .map { String($0).trimmingSpaces }.sorted().joined(separator: "; ")
        }
        if contains(.letterCase) { text = text.lowercased() }
        return text.trimmingSpaces
    }

    private static func plain(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "’", "‘", "`", "´", "'": out += "'"
            case "“", "”", "\"", "„", "«", "»": out += "\""
            case "–", "—", "‐", "−", "-": if out.last != "-" { out += "-" }
            case "…": out += "..."
            case "\u{A0}", "\u{2009}", "\u{2002}", "\u{2003}", "\u{202F}", " ", "\n", "\t":
                if out.last != " " { out += " " }
            default: out.append(character)
            }
        }
        return out.replacing("''", with: "\"")
    }

    private static func withoutTags(_ text: String) -> String {
        var out = ""
        var inTag = false
        var pending = ""
        for character in text {
            if inTag {
                pending.append(character)
                if character == ">" {
                    inTag = false
                    pending = ""
                }
            } else if character == "<" {
                inTag = true
                pending = "<"
            } else {
                out.append(character)
            }
        }
        return out + pending
    }
}
