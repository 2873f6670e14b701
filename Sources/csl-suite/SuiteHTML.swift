internal import CSL

/// Formatted text as the suite's expected results have it.
enum SuiteHTML {
    static func text(_ text: FormattedText) -> String { Markup.html.string(text) }

    static func bibliography(_ bibliography: Bibliography, isNumeric: Bool) -> String {
        var entries: [String] = []
        for entry in bibliography.entries where !entry.text.isEmpty || isNumeric {
            let text =
                entry.text.isEmpty
                ? "\(entries.count + 1). [CSL STYLE ERROR: reference with no printed form.]" : text(entry.text)
            entries.append("  <div class=\"csl-entry\">\(text)</div>\n")
        }
        return "<div class=\"csl-bib-body\">\n\(entries.joined())</div>"
    }

    static func header(_ bibliography: Bibliography) -> String {
        let layout = bibliography.layout
        var lines = [
            "entryspacing: \(layout.entrySpacing)", "linespacing: \(layout.lineSpacing)",
            "maxoffset: \(layout.maxOffset)",
        ]
        if layout.hangingIndent { lines.append("hangingindent: 2") }
        switch layout.secondFieldAlign {
        case .flush: lines.append("second-field-align: flush")
        case .margin: lines.append("second-field-align: margin")
        case .none: lines.append("second-field-align: false")
        }
        return lines.sorted().joined(separator: "\n")
    }
}
