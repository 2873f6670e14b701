extension Entry {
    /// Which field a statement is of.
    public enum Field: Sendable, Hashable {
        case text(TextField)
        case names(NameField)
        case date(DateField)
        case reference, relation

        /// The field's name in files of ours and in messages.
        public var name: String {
            switch self {
            case .text(let field): field.name
            case .names(let field): field.name
            case .date(let field): field.name
            case .reference: "reference"
            case .relation: "relations"
            }
        }
    }

    @inlinable public var field: Field {
        switch content {
        case .text(let field, _): .text(field)
        case .names(let field, _): .names(field)
        case .date(let field, _): .date(field)
        case .reference: .reference
        case .relation: .relation
        }
    }

    /// True where the source states it and nothing needs to be said of it.
    @inlinable public var isPlain: Bool { certainty == .stated && evidence == .source }
}

extension [Entry] {
    /// Whether they stand so already, as they do as a rule.
    private var areGrouped: Bool {
        var seen = FieldSet()
        var last: Entry.Field?
        for entry in self {
            let field = entry.field
            if !seen.insert(field), field != last { return false }
            last = field
        }
        return true
    }

    /// The statements of one field beside one another, in the order of the first of each.
    public var grouped: [Entry] {
        if areGrouped { return self }
        var places: [Entry.Field: Int] = [:]
        for entry in self where places[entry.field] == nil { places[entry.field] = places.count }
        return enumerated().sorted {
            (places[$0.element.field] ?? 0, $0.offset) < (places[$1.element.field] ?? 0, $1.offset)
        }.map(\.element)
    }
}
