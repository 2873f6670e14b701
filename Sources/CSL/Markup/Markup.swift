/// How formatted text is written out.
///
///     Markup.html.string(citation.text)           // "“Title,” <i>Journal</i> 12 (2010)"
///     Markup.latex.string(document.bibliography())
///
/// No text of a record becomes a tag, a command or a control sequence: what means something in the markup is escaped, and
/// control characters are replaced. Links are written where the text is marked so and the address has a scheme that is known to
/// be harmless.
public enum Markup: String, CaseIterable, Sendable, Hashable {
    case plain, html, markdown, latex, rtf, typst, terminal

    /// What it is for, in a few words.
    public var summary: String {
        switch self {
        case .plain: "text without any markup"
        case .html: "HTML, as citeproc-js writes it"
        case .markdown: "CommonMark, with HTML for what it lacks"
        case .latex: "LaTeX"
        case .rtf: "RTF, for word processors"
        case .typst: "Typst"
        case .terminal: "text with colours and styles of a terminal"
        }
    }

    /// The text in this markup.
    public func string(_ text: FormattedText) -> String {
        var out: [UInt8] = []
        append(text, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends the text in this markup, as UTF-8.
    public func append(_ text: FormattedText, to out: inout [UInt8]) {
        append(text, layout: nil, to: &out)
    }

    /// An entry of a bibliography, with what the markup puts around it: `<div class="csl-entry">` in HTML.
    public func string(_ entry: Bibliography.Entry, in layout: Bibliography.Layout) -> String {
        var out: [UInt8] = []
        append(entry, in: layout, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends an entry of a bibliography.
    public func append(_ entry: Bibliography.Entry, in layout: Bibliography.Layout, to out: inout [UInt8]) {
        let frame = frame(of: layout)
        out.append(contentsOf: frame.entryStart)
        appendBody(entry.text, in: layout, frame, to: &out)
        out.append(contentsOf: frame.entryEnd)
    }

    /// Appends an entry without what stands around it.
    func appendBody(
        _ text: FormattedText, in layout: Bibliography.Layout, _ frame: BibliographyFrame, to out: inout [UInt8]
    ) {
        let start = out.count
        // A grid has two cells a row, also where an entry has no first field.
        if self == .typst, layout.secondFieldAlign != .none, !text.marks.contains(where: { $0.kind == .leftMargin }) {
            out.append(contentsOf: "], [".utf8)
        }
        append(text, layout: layout, to: &out)
        if frame.trimsEntries {
            // A block at the beginning or end of the entry needs no line of its own there.
            while out.count > start, out.last == 0x0A || out.last == 0x20 { out.removeLast() }
            let lead = out[start...].prefix { $0 == 0x0A }.count
            out.removeSubrange(start..<(start + lead))
        }
    }

    /// A whole bibliography.
    public func string(_ bibliography: Bibliography) -> String {
        var out: [UInt8] = []
        append(bibliography, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends a whole bibliography: its entries in order, with what stands before, between and after them.
    public func append(_ bibliography: Bibliography, to out: inout [UInt8]) {
        var run = WrittenBibliography.Run(self, bibliography.layout, count: bibliography.entries.count)
        for entry in bibliography.entries { run.add(entry.text) }
        WrittenBibliography(self, bibliography.layout, runs: [run]).append(to: &out)
    }

    /// What stands before all else in a file of this markup, where a file needs that (RTF); empty otherwise.
    public var documentStart: String { self == .rtf ? RTFWriter.documentStart : "" }

    /// What stands after all else.
    public var documentEnd: String { self == .rtf ? RTFWriter.documentEnd : "" }

    private func append(_ text: FormattedText, layout: Bibliography.Layout?, to out: inout [UInt8]) {
        switch self {
        case .plain: MarkupWalk.write(text, PlainWriter(), to: &out)
        case .html: MarkupWalk.write(text, HTMLWriter(), to: &out)
        case .markdown: MarkupWalk.write(text, MarkdownWriter(), to: &out)
        case .latex: MarkupWalk.write(text, LaTeXWriter(), to: &out)
        case .rtf: MarkupWalk.write(text, RTFWriter(), to: &out)
        case .typst: MarkupWalk.write(text, TypstWriter(layout: layout), to: &out)
        case .terminal: MarkupWalk.write(text, TerminalWriter(), to: &out)
        }
    }

    func frame(of layout: Bibliography.Layout) -> BibliographyFrame {
        switch self {
        case .plain, .terminal, .markdown: PlainWriter.frame(layout, isMarkdown: self == .markdown)
        case .html: HTMLWriter.frame
        case .latex: LaTeXWriter.frame(layout)
        case .rtf: RTFWriter.frame(layout)
        case .typst: TypstWriter.frame(layout)
        }
    }
}

/// What stands around the entries of a bibliography.
struct BibliographyFrame {
    let start: [UInt8]
    let end: [UInt8]
    let entryStart: [UInt8]
    let entryEnd: [UInt8]
    let between: [UInt8]
    let trimsEntries: Bool

    init(
        start: String = "", end: String = "", entryStart: String = "", entryEnd: String = "", between: String = "",
        trimsEntries: Bool = false
    ) {
        self.start = Array(start.utf8)
        self.end = Array(end.utf8)
        self.entryStart = Array(entryStart.utf8)
        self.entryEnd = Array(entryEnd.utf8)
        self.between = Array(between.utf8)
        self.trimsEntries = trimsEntries
    }
}
