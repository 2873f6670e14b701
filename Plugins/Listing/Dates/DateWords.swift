/// The words that dates are made of, in the languages of the listings: sections of the table of title words.
struct DateWords: Sendable {
    /// A month's names and abbreviations, in lower case.
    var months: [String: Int] = [:]
    /// EDTF's seasons, 21 to 24.
    var seasons: [String: Int] = [:]
    var weekdays: Set<String> = []
    /// "circa", "ca.", "about".
    var approximate: Set<String> = []
    /// "de", "of": between day and month.
    var joints: Set<String> = []
    /// "to", "through": between two dates.
    var until: Set<String> = []

    init(_ table: WordTable) {
        for (index, names) in table.lists("months").enumerated() {
            for name in names { months[name] = index % 12 + 1 }
        }
        for (index, names) in table.lists("seasons").enumerated() {
            for name in names { seasons[name] = index + 21 }
        }
        weekdays = table.set("weekdays")
        approximate = table.set("approximate")
        joints = table.set("date joints")
        until = table.set("date until")
    }

    /// Whether a date can begin with a token: a quick look that spares most words the rest.
    func mayBegin(_ token: Token) -> Bool {
        switch token.kind {
        case .number, .open: return true
        case .word: break
        default: return false
        }
        guard let first = token.folded.unicodeScalars.first, !first.isNumeric else { return true }
        let word = token.folded
        if months[word] != nil || seasons[word] != nil || weekdays.contains(word) || approximate.contains(word) {
            return true
        }
        // "Oct.", and "October-November", which the lexer gives as one word.
        let end = word.utf8.firstIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
        return end.map { months[String(word[..<$0])] != nil } ?? false
    }
}
