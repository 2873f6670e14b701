internal import Records
internal import TeX

// Fields that are read together.
extension EntryMapper {
    // MARK: Dates

    /// `date`, or `year`, `month` and `day`.
    mutating func mapDates() {
        if let index = index(.date) {
            let field = entry.fields[index]
            let date = DateParser.date(field.value, decoder: &decoder)
            append(.date(.issued, date), field)
            if date.shape == .literal { problems.append(.date(field)) }
            if count(.dates) > 1 || dialect == .bibtex || !DateParser.isAsWritten(date, field.value, &scratch) {
                keep(.dates)
            }
            return
        }
        guard let first = index(.year) ?? index(.month) ?? index(.day) else { return }
        let parts = DateParser.Parts(year: value(.year), month: value(.month), day: value(.day))
        // A comment within the year.
        let cleaned = parts.year.flatMap { Percent.withoutComments($0) }
        let parsed =
            cleaned?.withUnsafeBufferPointer {
                DateParser.date(.init(year: $0, month: parts.month, day: parts.day), decoder: &decoder)
            } ?? DateParser.date(parts, decoder: &decoder)
        guard let date = parsed else { return keep(.dates) }
        append(.date(.issued, date), entry.fields[first])
        if date.shape == .literal { problems.append(.date(entry.fields[first])) }
        let month = index(.month).map { entry.fields[$0] }
        let monthIsMacro = month.map { $0.form == .macro && (date.start?.month ?? 0) > 0 } ?? true
        if dialect == .biblatex || !monthIsMacro || !DateParser.isAsWritten(date, parts) { keep(.dates) }
    }

    // MARK: Publishers

    private static let publishers: [Field] = [.school, .institution, .organization, .howpublished, .publisher]

    mutating func mapPublishers() {
        var whole: Text?
        var count = 0
        var first: RawField?
        var isPlain = true
        for name in EntryMapper.publishers {
            guard let index = index(name) else { continue }
            let field = entry.fields[index]
            first = first ?? field
            let plain = self.isPlain(field.value)
            isPlain = isPlain && plain
            let text = plain ? Text(field.value.string) : decode(field, asTitle: false)
            if name == .howpublished, !has(.url), Verbatim.isLink(text.string) {
                record.entries.append(Entry(.text(.url, Text(text.string)), evidence: .inference))
                isPlain = false
                continue
            }
            if text.isEmpty { continue }
            count += 1
            whole.join(Plain.hasAnd(field.value) ? literals(field) : text, by: "; ")
        }
        guard let first else { return }
        if let whole { append(.text(.publisher, whole), first) }
        if !isPlain || count != 1 || self.count(.publishers) != 1 || first.field != type.publisher(in: dialect)
            || Plain.hasAnd(first.value)
        {
            keep(.publishers)
        }
    }

    /// A list of names that are not to be taken apart, joined by semicolons.
    mutating func literals(_ field: RawField) -> Text {
        var whole: Text?
        for range in NameList.split(field.value) {
            var part = field
            part.value = field.value.slice(range).trimmed
            whole.join(decode(part, asTitle: false), by: "; ")
        }
        return whole ?? ""
    }

    // MARK: Numbers

    /// `number` is the issue of an article, the number in the series of a book, and of all else its own number.
    mutating func mapNumbers() {
        var isSame = true
        // Nil where nothing says the issue.
        var issue: Text?
        if let index = index(.number) {
            let field = entry.fields[index]
            isSame = isPlain(field.value)
            let text = isSame ? Text(field.value.string) : decode(field, asTitle: false)
            if text.isEmpty {
                isSame = false
            } else if numbersAreIssues {
                issue = text
            } else {
                append(.text(Numbers.isInSeries(record.type) ? .collectionNumber : .number, text), field)
            }
        }
        if let index = index(.issue) {
            let text = decode(entry.fields[index], asTitle: false)
            if issue == nil || !text.isEmpty { issue.join(text, by: ", ") }
            isSame = false
        }
        if let first = index(.number) ?? index(.issue), let issue { append(.text(.issue, issue), entry.fields[first]) }
        if !isSame { keep(.numbers) }
    }

    private var numbersAreIssues: Bool {
        switch record.type {
        case .articleJournal, .articleMagazine, .articleNewspaper, .periodical, .review: true
        default: false
        }
    }

    // MARK: Links

    mutating func mapLinks() {
        var isSame = true
        if let index = index(.url) {
            let field = entry.fields[index]
            if Verbatim.isSimple(field.value) {
                append(.text(.url, Text(field.value.string)), field)
            } else {
                let value = Verbatim.unescaped(field.value.trimmed)
                if !value.isEmpty { append(.text(.url, Text(value)), field) }
                isSame = VerbatimWriter.isWritten(value, as: field.value)
            }
        }
        let typeField: Field = has(.eprinttype) ? .eprinttype : .archiveprefix
        let classField: Field = has(.eprintclass) ? .eprintclass : .primaryclass
        mapLink(.eprint, .eprint, &isSame)
        mapLink(typeField, .eprintType, &isSame)
        mapLink(classField, .eprintClass, &isSame)
        if (has(.eprinttype) && has(.archiveprefix)) || (has(.eprintclass) && has(.primaryclass)) { isSame = false }
        if !has(.url), let index = index(.eprint), let type = value(typeField),
            let link = Verbatim.link(eprint: entry.fields[index].value.trimmed, type: type)
        {
            record.entries.append(Entry(.text(.url, Text(link)), evidence: .inference))
        }
        if !isSame { keep(.links) }
    }

    /// A part of a link.
    private mutating func mapLink(_ name: Field, _ target: TextField, _ isSame: inout Bool) {
        guard let index = index(name) else { return }
        let field = entry.fields[index]
        let value = Verbatim.unescaped(field.value.trimmed)
        if !value.isEmpty { append(.text(target, Text(value)), field) }
        isSame =
            isSame && FieldRule.of(name).dialects.contains(dialect) && VerbatimWriter.isWritten(value, as: field.value)
    }

    // MARK: Notes

    mutating func mapNotes() {
        guard let first = index(.note) ?? index(.addendum) else { return }
        let field = entry.fields[first]
        var isSame = isPlain(field.value) && field.field == .note
        var text = isPlain(field.value) ? Text(field.value.string) : decode(field, asTitle: false)
        if field.field == .note, let addendum = index(.addendum) {
            let more = entry.fields[addendum]
            let addition = isPlain(more.value) ? Text(more.value.string) : decode(more, asTitle: false)
            text = Text.sentence(text, ". ", addition)
            isSame = false
        }
        if !text.isEmpty { append(.text(.note, text), field) } else { isSame = false }
        if !isSame { keep(.notes) }
    }

    // MARK: Editors

    private static let editors: [(Field, Field)] = [
        (.editor, .editortype), (.editora, .editoratype), (.editorb, .editorbtype), (.editorc, .editorctype),
    ]

    mutating func mapEditors() {
        var isSame = true
        for (name, typeName) in EntryMapper.editors {
            guard let index = index(name) else {
                if has(typeName) { isSame = false }
                continue
            }
            let field = entry.fields[index]
            let found = parseNames(field)
            isSame = isSame && names.isAsWritten && name == .editor && !has(typeName) && !found.isEmpty
            if found.isEmpty { continue }
            append(.names(EditorRoles.field(value(typeName)), found), field)
        }
        if !isSame { keep(.editors) }
    }

    // MARK: Keywords, languages, pages

    mutating func mapKeywords() {
        guard let index = index(.keywords) else { return }
        let field = entry.fields[index]
        var start = 0
        var depth = 0
        var isSame = isPlain(field.value)
        for at in 0...field.value.count {
            let byte = at < field.value.count ? field.value[at] : UInt8(ascii: ",")
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";"), depth <= 0 || at == field.value.count else {
                continue
            }
            // One space stands after each comma, none elsewhere.
            if at > 0, at < field.value.count,
                byte != UInt8(ascii: ",") || at + 2 >= field.value.count || field.value[at + 1] != 0x20
                    || Byte.isSpace(field.value[at + 2]) || Byte.isSpace(field.value[at - 1])
            {
                isSame = false
            }
            var part = field
            part.value = field.value.slice(start..<at).trimmed
            start = at + 1
            if part.value.isEmpty {
                isSame = false
                continue
            }
            let text = isPlain(part.value) ? Text(part.value.string) : decode(part, asTitle: false)
            if !text.isEmpty { append(.text(.keyword, text), field) }
        }
        if !isSame { keep(.keywords) }
    }

    /// JabRef's groups, which are kept as they stand, as keywords that are concluded.
    mutating func mapGroups(_ field: RawField) {
        var known = Set(record.all(.keyword).map(\.string))
        for part in field.value.split(separator: UInt8(ascii: ",")) {
            var group = field
            group.value = Bytes(rebasing: part).trimmed
            if group.value.isEmpty { continue }
            let text = decode(group, asTitle: false)
            guard !text.isEmpty, known.insert(text.string).inserted else { continue }
            record.entries.append(Entry(.text(.keyword, text), evidence: .inference))
        }
    }

    mutating func mapLanguages() {
        let id = index(.langid) ?? index(.hyphenation)
        guard let first = id ?? index(.language) else { return }
        let field = entry.fields[first]
        var tag = Languages.tag(field.value.trimmed)
        if tag == nil {
            let text = decode(field, asTitle: false).string
            tag = text
        }
        if let tag, !tag.isEmpty { append(.text(.language, Text(tag)), field) }
        let written = tag.flatMap { Languages.babel($0) }
        let isWritten =
            dialect == .biblatex
            ? field.field == .langid && written.map { $0.utf8.elementsEqual(field.value) } == true
            : field.field == .language && written == nil && isPlain(field.value)
        if count(.languages) > 1 || !isWritten { keep(.languages) }
    }

    mutating func mapPages() {
        guard let index = index(.pages) else { return }
        let field = entry.fields[index]
        if let text = Pages.simple(field.value) {
            append(.text(.page, Text(text)), field)
            return
        }
        if Pages.isPlain(field.value) {
            append(.text(.page, Text(field.value.string)), field)
            if field.value.contains(UInt8(ascii: "-")) { keep(field) }
            return
        }
        var text = decode(field, asTitle: false).string
        text = Pages.hyphens(text)
        if text.isEmpty { return keep(field) }
        append(.text(.page, Text(text)), field)
        if !isPlain(field.value) || text.utf8.contains(UInt8(ascii: "-")) { keep(field) }
    }

    // MARK: Ties and archives

    mutating func mapTies() {
        for name in [Field.crossref, .xref] {
            guard let index = index(name) else { continue }
            let key = entry.fields[index].value.trimmed.string
            if !key.isEmpty { append(.relation(Relation(.partOf, key: key)), entry.fields[index]) }
        }
        if let index = index(.entryset) {
            for key in KeyList.keys(entry.fields[index].value) {
                append(.relation(Relation(.hasPart, key: key)), entry.fields[index])
            }
        }
        if let index = index(.related) {
            let type = value(.relatedtype)?.trimmed.string ?? ""
            let kind = RelatedTypes.kind(type)
            let label = value(.relatedstring).map { _ in
                decode(entry.fields[self.index(.relatedstring) ?? 0], asTitle: false).string
            }
            for key in KeyList.keys(entry.fields[index].value) {
                append(
                    .relation(Relation(kind, key: key, label: label ?? (kind == .other ? type : ""))),
                    entry.fields[index])
            }
        }
        keep(.ties)
    }

    mutating func mapArchives() {
        var reference = ArchivalReference()
        var isSame = true
        var first: RawField?
        for name in [Field.library, .archive, .archiveplace, .archivecollection, .archivelocation] {
            guard let index = index(name) else { continue }
            let field = entry.fields[index]
            first = first ?? field
            let isPlain = self.isPlain(field.value)
            isSame = isSame && isPlain
            let text = isPlain ? Text(field.value.string) : decode(field, asTitle: false)
            switch name {
            case .library where has(.archive): record.append(.text(.source, text))
            case .library, .archive: reference.repository = text
            case .archiveplace: reference.place = text.string
            case .archivecollection: reference.collection = text
            default: reference.location = text
            }
        }
        if let first, !reference.isEmpty { append(.reference(reference), first) }
        if !isSame || (dialect == .bibtex && has(.library)) { keep(.archives) }
    }
}
