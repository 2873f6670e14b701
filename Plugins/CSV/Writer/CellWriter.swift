internal import Bytes
internal import Formats
private import JSON
private import RecordJSON
internal import Records

/// Writes the cells of a record. A statement that its cell holds whole stands there alone; of one that it holds in part, or
/// that has no column, the whole stands in `more` besides.
struct CellWriter: Sendable {
    let plan: ColumnPlan
    let delimiter: UInt8
    let guardsFormulas: Bool

    /// Appends a record's cells. Returns what could not be written.
    func append(_ record: Record, to out: inout ByteBuffer) -> [String] {
        var unwritten: [String] = []
        row(record.entries, to: &out) { column, rest, out in
            switch column {
            case .key: append(record.key, to: &out)
            case .type: append(record.type.name, to: &out)
            case .more: unwritten = more(record, rest, to: &out)
            default: break
            }
        }
        return unwritten
    }

    /// Whether the cells of some statements and of others are the same.
    func sayTheSame(_ a: [Entry], _ b: [Entry]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { $0.content == $1.content } || cells(of: a) == cells(of: b)
    }

    private func cells(of entries: [Entry]) -> [UInt8] {
        var out = ByteBuffer()
        row(entries, to: &out) { _, _, _ in }
        var bytes: [UInt8] = []
        out.take(into: &bytes)
        return bytes
    }

    /// Appends the cells of all columns.
    ///
    /// - Parameter other: appends the cell of a column that holds no field, given the fields that cells do not hold whole.
    private func row(
        _ entries: [Entry], to out: inout ByteBuffer, _ other: (Column, FieldSet, inout ByteBuffer) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: ColumnPlan.count) { firsts in
            firsts.initialize(repeating: -1)
            var rest = FieldSet()
            find(entries, firsts, &rest)
            for index in plan.fields.indices {
                if index > 0 { out.append(delimiter) }
                let field = Int(plan.fields[index])
                guard field >= 0 else {
                    other(plan.columns[index], rest, &out)
                    continue
                }
                let first = Int(firsts[field])
                if first >= 0 { cell(index, first, entries, &rest, to: &out) }
            }
        }
    }

    /// Finds the first statement of each field, and the fields that a cell cannot hold whole, whatever it says.
    private func find(_ entries: [Entry], _ firsts: UnsafeMutableBufferPointer<Int32>, _ rest: inout FieldSet) {
        for index in entries.indices {
            let field = entries[index].field
            let number = ColumnPlan.number(of: field)
            guard number >= 0, plan.covered.contains(field) else {
                rest.insert(field)
                continue
            }
            if !entries[index].isPlain { rest.insert(field) }
            if firsts[number] < 0 {
                firsts[number] = Int32(clamping: index)
            } else if case .text(let text) = field, text.isListed {
                continue
            } else {
                rest.insert(field)
            }
        }
    }

    private func cell(
        _ column: Int, _ index: Int, _ entries: [Entry], _ rest: inout FieldSet, to out: inout ByteBuffer
    ) {
        switch entries[index].content {
        case .text(let field, let text):
            if field.isListed { return list(field, index, entries, &rest, to: &out) }
            append(text, field, .text(field), &rest, to: &out)
        case .names(let field, let names):
            var cell = ByteBuffer(capacity: 256)
            for index in names.indices {
                if index > 0 { cell.append("; ") }
                if !NameCell.append(names[index], to: &cell) { rest.insert(.names(field)) }
            }
            append(cell, to: &out)
        case .date(let field, let date): append(date, field, &rest, to: &out)
        case .reference(let reference):
            if case .archive(let part) = plan.columns[column] { archive(part, reference, &rest, to: &out) }
        case .relation: break
        }
    }

    private func append(_ date: EDTFDate, _ field: DateField, _ rest: inout FieldSet, to out: inout ByteBuffer) {
        var edtf: [UInt8] = []
        edtf.reserveCapacity(24)
        date.appendEDTF(to: &edtf)
        let raw = date.raw
        if edtf.isEmpty { edtf.append(contentsOf: raw.utf8) }
        if !raw.isEmpty, date.shape != .literal || CellDate.read(raw) != date { rest.insert(.date(field)) }
        append(edtf, to: &out)
    }

    private func append(
        _ text: Text, _ field: TextField, _ of: Entry.Field, _ rest: inout FieldSet, to out: inout ByteBuffer
    ) {
        guard text.isPlain else {
            let markup = text.markup
            if !field.holdsMarkup || Text(markup: markup) != text { rest.insert(of) }
            return append(markup, to: &out)
        }
        var string = text.string
        let hasLess = string.withUTF8 { bytes in
            let look = CellBytes.look(at: bytes, delimiter)
            if bytes.last == UInt8(ascii: "0"), CellNumber.wholeCount(bytes) != bytes.count { rest.insert(of) }
            append(bytes, look, to: &out)
            return look.hasLess
        }
        if hasLess, field.holdsMarkup, Text(markup: string) != text { rest.insert(of) }
    }

    /// Every value of a field, with semicolons between.
    private func list(
        _ field: TextField, _ first: Int, _ entries: [Entry], _ rest: inout FieldSet, to out: inout ByteBuffer
    ) {
        var cell = ByteBuffer(capacity: 256)
        for index in first..<entries.count {
            guard case .text(field, let text) = entries[index].content else { continue }
            if cell.count > 0 { cell.append("; ") }
            var written = text.markup
            cell.append(string: written)
            let isOne = written.withUTF8 { ListCell.isOne($0, separator: UInt8(ascii: ";")) }
            if !isOne || !text.isPlain || field.holdsMarkup && Text.mayHaveMarkup(written) {
                let back = field.holdsMarkup ? Text(markup: written) : Text(written)
                if !isOne || back != text { rest.insert(.text(field)) }
            }
        }
        append(cell, to: &out)
    }

    private func archive(
        _ part: Column.Part, _ reference: ArchivalReference, _ rest: inout FieldSet, to out: inout ByteBuffer
    ) {
        if !reference.institution.isEmpty || !reference.subarea.isEmpty { rest.insert(.reference) }
        switch part {
        case .repository: append(reference.repository, .source, .reference, &rest, to: &out)
        case .code: append(reference.code, to: &out)
        case .institution: append(reference.institution, to: &out)
        case .subarea: append(reference.subarea, to: &out)
        case .place: append(reference.place, to: &out)
        case .country: append(reference.country, to: &out)
        case .collection: append(reference.collection, .source, .reference, &rest, to: &out)
        case .levels:
            let text = LevelCell.text(reference.levels)
            if LevelCell.levels(text) != reference.levels { rest.insert(.reference) }
            append(text, to: &out)
        case .location: append(reference.location, .source, .reference, &rest, to: &out)
        }
    }

    // MARK: The rest

    private func more(_ record: Record, _ rest: FieldSet, to out: inout ByteBuffer) -> [String] {
        if rest.isEmpty, record.kept.isEmpty { return [] }
        var writer = JSONWriter()
        var encoder = RecordEncoder()
        writer.beginObject()
        if !rest.isEmpty {
            encoder.entries(record.entries.filter { rest.contains($0.field) }.grouped, to: &writer)
        }
        if !record.kept.isEmpty {
            writer.key(quoted: #""kept":"#)
            encoder.kept(record.kept, to: &writer)
        }
        writer.endObject()
        // An object that is not empty has quotation marks, and begins with a brace, which needs no guard.
        writer.out.withBytes { appendQuoted($0, to: &out) }
        return encoder.unwritten
    }

    // MARK: Cells

    /// Appends a cell: in quotation marks where it needs them, guarded where a spreadsheet would take it for a formula.
    func append(_ value: String, to out: inout ByteBuffer) {
        var value = value
        value.withUTF8 { append($0, CellBytes.look(at: $0, delimiter), to: &out) }
    }

    private func append(_ value: [UInt8], to out: inout ByteBuffer) {
        value.withUnsafeBufferPointer { append($0, CellBytes.look(at: $0, delimiter), to: &out) }
    }

    private func append(_ value: borrowing ByteBuffer, to out: inout ByteBuffer) {
        value.withBytes { append($0, CellBytes.look(at: $0, delimiter), to: &out) }
    }

    private func append(_ value: UnsafeBufferPointer<UInt8>, _ look: CellBytes, to out: inout ByteBuffer) {
        guard let first = value.first, let last = value.last else { return }
        // An apostrophe before what is guarded is always doubled, so that reading is certain.
        let isGuarded = FormulaGuard.isDue(value) && (guardsFormulas || first == UInt8(ascii: "'"))
        guard look.needsQuotes || first <= 0x20 || last <= 0x20 else {
            if isGuarded { out.append(UInt8(ascii: "'")) }
            return out.append(value)
        }
        guard look.hasQuotes || isGuarded else {
            out.append(UInt8(ascii: "\""))
            out.append(value)
            return out.append(UInt8(ascii: "\""))
        }
        appendQuoted(value, isGuarded: isGuarded, to: &out)
    }

    /// Appends bytes in quotation marks, and doubles those that they have.
    private func appendQuoted(_ value: UnsafeBufferPointer<UInt8>, isGuarded: Bool = false, to out: inout ByteBuffer) {
        out.append(isGuarded ? "\"'" : "\"")
        if let base = value.baseAddress {
            // Every byte may be one: what is put down up to `at` is at most twice that long, so that a block of sixteen has room.
            out.append(atMost: value.count * 2) { CellWriter.double(UnsafeRawPointer(base), value.count, to: $0) }
        }
        out.append(UInt8(ascii: "\""))
    }

    /// Copies bytes with each quotation mark doubled. Returns how many that are.
    private static func double(_ source: UnsafeRawPointer, _ count: Int, to target: UnsafeMutableRawPointer) -> Int {
        var at = 0
        var end = 0
        while at + 16 <= count {
            let block = ByteBlock(source, at)
            target.storeBytes(of: block.bytes, toByteOffset: end, as: SIMD16<UInt8>.self)
            let first = ByteBlock.first(block.equal(UInt8(ascii: "\"")))
            at += first
            end += first
            if first == 16 { continue }
            target.storeBytes(of: UInt8(ascii: "\""), toByteOffset: end, as: UInt8.self)
            target.storeBytes(of: UInt8(ascii: "\""), toByteOffset: end + 1, as: UInt8.self)
            at += 1
            end += 2
        }
        while at < count {
            let byte = source.load(fromByteOffset: at, as: UInt8.self)
            target.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
            end += 1
            if byte == UInt8(ascii: "\"") {
                target.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
                end += 1
            }
            at += 1
        }
        return end
    }
}

/// What a look at the bytes of a cell finds.
struct CellBytes {
    /// Whether it has a delimiter, a quotation mark or the end of a line.
    var needsQuotes = false
    var hasQuotes = false
    /// Whether it has a `<`.
    var hasLess = false

    static func look(at bytes: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8) -> CellBytes {
        var found = CellBytes()
        guard let base = bytes.baseAddress else { return found }
        let raw = UnsafeRawPointer(base)
        if bytes.count >= 16 { return look(atLong: raw, bytes.count, delimiter) }
        guard bytes.count >= 8 else {
            for byte in bytes {
                if byte == UInt8(ascii: "\"") { found.hasQuotes = true }
                if byte == UInt8(ascii: "<") { found.hasLess = true }
                if byte == delimiter || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D {
                    found.needsQuotes = true
                }
            }
            return found
        }
        var special: UInt64 = 0
        var quotes: UInt64 = 0
        var less: UInt64 = 0
        var at = 0
        while true {
            let word = ByteWord(raw, at)
            quotes |= word.equal(UInt8(ascii: "\""))
            less |= word.equal(UInt8(ascii: "<"))
            special |= word.equal(delimiter) | word.equal(0x0A) | word.equal(0x0D)
            if at == bytes.count - 8 { break }
            // The last eight bytes may overlap those before.
            at = min(at + 8, bytes.count - 8)
        }
        found.hasQuotes = quotes != 0
        found.hasLess = less != 0
        found.needsQuotes = special | quotes != 0
        return found
    }

    /// Looks at sixteen bytes or more.
    private static func look(atLong raw: UnsafeRawPointer, _ count: Int, _ delimiter: UInt8) -> CellBytes {
        var special = ByteBlock.Mask()
        var quotes = ByteBlock.Mask()
        var less = ByteBlock.Mask()
        var at = 0
        while true {
            let block = ByteBlock(raw, at)
            quotes |= block.equal(UInt8(ascii: "\""))
            less |= block.equal(UInt8(ascii: "<"))
            special |= block.equal(delimiter) | block.equal(0x0A) | block.equal(0x0D)
            if at == count - 16 { break }
            // The last sixteen bytes may overlap those before.
            at = min(at + 16, count - 16)
        }
        var found = CellBytes()
        found.hasQuotes = ByteBlock.first(quotes) < 16
        found.hasLess = ByteBlock.first(less) < 16
        found.needsQuotes = ByteBlock.first(special | quotes) < 16
        return found
    }
}
