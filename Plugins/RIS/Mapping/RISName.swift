internal import Records

/// Names as RIS has them: `Family, Given, Suffix`.
///
/// A single word is a family name, several without a comma are a body or a name as it stands; so is what ends with a comma, as
/// EndNote has it.
enum RISName {
    /// Appends the names of a value. Some put all in one line, with semicolons between.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, into names: inout [Name]) {
        var start = 0
        while start <= bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: ";") { end += 1 }
            if let name = name(bytes, start..<end) { names.append(name) }
            start = end + 1
        }
    }

    private static func name(_ bytes: UnsafeBufferPointer<UInt8>, _ whole: Range<Int>) -> Name? {
        let value = trimmed(bytes, whole)
        if value.isEmpty { return nil }
        var commas = 0
        var first = value.upperBound
        var second = value.upperBound
        for index in value where bytes[index] == UInt8(ascii: ",") {
            if commas == 0 { first = index }
            if commas == 1 { second = index }
            commas += 1
        }
        let family = string(bytes, value.lowerBound..<first)
        if commas == 0 {
            return bytes[value].contains(0x20) ? Name(literal: family) : Name(family: family)
        }
        let given = trimmed(bytes, (first + 1)..<second)
        if commas == 1 {
            if given.isEmpty { return family.isEmpty ? nil : Name(literal: family) }
            return Name(family: family, given: string(bytes, given))
        }
        let suffix = trimmed(bytes, (second + 1)..<value.upperBound)
        if suffix.isEmpty || commas > 2 {
            // A comma at the end makes a body plain; more than two are no name of a person.
            let isMarked = bytes[value.upperBound - 1] == UInt8(ascii: ",")
            return Name(literal: string(bytes, value.lowerBound..<(value.upperBound - (isMarked ? 1 : 0))))
        }
        return Name(family: family, given: string(bytes, given), suffix: string(bytes, suffix))
    }

    private static func string(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[trimmed(bytes, range)]), as: UTF8.self)
    }

    /// Without the spaces around it.
    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<end
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
