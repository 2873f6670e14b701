internal import Records

/// The sentences of a source note.
enum SourceNotes {
    private static let classifications = [
        "Top Secret", "Secret", "Confidential", "Unclassified", "Official Use Only", "Limited Official Use",
        "For Official Use Only", "Sensitive", "No classification marking",
    ]

    static func isClassification(_ sentence: Substring) -> Bool {
        classifications.contains { sentence == $0 || sentence.hasPrefix($0 + ";") }
    }

    private static let abbreviations: Set<String> = [
        "Vol", "Vols", "No", "Nos", "Pt", "Dr", "Mr", "Mrs", "Ms", "Gen", "Col", "Capt", "Lt", "Adm", "Amb", "St", "Jr",
    ]

    /// The levels that the parts of a place tell by their form: "RG 59", "Box 12", the number of a decimal file.
    static func levels(_ place: Substring) -> [ArchivalReference.Level] {
        place.split(separator: ",").compactMap { part in
            let words = part.split(separator: " ")
            if words.count == 1, isDecimalFile(words[0]) { return ArchivalReference.Level(.file, String(words[0])) }
            guard let last = words.last, last.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 }) else { return nil }
            switch words.dropLast().joined(separator: " ") {
            case "RG", "Record Group": return ArchivalReference.Level(.recordGroup, String(last))
            case "Box": return ArchivalReference.Level(.box, String(last))
            default: return nil
            }
        }
    }

    /// The number of a document in the Department of State's decimal files: "611.51/3–1553", the class of the subject before
    /// the stroke, and behind it month, day and year.
    private static func isDecimalFile(_ word: Substring) -> Bool {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts.first, let last = parts.last else { return false }
        let classes = first.split(separator: ".", omittingEmptySubsequences: false)
        let days = last.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }
        func isNumber(_ text: Substring) -> Bool {
            !text.isEmpty && text.utf8.allSatisfy { $0 &- UInt8(ascii: "0") <= 9 }
        }
        guard let main = classes.first, (2...4).contains(main.utf8.count),
            main.first?.isNumber == true,
            classes.count == 2, let part = classes.last, !part.isEmpty, part.allSatisfy({ $0.isLetter || $0.isNumber })
        else { return false }
        return days.count == 2 && days.allSatisfy(isNumber)
    }

    /// The names in "Drafted by Rinden and Smith on August 3"; nil for any other sentence.
    static func drafters(_ sentence: Substring) -> [String]? {
        let start = "Drafted by "
        guard sentence.hasPrefix(start) else { return nil }
        var words = sentence.dropFirst(start.count)
        for end in [" on ", " and approved", " and cleared", ", approved", ", cleared", ";", " (", " in "] {
            if let found = words.start(of: end) { words = words[..<found] }
        }
        let names = words.split(separator: ",").flatMap { part -> [Substring] in
            guard let and = part.start(of: " and ") else { return [part] }
            return [part[..<and], part[part.index(and, offsetBy: 5)...]]
        }
        return names.map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty && $0.first?.isUppercase == true }
    }

    /// At most eight; one ends at a full stop before a space and a capital, or at the end.
    static func sentences(_ text: Substring) -> [Substring] {
        var found: [Substring] = []
        var rest = text
        while !rest.isEmpty, found.count < 8 {
            var end = rest.startIndex
            while end < rest.endIndex {
                let next = rest.index(after: end)
                if rest[end] == ".", next == rest.endIndex || rest[next] == " " {
                    let word = String(rest[..<end].reversed().prefix { $0.isLetter }.reversed())
                    // A single letter before the stop is an initial or an abbreviation.
                    if word.count != 1, next == rest.endIndex || !abbreviations.contains(word) { break }
                }
                end = next
            }
            found.append(rest[..<end])
            rest = rest[end...].drop { $0 == "." || $0 == " " }
        }
        return found
    }
}

extension Substring {
    /// Where a text begins for the first time.
    fileprivate func start(of text: String) -> Index? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(text) { return at }
            at = index(after: at)
        }
        return nil
    }
}
