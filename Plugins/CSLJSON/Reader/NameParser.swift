private import Formats
internal import JSON
internal import Records

/// Reads a name variable: an array of names. A single name, or a string for a name, is read too and told.
struct NameParser {
    var cursor: JSONCursor
    private(set) var problems: [ItemProblem] = []

    init(_ cursor: JSONCursor) { self.cursor = cursor }

    mutating func names() throws(JSONError) -> [Name] {
        var names: [Name] = []
        guard try cursor.kind() == .array else {
            let kind = try cursor.kind()
            say("names-no-array", "names should stand in an array, not be \(kind.words)", at: cursor.offset)
            if let name = try name() { names.append(name) }
            return names
        }
        try cursor.enterArray()
        while try cursor.nextElement() {
            if let name = try name() { names.append(name) }
        }
        return names
    }

    private mutating func name() throws(JSONError) -> Name? {
        let kind = try cursor.kind()
        let start = cursor.offset
        switch kind {
        case .object: return try object(start)
        case .string:
            say("name-string", "a name should be an object", at: start, hint: "the string is read as a literal name")
            let literal = try string()
            return literal.isEmpty ? nil : Name(literal: literal)
        default:
            let value = String(decoding: try cursor.skip(), as: UTF8.self)
            say("wrong-kind", "a name cannot be \(kind.words): \(value.prefix(40))", at: start, .error)
            return nil
        }
    }

    /// The members of a name as they are read.
    private struct Parts {
        var family = "", given = "", dropping = "", nonDropping = "", suffix = "", literal = "", identifier = ""
        var hasLiteral = false
        var commaSuffix = false
        var staticOrdering: Bool?
        var isInstitution = false
        var kept: [Kept] = []
    }

    private mutating func object(_ start: Int) throws(JSONError) -> Name? {
        var parts = Parts()
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            if key.equals("family") {
                parts.family = try text(key, &parts)
            } else if key.equals("given") {
                parts.given = try text(key, &parts)
            } else if let row = NameMember.table[key] {
                try read(NameMember.members[row], key, &parts)
            } else {
                try keep(key.string, &parts)
            }
        }
        let name = NameParser.name(parts)
        if name == nil { say("empty-name", "the name says nothing", at: start, hint: "it is left out") }
        return name
    }

    private mutating func read(_ member: NameMember, _ key: JSONText, _ parts: inout Parts) throws(JSONError) {
        switch member {
        case .family: parts.family = try text(key, &parts)
        case .given: parts.given = try text(key, &parts)
        case .dropping: parts.dropping = try text(key, &parts)
        case .nonDropping: parts.nonDropping = try text(key, &parts)
        case .suffix: parts.suffix = try text(key, &parts)
        case .literal, .name:
            parts.literal = try text(key, &parts)
            parts.hasLiteral = !parts.literal.isEmpty
        case .orcid: parts.identifier = try text(key, &parts)
        case .commaSuffix: parts.commaSuffix = try flag()
        case .staticOrdering: parts.staticOrdering = try flag()
        case .isInstitution:
            let at = cursor.offset
            parts.isInstitution = try flag()
            let raw = JSONText.compact(UnsafeBufferPointer(rebasing: cursor.bytes[at..<cursor.offset]))
            parts.kept.append(Kept(format: CSLJSONFormat.id, name: key.string, value: raw, form: .json))
        }
    }

    private static func name(_ parts: Parts) -> Name? {
        var name: Name
        var kept = parts.kept
        if parts.hasLiteral {
            name = Name(literal: parts.literal, kind: parts.isInstitution ? .organization : .unknown)
            if name.literal == "others" { name.kind = .others }
            // A name that is whole and in parts: the parts are kept.
            for (member, value) in [("family", parts.family), ("given", parts.given)] where !value.isEmpty {
                kept.append(
                    Kept(format: CSLJSONFormat.id, name: member, value: JSONValue.string(value).text(), form: .json))
            }
        } else if parts.isInstitution, parts.given.isEmpty, !parts.family.isEmpty {
            name = Name(literal: parts.family, kind: .organization)
        } else {
            if parts.family.isEmpty, parts.given.isEmpty, parts.dropping.isEmpty, parts.nonDropping.isEmpty {
                return nil
            }
            name = Name(
                family: parts.family, given: parts.given, droppingParticle: parts.dropping,
                nonDroppingParticle: parts.nonDropping, suffix: parts.suffix)
        }
        if parts.commaSuffix { name.commaSuffix = true }
        if let ordering = parts.staticOrdering { name.staticOrdering = ordering }
        if !parts.identifier.isEmpty { name.identifier = parts.identifier }
        if !kept.isEmpty { name.kept = kept }
        return name
    }

    // MARK: Values

    private mutating func text(_ key: JSONText, _ parts: inout Parts) throws(JSONError) -> String {
        switch try cursor.kind() {
        case .string: return try string()
        case .null:
            try cursor.null()
            return ""
        case .number: return try cursor.number().string
        case let kind:
            say("wrong-kind", "“\(key.string)” of a name cannot be \(kind.words)", at: cursor.offset, .error)
            try keep(key.string, &parts)
            return ""
        }
    }

    /// True, a number but 0, or a string that says neither no nor nothing.
    private mutating func flag() throws(JSONError) -> Bool {
        switch try cursor.kind() {
        case .bool: return try cursor.bool()
        case .number: return try cursor.number().double != 0
        case .string: return !["", "false", "0", "no"].contains(try string())
        default:
            try cursor.skip()
            return false
        }
    }

    private mutating func keep(_ name: String, _ parts: inout Parts) throws(JSONError) {
        let value = JSONText.compact(try cursor.skip())
        parts.kept.append(Kept(format: CSLJSONFormat.id, name: name, value: value, form: .json))
    }

    private mutating func string() throws(JSONError) -> String {
        let text = try cursor.text()
        if text.hasEscapes {
            for offset in text.loneSurrogates { problems.append(.loneSurrogate(at: offset)) }
        }
        return text.string
    }

    private mutating func say(
        _ code: String, _ message: String, at offset: Int, _ severity: ItemProblem.Severity = .warning,
        hint: String? = nil
    ) {
        problems.append(ItemProblem(severity, code, message, at: offset, hint: hint))
    }
}

/// The members of a name. Source: csl-data.json, "name-variable"; `isInstitution` is citeproc-js's, `name` and `ORCID` are
/// Crossref's.
enum NameMember: String, CaseIterable {
    case family, given
    case dropping = "dropping-particle"
    case nonDropping = "non-dropping-particle"
    case suffix, literal
    case commaSuffix = "comma-suffix"
    case staticOrdering = "static-ordering"
    case isInstitution, name
    case orcid = "ORCID"

    /// True for a member of the schema that says nothing of the name itself, and is kept: `parse-names`.
    static func isWrittenAgain(_ kept: Kept) -> Bool {
        kept.format == CSLJSONFormat.id && kept.name == "parse-names"
            && ["true", "false", "0", "1"].contains(kept.value)
    }

    static let members = allCases
    static let table = JSONNameTable(allCases.map(\.rawValue))
}
