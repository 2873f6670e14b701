// One table between MEDLINE's tags and Ibid's fields, read in both directions, and the forms of its dates and names.
//
// Source: National Library of Medicine, "MEDLINE/PubMed Data Element (Field) Descriptions".

/// A tag and the field that it fills.
struct Tag {
    let name: String
    let field: Int
    /// Whether it may stand more than once.
    var repeats = false

    static let all = [
        Tag(name: "PMID", field: IBID_TEXT_PMID), Tag(name: "PMC", field: IBID_TEXT_PMCID),
        Tag(name: "TI", field: IBID_TEXT_TITLE), Tag(name: "BTI", field: IBID_TEXT_CONTAINER_TITLE),
        Tag(name: "JT", field: IBID_TEXT_CONTAINER_TITLE), Tag(name: "TA", field: IBID_TEXT_CONTAINER_TITLE_SHORT),
        Tag(name: "CTI", field: IBID_TEXT_COLLECTION_TITLE), Tag(name: "TT", field: IBID_TEXT_ORIGINAL_TITLE),
        Tag(name: "VI", field: IBID_TEXT_VOLUME), Tag(name: "IP", field: IBID_TEXT_ISSUE),
        Tag(name: "PG", field: IBID_TEXT_PAGE), Tag(name: "AB", field: IBID_TEXT_ABSTRACT),
        Tag(name: "LA", field: IBID_TEXT_LANGUAGE), Tag(name: "PL", field: IBID_TEXT_PUBLISHER_PLACE),
        Tag(name: "PB", field: IBID_TEXT_PUBLISHER), Tag(name: "EN", field: IBID_TEXT_EDITION),
        Tag(name: "IS", field: IBID_TEXT_ISSN, repeats: true), Tag(name: "ISBN", field: IBID_TEXT_ISBN, repeats: true),
        Tag(name: "OT", field: IBID_TEXT_KEYWORD, repeats: true), Tag(name: "GN", field: IBID_TEXT_NOTE, repeats: true),
        Tag(name: "AID", field: IBID_TEXT_DOI), Tag(name: "DP", field: IBID_DATE_ISSUED),
        Tag(name: "FAU", field: IBID_NAMES_AUTHOR, repeats: true),
        Tag(name: "CN", field: IBID_NAMES_AUTHOR, repeats: true),
        Tag(name: "FED", field: IBID_NAMES_EDITOR, repeats: true),
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    private static let byField = Dictionary(all.map { ($0.field, $0) }, uniquingKeysWith: { first, _ in first })

    static func named(_ name: String) -> Tag? { byName[name] }

    /// The tag to write a field with: a journal's title and a book's have tags of their own.
    static func writing(_ field: Int, isArticle: Bool) -> Tag? {
        if field == IBID_TEXT_CONTAINER_TITLE { return byName[isArticle ? "JT" : "BTI"] }
        return byField[field]
    }
}

/// Publication types that are types of ours; the first row of a type is the one that is written.
enum PublicationType {
    static let all: [(name: String, type: Int)] = [
        ("Journal Article", IBID_TYPE_ARTICLE_JOURNAL), ("Book", IBID_TYPE_BOOK), ("Book Chapter", IBID_TYPE_CHAPTER),
        ("Dataset", IBID_TYPE_DATASET), ("Legal Case", IBID_TYPE_LEGAL_CASE), ("Legislation", IBID_TYPE_LEGISLATION),
        ("Newspaper Article", IBID_TYPE_ARTICLE_NEWSPAPER), ("Technical Report", IBID_TYPE_REPORT),
        ("Academic Dissertation", IBID_TYPE_THESIS), ("Preprint", IBID_TYPE_ARTICLE),
        ("Interview", IBID_TYPE_INTERVIEW), ("Patent", IBID_TYPE_PATENT), ("Address", IBID_TYPE_SPEECH),
    ]
}

/// Languages: MEDLINE has the bibliographic codes of ISO 639-2, Ibid the tags of BCP 47.
enum Language {
    static let all: [(medline: String, tag: String)] = [
        ("eng", "en"), ("fre", "fr"), ("ger", "de"), ("spa", "es"), ("ita", "it"), ("rus", "ru"), ("jpn", "ja"),
        ("chi", "zh"), ("por", "pt"), ("pol", "pl"), ("dut", "nl"), ("cze", "cs"), ("hun", "hu"), ("swe", "sv"),
    ]
}

/// "2001 Mar 15", "2001 Mar", "2001", "2001 Spring" and EDTF.
enum PublicationDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let seasons = ["Spring", "Summer", "Autumn", "Winter"]

    /// The EDTF date; nil where the text says more, or less.
    static func edtf(_ text: String) -> String? {
        let words = text.split(separator: " ").map(String.init)
        guard let year = words.first, year.utf8.count == 4, Int(year) != nil, words.count <= 3 else { return nil }
        if words.count == 1 { return year }
        if let season = seasons.firstIndex(of: words[1]), words.count == 2 { return "\(year)-\(21 + season)" }
        guard let month = months.firstIndex(of: words[1]) else { return nil }
        let start = "\(year)-\(padded(month + 1))"
        if words.count == 2 { return start }
        guard let day = Int(words[2]), (1...31).contains(day) else { return nil }
        return "\(start)-\(padded(day))"
    }

    /// The text for an EDTF date: what `edtf` reads, or the EDTF form itself.
    static func text(_ edtf: String) -> String {
        let parts = edtf.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), parts[0].utf8.count == 4, parts.allSatisfy({ Int($0) != nil }) else {
            return edtf
        }
        guard parts.count > 1, let month = Int(parts[1]) else { return edtf }
        if (21...24).contains(month), parts.count == 2 { return "\(parts[0]) \(seasons[month - 21])" }
        guard (1...12).contains(month) else { return edtf }
        let day = parts.count > 2 ? Int(parts[2]).map { " \($0)" } ?? "" : ""
        return "\(parts[0]) \(months[month - 1])\(day)"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// "Smith, John A" as MEDLINE shortens it: "Smith JA".
func shortened(family: String, given: String) -> String {
    let initials = given.split { $0 == " " || $0 == "-" || $0 == "." }.compactMap(\.first)
    return initials.isEmpty ? family : "\(family) \(String(initials))"
}
