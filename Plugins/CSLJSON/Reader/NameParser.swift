private import Formats
internal import JSON
internal import Records

/// Reads a name variable: an array of names. A single name, or a string for a name, is read too and told.
extension ItemParser {
    /// The names of the value that comes next: an array, an object or a string.
    mutating func names(_ kind: JSONKind) throws(JSONError) -> [Name] {
        var names: [Name] = []
        guard kind == .array else {
            say(.warning, "names-no-array", "names should stand in an array, not be \(kind.words)", at: cursor.offset)
            if let name = try name() { names.append(name) }
            return names
        }
        try cursor.enterArray()
        while try cursor.nextElement() {
            guard let name = try name() else { continue }
            if names.isEmpty { names.reserveCapacity(2) }
            names.append(name)
        }
        return names
    }

    private mutating func name() throws(JSONError) -> Name? {
        let kind = try cursor.kind()
        let start = cursor.offset
        switch kind {
        case .object: return try name(at: start)
        case .string:
            say(
                .warning, "name-string", "a name should be an object", at: start,
                hint: "the string is read as a literal name")
            let literal = string(try cursor.text())
            return literal.isEmpty ? nil : Name(literal: literal)
        default:
            let value = String(decoding: try cursor.skip(), as: UTF8.self)
            say(.error, "wrong-kind", "a name cannot be \(kind.words): \(value.prefix(40))", at: start)
            return nil
        }
    }

    /// The members of a name as they stand in the text; no part of it is a string yet.
    private struct NameParts {
        var family: JSONText?
        var given: JSONText?
        var literal: JSONText?
        var dropping: JSONText?
        var nonDropping: JSONText?
        var suffix: JSONText?
        var identifier: JSONText?
        /// Whether there is more than family and given name.
        var isRich = false
        var commaSuffix = false
        var staticOrdering: Bool?
        var isInstitution = false
        var kept: [Kept] = []
    }

    private mutating func name(at start: Int) throws(JSONError) -> Name? {
        var parts = NameParts()
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            guard let row = nameTable[key] else {
                parts.isRich = true
                try keepPart(key, &parts)
                continue
            }
            switch nameMembers[row] {
            case .family: parts.family = try part(key, &parts)
            case .given: parts.given = try part(key, &parts)
            case let member:
                parts.isRich = true
                try read(member, key, &parts)
            }
        }
        if !parts.isRich, let family = parts.family {
            let given = parts.given.map { string($0) } ?? ""
            return Name(family: string(family), given: given)
        }
        let name = name(parts)
        if name == nil { say(.warning, "empty-name", "the name says nothing", at: start, hint: "it is left out") }
        return name
    }

    private mutating func read(
        _ member: NameMember, _ key: JSONText, _ parts: inout NameParts
    ) throws(JSONError) {
        switch member {
        case .family: parts.family = try part(key, &parts)
        case .given: parts.given = try part(key, &parts)
        case .dropping: parts.dropping = try part(key, &parts)
        case .nonDropping: parts.nonDropping = try part(key, &parts)
        case .suffix: parts.suffix = try part(key, &parts)
        case .literal, .name: parts.literal = try part(key, &parts)
        case .orcid: parts.identifier = try part(key, &parts)
        case .commaSuffix: parts.commaSuffix = try flag()
        case .staticOrdering: parts.staticOrdering = try flag()
        case .isInstitution:
            let at = cursor.offset
            parts.isInstitution = try flag()
            let raw = JSONText.compact(UnsafeBufferPointer(rebasing: cursor.bytes[at..<cursor.offset]))
            parts.kept.append(Kept(format: CSLJSONFormat.id, name: key.string, value: raw, form: .json))
        }
    }

    private mutating func name(_ parts: NameParts) -> Name? {
        func text(_ part: JSONText?, _ parser: inout ItemParser) -> String { part.map { parser.string($0) } ?? "" }
        let family = text(parts.family, &self)
        let given = text(parts.given, &self)
        let dropping = text(parts.dropping, &self)
        let nonDropping = text(parts.nonDropping, &self)
        let literal = text(parts.literal, &self)
        let identifier = text(parts.identifier, &self)
        let suffix = text(parts.suffix, &self)
        var name: Name
        // What a name that is whole has besides is kept.
        var others = [("dropping-particle", dropping), ("non-dropping-particle", nonDropping), ("suffix", suffix)]
        if !literal.isEmpty {
            name = Name(literal: literal, kind: parts.isInstitution ? .organization : .unknown)
            if literal == "others" { name.kind = .others }
            others = [("family", family), ("given", given)] + others
        } else if parts.isInstitution, given.isEmpty, !family.isEmpty {
            name = Name(literal: family, kind: .organization)
        } else {
            if family.isEmpty, given.isEmpty, dropping.isEmpty, nonDropping.isEmpty { return nil }
            name = Name(
                family: family, given: given, droppingParticle: dropping, nonDroppingParticle: nonDropping,
                suffix: suffix)
            others = []
        }
        let kept =
            parts.kept
            + others.filter { !$0.1.isEmpty }.map {
                Kept(format: CSLJSONFormat.id, name: $0.0, value: JSONValue.string($0.1).text(), form: .json)
            }
        if parts.commaSuffix { name.commaSuffix = true }
        if let ordering = parts.staticOrdering { name.staticOrdering = ordering }
        if !identifier.isEmpty { name.identifier = identifier }
        if !kept.isEmpty { name.kept = kept }
        return name
    }

    // MARK: Values

    /// The string or number that comes next, undecoded; nil for an empty one, for null, and for what is none, which is told.
    private mutating func part(_ key: JSONText, _ parts: inout NameParts) throws(JSONError) -> JSONText? {
        if let text = try cursor.scalar() { return text.bytes.isEmpty ? nil : text }
        let kind = try cursor.kind()
        if kind == .null {
            try cursor.null()
            return nil
        }
        say(.error, "wrong-kind", "“\(key.string)” of a name cannot be \(kind.words)", at: cursor.offset)
        parts.isRich = true
        try keepPart(key, &parts)
        return nil
    }

    private mutating func keepPart(_ key: JSONText, _ parts: inout NameParts) throws(JSONError) {
        let value = JSONText.compact(try cursor.skip())
        parts.kept.append(Kept(format: CSLJSONFormat.id, name: key.string, value: value, form: .json))
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
