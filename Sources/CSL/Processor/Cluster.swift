/// One citation of a document: what stands in one pair of parentheses, or in one note.
///
///     Cluster(id: "c1", cites: [Cite("doe2020", locator: "12–15"), Cite("roe2019", prefix: "see also ")], note: 3)
///
/// Source: CSL 1.0.2 specification, "Citation"; csl-citation.json.
public struct Cluster: Sendable, Hashable {
    /// The document's own name for it.
    public var id: String
    public var cites: [Cite]
    /// The number of the note that it stands in; 0 in the running text.
    public var note: Int
    public var mode: Mode

    public init(id: String = "", cites: [Cite] = [], note: Int = 0, mode: Mode = .whole) {
        self.id = id
        self.cites = cites
        self.note = note
        self.mode = mode
    }

    /// How much of a citation is written.
    public enum Mode: UInt8, CaseIterable, Sendable, Hashable {
        case whole
        /// Only the names (or the number, in a numeric style) of the first cite, for the running text.
        case authorOnly
        /// All but the names of the first cite.
        case suppressAuthor
        /// The names of the first cite for the running text, then the rest as usual: "Doe (2020)".
        case composite
    }
}

/// One reference to a record within a citation.
public struct Cite: Sendable, Hashable {
    /// The record's key.
    public var key: String
    /// What within the record is cited: "12–15". May hold CSL-JSON's markup.
    public var locator: String
    /// What the locator counts: "page", "chapter", "sub-verbo" ... Page where it is empty.
    public var label: String
    /// Words before and after the cite. May hold CSL-JSON's markup.
    public var prefix: String
    public var suffix: String
    /// Leave the names out.
    public var suppressesAuthor: Bool
    /// Write nothing but the names.
    public var authorOnly: Bool
    /// A position that the document forces on the cite, whatever came before; nil where it is found out.
    public var position: Position?
    /// The number of the note with the first reference to the record, where the document knows it better.
    public var firstReferenceNote: Int?
    /// Whether the cite counts as near its predecessor, where the document knows it better.
    public var isNearNote: Bool?

    public init(
        _ key: String, locator: String = "", label: String = "", prefix: String = "", suffix: String = "",
        suppressesAuthor: Bool = false, authorOnly: Bool = false
    ) {
        self.key = key
        self.locator = locator
        self.label = label
        self.prefix = prefix
        self.suffix = suffix
        self.suppressesAuthor = suppressesAuthor
        self.authorOnly = authorOnly
    }

    /// Where a cite stands among those of the same record.
    ///
    /// Source: CSL 1.0.2 specification, "Choose", `position`.
    public enum Position: UInt8, CaseIterable, Sendable, Hashable {
        case first, subsequent, ibidWithLocator, ibid
    }
}
