public import JSON
public import Records

/// Reads records from their JSON form. What is not as it should be is told in `problems`, kept where it can be, and the rest
/// is read; only a text that is no JSON is an error.
///
/// Beside what `RecordEncoder` writes, the decoder takes what is easier to make: a number for a text, a string for a name
/// (taken as literal), one name without an array, `{"markup":"<i>…</i>"}` for a text with spans.
public struct RecordDecoder {
    /// What was found wrong, in order.
    public private(set) var problems: [RecordProblem] = []
    /// The format under which members are kept that no field fits.
    private let format: String

    /// - Parameter format: the id of the format that reads.
    public init(format: String) { self.format = format }

    /// The problems so far, which are forgotten.
    public mutating func takeProblems() -> [RecordProblem] {
        if problems.isEmpty { return [] }
        defer { problems = [] }
        return problems
    }

    /// Reads the object that comes next as a record.
    public mutating func record(_ cursor: inout JSONCursor) throws(JSONError) -> Record {
        var record = Record()
        record.entries.reserveCapacity(12)
        try members(&cursor, of: &record, isTop: true)
        return record
    }

    /// Reads the members of the object that comes next into a record, after what it has.
    public mutating func members(_ cursor: inout JSONCursor, of record: inout Record) throws(JSONError) {
        try members(&cursor, of: &record, isTop: true)
    }

    private mutating func members(
        _ cursor: inout JSONCursor, of record: inout Record, isTop: Bool
    ) throws(JSONError) {
        var seen = SeenMembers()
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            guard let index = RecordMember.table[key] else {
                problem("unknown-member", "“\(key.string)” is no member of a record", at: key.offset - 1)
                try keep(key, &cursor, &record)
                continue
            }
            if !seen.insert(index) {
                problem("duplicate-member", "“\(key.string)” stands a second time", at: key.offset - 1)
            }
            try member(RecordMember.all[index], key, &cursor, &record, isTop)
        }
    }

    private mutating func member(
        _ member: RecordMember, _ key: JSONText, _ cursor: inout JSONCursor, _ record: inout Record, _ isTop: Bool
    ) throws(JSONError) {
        let kind = try cursor.kind()
        switch (member, kind) {
        case (.text(let field), .string): record.append(.text(field, Text(try string(&cursor))))
        case (.text(let field), .array):
            try elements(&cursor) { (self, cursor) throws(JSONError) in
                record.entries.append(try self.textEntry(field, &cursor))
            }
        case (.text(let field), .number), (.text(let field), .object):
            record.entries.append(try textEntry(field, &cursor))
        case (.names(let field), _) where kind != .null: record.entries.append(try namesEntry(field, &cursor))
        case (.date(let field), .string), (.date(let field), .object):
            record.entries.append(try dateEntry(field, &cursor))
        case (.reference, .object): record.entries.append(try referenceEntry(&cursor))
        case (.relations, .array):
            try elements(&cursor) { (self, cursor) throws(JSONError) in
                record.entries.append(try self.relationEntry(&cursor))
            }
        case (.key, .string), (.key, .number): record.key = try scalar(&cursor, "key")
        case (.type, .string): record.type = try type(&cursor)
        case (.kept, .array): record.kept += try kept(&cursor)
        case (.more, .array) where isTop:
            try elements(&cursor) { (self, cursor) throws(JSONError) in
                try self.members(&cursor, of: &record, isTop: false)
            }
        default:
            problem(
                "wrong-type", "“\(key.string)” cannot be \(kind.words)", at: key.offset - 1, hint: "the value is kept")
            try keep(key, &cursor, &record)
        }
    }

    private mutating func keep(
        _ key: JSONText, _ cursor: inout JSONCursor, _ record: inout Record
    ) throws(JSONError) {
        let value = String(decoding: try cursor.skip(), as: UTF8.self)
        record.kept.append(Kept(format: format, name: key.string, value: value, form: .json))
    }

    private mutating func type(_ cursor: inout JSONCursor) throws(JSONError) -> RecordType {
        let word = try cursor.text()
        let name = word.string
        if let type = RecordType(name: name) { return type }
        problem("unknown-type", "“\(name)” is no type of record", at: word.offset - 1, hint: "read as “document”")
        return .document
    }
}

extension RecordDecoder {
    // MARK: Entries

    private mutating func textEntry(_ field: TextField, _ cursor: inout JSONCursor) throws(JSONError) -> Entry {
        var sureness = Sureness()
        let text = try text(&cursor, &sureness)
        return Entry(.text(field, text), certainty: sureness.certainty, evidence: sureness.evidence)
    }

    private mutating func namesEntry(_ field: NameField, _ cursor: inout JSONCursor) throws(JSONError) -> Entry {
        var names: [Name] = []
        var sureness = Sureness()
        guard try cursor.kind() == .object else {
            return Entry(.names(field, try self.names(&cursor)))
        }
        // Either {"names":[…],"certainty":…}, or one name.
        var probe = cursor
        try probe.enterObject()
        guard let first = try probe.nextKey(), first.equals("names") else {
            return Entry(.names(field, [try name(&cursor)]))
        }
        try object(&cursor) { (self, key, cursor) throws(JSONError) in
            if key.equals("names") {
                names += try self.names(&cursor)
                return true
            }
            return try sureness.read(key, &cursor, &self)
        }
        return Entry(.names(field, names), certainty: sureness.certainty, evidence: sureness.evidence)
    }

    private mutating func dateEntry(_ field: DateField, _ cursor: inout JSONCursor) throws(JSONError) -> Entry {
        if try cursor.kind() == .string { return Entry(.date(field, try edtf(&cursor))) }
        var date: EDTFDate?
        var raw = ""
        var sureness = Sureness()
        try object(&cursor) { (self, key, cursor) throws(JSONError) in
            if key.equals("edtf") {
                date = try self.edtf(&cursor)
            } else if key.equals("raw") {
                raw = try self.scalar(&cursor, "raw")
            } else {
                return try sureness.read(key, &cursor, &self)
            }
            return true
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

    private mutating func referenceEntry(_ cursor: inout JSONCursor) throws(JSONError) -> Entry {
        var reference = ArchivalReference()
        var sureness = Sureness()
        var inner = Sureness()
        try object(&cursor) { (self, key, cursor) throws(JSONError) in
            if key.equals("repository") {
                reference.repository = try self.text(&cursor, &inner)
            } else if key.equals("code") {
                reference.code = try self.scalar(&cursor, "code")
            } else if key.equals("institution") {
                reference.institution = try self.scalar(&cursor, "institution")
            } else if key.equals("subarea") {
                reference.subarea = try self.scalar(&cursor, "subarea")
            } else if key.equals("place") {
                reference.place = try self.scalar(&cursor, "place")
            } else if key.equals("country") {
                reference.country = try self.scalar(&cursor, "country")
            } else if key.equals("collection") {
                reference.collection = try self.text(&cursor, &inner)
            } else if key.equals("location") {
                reference.location = try self.text(&cursor, &inner)
            } else if key.equals("levels") {
                try self.elements(&cursor) { (self, cursor) throws(JSONError) in
                    reference.levels.append(try self.level(&cursor))
                }
            } else {
                return try sureness.read(key, &cursor, &self)
            }
            return true
        }
        return Entry(.reference(reference), certainty: sureness.certainty, evidence: sureness.evidence)
    }

    private mutating func level(_ cursor: inout JSONCursor) throws(JSONError) -> ArchivalReference.Level {
        var level = ArchivalReference.Level(.other, "")
        try object(&cursor) { (self, key, cursor) throws(JSONError) in
            if key.equals("kind") {
                let name = try self.scalar(&cursor, "kind")
                level.kind = ArchivalReference.Kind(name: name) ?? self.unknown(name, "level", at: key) ?? .other
            } else if key.equals("value") {
                level.value = try self.scalar(&cursor, "value")
            } else if key.equals("label") {
                level.label = try self.scalar(&cursor, "label")
            } else {
                return false
            }
            return true
        }
        return level
    }

    private mutating func relationEntry(_ cursor: inout JSONCursor) throws(JSONError) -> Entry {
        var relation = Relation(.other)
        var own = Sureness()
        var outer: Sureness?
        try object(&cursor) { (self, key, cursor) throws(JSONError) in
            if key.equals("relation") {
                // What was read beside it belongs to the statement, not to the relation.
                let entry = try self.relationEntry(&cursor)
                if case .relation(let inner) = entry.content { relation = inner }
                outer = own
            } else if key.equals("kind") {
                let name = try self.scalar(&cursor, "kind")
                relation.kind = Relation.Kind(name: name) ?? self.unknown(name, "relation", at: key) ?? .other
            } else if key.equals("key") {
                relation.key = try self.scalar(&cursor, "key")
            } else if key.equals("title") {
                var inner = Sureness()
                relation.title = try self.text(&cursor, &inner)
            } else if key.equals("label") {
                relation.label = try self.scalar(&cursor, "label")
            } else if outer != nil {
                return try outer?.read(key, &cursor, &self) ?? false
            } else {
                return try own.read(key, &cursor, &self)
            }
            return true
        }
        guard let outer else {
            relation.certainty = own.certainty
            relation.evidence = own.evidence
            return Entry(.relation(relation))
        }
        return Entry(.relation(relation), certainty: outer.certainty, evidence: outer.evidence)
    }
}

extension RecordDecoder {
    // MARK: Values

    /// A string, a number, `{"text":…,"spans":[…]}` or `{"markup":…}`.
    private mutating func text(_ cursor: inout JSONCursor, _ sureness: inout Sureness) throws(JSONError) -> Text {
        guard try cursor.kind() == .object else { return Text(try scalar(&cursor, "text")) }
        var text = Text("")
        var found = sureness
        try object(&cursor) { (self, key, cursor) throws(JSONError) in
            if key.equals("text") {
                text.string = try self.scalar(&cursor, "text")
            } else if key.equals("markup") {
                text = Text(markup: try self.scalar(&cursor, "markup"))
            } else if key.equals("spans") {
                try self.elements(&cursor) { (self, cursor) throws(JSONError) in
                    if let span = try self.span(&cursor) { text.spans.append(span) }
                }
            } else {
                return try found.read(key, &cursor, &self)
            }
            return true
        }
        sureness = found
        let count = text.string.utf8.count
        if text.spans.contains(where: { $0.start < 0 || $0.end < $0.start || Int($0.end) > count }) {
            problem("bad-span", "a span lies outside of its text", at: cursor.offset, hint: "offsets count UTF-8 bytes")
            text.spans.removeAll { $0.start < 0 || $0.end < $0.start || Int($0.end) > count }
        }
        return text
    }

    private mutating func span(_ cursor: inout JSONCursor) throws(JSONError) -> Text.Span? {
        var style: Text.Style?
        var start = -1
        var end = -1
        try object(&cursor) { (self, key, cursor) throws(JSONError) in
            if key.equals("style") {
                let name = try self.scalar(&cursor, "style")
                style = Words.value(name, in: Words.style) ?? self.unknown(name, "style", at: key)
            } else if key.equals("start") {
                start = try self.int(&cursor)
            } else if key.equals("end") {
                end = try self.int(&cursor)
            } else {
                return false
            }
            return true
        }
        guard let style else { return nil }
        var span = Text.Span(style, 0..<0)
        span.start = Int32(clamping: start)
        span.end = Int32(clamping: end)
        return span
    }

    private mutating func names(_ cursor: inout JSONCursor) throws(JSONError) -> [Name] {
        guard try cursor.kind() == .array else { return [try name(&cursor)] }
        var names: [Name] = []
        try elements(&cursor) { (self, cursor) throws(JSONError) in names.append(try self.name(&cursor)) }
        return names
    }

    private mutating func name(_ cursor: inout JSONCursor) throws(JSONError) -> Name {
        guard try cursor.kind() == .object else { return Name(literal: try scalar(&cursor, "name")) }
        var name = Name(family: "", kind: .unknown)
        var kind: Name.Kind?
        var sureness = Sureness()
        try object(&cursor) { (self, key, cursor) throws(JSONError) in
            if key.equals("family") {
                name.family = try self.scalar(&cursor, "family")
            } else if key.equals("given") {
                name.given = try self.scalar(&cursor, "given")
            } else if key.equals("literal") {
                if !name.family.isEmpty {
                    self.problem("two-names", "“\(name.family)” and a literal name are one name", at: key.offset - 1)
                }
                name.literal = try self.scalar(&cursor, "literal")
            } else if key.equals("kind") {
                let word = try self.scalar(&cursor, "kind")
                kind = Words.value(word, in: Words.nameKind) ?? self.unknown(word, "kind of name", at: key)
            } else if key.equals("comma-suffix") {
                name.commaSuffix = try self.bool(&cursor)
            } else if key.equals("static-ordering") {
                name.staticOrdering = try self.bool(&cursor)
            } else if key.equals("kept") {
                name.kept = try self.kept(&cursor)
            } else if let part = NamePart.all.first(where: { $0.name == key.string }) {
                name[keyPath: part.path] = try self.scalar(&cursor, "name")
            } else {
                return try sureness.read(key, &cursor, &self)
            }
            return true
        }
        name.kind = kind ?? (name.isLiteral ? .unknown : .person)
        name.certainty = sureness.certainty
        name.evidence = sureness.evidence
        return name
    }

    /// Reads an array of kept values.
    public mutating func kept(_ cursor: inout JSONCursor) throws(JSONError) -> [Kept] {
        var all: [Kept] = []
        try elements(&cursor) { (self, cursor) throws(JSONError) in
            var kept = Kept(format: "", name: "", value: "")
            try self.object(&cursor) { (self, key, cursor) throws(JSONError) in
                if key.equals("format") {
                    kept.format = try self.scalar(&cursor, "format")
                } else if key.equals("name") {
                    kept.name = try self.scalar(&cursor, "name")
                } else if key.equals("value") {
                    kept.value = try self.scalar(&cursor, "value")
                } else if key.equals("form") {
                    let word = try self.scalar(&cursor, "form")
                    kept.form = Words.value(word, in: Words.form) ?? self.unknown(word, "form", at: key) ?? .text
                } else {
                    return false
                }
                return true
            }
            all.append(kept)
        }
        return all
    }

    /// Reads what belongs to a collection.
    public mutating func info(_ cursor: inout JSONCursor) throws(JSONError) -> CollectionInfo {
        var info = CollectionInfo()
        try object(&cursor) { (self, key, cursor) throws(JSONError) in
            if key.equals("title") {
                info.title = try self.scalar(&cursor, "title")
            } else if key.equals("source") {
                info.source = try self.scalar(&cursor, "source")
            } else if key.equals("ranges") {
                try self.elements(&cursor) { (self, cursor) throws(JSONError) in
                    if let range = try self.range(&cursor) { info.ranges.append(range) }
                }
            } else if key.equals("total") {
                info.total = try self.int(&cursor)
            } else if key.equals("kept") {
                info.kept = try self.kept(&cursor)
            } else {
                return false
            }
            return true
        }
        return info
    }

    private mutating func range(_ cursor: inout JSONCursor) throws(JSONError) -> ClosedRange<Int>? {
        var numbers: [Int] = []
        let at = cursor.offset
        try elements(&cursor) { (self, cursor) throws(JSONError) in numbers.append(try self.int(&cursor)) }
        if numbers.count == 2, numbers[0] <= numbers[1] { return numbers[0]...numbers[1] }
        problem("bad-range", "a range is two numbers, the smaller first", at: at)
        return nil
    }
}

extension RecordDecoder {
    // MARK: Parts

    fileprivate mutating func problem(_ code: String, _ message: String, at offset: Int, hint: String? = nil) {
        problems.append(RecordProblem(code: code, message: message, hint: hint, offset: offset))
    }

    /// Nil, after saying that a word is none of those that are known.
    fileprivate mutating func unknown<Value>(_ word: String, _ what: String, at key: JSONText) -> Value? {
        problem("unknown-word", "“\(word)” is no \(what)", at: key.offset - 1)
        return nil
    }

    /// Calls `body` for each member of the object that comes next. Where it gives false, the member is unknown, and told.
    private mutating func object(
        _ cursor: inout JSONCursor,
        _ body: (inout RecordDecoder, JSONText, inout JSONCursor) throws(JSONError) -> Bool
    ) throws(JSONError) {
        guard try cursor.kind() == .object else {
            problem("wrong-type", "expected an object, found \(try cursor.kind().words)", at: cursor.offset)
            try cursor.skip()
            return
        }
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            if try body(&self, key, &cursor) { continue }
            let value = String(decoding: try cursor.skip().prefix(80), as: UTF8.self)
            problem("unknown-member", "“\(key.string)” is no member here: \(value) is not read", at: key.offset - 1)
        }
    }

    /// Calls `body` for each element of the array that comes next.
    private mutating func elements(
        _ cursor: inout JSONCursor, _ body: (inout RecordDecoder, inout JSONCursor) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard try cursor.kind() == .array else {
            problem("wrong-type", "expected an array, found \(try cursor.kind().words)", at: cursor.offset)
            try cursor.skip()
            return
        }
        try cursor.enterArray()
        while try cursor.nextElement() { try body(&self, &cursor) }
    }

    private mutating func string(_ cursor: inout JSONCursor) throws(JSONError) -> String {
        let text = try cursor.text()
        if text.hasEscapes, let offset = text.loneSurrogates.first {
            problem("lone-surrogate", "half of a UTF-16 pair stands alone", at: offset, hint: "read as U+FFFD")
        }
        return text.string
    }

    /// A string, or a number as written; what else stands there is told.
    fileprivate mutating func scalar(_ cursor: inout JSONCursor, _ name: StaticString) throws(JSONError) -> String {
        let kind = try cursor.kind()
        switch kind {
        case .string: return try string(&cursor)
        case .number: return try cursor.number().string
        default:
            let at = cursor.offset
            let value = String(decoding: try cursor.skip().prefix(80), as: UTF8.self)
            problem("wrong-type", "“\(name)” should be a string, found \(kind.words): \(value)", at: at)
            return ""
        }
    }

    private mutating func int(_ cursor: inout JSONCursor) throws(JSONError) -> Int {
        let kind = try cursor.kind()
        let at = cursor.offset
        if kind == .number, let number = try cursor.number().int { return number }
        if kind != .number { try cursor.skip() }
        problem("wrong-type", "expected a whole number", at: at)
        return 0
    }

    private mutating func bool(_ cursor: inout JSONCursor) throws(JSONError) -> Bool {
        if try cursor.kind() == .bool { return try cursor.bool() }
        problem("wrong-type", "expected true or false", at: cursor.offset)
        try cursor.skip()
        return false
    }
}

/// How sure a statement is, and what it was taken from.
private struct Sureness {
    var certainty = Certainty.stated
    var evidence = Evidence.source

    /// Reads the value of `certainty` or `evidence`; false for another member.
    mutating func read(
        _ key: JSONText, _ cursor: inout JSONCursor, _ decoder: inout RecordDecoder
    ) throws(JSONError) -> Bool {
        if key.equals("certainty") {
            let word = try decoder.scalar(&cursor, "certainty")
            certainty =
                Words.value(word, in: Words.certainty) ?? decoder.unknown(word, "certainty", at: key) ?? .unknown
            return true
        }
        guard key.equals("evidence") else { return false }
        let word = try decoder.scalar(&cursor, "evidence")
        evidence = Words.value(word, in: Words.evidence) ?? decoder.unknown(word, "evidence", at: key) ?? .source
        return true
    }
}
