internal import Formats
internal import JSON

/// The JSON by which a program describes itself, read and written: docs/plugin-description.schema.json.
enum ProgramDescription {
    /// The protocol that this speaks.
    static let version = 1

    /// What a program says of itself.
    ///
    /// - Returns: the claim, and what is wrong with the description; with anything wrong the claim is not used.
    static func claim(from value: JSONValue) -> (claim: PluginClaim, objections: [String]) {
        var reader = DescriptionReader(value)
        return (reader.claim(), reader.objections)
    }

    /// The description of a claim.
    static func write(_ claim: PluginClaim, to json: inout JSONWriter) {
        json.beginObject()
        json.key("protocol")
        json.number(version)
        json.member("id", claim.id)
        json.member("title", claim.title)
        json.member("summary", claim.summary)
        list("aliases", claim.aliases, to: &json)
        list("extensions", claim.extensions, to: &json)
        for (name, flag) in [
            ("reads", claim.reads), ("writes", claim.writes), ("text", claim.isText),
            ("unique-keys", claim.needsUniqueKeys), ("joins-pages", claim.joinsPages),
            ("recognizes", claim.recognizes),
        ] where flag {
            json.key(name)
            json.bool(true)
        }
        json.key("options")
        json.beginArray()
        for option in claim.options { write(option, to: &json) }
        json.endArray()
        if !claim.signatures.isEmpty {
            json.key("signatures")
            json.beginArray()
            for signature in claim.signatures {
                json.beginObject()
                json.member(signature.position.rawValue, signature.text)
                json.member("confidence", words[Int(signature.confidence.rawValue)])
                json.endObject()
            }
            json.endArray()
        }
        json.endObject()
    }

    private static func list(_ name: String, _ strings: [String], to json: inout JSONWriter) {
        if strings.isEmpty { return }
        json.key(name)
        json.beginArray()
        for string in strings { json.string(string) }
        json.endArray()
    }

    private static func write(_ option: OptionDescriptor, to json: inout JSONWriter) {
        json.beginObject()
        json.member("name", option.name)
        switch option.value {
        case .flag: json.member("kind", "flag")
        case .path: json.member("kind", "path")
        case .text(let word):
            json.member("kind", "text")
            json.member("value", word)
        case .choice(let words):
            json.member("kind", "choice")
            list("choices", words, to: &json)
        }
        json.member("side", option.side == .reading ? "reading" : option.side == .writing ? "writing" : "both")
        json.member("summary", option.summary)
        json.endObject()
    }

    /// The words for how sure a look is, in the order of the cases.
    static let words = ["no", "possible", "likely", "certain"]

    static func confidence(_ word: String) -> FormatDescriptor.Confidence? {
        words.firstIndex(of: word).flatMap { FormatDescriptor.Confidence(rawValue: UInt8($0)) }
    }
}

/// Reads a description member by member, and notes what is not as it should be.
private struct DescriptionReader {
    private let value: JSONValue
    private(set) var objections: [String] = []

    init(_ value: JSONValue) { self.value = value }

    private static let known: Set<String> = [
        "protocol", "id", "title", "summary", "aliases", "extensions", "reads", "writes", "text", "unique-keys",
        "joins-pages", "recognizes", "options", "signatures",
    ]

    mutating func claim() -> PluginClaim {
        guard let members = value.members else {
            objections.append("its description is no JSON object")
            return PluginClaim()
        }
        for member in members where !DescriptionReader.known.contains(member.name) {
            objections.append("“\(member.name.tamed(60))” is no member of a description")
        }
        if value["protocol"]?.int != ProgramDescription.version {
            objections.append(
                "it speaks version \(value["protocol"]?.text().tamed(20) ?? "(none)") of the plugin protocol; this is version \(ProgramDescription.version)"
            )
        }
        var claim = PluginClaim()
        claim.id = text("id", of: value)
        claim.title = text("title", of: value)
        claim.summary = text("summary", of: value)
        claim.aliases = strings("aliases", of: value)
        claim.extensions = strings("extensions", of: value)
        claim.reads = flag("reads")
        claim.writes = flag("writes")
        claim.isText = flag("text")
        claim.needsUniqueKeys = flag("unique-keys")
        claim.joinsPages = flag("joins-pages")
        claim.recognizes = flag("recognizes")
        for option in list("options") { claim.options.append(self.option(option)) }
        for signature in list("signatures") {
            if let read = self.signature(signature) { claim.signatures.append(read) }
        }
        if let objection = claim.objection { objections.append(objection) }
        return claim
    }

    private mutating func wrong(_ name: String, _ wanted: String) {
        objections.append("“\(name)” is not \(wanted)")
    }

    private mutating func text(_ name: String, of value: JSONValue) -> String {
        guard let member = value[name] else { return "" }
        guard let string = member.string else {
            wrong(name, "a string")
            return ""
        }
        return string
    }

    private mutating func flag(_ name: String) -> Bool {
        guard let member = value[name] else { return false }
        guard let flag = member.bool else {
            wrong(name, "true or false")
            return false
        }
        return flag
    }

    private mutating func list(_ name: String) -> [JSONValue] {
        guard let member = value[name] else { return [] }
        guard let array = member.array, array.count <= PluginClaim.longest else {
            wrong(name, "a list of at most \(PluginClaim.longest)")
            return []
        }
        return array
    }

    private mutating func strings(_ name: String, of value: JSONValue) -> [String] {
        guard let member = value[name] else { return [] }
        let strings = member.array?.compactMap(\.string) ?? []
        if strings.count != member.array?.count || strings.count > PluginClaim.longest {
            wrong(name, "a list of at most \(PluginClaim.longest) strings")
            return []
        }
        return strings
    }

    private mutating func option(_ value: JSONValue) -> OptionDescriptor {
        let kind = text("kind", of: value)
        let word = text("value", of: value).tamed(40)
        let choices = strings("choices", of: value)
        let form: OptionDescriptor.Value
        switch kind {
        case "flag": form = .flag
        case "path": form = .path
        case "text": form = .text(word.isEmpty ? "TEXT" : word)
        case "choice": form = .choice(choices)
        default:
            wrong("kind", "one of flag, text, choice, path")
            form = .flag
        }
        let side: OptionDescriptor.Side
        switch text("side", of: value) {
        case "reading": side = .reading
        case "writing": side = .writing
        case "both", "": side = .both
        default:
            wrong("side", "one of reading, writing, both")
            side = .both
        }
        return OptionDescriptor(text("name", of: value), form, on: side, text("summary", of: value).tamed(200))
    }

    private mutating func signature(_ value: JSONValue) -> Signature? {
        let confidence = text("confidence", of: value)
        guard let sure = ProgramDescription.confidence(confidence.isEmpty ? "likely" : confidence) else {
            wrong("confidence", "one of possible, likely, certain")
            return nil
        }
        for position in [Signature.Position.start, .line, .anywhere] {
            let text = text(position.rawValue, of: value)
            if !text.isEmpty { return Signature(position: position, text: text, confidence: sure) }
        }
        objections.append("a signature has none of starts-with, line-starts-with, contains")
        return nil
    }
}
