internal import Records

/// Puts a source line into a record: where the original lies, and who obtained and translated it. Where that is another
/// archive than the profile's, the profile's is only the source of the record.
struct SourceLine {
    let profile: SourceProfile
    let grammar: TitleGrammar
    let evidence: Evidence
    private let references: ReferenceParser

    init(profile: SourceProfile, grammar: TitleGrammar, evidence: Evidence) {
        self.profile = profile
        self.grammar = grammar
        self.evidence = evidence
        references = ReferenceParser(Profiles.repositories.preceded(by: profile.repositories))
    }

    /// - Parameters:
    ///   - source: the line, word for word; empty where there is none.
    ///   - archive: the repository as the page names it apart; empty where it does not.
    func add(_ source: String, archive: String, to record: inout Record) {
        guard !source.isEmpty || !archive.isEmpty else { return }
        func add(_ content: Entry.Content) { record.entries.append(Entry(content, evidence: evidence)) }
        let credits = Credits(source, grammar: grammar)
        for (field, names) in credits.names { add(.names(field, names)) }
        if !credits.text.isEmpty { add(.text(.note, Text(credits.text))) }
        if !credits.originalLanguage.isEmpty, record[.originalLanguage] == nil {
            add(.text(.originalLanguage, Text(credits.originalLanguage)))
        }
        if !source.isEmpty { record.kept.append(Kept(format: "listing", name: "source", value: source)) }
        var reference = references.reference(credits.reference, archive: archive)
        guard !reference.isEmpty else { return }
        let isOwn = reference.repository.isEmpty || reference.repository.string == profile.name
        if isOwn {
            reference.repository = Text(profile.name)
            reference.institution = profile.institution
            reference.subarea = profile.subarea
            reference.place = profile.place
            reference.country = profile.country
        }
        record.entries.removeAll { if case .reference = $0.content { true } else { false } }
        add(.reference(reference))
        if !isOwn { add(.text(.source, Text(profile.name))) }
    }
}
