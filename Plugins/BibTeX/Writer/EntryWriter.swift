internal import Formats
internal import Records
internal import TeX

/// Writes one record as an entry.
struct EntryWriter {
    let record: Record
    let dialect: Dialect
    let options: BibTeXWriter
    let encoder: TeXEncoder
    /// The entry's type.
    let type: String
    private let knownType: EntryType?
    /// Whether the record came from a .bib file: its fields then stand in the order of the record, else in ``FieldOrder``.
    let isFromBib: Bool
    var fields = FieldList()
    /// What the fields that are written as they stood say already.
    private var covered: [Entry.Content] = []

    private let kept: KeptFields
    /// What reads kept fields again.
    private let reading: KeptReading

    init(_ record: Record, _ dialect: Dialect, _ options: BibTeXWriter, _ reading: KeptReading) {
        self.reading = reading
        self.record = record
        self.dialect = dialect
        self.options = options
        encoder = TeXEncoder(repertoire: options.isASCII ?? (dialect == .bibtex) ? .ascii : .utf8)
        kept = KeptFields(record, dialect)
        isFromBib = kept.isFromBib
        type = kept.type ?? EntryWriter.type(for: record, in: dialect)
        var name = type
        knownType = name.withUTF8 { EntryType.named($0) }
    }

    mutating func write(into sink: inout WriteSink) {
        addKept(into: &sink)
        for (index, entry) in record.entries.enumerated() {
            if entry.evidence == .parent || covered.contains(entry.content) { continue }
            fields.rank = isFromBib && !options.isTidy ? index : nil
            generate(entry, into: &sink)
        }
        fields.rank = isFromBib && !options.isTidy ? .max : nil
        finish()
        sink.write(UInt8(ascii: "@"))
        sink.write(type)
        sink.write(UInt8(ascii: "{"))
        sink.write(CitationKey.written(record.key, isASCII: encoder.repertoire == .ascii))
        sink.write(",\n")
        fields.sort()
        fields.write(into: &sink.bytes, aligned: options.isTidy)
        sink.write("}\n")
    }

    private static func type(for record: Record, in dialect: Dialect) -> String {
        switch record.type {
        case .document where dialect == .biblatex && record.reference != nil: "unpublished"
        case .report where dialect == .biblatex: "report"
        case .thesis where dialect == .bibtex && record[.genre]?.string.hasPrefix("Master") == true: "mastersthesis"
        default: EntryType.name(for: record.type, in: dialect)
        }
    }

    // MARK: What is written as it stood

    private mutating func addKept(into sink: inout WriteSink) {
        guard !kept.fields.isEmpty else { return }
        var valid = kept.fields
        if kept.hasMapped {
            var found = kept.read(valid, as: type, with: reading)
            let stale = found.stale
            if !stale.isEmpty {
                valid.removeAll { stale.contains($0) }
                found = kept.read(valid, as: type, with: reading)
            }
            covered = found.contents
        }
        let labels = record.entries.map { KeptFields.Label($0.content) }
        for field in valid {
            let isMonth = field.known == .month && field.value.utf8.count == 3 && Months.isMacro(field.value)
            let place = labels.firstIndex { kept.says(field, $0) }
            fields.rank = isFromBib && !options.isTidy ? place ?? .max : nil
            fields.add(field.name, source: trusted(field, into: &sink), isBare: isMonth)
        }
    }

    /// A kept value as it may be written: commands that do more than set text become text, unless they are trusted.
    private func trusted(_ field: KeptFields.Source, into sink: inout WriteSink) -> String {
        guard !options.trustsTeX, let harmless = UntrustedTeX.harmless(field.value) else { return field.value }
        sink.diagnostics.append(
            Diagnostic(
                .warning, "bibtex.command",
                "“\(field.name)” has commands that do more than set text: \(harmless.commands.joined(separator: ", "))",
                hint: "they are written as text; --trust-tex lets them through", record: record.key))
        return harmless.value
    }

    // MARK: What is written anew

    private mutating func generate(_ entry: Entry, into sink: inout WriteSink) {
        switch entry.content {
        case .text(let field, let text): generate(field, text, entry)
        case .names(let field, let names): generate(field, names)
        case .date(let field, let date): generate(field, date)
        case .reference(let reference): generate(reference)
        case .relation(let relation): generate(relation, into: &sink)
        }
    }

    private mutating func generate(_ field: TextField, _ text: Text, _ entry: Entry) {
        switch field {
        case .title, .subtitle, .titleAddon, .containerTitle, .containerSubtitle, .containerTitleAddon, .volumeTitle,
            .volumeSubtitle, .issueTitle, .issueSubtitle, .titleShort:
            title(field, text, entry)
        case .publisher: add(Publisher.field(for: type, record.type, in: dialect).name, text)
        case .issue: add("number", text)
        case .collectionNumber: add(Numbers.isInSeries(record.type) ? "number" : OwnFields.name(field.name), text)
        case .number: add(numberName, text)
        case .page: add("pages", Text(Pages.written(text.string)), raw: true)
        case .keyword where entry.evidence == .inference && fields.has("groups"): break
        case .keyword: keyword(text)
        case .language: language(text)
        case .originalLanguage where dialect == .biblatex:
            add("origlanguage", Languages.babel(text.string).map { Text($0) } ?? text)
        case .url where entry.evidence == .inference && record[.eprint] != nil: break
        case .genre where entry.evidence == .inference && text.string == knownType?.genre: break
        case .url, .doi, .eprint, .eprintType, .eprintClass, .pmid, .pmcid: verbatim(field, text)
        case .source where record.reference != nil: archiveSource(text)
        case .note: note(text)
        default:
            add(
                FieldRule.field(for: field, in: dialect)?.name ?? OwnFields.name(field.name), text,
                asTitle: field.isTitle)
        }
    }

    private var numberName: String {
        TitleRules.isInJournal(record.type) || Numbers.isInSeries(record.type) ? "ownnumber" : "number"
    }

    /// Adds a field. A field that is there already takes the value behind its own.
    mutating func add(_ name: String, _ text: Text, asTitle: Bool = false, raw: Bool = false) {
        var value: [UInt8] = []
        var encoder = encoder
        encoder.protectsCase = asTitle
        encoder.encode(text, into: &value)
        if options.trustsTeX, let source = UntrustedTeX.source(in: text) { value = source }
        if raw { value = Array(text.string.utf8).filter { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") } }
        fields.add(name, value)
    }

    private mutating func verbatim(_ field: TextField, _ text: Text) {
        let name: String
        switch field {
        case .url: name = "url"
        case .eprintType: name = dialect == .bibtex ? "archiveprefix" : "eprinttype"
        case .eprintClass: name = dialect == .bibtex ? "primaryclass" : "eprintclass"
        default: name = field.name.lowercased()
        }
        if fields.has(name) { return }
        fields.add(name, VerbatimWriter.written(text.string))
    }

    private mutating func note(_ text: Text) {
        guard let index = fields.items.firstIndex(where: { $0.name == "note" }) else { return add("note", text) }
        var value: [UInt8] = []
        encoder.encode(text, into: &value)
        fields.extend(index, by: ". ", value)
    }

    private mutating func keyword(_ text: Text) {
        var value: [UInt8] = []
        encoder.encode(text, into: &value)
        if value.contains(UInt8(ascii: ",")) || value.contains(UInt8(ascii: ";")) {
            value = [UInt8(ascii: "{")] + value + [UInt8(ascii: "}")]
        }
        if let index = fields.items.firstIndex(where: { $0.name == "keywords" }) {
            fields.extend(index, by: ", ", value)
        } else {
            fields.add("keywords", value)
        }
    }

    private mutating func language(_ text: Text) {
        if dialect == .biblatex, let name = Languages.babel(text.string) {
            fields.add("langid", Array(name.utf8))
        } else {
            add("language", text)
        }
    }

    private mutating func generate(_ field: NameField, _ names: [Name]) {
        var value: [UInt8] = []
        NameWriter(dialect: dialect, encoder: encoder).write(names, into: &value)
        if field == .editor { return fields.add("editor", value) }
        if let name = FieldRule.field(for: field)?.name { return fields.add(name, value) }
        if let role = EditorRoles.word(field),
            let slot = [("editora", "editoratype"), ("editorb", "editorbtype"), ("editorc", "editorctype")].first(
                where: { !fields.has($0.0) })
        {
            fields.add(slot.0, value)
            return fields.add(slot.1, Array(role.utf8))
        }
        fields.add(OwnFields.name(field.name), value)
    }

    private mutating func generate(_ field: DateField, _ date: EDTFDate) {
        if field == .issued, dialect == .bibtex { return parts(of: date) }
        let name: String
        switch field {
        case .issued: name = "date"
        case .accessed: name = "urldate"
        case .eventDate: name = "eventdate"
        case .originalDate: name = "origdate"
        default: name = OwnFields.name(field.name)
        }
        var value: [UInt8] = []
        date.appendEDTF(to: &value)
        if value.isEmpty { encoder.encode(date.raw, into: &value) }
        fields.add(name == "date" && date.shape == .literal ? "year" : name, value)
    }

    /// BibTeX's year, month and day; a date that these cannot say is written as EDTF beside the year.
    private mutating func parts(of date: EDTFDate) {
        guard let start = date.start, date.shape == .point, start.flags.isEmpty, start.time == nil, start.year > 0,
            start.month <= 12
        else {
            var value: [UInt8] = []
            date.appendEDTF(to: &value)
            if !value.isEmpty {
                fields.add("date", value)
                value = date.first.map { Array(EDTFDate(.init(year: Int($0.year))).edtf.utf8) } ?? []
            } else {
                encoder.encode(date.raw, into: &value)
            }
            return fields.add("year", value)
        }
        if start.day > 0 { fields.add("day", Array(String(start.day).utf8)) }
        if let month = Months.macro(Int(start.month)) { fields.add("month", Array(month.utf8), isBare: true) }
        fields.add("year", Array(EDTFDate(.init(year: Int(start.year))).edtf.utf8))
    }

    private mutating func generate(_ relation: Relation, into sink: inout WriteSink) {
        guard !relation.key.isEmpty else {
            return sink.cannotWrite(
                "the tie to “\(relation.title.string)”", of: record, code: "bibtex.relation",
                hint: "BibTeX ties entries by their keys")
        }
        if relation.kind == .partOf {
            fields.add("xref", key(relation.key))
        } else if let index = fields.items.firstIndex(where: { $0.name == "related" }) {
            fields.extend(index, by: ",", key(relation.key))
        } else {
            fields.add("related", key(relation.key))
            fields.add("relatedtype", key(RelatedTypes.type(relation)))
        }
    }

    private func key(_ key: String) -> [UInt8] {
        Array(CitationKey.written(key, isASCII: encoder.repertoire == .ascii).utf8)
    }

    /// What depends on the other fields.
    private mutating func finish() {
        if let type = RecordType(name: record.type.name), EntryWriter.isOther(type, than: self.type, record) {
            fields.add(OwnFields.type, Array(type.name.utf8))
        }
    }

    /// Whether the entry would be read as another type of record.
    private static func isOther(_ type: RecordType, than name: String, _ record: Record) -> Bool {
        var name = name
        guard let known = name.withUTF8({ EntryType.named($0) }) else { return type != .document }
        // Read again, an unpublished work with an event is a speech, and one in a library a document.
        let hasEvent = record[.eventDate] != nil || record[.eventTitle] != nil || record[.eventPlace] != nil
        if known.type == type { return known.type == .manuscript && (record.reference != nil || hasEvent) }
        switch (known.type, type) {
        case (.manuscript, .document): return record.reference == nil || hasEvent
        case (.manuscript, .speech): return !hasEvent
        case (.articleJournal, .articleMagazine), (.articleJournal, .articleNewspaper):
            return !record.kept.contains { $0.name == "entrysubtype" }
        default: return true
        }
    }
}
