/// What a locator may count, by the names of the terms.
///
/// Source: CSL 1.0.2 specification, Appendix II, "Locators".
enum LocatorLabel {
    static let names = [
        "act", "appendix", "article-locator", "book", "canon", "chapter", "column", "elocation", "equation", "figure",
        "folio", "issue", "line", "note", "opus", "page", "paragraph", "part", "rule", "scene", "section", "sub-verbo",
        "supplement", "table", "timestamp", "title-locator", "verse", "version", "volume",
    ]
}
