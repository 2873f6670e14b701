internal import JSON
internal import Records

/// Fields in a note, as Zotero's users write them into "Extra" and citeproc-js reads them: lines `status: in press` before
/// the note's own text, and `{:original-date: 1866}` anywhere in it.
///
/// A field that the item has already stays as it is, but for the type. What is no field stays in the note.
///
/// Source: citeproc-js documentation, "Cheater syntax for odd fields".
enum NoteFields {
    static func read(_ record: Record) -> Record {
        guard let note = record[.note], note.isPlain, note.string.utf8.contains(UInt8(ascii: ":")) else {
            return record
        }
        var record = record
        var rest: [String] = []
        var inFields = true
        for (number, line) in note.string.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if inFields, let (name, value) = field(line) {
                if put(value, name, in: &record) { continue }
                let isWord = name.utf8.allSatisfy {
                    $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || (97...122).contains($0)
                }
                if isWord {
                    // A field that we do not know: others may follow.
                    rest.append(String(line))
                    continue
                }
            }
            // The first line may be text that the fields follow.
            if number > 0, !line.isEmpty { inFields = false }
            rest.append(braced(line, &record))
        }
        let text = rest.joined(separator: "\n")
        let isEmpty = text.utf8.allSatisfy { $0 <= 0x20 }
        record[.note] = isEmpty ? nil : Text(text)
        return record
    }

    /// `name: value`; nil where the line is something else.
    private static func field(_ line: Substring) -> (name: String, value: String)? {
        guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = trimmed(line[..<colon])
        let value = trimmed(line[line.utf8.index(after: colon)...])
        guard !name.isEmpty, !value.isEmpty, name.utf8.count < 40 else { return nil }
        return (String(name), String(value))
    }

    /// A line without its `{:name: value}` that were read.
    private static func braced(_ line: Substring, _ record: inout Record) -> String {
        var out = ""
        var rest = line
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            let after = rest.utf8.index(after: open)
            guard let close = rest[after...].utf8.firstIndex(of: UInt8(ascii: "}")) else { break }
            let inner = rest[after..<close]
            out += rest[..<open]
            if inner.utf8.first == UInt8(ascii: ":"), let (name, value) = field(inner.dropFirst()),
                put(value, name, in: &record)
            {
                // Read
            } else {
                out += rest[open...close]
            }
            rest = rest[rest.utf8.index(after: close)...]
        }
        return out + rest
    }

    /// Puts a value into the field of that name. False where there is no such field.
    private static func put(_ value: String, _ name: String, in record: inout Record) -> Bool {
        guard let row = Member.table[name] ?? Member.table[name.lowercased().replacing(" ", with: "-")] else {
            return false
        }
        switch Member.rows[row].member {
        case .text(let field):
            guard field != .note else { return false }
            if record[field] == nil { record[field] = Text(markup: value) }
        case .names(let field): putName(value, field, in: &record)
        case .date(let field):
            if record[field] == nil { record[field] = EDTFDate(edtf: value) ?? EDTFDate(literal: value) }
        case .type:
            guard let type = RecordType(name: value) else { return false }
            record.type = type
            record.kept.removeAll { $0.format == CSLJSONFormat.id && $0.name == "type" }
        case .archive(let part): putArchive(value, part, in: &record)
        case .id, .custom, .kept: return false
        }
        return true
    }

    /// `Family || Given`, or a literal name. Names of a field follow one another, a line each.
    private static func putName(_ value: String, _ field: NameField, in record: inout Record) {
        let parts = value.split(separator: "||", maxSplits: 1).map { String(trimmed($0)) }
        let name = parts.count == 2 ? Name(family: parts[0], given: parts[1]) : Name(literal: value)
        record[field] = record[field] + [name]
    }

    private static func putArchive(_ value: String, _ part: Member.ArchivePart, in record: inout Record) {
        var reference = record.reference ?? ArchivalReference()
        switch part {
        case .repository: if reference.repository.isEmpty { reference.repository = Text(value) }
        case .place: if reference.place.isEmpty { reference.place = value }
        case .collection: if reference.collection.isEmpty { reference.collection = Text(value) }
        case .location: if reference.location.isEmpty { reference.location = Text(value) }
        }
        record.reference = reference
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.utf8.first, first <= 0x20 { text = text.dropFirst() }
        while let last = text.utf8.last, last <= 0x20 { text = text.dropLast() }
        return text
    }
}
