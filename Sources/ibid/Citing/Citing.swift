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
    /// - Parameter sections: by what the bibliography is divided; nil for one without sections.
    mutating func write(
        parts: CitationParts, asJSON: Bool, _ sections: Sections?, to output: inout Output
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

    private mutating func written(_ by: Sections?) -> [(headings: [String], bibliography: WrittenBibliography)] {
        guard by != nil else { return [([], document.bibliography(in: styling.markup, filter))] }
        return bibliography(by).map {
            ($0.headings, WrittenBibliography($0.bibliography.entries, $0.bibliography.layout, in: styling.markup))
        }
    }

    private mutating func bibliography(_ by: Sections?) -> [(headings: [String], bibliography: Bibliography)] {
        guard let by else { return [([], document.bibliography(filter))] }
        let layout = document.bibliography(filter).layout
        return document.bibliographySections(by: by.fields, others: by.others, filter).map {
            ($0.headings, Bibliography(entries: $0.entries, layout: layout))
        }
    }

    /// - Parameter by: by what the bibliography is divided; nil for one without sections.
    private mutating func json(
        _ parts: CitationParts, _ citations: [CitationDocument.Citation],
        _ sections: [(headings: [String], bibliography: Bibliography)], _ by: Sections?
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
        if parts.bibliography, by != nil {
            writer.key("sections")
            writer.beginArray()
            for section in sections {
                writer.beginObject()
                writer.key("headings")
                writer.beginArray()
                for heading in section.headings { writer.string(heading) }
                writer.endArray()
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

    /// By what the bibliography is divided; nil without `--sections`.
    func sections() throws -> Sections? {
        guard let word = arguments.value(.sections) else { return nil }
        let fields = word.keys
        for field in fields { try BibliographyFilter.check(field, of: .sections) }
        return fields.isEmpty ? nil : Sections(fields: fields, others: arguments.value(.others) ?? "")
    }
}

/// By what a bibliography is divided.
struct Sections {
    /// The outermost first.
    let fields: [String]
    /// The heading of the records without the first of them.
    let others: String
}
