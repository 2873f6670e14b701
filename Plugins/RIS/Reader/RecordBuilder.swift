internal import Records

/// Makes a record of tagged values. What several tags say together (pages, the date, the container's titles) is put together
/// at the end, where the first of them stood.
struct RecordBuilder {
    struct Problem {
        var code: String
        var message: String
        var offset: Int
        var hint: String?
    }

    private(set) var problems: [Problem] = []
    private var record = Record()
    /// The tag whose value may go on in the next line, and its value: where it stands, and with it what was joined to it.
    private var last: Tag?
    private var lastRange = 0..<0
    private var lastJoined: String?
    private var blankLines = 0

    /// The text fields that have a value.
    private var present = FieldSet()
    private var hasReference = false
    /// Names of one field that follow one another.
    private var names: [Name] = []
    private var namesField: NameField?

    /// Electronic books and articles: their `DA` is the date on which they were looked at (2011).
    private var isElectronic = false
    private var issues: [(tag: Tag, value: String)] = []
    private var firstPage = "", lastPage = ""
    private var years: [(tag: Tag, value: String, offset: Int)] = []
    private var containers: [(rank: Target.Rank, tag: Tag, value: String)] = []
    private var abbreviations: [(rank: Target.Rank, tag: Tag, value: String)] = []
    private var bookEditors: [Name] = []
    /// Where in the entries that belongs which is put together at the end: what holds the place there says nothing.
    private var places: [Int] = [-1, -1, -1, -1]

    private enum Slot: Int { case pages, date, container, bookEditors }
    private static let placeholder = Entry(.names(.holder, []))

    /// Begins a record, with the room that the one before had.
    mutating func begin() {
        if !problems.isEmpty { problems.removeAll(keepingCapacity: true) }
        record = Record()
        record.entries.reserveCapacity(12)
        last = nil
        lastJoined = nil
        blankLines = 0
        present = FieldSet()
        hasReference = false
        names.removeAll(keepingCapacity: true)
        namesField = nil
        isElectronic = false
        if !issues.isEmpty { issues.removeAll(keepingCapacity: true) }
        firstPage = ""
        lastPage = ""
        if !years.isEmpty { years.removeAll(keepingCapacity: true) }
        if !containers.isEmpty { containers.removeAll(keepingCapacity: true) }
        if !abbreviations.isEmpty { abbreviations.removeAll(keepingCapacity: true) }
        if !bookEditors.isEmpty { bookEditors.removeAll(keepingCapacity: true) }
        for index in places.indices { places[index] = -1 }
    }

    /// False where the word is no type.
    mutating func setType(_ word: String) -> Bool {
        guard let type = TypeTable.type(word) else {
            if !word.isEmpty { keep(Tag.type, word) }
            return false
        }
        record.type = type
        isElectronic = word.utf8.first == UInt8(ascii: "E") && ["EBOOK", "ECHAP", "EJOUR"].contains(word)
        if TypeTable.word(type) != word { keep(Tag.type, word) }
        return true
    }

    mutating func add(_ tag: Tag, _ value: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) {
        flush(bytes)
        last = tag
        lastRange = value
    }

    /// A line without a tag goes on with the value before it.
    mutating func goOn(with value: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) {
        guard let last else { return }
        if value.isEmpty {
            blankLines += 1
            return
        }
        switch TagTable.target(last, record.type) {
        // EndNote writes keywords and files a line each.
        case .text(.keyword), .kept, .text(.url), .names: add(last, value, bytes)
        case .text(.note), .text(.annote): join(value, bytes, String(repeating: "\n", count: blankLines + 1))
        default: join(value, bytes, lastRange.isEmpty && lastJoined == nil ? "" : " ")
        }
    }

    private mutating func join(_ value: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>, _ separator: String) {
        var text = lastJoined ?? String(decoding: bytes[lastRange], as: UTF8.self)
        lastJoined = nil
        text += separator
        text += String(decoding: bytes[value], as: UTF8.self)
        lastJoined = text
        blankLines = 0
    }

    private mutating func flush(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let tag = last else { return }
        last = nil
        blankLines = 0
        let target = TagTable.target(tag, record.type)
        if var joined = lastJoined {
            lastJoined = nil
            if case .names(let field) = target {
                joined.withUTF8 { names(field, $0) }
            } else {
                put(tag, target, joined)
            }
            return
        }
        if lastRange.isEmpty { return }
        if case .names(let field) = target {
            names(field, UnsafeBufferPointer(rebasing: bytes[lastRange]))
        } else {
            put(tag, target, String(decoding: bytes[lastRange], as: UTF8.self))
        }
    }

    private mutating func keep(_ tag: Tag, _ value: String) {
        record.kept.append(Kept(format: RISFormat.id, name: tag.name, value: value))
    }

    private mutating func put(_ tag: Tag, _ target: Target, _ value: String) {
        if namesField != nil { closeNames() }
        switch target {
        case .text(let field): text(field, tag, value)
        case .names: break
        case .date(let field): date(field, tag, value)
        case .key: if record.key.isEmpty { record.key = value } else { keep(tag, value) }
        case .day where isElectronic: date(.accessed, tag, value)
        case .year, .day:
            mark(.date)
            years.append((tag, value, lastRange.lowerBound))
        case .firstPage, .lastPage: page(tag, value)
        case .container(let rank):
            mark(.container)
            containers.append((rank, tag, value))
        case .abbreviation(let rank): abbreviations.append((rank, tag, value))
        case .standardNumber: standardNumber(tag, value)
        case .repository: reference { $0.repository = Text(value) }
        case .location: reference { $0.location = Text(value) }
        case .bookEditor:
            mark(.bookEditors)
            var value = value
            value.withUTF8 { RISName.read($0, into: &bookEditors) }
        case .issueOrNumber: issues.append((tag, value))
        case .edition:
            if let date = RISDate.read(value), date.start?.month ?? 0 > 0 {
                record.append(.date(.availableDate, date))
            } else {
                text(.edition, tag, value)
            }
        case .workType:
            if Identifier.isDOI(value) { text(.doi, tag, value) } else { text(.genre, tag, value) }
        case .publicMedicine:
            if value.uppercased().hasPrefix("PMC") {
                text(.pmcid, tag, value)
            } else if value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                text(.pmid, tag, value)
            } else {
                keep(tag, value)
            }
        case .kept, .type, .end: keep(tag, value)
        }
    }

    private mutating func mark(_ slot: Slot) {
        guard places[slot.rawValue] < 0 else { return }
        places[slot.rawValue] = record.entries.count
        record.entries.append(Self.placeholder)
    }

    // MARK: Values

    private mutating func text(_ field: TextField, _ tag: Tag, _ value: String) {
        let value = field == .doi ? Identifier.doi(value) : value
        if !present.insert(.text(field)), !mayRepeat(field) {
            // Said twice, or something else that the field has no room for.
            if record[field]?.string != value { keep(tag, value) }
            return
        }
        record.append(.text(field, field.holdsMarkup ? Text(markup: value) : Text(value)))
    }

    private func mayRepeat(_ field: TextField) -> Bool {
        switch field {
        case .keyword, .note, .annote, .url, .isbn, .issn, .callNumber: true
        default: false
        }
    }

    private mutating func names(_ field: NameField, _ value: UnsafeBufferPointer<UInt8>) {
        if namesField != field { closeNames() }
        namesField = field
        RISName.read(value, into: &names)
    }

    /// The names that followed one another become a statement, or a part of the one that there is.
    private mutating func closeNames() {
        guard let field = namesField else { return }
        namesField = nil
        if names.isEmpty { return }
        let earlier = present.contains(.names(field)) ? record[field] : []
        present.insert(.names(field))
        if earlier.isEmpty { record.append(.names(field, names)) } else { record[field] = earlier + names }
        names.removeAll(keepingCapacity: true)
    }

    private mutating func date(_ field: DateField, _ tag: Tag, _ value: String) {
        guard record[field] == nil else { return keep(tag, value) }
        record.append(.date(field, RISDate.read(value) ?? noDate(value, lastRange.lowerBound)))
    }

    private mutating func noDate(_ value: String, _ offset: Int) -> EDTFDate {
        if value.utf8.contains(where: { (0x30...0x39).contains($0) }) {
            problems.append(
                Problem(code: "no-date", message: "“\(value)” is no date", offset: offset, hint: "it is kept as text"))
        }
        return EDTFDate(literal: value)
    }

    private mutating func page(_ tag: Tag, _ value: String) {
        mark(.pages)
        let earlier = tag == Self.lastPageTag ? lastPage : firstPage
        if !earlier.isEmpty {
            if earlier != value { keep(tag, value) }
        } else if tag == Self.lastPageTag {
            lastPage = value
        } else {
            firstPage = value
        }
    }

    private static let lastPageTag = Tag("EP")

    private mutating func standardNumber(_ tag: Tag, _ value: String) {
        switch Identifier.kind(value) {
        case .issn: record.append(.text(.issn, Text(value)))
        case .isbn: record.append(.text(.isbn, Text(value)))
        case .other:
            switch record.type {
            case .articleJournal, .articleMagazine, .articleNewspaper, .periodical:
                record.append(.text(.issn, Text(value)))
            case .book, .chapter, .collection, .paperConference: record.append(.text(.isbn, Text(value)))
            default: text(.number, tag, value)
            }
        }
    }

    private mutating func reference(_ change: (inout ArchivalReference) -> Void) {
        var reference = record.reference ?? ArchivalReference()
        change(&reference)
        record.reference = reference
        hasReference = true
    }

    // MARK: What several tags say

    mutating func finish(_ bytes: UnsafeBufferPointer<UInt8>) -> Record {
        flush(bytes)
        closeNames()
        for issue in issues { text(present.contains(.text(.issue)) ? .number : .issue, issue.tag, issue.value) }
        var needsTidying = fill(.pages, pages.map { .text($0.field, Text($0.value)) })
        needsTidying = fill(.date, issued().map { .date(.issued, $0) }) || needsTidying
        let titles = containerTitles()
        needsTidying = fill(.container, titles.first) || needsTidying
        if !bookEditors.isEmpty { needsTidying = fill(.bookEditors, placeBookEditors()) || needsTidying }
        if titles.count > 1 {
            let place = places[Slot.container.rawValue]
            let entry = Entry(titles[1])
            if place < 0 { record.entries.append(entry) } else { record.entries.insert(entry, at: place + 1) }
        }
        if needsTidying { record.entries.removeAll { $0 == Self.placeholder } }
        if hasReference { findRepository() }
        // A short title that is the title says nothing.
        if present.contains(.text(.titleShort)), record[.titleShort] == record[.title] { record[.titleShort] = nil }
        return record
    }

    /// Puts a statement in the place that is held for it, or at the end. True where there is none, and the place is to be
    /// given up.
    private mutating func fill(_ slot: Slot, _ content: Entry.Content?) -> Bool {
        let place = places[slot.rawValue]
        guard let content else { return place >= 0 }
        if place >= 0 { record.entries[place].content = content } else { record.append(content) }
        return false
    }

    /// The editors of a book: those of its series where there is one. Nil where they were put beside others.
    private mutating func placeBookEditors() -> Entry.Content? {
        let hasSeries = present.contains(.text(.collectionTitle))
        let field: NameField = hasSeries && record[.collectionEditor].isEmpty ? .collectionEditor : .editor
        if record[field].isEmpty { return .names(field, bookEditors) }
        record[field] = record[field] + bookEditors
        return nil
    }

    /// A database beside a place in the archives is the archive.
    private mutating func findRepository() {
        guard var reference = record.reference, reference.repository.isEmpty, let source = record[.source] else {
            return
        }
        reference.repository = source
        record[.source] = nil
        record.reference = reference
    }

    private var pages: (field: TextField, value: String)? {
        if firstPage.isEmpty { return lastPage.isEmpty ? nil : (.page, lastPage) }
        if lastPage.isEmpty {
            let isCount = TagTable.whole.contains(record.type) && !firstPage.utf8.contains(UInt8(ascii: "-"))
            return (isCount ? .numberOfPages : .page, firstPage)
        }
        if lastPage == firstPage { return (.page, firstPage) }
        if firstPage.utf8.contains(UInt8(ascii: "-")), firstPage.hasSuffix("-" + lastPage) { return (.page, firstPage) }
        return (.page, "\(firstPage)-\(lastPage)")
    }

    /// `DA` says more than `PY` and `Y1` where it has a year; a date without one is of the year that they say.
    private mutating func issued() -> EDTFDate? {
        if years.isEmpty { return nil }
        if years.count == 1, let date = RISDate.read(years[0].value), date.start?.year != 0 { return date }
        let sorted = years.sorted { Self.yearRank($0.tag) < Self.yearRank($1.tag) }
        let year = sorted.lazy.compactMap { RISDate.read($0.value)?.start }.first.map { Int($0.year) }
        var best: (date: EDTFDate, index: Int)?
        for (index, one) in sorted.enumerated() {
            guard let date = RISDate.read(one.value, year: year), date.start?.year != 0 else { continue }
            // Of two dates in one year, the one that says more.
            if let found = best {
                guard found.date.detail < date.detail, found.date.start?.year == date.start?.year else { continue }
            }
            best = (date, index)
        }
        for (index, one) in sorted.enumerated() where index != best?.index {
            guard let best, let date = RISDate.read(one.value, year: year) else {
                if best != nil || index > 0 { keep(one.tag, one.value) }
                continue
            }
            if !best.date.includes(date) { keep(one.tag, one.value) }
        }
        if let best { return best.date }
        let first = sorted[0]
        if first.value.utf8.allSatisfy({ $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "/") }) {
            keep(first.tag, first.value)
            return nil
        }
        return noDate(first.value, first.offset)
    }

    private static func yearRank(_ tag: Tag) -> Int { yearTags.firstIndex(of: tag) ?? yearTags.count }
    private static let yearTags = [Tag("DA"), Tag("PY"), Tag("Y1"), Tag("YR")]

    /// Of several titles of what holds it the first counts, and a shorter one of the others is its abbreviation.
    private mutating func containerTitles() -> [Entry.Content] {
        if abbreviations.isEmpty, containers.count < 2 {
            return containers.map { .text(.containerTitle, Text(markup: $0.value)) }
        }
        var found = containers.sorted { $0.rank.rawValue < $1.rank.rawValue }
        var short = abbreviations.sorted { $0.rank.rawValue < $1.rank.rawValue }
        if found.isEmpty, record.type == .articleJournal, !short.isEmpty { found.append(short.removeFirst()) }
        guard let title = found.first else {
            if let first = short.first { return [abbreviation(first.value, &short)] }
            return []
        }
        var contents: [Entry.Content] = [.text(.containerTitle, Text(markup: title.value))]
        short += found.dropFirst().filter { $0.value != title.value }
        short.removeAll { $0.value == title.value }
        if let first = short.first { contents.append(abbreviation(first.value, &short)) }
        return contents
    }

    private mutating func abbreviation(
        _ value: String, _ short: inout [(rank: Target.Rank, tag: Tag, value: String)]
    ) -> Entry.Content {
        for other in short where other.value != value { keep(other.tag, other.value) }
        return .text(.containerTitleShort, Text(markup: value))
    }
}
