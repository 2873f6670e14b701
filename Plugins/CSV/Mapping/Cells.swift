internal import Bytes
internal import Formats
internal import Records

/// Names in a cell: "Doe, John; Roe, Jane; {Society for Examples, Ltd.}".
///
/// A comma parts the family from the given name, a second comma the suffix. A name without a comma is taken as it is; so is
/// what stands in braces, whatever it has in it.
enum NameCell {
    /// - Parameter separator: what stands between names.
    static func names(_ cell: String, separator: UInt8, role: String = "") -> [Name] {
        ListCell.parts(cell, separator: separator).compactMap { part in
            var name = name(part)
            if !role.isEmpty { name?.role = role }
            return name
        }
    }

    private static func name(_ text: String) -> Name? {
        if let inner = ListCell.inBraces(text) { return inner.isEmpty ? nil : Name(literal: inner) }
        let parts = ListCell.parts(text, separator: UInt8(ascii: ","))
        guard let family = parts.first else { return nil }
        switch parts.count {
        case 1: return Name(literal: family, kind: family == "others" ? .others : .unknown)
        case 2 where !isSuffix(parts[1]): return Name(family: family, given: parts[1])
        case 2: return Name(family: family, suffix: parts[1])
        case 3 where isSuffix(parts[2]): return Name(family: family, given: parts[1], suffix: parts[2])
        case 3 where isSuffix(parts[1]): return Name(family: family, given: parts[2], suffix: parts[1])
        default: return Name(literal: text)
        }
    }

    /// "Jr.", "III" and the like.
    private static func isSuffix(_ text: String) -> Bool {
        var letters: UInt64 = 0
        var count = 0
        for byte in text.utf8 {
            count += 1
            // In lower case; a full stop has that bit already.
            letters = letters << 8 | UInt64(byte | 0x20)
            if count > 6 { return false }
        }
        return suffixes.contains(letters)
    }

    private static let suffixes: [UInt64] = [
        "jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "v", "esq.", "ph.d.", "md", "m.d.",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } }

    /// Appends a name. False where it would be read as another.
    static func append(_ name: Name, to out: inout ByteBuffer) -> Bool {
        let isStated = name.certainty == .stated && name.evidence == .source
        if name.isLiteral { return appendLiteral(name, to: &out) && isStated }
        if name.hasDetails { return appendDetails(name, to: &out) && isStated }
        var isWhole = appendPart(name.family, to: &out)
        let given = name.given
        if given.isEmpty { return false }
        out.append(", ")
        isWhole = appendPart(given, to: &out) && isWhole
        return isWhole && isStated && name.kind == .person && !isSuffix(given)
    }

    private static func appendLiteral(_ name: Name, to out: inout ByteBuffer) -> Bool {
        let literal = name.literal
        let needsBraces = literal.utf8.contains(where: isSpecial)
        if needsBraces { out.append(UInt8(ascii: "{")) }
        out.append(string: literal)
        if needsBraces { out.append(UInt8(ascii: "}")) }
        guard let first = literal.utf8.first, let last = literal.utf8.last, first > 0x20, last > 0x20 else {
            return false
        }
        return name.kind == (literal == "others" ? .others : .unknown) && !name.hasDetails
            && !literal.utf8.contains { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
    }

    private static func appendDetails(_ name: Name, to out: inout ByteBuffer) -> Bool {
        var isWhole = name == Name(family: name.family, given: name.given, suffix: name.suffix)
        let particle = name.nonDroppingParticle
        if !particle.isEmpty {
            out.append(string: particle)
            if !name.family.isEmpty { out.append(" ") }
        }
        isWhole = appendPart(name.family, to: &out) && isWhole
        if !name.given.isEmpty {
            out.append(", ")
            isWhole = appendPart(name.given, to: &out) && isWhole
        }
        if !name.droppingParticle.isEmpty {
            out.append(name.given.isEmpty ? ", " : " ")
            out.append(string: name.droppingParticle)
        }
        if !name.suffix.isEmpty {
            out.append(", ")
            out.append(string: name.suffix)
        }
        return isWhole && name.kind == .person && !name.given.isEmpty && isSuffix(name.suffix)
    }

    /// Appends a part of a name. False where reading would take it apart, or spaces from it.
    private static func appendPart(_ part: String, to out: inout ByteBuffer) -> Bool {
        var part = part
        return part.withUTF8 { bytes in
            out.append(bytes)
            guard let first = bytes.first, let last = bytes.last, first > 0x20, last > 0x20 else { return false }
            for byte in bytes where isSpecial(byte) || byte == UInt8(ascii: "{") { return false }
            return true
        }
    }

    @inline(__always) private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|")
    }
}

/// Several values in a cell. A separator within braces does not part.
enum ListCell {
    static func parts(_ cell: String, separator: UInt8) -> [String] {
        var cell = cell
        return cell.withUTF8 { bytes in
            var parts: [String] = []
            var start = 0
            var depth = 0
            for index in 0...bytes.count {
                let byte = index < bytes.count ? bytes[index] : separator
                if byte == UInt8(ascii: "{") { depth += 1 }
                if byte == UInt8(ascii: "}"), depth > 0 { depth -= 1 }
                guard index == bytes.count || (byte == separator && depth == 0) else { continue }
                let part = trimmed(UnsafeBufferPointer(rebasing: bytes[start..<index]))
                if !part.isEmpty { parts.append(part) }
                start = index + 1
            }
            return parts
        }
    }

    /// Whether a value, written into a list, is read as it is and as one.
    static func isOne(_ bytes: UnsafeBufferPointer<UInt8>, separator: UInt8) -> Bool {
        guard let first = bytes.first, let last = bytes.last, first > 0x20, last > 0x20 else { return false }
        var depth = 0
        for byte in bytes {
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}"), depth > 0 { depth -= 1 }
            if byte == separator, depth == 0 { return false }
        }
        return true
    }

    /// Without the space around it.
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var range = 0..<bytes.count
        while let first = range.first, bytes[first] <= 0x20 { range = (first + 1)..<range.upperBound }
        while let last = range.last, bytes[last] <= 0x20 { range = range.lowerBound..<last }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// What stands in braces that enclose the whole; nil where there are none.
    static func inBraces(_ text: String) -> String? {
        guard text.utf8.first == UInt8(ascii: "{"), text.utf8.last == UInt8(ascii: "}") else { return nil }
        let inner = text.utf8.dropFirst().dropLast()
        if inner.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) { return nil }
        return String(inner)
    }
}

/// An archival reference's levels in a cell: "fonds 8157; opis 1; delo 1991; folio 100-116".
enum LevelCell {
    static func levels(_ cell: String) -> [ArchivalReference.Level] {
        ListCell.parts(cell, separator: UInt8(ascii: ";")).map { part in
            guard let space = part.utf8.firstIndex(of: 0x20) else {
                return ArchivalReference.Level(.other, part)
            }
            let word = String(part[..<space])
            let value = String(part[part.utf8.index(after: space)...])
            if let kind = ArchivalReference.Kind(name: word.lowercased()) { return .init(kind, value) }
            return ArchivalReference.Level(.other, value, label: word)
        }
    }

    static func text(_ levels: [ArchivalReference.Level]) -> String {
        levels.map { level in
            let word = level.kind == .other && !level.label.isEmpty ? level.label : level.kind.name
            return word + " " + level.value
        }.joined(separator: "; ")
    }
}

/// What a spreadsheet would take for a formula gets an apostrophe before it, which reading takes away again: a cell that begins
/// with `=`, `+`, `-`, `@`, a tab or a line break, after any number of apostrophes.
///
/// Source: OWASP, "CSV Injection".
enum FormulaGuard {
    static func isDue(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first else { return false }
        if first > UInt8(ascii: "@"), first != 0xEF { return false }
        var at = 0
        while at < bytes.count, bytes[at] == UInt8(ascii: "'") { at += 1 }
        guard at < bytes.count else { return false }
        switch bytes[at] {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: return true
        // The full-width forms, which some spreadsheets take too: U+FF1D, U+FF0B, U+FF0D, U+FF20
        case 0xEF:
            guard at + 2 < bytes.count, bytes[at + 1] == 0xBC else { return false }
            return [0x9D, 0x8B, 0x8D, 0xA0].contains(bytes[at + 2])
        default: return false
        }
    }

    /// A cell without the apostrophe that protected it.
    static func undone(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard bytes.first == UInt8(ascii: "'"), isDue(bytes) else { return bytes }
        return UnsafeBufferPointer(rebasing: bytes[1...])
    }
}
