// Values: in braces, in quotation marks, numbers, strings, and several of these.
extension EntryScanner {
    struct Value {
        var bytes: Bytes
        var form: RawField.Form
        var macro: Bytes?

        init(_ bytes: Bytes, _ form: RawField.Form, macro: Bytes? = nil) {
            self.bytes = bytes
            self.form = form
            self.macro = macro
        }
    }

    /// A value: one part, or several joined by `#`. Nil where there is none, or it does not end.
    mutating func value() -> Value? {
        guard let first = part() else { return nil }
        let end = at
        skipSpace()
        guard at < bytes.count, bytes[at] == UInt8(ascii: "#") else {
            at = end
            return first
        }
        var joined = Array(first.bytes)
        var isTooLong = false
        while at < bytes.count, bytes[at] == UInt8(ascii: "#") {
            at += 1
            skipSpace()
            guard let next = part() else { return nil }
            if isTooLong || joined.count + next.bytes.count > EntryScanner.longestJoined {
                // Nothing is left of it, so that strings made of it do not grow either.
                if !isTooLong { problems.append(.tooLong(at: at)) }
                isTooLong = true
                joined.removeAll()
            } else {
                joined.append(contentsOf: next.bytes)
            }
            let end = at
            skipSpace()
            if at < bytes.count, bytes[at] != UInt8(ascii: "#") { at = end }
            skipSpace()
        }
        return Value(arena.copy(joined), .joined)
    }

    private mutating func part() -> Value? {
        guard at < bytes.count else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "{"):
            guard let close = closingBrace(from: at) else { return nil }
            defer { at = close + 1 }
            return Value(bytes.slice((at + 1)..<close), .braced)
        case UInt8(ascii: "\""):
            guard let close = closingQuote(from: at) else { return nil }
            defer { at = close + 1 }
            return Value(bytes.slice((at + 1)..<close), .quoted)
        default:
            let start = at
            let name = word()
            if name.isEmpty || name.count > EntryScanner.longestMacroName { return nil }
            if name.allSatisfy(Byte.isDigit) { return Value(name, .number) }
            if let month = Months.name(ofMacro: name) { return Value(arena.copy(month), .macro, macro: name) }
            return string(name, at: start)
        }
    }

    /// What a string stands for; its name where it is not known, or there is too much of it.
    private mutating func string(_ name: Bytes, at start: Int) -> Value {
        guard let macros, joinsStrings || !isInString else { return Value(name, .macro, macro: name) }
        let most = EntryScanner.mostExpanded - expanded
        let found: Macros.Value?
        if let recent = recentString, recent.name.elementsEqual(name) {
            // No other thread has to wait for it.
            found = recent.value.count <= most ? .text(recent.value) : .tooLong
        } else {
            found = macros.value(of: name, before: offset + start, most: most, to: arena)
        }
        switch found {
        case .text(let value):
            expanded += value.count
            recentString = (name, value)
            return Value(value, .macro, macro: name)
        case .tooLong:
            expanded = EntryScanner.mostExpanded
            problems.append(.tooLong(at: start))
        case nil: problems.append(.unknownString(name.string, at: start))
        }
        return Value(name, .macro, macro: name)
    }

    /// The brace that closes the one at `open`; nil where none does, or entries seem to begin before.
    func closingBrace(from open: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var depth = 0
        var index = open
        var entries = 0
        while true {
            index = Search.braceOrAt(base, from: index, to: bytes.count)
            guard index < bytes.count else { return nil }
            let byte = base[index]
            if byte == UInt8(ascii: "{") {
                depth += 1
            } else if byte == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { return index }
            } else if beginsEntry(index) {
                entries += 1
                if entries > EntryScanner.mostEntriesInValue { return nil }
            }
            index += 1
        }
    }

    private func closingQuote(from open: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var depth = 0
        var index = open + 1
        var entries = 0
        while true {
            index = Search.quoteBraceOrAt(base, from: index, to: bytes.count)
            guard index < bytes.count else { return nil }
            switch base[index] {
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth < 0 { return nil }
            case UInt8(ascii: "\""): if depth == 0 { return index }
            default:
                if beginsEntry(index) { entries += 1 }
                if entries > EntryScanner.mostEntriesInValue { return nil }
            }
            index += 1
        }
    }
}
