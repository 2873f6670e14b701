internal import Records

/// The fields of a record that are kept as they stood in a .bib file, and what they say when they are read again. One is used
/// for many records, its room kept.
struct KeptFields {
    /// A field as it stood. The bytes are good until the next record is taken.
    struct Source {
        let name: Bytes
        let value: Bytes
        /// Nil for one that is not known.
        let field: Field?
        let says: Statements.Said
        /// False where no command stands in it.
        let mayCommand: Bool
        /// True where the record no longer says what it says.
        var isStale = false
    }

    /// The entry's type as it stood; nil where the dialect does not know it, or the record's type is another.
    private(set) var type: String?
    private(set) var fields: [Source] = []
    private(set) var isFromBib = false
    /// Whether one of them is read as something.
    private var hasMapped = false
    /// The dialect that they were read in.
    private var source = Dialect.bibtex
    /// Whether all that was kept can be written as it stood.
    private var isWhole = true
    private var mapper = EntryMapper(dialect: .bibtex, sentenceCase: true)
    private let arena = Arena()
    private var raw = RawEntry()
    private var reading = Reading()
    /// How often fields were read.
    private var look = 0

    init() { mapper.keepsSource = false }

    /// Takes what is kept of the next record, to be written in a dialect. Text, comments, preambles and data entries that stood
    /// before the entry are given to `before`.
    mutating func take(_ kept: [Kept], _ dialect: Dialect, before: (String) -> Void) {
        type = nil
        fields.removeAll(keepingCapacity: true)
        isFromBib = false
        hasMapped = false
        source = dialect
        isWhole = true
        arena.reset()
        for index in kept.indices {
            guard let from = Dialect(format: kept[index].format) else { continue }
            source = from
            if from != dialect { isWhole = false }
            switch kept[index].name {
            case KeptName.type:
                isFromBib = true
                type = KeptFields.type(kept[index].value, from, dialect)
            case KeptName.before: before(kept[index].value)
            case KeptName.source: break
            default:
                add(kept[index].name, kept[index].value, isSource: kept[index].form == .source, from, dialect)
            }
        }
    }

    private static func type(_ name: String, _ from: Dialect, _ to: Dialect) -> String? {
        if from == to { return name }
        var word = name
        guard let known = word.withUTF8({ EntryType.named($0) }) else { return name }
        return known.dialects.contains(to) ? name : nil
    }

    private mutating func add(_ kept: String, _ value: String, isSource: Bool, _ from: Dialect, _ dialect: Dialect) {
        let name = arena.copy(kept)
        if name.last == KeptName.again.utf8.first {
            add(name.slice(0..<(name.count - 1)), value, nil, .nothing)
            return
        }
        let field = Field.named(name)
        if let field, from != dialect {
            let rule = FieldRule.of(field)
            // In the other dialect it has another name, and is written anew.
            if case .kept = rule.kind {} else if !rule.dialects.contains(dialect) { return }
        }
        // A value that was not read from a .bib file is no TeX.
        guard isSource else {
            isWhole = false
            return
        }
        let own = field == nil ? OwnFields.named(name) : nil
        let says = field.map { .init($0) } ?? own.map { .init($0) } ?? Statements.Said.nothing
        guard add(name, value, field, says) else { return }
        if case .nothing = says, own == nil { return }
        hasMapped = true
    }

    /// Adds a field. Not every name is one of a field, and not every value can stand in braces.
    @discardableResult private mutating func add(
        _ name: Bytes, _ value: String, _ field: Field?, _ says: Statements.Said
    ) -> Bool {
        guard name.allSatisfy(Byte.isName) else {
            isWhole = false
            return false
        }
        let value = arena.copy(value)
        let look = UntrustedTeX.look(at: value)
        guard look.isBalanced else {
            isWhole = false
            return false
        }
        fields.append(Source(name: name, value: value, field: field, says: says, mayCommand: look.mayCommand))
        return true
    }

    // MARK: What they say

    /// What fields say when they are read again: statements of the record, and which fields say what it no longer does.
    private struct Reading {
        var places: [Int] = []
        var stale: [Int] = []
        /// The field of the statement that made some of them so last.
        var stales: UInt16?

        func isStale(_ content: Entry.Content) -> Bool { stales == Statements.number(content) }

        mutating func removeAll() {
            places.removeAll(keepingCapacity: true)
            stale.removeAll(keepingCapacity: true)
            stales = nil
        }
    }

    /// Takes those away that say what the record no longer says, and takes note of the statements that the others say. The
    /// fields are read for that as an entry of a type, unless the record is as it was read from them.
    ///
    /// - Parameter saidByKept: a bit for each statement that they say, where the record is as it was read.
    mutating func compare(with statements: inout Statements, as type: String, saidByKept: UInt64?) {
        guard hasMapped else { return }
        if let saidByKept, isWhole, !statements.inherits { return statements.cover(saidByKept) }
        readInEitherCase(&statements, as: type)
        if !reading.stale.isEmpty {
            for index in reading.stale { fields[index].isStale = true }
            fields.removeAll { $0.isStale }
            readInEitherCase(&statements, as: type)
        }
        statements.cover(reading.places)
    }

    /// Titles are read in either case: that of the record decides.
    private mutating func readInEitherCase(_ statements: inout Statements, as type: String) {
        read(&statements, as: type, sentenceCase: true)
        if reading.stale.isEmpty { return }
        let sentence = reading
        read(&statements, as: type, sentenceCase: false)
        if reading.stale.count >= sentence.stale.count { reading = sentence }
    }

    private mutating func read(_ statements: inout Statements, as type: String, sentenceCase: Bool) {
        mapper.dialect = source
        mapper.sentenceCase = sentenceCase
        raw.type = arena.copy(type)
        raw.fields.removeAll(keepingCapacity: true)
        for field in fields {
            raw.fields.append(
                RawField(
                    name: field.name, value: field.value, field: field.field,
                    form: field.field == .month ? .macro : .braced))
        }
        mapper.read(raw)
        mapper.problems.removeAll(keepingCapacity: true)
        look += 1
        reading.removeAll()
        for index in mapper.record.entries.indices {
            let evidence = mapper.record.entries[index].evidence
            find(mapper.record.entries[index].content, evidence, &statements)
        }
    }

    /// Finds the statements of the record that a statement of the fields is.
    private mutating func find(_ content: Entry.Content, _ evidence: Evidence, _ statements: inout Statements) {
        let isConclusion = evidence == .inference || evidence == .title
        if statements.find(
            content, into: &reading.places, look: look, counts: { !isConclusion || $0.evidence == evidence })
        {
            return
        }
        if case .text(let field, let text) = content {
            if statements.inheritsTitles, Statements.isTitle(content),
                statements.findTitles(text, into: &reading.places)
            {
                return
            }
            // A part of what the record says: the rest was inherited.
            if statements.inherits, let whole = statements[field], whole.string.contains(text.string) {
                _ = statements.find(.text(field, whole), into: &reading.places, look: look, counts: { _ in true })
                return
            }
        }
        if isConclusion || reading.isStale(content) { return }
        reading.stales = Statements.number(content)
        for index in fields.indices where fields[index].says.includes(content) && !reading.stale.contains(index) {
            reading.stale.append(index)
        }
    }
}
