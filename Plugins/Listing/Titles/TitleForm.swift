internal import Records

/// A form of title: one line of the grammar, ready to be compared with titles. title-forms.txt describes the notation.
struct TitleForm: Sendable {
    var certainty: Certainty
    var elements: [Element]

    enum Element: Sendable {
        case words([[String]], optional: Bool)
        case marks(Set<Character>, optional: Bool)
        case genre([String])
        case number(optional: Bool)
        case date(optional: Bool)
        case event
        case quoted
        /// A name in brackets: "[Helmut Kohl's]".
        case alias
        case verb
        case slot(Slot)
        case tail
        case anything
    }

    struct Slot: Sendable {
        var role: Role
        var isPossessive = false
        var only: Party.Kind?
    }

    enum Role: String, Sendable {
        case creator, recipient, participants, others, parent, part, office
    }

    /// Reads a line of the grammar: "high: GENRE of {creator} TAIL". Nil for one that is none.
    init?(_ line: String) {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        switch line[..<colon] {
        case "high": certainty = .high
        case "medium": certainty = .medium
        case "low": certainty = .low
        default: return nil
        }
        elements = []
        for word in TitleForm.split(String(line[line.index(after: colon)...])) {
            guard let element = TitleForm.element(word) else { return nil }
            elements.append(element)
        }
    }

    /// The parts of a pattern; quotation marks hold words together.
    private static func split(_ text: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var quoted = false
        for character in text {
            if character == "\"" { quoted.toggle() }
            if character == " ", !quoted {
                if !part.isEmpty { parts.append(part) }
                part = ""
            } else {
                part.append(character)
            }
        }
        if !part.isEmpty { parts.append(part) }
        return parts
    }

    private static let markCharacters: Set<Character> = [",", ":", "-", ".", "/", ";"]

    private static func element(_ text: String) -> Element? {
        var word = text
        let optional = word.count > 1 && word.hasSuffix("?")
        if optional { word.removeLast() }
        switch word {
        case "GENRE": return .genre([])
        case "NUMBER": return .number(optional: optional)
        case "DATE": return .date(optional: optional)
        case "EVENT": return .event
        case "QUOTED": return .quoted
        case "ALIAS": return .alias
        case "VERB": return .verb
        case "TAIL": return .tail
        case "...": return .anything
        default: break
        }
        if word.hasPrefix("GENRE:") { return .genre(alternatives(word.dropFirst(6))) }
        if word.hasPrefix("{"), word.hasSuffix("}") { return slot(word.dropFirst().dropLast()) }
        let parts = alternatives(word[...])
        if parts.allSatisfy({ $0.count == 1 && markCharacters.contains($0.first ?? " ") }) {
            return .marks(Set(parts.compactMap(\.first)), optional: optional)
        }
        return .words(parts.map { $0.split(separator: " ").map(String.init) }, optional: optional)
    }

    private static func alternatives(_ text: Substring) -> [String] {
        String(text.filter { $0 != "\"" }).pieces(between: "|")
    }

    private static func slot(_ text: Substring) -> Element? {
        var text = text
        var slot = Slot(role: .creator)
        if let colon = text.firstIndex(of: ":") {
            switch text[text.index(after: colon)...] {
            case "body": slot.only = .body
            case "person": slot.only = .person
            case "office": slot.only = .office
            default: return nil
            }
            text = text[..<colon]
        }
        if text.hasSuffix("'s") {
            slot.isPossessive = true
            text = text.dropLast(2)
        }
        guard let role = Role(rawValue: String(text)) else { return nil }
        slot.role = role
        return .slot(slot)
    }
}
