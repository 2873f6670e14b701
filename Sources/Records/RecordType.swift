/// What kind of thing a record describes: the item types of CSL 1.0.2.
///
/// A type that a format tells apart more finely (BibLaTeX's `@mvbook`, RIS's `ABST`) is kept in ``Record/kept`` beside the
/// nearest of these, and comes out again in that format.
///
/// Source: CSL 1.0.2 specification, Appendix III.
public enum RecordType: UInt8, CaseIterable, Sendable, Hashable {
    case article, articleJournal, articleMagazine, articleNewspaper, bill, book, broadcast, chapter, classic, collection
    case dataset, document, entry, entryDictionary, entryEncyclopedia, event, figure, graphic, hearing, interview
    case legalCase, legislation, manuscript, map, motionPicture, musicalScore, pamphlet, paperConference, patent
    case performance, periodical, personalCommunication, post, postWeblog, regulation, report, review, reviewBook
    case software, song, speech, standard, thesis, treaty, webpage

    /// The CSL name ("article-journal").
    public var name: String { RecordType.names[Int(rawValue)] }

    /// The type of that CSL name, or nil.
    public init?(name: String) {
        guard let type = RecordType.byName[name] else { return nil }
        self = type
    }

    static let names: [String] = [
        "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
        "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
        "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
        "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
        "personal_communication",
        "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech",
        "standard",
        "thesis", "treaty", "webpage",
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: zip(names, allCases))
}
