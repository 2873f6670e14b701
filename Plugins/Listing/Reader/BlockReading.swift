internal import Records

/// What the blocks of a page are: dates, titles, page furniture.
struct BlockReading: Sendable {
    let profile: SourceProfile
    let dateWords: DateWords
    private let genres: GenreTable
    private let undated: Set<String> = [
        "undated", "n.d.", "n. d.", "no date", "date unknown", "unknown date", "[undated]", "not dated", "nd",
    ]

    init(profile: SourceProfile) {
        self.profile = profile
        dateWords = TitleGrammar.embedded.dateWords
        genres = TitleGrammar.embedded.genres
    }

    /// The date that a text is, and nothing else.
    func date(_ text: String) -> EDTFDate? {
        guard text.utf8.count <= 80 else { return nil }
        if undated.contains(text.lowercased()) { return EDTFDate(literal: text) }
        guard mayBeginWithDate(text) else { return nil }
        let tokens = Lexer.tokens(of: text)
        guard let found = scanner(tokens, text).date(at: 0),
            found.end == tokens.count
                || (found.end == tokens.count - 1 && [.stop, .comma, .colon].contains(tokens[found.end].kind))
        else { return nil }
        return plain(found.date, text)
    }

    /// A date at the start of a line, a mark, and the title: "March 30, 1959 - Memorandum of Conversation".
    func dateAndTitle(_ text: String) -> (date: EDTFDate, title: String)? {
        guard text.utf8.count < 1000, mayBeginWithDate(text) else { return nil }
        let tokens = Lexer.tokens(of: text, limit: 80)
        guard let found = scanner(tokens, text).date(at: 0), found.end + 1 < tokens.count else { return nil }
        let mark = tokens[found.end]
        guard mark.kind == .dash || mark.kind == .colon || mark.text == "|", mark.kind == .colon || mark.isSpaced,
            tokens[found.end + 1].isSpaced, tokens.last?.kind != .stop
        else { return nil }
        let title = text.part(tokens[found.end + 1].range.lowerBound..<text.utf8.count)
        return (plain(found.date, found.date.raw), title)
    }

    /// A quick look at the first word, which says for most lines that they begin with no date.
    private func mayBeginWithDate(_ text: String) -> Bool {
        let start = String(text.unicodeScalars.prefix(40))
        return Lexer.tokens(of: start, limit: 1).first.map(dateWords.mayBegin) ?? false
    }

    /// The date with its words beside it, where they are not EDTF already.
    private func plain(_ date: EDTFDate, _ text: String) -> EDTFDate {
        var date = date
        if profile.firstOfJanuaryIsYear, date.shape == .point, let start = date.start, start.month == 1, start.day == 1
        {
            date.start = EDTFDate.Point(year: Int(start.year), flags: start.flags)
        }
        date.raw = date.edtf == text ? "" : text
        return date
    }

    private func scanner(_ tokens: [Token], _ text: String) -> DateScanner {
        DateScanner(tokens[...], of: text, order: profile.dateOrder, words: dateWords)
    }

    /// How much a block looks like a title.
    enum TitleLikeness: Int, Comparable {
        case no, capitalized, genre, link
        static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    func titleLikeness(_ block: Block) -> TitleLikeness {
        if let address = block.link, DocumentAddress(address, profile: profile) != nil { return .link }
        let text = block.text
        guard text.utf8.count < 600 else { return .no }
        let tokens = Lexer.tokens(of: text, limit: 90)
        guard tokens.count <= 80, let last = tokens.last, last.kind != .stop,
            tokens.first?.text.first?.isLowercase == false
        else { return .no }
        let long = tokens.filter { $0.kind == .word && $0.text.utf8.count >= 4 }
        let capitalized = long.count { $0.isCapitalized }
        let isTitleCase = capitalized * 5 >= long.count * 3
        if isTitleCase, genres.startsWithGenre(tokens) { return .genre }
        return isTitleCase && long.count >= 3 ? .capitalized : .no
    }
}
