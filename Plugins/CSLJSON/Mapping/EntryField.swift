internal import Records

/// Which field a statement is of.
enum EntryField: Hashable {
    case text(TextField)
    case names(NameField)
    case date(DateField)
    case reference, relation

    init(_ content: Entry.Content) {
        switch content {
        case .text(let field, _): self = .text(field)
        case .names(let field, _): self = .names(field)
        case .date(let field, _): self = .date(field)
        case .reference: self = .reference
        case .relation: self = .relation
        }
    }

    var name: String {
        switch self {
        case .text(let field): field.name
        case .names(let field): field.name
        case .date(let field): field.name
        case .reference: "archive"
        case .relation: "relations"
        }
    }
}

/// Several values in one string, with ", " between.
enum ItemList {
    /// The values of a string. One that would not come out the same again stays whole.
    static func parts(_ string: String) -> [String] {
        let bytes = Array(string.utf8)
        var parts: [String] = []
        var start = 0
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: ",") {
                guard at > start, at + 2 < bytes.count, bytes[at + 1] == 0x20, bytes[at + 2] > 0x20 else {
                    return [string]
                }
                parts.append(String(decoding: bytes[start..<at], as: UTF8.self))
                start = at + 2
            }
            at += 1
        }
        parts.append(String(decoding: bytes[start...], as: UTF8.self))
        return parts
    }
}
