public import Records

/// A style made ready for a language: what turns records and clusters into citations and bibliographies.
///
///     let processor = CitationProcessor(style: style, locales: [german, english])
///     var document = processor.document(records)
///     document.citeEach()
///     document.citations()      // in-text citations, or notes
///     document.bibliography()   // entries in the style's order
///
/// Which records, styles and locales there are is the caller's affair: nothing is searched and nothing is fetched.
public struct CitationProcessor: Sendable {
    public var options: Options
    public let style: Style
    /// The language of the terms and dates: "de-AT".
    public let language: String

    let context: StyleContext

    /// - Parameters:
    ///   - locales: the locale files that serve the language, in the order of ``Locale/fallbacks(for:)``. Where one is missing,
    ///     the next serves; where all are, terms are empty.
    ///   - language: the output's language; where it is empty, the style's own or else that of the first locale file.
    public init(style: Style, locales: [Locale], language: String = "", options: Options = Options()) {
        self.style = style
        self.options = options
        let chosen = language.isEmpty ? style.defaultLocale : language
        self.language = Locale.canonicalLanguage(chosen.isEmpty ? locales.first?.language ?? "en-US" : chosen)
        context = StyleContext(
            style: style.compiled, locales: locales.map(\.data), language: self.language,
            itemLanguage: chosen)
    }

    /// A document that cites these records.
    public func document(_ records: [Record]) -> CitationDocument { CitationDocument(self, records: records) }

    /// What is not in the specification, or where it leaves a choice.
    public struct Options: Sendable, Hashable {
        /// Whether URL, DOI, PMID and PMCID are marked as links.
        public var links = false
        /// Whether lowercase particles at the start of a family name or the end of the given names are split off.
        public var splitsParticles = true
        /// Whether a page locator that begins with the abbreviation of another label ("vol. 1") is taken for that.
        public var readsLocatorLabels = true
        /// How many threads may work at once. What is written is the same for any number.
        public var cores = 1
        /// Short forms that take the place of names, places and titles where a style asks for the short form.
        public var abbreviations = Abbreviations()

        public init() {}
    }
}

/// Short forms by the kind of text that they stand for.
///
/// Source: citeproc-js's abbreviation lists: "container-title", "institution-entire", "place" ... by the full text.
public struct Abbreviations: Sendable, Hashable {
    public var lists: [String: [String: String]]

    public init(_ lists: [String: [String: String]] = [:]) { self.lists = lists }

    public var isEmpty: Bool { lists.isEmpty }
}
