// How text is made comparable: every line of a page and every word goes through here, so letters of ASCII take a short way.

extension Unicode.Scalar {
    /// Unicode's White_Space.
    var isSpace: Bool {
        value < 0x80 ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
    }

    /// Whether Unicode gives it a numeric value.
    var isNumeric: Bool { isASCII ? ("0"..."9").contains(self) : properties.numericType != nil }

    /// Unicode's Uppercase.
    var isUpper: Bool { isASCII ? ("A"..."Z").contains(self) : properties.isUppercase }

    /// Whether it has no width and says nothing: a byte order mark, a zero-width space.
    private var isInvisible: Bool { self == "\u{FEFF}" || self == "\u{200B}" }

    fileprivate var separates: Bool { isSpace || isInvisible }
}

extension StringProtocol {
    /// Without white space at its ends.
    var trimmed: SubSequence {
        let scalars = unicodeScalars
        let start = scalars.firstIndex { !$0.isSpace } ?? endIndex
        var end = endIndex
        while end > start {
            let before = scalars.index(before: end)
            guard scalars[before].isSpace else { break }
            end = before
        }
        return self[start..<end]
    }
}

extension String {
    /// What stands between separators of one byte, without white space at its ends; what is empty is left out.
    func pieces(between separator: Unicode.Scalar) -> [String] {
        utf8.split(separator: UInt8(ascii: separator)).compactMap { piece in
            let piece = Substring(piece).trimmed
            return piece.isEmpty ? nil : String(piece)
        }
    }

    /// The lines of a table: trimmed, without those that are empty or begin with "#".
    var plainLines: [Substring] {
        utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.compactMap { line in
            let line = Substring(line).trimmed
            return line.isEmpty || line.utf8.first == UInt8(ascii: "#") ? nil : line
        }
    }

    /// In lower case, with straight apostrophes.
    var folded: String {
        let lower = lowercased()
        if lower.utf8.allSatisfy({ $0 < 0x80 }) { return lower }
        var out = ""
        for scalar in lower.unicodeScalars {
            switch scalar {
            case "’", "‘", "ʼ": out.unicodeScalars.append("'")
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// The characters at UTF-8 offsets; empty where the offsets are not those of characters.
    func part(_ range: Range<Int>) -> String {
        let utf8 = self.utf8
        guard range.lowerBound >= 0, range.upperBound <= utf8.count else { return "" }
        let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
        let end = utf8.index(start, offsetBy: range.count)
        return String(self[start..<end])
    }

    /// Without white space at its ends, and with each run of it within made one space.
    var tidied: String {
        if isTidy { return self }
        var out = ""
        var space = false
        for scalar in unicodeScalars {
            if scalar.separates {
                space = !out.isEmpty
            } else {
                if space { out += " " }
                space = false
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// Whether it is tidied already: ASCII with single spaces between words.
    private var isTidy: Bool {
        var last: UInt8 = 0x20
        for byte in utf8 {
            if byte >= 0x80 || (byte < 0x20 && (0x09...0x0D).contains(byte)) || (byte == 0x20 && last == 0x20) {
                return false
            }
            last = byte
        }
        return last != 0x20
    }
}
