import JSON

/// The YAML that reference lists are written in: mappings, lists and scalars by indentation. Not a YAML parser.
struct YAML {
    private struct Line {
        var indent: Int
        var text: Substring
    }

    private var lines: [Line] = []
    private var at = 0

    static func parse(_ text: String) -> JSONValue {
        var parser = YAML()
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let body = line.drop { $0 == " " }
            if body.isEmpty || body == "---" || body == "..." || body.hasPrefix("#") { continue }
            parser.lines.append(Line(indent: line.count - body.count, text: body))
        }
        return parser.block(0)
    }

    private mutating func block(_ indent: Int) -> JSONValue {
        guard at < lines.count else { return .null }
        return isItem(lines[at].text) ? list(lines[at].indent) : mapping(lines[at].indent)
    }

    private func isItem(_ text: Substring) -> Bool { text == "-" || text.hasPrefix("- ") }

    private mutating func list(_ indent: Int) -> JSONValue {
        var items: [JSONValue] = []
        while at < lines.count, lines[at].indent == indent, isItem(lines[at].text) {
            let rest = lines[at].text.dropFirst().drop { $0 == " " }
            let inner = indent + (lines[at].text.count - rest.count)
            if rest.isEmpty {
                at += 1
                items.append(block(indent + 1))
            } else if rest == "{}" {
                at += 1
                items.append(.object([]))
            } else if YAML.key(rest) != nil {
                lines[at] = Line(indent: inner, text: rest)
                items.append(mapping(inner))
            } else {
                at += 1
                items.append(.string(YAML.scalar(rest, more: continuation(indent))))
            }
        }
        return .array(items)
    }

    private mutating func mapping(_ indent: Int) -> JSONValue {
        var members: [JSONMember] = []
        while at < lines.count, lines[at].indent == indent, !isItem(lines[at].text),
            let (name, rest) = YAML.key(lines[at].text)
        {
            at += 1
            if rest.isEmpty {
                let isNested =
                    at < lines.count
                    && (lines[at].indent > indent || (lines[at].indent == indent && isItem(lines[at].text)))
                members.append(JSONMember(name, isNested ? block(lines[at].indent) : .null))
            } else {
                members.append(JSONMember(name, .string(YAML.scalar(rest, more: continuation(indent)))))
            }
        }
        if members.isEmpty { at += 1 }
        return .object(members)
    }

    /// The lines that go on with a scalar: those indented further.
    private mutating func continuation(_ indent: Int) -> [Substring] {
        var more: [Substring] = []
        while at < lines.count, lines[at].indent > indent {
            more.append(lines[at].text)
            at += 1
        }
        return more
    }

    private static func key(_ text: Substring) -> (String, Substring)? {
        guard let first = text.first, first != "'", first != "\"", let colon = text.firstIndex(of: ":") else {
            return nil
        }
        let after = text[text.index(after: colon)...]
        guard after.isEmpty || after.hasPrefix(" "), !text[..<colon].contains(" ") else { return nil }
        return (String(text[..<colon]), after.drop { $0 == " " })
    }

    private static func scalar(_ first: Substring, more: [Substring]) -> String {
        if first == "|" || first == ">" || first == "|-" || first == ">-" { return more.joined(separator: " ") }
        let text = ([first] + more).joined(separator: " ")
        if text.count >= 2, text.hasPrefix("'"), text.hasSuffix("'") {
            return String(text.dropFirst().dropLast()).replacing("''", with: "'")
        }
        if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") {
            return (try? JSONValue(parsing: text))?.string ?? String(text.dropFirst().dropLast())
        }
        return text
    }
}

/// The Markdown of such lists as CSL-JSON's markup.
enum Markdown {
    static func html(_ text: String) -> String {
        var out = ""
        var italic = false
        var bold = false
        let characters = Array(text)
        var index = 0
        while index < characters.count {
            let character = characters[index]
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            if character == "\\", index + 1 < characters.count, !next.isLetter, !next.isNumber {
                out.append(next)
                index += 2
                continue
            }
            if character == "*", next == "*" {
                out += bold ? "</b>" : "<b>"
                bold.toggle()
                index += 2
                continue
            }
            if character == "*" {
                out += italic ? "</i>" : "<i>"
                italic.toggle()
            } else if character == "^" || character == "~",
                let close = characters[(index + 1)...].firstIndex(of: character), close > index + 1,
                !characters[(index + 1)..<close].contains(" ")
            {
                let tag = character == "^" ? "sup" : "sub"
                out += "<\(tag)>" + String(characters[(index + 1)..<close]) + "</\(tag)>"
                index = close
            } else {
                out.append(character)
            }
            index += 1
        }
        return out
    }
}
