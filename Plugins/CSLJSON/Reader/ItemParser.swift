private import Formats
internal import JSON
private import RecordJSON
internal import Records

/// Reads one item. What is not as it should be is told and kept; only a text that is no JSON is an error. Names and dates are
/// read by the extensions beside it, over the same cursor.
struct ItemParser {
    var cursor: JSONCursor
    var problems: [ItemProblem] = []
    private var record = Record()
    private var seen = SeenMembers()
    private var duplicates = 0
    private var start = 0
    private var schemaKept = 0
    /// What `custom` holds of the record beyond CSL.
    private var rest: Record?

    private let table = Member.table
    private let members = Member.all
    let nameTable = NameMember.table
    let nameMembers = NameMember.members

    /// - Parameter bytes: a text that is known to be UTF-8.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { cursor = JSONCursor(bytes, isUTF8: true) }

    /// Reads the object that begins at a place.
    mutating func item(at offset: Int) throws(JSONError) -> Record {
        cursor = JSONCursor(cursor.bytes, at: offset, isUTF8: true)
        if !problems.isEmpty { problems.removeAll(keepingCapacity: true) }
        record = Record()
        seen = SeenMembers()
        duplicates = 0
        schemaKept = 0
        cursor.skipSpace()
        start = cursor.offset
        record.entries.reserveCapacity(10)
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
            try read(members[index], key, &hasType)
        }
        if !hasType {
            keepText("type", "null")
            say(.warning, "no-type", "the item has no type", at: start, hint: "read as “document”")
        }
        if let rest {
            restore(rest)
            self.rest = nil
        }
        if !problems.isEmpty { tidyProblems() }
        return record
    }

    /// In the order of their places, each with the record's key.
    private mutating func tidyProblems() {
        problems.sort { $0.offset < $1.offset }
        for index in problems.indices { problems[index].tell(record.key) }
    }

    private mutating func read(_ member: Member, _ key: JSONText, _ hasType: inout Bool) throws(JSONError) {
        switch member {
        case .text(let field): try text(field, key)
        case .names(let field): try names(field, key)
        case .date(let field): try date(field, key)
        case .id: try id(key)
        case .type:
            hasType = true
            try type(key)
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
        if let text = try cursor.scalar() {
            record.key = string(text)
        } else {
            try noString(key)
        }
    }

    /// What stands where a string or number should: nothing, or something that is kept.
    private mutating func noString(_ key: JSONText) throws(JSONError) {
        let kind = try cursor.kind()
        if kind == .null { return try cursor.null() }
        try wrongKind(key, kind)
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
        if let text = try cursor.scalar() {
            // Most texts are plain, and seen to be so before they are made a string.
            if text.hasEscapes || field == .keyword || Text.mayHaveMarkup(text.bytes) {
                append(field, string(text))
            } else if !text.bytes.isEmpty {
                record.append(.text(field, Text(text.string)))
            }
            return
        }
        guard try cursor.kind() == .array, try isArrayOfScalars() else { return try noString(key) }
        // As Crossref writes titles and ISSNs
        try cursor.enterArray()
        while try cursor.nextElement() {
            if let text = try cursor.scalar() { append(field, string(text)) }
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
            guard try probe.scalar() != nil else { return false }
        }
        return true
    }

    private mutating func archive(_ part: Member.ArchivePart, _ key: JSONText) throws(JSONError) {
        guard let text = try cursor.scalar() else { return try noString(key) }
        let value = string(text)
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
        let kind = try cursor.kind()
        let start = cursor.offset
        switch kind {
        case .array, .object, .string: break
        default: return try noString(key)
        }
        let told = problems.count
        let names = try names(kind)
        if !names.isEmpty {
            record.append(.names(field, names))
        } else if problems.count > told {
            // Nothing in it is a name
            keepText(key.string, text(from: start))
        }
    }

    private mutating func date(_ field: DateField, _ key: JSONText) throws(JSONError) {
        let kind = try cursor.kind()
        let start = cursor.offset
        if kind == .null { return try cursor.null() }
        let (date, isWhole) = try date(kind, of: key)
        if let date { record.append(.date(field, date)) }
        if !isWhole { keepText(key.string, text(from: start)) }
    }

    private mutating func custom(_ key: JSONText) throws(JSONError) {
        guard try cursor.kind() == .object else { return try keep(key.string) }
        try cursor.enterObject()
        while let name = try cursor.nextKey() {
            let kind = try cursor.kind()
            if name.equals("ibid"), kind == .object {
                try readRest()
            } else if name.equals("genre"), kind == .string, record[.genre] == nil {
                let genre = Text(markup: string(try cursor.text()))
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
        switch members[index] {
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
            if table[key] == index { found = (JSONText.compact(value), key.offset - 1) }
        }
        return found
    }

    mutating func say(
        _ severity: ItemProblem.Severity, _ code: String, _ message: String, at offset: Int, hint: String? = nil
    ) {
        problems.append(ItemProblem(severity, code, message, at: offset, hint: hint))
    }

    // MARK: What CSL cannot hold

    /// Puts the statements of `custom.ibid` in the place of those that CSL's members gave.
    private mutating func restore(_ rest: Record) {
        for field in record.restore(rest, sayTheSame: ItemWriter.sayTheSame) {
            say(
                .warning, "custom-differs", "“\(field.name)” was changed after it was written", at: start,
                hint: "what “custom” says of it is left out")
        }
    }
}

/// Values that names, dates and members have in common.
extension ItemParser {
    /// What a string says. Halves of UTF-16 pairs are told.
    mutating func string(_ text: JSONText) -> String {
        if text.hasEscapes {
            for offset in text.loneSurrogates { problems.append(.loneSurrogate(at: offset)) }
        }
        return text.string
    }

    /// True, a number but 0, or a string that says neither no nor nothing.
    mutating func flag() throws(JSONError) -> Bool {
        switch try cursor.kind() {
        case .bool: return try cursor.bool()
        case .number: return try cursor.number().double != 0
        case .string: return !["", "false", "0", "no"].contains(string(try cursor.text()))
        default:
            try cursor.skip()
            return false
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
