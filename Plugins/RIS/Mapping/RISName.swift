internal import Records

/// Names as RIS has them: `Family, Given, Suffix`.
///
/// A single word is a family name, several without a comma are a body or a name as it stands; so is what ends with a comma, as
/// EndNote has it.
enum RISName {
    static func names(_ value: String) -> [Name] {
        var value = value
        return value.withUTF8 { bytes in
            // Some put all in one line.
            guard bytes.contains(UInt8(ascii: ";")) else { return name(bytes).map { [$0] } ?? [] }
            return bytes.split(separator: UInt8(ascii: ";")).compactMap { name(UnsafeBufferPointer(rebasing: $0)) }
        }
    }

    private static func name(_ whole: UnsafeBufferPointer<UInt8>) -> Name? {
        let value = trimmed(whole, 0..<whole.count)
        if value.isEmpty { return nil }
        guard let first = whole[value].firstIndex(of: UInt8(ascii: ",")) else {
            let name = String(decoding: whole[value], as: UTF8.self)
            return whole[value].contains(0x20) ? Name(literal: name) : Name(family: name)
        }
        let family = string(whole, value.lowerBound..<first)
        let rest = trimmed(whole, (first + 1)..<value.upperBound)
        if rest.isEmpty { return family.isEmpty ? nil : Name(literal: family) }
        guard let second = whole[rest].firstIndex(of: UInt8(ascii: ",")) else {
            return Name(family: family, given: string(whole, rest))
        }
        let suffix = trimmed(whole, (second + 1)..<rest.upperBound)
        if suffix.isEmpty || whole[suffix].contains(UInt8(ascii: ",")) {
            // A comma at the end makes a body plain; more than two are no name of a person.
            let isMarked = whole[value.upperBound - 1] == UInt8(ascii: ",")
            return Name(literal: string(whole, value.lowerBound..<(value.upperBound - (isMarked ? 1 : 0))))
        }
        return Name(family: family, given: string(whole, rest.lowerBound..<second), suffix: string(whole, suffix))
    }

    private static func string(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
        String(decoding: bytes[trimmed(bytes, range)], as: UTF8.self)
    }

    /// Without the spaces around it.
    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var range = range
        while let first = range.first, bytes[first] <= 0x20 { range = (first + 1)..<range.upperBound }
        while let last = range.last, bytes[last] <= 0x20 { range = range.lowerBound..<last }
        return range
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
