private import JSON
private import RecordJSON
internal import Records

/// Writes the cells of a record. A statement that its cell holds whole stands there alone; of one that it holds in part, or
/// that has no column, the whole stands in `more` besides.
struct CellWriter: Sendable {
    let delimiter: UInt8
    let guardsFormulas: Bool

    /// Appends a record's cells. Returns what could not be written.
    ///
    /// - Parameter covered: the fields that have a column.
    func append(_ record: Record, in columns: [Column], covered: FieldSet, to out: inout [UInt8]) -> [String] {
        let row = Row(record.entries)
        var rest = row.rest
        var scratch: [UInt8] = []
        var unwritten: [String] = []
        for (index, column) in columns.enumerated() {
            if index > 0 { out.append(delimiter) }
            switch column {
            case .key: append(record.key, to: &out)
            case .type: append(record.type.name, to: &out)
            case .more:
                for entry in record.entries where !covered.contains(entry.field) { rest.insert(entry.field) }
                unwritten = more(record, rest, to: &out)
            default: cell(column, row, record.entries, &rest, &scratch, to: &out)
            }
        }
        return unwritten
    }

    /// The cells of some statements, to compare what they say.
    func cells(of entries: [Entry], in columns: [Column]) -> [UInt8] {
        let row = Row(entries)
        var rest = FieldSet()
        var scratch: [UInt8] = []
        var out: [UInt8] = []
        for column in columns {
            switch column {
            case .text, .names, .date, .archive: cell(column, row, entries, &rest, &scratch, to: &out)
            default: break
            }
            out.append(delimiter)
        }
        return out
    }

    /// Where the first statement of each field stands.
    private struct Row {
        private var texts = [Int16](repeating: -1, count: TextField.allCases.count)
        private var names = [Int16](repeating: -1, count: NameField.allCases.count)
        private var dates = [Int16](repeating: -1, count: DateField.allCases.count)
        private var reference = -1
        /// Fields that a cell cannot hold whole, whatever it says.
        private(set) var rest = FieldSet()

        init(_ entries: [Entry]) {
            for (index, entry) in entries.enumerated().prefix(Int(Int16.max)) {
                if !entry.isPlain { rest.insert(entry.field) }
                switch entry.content {
                case .text(let field, _):
                    if !Row.put(index, &texts[Int(field.rawValue)]), !field.isListed { rest.insert(entry.field) }
                case .names(let field, _):
                    if !Row.put(index, &names[Int(field.rawValue)]) { rest.insert(entry.field) }
                case .date(let field, _):
                    if !Row.put(index, &dates[Int(field.rawValue)]) { rest.insert(entry.field) }
                case .reference:
                    if reference >= 0 { rest.insert(.reference) } else { reference = index }
                case .relation: rest.insert(.relation)
                }
            }
        }

        /// False where the field has a statement already.
        private static func put(_ index: Int, _ place: inout Int16) -> Bool {
            if place >= 0 { return false }
            place = Int16(index)
            return true
        }

        func place(_ column: Column) -> Int {
            switch column {
            case .text(let field): Int(texts[Int(field.rawValue)])
            case .names(let field, _): Int(names[Int(field.rawValue)])
            case .date(let field): Int(dates[Int(field.rawValue)])
            case .archive: reference
            default: -1
            }
        }
    }

    private func cell(
        _ column: Column, _ row: Row, _ entries: [Entry], _ rest: inout FieldSet, _ scratch: inout [UInt8],
        to out: inout [UInt8]
    ) {
        let place = row.place(column)
        guard place >= 0, place < entries.count else { return }
        let entry = entries[place]
        switch entry.content {
        case .text(let field, let text):
            if field.isListed {
                list(field, entries, &rest, &scratch)
                return append(scratch, to: &out)
            }
            append(text, field, entry, &rest, to: &out)
        case .names(_, let names):
            scratch.removeAll(keepingCapacity: true)
            for (index, name) in names.enumerated() {
                if index > 0 { scratch.append(contentsOf: "; ".utf8) }
                if !NameCell.append(name, to: &scratch) { rest.insert(entry.field) }
            }
            append(scratch, to: &out)
        case .date(_, let date):
            scratch.removeAll(keepingCapacity: true)
            date.appendEDTF(to: &scratch)
            if scratch.isEmpty { scratch.append(contentsOf: date.raw.utf8) }
            if !date.raw.isEmpty, date.shape != .literal || CellDate.read(date.raw) != date { rest.insert(entry.field) }
            append(scratch, to: &out)
        case .reference(let reference):
            if case .archive(let part) = column { archive(part, reference, &rest, to: &out) }
        case .relation: break
        }
    }

    private func append(
        _ text: Text, _ field: TextField, _ entry: Entry, _ rest: inout FieldSet, to out: inout [UInt8]
    ) {
        if text.isPlain {
            if field.holdsMarkup, Text.mayHaveMarkup(text.string), Text(markup: text.string) != text {
                rest.insert(entry.field)
            }
            if CellNumber.whole(text.string) != text.string { rest.insert(entry.field) }
            return append(text.string, to: &out)
        }
        let markup = text.markup
        if !field.holdsMarkup || Text(markup: markup) != text { rest.insert(entry.field) }
        append(markup, to: &out)
    }

    /// Every value of a field, with semicolons between.
    private func list(_ field: TextField, _ entries: [Entry], _ rest: inout FieldSet, _ scratch: inout [UInt8]) {
        scratch.removeAll(keepingCapacity: true)
        for entry in entries {
            guard case .text(field, let text) = entry.content else { continue }
            if !scratch.isEmpty { scratch.append(contentsOf: "; ".utf8) }
            let start = scratch.count
            text.appendMarkup(to: &scratch)
            let written = String(decoding: scratch[start...], as: UTF8.self)
            let back = field.holdsMarkup ? Text(markup: written) : Text(written)
            if back != text || ListCell.parts(written, separator: UInt8(ascii: ";")) != [written] {
                rest.insert(entry.field)
            }
        }
    }

    private func archive(
        _ part: Column.Part, _ reference: ArchivalReference, _ rest: inout FieldSet, to out: inout [UInt8]
    ) {
        if !reference.institution.isEmpty || !reference.subarea.isEmpty { rest.insert(.reference) }
        switch part {
        case .repository: append(reference.repository, .source, Entry(.reference(reference)), &rest, to: &out)
        case .code: append(reference.code, to: &out)
        case .institution: append(reference.institution, to: &out)
        case .subarea: append(reference.subarea, to: &out)
        case .place: append(reference.place, to: &out)
        case .country: append(reference.country, to: &out)
        case .collection: append(reference.collection, .source, Entry(.reference(reference)), &rest, to: &out)
        case .levels:
            let text = LevelCell.text(reference.levels)
            if LevelCell.levels(text) != reference.levels { rest.insert(.reference) }
            append(text, to: &out)
        case .location: append(reference.location, .source, Entry(.reference(reference)), &rest, to: &out)
        }
    }

    // MARK: The rest

    private func more(_ record: Record, _ rest: FieldSet, to out: inout [UInt8]) -> [String] {
        if rest.isEmpty, record.kept.isEmpty { return [] }
        var writer = JSONWriter()
        var encoder = RecordEncoder()
        writer.beginObject()
        encoder.entries(record.entries.filter { rest.contains($0.field) }.grouped, to: &writer)
        if !record.kept.isEmpty {
            writer.key("kept")
            encoder.kept(record.kept, to: &writer)
        }
        writer.endObject()
        append(writer.bytes, to: &out)
        return encoder.unwritten
    }

    // MARK: Cells

    /// Appends a cell: in quotation marks where it needs them, guarded where a spreadsheet would take it for a formula.
    func append(_ value: String, to out: inout [UInt8]) {
        var value = value
        value.withUTF8 { append($0, to: &out) }
    }

    private func append(_ value: [UInt8], to out: inout [UInt8]) {
        value.withUnsafeBufferPointer { append($0, to: &out) }
    }

    private func append(_ value: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        guard let first = value.first, let last = value.last else { return }
        // An apostrophe before what is guarded is always doubled, so that reading is certain.
        let isGuarded = FormulaGuard.isDue(value) && (guardsFormulas || first == UInt8(ascii: "'"))
        let isQuoted = first <= 0x20 || last <= 0x20 || value.contains(where: needsQuotes)
        if !isQuoted {
            if isGuarded { out.append(UInt8(ascii: "'")) }
            return out.append(contentsOf: value)
        }
        out.append(UInt8(ascii: "\""))
        if isGuarded { out.append(UInt8(ascii: "'")) }
        var start = 0
        for index in 0..<value.count where value[index] == UInt8(ascii: "\"") {
            out.append(contentsOf: value[start...index])
            start = index
        }
        out.append(contentsOf: value[start...])
        out.append(UInt8(ascii: "\""))
    }

    @inline(__always) private func needsQuotes(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
    }
}
