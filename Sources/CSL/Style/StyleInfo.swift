/// What a style says of itself.
///
/// Source: CSL 1.0.2 specification, "Info".
public struct StyleInfo: Sendable, Hashable {
    /// The style's identity, mostly an address: "http://www.zotero.org/styles/apa".
    public var id = ""
    public var title = ""
    public var shortTitle = ""
    public var summary = ""
    /// The id of the independent style that a dependent one stands for; empty in an independent style.
    public var parent = ""
    /// "author-date", "author", "numeric", "label", "note"; empty where it does not say.
    public var citationFormat = ""
    /// The fields of study that it is for: "history".
    public var fields: [String] = []
    /// As written: "2011-10-29T21:01:24+00:00".
    public var updated = ""
    /// The licence's address, or the words where it has none.
    public var rights = ""
    public var documentation = ""
    public var issn: [String] = []

    public init() {}

    /// True where the style only names another one.
    public var isDependent: Bool { !parent.isEmpty }
}
