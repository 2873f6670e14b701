/// The words by which a person, a post, a group and a body are told apart.
struct Vocabulary: Sendable {
    let offices: Set<String>
    let officesTo: Set<String>
    let officesSeveral: Set<String>
    let honorifics: Set<String>
    let groups: Set<String>
    let bodies: Set<String>
    /// Nations' adjectives, and those of posts.
    let nations: Set<String>
    let postAdjectives: Set<String>
    let places: Set<String>
    let countries: Set<String>
    let events: Set<String>
    let particles: Set<String>
    let familyFirst: Set<String>
    let familyLast: Set<String>
    let surnamesToo: Set<String>
    let topics: Set<String>
    let openings: Set<String>
    let speaking: Set<String>
    let sentenceOpeners: Set<String>
    /// What no name is made of: all of the above, months, and common words.
    private let notNames: Set<String>
    private let common: Set<String>

    init(_ table: WordTable, dates: DateWords) {
        offices = table.set("offices")
        officesTo = table.set("offices to")
        officesSeveral = table.set("offices several")
        honorifics = table.set("honorifics")
        groups = table.set("groups")
        bodies = table.set("bodies")
        postAdjectives = table.set("post adjectives")
        nations = table.set("nations").union(postAdjectives)
        countries = table.set("places")
        places = table.set("places").union(table.set("cities"))
        events = table.set("events")
        particles = table.set("particles")
        familyFirst = table.set("family first")
        familyLast = table.set("family last")
        surnamesToo = table.set("surnames too")
        topics = table.set("topics")
        openings = table.set("openings")
        speaking = table.set("speaking")
        sentenceOpeners = table.set("sentence openers")
        common = table.set("common")
        let months = Set(dates.months.keys).subtracting(["may", "mai", "jan", "marca", "maja", "mars"])
        let sets = [
            offices, officesSeveral, honorifics, groups, bodies, nations, events, common, places, months,
        ]
        notNames = Set(minimumCapacity: sets.reduce(0) { $0 + $1.count }).union(sets.joined())
    }

    /// Whether a word can be part of a person's name: capitalized, and none that names something else.
    func isNameWord(_ token: TitleToken) -> Bool {
        guard token.isWord, token.isCapitalized, !token.isNumber else { return false }
        if notNames.contains(token.folded) || topics.contains(token.folded) { return false }
        if token.isInitials { return true }
        if token.isAcronym { return false }
        // "Minister-President" is told by its parts.
        guard token.folded.contains("-") else { return true }
        let parts = token.folded.split(separator: "-")
        return !parts.allSatisfy { notNames.contains(String($0)) }
            && !parts.contains { nations.contains(String($0)) && parts.count > 1 }
    }

    /// Whether a word names nothing but what a name is not made of.
    func isCommon(_ word: String) -> Bool { common.contains(word) }

    /// Whether words are the name of a country or city.
    func isPlace(_ tokens: ArraySlice<TitleToken>) -> Bool {
        guard tokens.count <= 6 else { return false }
        return places.contains(tokens.map(\.folded).joined(separator: " "))
    }
}
