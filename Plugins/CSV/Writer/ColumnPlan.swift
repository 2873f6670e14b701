internal import Records

/// The columns of a table in their order, and for each the field whose statement stands in it.
struct ColumnPlan: Sendable {
    let columns: [Column]
    /// The number of each column's field; -1 where the column holds none.
    let fields: [Int32]
    /// The fields that have a column.
    let covered: FieldSet

    init(_ columns: [Column]) {
        self.columns = columns
        fields = columns.map { $0.field.map { Int32(ColumnPlan.number(of: $0)) } ?? -1 }
        var covered = FieldSet()
        for field in columns.compactMap(\.field) { covered.insert(field) }
        self.covered = covered
    }

    // MARK: Fields as numbers

    static let count = TextField.allCases.count + NameField.allCases.count + DateField.allCases.count + 1
    private static let firstName = TextField.allCases.count
    private static let firstDate = firstName + NameField.allCases.count

    /// The number of a field that a column may hold, from 0 to `count` - 1; -1 for relations.
    static func number(of field: Entry.Field) -> Int {
        switch field {
        case .text(let field): Int(field.rawValue)
        case .names(let field): firstName + Int(field.rawValue)
        case .date(let field): firstDate + Int(field.rawValue)
        case .reference: count - 1
        case .relation: -1
        }
    }
}
