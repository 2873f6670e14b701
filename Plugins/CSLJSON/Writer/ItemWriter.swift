internal import Bytes
internal import Formats
internal import JSON
internal import RecordJSON
internal import Records

/// Writes one record as an item. A statement that a CSL member holds whole stands there alone; of one that it holds in part
/// (a name's role, a date's uncertainty), or not at all, the whole stands in `custom.ibid` besides.
struct ItemWriter: ~Copyable {
    private var json: JSONWriter
    /// What could not be written as it is.
    private(set) var unwritten: [String] = []
    private var written = FieldSet()
    private var rest = FieldSet()
    private var genreInTitle: Text?
    private var isFirst = true

    private let keys: MemberKeys

    init(_ keys: MemberKeys, asciiOnly: Bool) {
        self.keys = keys
        json = JSONWriter(asciiOnly: asciiOnly)
    }

    /// Moves what was written to the end of an array.
    mutating func take(into bytes: inout [UInt8]) { json.out.take(into: &bytes) }

    mutating func item(_ record: Record, keepsRest: Bool) {
        json.out.append("\n  {\n    \"id\": ")
        appendString(record.key)
        json.out.append(",\n    \"type\": ")
        appendString(record.type.name)
        isFirst = false
        entries(record.entries)
        if !record.kept.isEmpty || !rest.isEmpty || genreInTitle != nil { custom(record, keepsRest) }
        json.out.append("\n  }")
    }

    /// Whether the CSL members of some statements and of others are the same.
    static func sayTheSame(_ a: [Entry], _ b: [Entry]) -> Bool {
        // Beside the content, only the evidence of a genre counts.
        let areAlike =
            a.count == b.count
            && zip(a, b).allSatisfy { $0.content == $1.content && ($0.evidence == .title) == ($1.evidence == .title) }
        return areAlike || members(of: a) == members(of: b)
    }

    private static func members(of entries: [Entry]) -> [UInt8] {
        var writer = ItemWriter(Member.keys, asciiOnly: false)
        writer.entries(entries)
        if let genre = writer.genreInTitle { writer.appendString(genre.markup) }
        var bytes: [UInt8] = []
        writer.take(into: &bytes)
        return bytes
    }

    // MARK: Statements

    /// A CSL member does not hold this whole.
    private mutating func keepWhole(_ field: Entry.Field) { rest.insert(field) }

    private mutating func entries(_ entries: [Entry]) {
        for index in entries.indices {
            let isPlain = entries[index].isPlain
            switch entries[index].content {
            case .text(let field, let text): self.text(field, text, isPlain, index, entries)
            case .names(let field, let names): self.names(field, names, isPlain)
            case .date(let field, let date): self.date(field, date, isPlain)
            case .reference(let reference): self.reference(reference, isPlain)
            case .relation: keepWhole(.relation)
            }
        }
    }

    private mutating func text(
        _ field: TextField, _ text: Text, _ isPlain: Bool, _ index: Int, _ entries: [Entry]
    ) {
        let isFirstOfField = written.insert(.text(field))
        let form = keys.form(field)
        if !isFirstOfField {
            if form != .list { keepWhole(.text(field)) }
            return
        }
        // A genre that was concluded from the title would be printed beside a title that says it already.
        if field == .genre, entries[index].evidence == .title {
            genreInTitle = text
            if entries[index].certainty != .high { keepWhole(.text(field)) }
            return
        }
        if !isPlain { keepWhole(.text(field)) }
        let key = keys.key(field)
        if key.isEmpty { return keepWhole(.text(field)) }
        member(key)
        if form == .list || form == .lines { return joined(field, form, entries) }
        string(text, form, .text(field))
    }

    private mutating func string(_ text: Text, _ form: FieldForm, _ field: Entry.Field) {
        if text.isPlain {
            let mayHaveMarkup = appendString(text.string)
            if mayHaveMarkup, form != .verbatim, Text(markup: text.string) != text { keepWhole(field) }
        } else {
            let markup = text.markup
            appendString(markup)
            if form == .verbatim || Text(markup: markup) != text { keepWhole(field) }
        }
    }

    /// Every value of a field in one string.
    private mutating func joined(_ field: TextField, _ form: FieldForm, _ entries: [Entry]) {
        var all = ""
        var count = 0
        for entry in entries {
            guard case .text(field, let text) = entry.content else { continue }
            let markup = text.markup
            let isSame = form == .lines || ItemList.isOne(text.string)
            let isRead = text.isPlain && !Text.mayHaveMarkup(markup) || Text(markup: markup) == text
            if !entry.isPlain || !isSame || !isRead { keepWhole(.text(field)) }
            if count > 0 { all += form == .list ? ", " : "\n" }
            if count > 0 { all += markup } else { all = markup }
            count += 1
        }
        appendString(all)
    }

    private mutating func names(_ field: NameField, _ names: [Name], _ isPlain: Bool) {
        let key = keys.key(field)
        if key.isEmpty || !written.insert(.names(field)) { return keepWhole(.names(field)) }
        var isWhole = isPlain
        member(key)
        json.out.append(UInt8(ascii: "["))
        for index in names.indices {
            if index > 0 { json.out.append(", ") }
            isWhole = self.name(names[index]) && isWhole
        }
        json.out.append(UInt8(ascii: "]"))
        if !isWhole { keepWhole(.names(field)) }
    }

    /// Writes a name. False where that is not all of it.
    private mutating func name(_ name: Name) -> Bool {
        if name.isLiteral {
            json.out.append("{\"literal\": ")
            appendString(name.literal)
            part(", \"given\": ", name.given)
        } else if name.family.isEmpty, !name.given.isEmpty {
            part("{\"given\": ", name.given)
        } else {
            json.out.append("{\"family\": ")
            appendString(name.family)
            part(", \"given\": ", name.given)
        }
        var isWhole = name.certainty == .stated && name.evidence == .source && name.kind == Name.usualKind(name)
        if name.hasDetails { isWhole = details(of: name) && isWhole }
        json.out.append(UInt8(ascii: "}"))
        return isWhole
    }

    private mutating func part(_ key: StaticString, _ value: String) {
        if value.isEmpty { return }
        json.out.append(key)
        appendString(value)
    }

    /// Writes what few names have. False where that is not all of it.
    private mutating func details(of name: Name) -> Bool {
        part(", \"dropping-particle\": ", name.droppingParticle)
        part(", \"non-dropping-particle\": ", name.nonDroppingParticle)
        part(", \"suffix\": ", name.suffix)
        if name.commaSuffix { json.out.append(", \"comma-suffix\": true") }
        if let ordering = name.staticOrdering {
            json.out.append(ordering ? ", \"static-ordering\": true" : ", \"static-ordering\": false")
        }
        var isWhole =
            name.role.isEmpty && name.original.isEmpty && name.asWritten.isEmpty && name.identifier.isEmpty
        for kept in name.kept {
            if NameMember.isWrittenAgain(kept) {
                json.out.append(", \"parse-names\": ")
                json.out.append(string: kept.value)
            } else {
                isWhole = false
            }
        }
        return isWhole
    }

    private mutating func date(_ field: DateField, _ date: EDTFDate, _ isPlain: Bool) {
        let key = keys.key(field)
        if key.isEmpty || !written.insert(.date(field)) { return keepWhole(.date(field)) }
        if !isPlain { keepWhole(.date(field)) }
        member(key)
        guard let value = CSLDate(date) else {
            json.out.append("{\"literal\": ")
            appendString(date.raw)
            json.out.append("}")
            if date.shape != .literal || EDTFDate(edtf: date.raw) != nil { keepWhole(.date(field)) }
            return
        }
        self.date(value)
        if !value.says(date) { keepWhole(.date(field)) }
    }

    private mutating func date(_ date: CSLDate) {
        json.out.append("{\"date-parts\": [")
        parts(date.start)
        if let end = date.end {
            json.out.append(", ")
            parts(end)
        }
        if date.season > 0 {
            json.out.append("], \"season\": ")
            json.out.append(UInt8(ascii: "0") + UInt8(date.season))
        } else {
            json.out.append(UInt8(ascii: "]"))
        }
        json.out.append(date.circa ? ", \"circa\": true}" : "}")
    }

    private mutating func parts(_ parts: CSLDate.Parts) {
        json.out.append(UInt8(ascii: "["))
        json.out.append(decimal: parts.year)
        if parts.count > 1 {
            json.out.append(", ")
            json.out.append(decimal: parts.month)
        }
        if parts.count > 2 {
            json.out.append(", ")
            json.out.append(decimal: parts.day)
        }
        json.out.append(UInt8(ascii: "]"))
    }

    private mutating func reference(_ reference: ArchivalReference, _ isPlain: Bool) {
        if !written.insert(.reference) { return keepWhole(.reference) }
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
            writer.appendString(markup)
            return Text(markup: markup)
        }
        back.repository = part("\"archive\": ", shown.repository, &self)
        back.place = part("\"archive-place\": ", Text(shown.place), &self).string
        back.collection = part("\"archive_collection\": ", shown.collection, &self)
        back.location = part("\"archive_location\": ", shown.location, &self)
        if back != reference || !isPlain { keepWhole(.reference) }
    }
}

extension ItemWriter {
    // MARK: What CSL has no member for

    private mutating func custom(_ record: Record, _ keepsRest: Bool) {
        var ours: [Kept] = []
        var others = record.kept
        if others.contains(where: ItemWriter.isOurs) {
            var names: Set<String> = ["ibid", "genre"]
            others = []
            for kept in record.kept {
                if ItemWriter.isOurs(kept), names.insert(kept.name).inserted {
                    if !top(kept) { ours.append(kept) }
                } else {
                    others.append(kept)
                }
            }
        }
        let writesRest = keepsRest && (!rest.isEmpty || !others.isEmpty)
        if ours.isEmpty, !writesRest, genreInTitle == nil { return }
        member("\"custom\": {")
        var isFirst = true
        func name(_ name: String, _ writer: inout ItemWriter) {
            writer.json.out.append(isFirst ? "\n      " : ",\n      ")
            isFirst = false
            writer.appendString(name)
            writer.json.out.append(": ")
        }
        if let genreInTitle {
            name("genre", &self)
            appendString(genreInTitle.markup)
        }
        for kept in ours {
            name(kept.name, &self)
            value(kept)
        }
        if writesRest {
            name("ibid", &self)
            self.rest(record, others)
        }
        json.out.append("\n    }")
    }

    /// Whether something is kept under a name of CSL-JSON.
    private static func isOurs(_ kept: Kept) -> Bool { kept.form == .json && kept.format == CSLJSONFormat.id }

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
        guard let value = try? JSONValue(parsing: kept.value) else {
            appendString(kept.value)
            return
        }
        guard json.asciiOnly else { return json.out.append(string: kept.value) }
        json.nested { $0.value(value) }
    }

    private mutating func rest(_ record: Record, _ kept: [Kept]) {
        var encoder = RecordEncoder()
        let rest = self.rest
        json.nested { json in
            json.beginObject()
            if !rest.isEmpty {
                encoder.entries(record.entries.filter { rest.contains($0.field) }.grouped, to: &json)
            }
            if !kept.isEmpty {
                json.key(quoted: #""kept":"#)
                encoder.kept(kept, to: &json)
            }
            json.endObject()
        }
        unwritten = encoder.unwritten
    }

    // MARK: Bytes

    private mutating func member(_ key: [UInt8]) {
        separate()
        json.out.append(key)
    }

    private mutating func member(_ key: Range<Int>) {
        keys.append(key, isFirst: isFirst, to: &json.out)
        isFirst = false
    }

    private mutating func member(_ key: StaticString) {
        separate()
        json.out.append(key)
    }

    private mutating func separate() {
        json.out.append(isFirst ? "\n    " : ",\n    ")
        isFirst = false
    }

    /// Appends a string in quotation marks. Returns whether it has a `<`.
    @discardableResult private mutating func appendString(_ value: String) -> Bool { json.appendString(value) }
}

extension Name {
    /// What a name is taken for that CSL-JSON gives.
    fileprivate static func usualKind(_ name: Name) -> Kind {
        if !name.isLiteral { return .person }
        return name.literal == "others" ? .others : .unknown
    }
}
