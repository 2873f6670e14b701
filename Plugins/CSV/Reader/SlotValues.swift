internal import Records

/// The cells of a row that say something only together: AtoM's events, ArchivesSpace's dates, agents and containers, Zotero's
/// year beside its date.
struct SlotValues {
    private var values: [Slot: (value: String, header: String, column: Int)] = [:]

    /// - Parameter column: the number of the cell in its row.
    mutating func put(_ value: String, in slot: Slot, header: String, column: Int) {
        values[slot] = (value, header, column)
    }

    /// Puts what the cells say into the record.
    mutating func finish(_ record: inout Record, separator: UInt8) {
        if values.isEmpty { return }
        year(&record)
        events(&record, separator)
        parent(&record)
        container(&record, separator)
        level(&record)
        date(&record)
        for number in numbers {
            extent(number, &record)
            place(number, &record)
            agent(number, &record)
            body(number, &record)
        }
        // What found no use is kept, in the order of the columns.
        for (_, rest) in values.sorted(by: { $0.value.column < $1.value.column }) {
            keep(rest.header, rest.value, &record)
        }
        values = [:]
    }

    private mutating func take(_ slot: Slot) -> String { values.removeValue(forKey: slot)?.value ?? "" }

    private func keep(_ name: String, _ value: String, _ record: inout Record) {
        record.kept.append(Kept(format: CSVFormat.id, name: name, value: value))
    }

    private var numbers: [Int] {
        var found: Set<Int> = []
        for slot in values.keys {
            switch slot {
            case .extentNumber(let n), .extentType(let n), .levelType(let n), .levelValue(let n), .agent(let n),
                .agentRole(let n), .agentRelator(let n), .body(let n), .bodyRole(let n), .bodyRelator(let n):
                found.insert(n)
            default: break
            }
        }
        return found.sorted()
    }

    // MARK: Zotero

    /// The year repeats the date, where there is one.
    private mutating func year(_ record: inout Record) {
        guard let year = values[.year]?.value, record[.issued] == nil else { return }
        _ = take(.year)
        record.append(.date(.issued, CellDate.read(year)))
    }

    // MARK: AtoM

    private mutating func events(_ record: inout Record, _ separator: UInt8) {
        guard values[.eventTypes] != nil || values[.eventDates] != nil || values[.eventStarts] != nil else { return }
        let lists = [Slot.eventTypes, .eventDates, .eventStarts, .eventEnds, .eventActors].map { slot in
            take(slot).split(separator: Character(Unicode.Scalar(separator)), omittingEmptySubsequences: false).map {
                $0 == "NULL" ? "" : String($0)
            }
        }
        var authors: [Name] = []
        for index in 0..<(lists.map(\.count).max() ?? 0) {
            let part = lists.map { index < $0.count ? $0[index] : "" }
            if let date = SlotValues.date(from: part[2], to: part[3], raw: part[1]) {
                put(date, part[0], &record)
            }
            if part[4].isEmpty { continue }
            var name = NameCell.names(part[4], separator: UInt8(ascii: ";")).first ?? Name(literal: part[4])
            let isCreation = part[0].isEmpty || part[0].lowercased() == "creation"
            if isCreation {
                authors.append(name)
            } else {
                name.role = part[0].lowercased()
                record[.contributor] = record[.contributor] + [name]
            }
        }
        if !authors.isEmpty { record[.author] = record[.author] + authors }
    }

    /// The date of the creation is the document's own; of a publication besides, the creation is `created`.
    private func put(_ date: EDTFDate, _ type: String, _ record: inout Record) {
        switch type.lowercased() {
        case "", "creation":
            record[record[.issued] == nil ? .issued : .created] = date
        case "publication":
            if let earlier = record[.issued] { record[.created] = earlier }
            record[.issued] = date
        default: keep("event: \(type)", date.raw.isEmpty ? date.edtf : date.raw, &record)
        }
    }

    /// A beginning, an end, and how people read it.
    static func date(from start: String, to end: String, raw: String) -> EDTFDate? {
        let first = start.isEmpty ? nil : EDTFDate(written: start)
        let last = end.isEmpty ? nil : EDTFDate(written: end)
        guard var date = first ?? last else {
            let text = raw.isEmpty ? start.isEmpty ? end : start : raw
            return text.isEmpty ? nil : CellDate.read(text)
        }
        if let from = first?.start, let to = last?.end ?? last?.start, from < to { date = EDTFDate(from: from, to: to) }
        date.raw = raw == date.edtf ? "" : raw
        return date
    }

    private mutating func parent(_ record: inout Record) {
        let parent = take(.parent)
        if !parent.isEmpty { record.append(.relation(Relation(.partOf, key: parent))) }
    }

    private mutating func container(_ record: inout Record, _ separator: UInt8) {
        let name = take(.containerName)
        if name.isEmpty { return }
        let types = ListCell.parts(take(.containerType), separator: separator)
        for (index, part) in ListCell.parts(name, separator: separator).enumerated() {
            add(SlotValues.level(index < types.count ? types[index] : "", part), &record)
        }
    }

    // MARK: ArchivesSpace

    private mutating func level(_ record: inout Record) {
        let level = take(.level)
        let other = take(.otherLevel)
        let word = level.lowercased() == "otherlevel" || level.isEmpty ? other : level
        if !word.isEmpty { record.append(.text(.levelOfDescription, Text(word))) }
    }

    private mutating func date(_ record: inout Record) {
        let start = take(.dateBegin)
        let end = take(.dateEnd)
        let expression = take(.dateExpression)
        guard var date = SlotValues.date(from: start, to: end, raw: expression) else { return }
        switch take(.dateCertainty).lowercased() {
        case "approximate": date.mark(.approximate)
        case "inferred", "questionable": date.mark(.uncertain)
        default: break
        }
        put(date, take(.dateLabel), &record)
        if take(.dateKind).lowercased() == "bulk" { keep("date_type", "bulk", &record) }
    }

    private mutating func extent(_ number: Int, _ record: inout Record) {
        let parts = [take(.extentNumber(number)), take(.extentType(number))].filter { !$0.isEmpty }
        if !parts.isEmpty { record.append(.text(.extent, Text(parts.joined(separator: " ")))) }
    }

    private mutating func place(_ number: Int, _ record: inout Record) {
        let value = take(.levelValue(number))
        let type = take(.levelType(number))
        if !value.isEmpty || !type.isEmpty { add(SlotValues.level(type, value), &record) }
    }

    private mutating func agent(_ number: Int, _ record: inout Record) {
        let header = take(.agent(number))
        let role = take(.agentRole(number))
        let relator = take(.agentRelator(number))
        guard !header.isEmpty else { return }
        let name = NameCell.names(header, separator: UInt8(ascii: "|")).first ?? Name(literal: header)
        add(name, role, relator, &record)
    }

    private mutating func body(_ number: Int, _ record: inout Record) {
        let header = take(.body(number))
        let role = take(.bodyRole(number))
        let relator = take(.bodyRelator(number))
        if !header.isEmpty { add(Name(literal: header, kind: .organization), role, relator, &record) }
    }

    /// A creator is the author, a source the donor, a subject one who is spoken of.
    private func add(_ name: Name, _ role: String, _ relator: String, _ record: inout Record) {
        var name = name
        name.role = relator
        switch role.lowercased() {
        case "", "creator": record[.author] = record[.author] + [name]
        case "source": record[.donor] = record[.donor] + [name]
        case "subject": record[.mentioned] = record[.mentioned] + [name]
        default:
            name.role = relator.isEmpty ? role : relator
            record[.contributor] = record[.contributor] + [name]
        }
    }

    private static func level(_ word: String, _ value: String) -> ArchivalReference.Level {
        let kind = ColumnSet.levelWords.first { $0.word == word.lowercased() }?.kind
        return ArchivalReference.Level(kind ?? .other, value, label: kind == nil ? word : "")
    }

    private func add(_ level: ArchivalReference.Level, _ record: inout Record) {
        var reference = record.reference ?? ArchivalReference()
        reference.levels.append(level)
        record.reference = reference
    }
}

extension EDTFDate {
    /// Says of both ends what is said of the whole.
    fileprivate mutating func mark(_ flag: Flags) {
        start?.flags.insert(flag)
        end?.flags.insert(flag)
    }
}
