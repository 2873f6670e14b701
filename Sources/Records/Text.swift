/// Text with markup: a plain string, and spans over it that say what is italic, bold, protected from case changes ...
///
/// Text without markup costs nothing beyond its string. Offsets count UTF-8 bytes of `string`. Spans are in order of their
/// start, an enclosing span before what it encloses; they nest and never cross.
///
///     var title = Text("The origin of Homo sapiens")
///     title.spans = [Text.Span(.italic, 14..<26)]
///     title.markup   // "The origin of <i>Homo sapiens</i>"
public struct Text: Sendable, Hashable {
    public var string: String
    public var spans: [Span]

    @inlinable public init(_ string: String, spans: [Span] = []) {
        self.string = string
        self.spans = spans
    }

    @inlinable public var isEmpty: Bool { string.isEmpty }

    /// True when there is no markup.
    @inlinable public var isPlain: Bool { spans.isEmpty }
}

extension Text: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

extension Text: CustomStringConvertible {
    /// The text with its markup written out, as in CSL-JSON.
    public var description: String { markup }
}

extension Text {
    /// A stretch of the text and what holds for it.
    public struct Span: Sendable, Hashable {
        public var style: Style
        /// UTF-8 offsets into the string.
        public var start: Int32
        public var end: Int32

        @inlinable public init(_ style: Style, _ range: Range<Int>) {
            self.style = style
            self.start = Int32(clamping: range.lowerBound)
            self.end = Int32(clamping: range.upperBound)
        }

        @inlinable public var range: Range<Int> { Int(start)..<max(Int(start), Int(end)) }
    }

    /// What a span says of its stretch.
    public enum Style: UInt8, CaseIterable, Sendable, Hashable {
        case italic, bold, smallCaps, superscript, `subscript`
        /// Not to be changed by case conversion (a proper name, BibTeX's braces).
        case noCase
        /// Inside quotation marks, which the string does not hold; the style sets them by language and nesting.
        case quoted
        /// TeX mathematics, kept as TeX without its dollar signs.
        case math
        case underline, strikethrough, monospace
        /// Upright within italics (TeX's `\textup`, CSL's `font-style: normal`).
        case upright
    }
}
