/// How sure a statement of a record is. The values are those of TEI's `cert`, beside what the source states outright.
public enum Certainty: UInt8, CaseIterable, Sendable, Hashable {
    /// The source says so in as many words.
    case stated
    case high, medium, low, unknown
}

/// What a statement was taken from.
public enum Evidence: UInt8, CaseIterable, Sendable, Hashable {
    /// A field of the source that says just this.
    case source
    /// The words of the title.
    case title
    /// The words of the summary.
    case summary
    /// The document's own page.
    case page
    /// A conclusion, from no words in particular.
    case inference
    /// The record of the larger work that it is part of, or another that lends it what it does not say itself (BibLaTeX's
    /// `crossref` and `xdata`).
    case parent
}
