internal import Formats
internal import Records

/// Makes the record of a document's own page: the statements of its labels, marked as coming from the page, and what title and
/// source line tell.
struct DocumentRecord {
    let profile: SourceProfile
    let grammar: TitleGrammar
    private let sources: SourceLine

    init(profile: SourceProfile, grammar: TitleGrammar) {
        self.profile = profile
        self.grammar = grammar
        sources = SourceLine(profile: profile, grammar: grammar, evidence: .page)
    }

    func record(_ page: DocumentPage) -> Record {
        let citation = page.citations.first
        let mapping = ListedRecord(profile: profile, grammar: grammar)
        var document = ListedDocument()
        document.title = page.title.isEmpty ? citation?.title ?? "" : page.title
        document.date = page.date ?? citation?.date
        document.summary = page.summary
        document.address = page.address
        var record = mapping.record(document)
        for credit in page.credits { add(.text(.credits, Text(credit)), to: &record) }
        var values = LabelledValues(profile: profile, grammar: grammar, evidence: .page)
        var source = citation?.source ?? ""
        var archive = ""
        for value in page.values {
            switch value.field {
            case .source, .reference: source = value.text
            case .repository: archive = value.text
            default: values.add(value, to: &record)
            }
        }
        if let citation { add(.text(.creditLine, Text(citation.text)), to: &record) }
        sources.add(source, archive: archive, to: &record)
        addIDAddress(to: &record)
        record.key = mapping.key(for: record)
        return record
    }

    /// The records of further citations on the page: each describes a document of its own.
    func records(ofFurther citations: ArraySlice<CitationString>) -> [Record] {
        citations.map { citation in
            var page = DocumentPage()
            page.citations = [citation]
            page.address = citation.address
            return record(page)
        }
    }

    private func add(_ content: Entry.Content, to record: inout Record) {
        record.entries.append(Entry(content, evidence: .page))
    }

    /// The address that the record id gives, where the page has no other.
    private func addIDAddress(to record: inout Record) {
        guard record[.url] == nil, let id = record[.recordID]?.string,
            let form = profile.recordURLs.first(where: { $0.contains("{id}") })
        else { return }
        add(.text(.url, Text(form.replacing("{id}", with: id))), to: &record)
    }
}
