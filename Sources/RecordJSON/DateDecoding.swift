internal import JSON
internal import Records

extension RecordDecoder {
    /// A date: an EDTF string, or `{"edtf":…,"raw":…}`, either of which may be missing.
    mutating func dateEntry(_ field: DateField, _ cursor: inout JSONCursor) throws(JSONError) -> Entry {
        if try cursor.kind() == .string { return Entry(.date(field, try edtf(&cursor))) }
        var date: EDTFDate?
        var raw = ""
        var sureness = Sureness()
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            if key.equals("edtf") {
                date = try edtf(&cursor)
            } else if key.equals("raw") {
                raw = try scalar(&cursor, "raw")
            } else if try !sureness.read(key, &cursor, &self) {
                try unknownMember(key, &cursor)
            }
        }
        var read = date ?? EDTFDate(literal: raw)
        if !raw.isEmpty { read.raw = raw }
        return Entry(.date(field, read), certainty: sureness.certainty, evidence: sureness.evidence)
    }

    private mutating func edtf(_ cursor: inout JSONCursor) throws(JSONError) -> EDTFDate {
        guard try cursor.kind() == .string else { return EDTFDate(literal: try scalar(&cursor, "edtf")) }
        let text = try cursor.text()
        if !text.hasEscapes, let date = EDTFDate(edtf: text.bytes) { return date }
        let string = text.string
        if let date = EDTFDate(edtf: string) { return date }
        problem(
            "bad-date", "“\(string)” is no EDTF date", at: text.offset - 1,
            hint: "read as text; a date that is only text is written {\"raw\":\"…\"}")
        return EDTFDate(literal: string)
    }
}
