internal import Records

/// What a tag holds.
enum Target: Sendable, Hashable {
    case kept
    case type, end, key
    case text(TextField)
    case names(NameField)
    case date(DateField)
    /// The year or date of publication: `PY`, `Y1`, `DA` together.
    case year, day
    case firstPage, lastPage
    /// The title of what holds it, and its short form, of which there are many tags.
    case container(Rank)
    case abbreviation(Rank)
    /// An ISSN, an ISBN, or a number, by its look.
    case standardNumber
    case repository, location
    /// The issue, where no other tag has it.
    case issueOrNumber
    /// An edition, or the date on which an article was put online.
    case edition
    /// The series' editor where there is a series, else the editor.
    case bookEditor
    /// What kind of work it is, or a DOI.
    case workType
    /// A PMCID, or a PMID.
    case publicMedicine

    /// Which of several counts: the lowest.
    enum Rank: UInt8, Sendable, Hashable { case first, second, third, fourth }
}

/// The tags: one table for both directions. Of the rows of a tag, the first counts that is for the record's type; written is
/// the first row of a field that is for the type and is not marked as read only.
///
/// Source: the RIS specifications of 2001 and 2011; the tags marked as others' are what publishers and programs send besides.
enum TagTable {
    struct Row: Sendable {
        let tag: Tag
        let target: Target
        /// The types that it is for; nil for all.
        var types: Set<RecordType>?
        var isWritten: Bool

        init(_ tag: StaticString, _ target: Target, for types: Set<RecordType>? = nil, isWritten: Bool = true) {
            self.tag = Tag(tag)
            self.target = target
            self.types = types
            self.isWritten = isWritten
        }

        /// A row that is read and never written.
        static func read(_ tag: StaticString, _ target: Target, for types: Set<RecordType>? = nil) -> Row {
            Row(tag, target, for: types, isWritten: false)
        }
    }

    /// What stands within something else that has a title.
    private static let contained: Set<RecordType> = [
        .articleJournal, .articleMagazine, .articleNewspaper, .article, .chapter, .paperConference, .entry,
        .entryDictionary, .entryEncyclopedia, .review, .reviewBook, .post, .postWeblog, .webpage, .broadcast,
        .legalCase,
        .legislation, .bill, .regulation, .hearing, .periodical, .figure, .interview, .document,
    ]
    /// What lies in archives: its database is the archive, as Zotero has it.
    private static let archival: Set<RecordType> = [.document, .manuscript, .personalCommunication]
    /// What has a number of pages rather than a place in something.
    static let whole: Set<RecordType> = [.book, .thesis, .classic, .pamphlet, .musicalScore, .collection]
    private static let numbered: Set<RecordType> = [.report, .patent, .standard, .dataset, .legislation, .bill, .map]

    static let rows: [Row] = [
        Row("TY", .type), Row("ER", .end), Row("ID", .key),
        Row("TI", .text(.title)), .read("T1", .text(.title)), .read("CT", .text(.title)),
        .read("BT", .text(.title), for: whole), .read("BT", .container(.second)),
        Row("T2", .container(.first), for: contained), Row("T2", .text(.collectionTitle)),
        Row("T3", .text(.collectionTitle)), .read("JF", .container(.second)), .read("JO", .container(.third)),
        Row("J2", .abbreviation(.first)), .read("JA", .abbreviation(.second)), .read("J1", .abbreviation(.third)),
        .read("WT", .container(.third)), .read("PT", .container(.third)),
        Row("C3", .text(.eventTitle), for: [.paperConference, .speech]),
        Row("ST", .text(.titleShort)), .read("SD", .kept), Row("OP", .text(.originalTitle)),
        Row("RI", .text(.reviewedTitle)),
        // Names
        Row("AU", .names(.author)), .read("A1", .names(.author)), .read("AF", .kept),
        Row("A2", .names(.recipient), for: archival), .read("A2", .bookEditor, for: whole),
        Row("ED", .names(.editor)), .read("A2", .names(.editor)), .read("FE", .names(.editor)),
        .read("A3", .names(.editor), for: whole), Row("A3", .names(.collectionEditor)),
        Row("A4", .names(.translator)), .read("TA", .names(.translator)), .read("TR", .names(.translator)),
        // Dates
        Row("PY", .year), .read("Y1", .year), Row("DA", .day), Row("Y2", .date(.accessed)),
        .read("RD", .date(.accessed)),
        .read("YR", .year),
        // Publication
        Row("PB", .text(.publisher)), .read("PU", .text(.publisher)), Row("CY", .text(.publisherPlace)),
        .read("PP", .text(.publisherPlace)), Row("C1", .text(.eventPlace), for: [.paperConference, .speech]),
        Row("VL", .text(.volume)), Row("IS", .text(.issue), for: contained), .read("IS", .text(.number)),
        .read("CP", .text(.issue)), .read("M1", .issueOrNumber, for: [.articleJournal, .articleMagazine]),
        Row("M1", .text(.number)), Row("SV", .text(.collectionNumber)),
        Row("ET", .text(.version), for: [.software]), .read("ET", .edition, for: [.articleJournal]),
        Row("ET", .date(.availableDate), for: [.articleJournal]),
        Row("ET", .text(.edition)), Row("NV", .text(.numberOfVolumes)),
        Row("SP", .firstPage), Row("EP", .lastPage),
        Row("SE", .text(.section)), Row("C7", .text(.articleNumber)), Row("M3", .workType), .read("TT", .kept),
        // Identifiers and places
        Row("DO", .text(.doi)), .read("DI", .text(.doi)), Row("SN", .standardNumber), Row("UR", .text(.url)),
        .read("LK", .text(.url)), Row("C2", .publicMedicine, for: [.articleJournal, .article]),
        Row("AN", .text(.recordID)), Row("CN", .text(.callNumber)), .read("H2", .text(.callNumber)),
        Row("DB", .repository, for: archival), .read("DB", .text(.source)), Row("DP", .text(.source)),
        .read("H1", .text(.source)), Row("AV", .location), Row("LB", .text(.citationLabel)),
        // Text
        Row("AB", .text(.abstract)), .read("N2", .text(.abstract)), Row("N1", .text(.note)),
        Row("RN", .text(.annote)), Row("KW", .text(.keyword)), Row("LA", .text(.language)),
        .read("LG", .text(.language)),
    ]

    /// What a tag holds, by type and tag.
    private static let targets: [Target] = {
        var targets = [Target](repeating: .kept, count: RecordType.allCases.count * Tag.count)
        for row in rows.reversed() {
            for type in RecordType.allCases where row.types?.contains(type) ?? true {
                targets[Int(type.rawValue) * Tag.count + Int(row.tag.index)] = row.target
            }
        }
        return targets
    }()

    static func target(_ tag: Tag, _ type: RecordType) -> Target {
        targets[Int(type.rawValue) * Tag.count + Int(tag.index)]
    }

    /// The tag under which a target is written in a record of a type; nil where there is none.
    static func tag(_ target: Target, _ type: RecordType) -> Tag? {
        rows.first { $0.isWritten && $0.target == target && ($0.types?.contains(type) ?? true) }?.tag
    }
}
