internal import Records

/// The lines of one record.
struct RecordLines {
    var bytes: [UInt8] = []
    /// The fields that have no tag.
    private(set) var unwritten: [String] = []
    private let record: Record

    init(_ record: Record) { self.record = record }

    mutating func write() {
        let word = record.kept.first { $0.format == RISFormat.id && $0.name == "TY" }?.value
        line(
            .type,
            word.flatMap { TypeTable.type($0) == record.type || TypeTable.type($0) == nil ? $0 : nil }
                ?? TypeTable.word(record.type))
        if !record.key.isEmpty { line(Tag("ID"), record.key) }
        for entry in record.entries { write(entry.content) }
        for kept in record.kept { write(kept) }
        line(.end, "")
        bytes.append(contentsOf: "\r\n".utf8)
    }

    private mutating func write(_ kept: Kept) {
        let name = Array(kept.name.utf8)
        guard kept.format == RISFormat.id, name.count == 2, let tag = Tag(name[0], name[1]) else {
            if kept.format != RISFormat.id { lose("\(kept.format) “\(kept.name)”") }
            return
        }
        if tag != .type { line(tag, kept.value) }
    }

    private mutating func lose(_ name: String) {
        if !unwritten.contains(name) { unwritten.append(name) }
    }

    private mutating func write(_ content: Entry.Content) {
        switch content {
        case .text(let field, let text): write(field, text)
        case .names(let field, let names): write(field, names)
        case .date(let field, let date): write(field, date)
        case .reference(let reference): write(reference)
        case .relation: lose("relations")
        }
    }

    private mutating func write(_ field: TextField, _ text: Text) {
        let value = text.markup
        switch field {
        case .page: pages(value)
        case .containerTitle: put(.container(.first), value, field.name)
        case .containerTitleShort: put(.abbreviation(.first), value, field.name)
        case .issn, .isbn: put(.standardNumber, value, field.name)
        case .genre: put(.workType, value, field.name)
        case .pmcid, .pmid: put(.publicMedicine, value, field.name)
        case .numberOfPages:
            if record[.page] == nil, TagTable.whole.contains(record.type), !value.contains("-") {
                line(Tag("SP"), value)
            } else {
                lose(field.name)
            }
        default: put(.text(field), value, field.name)
        }
    }

    private mutating func put(_ target: Target, _ value: String, _ name: String) {
        guard let tag = TagTable.tag(target, record.type) else { return lose(name) }
        line(tag, value)
    }

    /// First and last page have tags of their own.
    private mutating func pages(_ value: String) {
        let parts = value.split(whereSeparator: { $0 == "-" || $0 == "–" })
        let isRange = parts.count == 2 && !value.contains(",") && !value.contains(" ")
        line(Tag("SP"), isRange ? String(parts[0]) : value)
        if isRange { line(Tag("EP"), String(parts[1])) }
    }

    private mutating func write(_ field: NameField, _ names: [Name]) {
        guard let tag = TagTable.tag(.names(field), record.type) else { return lose(field.name) }
        for name in names { line(tag, RISName.text(name)) }
    }

    private mutating func write(_ field: DateField, _ date: EDTFDate) {
        if field == .issued {
            if let point = date.start, (1...9999).contains(point.year) {
                let year = String(point.year)
                line(Tag("PY"), String(repeating: "0", count: 4 - year.count) + year)
                if date.shape == .point, point.flags.isEmpty, point.month == 0 { return }
            }
            return line(Tag("DA"), RISDate.text(date))
        }
        guard let tag = TagTable.tag(.date(field), record.type) else { return lose(field.name) }
        line(tag, RISDate.text(date))
    }

    private mutating func write(_ reference: ArchivalReference) {
        if !reference.repository.isEmpty { line(Tag("DB"), reference.repository.markup) }
        let location = reference.locationText.markup
        if !location.isEmpty { line(Tag("AV"), location) }
        var rest = reference
        rest.repository = ""
        rest.location = ""
        if !reference.location.isEmpty || !rest.levels.isEmpty { rest.levels = [] }
        if !rest.isEmpty { lose("parts of the archival reference") }
    }

    /// A value's further lines stand below it; one that looks like a tag is set in by a space.
    private mutating func line(_ tag: Tag, _ value: String) {
        bytes.append(contentsOf: tag.name.utf8)
        bytes.append(contentsOf: "  - ".utf8)
        var value = value
        value.withUTF8 { text in
            guard text.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return bytes.append(contentsOf: text) }
            var line = TagLine(text)
            var isFirst = true
            while line.next() {
                if !isFirst {
                    bytes.append(contentsOf: "\r\n".utf8)
                    if line.tag != nil { bytes.append(0x20) }
                }
                isFirst = false
                bytes.append(contentsOf: text[line.tag == nil ? line.value : line.start..<line.value.upperBound])
            }
        }
        bytes.append(contentsOf: "\r\n".utf8)
    }
}
