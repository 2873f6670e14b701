/// A citation or bibliography entry as it is before any output format is chosen: plain text, and marks over it that say what
/// is italic, a link, a block of its own ...
///
/// Quotation marks stand in the text as the characters that the locale wants; punctuation has been moved and collapsed.
/// Formatting that would hold twice has been turned around ("flip-flop"): an italic title within italics is marked
/// ``Kind/normalStyle``. What a writer has to do is escape the text and write each mark's opening and closing.
///
///     // “Plato’s <i>Republic</i>”
///     utf8:  “Plato’s Republic”
///     marks: (14, italic, open), (22, italic, close)
public struct FormattedText: Sendable, Hashable {
    /// The text, valid UTF-8, unescaped. May hold line breaks where a style asks for them.
    public var utf8: [UInt8]
    /// In order of their offsets and properly nested: what opens last closes first.
    public var marks: [Mark]

    public init(utf8: [UInt8] = [], marks: [Mark] = []) {
        self.utf8 = utf8
        self.marks = marks
    }

    public init(_ string: String) { self.init(utf8: Array(string.utf8)) }

    public var isEmpty: Bool { utf8.isEmpty }

    /// Whether it has nothing to be seen.
    public var isBlank: Bool {
        for byte in utf8 where byte != 0x20 && byte != 0x0A { return false }
        return true
    }

    /// The text without its marks.
    public var string: String { String(decoding: utf8, as: UTF8.self) }

    /// Where something begins or ends to hold.
    public struct Mark: Sendable, Hashable {
        /// A UTF-8 offset into the text, from 0 to its count.
        public var offset: Int32
        public var kind: Kind
        public var isOpening: Bool

        @inlinable public init(_ offset: Int, _ kind: Kind, isOpening: Bool) {
            self.offset = Int32(clamping: offset)
            self.kind = kind
            self.isOpening = isOpening
        }
    }

    /// What holds between a mark's opening and its closing.
    public enum Kind: UInt8, CaseIterable, Sendable, Hashable {
        case italic, oblique, normalStyle
        case smallCaps, normalVariant
        case bold, light, normalWeight
        case underline, noDecoration
        case superscript, `subscript`, baseline
        /// Text that the record marks so; styles do not ask for them.
        case strikethrough, monospace, math
        /// Case is not to be changed: of no account once the text is made.
        case noCase
        /// A link whose target is the text within: `url` as it is, the others after their resolver's address
        /// (``linkResolver``) unless the text is an address itself.
        case linkURL, linkDOI, linkPMID, linkPMCID
        /// Blocks of a bibliography entry (CSL's `display`, and the two halves of `second-field-align`).
        case block, leftMargin, rightInline, indent

        /// What comes before the identifier in a link's address: "https://doi.org/".
        public var linkResolver: String {
            switch self {
            case .linkDOI: "https://doi.org/"
            case .linkPMID: "https://www.ncbi.nlm.nih.gov/pubmed/"
            case .linkPMCID: "https://www.ncbi.nlm.nih.gov/pmc/articles/"
            default: ""
            }
        }

        public var isLink: Bool { rawValue >= Kind.linkURL.rawValue && rawValue <= Kind.linkPMCID.rawValue }
        public var isDisplay: Bool { rawValue >= Kind.block.rawValue }
    }
}
