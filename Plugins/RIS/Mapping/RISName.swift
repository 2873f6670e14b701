internal import Records

/// Names as RIS has them: `Family, Given, Suffix`.
///
/// A single word is a family name, several without a comma are a body or a name as it stands; so is what ends with a comma, as
/// EndNote has it.
enum RISName {
    static func names(_ value: String) -> [Name] {
        // Some put all in one line.
        guard value.utf8.contains(UInt8(ascii: ";")) else { return name(value).map { [$0] } ?? [] }
        return value.split(separator: ";").compactMap { name(trimmed($0)) }
    }

    private static func name(_ value: String) -> Name? {
        if value.isEmpty { return nil }
        let parts = value.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
        if parts.count == 2, parts[1].isEmpty { return parts[0].isEmpty ? nil : Name(literal: parts[0]) }
        switch parts.count {
        case 1: return value.utf8.contains(0x20) ? Name(literal: value) : Name(family: value)
        case 2: return Name(family: parts[0], given: parts[1])
        case 3: return Name(family: parts[0], given: parts[1], suffix: parts[2])
        default: return parts.last == "" ? Name(literal: trimmed(value.dropLast())) : Name(literal: value)
        }
    }

    private static func trimmed(_ part: Substring) -> String {
        var part = part
        while part.utf8.first == 0x20 { part = part.dropFirst() }
        while part.utf8.last == 0x20 { part = part.dropLast() }
        return String(part)
    }

    static func text(_ name: Name) -> String {
        if name.isLiteral {
            let needsComma = !name.literal.utf8.contains(0x20) || name.literal.utf8.contains(UInt8(ascii: ","))
            return name.literal + (needsComma ? "," : "")
        }
        var text = name.nonDroppingParticle.isEmpty ? name.family : "\(name.nonDroppingParticle) \(name.family)"
        let given = name.droppingParticle.isEmpty ? name.given : "\(name.given) \(name.droppingParticle)"
        if !given.isEmpty || !name.suffix.isEmpty { text += ", \(given)" }
        if !name.suffix.isEmpty { text += ", \(name.suffix)" }
        return text
    }
}
