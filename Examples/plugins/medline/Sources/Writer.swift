/// Writes one record. What has no tag is told.
struct Writer {
    let host: UnsafePointer<ibid_host>
    let record: ibid_record
    private var out: [UInt8] = []
    /// What this format kept and has not written yet.
    private var own: [(tag: String, value: String)] = []

    init(host: UnsafePointer<ibid_host>, record: ibid_record) {
        self.host = host
        self.record = record
    }

    private var isArticle: Bool {
        [IBID_TYPE_ARTICLE, IBID_TYPE_ARTICLE_JOURNAL, IBID_TYPE_ARTICLE_NEWSPAPER].contains(Int(record.type))
    }

    mutating func write() {
        let kept = UnsafeBufferPointer(start: record.kept, count: record.kept_count)
        own = kept.filter { text($0.format) == formatID.description }.map { (text($0.name), text($0.value)) }
        if own.count < kept.count { cannotWrite("what another format kept") }
        if !own.contains(where: { $0.tag == "PT" }) { writeType() }
        for entry in UnsafeBufferPointer(start: record.entries, count: record.entry_count) { write(entry) }
        for one in own where !one.value.isEmpty { field(one.tag, one.value) }
        // A record without any field would be none.
        if out.isEmpty { field("STAT", "Publisher") }
        out.append(UInt8(ascii: "\n"))
        _ = out.withUnsafeBytes { host.pointee.write(host, $0.baseAddress, $0.count) }
    }

    private mutating func writeType() {
        if let row = PublicationType.all.first(where: { $0.type == Int(record.type) }) { return field("PT", row.name) }
        field("PT", "Book")
        cannotWrite("the type of the record")
    }

    private mutating func write(_ entry: ibid_entry) {
        let number = Int(entry.field)
        guard let tag = Tag.writing(number, isArticle: isArticle) else { return cannotWrite("“\(name(of: entry))”") }
        switch number {
        case IBID_NAMES_AUTHOR, IBID_NAMES_EDITOR:
            for name in UnsafeBufferPointer(start: entry.value.names.list, count: entry.value.names.count) {
                write(name, tag)
            }
        case IBID_DATE_ISSUED:
            let (edtf, raw) = (text(entry.value.date.edtf), text(entry.value.date.raw))
            let isOurs = edtf.isEmpty || PublicationDate.edtf(raw) == edtf
            field(tag.name, isOurs && !raw.isEmpty ? raw : PublicationDate.text(edtf))
            if !isOurs, !raw.isEmpty { cannotWrite("the words of a date") }
        case IBID_TEXT_DOI: field(tag.name, text(entry.value.text.string) + " [doi]")
        case IBID_TEXT_LANGUAGE:
            let language = text(entry.value.text.string)
            field(tag.name, Language.all.first { $0.tag == language }?.medline ?? language)
        case IBID_TEXT_ISSN:
            let number = text(entry.value.text.string)
            let whole = own.firstIndex { $0.tag == tag.name && $0.value.hasPrefix(number + " ") }
            field(tag.name, whole.map { own.remove(at: $0).value } ?? number)
        default:
            field(tag.name, text(entry.value.text.string))
            if entry.value.text.span_count > 0 { cannotWrite("markup within a text") }
        }
    }

    private mutating func write(_ name: ibid_name, _ tag: Tag) {
        if Int(name.kind) == IBID_NAME_OTHERS { return cannotWrite("“and others”") }
        if name.literal.count > 0 || Int(name.flags) & IBID_NAME_IS_LITERAL != 0 {
            if tag.field == IBID_NAMES_EDITOR { cannotWrite("that an editor is a body") }
            return field(tag.field == IBID_NAMES_AUTHOR ? "CN" : tag.name, text(name.literal))
        }
        let family = [text(name.non_dropping_particle), text(name.family)].filter { !$0.isEmpty }.joined(separator: " ")
        let given = [text(name.given), text(name.dropping_particle), text(name.suffix)].filter { !$0.isEmpty }
            .joined(separator: " ")
        field(tag.name, given.isEmpty ? family : "\(family), \(given)")
        if tag.field == IBID_NAMES_AUTHOR { field("AU", shortened(family: family, given: given)) }
        if name.role.count + name.original.count + name.as_written.count + name.identifier.count > 0 {
            cannotWrite("what is said of a name beside its parts")
        }
    }

    /// A field, in lines of at most 88 columns where words allow.
    private mutating func field(_ tag: String, _ value: String) {
        let padded = tag + String(repeating: " ", count: max(0, 4 - tag.utf8.count))
        out += Array("\(padded)- ".utf8)
        var column = 6
        for (index, word) in value.split(whereSeparator: \.isNewline).joined(separator: " ").split(separator: " ")
            .enumerated()
        {
            if index > 0, column + word.count + 1 > 88 {
                out += Array("\n      ".utf8)
                column = 6
            } else if index > 0 {
                out.append(UInt8(ascii: " "))
                column += 1
            }
            out += Array(word.utf8)
            column += word.count
        }
        out.append(UInt8(ascii: "\n"))
    }

    private func name(of entry: ibid_entry) -> String {
        host.pointee.field_name(UInt32(entry.field)).map { String(cString: $0) } ?? "field \(entry.field)"
    }

    private func cannotWrite(_ what: String) {
        var memory = Memory()
        var diagnostic = ibid_diagnostic()
        diagnostic.size = UInt32(MemoryLayout<ibid_diagnostic>.size)
        diagnostic.severity = UInt32(IBID_WARNING)
        diagnostic.code = memory.string("cannot-write")
        diagnostic.message = memory.string("\(what) cannot be written in this format")
        diagnostic.record = record.key
        _ = host.pointee.diagnostic(host, &diagnostic)
    }
}
