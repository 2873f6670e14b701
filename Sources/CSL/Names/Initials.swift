/// Given names as initials.
///
/// Source: CSL 1.0.2 specification, "Name", `initialize`, `initialize-with`, `initialize-with-hyphen`.
struct Initials: Sendable {
    /// What stands after each initial: ". ", ".", "".
    let mark: [UInt8]
    let keepsHyphens: Bool
    /// Whether the spaces behind them do not break.
    var keepsTogether: Bool { mark.contains(0xA0) }

    private static let space = UInt8(ascii: " ")

    /// Appends "Jean-Luc Marie" as "J.-L. M.".
    ///
    /// - Parameters:
    ///   - onlyInitials: names written out stay, initials among them get the mark and no hyphen (`initialize="false"`).
    ///   - out: empty before.
    func append(_ given: UnsafeBufferPointer<UInt8>, onlyInitials: Bool, to out: inout [UInt8]) {
        if appendSimple(given, onlyInitials: onlyInitials, to: &out) { return }
        out.removeAll(keepingCapacity: true)
        append(words: String(decoding: given, as: UTF8.self), onlyInitials: onlyInitials, to: &out)
    }

    private func append(words given: String, onlyInitials: Bool, to out: inout [UInt8]) {
        var isAfterWord = false
        for word in words(given) {
            if word.utf8.allSatisfy({ $0 == 0x26 }) { continue }
            if onlyInitials, !Initials.isInitials(word) {
                if !out.isEmpty, out.last != Initials.space { out.append(Initials.space) }
                isAfterWord = append(compound: word, to: &out)
                continue
            }
            if let first = word.unicodeScalars.first, first != "<", !Initials.hasInitial(word, first) {
                if !out.isEmpty, out.last != Initials.space { out.append(Initials.space) }
                out.append(contentsOf: word.utf8)
                isAfterWord = true
                continue
            }
            if isAfterWord, out.last != Initials.space { out.append(Initials.space) }
            isAfterWord = false
            append(word, keepsHyphens: keepsHyphens && !onlyInitials, to: &out)
        }
        Initials.trim(&out)
    }

    /// The usual case, byte by byte: words that begin with a capital of ASCII and go on in lower case or with letters with
    /// accents, single capitals with or without a full stop, and hyphens between them.
    ///
    /// - Returns: false where the names are not such; what was appended then is of no use.
    private func appendSimple(_ bytes: UnsafeBufferPointer<UInt8>, onlyInitials: Bool, to out: inout [UInt8]) -> Bool {
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == Initials.space {
                at += 1
                continue
            }
            guard byte >= 65, byte <= 90 else { return false }
            var end = at + 1
            if end < bytes.count, bytes[end] >= 97, bytes[end] <= 122 {
                while end < bytes.count, Initials.goesOn(bytes[end]) { end += 1 }
            }
            if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
                guard end == at + 1,
                    end + 1 == bytes.count || bytes[end + 1] == Initials.space
                        || (bytes[end + 1] >= 65 && bytes[end + 1] <= 90)
                        || (!onlyInitials && Initials.isHyphen(bytes, end + 1))
                else { return false }
                out.append(byte)
                out.append(contentsOf: mark)
                at = end + 1
                if at < bytes.count, bytes[at] == UInt8(ascii: "-") { appendHyphen(&at, to: &out) }
                continue
            }
            if !onlyInitials, Initials.isHyphen(bytes, end) {
                out.append(byte)
                out.append(contentsOf: mark)
                at = end
                appendHyphen(&at, to: &out)
                continue
            }
            guard end == bytes.count || bytes[end] == Initials.space else { return false }
            if onlyInitials, end > at + 1 {
                if !out.isEmpty, out.last != Initials.space { out.append(Initials.space) }
                out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<end]))
                // What follows a whole name stands apart from it.
                if end < bytes.count { out.append(Initials.space) }
            } else {
                out.append(byte)
                out.append(contentsOf: mark)
            }
            at = end
        }
        Initials.trim(&out)
        return true
    }

    /// Letters within a word: ASCII's in lower case, and Latin ones with accents.
    private static func goesOn(_ byte: UInt8) -> Bool {
        (byte >= 97 && byte <= 122) || (byte >= 0x80 && byte <= 0xBF) || (byte >= 0xC3 && byte <= 0xCB)
    }

    /// Whether a hyphen stands here, with a capital after it.
    private static func isHyphen(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        at + 1 < bytes.count && bytes[at] == UInt8(ascii: "-") && bytes[at + 1] >= 65 && bytes[at + 1] <= 90
    }

    private func appendHyphen(_ at: inout Int, to out: inout [UInt8]) {
        at += 1
        guard keepsHyphens else { return }
        Initials.trim(&out)
        out.append(UInt8(ascii: "-"))
    }

    /// Takes the space of a mark away, be it one that does not break.
    private static func trim(_ out: inout [UInt8]) {
        while let last = out.last {
            if last == space {
                out.removeLast()
            } else if last == 0xA0, out.dropLast().last == 0xC2 {
                out.removeLast(2)
            } else if last == 0xAF, out.suffix(3) == [0xE2, 0x80, 0xAF] {
                out.removeLast(3)
            } else {
                return
            }
        }
    }

    /// Whether a word is one to be shortened: not a sign, a particle, or a name in Chinese, Japanese or Korean.
    private static func hasInitial(_ word: Substring, _ first: Unicode.Scalar) -> Bool {
        first.properties.isAlphabetic && SplitName.isAlphabetic(first) && !Particles.isLowercase(word)
    }

    /// At spaces, and after full stops.
    private func words(_ given: String) -> [Substring] {
        var words: [Substring] = []
        var start = given.startIndex
        var at = given.startIndex
        while at < given.endIndex {
            let character = given[at]
            let next = given.index(after: at)
            if character == " " || character == "\u{A0}" {
                if start < at { words.append(given[start..<at]) }
                start = next
            } else if character == ".", next < given.endIndex, given[next] != "-", given[next] != "‐" {
                words.append(given[start..<next])
                start = next
            }
            at = next
        }
        if start < at { words.append(given[start..<at]) }
        return words.filter { $0 != "." }
    }

    private func append(_ word: Substring, keepsHyphens: Bool, to out: inout [UInt8]) {
        if word.first == "<" { return appendMarked(word, keepsHyphens: keepsHyphens, to: &out) }
        var isFirst = true
        for piece in word.split(whereSeparator: { $0 == "-" || $0 == "‐" || $0 == "–" }) {
            guard let first = piece.first, first != "." else { continue }
            if !isFirst, keepsHyphens {
                Initials.trim(&out)
                out.append(UInt8(ascii: "-"))
            }
            isFirst = false
            out.append(contentsOf: initial(piece).utf8)
            out.append(contentsOf: mark)
        }
    }

    /// A name that is written out, with the mark after initials and abbreviations that are part of it: "J-Paul" as "J.-Paul",
    /// "Th." as itself.
    ///
    /// - Returns: whether it ends in a word, and not in a mark.
    private func append(compound word: Substring, to out: inout [UInt8]) -> Bool {
        var endsInWord = true
        for (index, piece) in Initials.pieces(word).enumerated() {
            if index > 0 {
                Initials.trim(&out)
                out.append(UInt8(ascii: "-"))
            }
            endsInWord = piece.last != "." && !Initials.isInitial(piece)
            out.append(contentsOf: (piece.last == "." ? piece.dropLast() : piece).utf8)
            if !endsInWord { out.append(contentsOf: mark) }
        }
        return endsInWord
    }

    /// A word with markup around it: the mark stands within, its space without.
    private func appendMarked(_ word: Substring, keepsHyphens: Bool, to out: inout [UInt8]) {
        guard let open = word.firstIndex(of: ">") else { return }
        let inner = word[word.index(after: open)...]
        let close = inner.firstIndex(of: "<") ?? inner.endIndex
        out.append(contentsOf: word[...open].utf8)
        append(inner[..<close], keepsHyphens: keepsHyphens, to: &out)
        let hadSpace = out.last == Initials.space
        if hadSpace { out.removeLast() }
        guard close < inner.endIndex, let end = inner[close...].firstIndex(of: ">") else { return }
        out.append(contentsOf: inner[close...end].utf8)
        let rest = inner[inner.index(after: end)...]
        if let first = rest.first, first == "-" || first == "‐" {
            if keepsHyphens { out.append(UInt8(ascii: "-")) }
            append(rest.dropFirst(), keepsHyphens: keepsHyphens, to: &out)
        } else if hadSpace {
            out.append(Initials.space)
        }
    }

    /// The first letter; of what ends in a full stop all, for it is an abbreviation already; and two where a second capital
    /// says that they are one letter ("TSerendorj": "Ts").
    private func initial(_ piece: Substring) -> String {
        if piece.last == "." { return String(piece.dropLast()) }
        let letters = Array(piece)
        if letters.count > 2, letters[0].isUppercase, letters[1].isUppercase, letters[2].isLowercase {
            return String(letters[0]) + letters[1].lowercased()
        }
        return letters.first?.uppercased() ?? ""
    }

    /// Single capitals, with or without a full stop.
    private static func isInitials(_ word: Substring) -> Bool {
        pieces(word).allSatisfy { isInitial($0.last == "." ? $0.dropLast() : $0) }
    }

    private static func isInitial(_ piece: Substring) -> Bool {
        piece.count == 1 && piece.allSatisfy { $0.isUppercase }
    }

    private static func pieces(_ word: Substring) -> [Substring] {
        word.split(separator: "-", omittingEmptySubsequences: false)
    }
}
