/// LaTeX, with nothing but its own macros; links want the package hyperref.
struct LaTeXWriter: MarkupWriter {
    private static let marks = MarkTable([
        (.italic, "\\emph{", "}"), (.oblique, "\\textsl{", "}"), (.normalStyle, "\\textup{", "}"),
        (.smallCaps, "\\textsc{", "}"), (.normalVariant, "\\textup{", "}"), (.bold, "\\textbf{", "}"),
        (.light, "\\textmd{", "}"), (.normalWeight, "\\textmd{", "}"), (.underline, "\\underline{", "}"),
        (.superscript, "\\textsuperscript{", "}"), (.subscript, "\\textsubscript{", "}"),
        (.monospace, "\\texttt{", "}"), (.block, "\\par ", "\\par "), (.indent, "\\par\\hspace*{2em}", "\\par "),
        (.leftMargin, "\\makebox[\\labelwidth][l]{", "}"),
    ])

    private static let escapes = ByteEscapes([
        "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%",
        "_": "\\_", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "-": "-", "`": "\\textasciigrave{}",
        "'": "'", "\"": "\\textquotedbl{}", "<": "<", ">": ">", "[": "{[}", "]": "{]}",
    ])

    mutating func text(_ text: MarkupStretch, to out: inout [UInt8]) {
        LaTeXWriter.escapes.append(text, to: &out) { byte, at in
            switch byte {
            // Two of them would be a dash or a quotation mark.
            case UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"):
                text[at - 1] == byte ? [UInt8(ascii: "{"), UInt8(ascii: "}"), byte] : [byte]
            default: nil
            }
        }
    }

    mutating func open(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        out.append(contentsOf: LaTeXWriter.marks.open(kind))
    }

    mutating func close(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        out.append(contentsOf: LaTeXWriter.marks.close(kind))
    }

    mutating func openLink(_ address: [UInt8], at place: MarkupStretch, to out: inout [UInt8]) {
        out.append(contentsOf: "\\href{".utf8)
        for byte in address {
            if [UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "&")].contains(byte) {
                out.append(UInt8(ascii: "\\"))
            }
            out.append(byte)
        }
        out.append(contentsOf: "}{".utf8)
    }

    mutating func closeLink(at place: MarkupStretch, to out: inout [UInt8]) { out.append(UInt8(ascii: "}")) }

    /// A list: hanging entries begin left of the others' lines; aligned ones leave room for the widest first field.
    static func frame(_ layout: Bibliography.Layout) -> BibliographyFrame {
        var lengths = "\\setlength{\\itemsep}{\(layout.entrySpacing)\\baselineskip}"
        if layout.secondFieldAlign != .none {
            let width = Double(max(2, layout.maxOffset)) * 0.6
            lengths += "\\setlength{\\labelwidth}{\(tenths(width))em}\\setlength{\\labelsep}{0pt}"
            lengths +=
                layout.secondFieldAlign == .margin
                ? "\\setlength{\\leftmargin}{0pt}\\setlength{\\itemindent}{-\\labelwidth}"
                : "\\setlength{\\leftmargin}{\\labelwidth}\\setlength{\\itemindent}{-\\labelwidth}"
        } else if layout.hangingIndent {
            lengths += "\\setlength{\\leftmargin}{2em}\\setlength{\\itemindent}{-2em}"
        } else {
            lengths += "\\setlength{\\leftmargin}{0pt}"
        }
        return BibliographyFrame(
            start: "\\begin{list}{}{\(lengths)}\n", end: "\\end{list}\n", entryStart: "\\item ", entryEnd: "\n",
            trimsEntries: true)
    }

    static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
