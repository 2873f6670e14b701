internal import JSON
internal import Records

/// The words for what is said with one of a few: a table for each vocabulary, for both directions.
enum Words {
    static let certainty = WordTable<Certainty>(["stated", "high", "medium", "low", "unknown"])
    static let evidence = WordTable<Evidence>(["source", "title", "summary", "page", "inference", "parent"])
    static let nameKind = WordTable<Name.Kind>(["unknown", "person", "organization", "group", "office", "others"])
    static let form = WordTable<Kept.Form>(["text", "source", "json", "xml"])
    static let style = WordTable<Text.Style>([
        "italic", "bold", "small-caps", "superscript", "subscript", "no-case", "quoted", "math", "underline",
        "strikethrough", "monospace", "upright",
    ])
    static let type = WordTable<RecordType>(RecordType.allCases.map(\.name))
    static let level = WordTable<ArchivalReference.Kind>(ArchivalReference.Kind.allCases.map(\.name))
    static let relation = WordTable<Relation.Kind>(Relation.Kind.allCases.map(\.name))
}

/// The words of a vocabulary, in the order of its cases.
struct WordTable<Case: RawRepresentable<UInt8> & Sendable>: Sendable {
    private let words: [String]
    private let table: JSONNameTable

    /// - Parameter words: a word for each case, at its raw value.
    init(_ words: [String]) {
        self.words = words
        table = JSONNameTable(words)
    }

    /// The case that a word stands for; nil where it stands for none.
    subscript(word: JSONText) -> Case? { table[word].flatMap { Case(rawValue: UInt8(clamping: $0)) } }

    /// The word of a case.
    subscript(value: Case) -> String {
        let index = Int(value.rawValue)
        return index < words.count ? words[index] : ""
    }
}
