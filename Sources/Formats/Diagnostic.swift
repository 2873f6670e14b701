/// A message about an input, a record or an output: what is wrong, where, and what to do.
///
///     Diagnostic(.error, "bibtex.unclosed-entry", "the entry is not closed",
///                at: Place(source: "refs.bib", line: 12, column: 1), hint: "a } is missing before line 20")
public struct Diagnostic: Sendable, Hashable, Error {
    public var severity: Severity
    /// A stable word for programs: "bibtex.unclosed-entry".
    public var code: String
    /// One sentence without a full stop: what is wrong.
    public var message: String
    public var place: Place?
    /// What was expected, or what to do; nil where the message says all.
    public var hint: String?
    /// The key of the record that it is about; nil where it is about none.
    public var record: String?

    public init(
        _ severity: Severity, _ code: String, _ message: String, at place: Place? = nil, hint: String? = nil,
        record: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.place = place
        self.hint = hint
        self.record = record
    }

    public enum Severity: UInt8, CaseIterable, Sendable, Hashable, Comparable {
        /// Worth knowing; nothing is wrong.
        case note
        /// Something was guessed, mended or cannot be written; the record is there.
        case warning
        /// Something could not be read or written.
        case error

        public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }

        public var name: String {
            switch self {
            case .note: "note"
            case .warning: "warning"
            case .error: "error"
            }
        }
    }
}

/// Where in an input: line and column count from 1, the column in characters of UTF-8 text (bytes that begin one).
public struct Place: Sendable, Hashable {
    /// A file's name, or "standard input".
    public var source: String
    /// 0 where only the source is known.
    public var line: Int
    /// 0 where only the line is known.
    public var column: Int

    public init(source: String, line: Int = 0, column: Int = 0) {
        self.source = source
        self.line = line
        self.column = column
    }
}
