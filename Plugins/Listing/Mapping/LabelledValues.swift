internal import Records

/// Puts labelled values of a page into a record's fields: one table from the profile's words for fields to ours.
struct LabelledValues {
    let profile: SourceProfile
    let grammar: TitleGrammar
    let evidence: Evidence
    /// The fields of names that a label has filled: what the title said of them is replaced by the first.
    private var filled: Set<NameField> = []

    init(profile: SourceProfile, grammar: TitleGrammar, evidence: Evidence) {
        self.profile = profile
        self.grammar = grammar
        self.evidence = evidence
    }

    /// Where a value of one text goes.
    private static let texts: [SourceProfile.Field: TextField] = [
        .summary: .abstract, .place: .place, .subject: .keyword, .rights: .license, .number: .number,
        .pages: .numberOfPages,
        .genre: .genre, .url: .url, .note: .note, .recordID: .recordID, .classification: .classification,
        .citation: .creditLine,
        .credits: .credits, .language: .language, .originalLanguage: .originalLanguage,
    ]

    /// Where names go, and in which role.
    private static let names: [SourceProfile.Field: NameField] = [
        .author: .author, .participant: .participant, .mentioned: .mentioned, .recipient: .recipient,
        .contributor: .contributor, .translator: .translator, .donor: .donor,
    ]

    mutating func add(_ value: ListedDocument.Value, to record: inout Record) {
        guard !value.text.isEmpty else { return }
        switch value.field {
        case .originalLanguage, .language:
            let field = value.field == .language ? TextField.language : .originalLanguage
            let tag = grammar.languages[value.text.lowercased()] ?? value.text
            if field == .language { record[.language] = nil }
            record.entries.append(Entry(.text(field, Text(tag)), evidence: evidence))
        case .uploaded:
            let date = BlockReading(profile: profile).date(value.text) ?? EDTFDate(literal: value.text)
            record.entries.append(Entry(.date(.uploaded, date), evidence: evidence))
        case .date:
            let date = BlockReading(profile: profile).date(value.text) ?? EDTFDate(literal: value.text)
            record[.issued] = date
        case .collection: record.reference?.collection = Text(value.text)
        default:
            if let field = LabelledValues.texts[value.field] {
                record.entries.append(Entry(.text(field, Text(value.text)), evidence: evidence))
            } else if let field = LabelledValues.names[value.field] {
                add(value.text, to: field, of: &record)
            } else {
                record.kept.append(Kept(format: "listing", name: value.label, value: value.text))
            }
        }
    }

    /// Adds a name. Authors that a label gives take the place of those of the title; participants join them.
    private mutating func add(_ text: String, to field: NameField, of record: inout Record) {
        var name = PageName(text, vocabulary: grammar.vocabulary).name
        name.evidence = evidence
        if field == .participant { name.role = "participant" }
        var names = record[field]
        if filled.insert(field).inserted, field == .author { names = [] }
        if let index = names.firstIndex(where: { $0.isSamePerson(as: name) }) {
            name.role = names[index].role
            names[index] = name
        } else {
            names.append(name)
        }
        record.entries.removeAll { if case .names(field, _) = $0.content { true } else { false } }
        record.entries.append(Entry(.names(field, names), evidence: evidence))
    }
}

/// A name as archives write it in their own fields: "Nehru, Jawaharlal", "Chiang, Ching-kuo (Jiang Jingguo)", "Japan. Foreign
/// Ministry. Asian Affairs Bureau".
struct PageName {
    var name: Name

    init(_ text: String, vocabulary: Vocabulary) {
        var plain = text.tidied
        var variant = ""
        if plain.hasSuffix(")"), let open = plain.lastIndex(of: "(") {
            variant = String(plain[plain.index(after: open)...].dropLast())
            plain = String(plain[..<open]).tidied
        }
        let parts = plain.split(separator: ",", maxSplits: 1).map { String($0.trimmed) }
        let tokens = Lexer.tokens(of: plain).map { TitleToken($0) }
        let names = tokens.filter(\.isWord)
        let isPerson =
            parts.count == 2 && !names.isEmpty
            && !names.contains { vocabulary.bodies.contains($0.folded) && !$0.isInitials } && !plain.contains(". ")
        if isPerson || (parts.count == 2 && parts[1].contains(".") && parts[1].utf8.count <= 8) {
            name = Name(family: parts[0], given: parts[1])
            if vocabulary.familyFirst.contains(parts[0].folded) { name.staticOrdering = true }
        } else {
            name = Name(literal: plain, kind: names.count > 1 ? .organization : .unknown)
        }
        if !variant.isEmpty { name.asWritten = text.tidied }
    }
}
