internal import Records

/// Entry types and the record types that they are. One table, read in both directions.
///
/// Source: BibLaTeX manual, 2.1 "Entry Types"; BibTeX's `btxdoc`.
struct EntryType: Sendable {
    let name: String
    let type: RecordType
    let dialects: Dialects
    /// What the type says beyond its record type: "phdthesis" is a thesis whose genre is "PhD thesis".
    let genre: String
    let kind: Kind
    private let publishers: (bibtex: Field, biblatex: Field)

    init(_ name: String, _ type: RecordType, _ dialects: Dialects = .biblatex, genre: String = "") {
        self.name = name
        self.type = type
        self.dialects = dialects
        self.genre = genre
        kind = Kind(name)
        publishers = (Publisher.field(for: name, in: .bibtex), Publisher.field(for: name, in: .biblatex))
    }

    /// Which field names the publisher.
    func publisher(in dialect: Dialect) -> Field { dialect == .bibtex ? publishers.bibtex : publishers.biblatex }

    /// What an entry is to the titles of books.
    enum Kind: Sendable {
        /// Part of a book: its `maintitle` is that of the book's work.
        case partOfBook
        /// A book itself: its `booktitle` is there for those that refer to it.
        case wholeBook
        case periodical, patent, other

        fileprivate init(_ entry: String) {
            switch entry {
            case "inbook", "incollection", "inproceedings", "inreference", "bookinbook", "suppbook", "suppcollection",
                "conference":
                self = .partOfBook
            case "book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference",
                "mvreference":
                self = .wholeBook
            case "periodical": self = .periodical
            case "patent": self = .patent
            default: self = .other
            }
        }
    }

    /// The row of an entry's type, in any case of letters; nil for an unknown type.
    static func named(_ name: Bytes) -> EntryType? { table.find(name).map { known[$0] } }

    private static let known = all + aliases

    private static let table = WordTable(known.map(\.name))

    /// The entry type that a record type is written as: the first row of the dialect that has it, and of BibTeX's where only
    /// BibLaTeX knows it, the nearest.
    static func name(for type: RecordType, in dialect: Dialect) -> String {
        written[dialect == .bibtex ? 0 : 1][Int(type.rawValue)]
    }

    private static let written: [[String]] = Dialect.allCases.map { dialect in
        RecordType.allCases.map { type in
            if let row = all.first(where: { $0.type == type && $0.dialects.contains(dialect) }) { return row.name }
            if let row = nearest.first(where: { $0.type == type && $0.dialects.contains(dialect) }) { return row.name }
            return "misc"
        }
    }

    static let all: [EntryType] = [
        EntryType("article", .articleJournal, .both), EntryType("inproceedings", .paperConference, .both),
        EntryType("book", .book, .both), EntryType("incollection", .chapter, .both),
        EntryType("misc", .document, .both),
        EntryType("inbook", .chapter, .both), EntryType("thesis", .thesis), EntryType("report", .report),
        EntryType("online", .webpage), EntryType("proceedings", .book, .both),
        EntryType("phdthesis", .thesis, .both, genre: "PhD thesis"),
        EntryType("mastersthesis", .thesis, .both, genre: "Master’s thesis"),
        EntryType("techreport", .report, .both, genre: ""), EntryType("manual", .book, .both),
        EntryType("unpublished", .manuscript, .both), EntryType("collection", .book),
        EntryType("booklet", .pamphlet, .both),
        EntryType("conference", .paperConference, .both), EntryType("mvbook", .book), EntryType("mvcollection", .book),
        EntryType("mvproceedings", .book), EntryType("mvreference", .book), EntryType("reference", .book),
        EntryType("inreference", .entryEncyclopedia), EntryType("bookinbook", .chapter),
        EntryType("suppbook", .chapter),
        EntryType("suppcollection", .chapter), EntryType("suppperiodical", .articleJournal),
        EntryType("periodical", .periodical), EntryType("patent", .patent), EntryType("dataset", .dataset),
        EntryType("software", .software), EntryType("electronic", .webpage), EntryType("www", .webpage),
        EntryType("artwork", .graphic), EntryType("audio", .song), EntryType("bibnote", .document),
        EntryType("commentary", .book), EntryType("image", .figure), EntryType("jurisdiction", .legalCase),
        EntryType("legislation", .legislation), EntryType("legal", .treaty),
        EntryType("letter", .personalCommunication),
        EntryType("movie", .motionPicture), EntryType("music", .song), EntryType("performance", .performance),
        EntryType("review", .review), EntryType("standard", .standard), EntryType("video", .motionPicture),
        EntryType("set", .document),
    ]

    /// Types that programs write and no manual has. They are read, and written only where they stood.
    private static let aliases: [EntryType] = [
        EntryType("web_page", .webpage), EntryType("webpage", .webpage),
        EntryType("newspaper_article", .articleNewspaper),
        EntryType("magazine_article", .articleMagazine), EntryType("book_section", .chapter),
        EntryType("presentation", .speech), EntryType("talk", .speech), EntryType("softwareversion", .software),
    ]

    /// What a record type is written as where no entry type is read as it.
    private static let nearest: [EntryType] = [
        EntryType("article", .articleMagazine, .both), EntryType("article", .articleNewspaper, .both),
        EntryType("article", .review, .both), EntryType("article", .reviewBook, .both),
        EntryType("article", .article, .both), EntryType("incollection", .entryEncyclopedia, .bibtex),
        EntryType("inreference", .entry), EntryType("inreference", .entryDictionary),
        EntryType("incollection", .entry, .bibtex), EntryType("incollection", .entryDictionary, .bibtex),
        EntryType("techreport", .report, .bibtex), EntryType("phdthesis", .thesis, .bibtex),
        EntryType("online", .post), EntryType("online", .postWeblog), EntryType("book", .classic, .both),
        EntryType("collection", .collection), EntryType("legislation", .bill), EntryType("legislation", .regulation),
        EntryType("legal", .hearing), EntryType("unpublished", .speech, .both), EntryType("manual", .standard, .bibtex),
        EntryType("book", .periodical, .bibtex), EntryType("image", .map), EntryType("book", .musicalScore, .both),
    ]
}
