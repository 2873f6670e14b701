internal import Records

/// A person or body that a title names, before it is known in which part.
struct Party: Sendable {
    enum Kind: Sendable {
        case person, office, group, body
        /// A country or city: it acts, but who acts for it is not said.
        case place
    }

    var kind: Kind
    /// The name's words.
    var tokens: [TitleToken]
    /// What stands beside the name: "Soviet Official", "Deputy Chairmen of the Committee".
    var office = ""
    /// Words before the name in the same phrase, which are part of the form as written.
    var written = ""

    var words: String { tokens.map(\.base).joined(separator: " ").replacing(" ,", with: ",") }
}

/// Takes apart the words that name people and bodies: "the Deputy Chairmen of the Committee, Zhang Zhixiang, and the Deputy
/// of the Department, Lu Ming".
///
/// Nil is the answer wherever a word is left that cannot be part of it: a false name is worse than none.
struct PartyParser: Sendable {
    let vocabulary: Vocabulary
    private static let most = 60
    private static let comma = TitleToken(Token(kind: .comma, range: 0..<0, text: ",", folded: ","))

    /// How a phrase is joined to the one before.
    private enum Joiner { case first, comma, and }

    private struct Segment {
        var kind: Kind
        var joiner: Joiner
        var tokens: ArraySlice<TitleToken>
        var party: Party

        enum Kind { case party, adjective }
    }

    /// The parties that tokens name, all tokens used; nil where they do not.
    func parties(_ tokens: ArraySlice<TitleToken>) -> [Party]? {
        guard !tokens.isEmpty, tokens.count <= PartyParser.most, let last = tokens.last, !last.isComma else {
            return nil
        }
        let pieces = pieces(tokens)
        guard pieces.count <= 16, let segments = segments(pieces, of: tokens, from: 0, budget: 200)?.segments else {
            return nil
        }
        return joined(segments)
    }

    // MARK: Phrases

    /// The stretches between commas and "and".
    private func pieces(_ tokens: ArraySlice<TitleToken>) -> [(joiner: Joiner, range: Range<Int>)] {
        var pieces: [(Joiner, Range<Int>)] = []
        var joiner = Joiner.first
        var start = tokens.startIndex
        var index = start
        while index <= tokens.endIndex {
            let isEnd = index == tokens.endIndex
            let isComma = !isEnd && tokens[index].isComma
            let isAnd = !isEnd && (tokens[index].folded == "and" || tokens[index].text == "&")
            if isEnd || isComma || isAnd {
                if index == start + 1, let last = pieces.indices.last,
                    isSuffix(tokens[start]) || tokens[start].isBracketed
                {
                    pieces[last].1 = pieces[last].1.lowerBound..<index
                    joiner = isAnd ? .and : .comma
                } else if index > start {
                    pieces.append((joiner, start..<index))
                    joiner = isAnd ? .and : .comma
                } else if isAnd {
                    joiner = .and
                }
                start = index + 1
            }
            index += 1
        }
        return pieces
    }

    /// Classifies pieces; where one alone is nothing, it is taken together with the next ("Ministry of Culture and Education").
    private func segments(
        _ pieces: [(joiner: Joiner, range: Range<Int>)], of tokens: ArraySlice<TitleToken>, from start: Int, budget: Int
    ) -> (segments: [Segment], budget: Int)? {
        var budget = budget
        guard start < pieces.count else { return ([], budget) }
        for end in start..<min(pieces.count, start + 3) {
            budget -= 1
            guard budget > 0 else { return nil }
            // Only "and" joins what is one name; after a comma another begins.
            if end > start, pieces[end].joiner != .and { break }
            let all = tokens[pieces[start].range.lowerBound..<pieces[end].range.upperBound]
            guard let party = party(all, isJoined: end > start) else {
                if end == start, isAdjective(all), start + 1 < pieces.count,
                    let rest = segments(pieces, of: tokens, from: start + 1, budget: budget)
                {
                    let party = Party(kind: .group, tokens: Array(all))
                    return (
                        [Segment(kind: .adjective, joiner: pieces[start].joiner, tokens: all, party: party)] + rest.0,
                        rest.1
                    )
                }
                continue
            }
            guard let rest = segments(pieces, of: tokens, from: end + 1, budget: budget) else { continue }
            return ([Segment(kind: .party, joiner: pieces[start].joiner, tokens: all, party: party)] + rest.0, rest.1)
        }
        return nil
    }

    /// "Chinese" in "Chinese and Soviet Representatives".
    private func isAdjective(_ tokens: ArraySlice<TitleToken>) -> Bool {
        let words = tokens.withoutArticle
        return !words.isEmpty && words.allSatisfy { vocabulary.nations.contains($0.folded) && $0.isCapitalized }
    }

    // MARK: What belongs together

    private func joined(_ segments: [Segment]) -> [Party]? {
        var parties: [Party] = []
        /// A post that is followed by the names of its holders.
        var pending: (party: Party, isSeveral: Bool)?
        for (index, segment) in segments.enumerated() {
            if segment.kind == .adjective {
                guard let shared = shared(segment, segments[(index + 1)...]) else { return nil }
                parties.append(shared)
                continue
            }
            let party = segment.party
            if let post = pending {
                if party.kind == .person,
                    segment.joiner == .comma || (post.isSeveral && parties.last?.office == post.party.words)
                {
                    var holder = party
                    holder.office = holder.office.isEmpty ? post.party.words : post.party.words + ", " + holder.office
                    parties.append(holder)
                    if !post.isSeveral { pending = nil }
                    continue
                }
                if parties.last?.office != post.party.words { parties.append(post.party) }
                pending = nil
            }
            let next = index + 1 < segments.count ? segments[index + 1] : nil
            let before = parties.last
            if party.kind == .office || party.kind == .group, let next, next.joiner == .comma,
                next.party.kind == .person,
                next.kind == .party
            {
                if segment.joiner != .comma || before?.kind != .person || before?.office.isEmpty == false {
                    pending = (party, isSeveral(party))
                    continue
                }
            }
            if segment.joiner == .comma, before?.kind == .person, before?.office.isEmpty == true, party.kind != .person,
                party.kind != .place
            {
                parties[parties.count - 1].office = party.words
                continue
            }
            // People one after the other, and no "and" before the last: the second is no name.
            if segment.joiner == .comma, party.kind == .person, before?.kind == .person,
                !segments[(index + 1)...].contains(where: { $0.joiner == .and })
            {
                return nil
            }
            if segment.joiner == .comma, party.kind == .place, let before {
                if before.kind == .body || before.kind == .office {
                    parties[parties.count - 1].tokens += [PartyParser.comma] + party.tokens
                }
                continue
            }
            parties.append(party)
        }
        if let post = pending, parties.last?.office != post.party.words { parties.append(post.party) }
        return parties.isEmpty ? nil : mergedBodies(parties, segments)
    }

    /// "Chinese Representatives" of "Chinese and Soviet Representatives".
    private func shared(_ segment: Segment, _ rest: ArraySlice<Segment>) -> Party? {
        guard let whole = rest.first(where: { $0.kind == .party }), whole.party.kind != .person,
            whole.party.kind != .place
        else {
            return nil
        }
        let noun = whole.party.tokens.drop { vocabulary.nations.contains($0.folded) && $0.isCapitalized }
        guard !noun.isEmpty, noun.count < whole.party.tokens.count else { return nil }
        var party = whole.party
        party.tokens = Array(segment.tokens.withoutArticle) + noun
        return party
    }

    /// "Department of Asia, Ministry of Foreign Affairs" is one body; "the KGB, the Stasi, and the CIA" are three.
    private func mergedBodies(_ parties: [Party], _ segments: [Segment]) -> [Party] {
        guard parties.count == segments.count, parties.count == 2, segments[1].joiner == .comma,
            parties.allSatisfy({ $0.kind == .body })
        else { return parties }
        var whole = parties[0]
        whole.tokens.append(PartyParser.comma)
        whole.tokens += parties[1].tokens
        return [whole]
    }

    private func isSeveral(_ party: Party) -> Bool {
        party.tokens.contains { vocabulary.officesSeveral.contains($0.folded) || vocabulary.groups.contains($0.folded) }
    }
}
