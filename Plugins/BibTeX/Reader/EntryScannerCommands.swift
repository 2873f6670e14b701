// What is no entry: comments, preambles, strings.
extension EntryScanner {
    /// `@comment{…}`, or to the end of the line where no brace follows.
    mutating func comment(from start: Int) -> RawItem {
        if at < bytes.count, bytes[at] == UInt8(ascii: "{"), let close = closingBrace(from: at) {
            at = close + 1
        } else {
            while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
        }
        return .comment(start..<at)
    }

    mutating func preamble(from start: Int) -> RawItem? {
        let open = at
        at += 1
        skipSpace()
        guard let value = value() else {
            recover(.unclosed(open: open, what: "@preamble"), from: open)
            return nil
        }
        close(open)
        return .preamble(value.bytes)
    }

    mutating func string(from start: Int) -> RawItem? {
        let open = at
        at += 1
        skipSpace()
        let name = word()
        skipSpace()
        guard !name.isEmpty, at < bytes.count, bytes[at] == UInt8(ascii: "=") else {
            recover(.expected("a name and “=”", at: at), from: open)
            return nil
        }
        at += 1
        skipSpace()
        guard let value = value() else {
            recover(.unclosed(open: open, what: "@string"), from: open)
            return nil
        }
        close(open)
        return .string(name: name, value: value.bytes, range: start..<at)
    }

    /// Reads past the closing delimiter of what opened at `open`.
    private mutating func close(_ open: Int) {
        skipSpace()
        if at < bytes.count, bytes[at] == UInt8(ascii: ",") {
            at += 1
            skipSpace()
        }
        if at < bytes.count, bytes[at] == UInt8(ascii: "}") || bytes[at] == UInt8(ascii: ")") {
            at += 1
        } else {
            problems.append(.unclosed(open: open, what: "the entry"))
        }
    }
}
