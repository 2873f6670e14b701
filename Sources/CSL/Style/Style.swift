/// A CSL style, read and compiled: what a ``CitationProcessor`` needs of it, in flat storage.
///
///     let style = try Style(xml: bytes, source: "apa.csl")
///     style.info.title          // "American Psychological Association 7th edition"
///     style.info.isDependent    // false: it can be used as it is
///
/// A dependent style has no formatting of its own: find its parent by `info.parent`, and give it the dependent's locale with
/// ``dependent(_:)``.
///
/// Source: CSL 1.0.2 specification, "Styles - Structure".
public struct Style: Sendable {
    public var info: StyleInfo
    /// The locale that the style asks for, "fr-FR"; empty where it leaves that open.
    public var defaultLocale: String
    /// What the style does not say as CSL 1.0.2 has it, but with which it can be used.
    public let problems: [StyleProblem]

    let compiled: CompiledStyle

    /// Reads a style.
    ///
    /// - Parameter source: what messages call it, mostly the file's name.
    /// - Throws: where it is not well-formed XML or no CSL style, where macros call themselves or are missing, and where
    ///   elements are nested too deep.
    public init(xml bytes: [UInt8], source: String = "") throws(StyleError) {
        var compiler = StyleCompiler(source: source)
        compiled = try compiler.compile(bytes)
        info = compiler.info
        defaultLocale = compiler.defaultLocale
        problems = compiler.problems
    }

    /// Whether citations are notes (`class="note"`) rather than in-text citations.
    public var isNote: Bool { compiled.isNote }

    public var hasBibliography: Bool { compiled.bibliography != nil }

    /// Whether the style numbers its records: its citations render the citation number.
    public var isNumeric: Bool { compiled.citesByNumber }

    /// This style under the name and locale of one that depends on it.
    public func dependent(_ style: Style) -> Style {
        var named = self
        named.info = style.info
        if !style.defaultLocale.isEmpty { named.defaultLocale = style.defaultLocale }
        return named
    }
}
