internal import Records

/// What `editortype` makes of an editor.
enum EditorRoles {
    private static let roles: [(StaticString, NameField)] = [
        ("editor", .editor), ("compiler", .compiler), ("founder", .founder), ("continuator", .continuator),
        ("redactor", .redactor), ("reviser", .reviser), ("collaborator", .collaborator), ("organizer", .organizer),
        ("director", .director), ("producer", .producer), ("performer", .performer), ("narrator", .narrator),
        ("scriptwriter", .scriptWriter), ("executiveproducer", .executiveProducer), ("illustrator", .illustrator),
        ("annotator", .annotator), ("commentator", .commentator), ("translator", .translator),
        ("introduction", .introduction), ("foreword", .foreword), ("afterword", .afterword),
        ("interviewer", .interviewer), ("composer", .composer), ("curator", .curator), ("host", .host),
        ("guest", .guest), ("chair", .chair), ("collectioneditor", .collectionEditor),
        ("editorialdirector", .editorialDirector), ("seriescreator", .seriesCreator), ("contributor", .contributor),
    ]

    /// The field of a role; an unknown role is an editor's.
    static func field(_ role: Bytes?) -> NameField {
        guard let role = role?.trimmed else { return .editor }
        return roles.first { role.isWord($0.0) }?.1 ?? .editor
    }

    /// The word for a field that `editortype` has; nil where it has none.
    static func word(_ field: NameField) -> String? { roles.first { $0.1 == field }?.0.description }
}

/// `relatedtype` and our relations.
enum RelatedTypes {
    private static let types: [(String, Relation.Kind)] = [
        ("translationof", .translationOf), ("translatedas", .hasTranslation), ("reprintof", .reprintOf),
        ("reprintas", .other), ("reviewof", .reviewOf), ("origpubin", .reprintOf), ("multivolume", .hasPart),
    ]

    static func kind(_ type: String) -> Relation.Kind { types.first { $0.0 == type }?.1 ?? .other }

    static func type(_ relation: Relation) -> String {
        if relation.kind == .other { return relation.label }
        return types.first { $0.1 == relation.kind }?.0 ?? relation.kind.name.filter { $0 != "-" }
    }
}

/// Which field names the publisher.
enum Publisher {
    /// The field for the body that published an entry of a type.
    static func field(for entry: String, in dialect: Dialect) -> Field {
        switch entry {
        case "phdthesis", "mastersthesis": dialect == .bibtex ? .school : .institution
        case "thesis", "techreport", "report": .institution
        case "manual", "online", "electronic", "www": .organization
        case "misc", "booklet", "unpublished": .howpublished
        default: .publisher
        }
    }
}

enum Numbers {
    /// The words for a journal's numbered series: "3rd ser." for 3; nil for what is no number.
    ///
    /// Source: BibLaTeX manual, 2.3.7 "Journal and book series".
    static func series(_ value: Bytes) -> String? {
        guard (1...4).contains(value.count), value.allSatisfy(Byte.isDigit) else { return nil }
        let number = value.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return "\(ordinal(number)) ser."
    }

    /// An English ordinal in figures.
    private static func ordinal(_ number: Int) -> String {
        if (11...13).contains(number % 100) { return "\(number)th" }
        return "\(number)" + (["th", "st", "nd", "rd"].dropFirst(number % 10).first ?? "th")
    }

    /// True for what has its number in a series, not one of its own.
    static func isInSeries(_ type: RecordType) -> Bool {
        switch type {
        case .book, .chapter, .paperConference, .entryEncyclopedia, .entryDictionary, .entry, .classic, .collection:
            true
        default: false
        }
    }
}

enum TitleRules {
    /// True for what stands in a journal.
    static func isInJournal(_ type: RecordType) -> Bool {
        switch type {
        case .article, .articleJournal, .articleMagazine, .articleNewspaper, .review, .reviewBook, .periodical: true
        default: false
        }
    }

    /// The title before its subtitle, or before a colon; nil where it has neither.
    static func short(of title: Text, subtitle: Text?, addon: Text?) -> Text? {
        var string = title.string
        let part = subtitle ?? addon
        return string.withUTF8 { bytes in
            let end = colon(in: bytes) ?? part.flatMap { before($0, in: bytes) } ?? 0
            guard end > 0 else { return nil }
            var short = Text(bytes.slice(0..<end).string)
            short.spans = title.spans.compactMap { span in
                guard Int(span.start) < end else { return nil }
                var span = span
                span.end = min(span.end, Int32(clamping: end))
                return span
            }
            return short
        }
    }

    /// The first colon with a space behind it.
    private static func colon(in bytes: Bytes) -> Int? {
        var index = 0
        while let place = Search.next(UInt8(ascii: ":"), in: bytes, from: index) {
            index = place + 1
            if index < bytes.count, bytes[index] == 0x20 { return place }
        }
        return nil
    }

    /// Where what stands before the last part ends.
    private static func before(_ part: Text, in bytes: Bytes) -> Int? {
        guard bytes.count > part.string.utf8.count else { return nil }
        var end = bytes.count - part.string.utf8.count
        while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        return end
    }
}

/// Fields of ours that neither dialect has, written and read under our own names without hyphens.
enum OwnFields {
    enum Target: Sendable {
        case text(TextField)
        case names(NameField)
        case date(DateField)
        case type
    }

    static func named(_ name: Bytes) -> Target? {
        guard name.count >= 4 else { return nil }
        return table.words.find(name).map { table.targets[$0] }
    }

    /// A common word alone would say something else in many files: it gets a prefix.
    static func name(_ name: String) -> String {
        let plain = name.lowercased().filter { $0 != "-" }
        return common.contains(plain) ? "csl\(plain)" : plain
    }

    private static let common: Set<String> = [
        "source", "place", "event", "section", "medium", "scale", "references", "authority", "division", "license",
        "extent",
        "credits", "dimensions", "number", "issue", "handle", "classification", "provenance", "created", "modified",
        "received", "uploaded", "submitted", "host", "guest", "chair", "donor", "mentioned", "contributor",
    ]

    /// The field of the record type that no entry type tells.
    static let type = "csltype"

    private static let table: (words: WordTable, targets: [Target]) = {
        var table: [String: Target] = [type: .type]
        for field in TextField.allCases
        where FieldRule.field(for: field, in: .biblatex) == nil && ContentGroups.group(of: field) == .none {
            table[name(field.name)] = .text(field)
        }
        for field in NameField.allCases where FieldRule.field(for: field) == nil && EditorRoles.word(field) == nil {
            table[name(field.name)] = .names(field)
        }
        for field in DateField.allCases { table[name(field.name) == "issued" ? "" : name(field.name)] = .date(field) }
        for known in Field.allCases { table[known.name] = nil }
        return (WordTable(Array(table.keys)), Array(table.values))
    }()
}
