private import JSON
private import RecordJSON
internal import Records

/// Makes a record of a row.
struct RowParser {
    /// What is to be said of a row, by the number of the cell.
    struct Problem {
        var cell: Int
        var code: String
        var message: String
        var hint: String?
    }

    private let layout: Layout
    private(set) var problems: [Problem] = []
    private var record = Record()
    private var slots = SlotValues()
    private var more: Record?
    private var buffer: [UInt8] = []
    private var cell = 0
    /// What the columns hold of statements; made where it is first asked for.
    private var cells: CellWriter?

    init(_ layout: Layout) { self.layout = layout }

    private static func cells(_ layout: Layout) -> CellWriter {
        let columns = layout.columns.map(\.column).filter { $0.field != nil }
        return CellWriter(plan: ColumnPlan(columns), delimiter: UInt8(ascii: ","), guardsFormulas: false)
    }

    mutating func record(_ scanner: RowScanner) -> Record {
        record = Record()
        record.entries.reserveCapacity(12)
        problems.removeAll(keepingCapacity: true)
        more = nil
        if layout.set != nil { slots = SlotValues() }
        for (index, cell) in scanner.cells.enumerated() where cell.end > cell.start {
            self.cell = index
            scanner.bytes(of: cell, into: &buffer)
            let value = buffer.withUnsafeBufferPointer { bytes -> String in
                let bytes = FormulaGuard.undone(bytes)
                return cell.isQuoted ? String(decoding: bytes, as: UTF8.self) : ListCell.trimmed(bytes)
            }
            if value.isEmpty || value == layout.set?.empty { continue }
            if index < layout.columns.count {
                put(value, layout.columns[index])
            } else {
                keep("column \(index + 1)", value)
            }
        }
        slots.finish(&record, separator: layout.set?.separator ?? UInt8(ascii: ";"))
        if let more { restore(more) }
        return record
    }

    private mutating func put(_ value: String, _ place: Layout.Place) {
        switch place.column {
        case .key: record.key = value
        case .type: type(value, place.header)
        case .text(let field): text(field, value, place)
        case .names(let field, let role): names(field, value, place.separator, role)
        case .date(let field): date(field, value)
        case .archive(let part): archive(part, value)
        case .more: readMore(value)
        case .slot(let slot): slots.put(value, in: slot, header: place.header, column: cell)
        case .kept: keep(place.header.isEmpty ? "column \(cell + 1)" : place.header, value)
        }
    }

    private mutating func keep(_ name: String, _ value: String) {
        record.kept.append(Kept(format: CSVFormat.id, name: name, value: value))
    }

    private mutating func type(_ word: String, _ header: String) {
        let folded = Header.folded(word)
        if let type = RecordType(name: word) ?? RecordType(name: word.lowercased()) {
            record.type = type
        } else if let row = (layout.set ?? ColumnSet.zotero).types.first(where: { Header.folded($0.word) == folded }) {
            record.type = row.type
            keep(header, word)
        } else {
            keep(header, word)
            say("unknown-type", "“\(word)” is no type of record", hint: "read as “document”, the word is kept")
        }
    }

    private mutating func text(_ field: TextField, _ value: String, _ place: Layout.Place) {
        let value = number(value, field)
        guard field.isListed, value.utf8.contains(place.separator) else {
            return record.append(.text(field, field.holdsMarkup ? Text(markup: value) : Text(value)))
        }
        for part in ListCell.parts(value, separator: place.separator) {
            record.append(.text(field, field.holdsMarkup ? Text(markup: part) : Text(part)))
        }
    }

    /// A number as it was before a program took it for a decimal: "12.0" is 12. Digits that a spreadsheet lost are told.
    private mutating func number(_ value: String, _ field: TextField) -> String {
        switch field {
        case .isbn, .issn, .pmid, .recordID:
            if CellNumber.hasLostDigits(value) {
                say(
                    "lost-digits", "“\(value)” was a longer number before a spreadsheet shortened it",
                    hint: "format the column as text in the source")
            }
            return CellNumber.whole(value)
        case .volume, .issue, .page, .numberOfPages, .numberOfVolumes, .collectionNumber, .number:
            return CellNumber.whole(value)
        default: return value
        }
    }

    private mutating func names(_ field: NameField, _ value: String, _ separator: UInt8, _ role: String) {
        let names = NameCell.names(value, separator: separator, role: role)
        if names.isEmpty { return keep(field.name, value) }
        if record[field].isEmpty { return record.append(.names(field, names)) }
        record[field] = record[field] + names
    }

    private mutating func date(_ field: DateField, _ value: String) {
        if record[field] != nil { return keep(layout.columns[cell].header, value) }
        record.append(.date(field, CellDate.read(value)))
    }

    private mutating func archive(_ part: Column.Part, _ value: String) {
        var reference = record.reference ?? ArchivalReference()
        switch part {
        case .repository: reference.repository = Text(markup: value)
        case .code: reference.code = value
        case .institution: reference.institution = value
        case .subarea: reference.subarea = value
        case .place: reference.place = value
        case .country: reference.country = value
        case .collection: reference.collection = Text(markup: value)
        case .levels: reference.levels = LevelCell.levels(value)
        case .location: reference.location = Text(markup: value)
        }
        record.reference = reference
    }

    // MARK: The column for the rest

    private mutating func readMore(_ value: String) {
        let bytes = Array(value.utf8)
        var decoder = RecordDecoder(format: CSVFormat.id)
        do throws(JSONError) {
            more = try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
                var cursor = JSONCursor(bytes)
                var found = Record()
                try decoder.members(&cursor, of: &found)
                try cursor.finish()
                return found
            }
        } catch {
            keep("more", value)
            say("more", "the cell is no JSON: \(error)", hint: "it is kept as it stands")
        }
        for problem in decoder.takeProblems() { say(problem.code, problem.message, hint: problem.hint) }
    }

    private mutating func restore(_ more: Record) {
        let cells = cells ?? Self.cells(layout)
        self.cells = cells
        for field in record.restore(more, sayTheSame: cells.sayTheSame) {
            say(
                "more-differs", "“\(field.name)” was changed after it was written",
                hint: "what the column “more” says of it is left out")
        }
    }

    private mutating func say(_ code: String, _ message: String, hint: String? = nil) {
        problems.append(Problem(cell: cell, code: code, message: message, hint: hint))
    }
}

/// Numbers that went through a spreadsheet or a table of decimals.
enum CellNumber {
    /// "12.0" and "12,0" without what says nothing.
    static func whole(_ value: String) -> String {
        guard value.utf8.last == UInt8(ascii: "0") else { return value }
        var value = value
        return value.withUTF8 { String(decoding: $0.prefix(wholeCount($0)), as: UTF8.self) }
    }

    /// How many bytes of a number say something: all but the end of "12.0" and "12,0".
    static func wholeCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard (3..<30).contains(bytes.count), bytes[bytes.count - 1] == UInt8(ascii: "0"),
            bytes[bytes.count - 2] == UInt8(ascii: ".") || bytes[bytes.count - 2] == UInt8(ascii: ","),
            bytes.dropLast(2).allSatisfy({ (0x30...0x39).contains($0) })
        else { return bytes.count }
        return bytes.count - 2
    }

    /// True for "9.78316E+12".
    static func hasLostDigits(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        guard let mark = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }), mark > 0, mark + 2 < bytes.count
        else { return false }
        let digits = bytes[..<mark]
        return digits.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
            && bytes[mark + 1] == UInt8(ascii: "+") && bytes[(mark + 2)...].allSatisfy { (0x30...0x39).contains($0) }
    }
}

/// Dates in a cell: EDTF, a written date, or "2024-02-29 10:20:30" as Zotero has it; else text.
enum CellDate {
    static func read(_ value: String) -> EDTFDate {
        if let date = EDTFDate(written: value) { return date }
        let bytes = Array(value.utf8)
        if bytes.count >= 16, bytes[10] == 0x20 {
            var standard = bytes
            standard[10] = UInt8(ascii: "T")
            if var date = EDTFDate(edtf: String(decoding: standard, as: UTF8.self)) {
                date.raw = value
                return date
            }
        }
        let whole = CellNumber.whole(value)
        if whole != value, var date = EDTFDate(edtf: whole) {
            date.raw = value
            return date
        }
        return EDTFDate(literal: value)
    }
}
