/// A title's short form for later notes: the genre and the first party, up to the word that would only say more of it.
///
///     "Letter, Khrushchev to the Central Committee of The Socialist Unity Party of Germany, regarding …"
///         → "Letter, Khrushchev to the Central Committee"
///     "Report on Meetings Between Chinese and Soviet Representatives" → "Report on Meetings"
struct ShortTitle {
    /// Empty where the title has no genre, or is as short already.
    let text: String

    init(_ tokens: [TitleToken], title: String, grammar: TitleGrammar) {
        guard let start = ShortTitle.genreEnd(tokens, grammar) else {
            text = ""
            return
        }
        var end = start
        var index = start
        // "No. 1"
        if index < tokens.count, ["no", "no.", "nr", "nr."].contains(tokens[index].folded), index + 1 < tokens.count {
            index += 2
            end = index
        }
        if let phrase = ShortTitle.phraseEnd(tokens, from: index, grammar) {
            end = phrase
            // "Khrushchev to the Central Committee": sender and recipient.
            if phrase < tokens.count, tokens[phrase].folded == "to",
                let recipient = ShortTitle.phraseEnd(tokens, from: phrase, grammar)
            {
                end = recipient
            }
        }
        let range = (0..<end).textRange(tokens)
        let short = title.part(range)
        text = end == start || end >= tokens.count ? "" : short
    }

    /// The token after the genre, which stands first, or after a possessive or a body's name.
    private static func genreEnd(_ tokens: [TitleToken], _ grammar: TitleGrammar) -> Int? {
        if let first = tokens.first, ["excerpt", "excerpts", "extract", "extracts"].contains(first.folded) { return 1 }
        for start in 0..<min(tokens.count, 8) {
            guard tokens[start].isWord || tokens[start].isBracketed else { return nil }
            if let genre = grammar.genres.genre(tokens, at: start),
                start == 0 || tokens[start - 1].isPossessive || isFrom(tokens[..<start])
                    || tokens[start - 1].isBracketed
            {
                return genre.range.upperBound
            }
        }
        return nil
    }

    /// "From the": a title that begins with where the document comes from.
    private static func isFrom(_ tokens: ArraySlice<TitleToken>) -> Bool {
        tokens.allSatisfy { ["from", "the"].contains($0.folded) }
    }

    /// The end of a preposition or comma with the phrase after it: ", to the Deputy Chair", "on Meetings".
    private static func phraseEnd(_ tokens: [TitleToken], from start: Int, _ grammar: TitleGrammar) -> Int? {
        var index = start
        while index < tokens.count, tokens[index].isComma || isOpening(tokens[index], grammar) { index += 1 }
        if index < tokens.count, ["the", "a", "an"].contains(tokens[index].folded) { index += 1 }
        let first = index
        while index < tokens.count,
            tokens[index].isWord && !isOpening(tokens[index], grammar) || isWithinNumber(tokens, index)
        {
            index += 1
        }
        guard index > first else { return nil }
        return index
    }

    /// The dash or stroke of "93-83", "81/1".
    private static func isWithinNumber(_ tokens: [TitleToken], _ index: Int) -> Bool {
        guard !tokens[index].isWord, !tokens[index].isComma, index > 0, index + 1 < tokens.count else { return false }
        return tokens[index - 1].range.upperBound == tokens[index].range.lowerBound
            && tokens[index].range.upperBound == tokens[index + 1].range.lowerBound && tokens[index + 1].isWord
            && tokens[index + 1].isNumber
    }

    private static func isOpening(_ token: TitleToken, _ grammar: TitleGrammar) -> Bool {
        token.isWord && grammar.vocabulary.openings.contains(token.folded)
            && !(token.isCapitalized && token.folded == "re")
    }
}
