internal import Records

/// What a column holds.
enum Column: Sendable, Hashable {
    case key, type
    case text(TextField)
    /// Names; the role is said in the name where it is not empty.
    case names(NameField, role: String = "")
    case date(DateField)
    case archive(Part)
    /// What no other column holds, in the JSON form of a record.
    case more
    /// Looked at by the rules of a column set, together with others.
    case slot(Slot)
    /// Kept under its name.
    case kept

    /// The parts of an archival reference.
    enum Part: String, CaseIterable, Sendable, Hashable {
        case repository = "archive"
        case code = "archive-code"
        case institution = "archive-institution"
        case subarea = "archive-subarea"
        case place = "archive-place"
        case country = "archive-country"
        case collection = "archive-collection"
        case levels = "archive-levels"
        case location = "archive-location"
    }

    /// The field that it holds; nil for the columns that hold none, or several.
    var field: Entry.Field? {
        switch self {
        case .text(let field): .text(field)
        case .names(let field, _): .names(field)
        case .date(let field): .date(field)
        case .archive: .reference
        case .key, .type, .more, .slot, .kept: nil
        }
    }

    /// The column's name in our own set: that of the field.
    var name: String {
        switch self {
        case .key: "key"
        case .type: "type"
        case .text(let field): field.name
        case .names(let field, _): field.name
        case .date(let field): field.name
        case .archive(let part): part.rawValue
        case .more: "more"
        case .slot, .kept: ""
        }
    }

    /// The columns that are written, in their order: those that people fill in and sort by. What has no column stands in `more`.
    static let written: [Column] = [
        .key, .type, .text(.title), .text(.titleShort), .names(.author), .names(.editor), .names(.translator),
        .names(.recipient), .names(.participant), .names(.contributor), .date(.issued), .date(.eventDate),
        .date(.coverage), .text(.genre), .text(.containerTitle), .text(.containerTitleShort), .text(.collectionTitle),
        .text(.collectionNumber), .text(.volume), .text(.issue), .text(.page), .text(.edition), .text(.number),
        .text(.numberOfPages), .text(.publisher), .text(.publisherPlace), .text(.eventTitle), .text(.eventPlace),
        .archive(.repository), .archive(.code), .archive(.place), .archive(.country), .archive(.collection),
        .archive(.levels), .archive(.location), .text(.source), .text(.recordID), .text(.callNumber), .text(.language),
        .text(.originalLanguage), .text(.abstract), .text(.keyword), .text(.place), .text(.classification),
        .text(.license), .text(.accessConditions), .text(.note), .text(.doi), .text(.isbn), .text(.issn), .text(.url),
        .date(.accessed), .more,
    ]

    /// Every column of our own set: the written ones and those that are read besides.
    static let all: [Column] =
        [.key, .type, .more] + TextField.allCases.map { .text($0) } + NameField.allCases.map { .names($0) }
        + DateField.allCases.map { .date($0) } + Part.allCases.map { .archive($0) }

    /// Other names of columns, as people write them. Case, spaces, hyphens and underscores do not matter.
    static let aliases: [(name: String, column: Column)] = [
        ("id", .key), ("citation key", .key), ("cite key", .key), ("bibtex key", .key), ("item type", .type),
        ("document type", .type), ("authors", .names(.author)), ("creator", .names(.author)),
        ("creators", .names(.author)), ("sender", .names(.author, role: "sender")), ("editors", .names(.editor)),
        ("translators", .names(.translator)), ("recipients", .names(.recipient)), ("addressee", .names(.recipient)),
        ("participants", .names(.participant)), ("contributors", .names(.contributor)),
        ("interviewers", .names(.interviewer)), ("date", .date(.issued)), ("year", .date(.issued)),
        ("publication date", .date(.issued)), ("document date", .date(.issued)), ("date issued", .date(.issued)),
        ("access date", .date(.accessed)), ("date accessed", .date(.accessed)), ("short title", .text(.titleShort)),
        ("journal", .text(.containerTitle)), ("publication title", .text(.containerTitle)),
        ("book title", .text(.containerTitle)), ("journal title", .text(.containerTitle)),
        ("periodical", .text(.containerTitle)), ("journal abbreviation", .text(.containerTitleShort)),
        ("series", .text(.collectionTitle)), ("series title", .text(.collectionTitle)),
        ("series number", .text(.collectionNumber)), ("pages", .text(.page)), ("page range", .text(.page)),
        ("vol", .text(.volume)), ("no", .text(.number)), ("place of publication", .text(.publisherPlace)),
        ("publisher location", .text(.publisherPlace)), ("conference", .text(.eventTitle)),
        ("repository", .archive(.repository)), ("archival reference", .archive(.location)),
        ("archive location", .archive(.location)), ("reference code", .archive(.location)),
        ("collection", .archive(.collection)), ("summary", .text(.abstract)), ("description", .text(.abstract)),
        ("abstract note", .text(.abstract)), ("keywords", .text(.keyword)), ("tags", .text(.keyword)),
        ("subject", .text(.keyword)), ("subjects", .text(.keyword)), ("places", .text(.place)),
        ("notes", .text(.note)), ("rights", .text(.license)), ("link", .text(.url)), ("urls", .text(.url)),
        ("web address", .text(.url)), ("call no", .text(.callNumber)), ("shelfmark", .text(.callNumber)),
        ("lang", .text(.language)), ("languages", .text(.language)), ("page count", .text(.numberOfPages)),
        ("library catalog", .text(.source)),
    ]
}

/// A header cell and the column that it names.
enum Header {
    /// Lower case, without spaces, hyphens, underscores and the like. `#` stands for a number in a column set.
    static func folded(_ name: String) -> String {
        let kept = name.lowercased().utf8.filter { $0 >= 0x80 || $0.isLetterOrDigit || $0 == 0x23 }
        return String(decoding: kept, as: UTF8.self)
    }

    /// Our own column of that name or alias, or nil.
    static func column(_ name: String) -> Column? { byName[folded(name)] }

    static func isKnown(_ name: String) -> Bool {
        let folded = folded(name)
        return byName[folded] != nil || ColumnSet.all.contains { $0.byName[folded] != nil }
    }

    private static let byName: [String: Column] = {
        var table: [String: Column] = [:]
        for column in Column.all { table[folded(column.name)] = column }
        for (name, column) in Column.aliases where table[folded(name)] == nil { table[folded(name)] = column }
        return table
    }()
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
}

extension TextField {
    /// Whether a cell may hold several values with a semicolon between.
    var isListed: Bool {
        switch self {
        case .keyword, .place, .isbn, .issn, .language, .genre: true
        default: false
        }
    }
}
