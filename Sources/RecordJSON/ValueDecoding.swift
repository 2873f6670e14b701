internal import JSON
internal import Records

extension RecordDecoder {
    mutating func problem(_ code: String, _ message: String, at offset: Int, hint: String? = nil) {
        problems.append(RecordProblem(code: code, message: message, hint: hint, offset: offset))
    }

    /// Enters the object that comes next; false, after saying so and passing over it, where something else stands there.
    mutating func enterObject(_ cursor: inout JSONCursor) throws(JSONError) -> Bool {
        guard try expect(.object, &cursor) else { return false }
        try cursor.enterObject()
        return true
    }

    /// Enters the array that comes next; false, after saying so and passing over it, where something else stands there.
    mutating func enterArray(_ cursor: inout JSONCursor) throws(JSONError) -> Bool {
        guard try expect(.array, &cursor) else { return false }
        try cursor.enterArray()
        return true
    }

    private mutating func expect(_ wanted: JSONKind, _ cursor: inout JSONCursor) throws(JSONError) -> Bool {
        let kind = try cursor.kind()
        if kind == wanted { return true }
        problem("wrong-type", "expected \(wanted.words), found \(kind.words)", at: cursor.offset)
        try cursor.skip()
        return false
    }

    /// Passes over a member that has no place in its object, and says so.
    mutating func unknownMember(_ key: JSONText, _ cursor: inout JSONCursor) throws(JSONError) {
        let value = String(decoding: try cursor.skip().prefix(80), as: UTF8.self)
        problem("unknown-member", "“\(key.string)” is no member here: \(value) is not read", at: key.offset - 1)
    }

    mutating func string(_ cursor: inout JSONCursor) throws(JSONError) -> String {
        let text = try cursor.text()
        if text.hasEscapes, let offset = text.loneSurrogates.first {
            problem("lone-surrogate", "half of a UTF-16 pair stands alone", at: offset, hint: "read as U+FFFD")
        }
        return text.string
    }

    /// A string, or a number as written; what else stands there is told.
    mutating func scalar(_ cursor: inout JSONCursor, _ name: StaticString) throws(JSONError) -> String {
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

    /// The case that a word stands for; nil, after saying so, where it stands for none.
    ///
    /// - Parameter what: what the words are: "kind of name".
    mutating func word<Case>(
        _ cursor: inout JSONCursor, of words: WordTable<Case>, _ what: StaticString, at key: JSONText
    ) throws(JSONError) -> Case? {
        var word = ""
        if try cursor.kind() == .string {
            let text = try cursor.text()
            if let value = words[text] { return value }
            word = text.string
        } else {
            word = try scalar(&cursor, what)
        }
        problem("unknown-word", "“\(word)” is no \(what)", at: key.offset - 1)
        return nil
    }

    mutating func int(_ cursor: inout JSONCursor) throws(JSONError) -> Int {
        let kind = try cursor.kind()
        let at = cursor.offset
        if kind == .number, let number = try cursor.number().int { return number }
        if kind != .number { try cursor.skip() }
        problem("wrong-type", "expected a whole number", at: at)
        return 0
    }

    mutating func bool(_ cursor: inout JSONCursor) throws(JSONError) -> Bool {
        if try cursor.kind() == .bool { return try cursor.bool() }
        problem("wrong-type", "expected true or false", at: cursor.offset)
        try cursor.skip()
        return false
    }
}
