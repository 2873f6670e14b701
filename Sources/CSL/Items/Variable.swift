internal import Records

/// A variable of CSL as a small integer: text fields first, then names, dates, and what is no field of a record.
///
/// Source: CSL 1.0.2 specification, Appendix IV; the archival ones are ours (docs/csl-notes.md).
struct Variable: Hashable, Sendable {
    let raw: UInt8

    init(raw: UInt8) { self.raw = raw }
    init(_ field: TextField) { raw = field.rawValue }
    init(_ field: NameField) { raw = Variable.firstName + field.rawValue }
    init(_ field: DateField) { raw = Variable.firstDate + field.rawValue }

    static let firstName: UInt8 = 110
    static let firstDate: UInt8 = 160
    /// From here on variables that are no field with a slot of its own.
    static let firstSpecial: UInt8 = 180
    /// The slots that an item has: one for every field.
    static let slotCount = Int(firstSpecial)

    static let locator = Variable(raw: 180)
    static let citationNumber = Variable(raw: 181)
    static let firstReferenceNoteNumber = Variable(raw: 182)
    static let yearSuffix = Variable(raw: 183)
    static let citationLabel = Variable(raw: 185)
    static let archive = Variable(raw: 190)
    static let archivePlace = Variable(raw: 191)
    static let archiveCollection = Variable(raw: 192)
    static let archiveLocation = Variable(raw: 193)
    static let archiveCode = Variable(raw: 194)
    static let archiveCountry = Variable(raw: 195)
    static let archiveInstitution = Variable(raw: 196)
    static let archiveSubarea = Variable(raw: 197)
    static let archiveLevels = Variable(raw: 198)
    static let archiveLevelsReversed = Variable(raw: 199)
    /// After those that have an entry, as the views on the archival reference: it is one on the pages.
    static let pageFirst = Variable(raw: 200)
    /// In a set of variables: what every record has.
    static let anything = Variable(raw: 254)
    /// A name that CSL does not know: always empty.
    static let unknown = Variable(raw: 255)

    var isName: Bool { raw >= Variable.firstName && raw < Variable.firstDate }
    var isDate: Bool { raw >= Variable.firstDate && raw < Variable.firstSpecial }
    var isArchival: Bool { raw >= Variable.archive.raw && raw <= Variable.archiveLevelsReversed.raw }
    var isText: Bool { raw < Variable.firstName }

    var textField: TextField? { isText ? TextField(rawValue: raw) : nil }
    var nameField: NameField? { isName ? NameField(rawValue: raw - Variable.firstName) : nil }
    var dateField: DateField? { isDate ? DateField(rawValue: raw - Variable.firstDate) : nil }

    /// Whether `cs:number` and `is-numeric` look for numbers in it.
    var isNumber: Bool {
        switch self {
        case .locator, .citationNumber, .firstReferenceNoteNumber, .pageFirst: true
        default: textField?.isNumber == true
        }
    }

    /// The variable of that name.
    init?(name: String) {
        guard let variable = Variable.byName[name] else { return nil }
        self = variable
    }

    static let names: [(String, Variable)] = {
        var names: [(String, Variable)] = TextField.allCases.map { ($0.name, Variable($0)) }
        names += NameField.allCases.map { ($0.name, Variable($0)) }
        names += DateField.allCases.filter { $0.isCSL || TextField(name: $0.name) == nil }.map {
            ($0.name, Variable($0))
        }
        return names + special
    }()

    private static let special: [(String, Variable)] = [
        ("locator", .locator), ("citation-number", .citationNumber), ("year-suffix", .yearSuffix),
        ("first-reference-note-number", .firstReferenceNoteNumber), ("page-first", .pageFirst),
        ("citation-label", .citationLabel), ("archive", .archive), ("archive-place", .archivePlace),
        ("archive_collection", .archiveCollection), ("archive-collection", .archiveCollection),
        ("archive_location", .archiveLocation), ("archive-location", .archiveLocation),
        ("archive-code", .archiveCode), ("archive-country", .archiveCountry),
        ("archive-institution", .archiveInstitution), ("archive-subarea", .archiveSubarea),
        ("archive-levels", .archiveLevels), ("archive-levels-reversed", .archiveLevelsReversed),
        // Names of CSL 1.0 and 1.0.1
        ("event", Variable(.eventTitle)), ("journalAbbreviation", Variable(.containerTitleShort)),
        ("shortTitle", Variable(.titleShort)),
    ]

    private static let byName = Dictionary(names, uniquingKeysWith: { $1 })

    /// The variable that holds the short form of another: `title-short` for `title`.
    var short: Variable? {
        switch self {
        case Variable(.title): Variable(.titleShort)
        case Variable(.containerTitle): Variable(.containerTitleShort)
        default: nil
        }
    }
}
