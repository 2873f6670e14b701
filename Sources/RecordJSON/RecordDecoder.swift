public import JSON
public import Records

/// Reads records from their JSON form. What is not as it should be is told in `problems`, kept where it can be, and the rest
/// is read; only a text that is no JSON is an error.
///
/// Beside what `RecordEncoder` writes, the decoder takes what is easier to make: a number for a text, a string for a name
/// (taken as literal), one name without an array, `{"markup":"<i>…</i>"}` for a text with spans.
///
/// It goes through the text once, from cursor to record, with no tree between: names are compared as bytes, and a String is made
/// only of what a record holds.
public struct RecordDecoder {
    /// What was found wrong, in order.
    public internal(set) var problems: [RecordProblem] = []
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
        record.entries.reserveCapacity(RecordDecoder.usualEntries)
        try members(&cursor, of: &record, isTop: true)
        return record
    }

    /// Reads the members of the object that comes next into a record, after what it has.
    public mutating func members(_ cursor: inout JSONCursor, of record: inout Record) throws(JSONError) {
        try members(&cursor, of: &record, isTop: true)
    }

    /// Room for the statements of most records, so that their list is allocated once.
    private static let usualEntries = 8

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
            try cursor.enterArray()
            while try cursor.nextElement() { record.entries.append(try textEntry(field, &cursor)) }
        case (.text(let field), .number), (.text(let field), .object):
            record.entries.append(try textEntry(field, &cursor))
        case (.names(let field), _) where kind != .null: record.entries.append(try namesEntry(field, &cursor))
        case (.date(let field), .string), (.date(let field), .object):
            record.entries.append(try dateEntry(field, &cursor))
        case (.reference, .object): record.entries.append(try referenceEntry(&cursor))
        case (.relations, .array):
            try cursor.enterArray()
            while try cursor.nextElement() { record.entries.append(try relationEntry(&cursor)) }
        case (.key, .string), (.key, .number): record.key = try scalar(&cursor, "key")
        case (.type, .string): record.type = try type(&cursor)
        case (.kept, .array): record.kept += try kept(&cursor)
        case (.more, .array) where isTop:
            try cursor.enterArray()
            while try cursor.nextElement() { try members(&cursor, of: &record, isTop: false) }
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
        if let type = Words.type[word] { return type }
        problem(
            "unknown-type", "“\(word.string)” is no type of record", at: word.offset - 1, hint: "read as “document”")
        return .document
    }
}
