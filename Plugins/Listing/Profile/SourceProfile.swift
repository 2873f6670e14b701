internal import Records

/// What is known of a source of listings: its names, where it is, what its addresses look like, what stands on its pages that is
/// no record. Read from a JSON file; docs/archive-sources.md describes each member.
struct SourceProfile: Sendable {
    var id = ""
    /// The name that its records bear as their repository.
    var name = ""
    var formerNames: [String] = []
    var institution = ""
    var subarea = ""
    var place = ""
    var country = ""
    /// The language of its titles and summaries, as a BCP 47 tag.
    var language = ""
    /// What the keys of its records begin with.
    var keyPrefix = ""
    var recordType = RecordType.document
    var hosts: [String] = []
    /// Addresses of documents, with `{id}` or `{slug}` where that stands.
    var recordURLs: [String] = []
    var dateOrder = DateOrder.monthDayYear
    /// Whether the first of January stands for a year whose day is not known.
    var firstOfJanuaryIsYear = false
    var listing = Listing()
    var document = Document()
    /// Archives whose originals the source describes, beside those of the common table.
    var repositories = RepositoryTable()

    /// How a date in digits is to be read.
    enum DateOrder: String, Sendable {
        case monthDayYear = "month-day-year"
        case dayMonthYear = "day-month-year"
    }

    /// The pages of results.
    struct Listing: Sendable {
        var order: [Part] = [.date, .title, .summary]
        var ranges: LinePatterns = []
        var totals: LinePatterns = []
        /// Lines that stand before the records, after them (all that follows such a line is no record), and anywhere.
        var before: LinePatterns = []
        var after: LinePatterns = []
        var anywhere: LinePatterns = []
        /// Labels within a record: "Reference:", with the field that the value belongs to.
        var labels: [(label: String, field: Field)] = []

        enum Part: String, Sendable { case date, title, summary }
    }

    /// The page of one document.
    struct Document: Sendable {
        /// Lines of which two show that a page describes one document.
        var markers: LinePatterns = []
        var labels: [(label: String, field: Field)] = []
        /// Lines that say nothing.
        var headings: LinePatterns = []
        /// Lines after which the document's own text stands.
        var text: LinePatterns = []
        var credits: LinePatterns = []
        /// Classes and elements of its HTML, and what they hold.
        var classes: [(name: String, holds: Held)] = []

        enum Held: String, Sendable {
            case heading, credits, date, summary, text, item, skip
        }
    }

    /// What a labelled value is.
    enum Field: String, CaseIterable, Sendable {
        case author, participant, mentioned, recipient, contributor, translator, donor
        case title, date, summary, place, subject, source, reference, repository, language, rights, number, pages,
            genre, url,
            collection, note
        case originalLanguage = "original-language"
        case recordID = "record-id"
        case uploaded, classification, citation, credits
        /// Kept under its label.
        case kept
        /// Says nothing of the document.
        case skip
    }
}

/// A line of a page with places for what varies: `*` any text, `{n}` a number, `{first}`, `{last}`, `{total}` numbers that are
/// taken out. Case and white space do not matter; any dash matches any.
struct LinePattern: Sendable, Hashable {
    private let parts: [Part]

    private enum Part: Sendable, Hashable {
        case text(String)
        case number(String)
        case any
    }

    init(_ text: String) {
        var parts: [Part] = []
        for word in LinePattern.normalized(text).split(separator: " ") {
            if word == "*" {
                parts.append(.any)
            } else if word.hasPrefix("{"), word.hasSuffix("}") {
                parts.append(.number(String(word.dropFirst().dropLast())))
            } else {
                parts.append(.text(String(word)))
            }
        }
        self.parts = parts
    }

    /// The numbers by name where the words of a normalized line match; nil where they do not.
    func match(_ words: [Substring]) -> [String: Int]? {
        var numbers: [String: Int] = [:]
        guard let any = parts.firstIndex(of: .any) else {
            return words.count == parts.count && LinePattern.take(parts[...], words[...], &numbers) ? numbers : nil
        }
        // One place for any text: what stands before it begins the line, what stands after it ends the line.
        let before = parts[..<any]
        let after = parts[(any + 1)...]
        guard words.count >= before.count + after.count, LinePattern.take(before, words.prefix(before.count), &numbers),
            LinePattern.take(after, words.suffix(after.count), &numbers)
        else { return nil }
        return numbers
    }

    private static func take(
        _ parts: ArraySlice<Part>, _ words: ArraySlice<Substring>, _ numbers: inout [String: Int]
    ) -> Bool {
        for (part, word) in zip(parts, words) {
            switch part {
            case .text(let text): guard word == text else { return false }
            case .number(let name):
                let digits = word.filter { $0 != "," && $0 != "." }
                guard digits.utf8.count <= 9, let number = Int(digits) else { return false }
                numbers[name] = number
            case .any: break
            }
        }
        return true
    }

    /// Lower case, single spaces, every dash a hyphen that stands alone where it stands between numbers.
    static func normalized(_ line: String) -> String {
        let folded = line.folded
        // Without a dash or a letter beyond ASCII there is nothing else to be done.
        if folded.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "-") }) { return folded.tidied }
        var out = ""
        for scalar in folded.unicodeScalars {
            switch scalar {
            case "–", "—", "‒", "−", "‐", "‑": out += "-"
            default: out.unicodeScalars.append(scalar)
            }
        }
        let plain = words(of: out.tidied)
        let spoken = plain.filter { !$0.unicodeScalars.allSatisfy { "‹›«»→←".unicodeScalars.contains($0) } }
        let words = (spoken.isEmpty ? plain : spoken).flatMap { word -> [Substring] in
            let pieces = word.split(separator: "-", omittingEmptySubsequences: false)
            let isRange =
                pieces.count == 2
                && pieces.allSatisfy { piece in
                    piece.first?.isNumber == true || piece.first == "{"
                }
            return isRange ? [pieces[0], "-", pieces[1]] : [word]
        }
        return words.joined(separator: " ")
    }

    /// The words of a normalized line.
    static func words(of normalized: String) -> [Substring] {
        normalized.utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) }
    }
}

/// Several patterns, in order: lines without places for what varies are looked up at once.
struct LinePatterns: Sendable, ExpressibleByArrayLiteral {
    private var exact: Set<String> = []
    private var others: [LinePattern] = []

    init(_ lines: [String]) {
        for line in lines {
            if line.contains("*") || line.contains("{") {
                others.append(LinePattern(line))
            } else {
                exact.insert(LinePattern.normalized(line))
            }
        }
    }

    init(arrayLiteral elements: String...) { self.init(elements) }

    /// The numbers of the first pattern that matches; nil where none does.
    func match(_ normalized: String) -> [String: Int]? {
        if exact.contains(normalized) { return [:] }
        guard normalized.utf8.count <= 300 else { return nil }
        if others.isEmpty { return nil }
        let words = LinePattern.words(of: normalized)
        for pattern in others { if let numbers = pattern.match(words) { return numbers } }
        return nil
    }

    /// Which of the patterns a line matches, by a word for each; nil where it matches none.
    func matched(_ normalized: String) -> String? {
        if exact.contains(normalized) { return normalized }
        let words = LinePattern.words(of: normalized)
        return others.firstIndex { $0.match(words) != nil }.map(String.init)
    }
}
