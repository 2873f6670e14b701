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
            if count(.dates) > 1 || dialect == .bibtex || !DateParser.isAsWritten(date, field.value) { keep(.dates) }
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
        var parts: [Text] = []
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
            if !text.isEmpty { parts.append(Plain.hasAnd(field.value) ? literals(field) : text) }
        }
        guard let first else { return }
        if !parts.isEmpty { append(.text(.publisher, Text.joined(parts, by: "; ")), first) }
        let written = Publisher.field(for: type.name, record.type, in: dialect)
        if !isPlain || parts.count != 1 || count(.publishers) != 1 || first.field != written
            || Plain.hasAnd(first.value)
        {
            keep(.publishers)
        }
    }

    /// A list of names that are not to be taken apart, joined by semicolons.
    mutating func literals(_ field: RawField) -> Text {
        var parts: [Text] = []
        for range in NameList.split(field.value) {
            var part = field
            part.value = field.value.slice(range).trimmed
            parts.append(decode(part, asTitle: false))
        }
        return Text.joined(parts, by: "; ")
    }

    // MARK: Numbers

    /// `number` is the issue of an article, the number in the series of a book, and of all else its own number.
    mutating func mapNumbers() {
        let isArticle = [.articleJournal, .articleMagazine, .articleNewspaper, .periodical, .review].contains(
            record.type)
        var isSame = true
        var issue: [Text] = []
        if let index = index(.number) {
            let field = entry.fields[index]
            isSame = isPlain(field.value)
            let text = isSame ? Text(field.value.string) : decode(field, asTitle: false)
            if text.isEmpty {
                isSame = false
            } else if isArticle {
                issue.append(text)
            } else {
                append(.text(Numbers.isInSeries(record.type) ? .collectionNumber : .number, text), field)
            }
        }
        if let index = index(.issue) {
            let field = entry.fields[index]
            issue.append(decode(field, asTitle: false))
            isSame = false
        }
        if let first = index(.number) ?? index(.issue), !issue.isEmpty {
            append(.text(.issue, Text.joined(issue.filter { !$0.isEmpty }, by: ", ")), entry.fields[first])
        }
        if !isSame { keep(.numbers) }
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
        for (name, target) in [(.eprint, .eprint), (typeField, .eprintType), (classField, .eprintClass)]
            as [(Field, TextField)]
        {
            guard let index = index(name) else { continue }
            let field = entry.fields[index]
            let value = Verbatim.unescaped(field.value.trimmed)
            if !value.isEmpty { append(.text(target, Text(value)), field) }
            isSame =
                isSame && VerbatimWriter.isWritten(value, as: field.value)
                && FieldRule.of(name).dialects.contains(dialect)
        }
        if (has(.eprinttype) && has(.archiveprefix)) || (has(.eprintclass) && has(.primaryclass)) { isSame = false }
        if !has(.url), let index = index(.eprint), let type = value(typeField),
            let link = Verbatim.link(eprint: entry.fields[index].value.trimmed, type: type)
        {
            record.entries.append(Entry(.text(.url, Text(link)), evidence: .inference))
        }
        if !isSame { keep(.links) }
    }

    // MARK: Notes

    mutating func mapNotes() {
        var isSame = true
        var parts: [Text] = []
        var first: RawField?
        for name in [Field.note, .addendum] {
            guard let index = index(name) else { continue }
            let field = entry.fields[index]
            first = first ?? field
            let isPlain = self.isPlain(field.value)
            isSame = isSame && isPlain && name == .note
            parts.append(isPlain ? Text(field.value.string) : decode(field, asTitle: false))
        }
        guard let first else { return }
        let text = parts.count == 1 ? parts[0] : Text.sentence(parts[0], ". ", parts.dropFirst().first ?? "")
        if !text.isEmpty { append(.text(.note, text), first) } else { isSame = false }
        if !isSame { keep(.notes) }
    }

    // MARK: Editors

    mutating func mapEditors() {
        var isSame = true
        for (name, typeName) in [
            (.editor, .editortype), (.editora, .editoratype), (.editorb, .editorbtype), (.editorc, .editorctype),
        ] as [(Field, Field)] {
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
