/// One name of a person or body, in parts.
///
/// A person has a family name and usually a given name; a body, or a name that is not to be taken apart, has only `literal`.
///
///     Name(family: "Beethoven", given: "Ludwig", droppingParticle: "", nonDroppingParticle: "van")
///     Name(literal: "Central Committee of the Socialist Unity Party of Germany", kind: .organization)
public struct Name: Sendable, Hashable {
    /// The family name, or the whole name where it is not in parts (see `isLiteral`).
    @usableFromInline var main: String
    /// Given names and initials.
    public var given: String
    /// Parts that few names have, apart so that a name stays small.
    @usableFromInline var details: Details?
    public var kind: Kind
    /// True when the name is one string, not to be taken apart or inverted.
    public private(set) var isLiteral: Bool
    /// How sure it is that this name stands in this field.
    public var certainty: Certainty
    /// What the name was taken from.
    public var evidence: Evidence

    /// A person's name in parts. An empty part is one that the name does not have.
    public init(
        family: String, given: String = "", droppingParticle: String = "", nonDroppingParticle: String = "",
        suffix: String = "", kind: Kind = .person
    ) {
        main = family
        self.given = given
        self.kind = kind
        isLiteral = false
        certainty = .stated
        evidence = .source
        if !(droppingParticle.isEmpty && nonDroppingParticle.isEmpty && suffix.isEmpty) {
            details = Details()
            details?.droppingParticle = droppingParticle
            details?.nonDroppingParticle = nonDroppingParticle
            details?.suffix = suffix
        }
    }

    /// A person's name in two parts, which most are.
    public init(family: String, given: String) {
        main = family
        self.given = given
        kind = .person
        isLiteral = false
        certainty = .stated
        evidence = .source
    }

    /// A name that is one string: a body, a pseudonym, a name whose parts are not known.
    public init(literal: String, kind: Kind = .unknown) {
        main = literal
        given = ""
        self.kind = kind
        isLiteral = true
        certainty = .stated
        evidence = .source
    }

    /// What bears the name.
    public enum Kind: UInt8, CaseIterable, Sendable, Hashable {
        case unknown, person, organization
        /// A family, a delegation, "Chinese officials".
        case group
        /// A post without its holder: "Hungarian ambassador to China".
        case office
        /// BibTeX's `and others`: further names that are not given.
        case others
    }
}

extension Name {
    /// The family name; empty for a literal name.
    public var family: String {
        get { isLiteral ? "" : main }
        set {
            main = newValue
            isLiteral = false
        }
    }

    /// The whole name as one string; empty where the name is in parts.
    public var literal: String {
        get { isLiteral ? main : "" }
        set {
            main = newValue
            isLiteral = true
        }
    }

    /// A particle that is left out when the family name stands alone: "de" in "Alexis de Tocqueville".
    public var droppingParticle: String {
        get { details?.droppingParticle ?? "" }
        set { setDetail(\.droppingParticle, newValue) }
    }
    /// A particle that always stands before the family name: "van" in "Ludwig van Beethoven".
    public var nonDroppingParticle: String {
        get { details?.nonDroppingParticle ?? "" }
        set { setDetail(\.nonDroppingParticle, newValue) }
    }
    /// "Jr.", "III".
    public var suffix: String {
        get { details?.suffix ?? "" }
        set { setDetail(\.suffix, newValue) }
    }
    /// True when a comma stands before the suffix even in natural order (CSL-JSON's `comma-suffix`).
    public var commaSuffix: Bool {
        get { details?.commaSuffix ?? false }
        set { setDetail(\.commaSuffix, newValue) }
    }
    /// CSL-JSON's `static-ordering`: family name first in every form. Nil where the script decides.
    public var staticOrdering: Bool? {
        get { details?.staticOrdering }
        set { setDetail(\.staticOrdering, newValue) }
    }
    /// The role within the field, in words: "sender", "party to the conversation; Soviet embassy advisor".
    public var role: String {
        get { details?.role ?? "" }
        set { setDetail(\.role, newValue) }
    }
    /// The name in its own script, beside a transliteration.
    public var original: String {
        get { details?.original ?? "" }
        set { setDetail(\.original, newValue) }
    }
    /// The name word for word as the source has it, where the parts differ from that.
    public var asWritten: String {
        get { details?.asWritten ?? "" }
        set { setDetail(\.asWritten, newValue) }
    }
    /// An identifier of the bearer: an authority file's URI, ORCID, GND.
    public var identifier: String {
        get { details?.identifier ?? "" }
        set { setDetail(\.identifier, newValue) }
    }
    /// What a format said of the name that has no place here, as its own text (BibLaTeX's name annotations, say).
    public var kept: [Kept] {
        get { details?.kept ?? [] }
        set { setDetail(\.kept, newValue) }
    }

    @inlinable public var hasDetails: Bool { details != nil }

    private mutating func setDetail<V: Equatable>(_ part: WritableKeyPath<Details.Parts, V>, _ value: V) {
        if details == nil, Details.Parts()[keyPath: part] == value { return }
        var parts = details?.parts ?? Details.Parts()
        parts[keyPath: part] = value
        details = parts == Details.Parts() ? nil : Details(parts)
    }
}

extension Name {
    /// The rare parts of a name, shared between copies.
    @usableFromInline struct Details: Sendable, Hashable {
        private final class Box: Sendable {
            let parts: Parts
            init(_ parts: Parts) { self.parts = parts }
        }
        struct Parts: Sendable, Hashable {
            var droppingParticle = "", nonDroppingParticle = "", suffix = "", role = "", original = ""
            var asWritten = "", identifier = ""
            var commaSuffix = false
            var staticOrdering: Bool?
            var kept: [Kept] = []
        }
        private var box: Box

        init(_ parts: Parts = Parts()) { box = Box(parts) }

        var parts: Parts { box.parts }
        var droppingParticle: String {
            get { box.parts.droppingParticle }
            set { change { $0.droppingParticle = newValue } }
        }
        var nonDroppingParticle: String {
            get { box.parts.nonDroppingParticle }
            set { change { $0.nonDroppingParticle = newValue } }
        }
        var suffix: String {
            get { box.parts.suffix }
            set { change { $0.suffix = newValue } }
        }
        var role: String { box.parts.role }
        var original: String { box.parts.original }
        var asWritten: String { box.parts.asWritten }
        var identifier: String { box.parts.identifier }
        var commaSuffix: Bool { box.parts.commaSuffix }
        var staticOrdering: Bool? { box.parts.staticOrdering }
        var kept: [Kept] { box.parts.kept }

        private mutating func change(_ edit: (inout Parts) -> Void) {
            var parts = box.parts
            edit(&parts)
            box = Box(parts)
        }

        @usableFromInline static func == (a: Details, b: Details) -> Bool {
            a.box === b.box || a.box.parts == b.box.parts
        }
        @usableFromInline func hash(into hasher: inout Hasher) { hasher.combine(box.parts) }
    }
}
