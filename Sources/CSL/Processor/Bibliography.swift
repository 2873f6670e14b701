/// A bibliography as it is before any output format is chosen.
public struct Bibliography: Sendable, Hashable {
    public var entries: [Entry]
    public var layout: Layout

    public init(entries: [Entry] = [], layout: Layout = Layout()) {
        self.entries = entries
        self.layout = layout
    }

    public struct Entry: Sendable, Hashable {
        /// The record's key.
        public var id: String
        public var text: FormattedText

        public init(id: String, text: FormattedText) {
            self.id = id
            self.text = text
        }
    }

    /// How the entries are set.
    ///
    /// Source: CSL 1.0.2 specification, "Bibliography-specific Options", Whitespace.
    public struct Layout: Sendable, Hashable {
        public var hangingIndent = false
        public var secondFieldAlign = SecondFieldAlign.none
        /// In multiples of the line's height.
        public var lineSpacing = 1
        /// In multiples of the line's height.
        public var entrySpacing = 1
        /// The characters of the widest first field, where it is aligned.
        public var maxOffset = 0
        /// True where the style has no bibliography.
        public var isMissing = false

        public init() {}

        public enum SecondFieldAlign: UInt8, CaseIterable, Sendable, Hashable { case none, flush, margin }
    }
}

/// Which records a bibliography shows.
public struct BibliographyFilter: Sendable {
    /// All of these hold.
    public var select: [Condition]
    /// At least one of these holds, where there are any.
    public var include: [Condition]
    /// None of these holds.
    public var exclude: [Condition]
    /// All of these hold, or the record is left out whatever `select` says: citeproc-js's `quash`.
    public var quash: [Condition]

    public init(
        select: [Condition] = [], include: [Condition] = [], exclude: [Condition] = [], quash: [Condition] = []
    ) {
        self.select = select
        self.include = include
        self.exclude = exclude
        self.quash = quash
    }

    /// The names of fields that conditions and sections may ask for.
    public static let fields: [String] =
        ["type", "categories"]
        + Variable.names.filter { $0.1.raw < Variable.firstSpecial || $0.1.isArchival || $0.1 == .pageFirst }.map(\.0)

    /// Whether it lets every record through.
    var isEmpty: Bool { select.isEmpty && include.isEmpty && exclude.isEmpty && quash.isEmpty }

    /// A field by its CSL name ("type", "archive", "keyword", "issued") and the value that it has; an empty value asks for a
    /// record without it.
    public struct Condition: Sendable, Hashable {
        public var field: String
        public var value: String

        public init(_ field: String, _ value: String) {
            self.field = field
            self.value = value
        }
    }
}

/// A stretch of a bibliography under headings of its own: the records that have the same values of some fields.
public struct BibliographySection: Sendable, Hashable {
    /// The fields' values, the outermost first; none for the records without them.
    public var headings: [String]
    public var entries: [Bibliography.Entry]

    public init(headings: [String], entries: [Bibliography.Entry]) {
        self.headings = headings
        self.entries = entries
    }
}
