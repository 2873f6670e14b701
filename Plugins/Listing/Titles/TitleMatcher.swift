/// Compares the tokens of a title with a form, trying each way in which its slots can be filled, within a bound of steps.
struct TitleMatcher {
    private let tokens: [TitleToken]
    private let grammar: TitleGrammar
    private var steps = 0
    /// What was found between two tokens already; nil within for what is nobody.
    private var known: [Range<Int>: [Party]?] = [:]

    private static let mostSteps = 60_000

    /// What a form found in a title.
    struct Match: Sendable {
        var genre: GenreTable.Found?
        /// Whether the genre stands within a quotation: the document names itself so.
        var isGenreQuoted = false
        var number = ""
        var slots: [(role: TitleForm.Role, parties: [Party], range: Range<Int>)] = []
        /// The event's noun, as it stands in lower case: "meetings".
        var event = ""
        var aliases: [TitleToken] = []
        var parent: Range<Int>?
        var part: Range<Int>?
    }

    init(_ tokens: [TitleToken], _ grammar: TitleGrammar) {
        self.tokens = tokens
        self.grammar = grammar
    }

    /// What the form finds from a token on; nil where it does not fit.
    mutating func match(_ form: TitleForm, from start: Int = 0) -> Match? {
        match(form.elements[...], at: start, Match())
    }

    private mutating func match(_ elements: ArraySlice<TitleForm.Element>, at: Int, _ found: Match) -> Match? {
        steps += 1
        guard steps < TitleMatcher.mostSteps else { return nil }
        guard let element = elements.first else { return at == tokens.count ? found : nil }
        let rest = elements.dropFirst()
        switch element {
        case .words(let alternatives, let optional):
            if let end = end(of: alternatives, at: at), let match = match(rest, at: end, found) { return match }
            return optional ? match(rest, at: at, found) : nil
        case .marks(let marks, let optional):
            if at < tokens.count, isMark(tokens[at], marks), let match = match(rest, at: at + 1, found) { return match }
            return optional ? match(rest, at: at, found) : nil
        case .genre(let categories):
            guard let genre = grammar.genres.genre(tokens, at: at),
                categories.isEmpty || categories.contains(genre.category)
            else { return nil }
            var found = found
            if found.genre == nil { found.genre = genre }
            return match(rest, at: genre.range.upperBound, found)
        case .number(let optional):
            if let (number, end) = number(at: at) {
                var numbered = found
                numbered.number = number
                if let match = match(rest, at: end, numbered) { return match }
            }
            return optional ? match(rest, at: at, found) : nil
        case .date(let optional):
            if at < tokens.count, tokens[at].date != nil, let match = match(rest, at: at + 1, found) { return match }
            return optional ? match(rest, at: at, found) : nil
        case .event: return matchEvent(rest, at: at, found)
        case .quoted:
            guard at < tokens.count, tokens[at].isQuoted else { return nil }
            var found = found
            if found.genre == nil, let genre = grammar.genres.genre(tokens[at].inner.map { TitleToken($0) }, at: 0) {
                found.genre = genre
                found.isGenreQuoted = true
            }
            return match(rest, at: at + 1, found)
        case .alias:
            guard at < tokens.count, tokens[at].isBracketed else { return nil }
            var found = found
            found.aliases.append(tokens[at])
            return match(rest, at: at + 1, found)
        case .verb:
            guard at < tokens.count, grammar.vocabulary.speaking.contains(tokens[at].folded) else { return nil }
            return match(rest, at: at + 1, found)
        case .slot(let slot): return match(slot, rest, at: at, found)
        case .tail: return isTail(at) ? found : nil
        case .anything:
            if rest.isEmpty { return found }
            for next in at...tokens.count { if let match = match(rest, at: next, found) { return match } }
            return nil
        }
    }

    // MARK: Words and marks

    private func end(of alternatives: [[String]], at: Int) -> Int? {
        for words in alternatives where at + words.count <= tokens.count {
            if zip(words, tokens[at...]).allSatisfy({ $0 == $1.folded && $1.isWord }) { return at + words.count }
        }
        return nil
    }

    private func isMark(_ token: TitleToken, _ marks: Set<Character>) -> Bool {
        switch token.kind {
        case .comma: marks.contains(",")
        case .colon: marks.contains(":")
        case .dash: marks.contains("-")
        case .stop: marks.contains(".")
        case .slash: marks.contains("/")
        case .semicolon: marks.contains(";")
        default: false
        }
    }

    /// "No. 1", "#1", "No. 109-M", "075.908".
    private func number(at: Int) -> (String, Int)? {
        guard at < tokens.count else { return nil }
        if let code = code(at: at) { return code }
        var index = at
        let isNamed = ["no", "no.", "nr", "nr.", "number", "#", "№", "no.:", "nos."].contains(tokens[index].folded)
        if isNamed { index += 1 }
        guard index < tokens.count, tokens[index].isWord, tokens[index].isNumber else { return nil }
        if !isNamed, !tokens[index].text.contains("."),
            tokens[index].text.utf8.count < 3 || tokens[index].folded.hasSuffix("th")
        {
            return nil
        }
        var text = tokens[index].text
        index += 1
        // "109-110", "S-165/57".
        while index + 1 < tokens.count, tokens[index].kind.joinsNumbers, tokens[index + 1].isWord,
            tokens[index].range.lowerBound == tokens[index - 1].range.upperBound,
            tokens[index + 1].range.lowerBound == tokens[index].range.upperBound
        {
            text += tokens[index].text + tokens[index + 1].text
            index += 2
        }
        return (text, index)
    }

    /// "RAR-8", a number with letters.
    private func code(at: Int) -> (String, Int)? {
        let text = tokens[at].text
        guard tokens[at].isWord, tokens[at].isCapitalized, text.utf8.count <= 12, text.contains(where: \.isNumber),
            text.allSatisfy({ $0.isUppercase || $0.isNumber || "-/".contains($0) })
        else { return nil }
        return (text, at + 1)
    }

    /// The number that stands after "No." anywhere.
    func numberAnywhere() -> String? {
        tokens.indices.lazy.filter { ["no", "no.", "nr.", "№"].contains(tokens[$0].folded) }
            .compactMap { number(at: $0)?.0 }.first
    }

    /// An article, adjectives, and the noun: "the First Joint Meeting", "a Conversation".
    private mutating func matchEvent(_ rest: ArraySlice<TitleForm.Element>, at: Int, _ found: Match) -> Match? {
        var index = at
        while index < tokens.count, index - at < 8, tokens[index].isWord {
            if grammar.vocabulary.events.contains(tokens[index].folded), !tokens[index].isPossessive {
                var end = index + 1
                while end < tokens.count, tokens[end].isWord, grammar.vocabulary.events.contains(tokens[end].folded) {
                    end += 1
                }
                var found = found
                found.event = tokens[end - 1].folded
                if end < tokens.count, tokens[end].isBracketed { end += 1 }
                return match(rest, at: end, found)
            }
            guard
                tokens[index].isCapitalized || ["the", "a", "an", "his", "her", "their"].contains(tokens[index].folded)
                    || grammar.vocabulary.nations.contains(tokens[index].folded) || tokens[index].isNumber
            else { return nil }
            index += 1
        }
        return nil
    }

    private func isTail(_ at: Int) -> Bool {
        guard at < tokens.count else { return true }
        if !tokens[at].isWord || number(at: at) != nil && !tokens[at].isNumber { return true }
        return grammar.vocabulary.openings.contains(tokens[at].folded)
    }

    // MARK: Slots

    private mutating func match(
        _ slot: TitleForm.Slot, _ rest: ArraySlice<TitleForm.Element>, at: Int, _ found: Match
    ) -> Match? {
        switch slot.role {
        case .parent, .part:
            guard at < tokens.count else { return nil }
            var found = found
            if slot.role == .parent { found.parent = at..<tokens.count } else { found.part = at..<tokens.count }
            return found
        default: break
        }
        let limit = boundary(from: at)
        guard limit > at else { return nil }
        let isLazy =
            switch rest.first {
            case .tail, .event, nil: false
            default: true
            }
        let ends = isLazy ? Array(at + 1...limit) : Array((at + 1...limit).reversed())
        for end in ends {
            guard !slot.isPossessive || tokens[end - 1].isPossessive, !leavesOffice(at..<end, before: rest, limit)
            else { continue }
            // Parties are asked for only where what follows may follow.
            guard mayFollow(rest, at: end), let parties = parties(at..<end), isAllowed(parties, slot) else { continue }
            var filled = found
            filled.slots.append((slot.role, parties, at..<end))
            if let match = match(rest, at: end, filled) { return match }
        }
        return nil
    }

    /// Where a slot must end: at a quotation, a date, a mark that is no comma, a word that begins a topic.
    private func boundary(from at: Int) -> Int {
        var index = at
        while index < tokens.count, index - at < 60 {
            switch tokens[index].kind {
            case .word:
                if grammar.vocabulary.topics.contains(tokens[index].folded), !tokens[index].isCapitalized || index > at
                {
                    return index
                }
            case .comma, .bracketed: break
            case .other: if tokens[index].text != "&" { return index }
            default: return index
            }
            index += 1
        }
        return index
    }

    /// A quick look whether what comes after a slot can come there.
    private func mayFollow(_ rest: ArraySlice<TitleForm.Element>, at: Int) -> Bool {
        guard let next = rest.first else { return at == tokens.count }
        switch next {
        case .words(let alternatives, optional: false): return end(of: alternatives, at: at) != nil
        case .marks(let marks, optional: false): return at < tokens.count && isMark(tokens[at], marks)
        case .tail: return isTail(at)
        case .quoted: return at < tokens.count && tokens[at].isQuoted
        case .alias: return at < tokens.count && tokens[at].isBracketed
        case .verb: return at < tokens.count && grammar.vocabulary.speaking.contains(tokens[at].folded)
        default: return true
        }
    }

    /// "Letter from the Ambassador to China to the Ministry": the first "to" is the ambassador's.
    private func leavesOffice(_ range: Range<Int>, before rest: ArraySlice<TitleForm.Element>, _ limit: Int) -> Bool {
        guard let next = rest.first, case .words(let alternatives, _) = next, alternatives.contains(["to"]),
            let last = tokens[range].last, grammar.vocabulary.officesTo.contains(last.folded),
            range.upperBound + 1 < limit
        else { return false }
        return tokens[(range.upperBound + 1)..<limit].contains { $0.folded == "to" }
    }

    private func isAllowed(_ parties: [Party], _ slot: TitleForm.Slot) -> Bool {
        guard let only = slot.only else { return true }
        return parties.allSatisfy { $0.kind == only }
    }

    private mutating func parties(_ range: Range<Int>) -> [Party]? {
        if let known = known[range] { return known }
        let parties = grammar.parties.parties(tokens[range])
        known[range] = .some(parties)
        return parties
    }
}

extension TitleToken.Kind {
    fileprivate var joinsNumbers: Bool {
        switch self {
        case .dash, .slash: true
        default: false
        }
    }
}
