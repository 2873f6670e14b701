/// Reads MEDLINE: four characters of a tag, "- ", a value; six spaces before a line that goes on; an empty line between records.
final class Reader {
    private var line: UInt64
    private var fields: [Field] = []
    private var memory = Memory()

    private struct Field {
        let tag: String
        var value: String
        let line: UInt64
    }

    init(line: UInt64) { self.line = line }

    /// Reads whole records (`cut` sees to that).
    func read(_ bytes: UnsafeRawBufferPointer, _ host: UnsafePointer<ibid_host>) {
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            take(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), host)
            line += 1
            start = end + 1
        }
        endRecord(host)
    }

    private func take(_ bytes: UnsafeRawBufferPointer, _ host: UnsafePointer<ibid_host>) {
        var bytes = bytes[...]
        while let last = bytes.last, last == 0x20 || last == 0x0D || last == 0x09 { bytes = bytes.dropLast() }
        if bytes.isEmpty { return endRecord(host) }
        if bytes.starts(with: Array("      ".utf8)), !fields.isEmpty {
            let more = String(decoding: bytes.drop { $0 == 0x20 }, as: UTF8.self)
            let index = fields.count - 1
            fields[index].value += fields[index].value.isEmpty ? more : " " + more
        } else if bytes.count >= 5, bytes[bytes.startIndex + 4] == UInt8(ascii: "-"),
            bytes.prefix(4).allSatisfy({ (0x30...0x5A).contains($0) || $0 == 0x20 }), bytes.first != 0x20
        {
            let tag = String(decoding: bytes.prefix(4).filter { $0 != 0x20 }, as: UTF8.self)
            let value = String(decoding: bytes.dropFirst(5).drop { $0 == 0x20 }, as: UTF8.self)
            fields.append(Field(tag: tag, value: value, line: line))
        } else {
            complain(host)
        }
    }

    private func complain(_ host: UnsafePointer<ibid_host>) {
        var memory = Memory()
        var diagnostic = ibid_diagnostic()
        diagnostic.size = UInt32(MemoryLayout<ibid_diagnostic>.size)
        diagnostic.severity = UInt32(IBID_ERROR)
        diagnostic.code = memory.string("no-field")
        diagnostic.message = memory.string("a line is neither a field nor the rest of one")
        diagnostic.hint = memory.string(
            "a field is four characters of a tag, a hyphen and a value: “TI  - On Examples”")
        diagnostic.line = line
        diagnostic.column = 1
        _ = host.pointee.diagnostic(host, &diagnostic)
    }
}

extension Reader {
    // MARK: Records

    private func endRecord(_ host: UnsafePointer<ibid_host>) {
        if fields.isEmpty { return }
        defer {
            fields.removeAll(keepingCapacity: true)
            memory.clear()
        }
        var draft = Draft()
        for (index, field) in fields.enumerated() where !field.value.isEmpty { add(field, at: index, to: &draft) }
        setType(&draft)
        for (field, names) in draft.names {
            guard let place = draft.entries.firstIndex(where: { Int($0.field) == field }) else { continue }
            draft.entries[place].value.names.list = memory.list(names)
            draft.entries[place].value.names.count = names.count
        }
        var record = ibid_record()
        record.size = UInt32(MemoryLayout<ibid_record>.size)
        record.type = UInt32(draft.type)
        record.entries = memory.list(draft.entries)
        record.entry_count = draft.entries.count
        record.kept = memory.list(draft.kept)
        record.kept_count = draft.kept.count
        record.line = fields[0].line
        _ = host.pointee.record(host, &record)
    }

    /// A record while it is put together.
    private struct Draft {
        var type = IBID_TYPE_ARTICLE_JOURNAL
        var entries: [ibid_entry] = []
        var names: [Int: [ibid_name]] = [:]
        var kept: [ibid_kept] = []
        var wholeISSNs = 0

        func has(_ field: Int) -> Bool { entries.contains { Int($0.field) == field } }
    }

    private func add(_ field: Field, at index: Int, to draft: inout Draft) {
        // The short form of the full name before it says nothing new.
        if field.tag == "AU", isShortForm(field.value, at: index) { return }
        if field.tag == "PT" { return }
        guard let tag = Tag.named(field.tag), tag.repeats || !draft.has(tag.field) else {
            return draft.kept.append(kept(field.tag, field.value))
        }
        if tag.field == IBID_TEXT_DOI, !field.value.hasSuffix(" [doi]") {
            return draft.kept.append(kept(field.tag, field.value))
        }
        var entry = ibid_entry()
        entry.field = UInt16(tag.field)
        switch tag.field {
        case IBID_NAMES_AUTHOR, IBID_NAMES_EDITOR:
            draft.names[tag.field, default: []].append(name(field))
            if draft.has(tag.field) { return }
        case IBID_DATE_ISSUED:
            if let edtf = PublicationDate.edtf(field.value) {
                entry.value.date.edtf = memory.string(edtf)
                if PublicationDate.text(edtf) != field.value { entry.value.date.raw = memory.string(field.value) }
            } else {
                entry.value.date.raw = memory.string(field.value)
            }
        case IBID_TEXT_DOI: entry.value.text.string = memory.string(String(field.value.dropLast(6)))
        case IBID_TEXT_LANGUAGE:
            let tag = Language.all.first { $0.medline == field.value }?.tag
            entry.value.text.string = memory.string(tag ?? field.value)
        case IBID_TEXT_ISSN:
            // "0028-0836 (Print)": the number is the field's, the whole is kept beside it.
            let number = String(field.value.prefix { $0 != " " })
            entry.value.text.string = memory.string(number)
            // It stands before the others that are kept, since it is written before them.
            if number != field.value { draft.kept.insert(kept(field.tag, field.value), at: draft.wholeISSNs) }
            if number != field.value { draft.wholeISSNs += 1 }
        default: entry.value.text.string = memory.string(field.value)
        }
        draft.entries.append(entry)
    }

    private func isShortForm(_ value: String, at index: Int) -> Bool {
        guard index > 0, fields[index - 1].tag == "FAU" else { return false }
        let parts = parts(fields[index - 1].value)
        return shortened(family: parts.family, given: parts.given) == value
    }

    private func parts(_ value: String) -> (family: String, given: String) {
        guard let comma = value.firstIndex(of: ",") else { return (value, "") }
        return (String(value[..<comma]), String(value[value.index(after: comma)...].drop { $0 == " " }))
    }

    private func name(_ field: Field) -> ibid_name {
        var name = ibid_name()
        if field.tag == "CN" {
            name.literal = memory.string(field.value)
            name.kind = UInt8(IBID_NAME_ORGANIZATION)
        } else {
            let (family, given) = parts(field.value)
            name.family = memory.string(family)
            name.given = memory.string(given)
        }
        return name
    }

    /// The first publication type that is one of ours; all are kept where that one does not say it all.
    private func setType(_ draft: inout Draft) {
        let said = fields.filter { $0.tag == "PT" }
        let found = said.lazy.compactMap { field in PublicationType.all.first { $0.name == field.value } }.first
        if let found { draft.type = found.type }
        if said.isEmpty { draft.kept.append(kept("PT", "")) }
        if said.count > 1 || (said.count == 1 && found == nil) {
            draft.kept += said.map { kept($0.tag, $0.value) }
        }
    }

    private func kept(_ tag: String, _ value: String) -> ibid_kept {
        var kept = ibid_kept()
        kept.format = ibid_string(bytes: characters(formatID), count: formatID.utf8CodeUnitCount)
        kept.name = memory.string(tag)
        kept.value = memory.string(value)
        return kept
    }
}
