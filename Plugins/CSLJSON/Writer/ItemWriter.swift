internal import JSON
internal import RecordJSON
internal import Records

/// Writes one record as an item. A statement that a CSL member holds whole stands there alone; of one that it holds in part
/// (a name's role, a date's uncertainty), or not at all, the whole stands in `custom.ibid` besides.
struct ItemWriter {
    var json: JSONWriter
    /// What could not be written as it is.
    private(set) var unwritten: [String] = []
    private var written = FieldSet()
    private var rest = FieldSet()
    private var genreInTitle: Text?
    private var isFirst = true

    private let keys: MemberKeys

    init(_ json: JSONWriter, _ keys: MemberKeys) {
        self.json = json
        self.keys = keys
    }

    mutating func item(_ record: Record, keepsRest: Bool) {
        append("\n  {")
        member("\"id\": ")
        json.appendString(record.key)
        member("\"type\": ")
        json.appendString(record.type.name)
        entries(record.entries)
        if !record.kept.isEmpty || !rest.isEmpty || genreInTitle != nil { custom(record, keepsRest) }
        append("\n  }")
    }

    /// The CSL members of some statements, to compare what they say.
    static func members(of entries: [Entry]) -> [UInt8] {
        var writer = ItemWriter(JSONWriter(), Member.keys)
        writer.entries(entries)
        if let genre = writer.genreInTitle { writer.json.appendString(genre.markup) }
        return writer.json.bytes
    }

    // MARK: Statements

    /// A CSL member does not hold this whole.
    private mutating func keepWhole(_ entry: Entry) { rest.insert(entry.field) }

    private mutating func entries(_ entries: [Entry]) {
        for entry in entries {
            switch entry.content {
            case .text(let field, let text): self.text(field, text, entry, entries)
            case .names(let field, let names): self.names(field, names, entry)
            case .date(let field, let date): self.date(field, date, entry)
            case .reference(let reference): self.reference(reference, entry)
            case .relation: keepWhole(entry)
            }
        }
    }

    private mutating func text(_ field: TextField, _ text: Text, _ entry: Entry, _ entries: [Entry]) {
        let isFirstOfField = written.insert(entry.field)
        if !isFirstOfField {
            if FieldForm.of(field) != .list { keepWhole(entry) }
            return
        }
        // A genre that was concluded from the title would be printed beside a title that says it already.
        if field == .genre, entry.evidence == .title {
            genreInTitle = text
            if entry.certainty != .high { keepWhole(entry) }
            return
        }
        if !entry.isPlain { keepWhole(entry) }
        let key = keys.key(field)
        if key.isEmpty { return keepWhole(entry) }
        member(key)
        let form = FieldForm.of(field)
        if form == .list || form == .lines { return joined(field, form, entries) }
        string(text, form, entry)
    }

    private mutating func string(_ text: Text, _ form: FieldForm, _ entry: Entry) {
        if text.isPlain {
            json.appendString(text.string)
            if form != .verbatim, Text.mayHaveMarkup(text.string), Text(markup: text.string) != text {
                keepWhole(entry)
            }
        } else {
            let markup = text.markup
            json.appendString(markup)
            if form == .verbatim || Text(markup: markup) != text { keepWhole(entry) }
        }
    }

    /// Every value of a field in one string.
    private mutating func joined(_ field: TextField, _ form: FieldForm, _ entries: [Entry]) {
        var all: [String] = []
        for entry in entries {
            guard case .text(field, let text) = entry.content else { continue }
            all.append(text.markup)
            let isSame = form == .lines || ItemList.parts(text.string).count == 1
            if !entry.isPlain || !isSame || Text(markup: all[all.count - 1]) != text { keepWhole(entry) }
        }
        json.appendString(all.joined(separator: form == .list ? ", " : "\n"))
    }

    private mutating func names(_ field: NameField, _ names: [Name], _ entry: Entry) {
        let key = keys.key(field)
        if key.isEmpty || !written.insert(entry.field) { return keepWhole(entry) }
        var isWhole = entry.isPlain
        member(key)
        json.bytes.append(UInt8(ascii: "["))
        for (index, name) in names.enumerated() {
            if index > 0 { append(", ") }
            isWhole = self.name(name) && isWhole
        }
        json.bytes.append(UInt8(ascii: "]"))
        if !isWhole { keepWhole(entry) }
    }

    /// Writes a name. False where that is not all of it.
    private mutating func name(_ name: Name) -> Bool {
        json.bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        func part(_ key: StaticString, _ value: String, _ writer: inout ItemWriter) {
            if value.isEmpty { return }
            if !isFirst { writer.append(", ") }
            isFirst = false
            writer.append(key)
            writer.json.appendString(value)
        }
        if name.isLiteral {
            part("\"literal\": ", name.literal, &self)
        } else if !name.family.isEmpty || name.given.isEmpty {
            append("\"family\": ")
            json.appendString(name.family)
            isFirst = false
        }
        part("\"given\": ", name.given, &self)
        var isWhole = name.certainty == .stated && name.evidence == .source && name.kind == Name.usualKind(name)
        if name.hasDetails {
            part("\"dropping-particle\": ", name.droppingParticle, &self)
            part("\"non-dropping-particle\": ", name.nonDroppingParticle, &self)
            part("\"suffix\": ", name.suffix, &self)
            if name.commaSuffix { append(", \"comma-suffix\": true") }
            if let ordering = name.staticOrdering {
                append(ordering ? ", \"static-ordering\": true" : ", \"static-ordering\": false")
            }
            isWhole =
                isWhole && name.role.isEmpty && name.original.isEmpty && name.asWritten.isEmpty
                && name.identifier.isEmpty
            for kept in name.kept {
                if NameMember.isWrittenAgain(kept) {
                    append(", \"parse-names\": ")
                    json.bytes.append(contentsOf: kept.value.utf8)
                } else {
                    isWhole = false
                }
            }
        }
        json.bytes.append(UInt8(ascii: "}"))
        return isWhole
    }

    private mutating func date(_ field: DateField, _ date: EDTFDate, _ entry: Entry) {
        let key = keys.key(field)
        if key.isEmpty || !written.insert(entry.field) { return keepWhole(entry) }
        if !entry.isPlain { keepWhole(entry) }
        member(key)
        guard let value = CSLDate(date) else {
            append("{\"literal\": ")
            json.appendString(date.raw)
            append("}")
            if date.shape != .literal || EDTFDate(edtf: date.raw) != nil { keepWhole(entry) }
            return
        }
        self.date(value)
        if value.edtf != date { keepWhole(entry) }
    }

    private mutating func date(_ date: CSLDate) {
        append("{\"date-parts\": [")
        parts(date.start)
        if let end = date.end {
            append(", ")
            parts(end)
        }
        append("]")
        if date.season > 0 {
            append(", \"season\": ")
            json.bytes.append(UInt8(ascii: "0") + UInt8(date.season))
        }
        append(date.circa ? ", \"circa\": true}" : "}")
    }

    private mutating func parts(_ parts: CSLDate.Parts) {
        append("[")
        json.appendNumber(parts.year)
        if parts.count > 1 {
            append(", ")
            json.appendNumber(parts.month)
        }
        if parts.count > 2 {
            append(", ")
            json.appendNumber(parts.day)
        }
        append("]")
    }

    private mutating func reference(_ reference: ArchivalReference, _ entry: Entry) {
        if !written.insert(entry.field) { return keepWhole(entry) }
        var shown = reference
        if shown.repository.isEmpty { shown.repository = Text(shown.code) }
        shown.location = shown.locationText
        shown.code = ""
        shown.country = ""
        shown.levels = []
        var back = ArchivalReference()
        func part(_ key: StaticString, _ text: Text, _ writer: inout ItemWriter) -> Text {
            if text.isEmpty { return "" }
            let markup = text.markup
            writer.member(key)
            writer.json.appendString(markup)
            return Text(markup: markup)
        }
        back.repository = part("\"archive\": ", shown.repository, &self)
        back.place = part("\"archive-place\": ", Text(shown.place), &self).string
        back.collection = part("\"archive_collection\": ", shown.collection, &self)
        back.location = part("\"archive_location\": ", shown.location, &self)
        if back != reference || !entry.isPlain { keepWhole(entry) }
    }
}

extension ItemWriter {
    // MARK: What CSL has no member for

    private mutating func custom(_ record: Record, _ keepsRest: Bool) {
        var names: Set<String> = ["ibid", "genre"]
        var ours: [Kept] = []
        var others: [Kept] = []
        for kept in record.kept {
            if kept.format == CSLJSONFormat.id, kept.form == .json, names.insert(kept.name).inserted {
                if !top(kept) { ours.append(kept) }
            } else {
                others.append(kept)
            }
        }
        let writesRest = keepsRest && (!rest.isEmpty || !others.isEmpty)
        if ours.isEmpty, !writesRest, genreInTitle == nil { return }
        member("\"custom\": {")
        var isFirst = true
        func name(_ name: String, _ writer: inout ItemWriter) {
            writer.append(isFirst ? "\n      " : ",\n      ")
            isFirst = false
            writer.json.appendString(name)
            writer.append(": ")
        }
        if let genreInTitle {
            name("genre", &self)
            json.appendString(genreInTitle.markup)
        }
        for kept in ours {
            name(kept.name, &self)
            value(kept)
        }
        if writesRest {
            name("ibid", &self)
            self.rest(record, others)
        }
        append("\n    }")
    }

    /// Writes a kept member beside the others where the schema has it there. False where it has not.
    private mutating func top(_ kept: Kept) -> Bool {
        guard let row = Member.table[kept.name], Member.rows[row].member == .kept,
            let value = try? JSONValue(parsing: kept.value)
        else { return false }
        switch (kept.name, value) {
        case ("categories", .array(let words)) where words.allSatisfy { $0.kind == .string }: break
        case ("first-reference-note-number", .string), ("first-reference-note-number", .number): break
        case ("locator", .string), ("locator", .number), ("volume-title-short", .string): break
        default: return false
        }
        member(Array("\"\(kept.name)\": ".utf8))
        self.value(kept)
        return true
    }

    /// JSON text as it was read, escapes mended where only ASCII may be written.
    private mutating func value(_ kept: Kept) {
        guard let value = try? JSONValue(parsing: kept.value) else { return json.appendString(kept.value) }
        if json.asciiOnly {
            var writer = JSONWriter(asciiOnly: true)
            writer.value(value)
            json.bytes.append(contentsOf: writer.bytes)
        } else {
            json.bytes.append(contentsOf: kept.value.utf8)
        }
    }

    private mutating func rest(_ record: Record, _ kept: [Kept]) {
        var writer = JSONWriter(asciiOnly: json.asciiOnly)
        var encoder = RecordEncoder()
        swap(&writer.bytes, &json.bytes)
        writer.beginObject()
        encoder.entries(record.entries.filter { rest.contains($0.field) }.grouped, to: &writer)
        if !kept.isEmpty {
            writer.key("kept")
            encoder.kept(kept, to: &writer)
        }
        writer.endObject()
        swap(&writer.bytes, &json.bytes)
        unwritten = encoder.unwritten
    }

    // MARK: Bytes

    private mutating func member(_ key: [UInt8]) {
        append(isFirst ? "\n    " : ",\n    ")
        isFirst = false
        json.bytes.append(contentsOf: key)
    }

    private mutating func member(_ key: Range<Int>) {
        append(isFirst ? "\n    " : ",\n    ")
        isFirst = false
        keys.append(key, to: &json.bytes)
    }

    private mutating func member(_ key: StaticString) {
        append(isFirst ? "\n    " : ",\n    ")
        isFirst = false
        append(key)
    }

    private mutating func append(_ text: StaticString) {
        json.bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

extension Name {
    /// What a name is taken for that CSL-JSON gives.
    fileprivate static func usualKind(_ name: Name) -> Kind {
        if !name.isLiteral { return .person }
        return name.literal == "others" ? .others : .unknown
    }
}

extension JSONWriter {
    /// Appends a whole number, with nothing before it.
    fileprivate mutating func appendNumber(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        if bytes.count > start + 1 { bytes[start...].reverse() }
    }
}
