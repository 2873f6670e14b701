internal import JSON
internal import Records

extension RecordDecoder {
    /// A value of a text field, with what is said of it.
    mutating func textEntry(_ field: TextField, _ cursor: inout JSONCursor) throws(JSONError) -> Entry {
        var sureness = Sureness()
        let text = try text(&cursor, &sureness)
        return Entry(.text(field, text), certainty: sureness.certainty, evidence: sureness.evidence)
    }

    /// A string, a number, `{"text":…,"spans":[…]}` or `{"markup":…}`.
    mutating func text(_ cursor: inout JSONCursor, _ sureness: inout Sureness) throws(JSONError) -> Text {
        guard try cursor.kind() == .object else { return Text(try scalar(&cursor, "text")) }
        var text = Text("")
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            if key.equals("text") {
                text.string = try scalar(&cursor, "text")
            } else if key.equals("markup") {
                text = Text(markup: try scalar(&cursor, "markup"))
            } else if key.equals("spans") {
                try spans(&cursor, of: &text)
            } else if try !sureness.read(key, &cursor, &self) {
                try unknownMember(key, &cursor)
            }
        }
        let count = text.string.utf8.count
        if text.spans.contains(where: { $0.start < 0 || $0.end < $0.start || Int($0.end) > count }) {
            problem("bad-span", "a span lies outside of its text", at: cursor.offset, hint: "offsets count UTF-8 bytes")
            text.spans.removeAll { $0.start < 0 || $0.end < $0.start || Int($0.end) > count }
        }
        return text
    }

    private mutating func spans(_ cursor: inout JSONCursor, of text: inout Text) throws(JSONError) {
        guard try enterArray(&cursor) else { return }
        while try cursor.nextElement() {
            if let span = try span(&cursor) { text.spans.append(span) }
        }
    }

    private mutating func span(_ cursor: inout JSONCursor) throws(JSONError) -> Text.Span? {
        guard try enterObject(&cursor) else { return nil }
        var style: Text.Style?
        var start = -1
        var end = -1
        while let key = try cursor.nextKey() {
            if key.equals("style") {
                style = try word(&cursor, of: Words.style, "style", at: key)
            } else if key.equals("start") {
                start = try int(&cursor)
            } else if key.equals("end") {
                end = try int(&cursor)
            } else {
                try unknownMember(key, &cursor)
            }
        }
        guard let style else { return nil }
        var span = Text.Span(style, 0..<0)
        span.start = Int32(clamping: start)
        span.end = Int32(clamping: end)
        return span
    }
}
