private import EmbeddedSources
internal import Records

/// The grammar of titles: genres, words, and the forms that titles have, all of them data.
struct TitleGrammar: Sendable {
    let dateWords: DateWords
    let vocabulary: Vocabulary
    let genres: GenreTable
    let forms: [TitleForm]
    /// Forms of a summary's sentences: from the first word on, and from any.
    let sentences: [(form: TitleForm, isWithin: Bool)]
    let parties: PartyParser
    /// What people do for a document ("translated"), and the field that they belong in.
    let credits: [String: NameField]
    /// BCP 47 tags by the languages' English names, in lower case.
    let languages: [String: String]

    static let embedded = TitleGrammar(
        words: .embedded, forms: String(decoding: EmbeddedSources.bytes(of: "title-forms.txt"), as: UTF8.self))

    init(words: WordTable, forms: String) {
        dateWords = DateWords(words)
        vocabulary = Vocabulary(words, dates: dateWords)
        genres = GenreTable(words, nations: vocabulary.nations)
        let lines = TitleGrammar.lines(of: forms)
        self.forms = lines.filter { !$0.hasPrefix("summary ") }.compactMap { TitleForm($0) }
        sentences = lines.filter { $0.hasPrefix("summary ") }.compactMap { line in
            let isWithin = line.hasPrefix("summary within ")
            return TitleForm(String(line.dropFirst(isWithin ? 15 : 8))).map { ($0, isWithin) }
        }
        parties = PartyParser(vocabulary: vocabulary)
        var credits: [String: NameField] = [:]
        for row in words.rows("credits") { credits[row[0]] = NameField(name: row[1]) }
        self.credits = credits
        var languages: [String: String] = [:]
        for row in words.rows("languages") { languages[row[0]] = row[1] }
        self.languages = languages
    }

    /// The lines that are forms: a test holds that each can be read.
    static func lines(of text: String) -> [String] {
        text.plainLines.map(String.init)
    }
}
