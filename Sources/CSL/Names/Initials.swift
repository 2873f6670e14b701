/// Given names as initials.
///
/// Source: CSL 1.0.2 specification, "Name", `initialize`, `initialize-with`, `initialize-with-hyphen`.
struct Initials {
    /// What stands after each initial: ". ", ".", "".
    let mark: [UInt8]
    let keepsHyphens: Bool

    private static let space = UInt8(ascii: " ")

    /// "Jean-Luc Marie" as "J.-L. M.".
    ///
    /// - Parameter onlyInitials: names written out stay, initials among them get the mark (`initialize="false"`).
    func apply(_ given: String, onlyInitials: Bool) -> [UInt8] {
        var out: [UInt8] = []
        var isAfterWord = false
        for word in words(given) {
            if word.utf8.allSatisfy({ $0 == 0x26 }) { continue }
            if onlyInitials, !Initials.isInitials(word) || Initials.isShouted(word) {
                if !out.isEmpty, out.last != Initials.space { out.append(Initials.space) }
                out.append(contentsOf: word.utf8)
                isAfterWord = true
                continue
            }
            if Particles.isLowercase(word) {
                if !out.isEmpty, out.last != Initials.space { out.append(Initials.space) }
                out.append(contentsOf: word.utf8)
                isAfterWord = true
                continue
            }
            if isAfterWord, out.last != Initials.space { out.append(Initials.space) }
            isAfterWord = false
            append(word, to: &out)
        }
        while out.last == Initials.space { out.removeLast() }
        return out
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

    private func append(_ word: Substring, to out: inout [UInt8]) {
        var isFirst = true
        for piece in word.split(whereSeparator: { $0 == "-" || $0 == "‐" || $0 == "–" }) {
            guard let first = piece.first, first != "." else { continue }
            if !isFirst {
                if keepsHyphens {
                    while out.last == Initials.space { out.removeLast() }
                    out.append(UInt8(ascii: "-"))
                }
            }
            isFirst = false
            out.append(contentsOf: initial(piece).utf8)
            out.append(contentsOf: mark)
        }
    }

    /// The first letter, or the first letters where a second capital says that they are one ("TSerendorj": "Ts").
    private func initial(_ piece: Substring) -> String {
        let letters = Array(piece)
        if letters.count > 2, letters[0].isUppercase, letters[1].isUppercase, letters[2].isLowercase {
            return String(letters[0]) + letters[1].lowercased()
        }
        return letters[0].uppercased()
    }

    /// One letter, with or without a full stop; or several with full stops between, "J.J.".
    private static func isInitials(_ word: Substring) -> Bool {
        let letters = word.filter { $0 != "." && $0 != "-" }
        return letters.count == 1 && letters.allSatisfy { $0.isUppercase }
    }

    /// Several capitals without full stops: not initials that somebody ran together, for all we know.
    private static func isShouted(_ word: Substring) -> Bool {
        word.count > 1 && !word.contains(".") && !word.contains("-")
    }
}
