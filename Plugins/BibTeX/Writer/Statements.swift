internal import Records

/// The statements of a record that is being written, looked at once: which field each is of, and where each field stands
/// first. One is used for many records, its room kept.
struct Statements {
    /// What there is to say of a statement.
    private struct Place {
        /// The number of its field.
        let field: UInt16
        /// Whether a field that is written as it stood says it.
        var isCovered = false
        /// The next statement of the same field; -1 behind the last.
        var next: Int32 = -1
    }

    /// The statements of a field.
    private struct Run {
        /// The first and the last; -1 where there is none.
        var first: Int32 = -1
        var last: Int32 = -1
        var count: Int32 = 0
    }

    private(set) var entries: [Entry] = []
    private var places: [Place] = []
    private var runs = [Run](repeating: Run(), count: Int(Statements.fieldCount))
    /// The first statement of each group.
    private var firstOfGroup = [Int32](repeating: -1, count: FieldRule.Group.allCases.count)
    /// The statements of fields that have many, found by what they say. Made when it is first asked for.
    private var equals: [Entry.Content: Equals] = [:]
    /// Whether a statement came from another entry.
    private(set) var inherits = false
    /// Whether a title did: the entry's own titles then stand in other fields than they would alone.
    private(set) var inheritsTitles = false

    private let groups = Statements.groups

    /// Takes the statements of the next record.
    mutating func take(_ entries: [Entry]) {
        self.entries = entries
        places.removeAll(keepingCapacity: true)
        if !equals.isEmpty { equals = [:] }
        runs.withUnsafeMutableBufferPointer { $0.update(repeating: Run()) }
        firstOfGroup.withUnsafeMutableBufferPointer { $0.update(repeating: -1) }
        inherits = false
        inheritsTitles = false
        for index in entries.indices {
            let field = Statements.number(entries[index].content)
            let place = Int32(clamping: index)
            let before = runs[Int(field)]
            if before.count > 0 { places[Int(before.last)].next = place }
            runs[Int(field)] = Run(
                first: before.count > 0 ? before.first : place, last: place, count: before.count + 1)
            places.append(Place(field: field))
            let group = groups[Int(field)]
            if before.count == 0, firstOfGroup[Int(group.rawValue)] < 0 { firstOfGroup[Int(group.rawValue)] = place }
            if entries[index].evidence == .parent {
                inherits = true
                if group == .titles { inheritsTitles = true }
            }
        }
    }

    mutating func removeAll() { entries = [] }

    // MARK: What there is

    @inline(__always) func index(of field: TextField) -> Int? { place(runs[Int(field.rawValue)].first) }

    func has(_ field: TextField) -> Bool { runs[Int(field.rawValue)].count > 0 }

    func has(_ field: NameField) -> Bool { runs[Int(Statements.number(field))].count > 0 }

    func has(_ field: DateField) -> Bool { runs[Int(Statements.number(field))].count > 0 }

    var hasReference: Bool { runs[Int(Statements.reference)].count > 0 }

    /// The first value of a text field.
    subscript(field: TextField) -> Text? {
        guard let index = index(of: field), case .text(_, let text) = entries[index].content else { return nil }
        return text
    }

    /// The first of the statements.
    func first(of said: Said) -> Int? {
        switch said {
        case .field(let number): place(runs[Int(number)].first)
        case .group(let group): place(firstOfGroup[Int(group.rawValue)])
        case .nothing: nil
        }
    }

    private func place(_ index: Int32) -> Int? { index < 0 ? nil : Int(index) }

    // MARK: What is covered

    /// Whether a field that is written as it stood says a statement.
    func isCovered(_ index: Int) -> Bool { places[index].isCovered }

    /// - Parameter said: a bit for each statement.
    mutating func cover(_ said: UInt64) {
        var rest = said
        while rest != 0 {
            let index = rest.trailingZeroBitCount
            if index < places.count { places[index].isCovered = true }
            rest &= rest - 1
        }
    }

    mutating func cover(_ indices: [Int]) {
        for index in indices { places[index].isCovered = true }
    }

    /// Where statements stand that say the same.
    private struct Equals {
        var indices: [Int] = []
        /// The number of the look in which they were found.
        var look = 0
    }

    /// From so many on, the statements of a field are not compared one by one.
    private static let many = 8

    /// Adds the places of the statements that say the same; false where none does that `counts` lets count.
    ///
    /// - Parameter look: a number for what is compared at once. Of a field with many statements, equal ones are added but once.
    mutating func find(
        _ content: Entry.Content, into found: inout [Int], look: Int, counts: (Entry) -> Bool
    ) -> Bool {
        let field = Int(Statements.number(content))
        if runs[field].count > Statements.many { return findAmongMany(content, into: &found, look, counts) }
        let start = found.count
        var isFound = false
        var place = runs[field].first
        while place >= 0 {
            let index = Int(place)
            if entries[index].content == content {
                found.append(index)
                isFound = isFound || counts(entries[index])
            }
            place = places[index].next
        }
        if !isFound { found.removeLast(found.count - start) }
        return isFound
    }

    private mutating func findAmongMany(
        _ content: Entry.Content, into found: inout [Int], _ look: Int, _ counts: (Entry) -> Bool
    ) -> Bool {
        if equals.isEmpty {
            for index in entries.indices where runs[Int(places[index].field)].count > Statements.many {
                equals[entries[index].content, default: Equals()].indices.append(index)
            }
        }
        guard let indices = equals[content]?.indices, indices.contains(where: { counts(entries[$0]) }) else {
            return false
        }
        if equals[content]?.look != look {
            equals[content]?.look = look
            found += indices
        }
        return true
    }

    /// Adds the places of the titles that have this text, in whatever field; false where there are none.
    func findTitles(_ text: Text, into found: inout [Int]) -> Bool {
        let start = found.count
        for index in entries.indices where groups[Int(places[index].field)] == .titles {
            if case .text(_, let other) = entries[index].content, other == text { found.append(index) }
        }
        return found.count > start
    }

    // MARK: Numbers of fields

    private static let texts = UInt16(TextField.allCases.count)
    private static let names = texts + UInt16(NameField.allCases.count)
    private static let reference = names + UInt16(DateField.allCases.count)
    private static let fieldCount = reference + 2

    private static func number(_ field: NameField) -> UInt16 { texts + UInt16(field.rawValue) }

    private static func number(_ field: DateField) -> UInt16 { names + UInt16(field.rawValue) }

    static func number(_ content: Entry.Content) -> UInt16 {
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
