internal import JSON
public import Records

/// The members of a record's JSON form: one table for both directions.
public enum RecordMember: Sendable, Hashable {
    case key, type, kept, more, reference, relations
    case text(TextField)
    case names(NameField)
    case date(DateField)

    /// The member's name.
    public var name: String {
        switch self {
        case .key: "key"
        case .type: "type"
        case .kept: "kept"
        case .more: "more"
        case .reference: "reference"
        case .relations: "relations"
        case .text(let field): field.name
        case .names(let field): field.name
        case .date(let field): field.name
        }
    }

    /// Every member.
    public static let all: [RecordMember] =
        [.key, .type, .kept, .more, .reference, .relations] + TextField.allCases.map { .text($0) }
        + NameField.allCases.map { .names($0) } + DateField.allCases.map { .date($0) }

    static let table = JSONNameTable(all.map(\.name))

    private static let firstText = 6
    private static let firstName = firstText + TextField.allCases.count
    private static let firstDate = firstName + NameField.allCases.count

    /// Where the member that holds a statement stands in `all`.
    static func index(of content: Entry.Content) -> Int {
        switch content {
        case .text(let field, _): firstText + Int(field.rawValue)
        case .names(let field, _): firstName + Int(field.rawValue)
        case .date(let field, _): firstDate + Int(field.rawValue)
        case .reference: 4
        case .relation: 5
        }
    }
}

/// Which members an object has had, by their place in `RecordMember.all`.
struct SeenMembers {
    private var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// False where the member was there already.
    mutating func insert(_ index: Int) -> Bool {
        let bit = UInt64(1) << UInt64(index & 63)
        switch index >> 6 {
        case 0: return SeenMembers.set(bit, in: &bits.0)
        case 1: return SeenMembers.set(bit, in: &bits.1)
        case 2: return SeenMembers.set(bit, in: &bits.2)
        default: return SeenMembers.set(bit, in: &bits.3)
        }
    }

    private static func set(_ bit: UInt64, in word: inout UInt64) -> Bool {
        if word & bit != 0 { return false }
        word |= bit
        return true
    }
}

/// What is wrong in a record's JSON form; the record is there without it.
public struct RecordProblem: Sendable, Hashable {
    /// A stable word: "unknown-member".
    public var code: String
    public var message: String
    public var hint: String?
    /// The byte where it stands in the text.
    public var offset: Int
}
