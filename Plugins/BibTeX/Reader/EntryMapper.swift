internal import Records
internal import TeX

/// Makes a record of an entry: every field is mapped, or kept as it stands.
///
/// A field that would be written again as it stands is not kept beside its mapped value; any other is, with the others of its
/// group (``FieldRule/Group``): so everything that was read can be written again word for word.
struct EntryMapper {
    var dialect: Dialect
    /// Whether titles in headline case become sentence case.
    var sentenceCase: Bool
    /// Whether what is mapped is kept as it stands where it would be written otherwise.
    var keepsSource = true

    var decoder = TeXDecoder()
    var names = NameParser()
    var record = Record()
    /// A bit for each statement of the record that was mapped last, 1 where fields say it that are kept as they stand; nil where
    /// there are too many.
    private(set) var saidByKept: UInt64? = 0
    var entry = RawEntry()
    var type = EntryType("", .document)
    /// What was met that needs saying, with the bytes that it is about.
    var problems: [FieldProblem] = []

    /// Where each known field stands in the entry; -1 where it does not.
    private var slots = [Int16](repeating: -1, count: Field.names.count)
    /// How many fields of each group there are.
    private var counts = [Int](repeating: 0, count: FieldRule.Group.allCases.count)
    private let rules = FieldRule.rules
    /// The groups that are done.
    private var done: UInt32 = 0
    /// Where JabRef's field `groups` stands.
    private var groups: Int?
    var isEnglish = true
    /// How many fields of the titles' group were used.
    var used = 0
    /// Bytes that are being changed.
    var scratch: [UInt8] = []
    /// What is protected in a title.
    var stretches = SentenceCase.Stretches()

    init(dialect: Dialect, sentenceCase: Bool) {
        self.dialect = dialect
        self.sentenceCase = sentenceCase
    }

    mutating func map(_ entry: RawEntry) -> Record {
        record.key = entry.key.string
        record.entries.reserveCapacity(entry.fields.count + 2)
        record.kept.reserveCapacity(4)
        read(entry)
        // Handed over, not shared: whoever adds to it must not copy it.
        var mapped = Record()
        swap(&mapped, &record)
        return mapped
    }

    /// Maps an entry to `record`, in whose place its statements and type are put.
    mutating func read(_ entry: RawEntry) {
        self.entry = entry
        record.entries.removeAll(keepingCapacity: true)
        record.kept.removeAll(keepingCapacity: true)
        slots.withUnsafeMutableBufferPointer { $0.update(repeating: -1) }
        counts.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        done = 0
        groups = nil
        findFields()
        setType()
        isEnglish = Languages.isEnglish(value(.langid) ?? value(.hyphenation))
        saidByKept = 0
        for index in entry.fields.indices {
            let (said, kept) = (record.entries.count, record.kept.count)
            map(index)
            if record.kept.count > kept { noteKept(said..<record.entries.count) }
        }
        keepReferences()
        if let groups {
            let said = record.entries.count
            mapGroups(entry.fields[groups])
            noteKept(said..<record.entries.count)
        }
        if !type.genre.isEmpty, !has(.type) {
            record.entries.append(Entry(.text(.genre, Text(type.genre)), evidence: .inference))
        }
        self.entry = RawEntry()
    }

    /// Notes that fields which are kept as they stand say some of the statements.
    private mutating func noteKept(_ said: Range<Int>) {
        guard said.upperBound <= UInt64.bitWidth else {
            saidByKept = nil
            return
        }
        for index in said { saidByKept = saidByKept.map { $0 | 1 << UInt64(index) } }
    }

    // MARK: The entry's fields

    private mutating func findFields() {
        for index in entry.fields.indices {
            guard let known = entry.fields[index].field else { continue }
            counts[Int(rules[Int(known.rawValue)].group.rawValue)] += 1
            if slots[Int(known.rawValue)] < 0, index < Int(Int16.max) { slots[Int(known.rawValue)] = Int16(index) }
        }
    }

    @inline(__always) func index(_ field: Field) -> Int? {
        let slot = slots[Int(field.rawValue)]
        return slot < 0 ? nil : Int(slot)
    }

    @inline(__always) func has(_ field: Field) -> Bool { slots[Int(field.rawValue)] >= 0 }

    /// The bytes of a field; nil where the entry has none.
    @inline(__always) func value(_ field: Field) -> Bytes? { index(field).map { entry.fields[$0].value } }

    func isInherited(_ field: Field) -> Bool { index(field).map { entry.fields[$0].isInherited } ?? false }

    private mutating func setType() {
        if let known = EntryType.named(entry.type) {
            type = known
        } else {
            type = EntryType(entry.type.lowercased, .document)
        }
        record.type = refined(type.type)
        if keepsSource { record.kept.append(Kept(format: dialect.id, name: KeptName.type, value: type.name)) }
    }

    /// What other fields say of the type.
    private func refined(_ type: RecordType) -> RecordType {
        switch type {
        case .articleJournal:
            guard let kind = value(.entrysubtype) else { return type }
            if kind.isWord("magazine") { return .articleMagazine }
            if kind.isWord("newspaper") { return .articleNewspaper }
            return type
        case .manuscript:
            if has(.eventdate) || has(.eventtitle) || has(.venue) { return .speech }
            return has(.library) ? .document : type
        default: return type
        }
    }

    private mutating func map(_ index: Int) {
        let field = entry.fields[index]
        guard let known = field.field else { return keepUnknown(field, index) }
        guard slots[Int(known.rawValue)] == Int16(truncatingIfNeeded: index) else { return repeated(field) }
        let rule = rules[Int(known.rawValue)]
        switch rule.kind {
        case .text(let target): text(field, target, rule)
        case .verbatim(let target): verbatim(field, target, rule)
        case .names(let target): names(field, target, rule)
        case .date(let target): date(field, target, rule)
        case .kept: keep(field)
        case .grouped:
            let bit: UInt32 = 1 << UInt32(rule.group.rawValue)
            if done & bit == 0 {
                done |= bit
                map(rule.group)
            }
        }
    }

    private mutating func map(_ group: FieldRule.Group) {
        switch group {
        case .titles: mapTitles()
        case .publishers: mapPublishers()
        case .numbers: mapNumbers()
        case .dates: mapDates()
        case .links: mapLinks()
        case .notes: mapNotes()
        case .editors: mapEditors()
        case .keywords: mapKeywords()
        case .languages: mapLanguages()
        case .pages: mapPages()
        case .ties: mapTies()
        case .archives: mapArchives()
        case .none: break
        }
    }

    // MARK: What is kept

    /// Keeps a field as it stands.
    mutating func keep(_ field: RawField) {
        if field.isInherited { return }
        // A month's string stays one: every BibTeX style knows it.
        keep(field, field.field == .month ? field.macro ?? field.value : field.value)
    }

    /// Keeps a value under a field's name, and what stands behind it.
    private mutating func keep(_ field: RawField, _ value: Bytes, _ behind: String = "") {
        guard keepsSource else { return }
        var name = field.field?.name ?? field.name.lowercased
        if !behind.isEmpty { name += behind }
        record.kept.append(Kept(format: dialect.id, name: name, value: value.string, form: .source))
    }

    /// Keeps values that refer to other entries' as they stood. What they say is not written besides: it is inherited.
    private mutating func keepReferences() {
        for index in entry.fields.indices {
            guard let source = entry.fields[index].source else { continue }
            keep(entry.fields[index], source, KeptName.again)
        }
    }

    /// Keeps every field of a group as it stands.
    mutating func keep(_ group: FieldRule.Group) {
        guard keepsSource else { return }
        for index in entry.fields.indices {
            guard let known = entry.fields[index].field, rules[Int(known.rawValue)].group == group else { continue }
            if slots[Int(known.rawValue)] == Int16(truncatingIfNeeded: index) { keep(entry.fields[index]) }
        }
    }

    /// How many fields of a group there are.
    func count(_ group: FieldRule.Group) -> Int { counts[Int(group.rawValue)] }

    private mutating func keepUnknown(_ field: RawField, _ index: Int) {
        if let target = OwnFields.named(field.name) {
            return own(field, target)
        }
        keep(field)
        if groups == nil, field.name.isWord("groups") { groups = index }
    }

    private mutating func repeated(_ field: RawField) {
        problems.append(.repeated(field))
        if !field.isInherited { keep(field, field.value, KeptName.again) }
    }

    // MARK: Fields that stand alone

    @inline(__always) mutating func append(_ content: Entry.Content, _ field: RawField) {
        record.entries.append(Entry(content, evidence: field.isInherited ? .parent : .source))
    }

    private mutating func text(_ field: RawField, _ target: TextField, _ rule: FieldRule) {
        let isPlain = isPlain(field.value)
        var text = isPlain ? Text(field.value.string) : decode(field, asTitle: target.isTitle)
        var isSame = isPlain && rule.dialects.contains(dialect)
        if isList(target), Plain.hasAnd(field.value) {
            text = literals(field)
            isSame = false
        }
        let words = hasBibliographyStrings(target) ? bibliographyString(text.string) : nil
        if target == .collectionTitle || target == .eventTitle, sentenceCase {
            if target == .collectionTitle, isEnglish, words == nil,
                let lower = SentenceCase.apply(text, arguments: isPlain ? [] : decoder.arguments, &stretches)
            {
                text = lower
                isSame = false
            }
            text = SentenceCase.withoutNeedlessProtection(text)
        }
        if let words {
            text = Text(words)
            isSame = false
        }
        if target == .collectionTitle, TitleRules.isInJournal(record.type), let series = Numbers.series(field.value) {
            text = Text(series)
            isSame = false
        }
        if target == .sortKey, dialect == .bibtex { return sortKey(field, text, isSame) }
        if target == .language || target == .originalLanguage, let tag = Languages.tag(field.value) {
            text = Text(tag)
            isSame = isSame && Languages.babel(tag) == field.value.string
        }
        if target == .publisherPlace, has(.location), has(.address),
            field.field != (dialect == .biblatex ? .location : .address)
        {
            // Of the two names of one field the dialect's own counts; the other is kept.
            if !field.isInherited, field.field != nil { keep(field, field.value, KeptName.again) }
            return
        } else if target == .publisherPlace, type.kind == .patent {
            text = Countries.named(text)
            isSame = false
            if !text.isEmpty { append(.text(.jurisdiction, text), field) }
        } else if !text.isEmpty {
            append(.text(target, text), field)
        } else {
            isSame = false
        }
        if !isSame { keep(field) }
    }

    /// Fields that may hold a key for words of the document's language ("newseries", "phdthesis").
    private func hasBibliographyStrings(_ target: TextField) -> Bool {
        switch target {
        case .genre, .status, .edition, .collectionTitle, .version: true
        default: false
        }
    }

    /// Fields that may hold several bodies or places, joined by "and".
    private func isList(_ target: TextField) -> Bool {
        switch target {
        case .publisherPlace, .originalPublisher, .originalPublisherPlace, .originalLanguage: true
        default: false
        }
    }

    /// BibTeX's `key` sorts what has no author: where it is the beginning of the title, it is its short form.
    private mutating func sortKey(_ field: RawField, _ text: Text, _ isSame: Bool) {
        let isShort = value(.title).map { $0.starts(with: field.value) } ?? false
        let writesKey = !has(.author) && !has(.editor)
        append(.text(isShort && writesKey && !has(.shorttitle) ? .titleShort : .sortKey, text), field)
        if !isSame { keep(field) }
    }

    private func bibliographyString(_ key: String) -> String? {
        key.utf8.count < 24 ? BibliographyStrings.words(for: key) : nil
    }

    private mutating func verbatim(_ field: RawField, _ target: TextField, _ rule: FieldRule) {
        if Verbatim.isSimple(field.value) {
            let value = field.value.string
            let short = target == .doi ? Verbatim.doi(value) : value
            append(.text(target, Text(short)), field)
            if short.utf8.count != field.value.count || !rule.dialects.contains(dialect) { keep(field) }
            return
        }
        var value = Verbatim.unescaped(field.value.trimmed)
        if target == .doi { value = Verbatim.doi(value) }
        if value.isEmpty { return keep(field) }
        append(.text(target, Text(value)), field)
        if !VerbatimWriter.isWritten(value, as: field.value) || !rule.dialects.contains(dialect) { keep(field) }
    }

    private mutating func names(_ field: RawField, _ target: NameField, _ rule: FieldRule) {
        let found = parseNames(field)
        if !found.isEmpty { append(.names(target, found), field) }
        if found.isEmpty || !names.isAsWritten || !rule.dialects.contains(dialect) { keep(field) }
    }

    /// The names of a list; `names.isAsWritten` says whether they would be written as they stand.
    mutating func parseNames(_ field: RawField) -> [Name] {
        names.usesPrefix = usesPrefix
        names.writesUTF8 = dialect == .biblatex
        let cleaned = Percent.withoutComments(field.value)
        let found =
            cleaned?.withUnsafeBufferPointer { names.parse($0, decoder: &decoder) }
            ?? names.parse(field.value, decoder: &decoder)
        if cleaned != nil { names.isAsWritten = false }
        for problem in names.problems { problems.append(.name(problem, field)) }
        return found
    }

    private mutating func date(_ field: RawField, _ target: DateField, _ rule: FieldRule) {
        let date = DateParser.date(field.value, decoder: &decoder)
        append(.date(target, date), field)
        if date.shape == .literal { problems.append(.date(field)) }
        if !rule.dialects.contains(dialect) || !DateParser.isAsWritten(date, field.value, &scratch) { keep(field) }
    }

    /// A field of ours that neither dialect has.
    private mutating func own(_ field: RawField, _ target: OwnFields.Target) {
        switch target {
        case .text(let target):
            text(field, target, FieldRule(kind: .text(target), group: .none, dialects: .both))
        case .names(let target):
            names(field, target, FieldRule(kind: .names(target), group: .none, dialects: .both))
        case .date(let target):
            date(field, target, FieldRule(kind: .date(target), group: .none, dialects: .both))
        case .type:
            record.type = RecordType(name: field.value.string) ?? record.type
        }
    }

    /// `useprefix=true` among the entry's options: particles then belong to the family name.
    private var usesPrefix: Bool {
        guard let options = value(.options) else { return false }
        return Options.isTrue("useprefix", in: options)
    }
}
