internal import Records

/// Takes apart a person's name that stands as one string, where its form leaves no doubt: "Weber, Carl Maria von", and
/// "Edward C. Keefer", in which an initial tells the order. Everything else stays as it is: "Zhou Enlai" has its family
/// name first, "World Health Organization" has none.
enum NameSplitting {
    static func split(_ text: String, kind: Name.Kind) -> (name: Name, isSplit: Bool) {
        if let name = inverted(text) ?? initialed(text) { return (name, true) }
        return (Name(literal: text, kind: kind), false)
    }

    private static let particles: Set<String> = [
        "von", "van", "der", "den", "de", "du", "des", "da", "di", "del", "della", "la", "le", "zu", "zum", "zur",
        "ten",
        "ter", "af", "av",
    ]
    /// Words of bodies, which have commas and initials too ("U.S. Department of State").
    private static let bodies: Set<String> = [
        "university", "institute", "department", "ministry", "committee", "office", "society", "association", "council",
        "organization", "organisation", "agency", "company", "inc", "ltd", "gmbh", "press", "library", "archive",
        "archives", "museum", "academy", "commission", "embassy", "and", "of", "for", "und", "et", "universität",
        "akademie", "verlag", "institut", "gesellschaft", "&",
    ]

    private static func words(_ text: Substring) -> [Substring] {
        text.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" })
    }

    private static func isBody(_ words: [Substring]) -> Bool {
        words.contains { word in
            bodies.contains(word.lowercased().filter { $0 != "." }) || word.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
                || word.utf8.contains { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ";") }
        }
    }

    /// "Family, Given" and "Family, Given von".
    private static func inverted(_ text: String) -> Name? {
        let halves = text.split(separator: ",", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let family = words(halves[0])
        var given = words(halves[1])
        guard (1...4).contains(family.count), (1...6).contains(given.count), !isBody(family + given) else { return nil }
        var particle: [Substring] = []
        while let last = given.last, particles.contains(String(last)), given.count > 1 {
            particle.insert(given.removeLast(), at: 0)
        }
        return Name(
            family: family.joined(separator: " "), given: given.joined(separator: " "),
            droppingParticle: particle.joined(separator: " "))
    }

    /// "Edward C. Keefer", "M. G. Pervukhin": initials before the last word.
    private static func initialed(_ text: String) -> Name? {
        guard !text.utf8.contains(UInt8(ascii: ",")) else { return nil }
        let all = words(text[...])
        guard (2...6).contains(all.count), !isBody(all), let last = all.last, !isInitial(last),
            last.unicodeScalars.first?.properties.isUppercase == true
        else { return nil }
        var given = Array(all.dropLast())
        guard given.contains(where: isInitial) else { return nil }
        var particle: [Substring] = []
        while let word = given.last, particles.contains(String(word)), given.count > 1 {
            particle.insert(given.removeLast(), at: 0)
        }
        guard given.allSatisfy({ $0.unicodeScalars.first?.properties.isUppercase == true }) else { return nil }
        return Name(
            family: String(last), given: given.joined(separator: " "),
            nonDroppingParticle: particle.joined(separator: " "))
    }

    /// "C.", "M.G.", "J.-P."
    private static func isInitial(_ word: Substring) -> Bool {
        guard word.hasSuffix("."), word.utf8.count <= 8 else { return false }
        var letters = 0
        for scalar in word.unicodeScalars {
            if scalar == "." || scalar == "-" {
                letters = 0
            } else {
                letters += 1
                if letters > 1 || !scalar.properties.isUppercase { return false }
            }
        }
        return true
    }
}
