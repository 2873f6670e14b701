internal import Records

/// The columns of a table in their order, and for each the field whose statement stands in it.
struct ColumnPlan: Sendable {
    /// A column that holds no field, or one that `fields` numbers.
    struct Place: Sendable {
        var column: Column
        /// The number of the field; -1 where the column is none of a field's.
        var field: Int
    }

    let places: [Place]
    /// The fields that have a column.
    let covered: FieldSet

    init(_ columns: [Column]) {
        var covered = FieldSet()
        places = columns.map { column in
            guard let field = column.field else { return Place(column: column, field: -1) }
            covered.insert(field)
            return Place(column: column, field: ColumnPlan.number(of: field))
        }
        self.covered = covered
    }

    // MARK: Fields as numbers

    static let fields = TextField.allCases.count + NameField.allCases.count + DateField.allCases.count + 1
    private static let firstName = TextField.allCases.count
    private static let firstDate = firstName + NameField.allCases.count

    /// The number of a field that a column may hold, from 0 to `fields` - 1; -1 for relations.
    static func number(of field: Entry.Field) -> Int {
        switch field {
        case .text(let field): Int(field.rawValue)
        case .names(let field): firstName + Int(field.rawValue)
        case .date(let field): firstDate + Int(field.rawValue)
        case .reference: fields - 1
        case .relation: -1
        }
    }
}
