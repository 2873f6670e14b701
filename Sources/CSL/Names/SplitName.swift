internal import Records

/// A name whose particles are split off and whose script is known; on its way into a ``NameTable``.
struct SplitName {
    var family = ""
    var given = ""
    var droppingParticle = ""
    var nonDroppingParticle = ""
    var suffix = ""
    var hasCommaSuffix = false
    /// One string, not to be inverted.
    var isLiteral = false
    /// Family name first in every form, with a space between.
    var hasStaticOrder = false
    /// Written in a script without spaces between the parts of a name.
    var isCompact = false

    init(_ name: Name, splitsParticles: Bool) {
        if name.isLiteral {
            family = name.literal
            isLiteral = true
            return
        }
        family = name.family
        given = name.given
        if name.hasDetails {
            droppingParticle = name.droppingParticle
            nonDroppingParticle = name.nonDroppingParticle
            suffix = name.suffix
            hasCommaSuffix = name.commaSuffix
            hasStaticOrder = name.staticOrdering == true
        }
        if family.isEmpty {
            family = given
            given = ""
        }
        if splitsParticles { splitParticles() }
        if family.utf8.contains(where: { $0 >= 0x80 }) { readScript() }
    }

    // MARK: Particles

    private mutating func splitParticles() {
        if let first = family.utf8.first {
            // Quoted: not to be taken apart
            if first == 0x22, family.utf8.count > 2, family.utf8.last == 0x22 {
                family = String(family.dropFirst().dropLast())
            } else if nonDroppingParticle.isEmpty, !given.isEmpty, SplitName.mayStartParticle(first) {
                // Without given names there is none that a particle could follow.
                splitFamily()
            }
        }
        if suffix.isEmpty, given.utf8.contains(UInt8(ascii: ",")) { splitSuffix() }
        if droppingParticle.isEmpty, SplitName.mayEndWithParticle(given.utf8) { splitGiven() }
    }

    /// Whether the last word, with another before it, begins in lower case.
    private static func mayEndWithParticle(_ given: String.UTF8View) -> Bool {
        var first: UInt8 = 0
        for byte in given.reversed() {
            if byte == 0x20 { return first >= 97 || first == 0x27 }
            first = byte
        }
        return false
    }

    private static func mayStartParticle(_ byte: UInt8) -> Bool {
        (byte >= 97 && byte <= 122) || byte == 0x27 || byte >= 0x80
    }

    /// Lowercase words at the start of the family name.
    private mutating func splitFamily() {
        let split = Particles.leading(family)
        guard split != family.startIndex, split < family.endIndex else { return }
        nonDroppingParticle = String(family[..<split])
        family = String(family[split...])
        // "de' Frinkle" keeps its space, "de Frinkle" gets one anyway.
        if nonDroppingParticle.last == " ", !Particles.isElision(nonDroppingParticle.dropLast().last) {
            nonDroppingParticle.removeLast()
        }
    }

    /// Lowercase words at the end of the given names.
    private mutating func splitGiven() {
        let split = Particles.trailing(given)
        guard split != given.endIndex else { return }
        droppingParticle = String(given[split...])
        given = String(given[..<split])
        while given.last == " " { given.removeLast() }
    }

    /// "John, Jr.", "François Hédelin, abbé d'": what stands behind a comma in the given names is a suffix; with "!" one that has
    /// a comma in text too.
    private mutating func splitSuffix() {
        guard let comma = given.firstIndex(of: ",") else { return }
        var after = given[given.index(after: comma)...]
        if after.hasPrefix("!") {
            hasCommaSuffix = true
            after = after.dropFirst()
        }
        suffix = String(after.drop { $0 == " " })
        given = String(given[..<comma])
        while given.last == " " { given.removeLast() }
    }

    // MARK: Scripts

    /// A family name in Chinese, Japanese or Korean comes first, and right before a given name in these.
    private mutating func readScript() {
        guard !family.isEmpty, !family.unicodeScalars.contains(where: SplitName.isAlphabetic) else { return }
        hasStaticOrder = true
        isCompact = given.unicodeScalars.first.map { !SplitName.isAlphabetic($0) } ?? true
    }

    /// Scripts in which the given name comes first.
    static func isAlphabetic(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x00C0...0x024F, 0x0370...0x052F, 0x0531...0x0587,
            0x0590...0x05FF, 0x0600...0x06FF, 0x0900...0x0DFF, 0x0E01...0x0E5B, 0x10A0...0x10FF, 0x1E00...0x1FFF,
            0x200C...0x200E, 0x202A...0x202E, 0x02B0...0x02FF:
            true
        default: false
        }
    }
}

/// Particles within names: "van der", "d’", "al-".
///
/// Source: citeproc-js's custom for names whose particles are not told apart; docs/csl-notes.md.
enum Particles {
    /// Where the family name proper begins.
    static func leading(_ family: String) -> String.Index {
        var split = family.startIndex
        var at = family.startIndex
        while at < family.endIndex {
            var end = family.index(after: at)
            while end < family.endIndex, !isSpace(family[end]), !endsParticle(family, at, end) {
                end = family.index(after: end)
            }
            guard end < family.endIndex, isLowercase(family[at..<end]) else { break }
            end = family.index(after: end)
            while end < family.endIndex, isSpace(family[end]) { end = family.index(after: end) }
            guard end < family.endIndex else { break }
            split = end
            at = end
        }
        return split
    }

    private static func isSpace(_ character: Character) -> Bool { character == " " || character == "\u{A0}" }

    /// An apostrophe, or the hyphen after an Arabic article.
    private static func endsParticle(_ family: String, _ start: String.Index, _ at: String.Index) -> Bool {
        let character = family[at]
        if character == "'" || character == "’" { return true }
        guard character == "-" else { return false }
        let word = family[start..<at]
        return word.utf8.count <= longestArticle && articles.contains(String(word))
    }

    private static let longestArticle = articles.reduce(0) { max($0, $1.utf8.count) }

    private static let articles: Set<String> = [
        "al", "el", "an", "as", "ash", "at", "ath", "ad", "adh", "ar", "az", "ul", "ed", "es", "et",
    ]

    /// Where the particles at the end begin.
    static func trailing(_ given: String) -> String.Index {
        var split = given.endIndex
        var end = given.endIndex
        while end > given.startIndex {
            var start = end
            while start > given.startIndex, given[given.index(before: start)] != " " {
                start = given.index(before: start)
            }
            let word = given[start..<end]
            guard isLowercase(word), start > given.startIndex, let last = word.last, last.isLetter || isElision(last)
            else {
                break
            }
            split = start
            end = start
            while end > given.startIndex, given[given.index(before: end)] == " " { end = given.index(before: end) }
        }
        return split
    }

    static func isElision(_ character: Character?) -> Bool {
        character == "'" || character == "’" || character == "-"
    }

    static func isLowercase(_ word: Substring) -> Bool {
        guard
            let first = word.unicodeScalars.first(where: {
                $0 != "'" && $0 != "’" && $0 != "ʿ" && $0 != "ʾ" && $0 != "`"
            })
        else {
            return false
        }
        return first.properties.isLowercase
    }
}
