internal import Records

/// A set of fields, in a few bits.
struct FieldSet {
    private var texts: (UInt64, UInt64) = (0, 0)
    private var names: UInt64 = 0
    private var dates: UInt32 = 0
    private var hasReference = false
    private var hasRelation = false

    var isEmpty: Bool {
        texts == (0, 0) && names == 0 && dates == 0 && !hasReference && !hasRelation
    }

    /// Adds the field of a statement. False where it was there already.
    @discardableResult
    mutating func insert(_ content: Entry.Content) -> Bool {
        if contains(content) { return false }
        switch content {
        case .text(let field, _):
            let bit = UInt64(1) << UInt64(field.rawValue & 63)
            if field.rawValue < 64 { texts.0 |= bit } else { texts.1 |= bit }
        case .names(let field, _): names |= 1 << UInt64(field.rawValue)
        case .date(let field, _): dates |= 1 << UInt32(field.rawValue)
        case .reference: hasReference = true
        case .relation: hasRelation = true
        }
        return true
    }

    func contains(_ content: Entry.Content) -> Bool {
        switch content {
        case .text(let field, _):
            let bit = UInt64(1) << UInt64(field.rawValue & 63)
            return (field.rawValue < 64 ? texts.0 : texts.1) & bit != 0
        case .names(let field, _): return names & 1 << UInt64(field.rawValue) != 0
        case .date(let field, _): return dates & 1 << UInt32(field.rawValue) != 0
        case .reference: return hasReference
        case .relation: return hasRelation
        }
    }
}
