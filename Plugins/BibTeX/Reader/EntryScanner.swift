/// Reads the syntax of a .bib file: what BibTeX, btparse and biber accept, and what can be made of the rest.
///
/// Braces count as BibTeX counts them, whether a backslash stands before or not. `%` begins a comment between entries and
/// between fields, as in btparse; within a value it means nothing here.
struct EntryScanner {
    let bytes: Bytes
    /// Where the piece begins in the input: strings are known from where they are defined on.
    let offset: Int
    let arena: Arena
    let macros: Macros?
    var at = 0
    var problems: [SyntaxProblem] = []
    /// The entry that was read last; its array is used again.
    var entry = RawEntry()

    /// A value that never ends is given up after so many places where an entry seems to begin: enough for a value that
    /// quotes entries, and what keeps cost in proportion to the input.
    static let mostEntriesInValue = 8
    static let longestMacroName = 256
    static let longestJoined = 1 << 20
    /// What the strings of one piece may come to.
    static let mostExpanded = 1 << 25
    var expanded = 0
    /// Whether the values of strings are put together from other strings. They are once, while pieces are handed out.
    var joinsStrings = true
    private(set) var isInString = false
    /// The string that was put in last in this entry or definition, which often stands there again.
    var recentString: (name: Bytes, value: Bytes)?

    init(_ bytes: Bytes, offset: Int = 0, arena: Arena, macros: Macros?) {
        self.bytes = bytes
        self.offset = offset
        self.arena = arena
        self.macros = macros
    }

    /// Goes to a place and forgets what was read before.
    mutating func startOver(at place: Int) {
        at = place
        problems.removeAll(keepingCapacity: true)
        expanded = 0
        recentString = nil
        arena.reset()
    }

    /// The next entry, comment, preamble or string; nil at the end. Text between them that is no white space is given to `text`.
    mutating func next(text: (Range<Int>) -> Void) -> RawItem? {
        // What the arena held of it may be gone.
        recentString = nil
        var start = at
        while let sign = entrySign(from: at) {
            let type = sign.type
            at = sign.body
            if !isBlank(start..<sign.at) { text(start..<sign.at) }
            if type.isWord("comment") { return comment(from: sign.at) }
            if type.isWord("preamble") {
                if let item = preamble(from: sign.at) { return item }
            } else if type.isWord("string") {
                isInString = true
                defer { isInString = false }
                if let item = string(from: sign.at) { return item }
            } else if body(type, from: sign.at) {
                return .entry
            }
            start = at
        }
        at = bytes.count
        if !isBlank(start..<bytes.count) { text(start..<bytes.count) }
        return nil
    }

    private func isBlank(_ range: Range<Int>) -> Bool {
        for index in range where !Byte.isSpace(bytes[index]) { return false }
        return true
    }

    // MARK: Where entries begin

    private struct Sign {
        var at: Int
        var type: Bytes
        /// Where the opening delimiter stands, or should.
        var body: Int
    }

    /// The next `@` with a word and an opening delimiter after it, that no `%` before it on its line makes a comment.
    private func entrySign(from start: Int) -> Sign? {
        var index = start
        var lineStart = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { lineStart = index + 1 }
            if byte == UInt8(ascii: "%"), bytes[lineStart..<index].allSatisfy(Byte.isSpace) {
                while index < bytes.count, bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r") {
                    index += 1
                }
                continue
            }
            if byte == UInt8(ascii: "@"), let sign = sign(at: index) { return sign }
            index += 1
        }
        return nil
    }

    private func sign(at index: Int) -> Sign? {
        var next = index + 1
        while next < bytes.count, Byte.isSpace(bytes[next]) { next += 1 }
        let start = next
        while next < bytes.count, Byte.isName(bytes[next]), next - start < 64 { next += 1 }
        guard next > start else { return nil }
        let type = bytes.slice(start..<next)
        while next < bytes.count, Byte.isSpace(bytes[next]) { next += 1 }
        let opens = next < bytes.count && isOpening(bytes[next])
        return opens || type.isWord("comment") ? Sign(at: index, type: type, body: next) : nil
    }

    /// Whether a line begins here with what looks like an entry: `@word{`.
    func looksLikeEntry(_ start: Int) -> Bool {
        var index = start
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09, index - start < 16 { index += 1 }
        guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "@") else { return false }
        index += 1
        let word = index
        while index < bytes.count, Byte.isLetter(bytes[index]), index - word < 32 { index += 1 }
        guard index > word else { return false }
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        return index < bytes.count && isOpening(bytes[index])
    }

    /// Whether what looks like an entry begins with the `@` that stands here, the first on its line.
    func beginsEntry(_ sign: Int) -> Bool {
        var index = sign
        while index > 0, bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09 { index -= 1 }
        return index > 0 && bytes[index - 1] == UInt8(ascii: "\n") && looksLikeEntry(index)
    }

    private func isOpening(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "(") }

    mutating func skipSpace() {
        while at < bytes.count {
            if Byte.isSpace(bytes[at]) {
                at += 1
            } else if bytes[at] == UInt8(ascii: "%") {
                while at < bytes.count, bytes[at] != UInt8(ascii: "\n"), bytes[at] != UInt8(ascii: "\r") { at += 1 }
            } else {
                return
            }
        }
    }

    // MARK: Entries

    /// Reads an entry into `entry`. False where nothing of it can be used.
    private mutating func body(_ type: Bytes, from start: Int) -> Bool {
        let open = at
        let closing = bytes[open] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
        at += 1
        entry.fields.removeAll(keepingCapacity: true)
        entry.type = type
        entry.isWhole = true
        key(closing)
        fields(open, closing)
        entry.range = start..<at
        return entry.isWhole || !entry.fields.isEmpty || !entry.key.isEmpty
    }

    /// The key: to the comma or the end of the entry. An entry without one begins with a field.
    private mutating func key(_ closing: UInt8) {
        skipSpace()
        let start = at
        var hasSpace = false
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: ",") || byte == closing { break }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            if byte == UInt8(ascii: "=") {
                // A field, unless the key itself has the sign: then a comma follows before any value.
                if !hasSpace, keyContinues(at + 1) {
                    at += 1
                    continue
                }
                at = start
                entry.key = bytes.slice(start..<start)
                return
            }
            if Byte.isSpace(byte) { hasSpace = true }
            at += 1
        }
        entry.key = bytes.slice(start..<at).trimmed
        skipSpace()
        if at < bytes.count, bytes[at] == UInt8(ascii: ",") {
            at += 1
        } else if at < bytes.count, bytes[at] != closing {
            problems.append(.expected("“,” after the key", at: at))
        }
    }

    /// Whether what follows a `=` within the first word is the rest of a key.
    private func keyContinues(_ start: Int) -> Bool {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ",") { return index > start }
            if Byte.isSpace(byte) || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "\"")
                || byte == UInt8(ascii: "}")
            {
                return false
            }
            index += 1
        }
        return false
    }

    private mutating func fields(_ open: Int, _ closing: UInt8) {
        while true {
            skipSpace()
            guard at < bytes.count else { return broken(.unclosed(open: open, what: "the entry")) }
            let byte = bytes[at]
            if byte == closing || byte == UInt8(ascii: "}") || byte == UInt8(ascii: ")") {
                if byte != closing { problems.append(.mismatched(at: at)) }
                at += 1
                return
            }
            if byte == UInt8(ascii: ",") {
                at += 1
                continue
            }
            if byte == UInt8(ascii: "@") { return broken(.unclosed(open: open, what: "the entry")) }
            let start = at
            let name = word()
            skipSpace()
            guard !name.isEmpty, at < bytes.count, bytes[at] == UInt8(ascii: "=") else {
                if name.isEmpty || at >= bytes.count || !skipStray(from: start) {
                    return broken(.expected("a field", at: start), from: open)
                }
                continue
            }
            at += 1
            skipSpace()
            let valueStart = at
            guard let value = value() else {
                let isOpen = valueStart < bytes.count && bytes[valueStart] == UInt8(ascii: "{")
                return broken(
                    isOpen
                        ? .unclosed(open: valueStart, what: "the value of “\(name.string)”")
                        : .expected("a value", at: valueStart), from: valueStart)
            }
            entry.fields.append(
                RawField(name: name, value: value.bytes, field: Field.named(name), form: value.form, macro: value.macro)
            )
            skipSpace()
            if at < bytes.count, bytes[at] != UInt8(ascii: ","), bytes[at] != closing,
                bytes[at] != UInt8(ascii: "@"), bytes[at] != UInt8(ascii: "}")
            {
                problems.append(.expected("“,” or the end of the entry", at: at))
            }
        }
    }

    /// A word without a value between fields: said, and passed over.
    private mutating func skipStray(from start: Int) -> Bool {
        guard at < bytes.count else { return false }
        let byte = bytes[at]
        guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: ")") else { return false }
        problems.append(.expected("“=” and a value after “\(bytes.slice(start..<at).trimmed.string)”", at: at))
        return true
    }

    private mutating func broken(_ problem: SyntaxProblem, from: Int? = nil) {
        entry.isWhole = false
        if let from {
            recover(problem, from: from)
        } else {
            problems.append(problem)
        }
    }

    /// Says what is wrong and goes to where the next entry seems to begin.
    mutating func recover(_ problem: SyntaxProblem, from start: Int) {
        problems.append(problem)
        var index = max(start, at == start ? start + 1 : start)
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r"), looksLikeEntry(index + 1) {
                at = index + 1
                return
            }
            index += 1
        }
        at = bytes.count
    }

    /// The name of a field or string.
    mutating func word() -> Bytes {
        let start = at
        while at < bytes.count, Byte.isName(bytes[at]) { at += 1 }
        return bytes.slice(start..<at)
    }
}
