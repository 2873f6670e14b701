/// A set of fields, in a few bits.
public struct FieldSet: Sendable, Hashable {
    @usableFromInline var lowTexts: UInt64 = 0
    @usableFromInline var highTexts: UInt64 = 0
    @usableFromInline var names: UInt64 = 0
    @usableFromInline var others: UInt64 = 0

    @inlinable public init() {}

    @inlinable public var isEmpty: Bool { lowTexts | highTexts | names | others == 0 }

    /// Adds a field. False where it was there already.
    @inlinable @discardableResult
    public mutating func insert(_ field: Entry.Field) -> Bool {
        if contains(field) { return false }
        switch field {
        case .text(let field) where field.rawValue < 64: lowTexts |= 1 << UInt64(field.rawValue)
        case .text(let field): highTexts |= 1 << UInt64(field.rawValue - 64)
        case .names(let field): names |= 1 << UInt64(field.rawValue)
        case .date(let field): others |= 1 << UInt64(field.rawValue)
        case .reference: others |= 1 << 62
        case .relation: others |= 1 << 63
        }
        return true
    }

    @inlinable public func contains(_ field: Entry.Field) -> Bool {
        switch field {
        case .text(let field) where field.rawValue < 64: lowTexts & 1 << UInt64(field.rawValue) != 0
        case .text(let field): highTexts & 1 << UInt64(field.rawValue - 64) != 0
        case .names(let field): names & 1 << UInt64(field.rawValue) != 0
        case .date(let field): others & 1 << UInt64(field.rawValue) != 0
        case .reference: others & 1 << 62 != 0
        case .relation: others & 1 << 63 != 0
        }
    }
}
