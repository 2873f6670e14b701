internal import Formats
internal import Records

/// Makes records of the documents that a listing gives: what the page says, and what its title tells an expert.
struct ListedRecord {
    let profile: SourceProfile
    let grammar: TitleGrammar

    func record(_ document: ListedDocument) -> Record {
        var record = Record(type: profile.recordType)
        record[.title] = Text(document.title)
        if let date = document.date { record[.issued] = date }
        let summary = document.summary.joined(separator: "\n\n")
        addTitle(document.title, summary: summary, to: &record)
        if !summary.isEmpty { record[.abstract] = Text(summary) }
        if !profile.language.isEmpty {
            record.entries.append(
                Entry(.text(.language, Text(profile.language)), certainty: .high, evidence: .inference))
        }
        addAddress(document.address, to: &record)
        record.reference = ArchivalReference(
            repository: Text(profile.name), institution: profile.institution, subarea: profile.subarea,
            place: profile.place, country: profile.country)
        addValues(document.values, to: &record)
        record.key = key(for: record)
        return record
    }

    private func addValues(_ values: [ListedDocument.Value], to record: inout Record) {
        guard !values.isEmpty else { return }
        var fields = LabelledValues(profile: profile, grammar: grammar, evidence: .source)
        var source = ""
        var archive = ""
        for value in values {
            switch value.field {
            case .source, .reference: source = value.text
            case .repository: archive = value.text
            default: fields.add(value, to: &record)
            }
        }
        SourceLine(profile: profile, grammar: grammar, evidence: .source).add(source, archive: archive, to: &record)
    }

    /// What the title, and of a conversation the summary, says of genre, people, dates and the whole.
    func addTitle(_ title: String, summary: String, to record: inout Record) {
        let found = TitleAnalysis(title, grammar: grammar)
        func add(_ content: Entry.Content, _ certainty: Certainty? = nil) {
            record.entries.append(Entry(content, certainty: certainty ?? found.certainty, evidence: .title))
        }
        if !found.shortTitle.isEmpty { add(.text(.titleShort, Text(found.shortTitle)), .high) }
        if !found.genre.isEmpty { add(.text(.genre, Text(found.genre)), .high) }
        if !found.number.isEmpty { add(.text(.number, Text(found.number)), .high) }
        if !found.creators.isEmpty { add(.names(.author, found.creators)) }
        if !found.recipients.isEmpty { add(.names(.recipient, found.recipients)) }
        var participants = found.participants
        if found.isConversation, !summary.isEmpty {
            let known = participants + found.creators
            participants +=
                SummaryAnalysis(summary, known: known, event: found.event, grammar: grammar).participants
        }
        if !participants.isEmpty { add(.names(.participant, participants)) }
        // A letter's own date, said again in its title, is no event.
        if let date = found.eventDate, found.isConversation || date.edtf != record[.issued]?.edtf {
            add(.date(.eventDate, date))
        }
        if let date = found.coverage { add(.date(.coverage, date)) }
        if let parent = found.parent { add(.relation(parent), parent.certainty) }
    }

    private func addAddress(_ address: String, to record: inout Record) {
        guard !address.isEmpty else { return }
        guard let known = DocumentAddress(address, profile: profile) else {
            record[.url] = Text(address)
            return
        }
        record[.url] = Text(known.address)
        if !known.recordID.isEmpty { record[.recordID] = Text(known.recordID) }
    }

    /// "wcda-1963-11-12"; for a document without a date, the first words of its title: "wcda-undated-comments-of-khrushchev".
    func key(for record: Record) -> String {
        let prefix = profile.keyPrefix.isEmpty ? Keys.slug(profile.id, words: 3) : profile.keyPrefix
        guard let point = record[.issued]?.first else {
            let words = Keys.slug(record[.title]?.string ?? "", words: 5)
            return [prefix, "undated", words].filter { !$0.isEmpty }.joined(separator: "-")
        }
        var parts = [prefix, String(point.year)]
        if point.month > 0 { parts.append(point.month.padded) }
        if point.day > 0 { parts.append(point.day.padded) }
        return parts.joined(separator: "-")
    }
}

extension UInt8 {
    fileprivate var padded: String { self < 10 ? "0\(self)" : "\(self)" }
}
