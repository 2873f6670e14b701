private import Formats
internal import JSON
private import RecordJSON
internal import Records

/// Reads one item. What is not as it should be is told and kept; only a text that is no JSON is an error.
struct ItemParser {
    var cursor: JSONCursor
    private(set) var problems: [ItemProblem] = []
    private var record = Record()
    private var seen = SeenMembers()
    private var duplicates = 0
    private var start = 0
    private var schemaKept = 0
    /// What `custom` holds of the record beyond CSL.
    private var rest: Record?

    private let table = Member.table
    private let rows = Member.rows

    init(_ bytes: UnsafeBufferPointer<UInt8>) { cursor = JSONCursor(bytes) }

    /// Reads the object that begins at a place.
    mutating func item(at offset: Int) throws(JSONError) -> Record {
        cursor = JSONCursor(cursor.bytes, at: offset)
        problems.removeAll(keepingCapacity: true)
        record = Record()
        seen = SeenMembers()
        duplicates = 0
        schemaKept = 0
        rest = nil
        cursor.skipSpace()
        start = cursor.offset
        record.entries.reserveCapacity(12)
        var hasType = false
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            guard let index = table[key] else {
                try keep(key.string)
                continue
            }
            if !seen.insert(index) {
                duplicates += 1
                if duplicates > ItemParser.mostDuplicates {
                    try keep(key.string)
                    continue
                }
                try replace(key, index)
            }
            if rows[index].member == .type { hasType = true }
            try read(rows[index], key)
        }
        if !hasType { keepText("type", "null") }
        if let rest { restore(rest) }
        tidyProblems()
        return record
    }

    /// In the order of their places, each with the record's key.
    private mutating func tidyProblems() {
        if problems.isEmpty { return }
        problems.sort { $0.offset < $1.offset }
        for index in problems.indices { problems[index].record = record.key.isEmpty ? nil : record.key }
    }

    private mutating func read(_ row: Member.Row, _ key: JSONText) throws(JSONError) {
        switch row.member {
        case .text(let field): try text(field, key)
        case .names(let field): try names(field, key)
        case .date(let field): try date(field, key)
        case .id: try id(key)
        case .type: try type(key)
        case .archive(let part): try archive(part, key)
        case .custom: try custom(key)
        case .kept:
            try keep(key.string)
            // They are written before `custom`, where the others are.
            if let kept = record.kept.popLast() {
                record.kept.insert(kept, at: schemaKept)
                schemaKept += 1
            }
        }
    }

    // MARK: Members

    private mutating func id(_ key: JSONText) throws(JSONError) {
        switch try cursor.kind() {
        case .string: record.key = try string()
        case .number: record.key = try cursor.number().string
        case .null: try cursor.null()
        case let kind: try wrongKind(key, kind)
        }
    }

    private mutating func type(_ key: JSONText) throws(JSONError) {
        let kind = try cursor.kind()
        guard kind == .string else {
            if kind == .null { return try keep(key.string) }
            return try wrongKind(key, kind)
        }
        let start = cursor.offset
        let word = try cursor.text()
        if let type = TypeWord.type(word) {
            record.type = type
            return
        }
        keepText(key.string, text(from: start))
        if word.bytes.isEmpty { return }
        say(
            .warning, "unknown-type", "“\(word.string)” is no type of CSL", at: word.offset - 1,
            hint: "read as “document”, the word is kept")
    }

    private mutating func text(_ field: TextField, _ key: JSONText) throws(JSONError) {
        switch try cursor.kind() {
        case .string:
            let text = try cursor.text()
            // Most texts are plain, and seen to be so before they are made a string.
            if !text.hasEscapes, !text.bytes.isEmpty, field != .keyword, !Text.mayHaveMarkup(text.bytes) {
                record.append(.text(field, Text(text.string)))
            } else {
                append(field, string(text))
            }
        case .number: append(field, try cursor.number().string)
        case .null: try cursor.null()
        case .array where try isArrayOfScalars():
            // As Crossref writes titles and ISSNs
            try cursor.enterArray()
            while try cursor.nextElement() {
                append(field, try cursor.kind() == .number ? cursor.number().string : string())
            }
        case let kind: try wrongKind(key, kind)
        }
    }

    private mutating func append(_ field: TextField, _ string: String) {
        if string.isEmpty { return }
        switch FieldForm.of(field) {
        case .verbatim: record.append(.text(field, Text(string)))
        case .rich, .lines: record.append(.text(field, Text(markup: string)))
        case .list:
            for part in ItemList.parts(string) { record.append(.text(field, Text(markup: part))) }
        }
    }

    private func isArrayOfScalars() throws(JSONError) -> Bool {
        var probe = cursor
        try probe.enterArray()
        while try probe.nextElement() {
            guard [.string, .number].contains(try probe.kind()) else { return false }
            try probe.skip()
        }
        return true
    }

    private mutating func archive(_ part: Member.ArchivePart, _ key: JSONText) throws(JSONError) {
        let kind = try cursor.kind()
        let value: String
        switch kind {
        case .string: value = try string()
        case .number: value = try cursor.number().string
        case .null: return try cursor.null()
        default: return try wrongKind(key, kind)
        }
        if value.isEmpty { return }
        var whole = record.reference ?? ArchivalReference()
        switch part {
        case .repository: whole.repository = Text(markup: value)
        case .place: whole.place = value
        case .collection: whole.collection = Text(markup: value)
        case .location: whole.location = Text(markup: value)
        }
        record.reference = whole
    }

    private mutating func names(_ field: NameField, _ key: JSONText) throws(JSONError) {
        let start = cursor.offset
        switch try cursor.kind() {
        case .null: return try cursor.null()
        case .array, .object, .string: break
        case let kind: return try wrongKind(key, kind)
        }
        var parser = NameParser(cursor)
        let names = try parser.names()
        cursor = parser.cursor
        problems += parser.problems
        if names.isEmpty {
            // Nothing in it is a name
            if !parser.problems.isEmpty { keepText(key.string, text(from: start)) }
            return
        }
        record.append(.names(field, names))
    }

    private mutating func date(_ field: DateField, _ key: JSONText) throws(JSONError) {
        let kind = try cursor.kind()
        let start = cursor.offset
        if kind == .null { return try cursor.null() }
        var parser = DateParser(cursor)
        let date = try parser.date()
        cursor = parser.cursor
        if let date { record.append(.date(field, date)) }
        if !parser.isWhole { keepText(key.string, text(from: start)) }
        if let problem = parser.problem { problems.append(problem) }
    }

    private mutating func custom(_ key: JSONText) throws(JSONError) {
        guard try cursor.kind() == .object else { return try keep(key.string) }
        try cursor.enterObject()
        while let name = try cursor.nextKey() {
            let kind = try cursor.kind()
            if name.equals("ibid"), kind == .object {
                try readRest()
            } else if name.equals("genre"), kind == .string, record[.genre] == nil {
                let genre = Text(markup: try string())
                record.entries.append(Entry(.text(.genre, genre), certainty: .high, evidence: .title))
            } else {
                try keep(name.string)
            }
        }
    }

    private mutating func readRest() throws(JSONError) {
        var decoder = RecordDecoder(format: CSLJSONFormat.id)
        var found = Record()
        try decoder.members(&cursor, of: &found)
        rest = found
        for problem in decoder.takeProblems() {
            problems.append(
                ItemProblem(.warning, problem.code, problem.message, at: problem.offset, hint: problem.hint))
        }
    }

    // MARK: What is kept

    private mutating func keep(_ name: String) throws(JSONError) {
        keepText(name, JSONText.compact(try cursor.skip()))
    }

    private mutating func keepText(_ name: String, _ json: String) {
        record.kept.append(Kept(format: CSLJSONFormat.id, name: name, value: json, form: .json))
    }

    private func text(from start: Int) -> String {
        JSONText.compact(UnsafeBufferPointer(rebasing: cursor.bytes[start..<cursor.offset]))
    }

    private mutating func wrongKind(_ key: JSONText, _ kind: JSONKind) throws(JSONError) {
        try keep(key.string)
        say(
            .error, "wrong-kind", "“\(key.string)” cannot be \(kind.words)", at: key.offset - 1,
            hint: "the value is kept under “custom”")
    }

    /// More than this are kept without a word each, so that a text of nothing else costs no more than another.
    private static let mostDuplicates = 32

    /// A member stands a second time: the last one counts, as in every other reader; what the first said is kept.
    private mutating func replace(_ key: JSONText, _ index: Int) throws(JSONError) {
        let first = try earlier(index, before: key.offset)
        var problem = ItemProblem(
            .warning, "duplicate-member", "“\(key.string)” stands a second time", at: key.offset - 1,
            hint: "the last one is read, the others are kept under “custom”")
        problem.first = first.offset
        problems.append(problem)
        keepText(key.string, first.value)
        switch Member.rows[index].member {
        case .text(let field):
            record.entries.removeAll { if case .text(field, _) = $0.content { true } else { false } }
        case .names(let field): record[field] = []
        case .date(let field): record[field] = nil
        default: break
        }
    }

    /// The value and place of the last member of a row before `end`.
    private func earlier(_ index: Int, before end: Int) throws(JSONError) -> (value: String, offset: Int) {
        var probe = JSONCursor(cursor.bytes, at: start)
        var found = (value: "null", offset: end)
        try probe.enterObject()
        while let key = try probe.nextKey(), key.offset < end {
            let value = try probe.skip()
            if Member.table[key] == index { found = (JSONText.compact(value), key.offset - 1) }
        }
        return found
    }

    private mutating func say(
        _ severity: ItemProblem.Severity, _ code: String, _ message: String, at offset: Int, hint: String? = nil
    ) {
        problems.append(ItemProblem(severity, code, message, at: offset, hint: hint))
    }

    /// The string that comes next. Halves of UTF-16 pairs are told.
    private mutating func string() throws(JSONError) -> String { string(try cursor.text()) }

    private mutating func string(_ text: JSONText) -> String {
        if text.hasEscapes {
            for offset in text.loneSurrogates { problems.append(.loneSurrogate(at: offset)) }
        }
        return text.string
    }

    // MARK: What CSL cannot hold

    /// Puts the statements of `custom.ibid` in the place of those that CSL's members gave.
    private mutating func restore(_ rest: Record) {
        for field in record.restore(rest, says: ItemWriter.members) {
            say(
                .warning, "custom-differs", "“\(field.name)” was changed after it was written", at: start,
                hint: "what “custom” says of it is left out")
        }
    }
}

/// Which members an item has had, by their row.
struct SeenMembers {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var top: UInt64 = 0

    /// False where the member was there already.
    mutating func insert(_ row: Int) -> Bool {
        let bit = UInt64(1) << UInt64(row & 63)
        switch row >> 6 {
        case 0: return SeenMembers.set(bit, &low)
        case 1: return SeenMembers.set(bit, &high)
        default: return SeenMembers.set(bit, &top)
        }
    }

    private static func set(_ bit: UInt64, _ word: inout UInt64) -> Bool {
        if word & bit != 0 { return false }
        word |= bit
        return true
    }
}
