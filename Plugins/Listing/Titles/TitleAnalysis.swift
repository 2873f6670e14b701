internal import Records

/// What an expert takes from a title: genre, who wrote it and to whom, who took part, what it is part of, the dates within.
struct TitleAnalysis: Sendable {
    var genre = ""
    /// The words of the title that name the genre.
    var genreWords = ""
    var number = ""
    var certainty = Certainty.high
    var creators: [Name] = []
    var recipients: [Name] = []
    var participants: [Name] = []
    /// When that happened which the document records.
    var eventDate: EDTFDate?
    /// The time that its content is about.
    var coverage: EDTFDate?
    var parent: Relation?
    var shortTitle = ""
    /// Whether it records a conversation or meeting, so that its summary names participants.
    var isConversation = false
    /// "conversation", "meetings": what the participants were party to.
    var event = ""

    /// Takes a title apart. What the grammar does not know is left alone.
    init(_ title: String, grammar: TitleGrammar) {
        let tokens = TitleToken.tokens(of: title, dates: grammar.dateWords)
        self.init(tokens, title, grammar, depth: 0)
        shortTitle = ShortTitle(tokens, title: title, grammar: grammar).text
    }

    private init(_ tokens: [TitleToken], _ title: String, _ grammar: TitleGrammar, depth: Int) {
        guard !tokens.isEmpty else { return }
        var matcher = TitleMatcher(tokens, grammar)
        for form in grammar.forms {
            guard let match = matcher.match(form) else { continue }
            take(match, form.certainty, tokens, title, grammar, depth)
            break
        }
        if number.isEmpty, !genre.isEmpty, let found = matcher.numberAnywhere() { number = found }
        takeDates(tokens, grammar)
        takeExcerpt(tokens, title)
    }

    // MARK: What a form found

    private mutating func take(
        _ match: TitleMatcher.Match, _ certainty: Certainty, _ tokens: [TitleToken], _ title: String,
        _ grammar: TitleGrammar, _ depth: Int
    ) {
        self.certainty = certainty
        number = match.number
        if let found = match.genre {
            genre = found.genre
            if genre == "record", !match.event.isEmpty {
                genre =
                    "record of "
                    + (match.event.hasSuffix("s") && match.event != "talks"
                        ? String(match.event.dropLast()) : match.event)
            }
            if !match.isGenreQuoted { genreWords = title.part(found.range.textRange(tokens)) }
            isConversation = ["conversation", "bare conversation"].contains(found.category) || !match.event.isEmpty
            event = match.event.isEmpty ? conversationNoun(found) : match.event
            if match.event.isEmpty, let noun = TitleAnalysis.events[found.category] { event = noun }
        }
        let writer = roleOfWriter(match.genre?.category)
        for slot in match.slots {
            let names = PartyNames(vocabulary: grammar.vocabulary, certainty: certainty)
            switch slot.role {
            case .creator:
                creators += slot.parties.compactMap { party in
                    let role = party.kind == .body && ["author", "speaker"].contains(writer) ? "issuing body" : writer
                    return names.name(party, role: role, placesToo: false)
                }
            case .recipient:
                recipients += slot.parties.compactMap { names.name($0, role: "recipient", placesToo: false) }
            case .participants:
                participants += slot.parties.compactMap { party in
                    var party = party
                    // States make agreements, whatever their names.
                    if event == "agreement", party.kind == .person, party.tokens.count == 1 { party.kind = .place }
                    return names.name(party, role: "party to the \(event)", placesToo: true)
                }
            case .others, .parent, .part, .office: break
            }
        }
        takeAliases(match, grammar)
        guard depth < 2 else { return }
        if let range = match.parent { takeParent(range, tokens, title, grammar, depth) }
        if let range = match.part { takePart(match, range, tokens, title, grammar, depth) }
    }

    /// "Excerpt from the Political Report of the Soviet Embassy in China for 1959": the report is the whole, its writer the
    /// writer of the excerpt.
    private mutating func takeParent(
        _ range: Range<Int>, _ tokens: [TitleToken], _ title: String, _ grammar: TitleGrammar, _ depth: Int
    ) {
        let whole = Array(tokens[range]).withoutArticle
        guard !whole.isEmpty else { return }
        let name = title.part((0..<whole.count).textRange(whole))
        parent = Relation(.excerptOf, title: Text(name), certainty: .high, evidence: .title)
        let inner = TitleAnalysis(whole, title, grammar, depth: depth + 1)
        genre = inner.genre
        genreWords = inner.genreWords
        number = inner.number
        creators = inner.creators
        recipients = inner.recipients
        participants = inner.participants
        isConversation = inner.isConversation
        event = inner.event
        if !inner.genre.isEmpty { certainty = inner.certainty }
    }

    /// "Diary of K. A. Krutikov, Record of Conversation with Ezhef Sall": the diary is the whole, the record the document.
    private mutating func takePart(
        _ match: TitleMatcher.Match, _ range: Range<Int>, _ tokens: [TitleToken], _ title: String,
        _ grammar: TitleGrammar,
        _ depth: Int
    ) {
        var part = Array(tokens[range])
        if let quoted = part.first, quoted.isQuoted, part.count <= 2 {
            part = quoted.inner.map { TitleToken($0) }
        }
        let inner = TitleAnalysis(part, title, grammar, depth: depth + 1)
        guard !inner.genre.isEmpty else { return }
        var end = range.lowerBound
        while end > 1, !tokens[end - 1].isWord, !tokens[end - 1].isBracketed { end -= 1 }
        let start = tokens.first?.folded == "from" ? 1 : 0
        let whole = Array(tokens[start..<max(end, start)]).withoutArticle
        if !whole.isEmpty {
            let name = title.part((0..<whole.count).textRange(whole))
            parent = Relation(.partOf, title: Text(name), certainty: .high, evidence: .title)
        }
        genre = inner.genre
        genreWords = inner.genreWords
        if number.isEmpty { number = inner.number }
        participants += inner.participants
        recipients += inner.recipients
        isConversation = inner.isConversation
        event = inner.event
        eventDate = inner.eventDate
        coverage = inner.coverage
    }

    /// "The Chancellor's [Helmut Kohl's] Conversation": the name in brackets is the holder's.
    private mutating func takeAliases(_ match: TitleMatcher.Match, _ grammar: TitleGrammar) {
        guard let alias = match.aliases.first, let first = participants.first, first.kind == .office else { return }
        let tokens = alias.inner.map { TitleToken($0) }
        guard let party = grammar.parties.parties(tokens[...])?.first, party.kind == .person else { return }
        let names = PartyNames(vocabulary: grammar.vocabulary, certainty: certainty)
        var holder = party
        holder.office = first.literal
        if let name = names.name(holder, role: "party to the \(event)", placesToo: false) { participants[0] = name }
    }

    /// What the parties to a document are party to, where that is no conversation.
    private static let events = ["pact": "agreement", "interview": "interview", "message": "correspondence"]

    private func conversationNoun(_ found: GenreTable.Found) -> String {
        String(found.genre.split(separator: " ").last ?? "conversation")
    }

    private func roleOfWriter(_ category: String?) -> String {
        switch category {
        case "message": "sender"
        case "journal": "diarist"
        case "utterance": "speaker"
        case "act", "minutes": "issuing body"
        default: "author"
        }
    }

    // MARK: Dates

    private static let coverageWords: Set<String> = ["for", "in", "during", "since", "until"]

    private mutating func takeDates(_ tokens: [TitleToken], _ grammar: TitleGrammar) {
        for (index, token) in tokens.enumerated() {
            guard case .date(let date, let isSure) = token.kind else { continue }
            let before = index > 0 ? tokens[index - 1].folded : ""
            let hasDay = (date.start?.day ?? 0) > 0
            let isCovered = TitleAnalysis.coverageWords.contains(before)
            if isConversation, isSure, hasDay || !date.isInterval, before != "for" {
                eventDate = eventDate ?? date.ownText
            } else if hasDay, !isCovered {
                eventDate = eventDate ?? date.ownText
            } else if isSure || isCovered || before == "," {
                coverage = coverage ?? date.ownText
            }
        }
    }

    // MARK: Excerpts that a note in brackets tells

    private mutating func takeExcerpt(_ tokens: [TitleToken], _ title: String) {
        guard parent == nil, let last = tokens.last, last.isBracketed,
            let word = last.inner.first?.folded, word.hasPrefix("excerpt") || word.hasPrefix("extract")
        else { return }
        let rest = tokens.dropLast()
        if let quoted = rest.last, quoted.isQuoted, let first = quoted.inner.first, let end = quoted.inner.last {
            let name = title.part(first.range.lowerBound..<end.range.upperBound)
            parent = Relation(.excerptOf, title: Text(name), certainty: .high, evidence: .title)
        } else if !rest.isEmpty {
            let name = title.part((0..<rest.count).textRange(Array(rest)))
            parent = Relation(.excerptOf, title: Text(name), certainty: .medium, evidence: .title)
        }
    }
}

extension EDTFDate {
    /// With the words beside it only where they are not EDTF.
    fileprivate var ownText: EDTFDate {
        var date = self
        if date.raw == date.edtf { date.raw = "" }
        return date
    }
}

extension Range<Int> {
    /// The stretch of the title that tokens of these indices take.
    func textRange(_ tokens: [TitleToken]) -> Range<Int> {
        guard lowerBound < tokens.count, upperBound > lowerBound, upperBound <= tokens.count else { return 0..<0 }
        return tokens[lowerBound].range.lowerBound..<tokens[upperBound - 1].range.upperBound
    }
}

extension [TitleToken] {
    /// Without "the", "a", "an" at the start.
    var withoutArticle: [TitleToken] { Array(self[...].withoutArticle) }
}
