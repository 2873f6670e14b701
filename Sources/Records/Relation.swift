/// A tie between a record and another: by key, by title, or both.
public struct Relation: Sendable, Hashable {
    public var kind: Kind
    /// The other record's key; empty where only its title is known.
    public var key: String
    /// The other work's title; empty where only its key is known.
    public var title: Text
    /// The relation's own word in the source where `kind` is `.other`, or BibLaTeX's `relatedstring`.
    public var label: String
    public var certainty: Certainty
    public var evidence: Evidence

    public init(
        _ kind: Kind, key: String = "", title: Text = "", label: String = "", certainty: Certainty = .stated,
        evidence: Evidence = .source
    ) {
        self.kind = kind
        self.key = key
        self.title = title
        self.label = label
        self.certainty = certainty
        self.evidence = evidence
    }

    public enum Kind: UInt8, CaseIterable, Sendable, Hashable {
        /// Part of a larger work that has a record of its own (BibLaTeX's `crossref` and `xref`).
        case partOf
        /// An excerpt from the whole.
        case excerptOf
        case translationOf, reprintOf, reviewOf, versionOf, hasPart, hasTranslation, references
        /// An enclosure or annex of another document.
        case enclosureOf
        /// A copy or surrogate of an original.
        case copyOf
        /// A reply to another document.
        case replyTo
        case other

        public var name: String { Kind.names[Int(rawValue)] }

        public init?(name: String) {
            guard let index = Kind.names.firstIndex(of: name), index < Kind.allCases.count else { return nil }
            self = Kind.allCases[index]
        }

        static let names = [
            "part-of", "excerpt-of", "translation-of", "reprint-of", "review-of", "version-of", "has-part",
            "has-translation", "references", "enclosure-of", "copy-of", "reply-to", "other",
        ]
    }
}
