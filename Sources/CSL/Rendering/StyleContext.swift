/// A style with the terms, dates and options of one language looked up.
///
/// Source: CSL 1.0.2 specification, "Locale Fallback".
final class StyleContext: Sendable {
    let style: CompiledStyle

    init(style: CompiledStyle, locales: [LocaleData], language: String) {
        self.style = style
    }
}
