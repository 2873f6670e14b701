/// A word, number or mark of a line of text, with the place where it stands.
struct Token: Sendable {
    enum Kind: Sendable {
        case word, number, comma, colon, semicolon, stop, dash, slash, open, close, quote, other
    }

    var kind: Kind
    /// UTF-8 offsets into the line.
    var range: Range<Int>
    /// As it stands.
    var text: String
    /// In lower case, an apostrophe always `'`, without a possessive ending.
    var folded: String
    /// Whether a possessive ending was taken away: `Stalin's`, `Delegates'`.
    var isPossessive = false
    /// Whether white space stands before it.
    var isSpaced = false

    var isWord: Bool { kind == .word || kind == .number }

    /// Whether it begins with an upper-case letter.
    var isCapitalized: Bool { text.unicodeScalars.first?.isUpper ?? false }

    /// Whether it has two letters or more and all of them are upper case: "CPSU", "US".
    var isAcronym: Bool {
        var letters = 0
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            guard scalar.properties.isUppercase else { return false }
            letters += 1
        }
        return letters >= 2 && !isInitials
    }

    /// "N.", "N.S.", "K", "Yu.": letters that stand for given names.
    var isInitials: Bool {
        guard kind == .word else { return false }
        if text.utf8.count == 1 { return isCapitalized }
        guard text.utf8.last == UInt8(ascii: "."), text.utf8.count <= 12 else { return false }
        return text.split(separator: ".").allSatisfy { part in
            part.unicodeScalars.count <= 2 && part.unicodeScalars.first?.properties.isUppercase == true
        }
    }
}

/// Cuts a line of text into tokens.
///
/// A word keeps its inner apostrophes, hyphens and stops ("People’s", "Sino-Soviet", "M.G."), and a stop at its end where it is
/// an initial or one of the abbreviations.
struct Lexer {
    /// Words that end with a stop which ends no sentence, in lower case without the stop.
    static let abbreviations: Set<String> = [
        "no", "nr", "gen", "col", "lt", "maj", "capt", "mr", "mrs", "ms", "dr", "com", "cde", "st", "jr", "sr", "amb",
        "min",
        "dept", "vs", "vol", "approx", "prof", "rev", "hon", "ca", "c", "pp", "p", "f", "op", "d", "l", "ll", "jan",
        "feb", "mar",
        "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "yu", "ya", "kh", "zh", "ch", "sh", "gov",
        "sen", "rep",
        "n.d", "ad", "fol", "art", "para", "etc", "encl", "ed", "tel", "b",
    ]

    private let scalars: [(scalar: Unicode.Scalar, offset: Int)]
    private let line: [UInt8]
    private var at = 0

    /// The tokens of a line; at most `limit`, the rest being left out.
    static func tokens(of line: String, limit: Int = 4000) -> [Token] {
        var lexer = Lexer(line)
        return lexer.all(limit)
    }

    private init(_ text: String) {
        line = Array(text.utf8)
        var offset = 0
        var scalars: [(Unicode.Scalar, Int)] = []
        for scalar in text.unicodeScalars {
            scalars.append((scalar, offset))
            offset += UTF8.width(scalar)
        }
        self.scalars = scalars
    }

    private mutating func all(_ limit: Int) -> [Token] {
        var tokens: [Token] = []
        var spaced = false
        while at < scalars.count, tokens.count < limit {
            let scalar = scalars[at].scalar
            if scalar.isSpace || scalar == "\u{200B}" {
                spaced = true
                at += 1
                continue
            }
            var token = Lexer.isWordPart(scalar) ? word() : mark(scalar)
            token.isSpaced = spaced
            spaced = false
            tokens.append(token)
        }
        return tokens
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.generalCategory == .nonspacingMark
    }

    private func scalar(_ index: Int) -> Unicode.Scalar? { index < scalars.count ? scalars[index].scalar : nil }

    private func isPart(_ index: Int) -> Bool { scalar(index).map(Lexer.isWordPart) ?? false }

    private mutating func word() -> Token {
        let start = at
        var allDigits = true
        while at < scalars.count {
            let scalar = scalars[at].scalar
            if Lexer.isWordPart(scalar) {
                if !scalar.isNumeric { allDigits = false }
                at += 1
            } else if isPart(at + 1), joins(scalar, digitsOnly: allDigits) {
                if scalar == "'" || scalar == "’" { allDigits = false }
                at += 1
            } else {
                break
            }
        }
        var end = at
        if scalar(at) == ".", keepsStop(start..<at) {
            at += 1
            end = at
        }
        return make(start..<end, digits: allDigits)
    }

    /// Whether a mark between two letters or digits is part of the word. A hyphen between numbers is a range.
    private func joins(_ scalar: Unicode.Scalar, digitsOnly: Bool) -> Bool {
        switch scalar {
        case "'", "’", "ʼ": true
        case "-", "‑": !(digitsOnly && self.scalar(at + 1)?.isNumeric == true)
        case ".": digitsOnly || self.scalar(at + 1)?.isNumeric != true
        case "&": true
        default: false
        }
    }

    private func keepsStop(_ range: Range<Int>) -> Bool {
        let text = self.text(range).lowercased()
        if Lexer.abbreviations.contains(text) {
            // "no" and its like are words too at the end of a sentence.
            return true
        }
        if range.count == 1 { return scalar(range.lowerBound)?.properties.isUppercase ?? false }
        return text.contains(".") && text.split(separator: ".").allSatisfy { $0.count <= 2 }
            && !text.unicodeScalars.allSatisfy { $0.isNumeric || $0 == "." }
    }

    private func text(_ range: Range<Int>) -> String {
        let bytes = byteRange(range)
        return String(decoding: line[bytes], as: UTF8.self)
    }

    private func byteRange(_ range: Range<Int>) -> Range<Int> {
        let start = range.lowerBound < scalars.count ? scalars[range.lowerBound].offset : line.count
        let end = range.upperBound < scalars.count ? scalars[range.upperBound].offset : line.count
        return start..<max(start, end)
    }

    private mutating func make(_ range: Range<Int>, digits: Bool) -> Token {
        let text = self.text(range)
        var token = Token(kind: digits ? .number : .word, range: byteRange(range), text: text, folded: text.folded)
        if token.folded.hasSuffix("'s") {
            token.folded.removeLast(2)
            token.isPossessive = true
        } else if let next = scalar(at), next == "'" || next == "’", text.utf8.last == UInt8(ascii: "s"),
            scalar(at + 1)?.isSpace ?? false, !closesQuote()
        {
            at += 1
            token.range = byteRange(range.lowerBound..<at)
            token.text = self.text(range.lowerBound..<at)
            token.isPossessive = true
        }
        return token
    }

    /// Whether a quotation that was opened by a single mark is still open here.
    private func closesQuote() -> Bool {
        var open = false
        for index in 0..<at {
            let scalar = scalars[index].scalar
            if scalar == "‘" || (scalar == "'" && !isPart(index - 1) && isPart(index + 1)) {
                open = true
            } else if scalar == "'" || scalar == "’", !isPart(index + 1) {
                open = false
            }
        }
        return open
    }

    private mutating func mark(_ scalar: Unicode.Scalar) -> Token {
        let range = byteRange(at..<at + 1)
        at += 1
        let text = String(Character(scalar))
        return Token(kind: Lexer.kind(of: scalar), range: range, text: text, folded: text)
    }

    private static func kind(of scalar: Unicode.Scalar) -> Token.Kind {
        switch scalar {
        case ",", "،": .comma
        case ":": .colon
        case ";": .semicolon
        case ".", "!", "?", "…": .stop
        case "-", "–", "—", "‒", "―", "−", "‐": .dash
        case "/": .slash
        case "(", "[", "{": .open
        case ")", "]", "}": .close
        case "'", "\"", "“", "”", "‘", "’", "«", "»", "„", "‚": .quote
        default: .other
        }
    }
}
