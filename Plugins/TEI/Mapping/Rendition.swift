internal import Records

/// The words of `hi/@rend` for the styles of text; the first of each is written.
enum Rendition {
    static let words: [(style: Text.Style, words: [String])] = [
        (.italic, ["italic", "italics", "it", "i", "ital", "italicized"]),
        (.bold, ["bold", "b", "strong"]),
        (.smallCaps, ["smallcaps", "small-caps", "sc", "smallcap", "smcap"]),
        (.superscript, ["superscript", "sup", "super"]),
        (.subscript, ["subscript", "sub"]),
        (.underline, ["underline", "u", "underlined", "ul"]),
        (.strikethrough, ["strikethrough", "strike", "s", "line-through"]),
        (.monospace, ["monospace", "typewriter", "code", "tt"]),
        (.upright, ["upright", "normal", "roman"]),
        (.noCase, ["nocase"]),
    ]

    private static let byWord: [String: Text.Style] = Dictionary(
        words.flatMap { row in row.words.map { ($0, row.style) } }, uniquingKeysWith: { first, _ in first })

    /// The word that is written for a style; nil for one that has an element of its own.
    static func word(_ style: Text.Style) -> String? { words.first { $0.style == style }?.words[0] }

    /// The style of a value of `@rend` or `@rendition`: of its first word that is known.
    static func style(_ value: String) -> Text.Style? {
        for word in value.split(whereSeparator: { $0 == " " || $0 == "#" || $0 == "\n" || $0 == "\t" }) {
            if let style = byWord[word.lowercased()] ?? byWord[String(word.drop { $0 == ":" }).lowercased()] {
                return style
            }
        }
        return nil
    }
}
