/// What CSL takes for a number in a variable's text.
///
/// Source: CSL 1.0.2 specification, "Choose", `is-numeric`; "Number"; "Label", `plural`.
enum NumericValue {
    /// A piece of a number variable: a number with what clings to it, or what separates two.
    struct Piece {
        var range: Range<Int>
        /// The digits alone; empty where there are none.
        var digits: Range<Int>
        /// Whether the piece is digits and nothing else.
        var isPlain: Bool
        /// The separator behind it, 0 for none.
        var separator: UInt8 = 0
        /// Whether a separator "-" was written as a dash.
        var isDash = false
        /// Whether it stands for itself, rather than for a range.
        var keepsHyphen = false
    }

    /// Whether the text is numbers, which may have letters before and after them, with commas, hyphens or ampersands between
    /// them. As in citeproc-js the first one decides: "12-A" is numeric, "DOE/ET/23010-T10" is not.
    static func isNumeric(_ text: String) -> Bool { begins(text, with: isNumberAlone) }

    /// Whether the text is rendered as numbers: large Roman numerals are too, though no style's condition takes them for numeric.
    static func isRendered(_ text: String) -> Bool { begins(text) { isNumberAlone($0) || isRoman($0) } }

    private static func begins(_ text: String, with isNumber: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard let first = pieces(bytes).first else { return false }
            return isNumber(UnsafeBufferPointer(rebasing: bytes[first.range]))
        }
    }

    /// Digits with letters around them ("D2", "2b", "L2d"), or small Roman numerals up to xxxix.
    private static func isNumberAlone(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        func skip(_ isWanted: (UInt8) -> Bool) -> Bool {
            let start = at
            while at < word.count, isWanted(word[at]) { at += 1 }
            return at > start
        }
        let startsWithDigits = skip(isDigit)
        let hasLetters = skip(isLetter)
        let hasDigits = skip(isDigit) || startsWithDigits
        _ = skip { isLetter($0) || $0 == UInt8(ascii: ":") }
        if at < word.count { return false }
        return hasDigits || hasLetters && word.allSatisfy { "ivx".utf8.contains($0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 97 && (byte | 0x20) <= 122 }

    /// Whether there are dashes and nothing else: where no number is known yet, programs write one.
    static func isDash(_ text: String) -> Bool {
        guard let first = text.utf8.first, first == UInt8(ascii: "-") || first == 0xE2 else { return false }
        return text.unicodeScalars.allSatisfy {
            $0.properties.generalCategory == .dashPunctuation || $0 == " " || $0 == "\u{2212}"
        }
    }

    /// Whether rendering could look otherwise than the text: there is a separator.
    static func mayChange(_ text: String) -> Bool {
        text.utf8.contains {
            $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "&") || $0 >= 0x80
        }
    }

    /// Cuts a text into numbers. Empty where there are words between them.
    static func pieces(_ bytes: UnsafeBufferPointer<UInt8>) -> [Piece] {
        var pieces: [Piece] = []
        var at = 0
        func skipSpaces() { while at < bytes.count, bytes[at] == 0x20 { at += 1 } }
        skipSpaces()
        while at < bytes.count {
            let start = at
            var digits = 0..<0
            var isPlain = true
            while at < bytes.count {
                let byte = bytes[at]
                if byte == 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "-") {
                    break
                }
                if isDash(bytes, at) { break }
                if byte == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "-") { break }
                if byte >= 48, byte <= 57 {
                    if digits.isEmpty {
                        digits = at..<(at + 1)
                    } else if digits.upperBound == at {
                        digits = digits.lowerBound..<(at + 1)
                    }
                } else {
                    isPlain = false
                }
                at += 1
            }
            if at == start { return [] }
            var piece = Piece(range: start..<at, digits: digits, isPlain: isPlain)
            let end = at
            skipSpaces()
            if at < bytes.count {
                if isDash(bytes, at) {
                    piece.separator = UInt8(ascii: "-")
                    piece.isDash = true
                    at += 3
                } else if bytes[at] == UInt8(ascii: "\\") {
                    piece.separator = UInt8(ascii: "-")
                    piece.keepsHyphen = true
                    at += 2
                } else if bytes[at] == UInt8(ascii: ",") || bytes[at] == UInt8(ascii: "&")
                    || bytes[at] == UInt8(ascii: "-")
                {
                    piece.separator = bytes[at]
                    at += 1
                } else if at > end {
                    return []
                }
                skipSpaces()
            }
            pieces.append(piece)
        }
        if let last = pieces.last, last.separator != 0 { return [] }
        for index in pieces.indices.dropLast()
        where pieces[index].separator == UInt8(ascii: "-") && !pieces[index].isDash {
            let isInRow =
                index > 0 && pieces[index - 1].separator == UInt8(ascii: "-")
                || pieces[index + 1].separator == UInt8(ascii: "-")
            if isInRow || !isRange(bytes, pieces[index].range, pieces[index + 1].range) {
                pieces[index].keepsHyphen = true
            }
        }
        return pieces
    }

    /// Whether a hyphen between two pieces stands for "to": both begin with digits, after the same letters, or are Roman
    /// numerals. In "91-A" it does not, nor in "2003-04-15".
    private static func isRange(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Range<Int>, _ to: Range<Int>) -> Bool {
        func isRomanNumeral(_ range: Range<Int>) -> Bool { isRoman(UnsafeBufferPointer(rebasing: bytes[range])) }
        let (left, right) = (bytes[from].prefix { !isDigit($0) }, bytes[to].prefix { !isDigit($0) })
        let (leftIsRoman, rightIsRoman) = (isRomanNumeral(from), isRomanNumeral(to))
        if leftIsRoman || rightIsRoman {
            return (leftIsRoman || left.isEmpty) && (rightIsRoman || right.isEmpty)
        }
        return left.count < from.count && right.count < to.count && left.elementsEqual(right)
    }

    /// An en dash.
    private static func isDash(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        at + 2 < bytes.count && bytes[at] == 0xE2 && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x93
    }

    /// Whether a label for the text is in the plural.
    ///
    /// - Parameter isCount: whether the text says how many there are, rather than which.
    static func isPlural(_ text: String, isCount: Bool) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            if isCount {
                let pieces = pieces(bytes)
                guard pieces.count == 1, let first = pieces.first, !first.digits.isEmpty else { return false }
                return value(bytes, first.digits) != 1
            }
            return severalNumbers(bytes)
        }
    }

    /// A number first, and behind it a separator and more. What begins with an abbreviation ("3, n. 4") is not more of
    /// the same.
    private static func severalNumbers(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        func word() -> Range<Int> {
            let start = at
            while at < bytes.count, isWordByte(bytes[at]) { at += 1 }
            return start..<at
        }
        func skipSpaces() { while at < bytes.count, bytes[at] == 0x20 { at += 1 } }
        skipSpaces()
        let first = UnsafeBufferPointer(rebasing: bytes[word()])
        guard isNumberAlone(first) || isRoman(first) else { return false }
        let end = at
        skipSpaces()
        guard at < bytes.count else { return false }
        if isDash(bytes, at) {
            at += 3
        } else if ",;&-".utf8.contains(bytes[at]) {
            at += 1
        } else {
            // "213 and 235"
            guard at > end else { return false }
            let joiner = word()
            guard joiner.count > 1, joiner.count <= 4, at < bytes.count, bytes[at] == 0x20,
                bytes[joiner].allSatisfy({ $0 >= 97 && $0 <= 122 || $0 >= 0x80 })
            else { return false }
        }
        skipSpaces()
        guard at < bytes.count else { return false }
        let second = word()
        guard !second.isEmpty, second.count <= 4, at < bytes.count,
            bytes[second].allSatisfy({ $0 >= 97 && $0 <= 122 })
        else { return true }
        return bytes[at] != UInt8(ascii: ".")
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || isLetter(byte) || (byte >= 0x80 && byte != 0xE2)
    }

    static func isRoman(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        !word.isEmpty && word.allSatisfy { "ivxlcdm".utf8.contains($0 | 0x20) }
    }

    /// The number of digits that fit; larger ones are cut at nine digits.
    static func value(_ bytes: UnsafeBufferPointer<UInt8>, _ digits: Range<Int>) -> Int {
        var value = 0
        for index in digits.prefix(9) { value = value * 10 + Int(bytes[index] - 48) }
        return value
    }
}

/// Roman numerals.
enum RomanNumeral {
    private static let steps: [(Int, String)] = [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
        (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ]

    /// In lower case; nil beyond 3999.
    static func of(_ number: Int) -> String? {
        guard number > 0, number < 4000 else { return nil }
        var rest = number
        var text = ""
        for (value, letters) in steps {
            while rest >= value {
                text += letters
                rest -= value
            }
        }
        return text
    }
}

/// The letters that tell apart records with the same names and year: a to z, aa ...
///
/// Source: CSL 1.0.2 specification, "Disambiguation", method 4.
enum YearSuffix {
    static func letters(_ index: Int) -> String {
        var letters: [UInt8] = []
        var rest = index
        while rest >= 0 {
            letters.append(UInt8(97 + rest % 26))
            rest = rest / 26 - 1
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}
