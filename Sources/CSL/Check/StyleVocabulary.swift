internal import Records

/// Words that an attribute of CSL may have, and what one of them is called in a message.
///
/// Source: CSL 1.0.2 specification, Appendices I to IV; its schema, csl-terms, csl-types, csl-variables, csl-categories.
struct StyleVocabulary: Sendable {
    /// "a date variable".
    let what: String
    let words: [String]
    private let set: Set<String>

    init(_ what: String, _ words: [String]) {
        self.what = what
        self.words = words
        set = Set(words)
    }

    func contains(_ word: String) -> Bool { set.contains(word) }
}

extension StyleVocabulary {
    // MARK: Variables

    static let names = StyleVocabulary("a name variable", NameField.allCases.filter(\.isCSL).map(\.name))
    static let dates = StyleVocabulary("a date variable", DateField.allCases.filter(\.isCSL).map(\.name))
    static let numbers = StyleVocabulary("a number variable", numberWords)
    static let labelled = StyleVocabulary("a variable with a label", numberWords)
    static let standard = StyleVocabulary("a variable for text", numberWords + titleWords + stringWords)
    static let variables = StyleVocabulary(
        "a variable", names.words + dates.words + numberWords + titleWords + stringWords)

    private static let numberWords = [
        "chapter-number", "citation-number", "collection-number", "edition", "first-reference-note-number", "issue",
        "locator", "number", "number-of-pages", "number-of-volumes", "page", "page-first", "part-number",
        "printing-number", "section", "supplement-number", "version", "volume",
    ]
    private static let titleWords = [
        "collection-title", "container-title", "container-title-short", "original-title", "part-title",
        "reviewed-title", "title", "title-short", "volume-title",
    ]
    private static let stringWords = [
        "abstract", "annote", "archive", "archive_collection", "archive_location", "archive-place", "authority",
        "call-number", "citation-key", "citation-label", "dimensions", "division", "DOI", "event", "event-title",
        "event-place", "genre", "ISBN", "ISSN", "jurisdiction", "keyword", "language", "license", "medium", "note",
        "original-publisher", "original-publisher-place", "PMCID", "PMID", "publisher", "publisher-place", "references",
        "reviewed-genre", "scale", "source", "status", "URL", "year-suffix",
    ]

    // MARK: Types, positions, locators

    static let types = StyleVocabulary("a type", RecordType.allCases.map(\.name))
    static let positions = StyleVocabulary(
        "a position", ["first", "subsequent", "ibid", "ibid-with-locator", "near-note"])
    static let locators = StyleVocabulary("a locator type", locatorWords)

    private static let locatorWords = [
        "act", "appendix", "article-locator", "book", "canon", "chapter", "column", "elocation", "equation", "figure",
        "folio", "issue", "line", "note", "opus", "page", "paragraph", "part", "rule", "scene", "section", "sub-verbo",
        "supplement", "table", "timestamp", "title-locator", "verse", "version", "volume",
    ]

    // MARK: Terms

    static let terms = StyleVocabulary(
        "a term",
        RecordType.allCases.map(\.name) + names.words + locatorWords + monthWords + numberTermWords + longOrdinalWords
            + ordinalWords + wordWords)
    static let ordinals = StyleVocabulary("an ordinal", ordinalWords)
    static let longOrdinals = StyleVocabulary("a long ordinal", longOrdinalWords)
    static let genderAssignable = StyleVocabulary(
        "a term with a gender",
        monthWords + numberTermWords + ["issue", "page", "part", "section", "supplement", "version", "volume"])

    private static let monthWords = (1...12).map { "month-" + twoDigits($0) }
    private static let ordinalWords = ["ordinal"] + (0...99).map { "ordinal-" + twoDigits($0) }
    private static let longOrdinalWords = (1...10).map { "long-ordinal-" + twoDigits($0) }
    private static let numberTermWords = [
        "chapter-number", "citation-number", "collection-number", "edition", "first-reference-note-number", "number",
        "number-of-pages", "number-of-volumes", "page-first", "printing",
    ]
    private static let wordWords = [
        "accessed", "ad", "advance-online-publication", "album", "and", "and others", "anonymous", "at",
        "audio-recording", "available at", "bc", "bce", "by", "ce", "circa", "cited", "close-inner-quote",
        "close-quote", "colon", "comma", "editortranslator", "et-al", "film", "forthcoming", "from", "henceforth",
        "ibid", "in", "in press", "internet", "interview", "letter", "loc-cit", "no date", "no-place", "no-publisher",
        "on", "online", "op-cit", "open-inner-quote", "open-quote", "original-work-published", "page-range-delimiter",
        "personal-communication", "podcast", "podcast-episode", "preprint", "presented at", "radio-broadcast",
        "radio-series", "radio-series-episode", "reference", "retrieved", "review-of", "scale", "season-01",
        "season-02", "season-03", "season-04", "semicolon", "special-issue", "special-section",
        "television-broadcast", "television-series", "television-series-episode", "video", "working-paper",
    ]

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    // MARK: Metadata

    static let citationFormats = StyleVocabulary(
        "a citation format", ["author", "author-date", "label", "note", "numeric"])
    static let fields = StyleVocabulary(
        "a field",
        [
            "anthropology", "astronomy", "biology", "botany", "chemistry", "communications", "engineering",
            "generic-base", "geography", "geology", "history", "humanities", "law", "linguistics", "literature",
            "math", "medicine", "philosophy", "physics", "political_science", "psychology", "science",
            "social_science", "sociology", "theology", "zoology",
        ])
}

/// Words that CSL 1.0.2 does not have and that styles bring along: of CSL-M, of CSL 1.1, of older versions, and ours.
/// They are told, and do no harm.
enum ForeignWords {
    /// Whence a word comes, as a message says it.
    enum Origin: String {
        case cslM = "CSL-M"
        case csl11 = "CSL 1.1"
        case older = "an older version of CSL"
        case ours = "an extension of Ibid"
    }

    static let elements: [String: Origin] = [
        "alternative": .cslM, "alternative-text": .cslM, "condition": .cslM, "conditions": .cslM, "court-class": .cslM,
        "institution": .cslM, "institution-part": .cslM, "style-options": .cslM, "intext": .csl11, "narrative": .csl11,
    ]

    static let attributes: [String: Origin] = [
        "alternative-punctuation": .cslM, "authority-residue": .cslM, "auto-hyphenate": .cslM, "context": .cslM,
        "consolidate-containers": .cslM, "country": .cslM, "court-class": .cslM, "default-locale-sort": .cslM,
        "disable-duplicate-year-suppression": .cslM, "exclude-types": .cslM, "exclude-with-fields": .cslM,
        "genre": .cslM, "has-day": .cslM, "has-month-only": .cslM, "has-subunit": .cslM,
        "has-to-month-or-season": .cslM, "has-year-only": .cslM, "institution-parts": .cslM, "is-multiple": .cslM,
        "is-parallel": .cslM, "is-plural": .cslM, "jurisdiction": .cslM, "jurisdiction-preference": .cslM,
        "label-capitalize-if-first": .cslM, "label-form": .cslM, "leading-noise-words": .cslM, "lingo": .cslM,
        "locale": .cslM, "locator-date": .cslM, "name-as-reverse-order": .cslM, "no-repeat": .cslM, "oops": .cslM,
        "page": .cslM, "parallel-delimiter-override": .cslM, "parallel-first": .cslM, "parallel-last": .cslM,
        "reject": .cslM, "require": .cslM, "require-comma-on-symbol": .cslM, "reverse-order": .cslM,
        "skip-words": .cslM, "stop-last": .cslM, "subjurisdictions": .cslM, "substitute-use-first": .cslM,
        "suppress-max": .cslM, "suppress-min": .cslM, "track-containers": .cslM, "use-first": .cslM,
        "use-last": .cslM, "year-range-format": .cslM, "title-split": .csl11, "event-title": .csl11,
        "hyphenated-number": .older, "name": .older, "class": .older,
    ]

    static let values: [String: Origin] = [
        "admin-flag": .cslM, "commenter": .cslM, "committee": .cslM, "country": .cslM, "court-class": .cslM,
        "document-name": .cslM, "gazette": .cslM, "gazette-flag": .cslM, "hereinafter": .cslM, "imperial": .cslM,
        "locator-date": .cslM, "locator-extra": .cslM, "motion-picture": .older, "nand": .cslM,
        "newsletter": .cslM, "normal-case": .cslM, "page-frag": .cslM, "publication-date": .cslM,
        "publication-number": .cslM, "subjurisdiction": .cslM, "supplement": .cslM, "testimonyBy": .cslM,
        "video": .cslM, "distributor": .csl11, "first-reference-note-number-range": .csl11,
        "instructions": .csl11, "journalAbbreviation": .older, "shortTitle": .older, "publisher-location": .older,
    ]

    /// A variable that only Ibid knows: an archival one, or a field of our records.
    static func isOurs(_ variable: String) -> Bool { Variable(name: variable) != nil && values[variable] == nil }
}
