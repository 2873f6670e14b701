// One phrase: what the words between commas and "and" name.

extension PartyParser {
    private static let prepositions: Set<String> = ["of", "in", "to", "for", "at", "with", "on", "from", "under"]
    private static let small: Set<String> = ["the", "a", "an", "and", "&", ","]

    /// What one phrase names; nil where it names nobody.
    ///
    /// - Parameter isJoined: whether it was put together over an "and": then it is a body, or somebody with a post.
    func party(_ tokens: ArraySlice<TitleToken>, isJoined: Bool) -> Party? {
        let words = tokens.withoutArticle
        guard let first = words.first, words.allSatisfy({ $0.isWord || $0.isBracketed || $0.isComma || $0.text == "&" })
        else { return nil }
        if vocabulary.isPlace(words) { return Party(kind: .place, tokens: Array(words)) }
        if let person = person(words), !isJoined || !person.office.isEmpty {
            // "the Understanding" is nobody; "the Ambassador Suzuki" is.
            return words.count < tokens.count && person.office.isEmpty ? nil : person
        }
        if !isJoined, let holder = holderInBrackets(words) { return holder }
        guard first.isCapitalized || isNoun(first), words.allSatisfy({ isClean($0) }) else { return nil }
        guard hasToOnlyAfterOffices(words), let last = words.last, !PartyParser.prepositions.contains(last.folded),
            !PartyParser.small.contains(last.folded), let kind = headKind(words), !isJoined || kind == .body,
            !words.contains(where: { vocabulary.events.contains($0.folded) && !vocabulary.bodies.contains($0.folded) })
        else { return nil }
        return signed(Party(kind: kind, tokens: Array(words)))
    }

    /// "the Secretary of State [Dean Rusk]": the post's holder, whom an editor names.
    private func holderInBrackets(_ words: ArraySlice<TitleToken>) -> Party? {
        guard let last = words.last, last.isBracketed, words.count > 1 else { return nil }
        let inner = last.inner.map { TitleToken($0) }
        let post = words.dropLast()
        guard headIsOffice(post), post.allSatisfy({ isClean($0) }), let person = person(inner[...]),
            person.office.isEmpty
        else { return nil }
        var holder = person
        holder.office = post.map(\.text).joined(separator: " ")
        return holder
    }

    /// "Brazilian Embassy in Havana (de Gamboa)": the name in brackets is that of whoever signed for the body.
    private func signed(_ party: Party) -> Party {
        guard let last = party.tokens.last, last.isBracketed, party.kind == .body else { return party }
        let inner = last.inner.map { TitleToken($0) }
        guard let person = person(inner[...]) else { return party }
        var party = party
        party.tokens.removeLast()
        party.office = person.words
        party.written = last.text
        return party
    }

    /// Whether a word may stand in the name of a post, group or body.
    private func isClean(_ token: TitleToken) -> Bool {
        if token.isBracketed { return isCleanBracket(token) }
        return token.isComma || token.isCapitalized || token.isNumber || token.text == "&"
            || PartyParser.prepositions.contains(token.folded) || PartyParser.small.contains(token.folded)
            || isNoun(token) || vocabulary.nations.contains(token.folded) || vocabulary.particles.contains(token.folded)
    }

    /// "(OKSD)", "(de Gamboa)", "(First Deputy Foreign Minister)": not "(1)", "(excerpt)", "(Including Discussion on China)".
    private func isCleanBracket(_ token: TitleToken) -> Bool {
        guard token.inner.count <= 6, let first = token.inner.first, first.kind == .word else { return false }
        let words = token.inner.map { TitleToken($0) }
        if words.count == 1, vocabulary.isCommon(first.folded) || first.folded.hasPrefix("ex") { return false }
        return words.allSatisfy { word in
            if word.isComma { return true }
            return word.isWord && !word.isNumber && !vocabulary.topics.contains(word.folded)
                && !word.folded.hasSuffix("ing")
                && (word.isCapitalized || vocabulary.particles.contains(word.folded) || isNoun(word)
                    || ["of", "the", "and", "for"].contains(word.folded))
        }
    }

    private func isNoun(_ token: TitleToken) -> Bool {
        vocabulary.offices.contains(token.folded) || vocabulary.officesSeveral.contains(token.folded)
            || vocabulary.groups.contains(token.folded) || vocabulary.bodies.contains(token.folded)
    }

    private func hasToOnlyAfterOffices(_ words: ArraySlice<TitleToken>) -> Bool {
        words.indices.allSatisfy { index in
            guard words[index].folded == "to", words[index].isWord else { return true }
            guard index > words.startIndex else { return false }
            return words[words.startIndex..<index].contains { vocabulary.officesTo.contains($0.folded) }
                && vocabulary.officesTo.contains(words[index - 1].folded)
        }
    }

    /// What the head of the phrase is: the last noun before its first preposition.
    private func headKind(_ words: ArraySlice<TitleToken>) -> Party.Kind? {
        var head = Array(
            words.prefix { !PartyParser.prepositions.contains($0.folded) || !$0.isWord })
        while let last = head.last,
            last.isBracketed || last.isComma
                || (head.count > 1 && vocabulary.places.contains(last.folded) && !last.isAcronym)
        {
            head.removeLast()
        }
        guard let last = head.last else { return nil }
        let word = last.folded
        if head.count >= 2, vocabulary.bodies.contains(head.suffix(2).map(\.folded).joined(separator: " ")) {
            return .body
        }
        if vocabulary.events.contains(word), !vocabulary.bodies.contains(word) { return nil }
        if vocabulary.offices.contains(word) { return .office }
        if vocabulary.officesSeveral.contains(word) { return .office }
        if word == "party", head.count > 1 { return .body }
        if vocabulary.groups.contains(word), !vocabulary.bodies.contains(word) || word == "group" || word == "groups" {
            return word == "group" ? .body : .group
        }
        if vocabulary.bodies.contains(word) { return .body }
        // "CPSU CC", "KGB": a body goes by its letters. A nation's letters are a place.
        if last.isAcronym, last.base.utf8.count <= 8, !vocabulary.isCommon(word) {
            return vocabulary.places.contains(word) ? .place : .body
        }
        return nil
    }

    // MARK: A person

    /// "K. A. Krutikov", "Soviet Official K. A. Krutikov", "US Ambassador to the UN Adlai Stevenson", "Filippov [Stalin]".
    private func person(_ words: ArraySlice<TitleToken>) -> Party? {
        var end = words.endIndex
        var alias: TitleToken?
        if let posted = personIn(place: words) { return posted }
        if let last = words.last, last.isBracketed, last.inner.count <= 6 {
            alias = last
            end -= 1
        }
        var start = end
        while start > words.startIndex, isPartOfName(words, start - 1, end) { start -= 1 }
        while start < end, !vocabulary.isNameWord(words[start]), !isLeadingParticle(words, start, end),
            !(start == end - 1 && start > words.startIndex && vocabulary.surnamesToo.contains(words[start].folded))
        { start += 1 }
        var name = words[start..<end]
        guard (1...6).contains(name.count), name.contains(where: { !$0.isInitials && $0.isCapitalized }),
            !vocabulary.isPlace(name), name.last.map({ !$0.isInitials || isSuffix($0) }) == true || name.count == 1,
            name.count > 1 || !name.contains(where: isAbstract)
        else { return nil }
        // "Rio de Janeiro Consul" and the like: no place may be taken for a name's end.
        if name.count > 1, vocabulary.places.contains(name.suffix(2).map(\.folded).joined(separator: " ")) {
            return nil
        }
        let before = words[words.startIndex..<start]
        var party = Party(kind: .person, tokens: Array(name))
        if !before.isEmpty {
            guard let office = officeBefore(before) else { return nil }
            party.office = office
        }
        if let alias {
            name = words[start..<words.endIndex]
            party.written = alias.text
        }
        return party
    }

    /// "L. Delwayde in Pyongyang"
    private func personIn(place words: ArraySlice<TitleToken>) -> Party? {
        guard let preposition = words.lastIndex(where: { $0.folded == "in" && $0.isWord }),
            preposition > words.startIndex,
            vocabulary.isPlace(words[(preposition + 1)...].withoutArticle),
            var party = person(words[..<preposition]), party.office.isEmpty
        else { return nil }
        party.office = words[preposition...].map(\.text).joined(separator: " ")
        return party
    }

    func isSuffix(_ token: TitleToken) -> Bool { ["jr.", "jr", "sr.", "sr", "iii"].contains(token.folded) }

    /// "Improvement", "Cooperation": by its ending a word of the language, where it stands alone.
    private func isAbstract(_ token: TitleToken) -> Bool {
        !token.folded.contains("-")
            && ["tion", "sion", "ment", "ness", "ism", "ology", "ics", "ship", "fare", "ings"].contains {
                token.folded.hasSuffix($0)
            }
    }

    private func isPartOfName(_ words: ArraySlice<TitleToken>, _ index: Int, _ end: Int) -> Bool {
        let token = words[index]
        if token.isPossessive, index + 1 < end { return false }
        if vocabulary.isNameWord(token) { return true }
        // "Harry White": a word that names something else too, after a given name, at the end.
        if index == end - 1, index > words.startIndex, vocabulary.surnamesToo.contains(token.folded),
            token.isCapitalized,
            vocabulary.isNameWord(words[index - 1])
        {
            return true
        }
        if token.isComma, index == end - 2, isSuffix(words[end - 1]) { return true }
        // "Ambassador Wellington Koo": a city's name between a post and a family name.
        if index > words.startIndex, index + 1 < end, vocabulary.places.contains(token.folded), token.isCapitalized,
            vocabulary.offices.contains(words[index - 1].folded)
        {
            return true
        }
        return token.isWord && vocabulary.particles.contains(token.folded) && index + 1 < end && !token.isCapitalized
    }

    private func isLeadingParticle(_ words: ArraySlice<TitleToken>, _ index: Int, _ end: Int) -> Bool {
        vocabulary.particles.contains(words[index].folded) && index + 1 < end && words[index].folded != "y"
            && words[index].folded != "e"
    }

    /// The post before a name, as written; empty for a mere "Comrade"; nil where the words are none.
    private func officeBefore(_ words: ArraySlice<TitleToken>) -> String? {
        let rest = words.drop { vocabulary.honorifics.contains($0.folded) }
        if rest.isEmpty { return words.map(\.text).joined(separator: " ").officeUnlessHonorific(vocabulary, words) }
        guard rest.allSatisfy({ isClean($0) || $0.isBracketed }), hasToOnlyAfterOffices(rest), isComplete(rest) else {
            return nil
        }
        let hasOffice = rest.contains {
            vocabulary.offices.contains($0.folded) || vocabulary.honorifics.contains($0.folded)
        }
        guard hasOffice, headIsOffice(rest) else { return nil }
        return rest.withoutArticle.map(\.text).joined(separator: " ")
    }

    /// Whether a name may follow: not after "of the Socialist", which wants its noun.
    private func isComplete(_ words: ArraySlice<TitleToken>) -> Bool {
        guard let last = words.last else { return true }
        if PartyParser.prepositions.contains(last.folded) || PartyParser.small.contains(last.folded) { return false }
        let hasComplement = words.contains { PartyParser.prepositions.contains($0.folded) }
        let isAdjective =
            vocabulary.nations.contains(last.folded) && !last.isAcronym && !vocabulary.places.contains(last.folded)
        return !(hasComplement && isAdjective)
    }

    private func headIsOffice(_ words: ArraySlice<TitleToken>) -> Bool {
        let head = words.prefix { !PartyParser.prepositions.contains($0.folded) }
        guard let last = head.last(where: { $0.isWord }) else { return false }
        return vocabulary.offices.contains(last.folded) || vocabulary.honorifics.contains(last.folded)
            || vocabulary.officesSeveral.contains(last.folded)
    }
}

extension String {
    /// "Marshal", "General" are posts; "Comrade", "Mr." are not.
    fileprivate func officeUnlessHonorific(_ vocabulary: Vocabulary, _ words: ArraySlice<TitleToken>) -> String {
        words.contains { vocabulary.offices.contains($0.folded) } ? self : ""
    }
}

extension ArraySlice<TitleToken> {
    /// Without "the", "a", "an" at the start.
    var withoutArticle: ArraySlice<TitleToken> {
        guard let first, ["the", "a", "an"].contains(first.folded), count > 1 else { return self }
        return dropFirst()
    }
}
