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
    ///   - bibliography: the sections, or one without a heading; nil where none is written.
    ///   - isNote: whether the citations are notes.
    public func document(
        citations: [FormattedText]?, bibliography: [(heading: String?, bibliography: WrittenBibliography)]?,
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
        citations: [FormattedText]?, bibliography: [(heading: String?, bibliography: WrittenBibliography)]?,
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
        for section in bibliography ?? [] {
            if needsLine { out.append(0x0A) }
            needsLine = hasEmptyLines
            if let heading = section.heading {
                out.append(contentsOf: self.heading.start.utf8)
                append(FormattedText(heading), to: &out)
                out.append(contentsOf: self.heading.end.utf8)
            }
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

    private var heading: (start: String, end: String) {
        switch self {
        case .plain, .terminal: ("", "\n\n")
        case .html: ("<h2>", "</h2>\n")
        case .markdown: ("## ", "\n\n")
        case .latex: ("\\section*{", "}\n")
        case .rtf: ("\\pard\\sb240\\sa120\\keepn {\\b ", "}\\par\n")
        case .typst: ("== ", "\n\n")
        }
    }

    /// Whether parts are set apart by an empty line.
    private var hasEmptyLines: Bool { self == .plain || self == .terminal }
}
