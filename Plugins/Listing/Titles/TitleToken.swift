internal import Records

/// A title cut for the grammar: words and marks, with quotations, brackets and dates each made one token.
struct TitleToken: Sendable {
    enum Kind: Sendable {
        case word, comma, colon, semicolon, stop, dash, slash, other
        /// `'On Our Attitude towards Hungary'`, marks and all.
        case quoted
        /// `(excerpt)`, `[Helmut Kohl's]`.
        case bracketed
        case date(EDTFDate, isSure: Bool)
    }

    var kind: Kind
    /// UTF-8 offsets into the title.
    var range: Range<Int>
    var text: String
    /// In lower case, with straight apostrophes, without possessive ending.
    var folded: String
    var isPossessive = false
    /// The tokens of a quotation or in brackets, without their marks.
    var inner: [Token] = []

    var isWord: Bool { if case .word = kind { true } else { false } }
    var isComma: Bool { if case .comma = kind { true } else { false } }
    var isQuoted: Bool { if case .quoted = kind { true } else { false } }
    var isBracketed: Bool { if case .bracketed = kind { true } else { false } }
    var date: EDTFDate? { if case .date(let date, _) = kind { date } else { nil } }

    /// Whether it begins with an upper-case letter; a nickname's quotation mark does not count.
    var isCapitalized: Bool {
        text.unicodeScalars.first { !"“”\"'‘’".unicodeScalars.contains($0) }?.isUpper ?? false
    }
    var isNumber: Bool { text.unicodeScalars.first?.isNumeric ?? false }
    /// Without a possessive ending.
    var base: String { isPossessive ? text.withoutPossessive : text }
    var isAcronym: Bool { plain.isAcronym }
    var isInitials: Bool { plain.isInitials }

    private var plain: Token { Token(kind: .word, range: range, text: base, folded: folded) }
}

extension String {
    var withoutPossessive: String {
        for ending in ["'s", "’s", "'", "’"] where hasSuffix(ending) { return String(dropLast(ending.count)) }
        return self
    }
}

extension TitleToken {
    /// The tokens of a title, or of a summary; at most `limit`.
    static func tokens(of title: String, dates: DateWords, limit: Int = 400) -> [TitleToken] {
        let raw = Lexer.tokens(of: title, limit: limit)
        var out: [TitleToken] = []
        var index = 0
        while index < raw.count {
            if let close = quotationEnd(raw, from: index) ?? bracketEnd(raw, from: index) {
                let isNickname = raw[index].kind == .quote && isNickname(raw, index, close)
                let kind: Kind = isNickname ? .word : raw[index].kind == .quote ? .quoted : .bracketed
                let range = raw[index].range.lowerBound..<raw[close].range.upperBound
                out.append(
                    TitleToken(
                        kind: kind, range: range, text: title.part(range), folded: title.part(range).folded,
                        inner: Array(raw[(index + 1)..<close])))
                index = close + 1
                continue
            }
            let scanner = DateScanner(raw[...], of: title, order: .dayMonthYear, words: dates)
            if let found = scanner.date(at: index), found.isSure || isBareYear(raw, index) {
                let range = raw[index].range.lowerBound..<raw[found.end - 1].range.upperBound
                out.append(
                    TitleToken(
                        kind: .date(found.date, isSure: found.isSure), range: range, text: title.part(range),
                        folded: title.part(range).folded))
                index = found.end
                continue
            }
            out.append(TitleToken(raw[index]))
            index += 1
        }
        return out
    }

    init(_ token: Token) {
        kind =
            switch token.kind {
            case .word, .number: .word
            case .comma: .comma
            case .colon: .colon
            case .semicolon: .semicolon
            case .stop: .stop
            case .dash: .dash
            case .slash: .slash
            case .open, .close, .quote, .other: .other
            }
        range = token.range
        text = token.text
        folded = token.folded
        isPossessive = token.isPossessive
    }

    /// A year that stands alone is a date only after a word that says so, or a comma.
    private static func isBareYear(_ raw: [Token], _ index: Int) -> Bool {
        guard raw[index].kind == .number, raw[index].text.utf8.count == 4 else { return false }
        guard index > 0 else { return false }
        return raw[index - 1].kind == .comma
            || ["for", "in", "during", "since", "of", "from", "until", "by"].contains(raw[index - 1].folded)
    }

    /// "Che" in: Ernesto “Che” Guevara.
    private static func isNickname(_ raw: [Token], _ open: Int, _ close: Int) -> Bool {
        close == open + 2 && open > 0 && close + 1 < raw.count
            && [raw[open - 1], raw[open + 1], raw[close + 1]].allSatisfy { $0.kind == .word && $0.isCapitalized }
    }

    private static func quotationEnd(_ raw: [Token], from open: Int) -> Int? {
        guard raw[open].kind == .quote, raw[open].isSpaced || open == 0, open + 1 < raw.count,
            !raw[open + 1].isSpaced || raw[open].text != "'"
        else { return nil }
        let closing: Set<String> =
            switch raw[open].text {
            case "“", "„": ["”", "“", "\""]
            case "‘", "‚": ["’", "'"]
            case "'": ["'", "’"]
            case "\"": ["\"", "”"]
            case "«": ["»"]
            default: []
            }
        // The last mark that closes, so that quotations within stay within.
        var end: Int?
        for index in (open + 1)..<raw.count where raw[index].kind == .quote {
            if closing.contains(raw[index].text), !raw[index].isSpaced {
                let isLast = index + 1 == raw.count || raw[index + 1].isSpaced || raw[index + 1].kind != .word
                if isLast { end = end ?? index }
            }
        }
        return end
    }

    private static func bracketEnd(_ raw: [Token], from open: Int) -> Int? {
        guard raw[open].kind == .open else { return nil }
        var depth = 0
        for index in open..<raw.count {
            if raw[index].kind == .open { depth += 1 }
            if raw[index].kind == .close {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }
}
