internal import Records

/// Who obtained, contributed, transcribed and translated a document: "Obtained by Péter Vámos and translated by Péter Vámos and
/// Gwenyth A. Jones."
struct Credits: Sendable {
    /// Names by field, in order.
    private(set) var names: [(field: NameField, names: [Name])] = []
    /// The sentences, word for word.
    private(set) var text = ""
    /// The language of the original where a clause says it ("original in Chinese"), as a BCP 47 tag.
    private(set) var originalLanguage = ""
    /// What stands before: the reference.
    private(set) var reference = ""

    private let grammar: TitleGrammar

    /// - Parameter statement: a source line: the reference, then what was done.
    init(_ statement: String, grammar: TitleGrammar) {
        self.grammar = grammar
        let tokens = Lexer.tokens(of: statement)
        let start = Credits.start(tokens, grammar) ?? tokens.count
        let cut = start < tokens.count ? tokens[start].range.lowerBound : statement.utf8.count
        reference = statement.part(0..<cut).tidied.trimmedMarks
        takeLanguage()
        guard start < tokens.count else { return }
        text = statement.part(cut..<statement.utf8.count).tidied
        read(tokens[start...], statement)
    }

    /// The first word that says what somebody did, at the start or after a mark.
    private static func start(_ tokens: [Token], _ grammar: TitleGrammar) -> Int? {
        tokens.indices.first { index in
            guard grammar.credits[tokens[index].folded] != nil else { return false }
            guard index > 0 else { return true }
            let before = tokens[index - 1]
            return [.stop, .semicolon, .comma, .close].contains(before.kind) || before.text.hasSuffix(".")
                || before.kind == .number && tokens[index].isCapitalized
        }
    }

    /// "original in Chinese" at the end of the reference.
    private mutating func takeLanguage() {
        for phrase in ["original in ", "Original in ", "in original "] {
            guard let range = reference.firstRange(of: phrase) else { continue }
            let word = reference[range.upperBound...].prefix { $0.isLetter }
            guard let tag = grammar.languages[word.lowercased()] else { continue }
            originalLanguage = tag
            let after = reference[range.upperBound...].dropFirst(word.count)
            reference = (String(reference[..<range.lowerBound]).trimmedMarks + after).trimmedMarks.withoutFinalStop
        }
    }

    // MARK: Clauses

    private mutating func read(_ tokens: ArraySlice<Token>, _ statement: String) {
        var index = tokens.startIndex
        while index < tokens.endIndex {
            guard grammar.credits[tokens[index].folded] != nil else {
                index += 1
                continue
            }
            var fields: [(field: NameField, verb: String)] = []
            // "Contributed, transcribed, and translated"
            while index < tokens.endIndex {
                if let field = grammar.credits[tokens[index].folded] {
                    fields.append((field, tokens[index].folded))
                } else if tokens[index].kind != .comma, tokens[index].folded != "and", tokens[index].folded != "&" {
                    break
                }
                index += 1
            }
            // "for CWIHP", "to CWIHP", "from the Russian": up to "by".
            var by = index
            while by < tokens.endIndex, tokens[by].folded != "by", !isEnd(tokens, by) { by += 1 }
            guard by < tokens.endIndex, tokens[by].folded == "by" else { continue }
            var end = by + 1
            while end < tokens.endIndex, !isEnd(tokens, end) { end += 1 }
            let found = people(tokens[(by + 1)..<end])
            for (field, verb) in fields { add(found, field, verb) }
            index = end
        }
    }

    /// A full stop, a semicolon, or the next thing that was done.
    private func isEnd(_ tokens: ArraySlice<Token>, _ index: Int) -> Bool {
        let token = tokens[index]
        if token.kind == .semicolon || token.kind == .stop { return true }
        if grammar.credits[token.folded] != nil { return true }
        guard token.kind == .comma || token.folded == "and" || token.folded == "with" else { return false }
        var next = index + 1
        while next < tokens.endIndex, tokens[next].kind == .comma || tokens[next].folded == "and" { next += 1 }
        guard next < tokens.endIndex else { return true }
        return grammar.credits[tokens[next].folded] != nil
            || ["provided", "copy", "on", "in", "from", "at"].contains(tokens[next].folded)
            || tokens[next].kind == .number
    }

    private func people(_ tokens: ArraySlice<Token>) -> [Name] {
        var groups: [[TitleToken]] = [[]]
        var affiliation: [Int: String] = [:]
        var depth = 0
        for token in tokens {
            if token.kind == .open {
                depth += 1
                continue
            }
            if token.kind == .close {
                depth = max(0, depth - 1)
                continue
            }
            if depth > 0 {
                affiliation[groups.count - 1, default: ""] +=
                    (affiliation[groups.count - 1] == nil ? "" : " ") + token.text
            } else if token.kind == .comma || token.folded == "and" || token.text == "&" {
                groups.append([])
            } else if token.isWord {
                groups[groups.count - 1].append(TitleToken(token))
            }
        }
        return groups.enumerated().compactMap { index, words in
            guard !words.isEmpty, words.count <= 12 else { return nil }
            return name(words, affiliation: affiliation[index] ?? "")
        }
    }

    private func name(_ words: [TitleToken], affiliation: String) -> Name? {
        let plain = words[...].withoutArticle
        guard plain.first?.isCapitalized == true else { return nil }
        let isBody =
            plain.contains { grammar.vocabulary.bodies.contains($0.folded) || ($0.isAcronym && plain.count == 1) }
            || plain.contains { !$0.isCapitalized && !grammar.vocabulary.particles.contains($0.folded) }
        var name =
            isBody
            ? Name(literal: plain.map(\.text).joined(separator: " "), kind: .organization)
            : PersonName(plain.map(\.text), vocabulary: grammar.vocabulary).name
        name.evidence = .page
        if !affiliation.isEmpty { name.role = affiliation }
        return name
    }

    private mutating func add(_ found: [Name], _ field: NameField, _ verb: String) {
        var found = found
        for index in found.indices where field == .contributor {
            found[index].role = found[index].role.isEmpty ? verb : "\(verb); \(found[index].role)"
        }
        if let index = names.firstIndex(where: { $0.field == field }) {
            names[index].names += found.filter { !names[index].names.contains($0) }
        } else if !found.isEmpty {
            names.append((field, found))
        }
    }
}
