internal import Formats
internal import Records
internal import XML

/// What was kept of the file that a record came from, and which of the record's statements it stands for: those are written
/// as they stood, with all that the element said beyond them.
struct KeptPlan {
    private struct Item {
        let place: BiblPlace
        let part: String
        /// The element as it is written.
        let xml: String
        var isWritten = false
    }

    private var items: [Item] = []
    /// The attributes and remarks of each place.
    private var texts: [(place: BiblPlace, part: String, value: String)] = []
    /// Which item stands for an entry; for names, for one of the entry's names.
    private var coveredEntries: [Int: Int] = [:]
    private var coveredNames: [Int: [Int: Int]] = [:]
    /// What was kept for the titles and the type: "title/@level".
    private var settings: [String: String] = [:]
    /// The parts of the archive's name and place that items stand for.
    private var archive: Set<TextField> = []
    // Where the last search ended: what was kept in order is found in order, without a look at everything before.
    private var entryHint = 0
    private var nameHint = 0
    private var firstUnwritten = 0

    init() {}

    init(_ record: Record, _ shape: RecordShape, _ sink: inout WriteSink) {
        for kept in record.kept where kept.format == RecordReading.format {
            guard kept.form == .xml else {
                if let (place, part) = BiblPlace.split(kept.name), part.hasPrefix("@") || part.hasPrefix("#") {
                    texts.append((place, String(part), kept.value))
                }
                settings[kept.name] = kept.value
                continue
            }
            if kept.name == "listBibl" || kept.name.hasPrefix("attached/")
                || kept.name.hasPrefix(RecordReading.wholePrefix)
                || kept.name.hasPrefix(RecordReading.documentPrefix)
            {
                continue
            }
            let known = BiblPlace.split(kept.name)?.place
            let place = known ?? BiblPlace.usual(for: kept.name)
            let isRead =
                Snippet.read(kept.value) { node in
                    guard known != nil, kept.name.hasSuffix(RecordReading.mark) else {
                        // For no statement of the record.
                        items.append(Item(place: place, part: node.name.local, xml: Snippet.inner(node)))
                        return
                    }
                    add(node, place, record, shape, &sink)
                } != nil
            if !isRead {
                sink.cannotWrite(
                    "what was kept as “\(kept.name)”", of: record, code: "tei.kept", hint: "it is not well-formed XML")
            }
        }
    }

    private mutating func add(
        _ node: Node, _ place: BiblPlace, _ record: Record, _ shape: RecordShape, _ sink: inout WriteSink
    ) {
        var reading = RecordReading()
        reading.hasAnalytic = shape.hasAnalytic
        _ = reading.map(node, at: place)
        let index = items.count
        var entries: [Int] = []
        var names: [(entry: Int, name: Int)] = []
        for entry in reading.record.entries {
            guard let found = find(entry, in: record, shape, besides: entries) else {
                return changed(node, record, &sink)
            }
            entries.append(found)
        }
        for (field, name) in reading.pendingNames {
            guard let found = find(field, name, in: record, besides: names) else { return changed(node, record, &sink) }
            names.append(found)
        }
        for entry in entries where entry >= 0 { coveredEntries[entry] = index }
        for (entry, name) in names { coveredNames[entry, default: [:]][name] = index }
        items.append(Item(place: place, part: node.name.local, xml: Snippet.inner(node)))
    }

    /// The statement of the record that an element stands for; -1 where it is another part of it.
    private mutating func find(_ entry: Entry, in record: Record, _ shape: RecordShape, besides taken: [Int]) -> Int? {
        let count = record.entries.count
        // Of statements that say the same, the one that says it as surely.
        for isAsSure in [true, false] {
            for step in 0..<count {
                let index = (entryHint + step) % count
                let candidate = record.entries[index]
                guard coveredEntries[index] == nil, !taken.contains(index),
                    !isAsSure || candidate.certainty == entry.certainty && candidate.evidence == entry.evidence
                else { continue }
                if candidate.content == entry.content || isWhole(candidate, of: entry, in: record) {
                    entryHint = index + 1
                    return index
                }
            }
        }
        guard case .text(let field, let text) = entry.content else { return nil }
        let isArchive: Bool
        switch (field, shape.container) {
        case (.containerTitle, .repository): isArchive = record.reference?.repository == text
        case (.publisher, .repository): isArchive = record.reference?.institution == text.string
        case (.publisherPlace, .repository): isArchive = record.reference?.place == text.string
        case (.containerTitle, .source): isArchive = record[.source] == text
        default: isArchive = false
        }
        guard isArchive, archive.insert(field).inserted else { return nil }
        return -1
    }

    /// Whether the archive's name or place in a container is written as it was kept.
    func coversArchive(_ field: TextField) -> Bool { archive.contains(field) }

    /// Whether a title is the whole of which an element's is the part before the subtitle.
    private func isWhole(_ candidate: Entry, of entry: Entry, in record: Record) -> Bool {
        guard case (.text(let field, let text), .text(let other, let whole)) = (entry.content, candidate.content),
            field == other, field == .title || field == .containerTitle, whole.string.hasPrefix(text.string),
            let part = record[field == .title ? .subtitle : .containerSubtitle]
        else { return false }
        return Subtitles.main(of: whole, without: part) == text
    }

    private mutating func find(
        _ field: NameField, _ name: Name, in record: Record, besides taken: [(entry: Int, name: Int)]
    ) -> (entry: Int, name: Int)? {
        for (index, entry) in record.entries.enumerated() {
            guard case .names(field, let names) = entry.content else { continue }
            for step in names.indices {
                let place = (nameHint + step) % names.count
                guard Persons.isSame(names[place], as: name), coveredNames[index]?[place] == nil,
                    !taken.contains(where: { $0.entry == index && $0.name == place })
                else { continue }
                nameHint = place + 1
                return (index, place)
            }
        }
        return nil
    }

    private func changed(_ node: Node, _ record: Record, _ sink: inout WriteSink) {
        sink.diagnostics.append(
            Diagnostic(
                .warning, "tei.changed",
                "the record no longer says what the kept <\(node.name.local)> does: the element is left out",
                record: record.key))
    }

    /// Whether an entry is written as the element that was kept.
    func covers(_ entry: Int) -> Bool { coveredEntries[entry] != nil }

    /// The item that stands for a name.
    func item(forName name: Int, of entry: Int) -> Int? { coveredNames[entry]?[name] }

    func place(ofItem index: Int) -> BiblPlace? { items.indices.contains(index) ? items[index].place : nil }

    subscript(setting: String) -> String? { settings[setting] }

    /// The attributes that were kept of a place.
    func attributes(_ place: BiblPlace) -> [(name: String, value: String)] {
        texts.filter { $0.place == place && $0.part.hasPrefix("@") }.map { (String($0.part.dropFirst()), $0.value) }
    }

    func remarks(_ place: BiblPlace) -> [(kind: String, value: String)] {
        texts.filter { $0.place == place && $0.part.hasPrefix("#") }.map { ($0.part, $0.value) }
    }

    /// The items of a slot that were not written, up to `limit`; they count as written. A nil slot means every one.
    mutating func take(_ place: BiblPlace, slot: Int?, before limit: Int = .max) -> [String] {
        var found: [String] = []
        while firstUnwritten < items.count, items[firstUnwritten].isWritten { firstUnwritten += 1 }
        guard firstUnwritten < min(limit, items.count) else { return found }
        for index in firstUnwritten..<min(limit, items.count)
        where !items[index].isWritten && items[index].place == place {
            if let slot, StatementOrder.slot(items[index].part[...], at: place) != slot { continue }
            items[index].isWritten = true
            found.append(items[index].xml)
        }
        return found
    }

    /// One item, unless it was written.
    mutating func take(_ index: Int) -> String? {
        guard items.indices.contains(index), !items[index].isWritten else { return nil }
        items[index].isWritten = true
        return items[index].xml
    }

    func has(_ place: BiblPlace) -> Bool {
        items.contains { $0.place == place } || texts.contains { $0.place == place }
    }

    func hasItem(_ place: BiblPlace, _ part: String) -> Bool { items.contains { $0.place == place && $0.part == part } }
}
