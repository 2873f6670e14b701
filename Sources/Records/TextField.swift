/// The fields of a record that hold text or a number: CSL 1.0.2's standard and number variables, and those that archives
/// and BibLaTeX need and CSL lacks.
///
/// A number stays text, as in CSL: what is written is kept ("12–15", "2nd", "iv"). The four archive variables of CSL are
/// not here: they are views on the record's ``ArchivalReference``.
///
/// Source: CSL 1.0.2 specification, Appendix IV; the fields after `volumeTitle` are ours.
public enum TextField: UInt8, CaseIterable, Sendable, Hashable {
    // CSL standard variables
    case abstract, annote, authority, callNumber, citationKey, citationLabel, collectionTitle, containerTitle
    case containerTitleShort, dimensions, division, doi, eventTitle, eventPlace, genre, isbn, issn, jurisdiction,
        keyword
    case language, license, medium, note, originalPublisher, originalPublisherPlace, originalTitle, partTitle, pmcid,
        pmid
    case publisher, publisherPlace, references, reviewedGenre, reviewedTitle, scale, source, status, title, titleShort
    case url, volumeTitle
    // CSL number variables
    case chapterNumber, citationNumber, collectionNumber, edition, issue, number, numberOfPages, numberOfVolumes, page
    case pageFirst, partNumber, printingNumber, section, supplementNumber, version, volume, yearSuffix
    // Parts of titles. The title field always holds the whole title; these repeat the part that the source told apart.
    case subtitle, containerSubtitle, volumeSubtitle, titleAddon, containerTitleAddon, issueTitle, issueSubtitle
    case sortTitle, indexTitle
    // Identifiers and publication, from BibLaTeX and library practice
    case articleNumber, eprint, eprintType, eprintClass, pageTotal, pagination, bookPagination, howPublished
    case originalLanguage, sortKey, sortYear, label, shorthand, bibliographicLevel, urn, handle
    // Archives
    case recordID, classification, credits, accessConditions, place, event, extent, provenance, creditLine,
        levelOfDescription
    case summaryLanguage

    /// True for CSL's number variables, to which `cs:number` and `is-numeric` look.
    @inlinable public var isNumber: Bool {
        rawValue >= TextField.chapterNumber.rawValue && rawValue <= TextField.volume.rawValue
    }
}

extension TextField {
    /// False for identifiers and addresses, in which formats with markup (CSL-JSON, CSV) read and write every character as it
    /// is.
    public var holdsMarkup: Bool {
        switch self {
        case .url, .doi, .isbn, .issn, .pmid, .pmcid, .urn, .handle, .citationKey, .recordID, .language, .eprint: false
        default: true
        }
    }

    /// The field's name in files of ours (JSON Lines, CSV) and in messages; the CSL name where CSL has the field.
    public var name: String { TextField.names[Int(rawValue)] }

    /// The field of that name, or nil.
    public init?(name: String) {
        guard let field = TextField.byName[name] else { return nil }
        self = field
    }

    /// In the order of the cases; a test holds the two together.
    static let names: [String] = [
        "abstract", "annote", "authority", "call-number", "citation-key", "citation-label", "collection-title",
        "container-title", "container-title-short", "dimensions", "division", "DOI", "event-title", "event-place",
        "genre",
        "ISBN", "ISSN", "jurisdiction", "keyword", "language", "license", "medium", "note", "original-publisher",
        "original-publisher-place", "original-title", "part-title", "PMCID", "PMID", "publisher", "publisher-place",
        "references", "reviewed-genre", "reviewed-title", "scale", "source", "status", "title", "title-short", "URL",
        "volume-title", "chapter-number", "citation-number", "collection-number", "edition", "issue", "number",
        "number-of-pages", "number-of-volumes", "page", "page-first", "part-number", "printing-number", "section",
        "supplement-number", "version", "volume", "year-suffix", "subtitle", "container-subtitle", "volume-subtitle",
        "title-addon", "container-title-addon", "issue-title", "issue-subtitle", "sort-title", "index-title",
        "article-number", "eprint", "eprint-type", "eprint-class", "page-total", "pagination", "book-pagination",
        "how-published", "original-language", "sort-key", "sort-year", "label", "shorthand", "bibliographic-level",
        "URN",
        "handle", "record-id", "classification", "credits", "access-conditions", "place", "event", "extent",
        "provenance",
        "credit-line", "level-of-description", "summary-language",
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: zip(names, allCases))
}
