internal import Records

/// The statements of a record that is being written, looked at once: which field each is of, and where each field stands
/// first. One is used for many records, its room kept.
struct Statements {
    private(set) var entries: [Entry] = []
    /// Of each statement, whether a field that is written as it stood says it.
    private(set) var isCovered: [Bool] = []
    /// A number for the field of each.
    private var fields: [UInt16] = []
    /// The first statement of a field; -1 where there is none.
    private var first = [Int32](repeating: -1, count: Int(Statements.fieldCount))
    /// The first statement of each group.
    private var firstOfGroup = [Int32](repeating: -1, count: FieldRule.Group.allCases.count)
    /// Whether a statement came from another entry.
    private(set) var inherits = false
    /// Whether a title did: the entry's own titles then stand in other fields than they would alone.
    private(set) var inheritsTitles = false

    private let groups = Statements.groups

    /// Takes the statements of the next record.
    mutating func take(_ entries: [Entry]) {
        self.entries = entries
        isCovered.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        first.withUnsafeMutableBufferPointer { $0.update(repeating: -1) }
        firstOfGroup.withUnsafeMutableBufferPointer { $0.update(repeating: -1) }
        inherits = false
        inheritsTitles = false
        for index in entries.indices {
            let field = Statements.number(entries[index].content)
            let group = Int(groups[Int(field)].rawValue)
            fields.append(field)
            isCovered.append(false)
            let place = Int32(clamping: index)
            if first[Int(field)] < 0 { first[Int(field)] = place }
            if firstOfGroup[group] < 0 { firstOfGroup[group] = place }
            if entries[index].evidence == .parent {
                inherits = true
                if group == Int(FieldRule.Group.titles.rawValue) { inheritsTitles = true }
            }
        }
    }

    mutating func removeAll() { entries = [] }

    // MARK: What there is

    @inline(__always) func index(of field: TextField) -> Int? { place(first[Int(field.rawValue)]) }

    func has(_ field: TextField) -> Bool { first[Int(field.rawValue)] >= 0 }

    func has(_ field: NameField) -> Bool { first[Int(Statements.number(field))] >= 0 }

    func has(_ field: DateField) -> Bool { first[Int(Statements.number(field))] >= 0 }

    var hasReference: Bool { first[Int(Statements.reference)] >= 0 }

    /// The first value of a text field.
    subscript(field: TextField) -> Text? {
        guard let index = index(of: field), case .text(_, let text) = entries[index].content else { return nil }
        return text
    }

    /// The first of the statements.
    func first(of said: Said) -> Int? {
        switch said {
        case .field(let number): place(first[Int(number)])
        case .group(let group): place(firstOfGroup[Int(group.rawValue)])
        case .nothing: nil
        }
    }

    private func place(_ index: Int32) -> Int? { index < 0 ? nil : Int(index) }

    // MARK: What is covered

    mutating func cover(_ places: [Int]) {
        for place in places { isCovered[place] = true }
    }

    /// Adds the places of the statements that say the same; false where none does that `counts` lets count.
    func find(_ content: Entry.Content, into places: inout [Int], counts: (Entry) -> Bool) -> Bool {
        let field = Statements.number(content)
        guard first[Int(field)] >= 0 else { return false }
        let start = places.count
        var isFound = false
        for index in Int(first[Int(field)])..<fields.count
        where fields[index] == field && entries[index].content == content {
            places.append(index)
            isFound = isFound || counts(entries[index])
        }
        if !isFound { places.removeLast(places.count - start) }
        return isFound
    }

    /// Adds the places of the titles that have this text, in whatever field; false where there are none.
    func findTitles(_ text: Text, into places: inout [Int]) -> Bool {
        let start = places.count
        for index in fields.indices where groups[Int(fields[index])] == .titles {
            if case .text(_, let other) = entries[index].content, other == text { places.append(index) }
        }
        return places.count > start
    }

    // MARK: Numbers of fields

    private static let texts = UInt16(TextField.allCases.count)
    private static let names = texts + UInt16(NameField.allCases.count)
    private static let reference = names + UInt16(DateField.allCases.count)
    private static let fieldCount = reference + 2

    private static func number(_ field: NameField) -> UInt16 { texts + UInt16(field.rawValue) }

    private static func number(_ field: DateField) -> UInt16 { names + UInt16(field.rawValue) }

    private static func number(_ content: Entry.Content) -> UInt16 {
        switch content {
        case .text(let field, _): UInt16(field.rawValue)
        case .names(let field, _): number(field)
        case .date(let field, _): number(field)
        case .reference: reference
        case .relation: reference + 1
        }
    }

    /// The group of each field.
    private static let groups: [FieldRule.Group] =
        TextField.allCases.map { ContentGroups.group(of: $0) } + NameField.allCases.map { ContentGroups.group(of: $0) }
        + DateField.allCases.map { ContentGroups.group(of: $0) } + [.archives, .ties]

    /// Whether a statement is a title.
    static func isTitle(_ content: Entry.Content) -> Bool { groups[Int(number(content))] == .titles }

    /// Which statements a field of an entry is read as.
    enum Said {
        case field(UInt16)
        case group(FieldRule.Group)
        case nothing

        /// What a field of either dialect says.
        init(_ field: Field) {
            let rule = FieldRule.of(field)
            switch rule.kind {
            case .text(let target), .verbatim(let target): self = .field(UInt16(target.rawValue))
            case .names(let target): self = .field(Statements.number(target))
            case .date(let target): self = .field(Statements.number(target))
            case .grouped: self = .group(rule.group)
            case .kept: self = .nothing
            }
        }

        /// What a field of ours says.
        init(_ target: OwnFields.Target) {
            switch target {
            case .text(let target): self = .field(UInt16(target.rawValue))
            case .names(let target): self = .field(Statements.number(target))
            case .date(let target): self = .field(Statements.number(target))
            case .type: self = .nothing
            }
        }

        /// Whether a statement is among them.
        func includes(_ content: Entry.Content) -> Bool {
            let number = Statements.number(content)
            switch self {
            case .field(let field): return field == number
            case .group(let group): return Statements.groups[Int(number)] == group
            case .nothing: return false
            }
        }
    }
}

/// Which group of fields a statement comes from.
enum ContentGroups {
    static func group(of field: TextField) -> FieldRule.Group {
        switch field {
        case .title, .subtitle, .titleAddon, .containerTitle, .containerSubtitle, .containerTitleAddon, .volumeTitle,
            .volumeSubtitle, .issueTitle, .issueSubtitle, .titleShort:
            .titles
        case .publisher: .publishers
        case .issue, .number, .collectionNumber: .numbers
        case .url, .eprint, .eprintType, .eprintClass: .links
        case .note: .notes
        case .keyword: .keywords
        case .language: .languages
        case .page: .pages
        case .source: .archives
        default: .none
        }
    }

    static func group(of field: NameField) -> FieldRule.Group {
        field == .editor || EditorRoles.word(field) != nil ? .editors : .none
    }

    static func group(of field: DateField) -> FieldRule.Group { field == .issued ? .dates : .none }
}
