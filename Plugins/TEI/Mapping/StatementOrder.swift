internal import Records

/// The order of a record's statements as TEI has them: what was read in another order is written in this one, and reading it
/// again gives the same record.
enum StatementOrder {
    static func sort(_ record: inout Record) {
        sort(&record.entries) { rank($0[$1]) }
        if record.kept.count > 1 { sort(&record.kept) { rank($0[$1]) } }
    }

    /// Stable; costs little for what is in order.
    ///
    /// - Parameter rank: the rank of the item at an index.
    private static func sort<T>(_ items: inout [T], _ rank: ([T], Int) -> Int) {
        var last = Int.min
        for index in items.indices {
            let next = rank(items, index)
            if next < last {
                let ranks = items.indices.map { rank(items, $0) }
                let order = items.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
                items = order.map { items[$0] }
                return
            }
            last = next
        }
    }

    private static func rank(_ entry: Entry) -> Int {
        switch entry.content {
        case .text(let field, _): rank(of: field)
        case .names(let field, _): 100 + NameLevel.of(field).rawValue
        case .date(let field, _): dateRanks[Int(field.rawValue)]
        case .relation: 30_000
        case .reference: 40_000
        }
    }

    static func rank(of field: TextField) -> Int { field == .title ? 0 : textRanks[Int(field.rawValue)] }

    private static let textRanks: [Int] = TextField.allCases.map { field in
        1000 + 10 * (TextMapping.rows.firstIndex { $0.field == field } ?? TextMapping.rows.count)
    }

    /// The date stands in the imprint, behind the publisher; the others are notes.
    private static let dateRanks: [Int] = DateField.allCases.map { field in
        field == .issued ? textRanks[Int(TextField.publisherPlace.rawValue)] + 5 : 20_000 + Int(field.rawValue)
    }

    private static func rank(_ kept: Kept) -> Int {
        guard kept.format == RecordReading.format else { return 10_000 }
        if kept.name == "listBibl" { return -2 }
        if ListRemark(kept) != nil { return -1 }
        guard let (place, part) = BiblPlace.split(kept.name) else { return 9_000 }
        return ((BiblPlace.allCases.firstIndex(of: place) ?? 0) + 1) * 100 + slot(part, at: place)
    }

    /// The slots of a level, in the order that TEI's schema asks for. What is kept in a slot stands behind what the record
    /// says there.
    static let slots: [(BiblPlace, [[String]])] = [
        (.analytic, [["author", "editor", "respStmt"], ["title"]]),
        (
            .monogr,
            [
                ["author", "editor", "respStmt", "meeting"], ["title"], ["ptr", "ref", "idno"], ["textLang"],
                ["availability"], ["note", "noteGrp"], ["edition", "sponsor", "funder"], ["imprint"],
                ["extent", "biblScope"],
            ]
        ),
        (.imprint, []),
        (.series, [["editor", "respStmt"], ["title"]]),
        (.biblStruct, [["analytic"], ["monogr"], ["series"]]),
    ]

    /// The slot of a part of a kept name: 0 for attributes, then the slots, then everything else, then remarks.
    static func slot(_ part: Substring, at place: BiblPlace) -> Int {
        if part.hasPrefix("@") { return 0 }
        if part.hasPrefix("#") { return 98 }
        let part = part.hasSuffix(RecordReading.mark) ? part.dropLast() : part
        let rows = slots.first { $0.0 == place }?.1 ?? []
        return 1 + (rows.firstIndex { $0.contains(String(part)) } ?? rows.count)
    }
}

/// Where a field's names stand.
enum NameLevel: Int {
    case main, container, series

    static func of(_ field: NameField) -> NameLevel {
        switch field {
        case .editor, .containerAuthor: .container
        case .collectionEditor: .series
        default: .main
        }
    }
}
