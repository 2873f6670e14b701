internal import CSL
internal import Formats
internal import JSON
internal import Records

/// A document that cites records, and how it is written.
struct Citing {
    private let styling: Styling
    private let filter: BibliographyFilter
    private let records: [Record]
    private var document: CitationDocument
    /// The records that the style renders nothing for in the bibliography.
    private var unrendered: [String] = []

    /// - Parameter cites: whether there are citations besides the bibliography: each record's, in its order.
    init(_ styling: Styling, records: [Record], filter: BibliographyFilter, cites: Bool) {
        self.styling = styling
        self.filter = filter
        self.records = records
        document = styling.processor.document(records)
        if cites { document.citeEach() } else { document.addUncited(nil) }
    }

    /// Cites these clusters in place of every record once.
    ///
    /// - Parameter uncited: keys with commas between, or "all".
    mutating func cite(_ file: ClusterFile, uncited: String?) {
        document.cite(file.clusters)
        if let uncited { document.addUncited(uncited == "all" ? nil : uncited.keys) }
    }

    /// What was odd in citing and writing.
    var problems: [Diagnostic] {
        let problems = document.warnings.map(\.diagnostic)
        guard !unrendered.isEmpty else { return problems }
        let some = unrendered.prefix(5).joined(separator: ", ") + (unrendered.count > 5 ? ", …" : "")
        let records = unrendered.count == 1 ? "a record" : "\(unrendered.count) records"
        return problems + [
            Diagnostic(
                .warning, "cite.empty-entry", "the style renders nothing in the bibliography for \(records): \(some)",
                hint: "it may have no entry for records of that type")
        ]
    }

    /// Writes everything.
    ///
    /// - Parameter sections: the field by whose values the bibliography is divided; nil for one without sections.
    mutating func write(
        parts: CitationParts, asJSON: Bool, _ sections: String?, to output: inout Output
    ) throws(OutputError) {
        let citations = parts.citations ? document.citations() : []
        if asJSON {
            return try output.write(json(parts, citations, parts.bibliography ? bibliography(sections) : [], sections))
        }
        let written = parts.bibliography ? self.written(sections) : []
        unrendered = written.flatMap(\.bibliography.blanks)
        try styling.markup.write(
            citations: parts.citations ? citations.map(\.text) : nil,
            bibliography: parts.bibliography ? written : nil, isNote: styling.processor.style.isNote
        ) { (bytes) throws(OutputError) in try output.write(bytes) }
    }

    private mutating func written(_ field: String?) -> [(heading: String?, bibliography: WrittenBibliography)] {
        guard field != nil else { return [(nil, document.bibliography(in: styling.markup, filter))] }
        return bibliography(field).map {
            ($0.heading, WrittenBibliography($0.bibliography.entries, $0.bibliography.layout, in: styling.markup))
        }
    }

    private mutating func bibliography(_ field: String?) -> [(heading: String?, bibliography: Bibliography)] {
        guard let field else { return [(nil, document.bibliography(filter))] }
        let layout = document.bibliography(filter).layout
        return document.bibliographySections(by: field, filter).map {
            ($0.heading, Bibliography(entries: $0.entries, layout: layout))
        }
    }

    /// - Parameter field: the field by whose values the bibliography is divided; nil for one without sections.
    private mutating func json(
        _ parts: CitationParts, _ citations: [CitationDocument.Citation],
        _ sections: [(heading: String?, bibliography: Bibliography)], _ field: String?
    ) -> [UInt8] {
        for section in sections {
            for entry in section.bibliography.entries where entry.text.isBlank { unrendered.append(entry.id) }
        }
        var writer = JSONWriter(.pretty)
        writer.beginObject()
        writer.member("style", styling.styleName)
        writer.member("locale", styling.processor.language)
        if parts.citations {
            writer.key("citations")
            writer.beginArray()
            for citation in citations { write(citation.id, citation.text, to: &writer) }
            writer.endArray()
        }
        if parts.bibliography, field != nil {
            writer.key("sections")
            writer.beginArray()
            for section in sections {
                writer.beginObject()
                writer.member("heading", section.heading ?? "")
                writer.key("bibliography")
                write(section.bibliography, to: &writer)
                writer.endObject()
            }
            writer.endArray()
        } else if parts.bibliography {
            writer.key("bibliography")
            write(sections.first?.bibliography ?? Bibliography(), to: &writer)
        }
        writer.endObject()
        return writer.bytes + Array("\n".utf8)
    }

    private func write(_ bibliography: Bibliography, to writer: inout JSONWriter) {
        writer.beginArray()
        for entry in bibliography.entries { write(entry.id, entry.text, to: &writer) }
        writer.endArray()
    }

    private func write(_ id: String, _ text: FormattedText, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("text", styling.markup.string(text))
        writer.endObject()
    }
}

extension String {
    /// Keys with commas between.
    var keys: [String] { split(separator: ",").map(String.init) }
}

extension Invocation {
    /// The records with the keys of `--only`, in their order; a key that no record has is told.
    func chooseOnly(of records: [Record]) -> [Record] {
        let keys = arguments.values(.only).flatMap(\.keys)
        let wanted = Set(keys)
        let known = Set(records.map(\.key))
        for key in keys where !known.contains(key) {
            let guess = Guess.nearest(to: key, among: records.map(\.key))
            messages.report(
                Diagnostic(
                    .error, "cite.unknown-key", "no record has the key “\(key)”",
                    hint: guess.map { "did you mean “\($0)”?" }))
        }
        return records.filter { wanted.contains($0.key) }
    }

    /// The field by which the bibliography is divided.
    var sections: String? { arguments.value(.sections) }
}
