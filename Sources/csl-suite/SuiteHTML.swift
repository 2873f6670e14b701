internal import CSL

/// Formatted text as the suite's expected results have it.
enum SuiteHTML {
    static func text(_ text: FormattedText) -> String {
        if text.isEmpty { return "[CSL STYLE ERROR: reference with no printed form.]" }
        return html(text)
    }

    static func bibliography(_ bibliography: Bibliography, isNumeric: Bool) -> String {
        let entries = bibliography.entries.enumerated().map { index, entry in
            let number = entry.text.isEmpty && isNumeric ? "\(index + 1). " : ""
            return "  <div class=\"csl-entry\">\(number)\(text(entry.text))</div>\n"
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

    private static func html(_ text: FormattedText) -> String {
        var out = ""
        var at = 0
        for mark in text.marks {
            let offset = Int(mark.offset)
            if offset > at {
                out += escaped(text.utf8[at..<offset])
                at = offset
            }
            if mark.isOpening {
                if mark.kind == .block { out += "\n\n    " }
                if mark.kind == .leftMargin { out += "\n    " }
                out += open(mark.kind, text, at)
            } else {
                out += close(mark.kind)
                if mark.kind == .block { out += "\n" }
                if mark.kind == .rightInline || mark.kind == .indent { out += "\n  " }
            }
        }
        out += escaped(text.utf8[at...])
        return out
    }

    private static func open(_ kind: FormattedText.Kind, _ text: FormattedText, _ at: Int) -> String {
        switch kind {
        case .italic: "<i>"
        case .oblique: "<em>"
        case .normalStyle: "<span style=\"font-style:normal;\">"
        case .smallCaps: "<span style=\"font-variant:small-caps;\">"
        case .normalVariant: "<span style=\"font-variant:normal;\">"
        case .bold: "<b>"
        case .light: "<span style=\"font-weight:light;\">"
        case .normalWeight: "<span style=\"font-weight:normal;\">"
        case .underline: "<span style=\"text-decoration:underline;\">"
        case .noDecoration: "<span style=\"text-decoration:none;\">"
        case .superscript: "<sup>"
        case .subscript: "<sub>"
        case .baseline: "<span style=\"baseline\">"
        case .block: "<div class=\"csl-block\">"
        case .leftMargin: "<div class=\"csl-left-margin\">"
        case .rightInline: "<div class=\"csl-right-inline\">"
        case .indent: "<div class=\"csl-indent\">"
        case .linkURL, .linkDOI, .linkPMID, .linkPMCID: "<a href=\"\(target(kind, text, at))\">"
        case .strikethrough, .monospace, .math, .noCase: ""
        }
    }

    private static func close(_ kind: FormattedText.Kind) -> String {
        switch kind {
        case .italic: "</i>"
        case .oblique: "</em>"
        case .bold: "</b>"
        case .superscript: "</sup>"
        case .subscript: "</sub>"
        case .block, .leftMargin, .rightInline, .indent: "</div>"
        case .linkURL, .linkDOI, .linkPMID, .linkPMCID: "</a>"
        case .strikethrough, .monospace, .math, .noCase: ""
        case .normalStyle, .smallCaps, .normalVariant, .light, .normalWeight, .underline, .noDecoration, .baseline:
            "</span>"
        }
    }

    private static func target(_ kind: FormattedText.Kind, _ text: FormattedText, _ at: Int) -> String {
        let end = text.marks.first { $0.kind == kind && !$0.isOpening && Int($0.offset) >= at }
        return kind.linkResolver + escaped(text.utf8[at..<Int(end?.offset ?? Int32(text.utf8.count))])
    }

    /// Superscript characters become markup.
    private static let superscripts: [Unicode.Scalar: String] = [
        "ª": "a", "²": "2", "³": "3", "¹": "1", "º": "o", "ʰ": "h", "ʱ": "ɦ", "ʲ": "j", "ʳ": "r", "ʴ": "ɹ", "ʵ": "ɻ",
        "ʶ": "ʁ", "ʷ": "w", "ʸ": "y", "ˠ": "ɣ", "ˡ": "l", "ˢ": "s", "ˣ": "x", "ˤ": "ʕ", "ᴬ": "A", "ᴮ": "B", "ᴰ": "D",
        "ᴱ": "E", "ᴳ": "G", "ᴴ": "H", "ᴵ": "I", "ᴶ": "J", "ᴷ": "K", "ᴸ": "L", "ᴹ": "M", "ᴺ": "N", "ᴼ": "O", "ᴾ": "P",
        "ᴿ": "R", "ᵀ": "T", "ᵁ": "U", "ᵂ": "W", "ᵃ": "a", "ᵇ": "b", "ᵈ": "d", "ᵉ": "e", "ᵍ": "g", "ᵏ": "k", "ᵐ": "m",
        "ᵒ": "o", "ᵖ": "p", "ᵗ": "t", "ᵘ": "u", "ᵛ": "v", "ᶜ": "c", "ᶠ": "f", "ᶻ": "z", "⁰": "0", "ⁱ": "i", "⁴": "4",
        "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁺": "+", "⁻": "−", "⁼": "=", "⁽": "(", "⁾": ")", "ⁿ": "n",
    ]

    private static func escaped(_ bytes: ArraySlice<UInt8>) -> String {
        var out = ""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "&": out += "&#38;"
            case "<": out += "&#60;"
            case ">": out += "&#62;"
            default:
                if let plain = superscripts[scalar] {
                    out += "<sup>\(plain)</sup>"
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        return out
    }
}
