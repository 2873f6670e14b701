internal import Records

/// The people whom the summary of a conversation names as taking part in it. Never a writer.
struct SummaryAnalysis {
    private(set) var participants: [Name] = []
    private let grammar: TitleGrammar

    private static let mostTokens = 2000

    /// - Parameters:
    ///   - known: who the title names; they are not taken again.
    ///   - event: what they were party to.
    init(_ summary: String, known: [Name], event: String, grammar: TitleGrammar) {
        self.grammar = grammar
        let tokens = TitleToken.tokens(of: summary, dates: grammar.dateWords, limit: SummaryAnalysis.mostTokens)
        let capitalized = SummaryAnalysis.namesWithin(tokens)
        var found: [(party: Party, at: Int)] = []
        for sentence in SummaryAnalysis.sentences(tokens) { found += parties(in: sentence, capitalized) }
        for (party, _) in found {
            let names = PartyNames(vocabulary: grammar.vocabulary, certainty: .medium, evidence: .summary)
            guard let name = names.name(party, role: "party to the \(event)", placesToo: false) else { continue }
            let others = known + participants
            if !others.contains(where: { $0.isSamePerson(as: name) }) { participants.append(name) }
        }
    }

    private static func sentences(_ tokens: [TitleToken]) -> [[TitleToken]] {
        var sentences: [[TitleToken]] = []
        var current: [TitleToken] = []
        for token in tokens {
            if case .stop = token.kind {
                sentences.append(current)
                current = []
            } else {
                current.append(token)
            }
        }
        sentences.append(current)
        return sentences.filter { !$0.isEmpty && $0.count < 200 }
    }

    /// Capitalized words that stand within a sentence.
    private static func namesWithin(_ tokens: [TitleToken]) -> Set<String> {
        var names = Set<String>()
        for (before, token) in zip(tokens, tokens.dropFirst()) where token.isWord && token.isCapitalized {
            if case .stop = before.kind { continue }
            names.insert(token.folded)
        }
        return names
    }

    private func parties(in sentence: [TitleToken], _ capitalized: Set<String>) -> [(party: Party, at: Int)] {
        var matcher = TitleMatcher(sentence, grammar)
        var found: [(party: Party, at: Int)] = []
        for (form, isWithin) in grammar.sentences {
            for start in isWithin ? Array(sentence.indices) : [0] {
                guard let match = matcher.match(form, from: start) else { continue }
                let office = match.slots.first { $0.role == .office }?.parties.first?.words
                for slot in match.slots where slot.role == .participants {
                    for var party in slot.parties where isPerson(party, at: slot.range.lowerBound, office, capitalized)
                    {
                        if party.office.isEmpty, let office { party.office = office }
                        found.append((party, slot.range.lowerBound))
                    }
                }
                break
            }
        }
        return found.sorted { $0.at < $1.at }
    }

    /// One word at the start of a sentence is a name only where something else says so.
    private func isPerson(_ party: Party, at: Int, _ office: String?, _ capitalized: Set<String>) -> Bool {
        guard let first = party.tokens.first, !grammar.vocabulary.sentenceOpeners.contains(first.folded) else {
            return false
        }
        guard at == 0, party.tokens.count == 1, office == nil, party.office.isEmpty else { return true }
        return capitalized.contains(first.folded) && !grammar.genres.isGenreWord(first.folded)
    }
}

extension Name {
    /// Whether both may be one person's name: the same family name, and no given names that differ.
    func isSamePerson(as other: Name) -> Bool {
        if isLiteral || other.isLiteral { return literal == other.literal && family == other.family }
        guard family.folded == other.family.folded else { return false }
        return given.isEmpty || other.given.isEmpty || given == other.given
    }
}
