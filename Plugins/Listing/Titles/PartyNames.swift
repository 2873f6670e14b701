internal import Records

/// Makes names of parties: in parts for a person, family name first where that is the custom; as one string for the others,
/// in the form that a catalogue gives them ("Chinese officials", "Hungarian ambassador to China").
struct PartyNames {
    let vocabulary: Vocabulary
    let certainty: Certainty
    var evidence = Evidence.title

    /// The name of a party in a role.
    ///
    /// - Parameter placesToo: whether a country counts: as party to an agreement, not as writer.
    func name(_ party: Party, role: String, placesToo: Bool) -> Name? {
        var name: Name
        switch party.kind {
        case .person: name = person(party)
        case .place:
            guard placesToo else { return nil }
            name = Name(literal: party.words, kind: .organization)
        case .body: name = literal(party, .organization)
        case .office: name = literal(party, isSeveral(party) ? .group : .office)
        case .group: name = literal(party, .group)
        }
        name.role = party.office.isEmpty ? role : "\(role); \(party.office)"
        name.certainty = certainty
        name.evidence = evidence
        return name
    }

    private func isSeveral(_ party: Party) -> Bool {
        party.tokens.contains { vocabulary.officesSeveral.contains($0.folded) }
    }

    // MARK: Bodies, groups, posts

    private func literal(_ party: Party, _ kind: Name.Kind) -> Name {
        var words: [String] = []
        let complement = party.tokens.firstIndex { ["of", "in", "to", "for", "at", "from"].contains($0.folded) }
        for (index, token) in party.tokens.enumerated() {
            let isHead = index > 0 && index < complement ?? .max
            words.append(isHead ? word(token, kind, party, index) : lowerArticle(token, party, index))
        }
        let text = words.joined(separator: " ").replacing(" ,", with: ",")
        var name = Name(literal: text, kind: kind)
        let signature = party.written.isEmpty ? "" : " " + party.written
        let written =
            party.tokens.enumerated().map { $1.base(in: party, at: $0) }.joined(separator: " ").replacing(
                " ,", with: ",") + signature
        if written != text { name.asWritten = written }
        return name
    }

    /// An article within a name is in lower case.
    private func lowerArticle(_ token: TitleToken, _ party: Party, _ index: Int) -> String {
        index > 0 && token.folded == "the" && token.isWord ? "the" : token.base(in: party, at: index)
    }

    /// A common noun of a post or group in lower case; an article within likewise.
    private func word(_ token: TitleToken, _ kind: Name.Kind, _ party: Party, _ index: Int) -> String {
        if ["the", "of", "and", "to", "in", "for"].contains(token.folded), token.isWord { return token.folded }
        let isCommon =
            vocabulary.offices.contains(token.folded) || vocabulary.officesSeveral.contains(token.folded)
            || vocabulary.groups.contains(token.folded) || vocabulary.postAdjectives.contains(token.folded)
        let text = token.base(in: party, at: index)
        guard kind != .organization, isCommon, !token.isAcronym else { return text }
        return text.lowercased()
    }

    // MARK: People

    private func person(_ party: Party) -> Name {
        let name = PersonName(party.tokens.filter { !$0.isComma }.map(\.base), vocabulary: vocabulary)
        var made = name.name
        let written =
            party.words + (party.written.isEmpty ? "" : " " + party.written)
        if written != name.plain { made.asWritten = written }
        return made
    }
}

extension TitleToken {
    /// The word, its possessive ending kept within a name and taken away at its end.
    fileprivate func base(in party: Party, at index: Int) -> String {
        index == party.tokens.count - 1 ? base : text
    }
}

/// A person's name in parts.
struct PersonName {
    var name: Name
    /// The parts in natural order.
    var plain: String

    /// - Parameter words: the words of the name alone.
    init(_ words: [String], vocabulary: Vocabulary) {
        let words = words.flatMap { PersonName.spaced($0).split(separator: " ").map(String.init) }
        plain = words.joined(separator: " ")
        guard words.count > 1, let first = words.first else {
            name = Name(family: words.first ?? "")
            return
        }
        if PersonName.isFamilyFirst(words, vocabulary) {
            name = Name(family: first, given: words.dropFirst().joined(separator: " "))
            name.staticOrdering = true
            return
        }
        var end = words.count
        var suffix = ""
        if let last = words.last, ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"].contains(last.lowercased()), end > 2 {
            suffix = last
            end -= 1
        }
        var family = end - 1
        while family > 1, vocabulary.particles.contains(words[family - 1].folded),
            words[family - 1].folded != "al" || words[family - 1].first?.isLowercase == true
        {
            family -= 1
        }
        if family == 1, vocabulary.particles.contains(words[0].folded), words[0].first?.isLowercase == true {
            family = 0
        }
        // "De Lepsis" is the family name; "von Braun" has a particle.
        let before = words[family..<(end - 1)]
        let isPart = before.contains { $0.first?.isUppercase == true }
        let particle = isPart ? "" : before.joined(separator: " ")
        name = Name(
            family: isPart ? words[family..<end].joined(separator: " ") : words[end - 1],
            given: words[0..<family].joined(separator: " "), nonDroppingParticle: particle,
            suffix: suffix)
    }

    /// "M.G." as "M. G."
    private static func spaced(_ word: String) -> String {
        guard word.contains(".") else { return word }
        var out = ""
        for character in word {
            if let last = out.last, last == ".", character != ".", character != "-" { out += " " }
            out.append(character)
        }
        return out
    }

    private static func isFamilyFirst(_ words: [String], _ vocabulary: Vocabulary) -> Bool {
        guard (2...4).contains(words.count), let first = words.first, vocabulary.familyFirst.contains(first.folded),
            !vocabulary.familyLast.contains(words.joined(separator: " ").folded),
            words.dropFirst().allSatisfy({ !$0.contains(".") && $0.unicodeScalars.count > 1 })
        else { return false }
        // "Lin Biao" has short parts; "Kim Lorraine Featherstone" has not.
        return words.dropFirst().allSatisfy { $0.utf8.count <= 10 }
    }
}
