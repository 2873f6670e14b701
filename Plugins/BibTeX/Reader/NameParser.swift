internal import Records
internal import TeX

/// Reads lists of names.
///
/// Source: BibTeX's own rules ("Tame the BeaST", 11 "The von, Last, First and Jr parts"), and for the extended form
/// (`family=…, given=…`) the BibLaTeX manual, 3.4.
struct NameParser {
    /// Whether a particle belongs to the family name (`useprefix`).
    var usesPrefix = false
    /// Whether characters beyond ASCII are written as they stand.
    var writesUTF8 = false
    /// Whether the names that were read last would be written as they stood.
    var isAsWritten = false
    /// What was wrong with them.
    var problems: [String] = []

    private var written: [UInt8] = []
    private var words: [Range<Int>] = []
    private var parts: [Range<Int>] = []
    private var commas: [Range<Int>] = []
    /// False where a name was written in a form that it is not written in again.
    private var mayBeSame = true

    /// The names of a list.
    mutating func parse(_ bytes: Bytes, decoder: inout TeXDecoder) -> [Name] {
        problems.removeAll(keepingCapacity: true)
        decoder.protectsCase = false
        var names: [Name] = []
        let isPlain = writesUTF8 ? Plain.isPlainText(bytes) : Plain.isPlain(bytes)
        var isSimple = isPlain
        mayBeSame = true
        NameList.split(bytes, into: &parts)
        names.reserveCapacity(parts.count)
        for range in parts {
            let one = bytes.slice(range).trimmed
            if one.isEmpty {
                if !bytes.trimmed.isEmpty { problems.append("a name is missing beside an “and”") }
                continue
            }
            if isPlain || Plain.isPlain(one), let simple = PlainName(one) {
                names.append(Name(family: simple.family.string, given: simple.given.string))
                if simple.isInOrder { continue }
                isSimple = false
                mayBeSame = false
                continue
            }
            isSimple = false
            names.append(name(one, &decoder))
        }
        if !problems.isEmpty {
            isAsWritten = false
        } else if isSimple {
            isAsWritten = !hasOddAnd(bytes)
        } else {
            isAsWritten = mayBeSame && isSame(names, bytes, isPlain: isPlain)
        }
        return names
    }

    /// Whether an "and" is written otherwise than in small letters.
    private func hasOddAnd(_ bytes: Bytes) -> Bool {
        for range in parts.dropLast() {
            let at = range.upperBound
            if bytes[at] != UInt8(ascii: "a") || bytes[at + 1] != UInt8(ascii: "n")
                || bytes[at + 2] != UInt8(ascii: "d")
            {
                return true
            }
        }
        return false
    }

    private mutating func isSame(_ names: [Name], _ bytes: Bytes, isPlain: Bool) -> Bool {
        written.removeAll(keepingCapacity: true)
        guard isPlain || (bytes.contains(UInt8(ascii: "{")) && !bytes.contains(UInt8(ascii: "\\"))) else {
            return false
        }
        NameWriter(dialect: .biblatex, encoder: TeXEncoder(repertoire: writesUTF8 ? .utf8 : .ascii)).write(
            names, into: &written)
        return written.elementsEqual(bytes)
    }

    /// One name.
    private mutating func name(_ bytes: Bytes, _ decoder: inout TeXDecoder) -> Name {
        if bytes.isWord("others") { return Name(literal: "others", kind: .others) }
        if isOneGroup(bytes) {
            return Name(literal: text(bytes.slice(1..<(bytes.count - 1)).trimmed, &decoder))
        }
        splitAtCommas(bytes)
        if let extended = ExtendedName(bytes, commas) { return extended.name { text($0, &decoder) } }
        if commas.count == 1 { return firstVonLast(bytes, &decoder) }
        let last = bytes.slice(commas[0]).trimmed
        let second = bytes.slice(commas[1]).trimmed
        if commas.count == 2 { return vonLast(last, suffix: nil, given: second, &decoder) }
        if commas.count > 3 { problems.append("the name “\(bytes.string)” has more than two commas") }
        let rest = bytes.slice(commas[2].lowerBound..<bytes.count).trimmed
        return vonLast(last, suffix: second, given: rest, &decoder)
    }

    private func isOneGroup(_ bytes: Bytes) -> Bool {
        guard bytes.count >= 2, bytes[0] == UInt8(ascii: "{"), bytes[bytes.count - 1] == UInt8(ascii: "}"),
            bytes[1] != UInt8(ascii: "\\")
        else { return false }
        var depth = 0
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { return index == bytes.count - 1 }
            }
        }
        return false
    }

    private mutating func splitAtCommas(_ bytes: Bytes) {
        commas.removeAll(keepingCapacity: true)
        var start = 0
        var depth = 0
        for index in 0..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: ",") where depth <= 0:
                commas.append(start..<index)
                start = index + 1
            default: break
            }
        }
        commas.append(start..<bytes.count)
    }

    // MARK: The two forms

    /// "First von Last".
    private mutating func firstVonLast(_ bytes: Bytes, _ decoder: inout TeXDecoder) -> Name {
        findWords(bytes)
        guard words.count > 1 else { return Name(family: text(bytes, &decoder)) }
        mayBeSame = false
        let last = words.count - 1
        let firstSmall = words[..<last].firstIndex { isSmall(bytes.slice($0)) }
        guard let von = firstSmall else {
            return Name(
                family: text(bytes.slice(words[last]), &decoder),
                given: text(span(bytes, 0..<last), &decoder))
        }
        let lastSmall = words[..<last].lastIndex { isSmall(bytes.slice($0)) } ?? von
        return made(
            family: span(bytes, (lastSmall + 1)..<(last + 1)), particle: span(bytes, von..<(lastSmall + 1)),
            suffix: nil,
            given: von > 0 ? span(bytes, 0..<von) : bytes.slice(0..<0), &decoder)
    }

    /// "von Last, First" and "von Last, Jr, First".
    private mutating func vonLast(
        _ last: Bytes, suffix: Bytes?, given: Bytes, _ decoder: inout TeXDecoder
    ) -> Name {
        var family = last
        var particle = last.slice(0..<0)
        if last.contains(where: { Byte.isSpace($0) || $0 == UInt8(ascii: "~") }) {
            findWords(last)
            if let small = words.dropLast().lastIndex(where: { isSmall(last.slice($0)) }) {
                particle = span(last, 0..<(small + 1))
                family = span(last, (small + 1)..<words.count)
            }
        }
        return made(family: family, particle: particle, suffix: suffix, given: given, &decoder)
    }

    private func made(
        family: Bytes, particle: Bytes, suffix: Bytes?, given: Bytes, _ decoder: inout TeXDecoder
    ) -> Name {
        let family = text(family, &decoder)
        let given = text(given, &decoder)
        if particle.isEmpty, suffix == nil { return Name(family: family, given: given) }
        let von = text(particle, &decoder)
        return Name(
            family: family, given: given, droppingParticle: usesPrefix ? "" : von,
            nonDroppingParticle: usesPrefix ? von : "", suffix: suffix.map { text($0, &decoder) } ?? "")
    }

    private func span(_ bytes: Bytes, _ range: Range<Int>) -> Bytes {
        guard let first = words[range].first, let last = words[range].last else { return bytes.slice(0..<0) }
        return bytes.slice(first.lowerBound..<last.upperBound)
    }

    /// Words are separated by white space and ties, outside of braces.
    private mutating func findWords(_ bytes: Bytes) {
        words.removeAll(keepingCapacity: true)
        var start = 0
        var depth = 0
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "{") {
                depth += 1
            } else if byte == UInt8(ascii: "}") {
                depth -= 1
            } else if depth <= 0, Byte.isSpace(byte) || byte == UInt8(ascii: "~"), !isAccent(bytes, index) {
                // The backslash of "\ " is part of the space.
                let end =
                    index > start && byte != UInt8(ascii: "~") && bytes[index - 1] == UInt8(ascii: "\\")
                    ? index - 1 : index
                if end > start { words.append(start..<end) }
                start = index + 1
            }
        }
        if bytes.count > start { words.append(start..<bytes.count) }
    }

    /// `\~` is an accent, and the space in `\v s` belongs to the macro.
    private func isAccent(_ bytes: Bytes, _ index: Int) -> Bool {
        if index > 0, bytes[index - 1] == UInt8(ascii: "\\") { return bytes[index] == UInt8(ascii: "~") }
        var back = index
        while back > 0, Byte.isLetter(bytes[back - 1]), index - back < 12 { back -= 1 }
        return back > 0 && back < index && bytes[back - 1] == UInt8(ascii: "\\") && bytes[index] != UInt8(ascii: "~")
    }

    /// BibTeX's rule: the case of a word is that of its first letter outside of braces, or of a special character
    /// (`{\'e}`). A word without one has none.
    private func isSmall(_ word: Bytes) -> Bool {
        var index = 0
        var depth = 0
        while index < word.count {
            let byte = word[index]
            if byte == UInt8(ascii: "{") {
                if depth == 0, index + 1 < word.count, word[index + 1] == UInt8(ascii: "\\") {
                    return isSmallSpecial(word, index + 2)
                }
                depth += 1
            } else if byte == UInt8(ascii: "}") {
                depth -= 1
            } else if depth == 0 {
                if byte == UInt8(ascii: "\\"), isAccent(word, after: index) { return isSmallSpecial(word, index + 1) }
                if Byte.isLetter(byte) { return !Byte.isUpper(byte) }
                if byte >= 0xC3 {
                    var end = index + 1
                    while end < word.count, word[end] & 0xC0 == 0x80 { end += 1 }
                    let scalar = word.slice(index..<end).string.unicodeScalars.first
                    if let properties = scalar?.properties, properties.isAlphabetic {
                        return properties.isLowercase
                    }
                    index = end
                    continue
                }
            }
            index += 1
        }
        return false
    }

    /// Whether an accent of one sign or letter stands behind a backslash: the letter under it counts. Of any other macro
    /// outside of braces it is the macro's own first letter.
    private func isAccent(_ word: Bytes, after backslash: Int) -> Bool {
        guard backslash + 2 < word.count, Byte.isLetter(word[backslash + 1]) else { return true }
        return !Byte.isLetter(word[backslash + 2])
    }

    /// Behind the backslash of a special character: the letter under an accent, or the macro that is a letter itself.
    private func isSmallSpecial(_ word: Bytes, _ start: Int) -> Bool {
        var index = start
        while index < word.count, Byte.isLetter(word[index]) { index += 1 }
        let name = word.slice(start..<index)
        if ["oe", "ae", "aa", "o", "l", "ss", "i", "j"].contains(where: { $0.utf8.elementsEqual(name) }) {
            return true
        }
        if ["OE", "AE", "AA", "O", "L"].contains(where: { $0.utf8.elementsEqual(name) }) { return false }
        while index < word.count, !Byte.isLetter(word[index]) { index += 1 }
        return index < word.count && !Byte.isUpper(word[index])
    }

    // MARK: Text

    private func text(_ bytes: Bytes, _ decoder: inout TeXDecoder) -> String {
        if bytes.isEmpty || Plain.isPlain(bytes) { return bytes.string }
        let string = decoder.decode(bytes).string
        return string.utf8.contains(0xC2) ? string.replacing("\u{A0}", with: " ") : string
    }
}

/// "Last, First" or "First Last" in plain words, each of which begins with a capital of ASCII, so that none is a particle: most
/// names.
private struct PlainName {
    let family: Bytes
    let given: Bytes
    /// Whether the family name stands first, as it is written.
    let isInOrder: Bool

    /// Nil for any other.
    init?(_ bytes: Bytes) {
        guard let first = bytes.first, Byte.isUpper(first) else { return nil }
        var comma = -1
        var space = -1
        for index in 1..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: ","):
                if comma >= 0 { return nil }
                comma = index
            case 0x20 where comma < 0:
                // Behind the space of plain text stands something. A family name of one word is never a word of lists.
                space = index
                if index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: ","), !Byte.isUpper(bytes[index + 1]) {
                    return nil
                }
            case UInt8(ascii: "="): return nil
            default: break
            }
        }
        if comma >= 0 {
            guard space < 0, comma + 2 < bytes.count, bytes[comma + 1] == 0x20 else { return nil }
            family = bytes.slice(0..<comma)
            given = bytes.slice((comma + 2)..<bytes.count)
            isInOrder = true
        } else {
            guard space > 0 else { return nil }
            family = bytes.slice((space + 1)..<bytes.count)
            given = bytes.slice(0..<space)
            isInOrder = false
        }
    }
}

/// BibLaTeX's extended form of a name: "family=Doe, given=Jane, prefix=von, useprefix=true".
private struct ExtendedName {
    private var parts: [(key: Bytes, value: Bytes)] = []
    private static let keys: [StaticString] = ["family", "given", "prefix", "suffix", "useprefix", "id", "hash"]

    /// Nil where the name has not this form.
    init?(_ bytes: Bytes, _ ranges: [Range<Int>]) {
        guard bytes.contains(UInt8(ascii: "=")) else { return nil }
        for range in ranges {
            let part = bytes.slice(range).trimmed
            guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else {
                // A comma within a value in quotation marks.
                return nil
            }
            let key = part.slice(0..<equals).trimmed
            var value = part.slice((equals + 1)..<part.count).trimmed
            if value.count >= 2, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"") {
                value = value.slice(1..<(value.count - 1))
            }
            if value.count >= 2, value.first == UInt8(ascii: "{"), value.last == UInt8(ascii: "}") {
                value = value.slice(1..<(value.count - 1))
            }
            parts.append((key, value))
        }
        guard parts.contains(where: { part in ExtendedName.keys.contains { part.key.isWord($0) } }) else { return nil }
    }

    func name(_ text: (Bytes) -> String) -> Name {
        func part(_ key: StaticString) -> String { parts.last { $0.key.isWord(key) }.map { text($0.value) } ?? "" }
        let prefix = part("prefix")
        let belongs = part("useprefix") == "true"
        var name = Name(
            family: part("family"), given: part("given"), droppingParticle: belongs ? "" : prefix,
            nonDroppingParticle: belongs ? prefix : "", suffix: part("suffix"))
        for (key, value) in parts where !ExtendedName.keys.prefix(5).contains(where: { key.isWord($0) }) {
            name.kept.append(Kept(format: Dialect.biblatex.id, name: key.string, value: value.string, form: .source))
        }
        return name
    }
}
