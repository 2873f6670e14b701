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
    private var last: Tag?
    private var lastValue: String = ""
    private var lastOffset = 0
    private var blankLines = 0

    /// Electronic books and articles: their `DA` is the date on which they were looked at (2011).
    private var isElectronic = false
    private var issues: [(tag: Tag, value: String)] = []
    private var firstPage = "", lastPage = ""
    private var years: [(tag: Tag, value: String, offset: Int)] = []
    private var containers: [(rank: Target.Rank, tag: Tag, value: String)] = []
    private var abbreviations: [(rank: Target.Rank, tag: Tag, value: String)] = []
    private var bookEditors: [Name] = []
    /// Where in the entries that belongs which is put together at the end.
    private var places: [Int32] = [-1, -1, -1, -1]

    private enum Slot: Int { case pages, date, container, bookEditors }

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
        flush()
        last = tag
        lastValue = String(decoding: bytes[value], as: UTF8.self)
        lastOffset = value.lowerBound
    }

    /// A line without a tag goes on with the value before it.
    mutating func goOn(with value: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) {
        guard let last else { return }
        if value.isEmpty {
            blankLines += 1
            return
        }
        let text = String(decoding: bytes[value], as: UTF8.self)
        switch TagTable.target(last, record.type) {
        // EndNote writes keywords and files a line each.
        case .text(.keyword), .kept, .text(.url), .names: add(last, value, bytes)
        case .text(.note), .text(.annote):
            lastValue += String(repeating: "\n", count: blankLines + 1) + text
            blankLines = 0
        default:
            lastValue += lastValue.isEmpty ? text : " " + text
            blankLines = 0
        }
    }

    private mutating func flush() {
        guard let tag = last else { return }
        last = nil
        blankLines = 0
        if !lastValue.isEmpty { put(tag, lastValue) }
    }

    private mutating func keep(_ tag: Tag, _ value: String) {
        record.kept.append(Kept(format: RISFormat.id, name: tag.name, value: value))
    }

    private mutating func put(_ tag: Tag, _ value: String) {
        switch TagTable.target(tag, record.type) {
        case .text(let field): text(field, tag, value)
        case .names(let field): names(field, value)
        case .date(let field): date(field, tag, value)
        case .key: if record.key.isEmpty { record.key = value } else { keep(tag, value) }
        case .day where isElectronic: date(.accessed, tag, value)
        case .year, .day:
            mark(.date)
            years.append((tag, value, lastOffset))
        case .firstPage: page(value, \.firstPage, tag)
        case .lastPage: page(value, \.lastPage, tag)
        case .container(let rank):
            mark(.container)
            containers.append((rank, tag, value))
        case .abbreviation(let rank): abbreviations.append((rank, tag, value))
        case .standardNumber: standardNumber(tag, value)
        case .repository: reference { $0.repository = Text(value) }
        case .location: reference { $0.location = Text(value) }
        case .bookEditor:
            mark(.bookEditors)
            bookEditors += RISName.names(value)
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
        if places[slot.rawValue] < 0 { places[slot.rawValue] = Int32(clamping: record.entries.count) }
    }

    // MARK: Values

    private mutating func text(_ field: TextField, _ tag: Tag, _ value: String) {
        let value = field == .doi ? Identifier.doi(value) : value
        if !mayRepeat(field), let earlier = record[field] {
            // Said twice, or something else that the field has no room for.
            if earlier.string != value { keep(tag, value) }
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

    private mutating func names(_ field: NameField, _ value: String) {
        let names = RISName.names(value)
        guard !names.isEmpty else { return }
        // Names follow one another, so the last entry is the one in most cases.
        if case .names(field, let earlier)? = record.entries.last?.content {
            record.entries[record.entries.count - 1].content = .names(field, earlier + names)
        } else {
            record[field] = record[field] + names
        }
    }

    private mutating func date(_ field: DateField, _ tag: Tag, _ value: String) {
        guard record[field] == nil else { return keep(tag, value) }
        record.append(.date(field, RISDate.read(value) ?? noDate(value, lastOffset)))
    }

    private mutating func noDate(_ value: String, _ offset: Int) -> EDTFDate {
        if value.utf8.contains(where: { (0x30...0x39).contains($0) }) {
            problems.append(
                Problem(code: "no-date", message: "“\(value)” is no date", offset: offset, hint: "it is kept as text"))
        }
        return EDTFDate(literal: value)
    }

    private mutating func page(_ value: String, _ page: WritableKeyPath<RecordBuilder, String>, _ tag: Tag) {
        mark(.pages)
        if self[keyPath: page].isEmpty {
            self[keyPath: page] = value
        } else if self[keyPath: page] != value {
            keep(tag, value)
        }
    }

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
    }

    // MARK: What several tags say

    mutating func finish(_ bytes: UnsafeBufferPointer<UInt8>) -> Record {
        flush()
        findRepository()
        for issue in issues { text(record[.issue] == nil ? .issue : .number, issue.tag, issue.value) }
        // A short title that is the title says nothing.
        if let short = record[.titleShort], short == record[.title] { record[.titleShort] = nil }
        var late: [(place: Int, content: Entry.Content)] = []
        func put(_ slot: Slot, _ content: Entry.Content?) {
            guard let content else { return }
            let place = places[slot.rawValue]
            late.append((place < 0 ? record.entries.count : Int(place), content))
        }
        put(.pages, pages.map { .text($0.field, Text($0.value)) })
        put(.date, issued().map { .date(.issued, $0) })
        for content in containerTitles() { put(.container, content) }
        if !bookEditors.isEmpty {
            let hasSeries = record[.collectionTitle] != nil
            let field: NameField = hasSeries && record[.collectionEditor].isEmpty ? .collectionEditor : .editor
            if record[field].isEmpty {
                put(.bookEditors, .names(field, bookEditors))
            } else {
                record[field] = record[field] + bookEditors
            }
        }
        // From the back, so that the places before still hold.
        for (index, one) in late.enumerated().sorted(by: {
            ($0.element.place, $0.offset) > ($1.element.place, $1.offset)
        }) {
            _ = index
            record.entries.insert(Entry(one.content), at: min(one.place, record.entries.count))
        }
        return record
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
        let order = [Tag("DA"), Tag("PY"), Tag("Y1"), Tag("YR")]
        let sorted = years.sorted { (order.firstIndex(of: $0.tag) ?? 9) < (order.firstIndex(of: $1.tag) ?? 9) }
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

    /// Of several titles of what holds it the first counts, and a shorter one of the others is its abbreviation.
    private mutating func containerTitles() -> [Entry.Content] {
        var found = containers.sorted { $0.rank.rawValue < $1.rank.rawValue }
        var short = abbreviations.sorted { $0.rank.rawValue < $1.rank.rawValue }
        if found.isEmpty, record.type == .articleJournal, !short.isEmpty { found.append(short.removeFirst()) }
        if found.count == 1, short.isEmpty { return [.text(.containerTitle, Text(markup: found[0].value))] }
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

extension EDTFDate {
    /// How much it says: a day more than a month, a month more than a year.
    fileprivate var detail: Int {
        guard let start else { return 0 }
        return (start.month > 0 ? 1 : 0) + (start.day > 0 ? 1 : 0) + (isInterval ? 1 : 0)
    }

    /// Whether a date that says less says nothing else.
    fileprivate func includes(_ other: EDTFDate) -> Bool {
        guard let mine = start, let its = other.start, other.shape == .point else { return self == other }
        return mine.year == its.year && (its.month == 0 || its.month == mine.month)
            && (its.day == 0 || its.day == mine.day)
    }
}
