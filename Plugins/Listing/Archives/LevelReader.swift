internal import Records

/// Reads the levels of a reference: "f. 8157, op. 1, 1957, d. 1991, l. 77-80", "RG 59, Box 12", "B 136/59748, 297-301".
struct LevelReader {
    private let words: [(word: [String], kind: ArchivalReference.Kind, text: String)]
    private let forms: [String]
    private let fondsFirst: Bool

    init(table: RepositoryTable, repository: RepositoryTable.Repository?) {
        let own = table.traditions.filter { $0.name == repository?.tradition }.flatMap(\.levels)
        var words: [([String], ArchivalReference.Kind, String)] = []
        var seen = Set<String>()
        for row in own + table.levels {
            guard let kind = ArchivalReference.Kind(name: row.kind) else { continue }
            for word in row.words where seen.insert(word).inserted {
                words.append((word.split(separator: " ").map(String.init), kind, word))
            }
        }
        self.words = words.sorted { $0.0.count > $1.0.count }
        forms = repository?.forms ?? []
        fondsFirst = ["hungarian", "albanian"].contains(repository?.tradition ?? "")
    }

    struct Result {
        var levels: [ArchivalReference.Level] = []
        /// Whether every word of the text is in a level.
        var isWhole = true
    }

    func levels(of text: String) -> Result {
        var result = Result()
        guard !text.isEmpty else { return result }
        var parts = LevelReader.parts(of: text)
        if let taken = form(parts) {
            result.levels = taken.levels
            parts.removeFirst(taken.count)
        }
        for part in parts { read(part, &result) }
        return result
    }

    /// What stands between commas and semicolons; a comma in brackets does not count.
    private static func parts(of text: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var depth = 0
        for character in text {
            if "([".contains(character) { depth += 1 }
            if ")]".contains(character) { depth = max(0, depth - 1) }
            if depth == 0, character == "," || character == ";" {
                parts.append(part.tidied)
                part = ""
            } else {
                part.append(character)
            }
        }
        parts.append(part.tidied)
        return parts.filter { !$0.isEmpty }
    }

    // MARK: A part with words

    /// "f. 8157", "Fond 100 (1957)", "1. doboz", "1957", "op. 1 d. 23".
    private func read(_ part: String, _ result: inout Result) {
        var tokens = part.split(separator: " ").map(String.init)
        tokens = tokens.flatMap(LevelReader.apart)
        var index = 0
        var bare: [String] = []
        while index < tokens.count {
            if let (row, end) = word(tokens, at: index) {
                // "1. doboz": the number stands before.
                if end == tokens.count, bare.count == 1, bare[0].first?.isNumber == true {
                    result.levels.append(level(row, bare[0].withoutFinalStop))
                    return
                }
                guard end < tokens.count else {
                    bare += tokens[index..<end]
                    break
                }
                takeBare(bare, &result)
                bare = []
                var next = end + 1
                while next < tokens.count, word(tokens, at: next) == nil, !tokens[next].hasPrefix("(") { next += 1 }
                let value = tokens[end..<next].joined(separator: " ")
                result.levels.append(level(row, value))
                index = next
            } else if tokens[index].hasPrefix("("), !result.levels.isEmpty, bare.isEmpty {
                takeBracket(tokens[index...].joined(separator: " "), &result)
                return
            } else {
                bare.append(tokens[index])
                index += 1
            }
        }
        takeBare(bare, &result)
    }

    /// "f.8157" is "f. 8157".
    private static func apart(_ token: String) -> [String] {
        guard let stop = token.firstIndex(of: "."), stop != token.startIndex,
            token.index(after: stop) < token.endIndex, token[token.index(after: stop)].isNumber,
            token[..<stop].allSatisfy(\.isLetter)
        else { return [token] }
        return [String(token[...stop]), String(token[token.index(after: stop)...])]
    }

    private func word(_ tokens: [String], at index: Int) -> (row: Int, end: Int)? {
        for (row, entry) in words.enumerated() where index + entry.word.count <= tokens.count {
            let count = entry.word.count
            if zip(entry.word, tokens[index...]).allSatisfy({
                $0 == $1 || $0 + ":" == $1 || ($0 + "." == $1 && $0.count > 3)
            }) {
                return (row, index + count)
            }
        }
        return nil
    }

    private func level(_ row: Int, _ value: String) -> ArchivalReference.Level {
        let entry = words[row]
        let label = entry.kind == .other || fondsFirst ? entry.text : ""
        return ArchivalReference.Level(entry.kind, value.trimmedMarks, label: label)
    }

    private func takeBracket(_ text: String, _ result: inout Result) {
        let inner = String(text.dropFirst().prefix { $0 != ")" })
        if inner.count == 4, Int(inner) != nil {
            result.levels.append(.init(.year, inner))
        } else {
            result.levels.append(.init(.other, inner))
        }
    }

    // MARK: A part without words

    private func takeBare(_ tokens: [String], _ result: inout Result) {
        guard !tokens.isEmpty else { return }
        let text = tokens.joined(separator: " ")
        let hasDigit = text.contains(where: \.isNumber)
        let isYear = text.split(separator: "-").allSatisfy { $0.count == 4 && (1000...2199).contains(Int($0) ?? 0) }
        if fondsFirst, result.levels.isEmpty, hasDigit || text.contains("-") {
            result.levels.append(.init(.fonds, text))
        } else if isYear, hasDigit {
            result.levels.append(.init(.year, text))
        } else if hasDigit, tokens.count <= 3 {
            let isFolio = result.levels.last.map { [.file, .piece].contains($0.kind) } ?? false
            result.levels.append(.init(isFolio && text.first?.isNumber == true ? .page : .number, text))
        } else if tokens.count <= 8, tokens.first?.first?.isUppercase == true {
            result.levels.append(.init(.collection, text))
        } else {
            result.isWhole = false
        }
    }

    // MARK: The repository's own form

    /// The levels of the first parts by one of the repository's forms: "{fonds}/{file}, {page}".
    private func form(_ parts: [String]) -> (levels: [ArchivalReference.Level], count: Int)? {
        for form in forms {
            let wanted = form.split(separator: ",").map { String($0.trimmed) }
            var levels: [ArchivalReference.Level] = []
            var count = 0
            for (pattern, part) in zip(wanted, parts) {
                guard let found = match(pattern, part) else { break }
                levels += found
                count += 1
            }
            if count > 0 { return (levels, count) }
        }
        return nil
    }

    private func match(_ pattern: String, _ part: String) -> [ArchivalReference.Level]? {
        let kinds = pattern.split(separator: "/").compactMap { piece in
            ArchivalReference.Kind(name: String(piece.dropFirst().dropLast()))
        }
        let values = part.split(separator: "/", maxSplits: max(0, kinds.count - 1)).map { String($0.trimmed) }
        guard kinds.count == values.count, values.allSatisfy({ $0.contains(where: \.isNumber) || kinds.count > 1 }),
            part.split(separator: " ").allSatisfy({ word([String($0)], at: 0) == nil })
        else { return nil }
        return zip(kinds, values).map { .init($0, $1) }
    }
}
