public import JSON
public import Records

extension RecordDecoder {
    /// Reads an array of kept values.
    public mutating func kept(_ cursor: inout JSONCursor) throws(JSONError) -> [Kept] {
        var all: [Kept] = []
        guard try enterArray(&cursor) else { return all }
        while try cursor.nextElement() { all.append(try keptValue(&cursor)) }
        return all
    }

    private mutating func keptValue(_ cursor: inout JSONCursor) throws(JSONError) -> Kept {
        if let kept = RecordDecoder.usualKept(&cursor) { return kept }
        var kept = Kept(format: "", name: "", value: "")
        guard try enterObject(&cursor) else { return kept }
        while let key = try cursor.nextKey() {
            if key.equals("format") {
                kept.format = try scalar(&cursor, "format")
            } else if key.equals("name") {
                kept.name = try scalar(&cursor, "name")
            } else if key.equals("value") {
                kept.value = try scalar(&cursor, "value")
            } else if key.equals("form") {
                kept.form = try word(&cursor, of: Words.form, "form", at: key) ?? .text
            } else {
                try unknownMember(key, &cursor)
            }
        }
        return kept
    }

    /// A value just as `RecordEncoder` writes it; nil, with nothing passed over, where a byte is otherwise.
    private static func usualKept(_ cursor: inout JSONCursor) -> Kept? {
        var probe = cursor
        guard probe.pass(#"{"format":"#), let format = probe.wholeText(),
            probe.pass(#","name":"#), let name = probe.wholeText(),
            probe.pass(#","value":"#), let value = probe.wholeText()
        else { return nil }
        let form: Kept.Form
        if probe.pass("}") {
            form = .text
        } else {
            guard probe.pass(#","form":"#), let word = probe.wholeText(), let found = Words.form[word], probe.pass("}")
            else { return nil }
            form = found
        }
        cursor = probe
        return Kept(format: format.string, name: name.string, value: value.string, form: form)
    }

    /// Reads what belongs to a collection.
    public mutating func info(_ cursor: inout JSONCursor) throws(JSONError) -> CollectionInfo {
        var info = CollectionInfo()
        guard try enterObject(&cursor) else { return info }
        while let key = try cursor.nextKey() {
            if key.equals("title") {
                info.title = try scalar(&cursor, "title")
            } else if key.equals("source") {
                info.source = try scalar(&cursor, "source")
            } else if key.equals("ranges") {
                guard try enterArray(&cursor) else { continue }
                while try cursor.nextElement() {
                    if let range = try range(&cursor) { info.ranges.append(range) }
                }
            } else if key.equals("total") {
                info.total = try int(&cursor)
            } else if key.equals("kept") {
                info.kept = try kept(&cursor)
            } else {
                try unknownMember(key, &cursor)
            }
        }
        return info
    }

    private mutating func range(_ cursor: inout JSONCursor) throws(JSONError) -> ClosedRange<Int>? {
        var numbers: [Int] = []
        let at = cursor.offset
        if try enterArray(&cursor) {
            while try cursor.nextElement() { numbers.append(try int(&cursor)) }
        }
        if numbers.count == 2, numbers[0] <= numbers[1] { return numbers[0]...numbers[1] }
        problem("bad-range", "a range is two numbers, the smaller first", at: at)
        return nil
    }
}
