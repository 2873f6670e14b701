internal import Records

/// The columns that a program writes: recognised by headers that it alone has.
struct ColumnSet: Sendable {
    let id: String
    /// Headers all of which must be there.
    let signature: [String]
    /// What stands between several values in one cell.
    let separator: UInt8
    /// A cell that says nothing.
    let empty: String
    let columns: [(name: String, column: Column)]
    /// The program's words for types.
    let types: [(word: String, type: RecordType)]
    let byName: [String: Column]

    init(
        id: String, signature: [String], separator: UInt8, empty: String = "", columns: [(String, Column)],
        types: [(String, RecordType)] = []
    ) {
        self.id = id
        self.signature = signature
        self.separator = separator
        self.empty = empty
        self.columns = columns
        self.types = types
        byName = Dictionary(columns.map { (Header.folded($0.0), $0.1) }) { first, _ in first }
    }

    static let all = [zotero, atom, archivesSpace]

    /// The set that a header is of; nil where it is none of these.
    static func of(_ header: [String]) -> ColumnSet? {
        let names = Set(header.map { Header.folded($0) })
        return all.first { set in set.signature.allSatisfy { names.contains(Header.folded($0)) } }
    }

    /// The column of a header cell. A number at its end, "subject_3_term", is taken for any.
    func column(_ name: String) -> Column? {
        let folded = Header.folded(name)
        if let column = byName[folded] { return column }
        let digits = folded.utf8.split { !(0x30...0x39).contains($0) }
        guard let number = digits.last.flatMap({ Int(String($0) ?? "") }), number > 0, number < 1000 else { return nil }
        let general = String(decoding: folded.utf8.map { (0x30...0x39).contains($0) ? 0x23 : $0 }, as: UTF8.self)
        guard case .slot(let slot)? = byName[ColumnSet.collapsed(general)] else {
            return byName[ColumnSet.collapsed(general)]
        }
        return .slot(slot.numbered(number))
    }

    private static func collapsed(_ name: String) -> String {
        var out: [UInt8] = []
        for byte in name.utf8 where !(byte == 0x23 && out.last == 0x23) { out.append(byte) }
        return String(decoding: out, as: UTF8.self)
    }
}

/// A column that says something only together with others of its row.
enum Slot: Sendable, Hashable {
    // AtoM: lists beside one another
    case eventDates, eventTypes, eventStarts, eventEnds, eventActors
    case parent, containerName, containerLocation, containerType
    // ArchivesSpace: numbered columns beside one another
    case dateLabel, dateBegin, dateEnd, dateKind, dateExpression, dateCertainty
    case level, otherLevel
    case extentNumber(Int)
    case extentType(Int)
    case levelType(Int)
    case levelValue(Int)
    case agent(Int)
    case agentRole(Int)
    case agentRelator(Int)
    case body(Int)
    case bodyRole(Int)
    case bodyRelator(Int)
    // Zotero
    case year

    func numbered(_ number: Int) -> Slot {
        switch self {
        case .extentNumber: .extentNumber(number)
        case .extentType: .extentType(number)
        case .levelType: .levelType(number)
        case .levelValue: .levelValue(number)
        case .agent: .agent(number)
        case .agentRole: .agentRole(number)
        case .agentRelator: .agentRelator(number)
        case .body: .body(number)
        case .bodyRole: .bodyRole(number)
        case .bodyRelator: .bodyRelator(number)
        default: self
        }
    }
}
