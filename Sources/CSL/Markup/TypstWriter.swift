/// Typst markup. Styles are calls of its functions, which nest without limits.
///
/// Source: Typst's reference, "Syntax", "Escape sequences".
struct TypstWriter: MarkupWriter {
    private static let marks = MarkTable([
        (.italic, "#emph[", "]"), (.oblique, "#emph[", "]"), (.normalStyle, "#text(style: \"normal\")[", "]"),
        (.smallCaps, "#smallcaps[", "]"), (.bold, "#strong[", "]"), (.light, "#text(weight: \"light\")[", "]"),
        (.normalWeight, "#text(weight: \"regular\")[", "]"), (.underline, "#underline[", "]"),
        (.superscript, "#super[", "]"), (.subscript, "#sub[", "]"), (.strikethrough, "#strike[", "]"),
        (.block, "#block[", "]"), (.indent, "#block(inset: (left: 2em))[", "]"),
    ])

    private static let escapes = ByteEscapes([
        "\\": "\\\\", "#": "\\#", "$": "\\$", "*": "\\*", "_": "\\_", "`": "\\`", "<": "\\<", ">": "\\>", "@": "\\@",
        "~": "\\~", "[": "\\[", "]": "\\]", "\"": "\\\"", "'": "\\'", "/": "/", "-": "-", "+": "+", "=": "=", ".": ".",
    ])

    /// Where the entry is part of a bibliography whose first fields are aligned, it is two cells of a grid: what stands up to
    /// the end of the first field, and the rest. All of it is within brackets: outside, text would be code.
    private var endsCell: Bool
    private let isAligned: Bool

    init(layout: Bibliography.Layout?) {
        isAligned = layout.map { $0.secondFieldAlign != .none } ?? false
        endsCell = isAligned
    }

    mutating func text(_ text: MarkupStretch, to out: inout [UInt8]) {
        let backslash = UInt8(ascii: "\\")
        TypstWriter.escapes.append(text, to: &out) { byte, at in
            let next = text[at + 1]
            let begins = text[at - 1] == 0x0A
            switch byte {
            // Comments.
            case UInt8(ascii: "/"):
                return begins || next == byte || next == UInt8(ascii: "*") ? [backslash, byte] : [byte]
            // Dashes, soft hyphens, minus signs, lists.
            case UInt8(ascii: "-"):
                let isShorthand = next == byte || next == UInt8(ascii: "?") || (0x30...0x39).contains(next)
                return begins || isShorthand ? [backslash, byte] : [byte]
            case UInt8(ascii: "+"), UInt8(ascii: "="): return begins ? [backslash, byte] : [byte]
            // An ellipsis, or a numbered list.
            case UInt8(ascii: "."):
                let isList = TypstWriter.followsLineNumber(text, at)
                return isList || (next == byte && text[at + 2] == byte) ? [backslash, byte] : [byte]
            default: return nil
            }
        }
    }

    private static func followsLineNumber(_ text: MarkupStretch, _ offset: Int) -> Bool {
        var at = offset - 1
        while at >= 0, (0x30...0x39).contains(text[at]), offset - at < 20 { at -= 1 }
        return at < offset - 1 && text[at] == 0x0A
    }

    mutating func open(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        if kind == .leftMargin || kind == .rightInline {
            if !isAligned { LineBlocks.open(kind, at: place, to: &out) }
            return
        }
        out.append(contentsOf: TypstWriter.marks.open(kind))
    }

    mutating func close(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        if kind == .leftMargin, endsCell {
            endsCell = false
            out.append(contentsOf: "], [".utf8)
        }
        let end = TypstWriter.marks.close(kind)
        guard !end.isEmpty else { return }
        out.append(contentsOf: end)
        self.end(at: place, &out)
    }

    /// What follows a call at once could be taken for a part of it: a semicolon ends it.
    private func end(at place: MarkupStretch, _ out: inout [UInt8]) {
        let next = place[place.range.lowerBound]
        if [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "."), UInt8(ascii: ";")].contains(next) {
            out.append(UInt8(ascii: ";"))
        }
    }

    mutating func openLink(_ address: [UInt8], at place: MarkupStretch, to out: inout [UInt8]) {
        out.append(contentsOf: "#link(\"".utf8)
        out.append(contentsOf: address)
        out.append(contentsOf: "\")[".utf8)
    }

    mutating func closeLink(at place: MarkupStretch, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "]"))
        end(at: place, &out)
    }

    static func frame(_ layout: Bibliography.Layout) -> BibliographyFrame {
        let spacing = LaTeXWriter.tenths(0.65 + Double(min(layout.entrySpacing, 20)) * 0.6)
        if layout.secondFieldAlign != .none {
            let width = LaTeXWriter.tenths(Double(max(2, layout.maxOffset)) * 0.6)
            return BibliographyFrame(
                start: "#grid(columns: (\(width)em, 1fr), row-gutter: \(spacing)em,\n", end: ")\n", entryStart: "  [",
                entryEnd: "],\n")
        }
        let indent = layout.hangingIndent ? "#set par(hanging-indent: 2em)\n" : ""
        return BibliographyFrame(
            start: "#[\n\(indent)#set block(spacing: \(spacing)em)\n", end: "]\n", entryEnd: "\n", between: "\n",
            trimsEntries: true)
    }
}
