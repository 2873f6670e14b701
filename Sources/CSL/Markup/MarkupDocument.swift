extension Markup {
    /// The names, in the order of the cases.
    public static var names: [String] { allCases.map(\.rawValue) }

    public init?(name: String) { self.init(rawValue: name) }

    /// Whether it holds sequences that only a terminal understands.
    public var isForTerminal: Bool { self == .terminal }

    /// Citations and a bibliography as one document: each citation a paragraph, then the entries, in sections under their
    /// headings where there are any.
    ///
    /// - Parameters:
    ///   - citations: nil where none are written.
    ///   - bibliography: the sections, or one without headings; nil where none is written. Of headings,
    ///     the outermost first, those are written that the section before does not have.
    ///   - isNote: whether the citations are notes.
    public func document(
        citations: [FormattedText]?, bibliography: [(headings: [String], bibliography: WrittenBibliography)]?,
        isNote: Bool
    ) -> [UInt8] {
        var out: [UInt8] = []
        write(citations: citations, bibliography: bibliography, isNote: isNote) { out += $0 }
        return out
    }

    /// Makes ``document(citations:bibliography:isNote:)`` piece by piece, so that it never is in memory as a whole.
    ///
    /// - Parameter pass: is given the bytes, in order.
    public func write<Failure: Error>(
        citations: [FormattedText]?, bibliography: [(headings: [String], bibliography: WrittenBibliography)]?,
        isNote: Bool, to pass: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let most = 1 << 16
        var out = Array(documentStart.utf8)
        let paragraph = paragraph(isNote: isNote)
        for citation in citations ?? [] {
            if out.count > most {
                try pass(out)
                out.removeAll(keepingCapacity: true)
            }
            out.append(contentsOf: paragraph.start.utf8)
            append(citation, to: &out)
            out.append(contentsOf: paragraph.end.utf8)
        }
        var needsLine = citations?.isEmpty == false && hasEmptyLines
        var before: [String] = []
        for section in bibliography ?? [] {
            if needsLine { out.append(0x0A) }
            // To most readers of Markdown a line right below a paragraph is no heading.
            needsLine = hasEmptyLines || self == .markdown
            let known = zip(section.headings, before).prefix { $0 == $1 }.count
            for (level, heading) in section.headings.enumerated().dropFirst(known) {
                let around = self.heading(level)
                out.append(contentsOf: around.start.utf8)
                append(FormattedText(heading), to: &out)
                out.append(contentsOf: around.end.utf8)
            }
            before = section.headings
            try section.bibliography.append(to: &out, passing: most, pass)
            if out.last != 0x0A { out.append(0x0A) }
        }
        out.append(contentsOf: documentEnd.utf8)
        try pass(out)
    }

    /// What stands around a citation that is a paragraph of its own.
    private func paragraph(isNote: Bool) -> (start: String, end: String) {
        switch self {
        case .plain, .terminal: ("", "\n")
        case .html: ("<p class=\"\(isNote ? "csl-note" : "csl-citation")\">", "</p>\n")
        case .markdown, .latex, .typst: ("", "\n\n")
        case .rtf: ("\\pard\\sa120 ", "\\par\n")
        }
    }

    /// What stands around a heading; those of the second level and further ones look alike.
    private func heading(_ level: Int) -> (start: String, end: String) {
        switch self {
        case .plain, .terminal: ("", "\n\n")
        case .html: level == 0 ? ("<h2>", "</h2>\n") : ("<h3>", "</h3>\n")
        case .markdown: (level == 0 ? "## " : "### ", "\n\n")
        case .latex: (level == 0 ? "\\section*{" : "\\subsection*{", "}\n")
        case .rtf: ("\\pard\\sb240\\sa120\\keepn {\(level == 0 ? "\\b" : "\\b\\i") ", "}\\par\n")
        case .typst: (level == 0 ? "== " : "=== ", "\n\n")
        }
    }

    /// Whether parts are set apart by an empty line.
    private var hasEmptyLines: Bool { self == .plain || self == .terminal }
}
