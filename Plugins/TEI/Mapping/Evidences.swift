internal import Records

/// Certainty and evidence in attributes: `@cert` everywhere; `@evidence` where TEI has it (names and dates), else `@ana`,
/// which points to a category that the header declares.
enum Evidences {
    static let words: [(evidence: Evidence, word: String, meaning: String)] = [
        (.title, "title", "taken from the words of the title"),
        (.summary, "summary", "taken from the words of the summary"),
        (.page, "page", "taken from the document’s own page"),
        (.inference, "conjecture", "a conclusion, from no words in particular"),
    ]

    private static let prefix = "#\(Identifiers.ownPrefix)evidence."

    static func word(_ evidence: Evidence) -> String? { words.first { $0.evidence == evidence }?.word }

    static func evidence(_ word: String) -> Evidence? {
        words.first { $0.word == word }?.evidence ?? (word == "source" ? .source : nil)
    }

    /// The pointer that `@ana` has.
    static func pointer(_ evidence: Evidence) -> String? { word(evidence).map { prefix + $0 } }

    static func evidence(pointer: String) -> Evidence? {
        pointer.hasPrefix(prefix) ? evidence(String(pointer.dropFirst(prefix.count))) : nil
    }

    static func cert(_ certainty: Certainty) -> String? {
        switch certainty {
        case .stated: nil
        case .high: "high"
        case .medium: "medium"
        case .low: "low"
        case .unknown: "unknown"
        }
    }

    static func certainty(_ cert: String) -> Certainty? {
        switch cert {
        case "high": .high
        case "medium": .medium
        case "low": .low
        case "unknown": .unknown
        default: nil
        }
    }
}
