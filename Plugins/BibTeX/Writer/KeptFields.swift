internal import Records

/// The fields of a record that are kept as they stood in a .bib file.
struct KeptFields {
    struct Source: Hashable {
        let name: String
        let value: String
        /// What it is read together with, and what it is called; nil for one that is not mapped.
        let known: Field?
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
            fields.append(Source(name: name, value: kept.value, known: nil))
            return
        }
        let known = name.withUTF8 { Field.named($0) }
        let isOwn = known == nil && name.withUTF8 { OwnFields.named($0) } != nil
        if let known, from != dialect {
            let rule = FieldRule.of(known)
            // In the other dialect it has another name, and is written anew.
            if case .kept = rule.kind {} else if !rule.dialects.contains(dialect) { return }
        }
        // A value that was not read from a .bib file is no TeX.
        guard kept.form == .source, KeptFields.isBalanced(kept.value) else { return }
        fields.append(Source(name: name, value: kept.value, known: known))
        if known.map({ if case .kept = FieldRule.of($0).kind { false } else { true } }) ?? isOwn { hasMapped = true }
    }

    private static func isBalanced(_ value: String) -> Bool {
        var depth = 0
        for byte in value.utf8 {
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            if depth < 0 { return false }
        }
        return depth == 0
    }

    /// What fields say when they are read again, and which of them say what the record no longer does.
    struct Reading {
        var contents: [Entry.Content] = []
        var stale: Set<Source> = []
    }

    /// Reads the fields. Titles are read in either case: that of the record decides.
    func read(_ fields: [Source], as type: String) -> Reading {
        let sentence = reading(fields, as: type, sentenceCase: true)
        if sentence.stale.isEmpty { return sentence }
        let kept = reading(fields, as: type, sentenceCase: false)
        return kept.stale.count < sentence.stale.count ? kept : sentence
    }

    private func reading(_ fields: [Source], as type: String, sentenceCase: Bool) -> Reading {
        var mapper = EntryMapper(dialect: source, sentenceCase: sentenceCase)
        let arena = Arena()
        var raw = RawEntry()
        raw.type = arena.copy(type.utf8)
        for field in fields where field.known != nil || !field.name.isEmpty {
            let name = arena.copy(field.name.utf8)
            let isMonth = field.known == .month
            raw.fields.append(
                RawField(
                    name: name, value: arena.copy(field.value.utf8), field: Field.named(name),
                    form: isMonth ? .macro : .braced))
        }
        let entries = mapper.map(raw).entries
        var reading = Reading()
        for entry in entries {
            if record.entries.contains(where: { $0.content == entry.content }) {
                reading.contents.append(entry.content)
            } else if inheritsTitles, let others = sameTitles(entry.content) {
                reading.contents += others
            } else if entry.evidence != .inference, entry.evidence != .title {
                reading.stale.formUnion(fields.filter { field in says(field, entry.content) })
            }
        }
        return reading
    }

    /// Whether a title came from another entry: the entry's own titles then stand in other fields than they would alone.
    private var inheritsTitles: Bool {
        record.entries.contains { $0.evidence == .parent && ContentGroups.group(of: $0.content) == .titles }
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
    func says(_ field: Source, _ content: Entry.Content) -> Bool {
        guard let known = field.known else {
            var name = field.name
            guard let target = name.withUTF8({ OwnFields.named($0) }) else { return false }
            return KeptFields.name(of: target) == KeptFields.name(of: content)
        }
        let rule = FieldRule.of(known)
        switch rule.kind {
        case .text(let target), .verbatim(let target):
            if case .text(target, _) = content { return true }
            return false
        case .names(let target):
            if case .names(target, _) = content { return true }
            return false
        case .date(let target):
            if case .date(target, _) = content { return true }
            return false
        case .grouped: return rule.group == ContentGroups.group(of: content)
        case .kept: return false
        }
    }

    private static func name(of target: OwnFields.Target) -> String {
        switch target {
        case .text(let field): field.name
        case .names(let field): field.name
        case .date(let field): field.name
        case .type: ""
        }
    }

    private static func name(of content: Entry.Content) -> String {
        switch content {
        case .text(let field, _): field.name
        case .names(let field, _): field.name
        case .date(let field, _): field.name
        case .reference, .relation: "-"
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

    private static func group(of field: TextField) -> FieldRule.Group {
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
