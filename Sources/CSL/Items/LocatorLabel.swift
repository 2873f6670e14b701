/// What a locator may count, by the names of the terms.
///
/// Source: CSL 1.0.2 specification, Appendix II, "Locators"; that a locator may begin with the word for it is citeproc-js's
/// custom.
enum LocatorLabel {
    static let names = [
        "act", "appendix", "article-locator", "book", "canon", "chapter", "column", "elocation", "equation", "figure",
        "folio", "issue", "line", "note", "opus", "page", "paragraph", "part", "rule", "scene", "section", "sub-verbo",
        "supplement", "table", "timestamp", "title-locator", "verse", "version", "volume",
    ]

    /// Takes the word at the start of a locator for its label: "vol. 1" is "1" of volume.
    ///
    /// - Returns: nil where it begins with none.
    static func split(_ locator: String) -> (label: String, rest: String)? {
        guard let space = locator.firstIndex(of: " ") else { return nil }
        guard let label = abbreviations[String(locator[..<space])] else { return nil }
        let rest = String(locator[locator.index(after: space)...].drop { $0 == " " })
        return rest.isEmpty ? nil : (label, rest)
    }

    private static let abbreviations: [String: String] = [
        "app.": "appendix", "art.": "article-locator", "arts.": "article-locator", "bk.": "book", "bks.": "book",
        "ch.": "chapter", "chap.": "chapter", "chaps.": "chapter", "col.": "column", "cols.": "column",
        "fig.": "figure", "figs.": "figure", "fol.": "folio", "fols.": "folio", "l.": "line", "ll.": "line",
        "n.": "note", "nn.": "note", "no.": "issue", "nos.": "issue", "op.": "opus", "opp.": "opus", "p.": "page",
        "pp.": "page", "para.": "paragraph", "paras.": "paragraph", "¶": "paragraph", "¶¶": "paragraph", "pt.": "part",
        "pts.": "part", "r.": "rule", "rr.": "rule", "sc.": "scene", "sec.": "section", "secs.": "section",
        "§": "section", "§§": "section", "s.v.": "sub-verbo", "s.vv.": "sub-verbo", "suppl.": "supplement",
        "tbl.": "table", "v.": "verse", "vv.": "verse", "vol.": "volume", "vols.": "volume",
    ]
}
