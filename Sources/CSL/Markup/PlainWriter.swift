/// Text without any markup. Blocks stand on lines of their own.
struct PlainWriter: MarkupWriter {
    private static let escapes = ByteEscapes()

    mutating func text(_ text: MarkupStretch, to out: inout [UInt8]) { PlainWriter.escapes.append(text, to: &out) }

    mutating func open(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        LineBlocks.open(kind, at: place, to: &out)
    }

    mutating func close(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        LineBlocks.close(kind, at: place, to: &out)
    }

    mutating func openLink(_ address: [UInt8], at place: MarkupStretch, to out: inout [UInt8]) {}
    mutating func closeLink(at place: MarkupStretch, to out: inout [UInt8]) {}

    /// Entries on lines of their own, with as many empty lines between them as the style asks for; in Markdown at least one,
    /// as it would make one paragraph of them.
    static func frame(_ layout: Bibliography.Layout, isMarkdown: Bool) -> BibliographyFrame {
        let empty = max(isMarkdown ? 1 : 0, min(layout.entrySpacing, 20))
        return BibliographyFrame(
            entryEnd: "\n", between: String(repeating: "\n", count: empty), trimsEntries: true)
    }
}

/// CSL's `display` in markups that have nothing but lines.
enum LineBlocks {
    /// - Parameter lineBreak: what breaks a line within a paragraph.
    static func open(
        _ kind: FormattedText.Kind, at place: MarkupStretch, to out: inout [UInt8], lineBreak: String = "\n"
    ) {
        let isFirst = place.range.lowerBound == 0
        switch kind {
        case .block, .leftMargin: if !isFirst { newLine(lineBreak, &out) }
        case .indent:
            if !isFirst { newLine(lineBreak, &out) }
            out.append(contentsOf: "    ".utf8)
        case .rightInline:
            if let last = out.last, last > 0x20, place[place.range.lowerBound] != 0x20 { out.append(0x20) }
        default: break
        }
    }

    static func close(
        _ kind: FormattedText.Kind, at place: MarkupStretch, to out: inout [UInt8], lineBreak: String = "\n"
    ) {
        guard kind == .block || kind == .indent, place.range.lowerBound < place.bytes.count else { return }
        newLine(lineBreak, &out)
    }

    private static func newLine(_ lineBreak: String, _ out: inout [UInt8]) {
        while out.last == 0x20 { out.removeLast() }
        if let last = out.last, last != 0x0A { out.append(contentsOf: lineBreak.utf8) }
    }
}
