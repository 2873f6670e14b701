internal import Records
private import Synchronization

/// The fields of a record that are kept as they stood in a .bib file.
struct KeptFields {
    struct Source: Hashable {
        let name: String
        let value: String
        /// What it is read together with, and what it is called; nil for one that is not mapped.
        let known: Field?
        /// The field of ours that it is, where no field of BibTeX's.
        var own = ""
    }

    let record: Record
    /// The entry's type as it stood; nil where the dialect does not know it, or the record's type is another.
    private(set) var type: String?
    private(set) var fields: [Source] = []
    private(set) var hasMapped = false
    private(set) var isFromBib = false
    /// The dialect that they were read in.
    private var source: Dialect

    init(_ record: Record, _ dialect: Dialect) {
        self.record = record
        source = dialect
        for kept in record.kept {
            guard let from = Dialect(format: kept.format) else { continue }
            source = from
            switch kept.name {
            case KeptName.type:
                isFromBib = true
                type = KeptFields.type(kept.value, from, dialect, record)
            case KeptName.before, KeptName.source: break
            default: add(kept, from, dialect)
            }
        }
    }

    private static func type(_ name: String, _ from: Dialect, _ to: Dialect, _ record: Record) -> String? {
        if from == to { return name }
        var word = name
        guard let known = word.withUTF8({ EntryType.named($0) }) else { return name }
        return known.dialects.contains(to) ? name : nil
    }

    private mutating func add(_ kept: Kept, _ from: Dialect, _ dialect: Dialect) {
        var name = kept.name
        if name.hasSuffix(KeptName.again) {
            name.removeLast(KeptName.again.count)
            if KeptFields.isBalanced(kept.value), name.utf8.allSatisfy(Byte.isName) {
                fields.append(Source(name: name, value: kept.value, known: nil))
            }
            return
        }
        let known = name.withUTF8 { Field.named($0) }
        let own = known == nil ? name.withUTF8 { OwnFields.named($0) } : nil
        if let known, from != dialect {
            let rule = FieldRule.of(known)
            // In the other dialect it has another name, and is written anew.
            if case .kept = rule.kind {} else if !rule.dialects.contains(dialect) { return }
        }
        // A value that was not read from a .bib file is no TeX, and not every name is one of a field.
        guard kept.form == .source, KeptFields.isBalanced(kept.value), name.utf8.allSatisfy(Byte.isName) else { return }
        fields.append(Source(name: name, value: kept.value, known: known, own: own.map(KeptFields.name) ?? ""))
        if known.map({ if case .kept = FieldRule.of($0).kind { false } else { true } }) ?? (own != nil) {
            hasMapped = true
        }
    }

    private static func isBalanced(_ value: String) -> Bool {
        var value = value
        return value.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return true }
            var depth = 0
            var index = Search.braceOrLine(base, from: 0, to: bytes.count)
            while index < bytes.count {
                if base[index] == UInt8(ascii: "{") { depth += 1 }
                if base[index] == UInt8(ascii: "}") { depth -= 1 }
                if depth < 0 { return false }
                index = Search.braceOrLine(base, from: index + 1, to: bytes.count)
            }
            return depth == 0
        }
    }

    /// What fields say when they are read again, and which of them say what the record no longer does.
    struct Reading {
        var contents: [Entry.Content] = []
        var stale: Set<Source> = []
    }

    /// Reads the fields. Titles are read in either case: that of the record decides.
    func read(_ fields: [Source], as type: String, with reader: KeptReading) -> Reading {
        let sentence = reading(fields, as: type, sentenceCase: true, reader)
        if sentence.stale.isEmpty { return sentence }
        let kept = reading(fields, as: type, sentenceCase: false, reader)
        return kept.stale.count < sentence.stale.count ? kept : sentence
    }

    private func reading(_ fields: [Source], as type: String, sentenceCase: Bool, _ reader: KeptReading) -> Reading {
        let entries = reader.entries(fields, as: type, source, sentenceCase: sentenceCase)
        var reading = Reading()
        for entry in entries {
            let isConclusion = entry.evidence == .inference || entry.evidence == .title
            if record.entries.contains(where: {
                $0.content == entry.content && (!isConclusion || $0.evidence == entry.evidence)
            }) {
                reading.contents.append(entry.content)
            } else if inheritsTitles, let others = sameTitles(entry.content) {
                reading.contents += others
            } else if inherits, let whole = whole(of: entry.content) {
                reading.contents.append(whole)
            } else if !isConclusion {
                reading.stale.formUnion(fields.filter { field in says(field, entry.content) })
            }
        }
        return reading
    }

    /// Whether a title came from another entry: the entry's own titles then stand in other fields than they would alone.
    private var inheritsTitles: Bool {
        record.entries.contains { $0.evidence == .parent && ContentGroups.group(of: $0.content) == .titles }
    }

    private var inherits: Bool { record.entries.contains { $0.evidence == .parent } }

    /// The statement of which this is a part: the rest was inherited.
    private func whole(of content: Entry.Content) -> Entry.Content? {
        guard case .text(let field, let text) = content, let whole = record[field], whole.string.contains(text.string)
        else {
            return nil
        }
        return .text(field, whole)
    }

    /// Statements of the record that have this title's text in another field; nil where there are none.
    private func sameTitles(_ content: Entry.Content) -> [Entry.Content]? {
        guard ContentGroups.group(of: content) == .titles, case .text(_, let text) = content else { return nil }
        let others = record.entries.map(\.content).filter { other in
            guard ContentGroups.group(of: other) == .titles, case .text(_, let same) = other else { return false }
            return same == text
        }
        return others.isEmpty ? nil : others
    }

    /// Whether a field is of those that a statement was read from.
    func says(_ field: Source, _ content: Entry.Content) -> Bool { says(field, Label(content)) }

    func says(_ field: Source, _ label: Label) -> Bool {
        guard let known = field.known else { return !field.own.isEmpty && field.own == label.name }
        let rule = FieldRule.of(known)
        switch rule.kind {
        case .text(let target), .verbatim(let target): return label.kind == .text(target)
        case .names(let target): return label.kind == .names(target)
        case .date(let target): return label.kind == .date(target)
        case .grouped: return rule.group == label.group
        case .kept: return false
        }
    }

    /// Which statement it is, without what it says.
    struct Label {
        enum Kind: Equatable {
            case text(TextField)
            case names(NameField)
            case date(DateField)
            case other
        }
        let kind: Kind
        let group: FieldRule.Group

        init(_ content: Entry.Content) {
            group = ContentGroups.group(of: content)
            switch content {
            case .text(let field, _): kind = .text(field)
            case .names(let field, _): kind = .names(field)
            case .date(let field, _): kind = .date(field)
            case .reference, .relation: kind = .other
            }
        }

        var name: String {
            switch kind {
            case .text(let field): field.name
            case .names(let field): field.name
            case .date(let field): field.name
            case .other: "-"
            }
        }
    }

    private static func name(_ target: OwnFields.Target) -> String {
        switch target {
        case .text(let field): field.name
        case .names(let field): field.name
        case .date(let field): field.name
        case .type: ""
        }
    }
}

/// Which group of fields a statement comes from.
enum ContentGroups {
    static func group(of content: Entry.Content) -> FieldRule.Group {
        switch content {
        case .text(let field, _): group(of: field)
        case .names(let field, _): field == .editor || EditorRoles.word(field) != nil ? .editors : .none
        case .date(let field, _): field == .issued ? .dates : .none
        case .reference: .archives
        case .relation: .ties
        }
    }

    static func group(of field: TextField) -> FieldRule.Group {
        switch field {
        case .title, .subtitle, .titleAddon, .containerTitle, .containerSubtitle, .containerTitleAddon, .volumeTitle,
            .volumeSubtitle, .issueTitle, .issueSubtitle, .titleShort:
            .titles
        case .publisher: .publishers
        case .issue, .number, .collectionNumber: .numbers
        case .url, .eprint, .eprintType, .eprintClass: .links
        case .note: .notes
        case .keyword: .keywords
        case .language: .languages
        case .page: .pages
        case .source: .archives
        default: .none
        }
    }
}

/// Reads kept fields as an entry. Holds buffers, so one is used for many records, by one thread at a time.
final class KeptReading {
    private var mapper = EntryMapper(dialect: .bibtex, sentenceCase: true)
    private let arena = Arena()
    private var raw = RawEntry()

    /// What the fields say.
    func entries(
        _ fields: [KeptFields.Source], as type: String, _ dialect: Dialect, sentenceCase: Bool
    ) -> [Entry] {
        mapper.dialect = dialect
        mapper.sentenceCase = sentenceCase
        arena.reset()
        raw.type = arena.copy(type.utf8)
        raw.fields.removeAll(keepingCapacity: true)
        for field in fields {
            raw.fields.append(
                RawField(
                    name: arena.copy(field.name.utf8), value: arena.copy(field.value.utf8), field: field.known,
                    form: field.known == .month ? .macro : .braced))
        }
        defer { mapper.problems.removeAll(keepingCapacity: true) }
        return mapper.map(raw).entries
    }

    /// Readings that are free.
    final class Pool: Sendable {
        private struct Free: @unchecked Sendable {
            // Only whoever took one out uses it.
            var readings: [KeptReading] = []
        }
        private let free = Mutex(Free())

        func take() -> KeptReading { free.withLock { $0.readings.popLast() } ?? KeptReading() }

        func put(back reading: KeptReading) {
            let box = Box(reading)
            free.withLock { $0.readings.append(box.reading) }
        }

        private struct Box: @unchecked Sendable {
            let reading: KeptReading
            init(_ reading: KeptReading) { self.reading = reading }
        }
    }
}
