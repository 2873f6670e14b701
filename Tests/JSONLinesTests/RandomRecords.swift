import Records

/// Records with any content, the same for the same seed: what a property test is run over.
struct RandomRecords: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func record() -> Record {
        var record = Record(key: one(in: 4) ? "" : string(), type: pick(RecordType.allCases))
        for _ in 0..<Int.random(in: 0...12, using: &self) { record.entries.append(entry()) }
        for _ in 0..<Int.random(in: 0...2, using: &self) { record.kept.append(kept()) }
        return record
    }

    private mutating func entry() -> Entry {
        let content: Entry.Content =
            switch Int.random(in: 0..<10, using: &self) {
            // Few fields, so that some stand twice, apart or together.
            case 0...2: .text(pick([.keyword, .title, .place, .note]), text())
            case 3: .text(pick(TextField.allCases), text())
            case 4: .names(pick([.author, .editor]), names())
            case 5: .names(pick(NameField.allCases), names())
            case 6, 7: .date(pick(DateField.allCases), date())
            case 8: .reference(reference())
            default: .relation(relation())
            }
        return Entry(content, certainty: sometimes(Certainty.allCases), evidence: sometimes(Evidence.allCases))
    }

    private mutating func text() -> Text {
        var text = Text(string())
        let count = text.string.utf8.count
        if one(in: 3) {
            for _ in 0..<Int.random(in: 1...3, using: &self) {
                let start = Int.random(in: 0...count, using: &self)
                let end = Int.random(in: start...count, using: &self)
                text.spans.append(Text.Span(pick(Text.Style.allCases), start..<end))
            }
        }
        return text
    }

    private mutating func names() -> [Name] {
        (0..<Int.random(in: 0...3, using: &self)).map { _ in name() }
    }

    private mutating func name() -> Name {
        var name =
            one(in: 3)
            ? Name(literal: string(), kind: pick(Name.Kind.allCases))
            : Name(family: string(), given: string(), kind: pick(Name.Kind.allCases))
        name.certainty = sometimes(Certainty.allCases)
        name.evidence = sometimes(Evidence.allCases)
        guard one(in: 2) else { return name }
        name.droppingParticle = string()
        name.nonDroppingParticle = string()
        name.suffix = string()
        name.role = string()
        name.original = string()
        name.asWritten = string()
        name.identifier = string()
        name.commaSuffix = one(in: 2)
        name.staticOrdering = pick([nil, true, false])
        name.kept = one(in: 3) ? [kept(), kept()] : []
        return name
    }

    private mutating func date() -> EDTFDate {
        let forms = [
            "1957-09-11", "1966-10?", "1945/1952", "1985/..", "../1985", "1985/", "/1985", "[1667,1668,1670..1672]",
            "{1960,1961-12}", "19XX", "2004-XX", "2004-06-XX~", "2001-21", "-0043", "Y-170000002", "1984%",
            "2024-02-29T10:20:30Z", "2024-02-29T10:20:30-03:30", "2024-02-29T23:59:00", "0000",
        ]
        if one(in: 6) { return EDTFDate(literal: string()) }
        var date = EDTFDate(edtf: pick(forms)) ?? EDTFDate(literal: "")
        if one(in: 3) { date.raw = string() }
        return date
    }

    private mutating func reference() -> ArchivalReference {
        ArchivalReference(
            repository: text(), code: string(), institution: string(), subarea: string(), place: string(),
            country: string(), collection: text(),
            levels: (0..<Int.random(in: 0...4, using: &self)).map { _ in
                .init(pick(ArchivalReference.Kind.allCases), string(), label: string())
            },
            location: text())
    }

    private mutating func relation() -> Relation {
        Relation(
            pick(Relation.Kind.allCases), key: string(), title: text(), label: string(),
            certainty: sometimes(Certainty.allCases), evidence: sometimes(Evidence.allCases))
    }

    private mutating func kept() -> Kept {
        Kept(format: string(), name: string(), value: string(), form: pick(Kept.Form.allCases))
    }

    private mutating func string() -> String {
        let parts = [
            "", "a", "Müller", "\"q\"", "\\", "\n", "\t", "\u{0}", "日本", "😀", "e\u{301}", "<i>", "\u{2028}", "; ", "|",
            "{",
        ]
        return (0..<Int.random(in: 0...4, using: &self)).map { _ in pick(parts) }.joined()
    }

    private mutating func sometimes<T>(_ values: [T]) -> T { one(in: 2) ? values[0] : pick(values) }
    private mutating func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }
    private mutating func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &self)] }
}
