internal import Bytes
internal import Formats
internal import JSON
internal import Records

/// The members of a CSL-JSON item: one table for both directions.
///
/// Source: csl-data.json, CSL 1.0.2. Where CSL's specification and its schema name a variable differently (`part-number`,
/// `part`), both are read and the schema's is written, so that what is written is valid.
enum Member: Sendable, Hashable {
    case id, type, custom
    case text(TextField)
    case names(NameField)
    case date(DateField)
    case archive(ArchivePart)
    /// A member of the schema that no field of a record fits; it is kept and written again as it is.
    case kept

    /// What CSL's four archive variables say of an archival reference.
    enum ArchivePart: Sendable, Hashable { case repository, place, collection, location }

    struct Row: Sendable {
        let name: String
        let member: Member
        /// False for another spelling, which is read and never written.
        var isWritten = true
    }

    static let rows: [Row] =
        [
            Row(name: "id", member: .id), Row(name: "type", member: .type), Row(name: "custom", member: .custom),
            Row(name: "archive", member: .archive(.repository)), Row(name: "archive-place", member: .archive(.place)),
            Row(name: "archive_collection", member: .archive(.collection)),
            Row(name: "archive_location", member: .archive(.location)),
            // The schema's spellings
            Row(name: "part", member: .text(.partNumber)), Row(name: "printing", member: .text(.printingNumber)),
            Row(name: "supplement", member: .text(.supplementNumber)),
            // No field of a record
            Row(name: "categories", member: .kept), Row(name: "first-reference-note-number", member: .kept),
            Row(name: "locator", member: .kept), Row(name: "volume-title-short", member: .kept),
            // Spellings of CSL 1.0 and of other programs
            Row(name: "event", member: .text(.eventTitle), isWritten: false),
            Row(name: "shortTitle", member: .text(.titleShort), isWritten: false),
            Row(name: "journalAbbreviation", member: .text(.containerTitleShort), isWritten: false),
            Row(name: "archive_place", member: .archive(.place), isWritten: false),
            Row(name: "archive-location", member: .archive(.location), isWritten: false),
            Row(name: "archive-collection", member: .archive(.collection), isWritten: false),
            Row(name: "archiveLocation", member: .archive(.location), isWritten: false),
            Row(name: "publisher-location", member: .text(.publisherPlace), isWritten: false),
            Row(name: "original-date-place", member: .text(.originalPublisherPlace), isWritten: false),
        ]
        + TextField.allCases.filter { $0.rawValue <= TextField.yearSuffix.rawValue }.map {
            Row(name: $0.name, member: .text($0), isWritten: !notInSchema.contains($0))
        }
        + NameField.allCases.filter(\.isCSL).map {
            Row(name: $0.name, member: .names($0), isWritten: $0 != .editorTranslator)
        }
        + DateField.allCases.filter(\.isCSL).map { Row(name: $0.name, member: .date($0)) }

    /// What the schema spells otherwise, or, of `license`, has no member for, though the specification names it.
    private static let notInSchema: [TextField] = [.partNumber, .printingNumber, .supplementNumber, .license]

    /// Finds a row by its name.
    static let table = JSONNameTable(rows.map(\.name))

    /// The members, by their rows.
    static let all = rows.map(\.member)

    static let keys = MemberKeys()
}

/// The members' names as they are written after another, one after the other; empty for a field that CSL-JSON has not.
final class MemberKeys: Sendable {
    private let bytes: [UInt8]
    private let starts: [Int32]
    /// How each text field is written.
    private let forms: [FieldForm]

    private static let firstName = TextField.allCases.count
    private static let firstDate = firstName + NameField.allCases.count

    init() {
        let members: [Member] =
            TextField.allCases.map { .text($0) } + NameField.allCases.map { .names($0) }
            + DateField.allCases.map { .date($0) }
        var bytes: [UInt8] = []
        var starts: [Int32] = [0]
        for member in members {
            if let row = Member.rows.first(where: { $0.isWritten && $0.member == member }) {
                bytes += Array(",\n    \"\(row.name)\": ".utf8)
            }
            starts.append(Int32(bytes.count))
        }
        self.bytes = bytes
        self.starts = starts
        forms = TextField.allCases.map { FieldForm.of($0) }
    }

    func form(_ field: TextField) -> FieldForm { forms[Int(field.rawValue)] }

    func key(_ field: TextField) -> Range<Int> { range(Int(field.rawValue)) }
    func key(_ field: NameField) -> Range<Int> { range(MemberKeys.firstName + Int(field.rawValue)) }
    func key(_ field: DateField) -> Range<Int> { range(MemberKeys.firstDate + Int(field.rawValue)) }

    private func range(_ index: Int) -> Range<Int> { Int(starts[index])..<Int(starts[index + 1]) }

    /// - Parameter isFirst: whether nothing stands before it, so that no comma is due.
    func append(_ key: Range<Int>, isFirst: Bool, to out: inout ByteBuffer) {
        bytes.withUnsafeBufferPointer {
            out.append(UnsafeBufferPointer(rebasing: $0[isFirst ? key.dropFirst() : key]))
        }
    }
}

/// The item types. CSL's names, and the spellings with the other of hyphen and underscore that other programs write.
enum TypeWord {
    private static let rows: [(name: String, type: RecordType)] =
        RecordType.allCases.map { ($0.name, $0) }
        + RecordType.allCases.compactMap { type in
            let other = String(type.name.map { $0 == "_" ? "-" : $0 == "-" ? "_" : $0 })
            return other == type.name ? nil : (other, type)
        }

    private static let table = JSONNameTable(rows.map(\.name))

    static func type(_ word: JSONText) -> RecordType? { table[word].map { rows[$0].type } }
}

/// How a text field's value becomes one string of CSL-JSON, and back.
enum FieldForm: Sendable {
    /// With markup.
    case rich
    /// Word for word: `<` is no markup.
    case verbatim
    /// Several values in one string, with ", " between.
    case list
    /// Several values in one string, a line each; read as one.
    case lines

    static func of(_ field: TextField) -> FieldForm {
        switch field {
        case .keyword: .list
        case .note: .lines
        default: field.holdsMarkup ? .rich : .verbatim
        }
    }

}
