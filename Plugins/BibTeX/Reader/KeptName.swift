/// Names of kept values that are no fields.
enum KeptName {
    /// The entry's type: kept always, so that a record tells the dialect that it came from.
    static let type = "@type"
    /// What stands before an entry: text, and comments, preambles, `@xdata` entries as they are.
    static let before = "@before"
    /// Behind the name of a field that is written word for word, whatever the record says: one that stood there already,
    /// or that refers to another entry.
    static let again = "#"
    /// The entry as it stands, where the layout is to be kept.
    static let source = "@source"
}

/// What is to be said of a field.
enum FieldProblem {
    case repeated(RawField)
    case unknownMacros([String], RawField)
    case date(RawField)
    case name(String, RawField)
    case cycle([String])
    case noParent(String, RawField)
    case tooDeep(String)
}
