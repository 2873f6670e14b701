internal import Records

/// The fields of BibTeX and BibLaTeX that mean something to us.
///
/// Source: BibLaTeX manual, 2.2 "Entry Fields"; BibTeX's `btxdoc`; for the rest the programs that write them.
enum Field: UInt8, CaseIterable, Sendable {
    // Names
    case author, editor, editora, editorb, editorc, translator, annotator, commentator, introduction, foreword
    case afterword, bookauthor, holder, shortauthor, shorteditor, namea, nameb, namec
    case editortype, editoratype, editorbtype, editorctype, authortype
    // Titles
    case title, subtitle, titleaddon, maintitle, mainsubtitle, maintitleaddon, booktitle, booksubtitle, booktitleaddon
    case journal, journaltitle, journalsubtitle, journaltitleaddon, issuetitle, issuesubtitle, issuetitleaddon
    case shorttitle, shortjournal, eventtitle, eventtitleaddon, origtitle, reprinttitle, indextitle, sorttitle
    case series, shortseries
    // Publication
    case publisher, institution, school, organization, howpublished, location, address, origlocation, origpublisher
    case venue, edition, version, volume, volumes, part, number, issue, chapter, pages, pagetotal, numpages, pagination
    case bookpagination, eid, pubstate, type, note, addendum, entrysubtype
    // Dates
    case date, year, month, day, urldate, lastchecked, eventdate, origdate, origyear
    // Identifiers
    case doi, isbn, isrn, issn, isan, ismn, iswc, url, eprint, eprinttype, archiveprefix, eprintclass, primaryclass
    case pmid, pmcid
    // About the entry
    case abstract, annotation, annote, keywords, language, langid, hyphenation, origlanguage, library, label, shorthand
    case sortkey, key, sortyear, file
    // Ties
    case crossref, xref, xdata, related, relatedtype, relatedstring, entryset, ids, options
    // What BibTeX has no field for and others write
    case recipient
    case archive, archiveplace, archivecollection, archivelocation

    var name: String { Field.names[Int(rawValue)] }

    /// The field of that name in any case of letters; nil for one that is unknown.
    @inline(__always) static func named(_ name: Bytes) -> Field? { table.find(name) }

    static let names: [String] = allCases.map { "\($0)" }

    private static let table = FieldTable()
}

/// Finds fields by name: open addressing over a small array of hashes, of which no two names share one.
struct FieldTable: Sendable {
    private let slots: WordTable

    init() { slots = WordTable(Field.names) }

    @inline(__always) func find(_ name: Bytes) -> Field? {
        slots.find(name).flatMap { Field(rawValue: UInt8(truncatingIfNeeded: $0)) }
    }
}

/// Words and their numbers: looked up by a hash of 64 bits, in any case of letters unless it is told. Lives as long as the
/// program.
struct WordTable: @unchecked Sendable {
    // Written once, here; read by all.
    private let hashes: UnsafeMutablePointer<UInt64>
    private let numbers: UnsafeMutablePointer<Int16>
    private static let mask = 1023
    private static let longest = 24
    /// What makes a capital small; nothing where capitals count.
    private let folding: UInt8

    /// Words that are found in any case of letters.
    init(_ words: [String]) { self.init(words, folding: 0x20) }

    /// Words of which each letter counts as it is.
    init(ofLetters words: [String]) { self.init(words, folding: 0) }

    private init(_ words: [String], folding: UInt8) {
        self.folding = folding
        hashes = .allocate(capacity: WordTable.mask + 1)
        numbers = .allocate(capacity: WordTable.mask + 1)
        hashes.initialize(repeating: 0, count: WordTable.mask + 1)
        numbers.initialize(repeating: -1, count: WordTable.mask + 1)
        for (number, word) in words.enumerated() {
            var word = word
            let hash = word.withUTF8 { WordTable.hash($0, folding) }
            var index = Int(truncatingIfNeeded: hash) & WordTable.mask
            while numbers[index] >= 0 { index = (index + 1) & WordTable.mask }
            hashes[index] = hash
            numbers[index] = Int16(truncatingIfNeeded: number)
        }
    }

    @inline(__always) func find(_ word: Bytes) -> Int? {
        if word.count > WordTable.longest { return nil }
        let hash = WordTable.hash(word, folding)
        var index = Int(truncatingIfNeeded: hash) & WordTable.mask
        while numbers[index] >= 0 {
            if hashes[index] == hash { return Int(numbers[index]) }
            index = (index + 1) & WordTable.mask
        }
        return nil
    }

    @inline(__always) private static func hash(_ word: Bytes, _ folding: UInt8) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word {
            hash = (hash ^ UInt64(Byte.isUpper(byte) ? byte | folding : byte)) &* 0x100_0000_01B3
        }
        return hash ^ hash >> 29
    }
}

/// How a field is read and written.
struct FieldRule: Sendable {
    let kind: Kind
    let group: Group
    let dialects: Dialects

    enum Kind: Sendable {
        /// TeX markup, for a text field.
        case text(TextField)
        /// As it stands: identifiers, links.
        case verbatim(TextField)
        case names(NameField)
        case date(DateField)
        /// Read together with the others of its group.
        case grouped
        /// Kept as it is.
        case kept
    }

    /// Fields that are read together, because one says how another is meant.
    enum Group: UInt8, CaseIterable, Sendable {
        case none, titles, publishers, numbers, dates, links, notes, editors, keywords, languages, pages, ties, archives
    }

    static func of(_ field: Field) -> FieldRule { rules[Int(field.rawValue)] }

    /// The field that a text field is written to, where it does not depend on anything else.
    static func field(for text: TextField, in dialect: Dialect) -> Field? {
        preferred[(dialect == .bibtex ? 0 : TextField.allCases.count) + Int(text.rawValue)]
    }

    private static let preferred: [Field?] = Dialect.allCases.flatMap { dialect in
        TextField.allCases.map { text in
            let fields = rows.filter {
                switch $0.1 {
                case .text(text), .verbatim(text): true
                default: false
                }
            }
            return (fields.first { $0.3.contains(dialect) } ?? fields.first)?.0
        }
    }

    static func field(for names: NameField) -> Field? { preferredNames[Int(names.rawValue)] }

    private static let preferredNames: [Field?] = NameField.allCases.map { names in
        rows.first { if case .names(names) = $0.1 { true } else { false } }?.0
    }

    /// In the order of the fields.
    static let rules: [FieldRule] = {
        var rules = [FieldRule](
            repeating: FieldRule(kind: .kept, group: .none, dialects: .both), count: Field.names.count)
        for (field, kind, group, dialects) in rows {
            rules[Int(field.rawValue)] = FieldRule(kind: kind, group: group, dialects: dialects)
        }
        return rules
    }()

    /// One row a field, read in both directions. Where two rows have one target, the first that the dialect knows is written.
    static let rows: [(Field, Kind, Group, Dialects)] = [
        (.author, .names(.author), .none, .both),
        (.editor, .grouped, .editors, .both),
        (.editora, .grouped, .editors, .biblatex),
        (.editorb, .grouped, .editors, .biblatex),
        (.editorc, .grouped, .editors, .biblatex),
        (.editortype, .grouped, .editors, .biblatex),
        (.editoratype, .grouped, .editors, .biblatex),
        (.editorbtype, .grouped, .editors, .biblatex),
        (.editorctype, .grouped, .editors, .biblatex),
        (.translator, .names(.translator), .none, .biblatex),
        (.annotator, .names(.annotator), .none, .biblatex),
        (.commentator, .names(.commentator), .none, .biblatex),
        (.introduction, .names(.introduction), .none, .biblatex),
        (.foreword, .names(.foreword), .none, .biblatex),
        (.afterword, .names(.afterword), .none, .biblatex),
        (.bookauthor, .names(.containerAuthor), .none, .biblatex),
        (.holder, .names(.holder), .none, .biblatex),
        (.shortauthor, .names(.shortAuthor), .none, .biblatex),
        (.shorteditor, .names(.shortEditor), .none, .biblatex),
        (.recipient, .names(.recipient), .none, .both),
        (.title, .grouped, .titles, .both),
        (.subtitle, .grouped, .titles, .biblatex),
        (.titleaddon, .grouped, .titles, .biblatex),
        (.maintitle, .grouped, .titles, .biblatex),
        (.mainsubtitle, .grouped, .titles, .biblatex),
        (.maintitleaddon, .grouped, .titles, .biblatex),
        (.booktitle, .grouped, .titles, .both),
        (.booksubtitle, .grouped, .titles, .biblatex),
        (.booktitleaddon, .grouped, .titles, .biblatex),
        (.journal, .grouped, .titles, .bibtex),
        (.journaltitle, .grouped, .titles, .biblatex),
        (.journalsubtitle, .grouped, .titles, .biblatex),
        (.journaltitleaddon, .grouped, .titles, .biblatex),
        (.issuetitle, .grouped, .titles, .biblatex),
        (.issuesubtitle, .grouped, .titles, .biblatex),
        (.issuetitleaddon, .kept, .none, .biblatex),
        (.shorttitle, .grouped, .titles, .both),
        (.shortjournal, .text(.containerTitleShort), .none, .biblatex),
        (.eventtitle, .text(.eventTitle), .none, .biblatex),
        (.origtitle, .text(.originalTitle), .none, .biblatex),
        (.indextitle, .text(.indexTitle), .none, .biblatex),
        (.sorttitle, .text(.sortTitle), .none, .biblatex),
        (.series, .text(.collectionTitle), .none, .both),
        (.publisher, .grouped, .publishers, .both),
        (.institution, .grouped, .publishers, .both),
        (.school, .grouped, .publishers, .bibtex),
        (.organization, .grouped, .publishers, .both),
        (.howpublished, .grouped, .publishers, .both),
        (.location, .text(.publisherPlace), .none, .biblatex),
        (.address, .text(.publisherPlace), .none, .bibtex),
        (.origlocation, .text(.originalPublisherPlace), .none, .biblatex),
        (.origpublisher, .text(.originalPublisher), .none, .biblatex),
        (.venue, .text(.eventPlace), .none, .biblatex),
        (.edition, .text(.edition), .none, .both),
        (.version, .text(.version), .none, .biblatex),
        (.volume, .text(.volume), .none, .both),
        (.volumes, .text(.numberOfVolumes), .none, .biblatex),
        (.part, .text(.partNumber), .none, .biblatex),
        (.number, .grouped, .numbers, .both),
        (.issue, .grouped, .numbers, .biblatex),
        (.type, .text(.genre), .none, .both),
        (.chapter, .text(.chapterNumber), .none, .both),
        (.pages, .grouped, .pages, .both),
        (.pagetotal, .text(.numberOfPages), .none, .biblatex),
        (.numpages, .text(.numberOfPages), .none, []),
        (.pagination, .text(.pagination), .none, .biblatex),
        (.bookpagination, .text(.bookPagination), .none, .biblatex),
        (.eid, .text(.articleNumber), .none, .biblatex),
        (.pubstate, .text(.status), .none, .biblatex),
        (.note, .grouped, .notes, .both),
        (.addendum, .grouped, .notes, .biblatex),
        (.date, .grouped, .dates, .biblatex),
        (.year, .grouped, .dates, .bibtex),
        (.month, .grouped, .dates, .bibtex),
        (.day, .grouped, .dates, .bibtex),
        (.urldate, .date(.accessed), .none, .biblatex),
        (.lastchecked, .date(.accessed), .none, .bibtex),
        (.eventdate, .date(.eventDate), .none, .biblatex),
        (.origdate, .date(.originalDate), .none, .biblatex),
        (.origyear, .date(.originalDate), .none, []),
        (.doi, .verbatim(.doi), .none, .both),
        (.isbn, .text(.isbn), .none, .both),
        (.issn, .text(.issn), .none, .both),
        (.url, .grouped, .links, .both),
        (.eprint, .grouped, .links, .both),
        (.eprinttype, .grouped, .links, .biblatex),
        (.archiveprefix, .grouped, .links, .bibtex),
        (.eprintclass, .grouped, .links, .biblatex),
        (.primaryclass, .grouped, .links, .bibtex),
        (.pmid, .verbatim(.pmid), .none, .both),
        (.pmcid, .verbatim(.pmcid), .none, .both),
        (.abstract, .text(.abstract), .none, .both),
        (.annotation, .text(.annote), .none, .biblatex),
        (.annote, .text(.annote), .none, .bibtex),
        (.keywords, .grouped, .keywords, .both),
        (.langid, .grouped, .languages, .biblatex),
        (.hyphenation, .grouped, .languages, .biblatex),
        (.language, .grouped, .languages, .both),
        (.origlanguage, .text(.originalLanguage), .none, .biblatex),
        (.library, .grouped, .archives, .biblatex),
        (.archive, .grouped, .archives, .both),
        (.archiveplace, .grouped, .archives, .both),
        (.archivecollection, .grouped, .archives, .both),
        (.archivelocation, .grouped, .archives, .both),
        (.label, .text(.label), .none, .biblatex),
        (.shorthand, .text(.shorthand), .none, .biblatex),
        (.sortkey, .text(.sortKey), .none, .biblatex),
        (.key, .text(.sortKey), .none, .bibtex),
        (.sortyear, .text(.sortYear), .none, .biblatex),
        (.crossref, .grouped, .ties, .both),
        (.xref, .grouped, .ties, .biblatex),
        (.entryset, .grouped, .ties, .biblatex),
        (.related, .grouped, .ties, .biblatex),
        (.relatedtype, .grouped, .ties, .biblatex),
        (.relatedstring, .grouped, .ties, .biblatex),
    ]
}
