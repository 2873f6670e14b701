/// Something a reader found that no field of ours fits: kept with the format that it came from and its name there, and
/// written again by that format.
public struct Kept: Sendable, Hashable {
    /// The id of the format: "bibtex", "csl-json".
    public var format: String
    /// The name in that format: a field, member, tag, column or element.
    public var name: String
    /// The value as that format writes it.
    public var value: String
    /// What kind of text the value is.
    public var form: Form

    @inlinable public init(format: String, name: String, value: String, form: Form = .text) {
        self.format = format
        self.name = name
        self.value = value
        self.form = form
    }

    public enum Form: UInt8, CaseIterable, Sendable, Hashable {
        /// Plain characters, decoded.
        case text
        /// Source text of the format, as it stood.
        case source
        /// A JSON value, serialised.
        case json
        /// An XML fragment, with the namespaces that it needs declared in it.
        case xml
    }
}
