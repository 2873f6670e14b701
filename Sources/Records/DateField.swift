/// The fields of a record that hold dates: CSL 1.0.2's date variables, and what an archive tells apart.
///
/// `issued` is the document's own date (the date of publication, or the date that a letter bears). `eventDate` is the date of
/// what the document records, `coverage` the time that its content is about: never one for the other.
///
/// Source: CSL 1.0.2 specification, Appendix IV "Date Variables"; the fields after `submitted` are ours.
public enum DateField: UInt8, CaseIterable, Sendable, Hashable {
    case accessed, availableDate, eventDate, issued, originalDate, submitted
    case coverage, created, modified, uploaded, received

    /// The field's name in files of ours and in messages; the CSL name where CSL has the field.
    public var name: String { DateField.names[Int(rawValue)] }

    /// The field of that name, or nil.
    public init?(name: String) {
        guard let field = DateField.byName[name] else { return nil }
        self = field
    }

    /// True for CSL's own date variables.
    public var isCSL: Bool { rawValue <= DateField.submitted.rawValue }

    static let names: [String] = [
        "accessed", "available-date", "event-date", "issued", "original-date", "submitted", "coverage", "created",
        "modified", "uploaded", "received",
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: zip(names, allCases))
}
