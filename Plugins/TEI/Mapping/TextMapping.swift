internal import Records

/// Where each text field stands in TEI: one table, read in both directions, in the order in which fields mostly stand.
///
/// Source: TEI P5 Guidelines, 3.12 "Bibliographic Citations and References".
enum TextMapping {
    /// A field's place. `words` are the values of the attribute that tells the element apart (`@type`, or `@unit` of
    /// `biblScope` and `measure`): the first is written, empty for none.
    final class Row: Sendable {
        let field: TextField
        let level: Level
        let element: Element
        let words: [String]

        init(_ field: TextField, _ level: Level, _ element: Element, _ words: String...) {
            self.field = field
            self.level = level
            self.element = element
            self.words = words.isEmpty ? [""] : words
        }
    }

    /// The part of a `biblStruct`. `main` is `analytic` where there is one, else `monogr`; `container` is `monogr` beside an
    /// `analytic`.
    enum Level: Int { case main, container, monogr, imprint, series, biblStruct }

    private static let placed: [Row] = [
        Row(.title, .main, .title, "", "main"),
        Row(.subtitle, .main, .title, "sub", "subtitle", "subordinate"),
        Row(.titleShort, .main, .title, "short", "abbreviated", "abbr"),
        Row(.titleAddon, .main, .title, "desc"),
        Row(.sortTitle, .main, .title, "sort"),
        Row(.indexTitle, .main, .title, "index"),
        Row(.originalTitle, .main, .title, "original"),
        Row(.partTitle, .main, .title, "part"),
        Row(.doi, .main, .idno, "DOI"),
        Row(.pmid, .main, .idno, "PMID"),
        Row(.pmcid, .main, .idno, "PMCID"),
        Row(.eprint, .main, .idno, "eprint"),
        Row(.callNumber, .main, .idno, "callNumber", "shelfmark"),
        Row(.language, .main, .textLang),
        Row(.containerTitle, .container, .title, "", "main"),
        Row(.containerSubtitle, .container, .title, "sub", "subtitle", "subordinate"),
        Row(.containerTitleShort, .container, .title, "short", "abbreviated", "abbr"),
        Row(.containerTitleAddon, .container, .title, "desc"),
        Row(.volumeTitle, .monogr, .title, "volume"),
        Row(.volumeSubtitle, .monogr, .title, "volume-sub"),
        Row(.issueTitle, .monogr, .title, "issue"),
        Row(.issueSubtitle, .monogr, .title, "issue-sub"),
        Row(.eventTitle, .monogr, .meeting),
        Row(.eventPlace, .monogr, .meeting, "place"),
        Row(.isbn, .monogr, .idno, "ISBN", "isbn-13", "isbn-10", "isbn13", "isbn10"),
        Row(.issn, .monogr, .idno, "ISSN", "eISSN", "pISSN"),
        Row(.recordID, .monogr, .idno, "record", "frus"),
        Row(.url, .monogr, .idno, "URL", "URI"),
        Row(.urn, .monogr, .idno, "URN"),
        Row(.handle, .monogr, .idno, "handle", "hdl"),
        Row(.number, .monogr, .idno, "number", "dospubno"),
        Row(.license, .monogr, .licence),
        Row(.accessConditions, .monogr, .availability),
        Row(.edition, .monogr, .edition),
        Row(.publisher, .imprint, .publisher),
        Row(.publisherPlace, .imprint, .pubPlace),
        Row(.extent, .monogr, .extent),
        Row(.numberOfPages, .monogr, .measure, "page", "pages"),
        Row(.numberOfVolumes, .monogr, .measure, "volume", "volumes"),
        Row(.pageTotal, .monogr, .measure, "page-total"),
        Row(.dimensions, .monogr, .measure),
        Row(.volume, .monogr, .biblScope, "volume", "vol"),
        Row(.issue, .monogr, .biblScope, "issue", "number", "no", "nr"),
        Row(.page, .monogr, .biblScope, "page", "pages", "pp", "p"),
        Row(.pageFirst, .monogr, .biblScope, "page-first"),
        Row(.articleNumber, .monogr, .biblScope, "article"),
        Row(.chapterNumber, .monogr, .biblScope, "chapter", "chap"),
        Row(.section, .monogr, .biblScope, "section"),
        Row(.partNumber, .monogr, .biblScope, "part"),
        Row(.supplementNumber, .monogr, .biblScope, "supplement"),
        Row(.collectionTitle, .series, .title, "", "main"),
        Row(.collectionNumber, .series, .biblScope, "volume", "", "number", "issue"),
        Row(.abstract, .biblStruct, .note, "summary", "abstract"),
        Row(.note, .biblStruct, .note),
        Row(.annote, .biblStruct, .note, "annotation"),
    ]

    /// Every other field is a note whose type is the field's name.
    static let rows: [Row] =
        placed
        + TextField.allCases.filter { field in !placed.contains { $0.field == field } }.map { field in
            Row(field, .biblStruct, .note, camelCase(field.name))
        }

    /// "event-date" as "eventDate": the manner of TEI's own values.
    static func camelCase(_ name: String) -> String {
        let words = name.split(separator: "-")
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// The rows of an element at a level, by the values of its attribute, as given and in lower case.
    private static let groups: [(element: Element, level: Level, byWord: [String: Row])] = {
        var found: [(element: Element, level: Level, byWord: [String: Row])] = []
        for row in rows {
            if !found.contains(where: { $0.element == row.element && $0.level == row.level }) {
                found.append((row.element, row.level, [:]))
            }
            guard let index = found.firstIndex(where: { $0.element == row.element && $0.level == row.level }) else {
                continue
            }
            for word in row.words {
                for spelling in [word, word.lowercased()] where found[index].byWord[spelling] == nil {
                    found[index].byWord[spelling] = row
                }
            }
        }
        return found
    }()

    private static let groupIndices: [Int8] = {
        var indices = [Int8](repeating: -1, count: Element.allCases.count * 6)
        for (index, group) in groups.enumerated() {
            indices[Int(group.element.rawValue) * 6 + group.level.rawValue] = Int8(clamping: index)
        }
        return indices
    }()

    /// The row for an element with a certain value of its attribute, at one of two levels.
    static func row(_ element: Element, _ word: String, at level: Level, _ other: Level? = nil) -> Row? {
        if let row = find(element, word, level) { return row }
        if let other, let row = find(element, word, other) { return row }
        let lower = word.lowercased()
        if lower == word { return nil }
        return find(element, lower, level) ?? other.flatMap { find(element, lower, $0) }
    }

    private static func find(_ element: Element, _ word: String, _ level: Level) -> Row? {
        let index = Int(groupIndices[Int(element.rawValue) * 6 + level.rawValue])
        return index < 0 ? nil : groups[index].byWord[word]
    }

    /// A field's row.
    static func row(_ field: TextField) -> Row? { byField[Int(field.rawValue)] }

    private static let byField: [Row?] = TextField.allCases.map { field in rows.first { $0.field == field } }
}
