internal import Bytes
internal import Formats
internal import Records
internal import TeX

/// Writes records as entries, one after the other. Its buffers are used again.
struct EntryWriter: ~Copyable {
    let options: WritingOptions
    var record = Record()
    var statements = Statements()
    var dialect = Dialect.bibtex
    var encoder = TeXEncoder(repertoire: .utf8)
    /// The entry's type, and whether it is known.
    var entryType = EntryType("", .document)
    private var isKnownType = false
    private var kept = KeptFields()
    var fields = FieldList()
    private var out = ByteBuffer()
    /// A value that is looked at before it is written.
    var scratch: [UInt8] = []
    /// What is protected in a title that is looked at.
    var stretches = SentenceCase.Stretches()

    init(_ options: WritingOptions) { self.options = options }

    /// Whether the record came from a .bib file: its fields then stand in the order of the record, else in ``FieldOrder``.
    var isFromBib: Bool { kept.isFromBib }

    mutating func write(_ record: Record, into sink: inout WriteSink) {
        take(record, into: &sink)
        let ranksByRecord = isFromBib && !options.isTidy
        kept.compare(with: &statements, as: entryType.name, saidByKept: record.saidByKept)
        addKept(ranksByRecord, into: &sink)
        for index in statements.entries.indices {
            if statements.isCovered(index) || statements.entries[index].evidence == .parent { continue }
            fields.rank = ranksByRecord ? index : nil
            generate(index, into: &sink)
        }
        fields.rank = ranksByRecord ? .max : nil
        finish()
        fields.sort()
        out.append("@")
        out.append(string: entryType.name)
        out.append("{")
        scratch.removeAll(keepingCapacity: true)
        CitationKey.write(record.key, into: &scratch)
        out.append(scratch)
        out.append(",\n")
        fields.write(into: &out, aligned: options.isTidy)
        out.append("}\n")
        out.take(into: &sink.bytes)
        release()
    }

    /// Takes the next record; writes what stood before its entry.
    private mutating func take(_ record: Record, into sink: inout WriteSink) {
        self.record = record
        dialect = options.dialect(of: record)
        encoder.repertoire = options.isASCII ?? (dialect == .bibtex) ? .ascii : .utf8
        fields.removeAll()
        statements.take(record.entries)
        kept.take(record.kept, dialect) { text in
            sink.write(text)
            sink.write("\n\n")
        }
        var type = kept.type ?? defaultType
        let known = type.withUTF8 { EntryType.named($0) }
        isKnownType = known != nil
        // Written as it stood, in capitals or small letters.
        entryType =
            known.flatMap { $0.name == type ? $0 : nil }
            ?? EntryType(type, known?.type ?? .document, genre: known?.genre ?? "")
    }

    /// Lets go of the record, which is not kept alive for the next.
    private mutating func release() {
        record = Record()
        statements.removeAll()
    }

    private var defaultType: String {
        switch record.type {
        case .document where dialect == .biblatex && statements.hasReference: "unpublished"
        case .report where dialect == .biblatex: "report"
        case .thesis where dialect == .bibtex && statements[.genre]?.string.hasPrefix("Master") == true: "mastersthesis"
        default: EntryType.name(for: record.type, in: dialect)
        }
    }

    // MARK: What is written as it stood

    private mutating func addKept(_ ranksByRecord: Bool, into sink: inout WriteSink) {
        for field in kept.fields {
            let isMonth = field.field == .month && Months.isMacro(field.value)
            fields.rank = ranksByRecord ? statements.first(of: field.says) ?? .max : nil
            fields.begin(field.name, isBare: isMonth)
            addTrusted(field, into: &sink)
            fields.end()
        }
    }

    /// Appends a kept value as it may be written: commands that do more than set text become text, unless they are trusted.
    private mutating func addTrusted(_ field: KeptFields.Source, into sink: inout WriteSink) {
        guard field.mayCommand, !options.trustsTeX, let harmless = UntrustedTeX.harmless(field.value) else {
            return fields.bytes.append(contentsOf: field.value)
        }
        sink.diagnostics.append(
            Diagnostic(
                .warning, "bibtex.command",
                "“\(field.name.string)” has commands that do more than set text: "
                    + harmless.commands.joined(separator: ", "),
                hint: "they are written as text; --trust-tex lets them through", record: record.key))
        fields.bytes.append(contentsOf: harmless.value)
    }

    // MARK: What is written anew

    private mutating func generate(_ index: Int, into sink: inout WriteSink) {
        switch statements.entries[index].content {
        case .text(let field, let text): generate(field, text, statements.entries[index].evidence)
        case .names(let field, let names): generate(field, names)
        case .date(let field, let date): generate(field, date)
        case .reference(let reference): generate(reference)
        case .relation(let relation): generate(relation, into: &sink)
        }
    }

    private mutating func generate(_ field: TextField, _ text: Text, _ evidence: Evidence) {
        switch field {
        case .title, .subtitle, .titleAddon, .containerTitle, .containerSubtitle, .containerTitleAddon, .volumeTitle,
            .volumeSubtitle, .issueTitle, .issueSubtitle, .titleShort:
            title(field, text)
        case .publisher: add(entryType.publisher(in: dialect).name, text)
        case .issue: add("number", text)
        case .collectionNumber: add(Numbers.isInSeries(record.type) ? "number" : OwnFields.name(field.name), text)
        case .number: add(numberName, text)
        case .page:
            fields.begin("pages")
            Pages.write(text.string, into: &fields.bytes)
            fields.end()
        case .keyword where evidence == .inference && fields.has("groups"): break
        case .keyword: keyword(text)
        case .language: language(text)
        case .originalLanguage where dialect == .biblatex:
            add("origlanguage", Languages.babel(text.string).map { Text($0) } ?? text)
        case .url where evidence == .inference && statements.has(.eprint): break
        case .genre where evidence == .inference && text.string == entryType.genre: break
        case .url, .doi, .eprint, .eprintType, .eprintClass, .pmid, .pmcid: verbatim(field, text)
        case .source where statements.hasReference: archiveSource(text)
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

    /// Adds a field.
    mutating func add(_ name: String, _ text: Text, asTitle: Bool = false) {
        fields.begin(name)
        if options.trustsTeX, let source = UntrustedTeX.source(in: text) {
            fields.bytes.append(contentsOf: source)
        } else {
            encoder.protectsCase = asTitle
            encoder.encode(text, into: &fields.bytes)
        }
        fields.end()
    }

    private mutating func verbatim(_ field: TextField, _ text: Text) {
        let name: String
        switch field {
        case .url: name = "url"
        case .doi: name = "doi"
        case .eprintType: name = dialect == .bibtex ? "archiveprefix" : "eprinttype"
        case .eprintClass: name = dialect == .bibtex ? "primaryclass" : "eprintclass"
        default: name = field.name.lowercased()
        }
        if fields.has(name) { return }
        fields.begin(name)
        VerbatimWriter.write(text.string, into: &fields.bytes)
        fields.end()
    }

    private mutating func note(_ text: Text) {
        guard fields.extend("note", by: ". ") else { return add("note", text) }
        encode(text)
        fields.end()
    }

    /// Appends a text that is no title to the value that is being written.
    private mutating func encode(_ text: Text) {
        encoder.protectsCase = true
        encoder.encode(text, into: &fields.bytes)
    }

    private mutating func keyword(_ text: Text) {
        scratch.removeAll(keepingCapacity: true)
        encoder.protectsCase = true
        encoder.encode(text, into: &scratch)
        let isList = scratch.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }
        if !fields.extend("keywords", by: ", ") { fields.begin("keywords") }
        if isList { fields.bytes.append(UInt8(ascii: "{")) }
        fields.bytes.append(contentsOf: scratch)
        if isList { fields.bytes.append(UInt8(ascii: "}")) }
        fields.end()
    }

    private mutating func language(_ text: Text) {
        if dialect == .biblatex, let name = Languages.babel(text.string) {
            fields.add("langid", name)
        } else {
            add("language", text)
        }
    }

    private mutating func generate(_ field: NameField, _ names: [Name]) {
        if let name = field == .editor ? "editor" : FieldRule.field(for: field)?.name { return list(name, names) }
        if let role = EditorRoles.word(field),
            let slot = [("editora", "editoratype"), ("editorb", "editorbtype"), ("editorc", "editorctype")].first(
                where: { !fields.has($0.0) })
        {
            list(slot.0, names)
            return fields.add(slot.1, role)
        }
        list(OwnFields.name(field.name), names)
    }

    private mutating func list(_ name: String, _ names: [Name]) {
        fields.begin(name)
        encoder.protectsCase = true
        NameWriter(dialect: dialect, encoder: encoder).write(names, into: &fields.bytes)
        fields.end()
    }

    private mutating func generate(_ field: DateField, _ date: EDTFDate) {
        if field == .issued, dialect == .bibtex { return parts(of: date) }
        let name: String
        switch field {
        case .issued: name = date.shape == .literal ? "year" : "date"
        case .accessed: name = "urldate"
        case .eventDate: name = "eventdate"
        case .originalDate: name = "origdate"
        default: name = OwnFields.name(field.name)
        }
        fields.begin(name)
        if !append(date) { encodeRaw(date) }
        fields.end()
    }

    /// Appends a date as EDTF; false where it has no such form.
    private mutating func append(_ date: EDTFDate) -> Bool {
        let start = fields.bytes.count
        date.appendEDTF(to: &fields.bytes)
        return fields.bytes.count > start
    }

    private mutating func encodeRaw(_ date: EDTFDate) { encoder.encode(date.raw, into: &fields.bytes) }

    /// BibTeX's year, month and day; a date that these cannot say is written as EDTF beside the year.
    private mutating func parts(of date: EDTFDate) {
        guard let start = date.start, date.shape == .point, start.flags.isEmpty, start.time == nil, start.year > 0,
            start.month <= 12
        else {
            let edtf = date.edtf
            if edtf.isEmpty {
                fields.begin("year")
                encodeRaw(date)
                return fields.end()
            }
            fields.add("date", edtf)
            return fields.add("year", date.first.map { EDTFDate(.init(year: Int($0.year))).edtf } ?? "")
        }
        if start.day > 0 { fields.add("day", number: Int(start.day)) }
        if let month = Months.macro(Int(start.month)) { fields.add("month", month, isBare: true) }
        fields.begin("year")
        _ = append(EDTFDate(.init(year: Int(start.year))))
        fields.end()
    }

    private mutating func generate(_ relation: Relation, into sink: inout WriteSink) {
        guard !relation.key.isEmpty else {
            return sink.cannotWrite(
                "the tie to “\(relation.title.string)”", of: record, code: "bibtex.relation",
                hint: "BibTeX ties entries by their keys")
        }
        if relation.kind == .partOf {
            add("xref", key: relation.key)
        } else if fields.extend("related", by: ",") {
            CitationKey.write(relation.key, into: &fields.bytes)
            fields.end()
        } else {
            add("related", key: relation.key)
            add("relatedtype", key: RelatedTypes.type(relation))
        }
    }

    private mutating func add(_ name: String, key: String) {
        fields.begin(name)
        CitationKey.write(key, into: &fields.bytes)
        fields.end()
    }

    /// What depends on the other fields.
    private mutating func finish() {
        if isReadAsOther { fields.add(OwnFields.type, record.type.name) }
    }

    /// Whether the entry would be read as another type of record.
    private var isReadAsOther: Bool {
        let wanted = record.type
        let known = entryType.type
        guard isKnownType else { return wanted != .document }
        // Read again, an unpublished work with an event is a speech, and one in a library a document.
        if known == wanted { return known == .manuscript && (statements.hasReference || hasEvent) }
        switch (known, wanted) {
        case (.manuscript, .document): return !statements.hasReference || hasEvent
        case (.manuscript, .speech): return !hasEvent
        case (.articleJournal, .articleMagazine), (.articleJournal, .articleNewspaper):
            return !record.kept.contains { $0.name == "entrysubtype" }
        default: return true
        }
    }

    private var hasEvent: Bool {
        statements.has(.eventDate) || statements.has(.eventTitle) || statements.has(.eventPlace)
    }
}
