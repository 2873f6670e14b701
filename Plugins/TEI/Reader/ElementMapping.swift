internal import Records
internal import XML

/// What each element within a `biblStruct` says.
extension RecordReading {
    private static let plain: AttributeSet = [.cert, .ana, .space]

    mutating func map(_ node: Node, at place: BiblPlace) -> Outcome {
        switch node.element {
        case .title: order.title(title(node, at: place))
        case .author: order.name(creator(node, .author, at: place))
        case .editor: order.name(creator(node, .editor, at: place))
        case .respStmt: order.name(responsibility(node, at: place))
        case .date, .origDate: dateElement(node, at: place)
        case .publisher, .distributor:
            simple(node, .publisher, isUsual: node.element == .publisher && place == .imprint)
        case .pubPlace: simple(node, .publisherPlace, isUsual: place == .imprint)
        case .edition: simple(node, .edition, isUsual: place == .monogr)
        case .idno: identifier(node)
        case .ptr, .ref: pointer(node)
        case .biblScope: scope(node, at: place)
        case .extent: extent(node)
        case .textLang: language(node)
        case .availability: availability(node)
        case .meeting: meeting(node)
        case .note: note(node)
        case .relatedItem: relatedItem(node)
        case .abstract: abstract(node)
        default: .none
        }
    }

    /// A field whose element holds its text and nothing else.
    mutating func simple(_ node: Node, _ field: TextField, isUsual: Bool) -> Outcome {
        let (text, isExact) = TextReading.read(node)
        guard !text.isEmpty else { return .none }
        add(field, text, of: node)
        return isExact && isUsual && node.hasOnly(Self.plain) ? .exact : .more
    }

    // MARK: Names

    private mutating func creator(_ node: Node, _ usual: NameField, at place: BiblPlace) -> Outcome {
        var field = usual
        var isUsual = true
        if let role = node[.role] {
            field = RoleMapping.field(role) ?? usual
            isUsual = false
        }
        switch (field, place) {
        case (.author, .monogr) where hasAnalytic: field = .containerAuthor
        case (.editor, .series): field = .collectionEditor
        case (.author, .analytic), (.author, .monogr), (.editor, .monogr): break
        default: isUsual = false
        }
        let (name, isExact) = NameReading.read(node)
        guard let name else { return .none }
        add(field, name)
        return isExact && isUsual ? .exact : .more
    }

    /// `respStmt`: a role in words, and who has it.
    private mutating func responsibility(_ node: Node, at place: BiblPlace) -> Outcome {
        // It is written beside the main title.
        let isMain = place == .analytic || place == .monogr && !hasAnalytic
        var isExact = isMain && node.attributeCount == 0 && !node.hasOwnText
        var role: String?
        var found: [Name] = []
        for child in node.children {
            if child.element == .resp {
                let (text, isPlain) = TextReading.read(child)
                if role != nil || !isPlain || !text.isPlain || child.attributeCount > 0 { isExact = false }
                role = role ?? text.string
            } else if !found.isEmpty, child.has(.type, "as-written") || child.has(.type, "original"),
                var name = found.popLast()
            {
                NameReading.addForm(child, to: &name, &isExact)
                found.append(name)
            } else if NameReading.isAgent(child), let name = NameReading.read(child).name {
                if !NameReading.read(child).isExact { isExact = false }
                found.append(name)
            } else {
                isExact = false
            }
        }
        guard let role, !found.isEmpty else { return .none }
        let field = RoleMapping.field(role)
        // The word that is written is the field's name, or for a contributor the role itself.
        if let field, role != field.name || NameLevel.of(field) != .main { isExact = false }
        for var name in found {
            if field == nil {
                if !name.role.isEmpty { isExact = false }
                name.role = role
            }
            add(field ?? .contributor, name)
        }
        return isExact ? .exact : .more
    }

    // MARK: Dates

    private mutating func dateElement(_ node: Node, at place: BiblPlace) -> Outcome {
        let (date, isExact) = DateReading.read(node)
        guard let date else { return .none }
        guard let type = node[.type] else {
            if record[.issued] != nil { return .none }
            add(.issued, date, of: node)
            return isExact && place == .imprint && node.element == .date ? .exact : .more
        }
        guard let field = DateFields.field(type) else {
            // "published", "publication" and their like.
            if record[.issued] != nil || place != .imprint { return .none }
            add(.issued, date, of: node)
            return .more
        }
        if record[field] != nil { return .none }
        add(field, date, of: node)
        return .more
    }

    // MARK: Identifiers and pointers

    private mutating func identifier(_ node: Node) -> Outcome {
        let (text, isExact) = TextReading.read(node)
        guard !text.isEmpty, let word = node[.type] else { return .none }
        guard let row = TextMapping.row(.idno, word, at: .main, .monogr) else { return .none }
        var outcome: Outcome = isExact && text.isPlain && node.hasOnly([.type, .cert, .ana, .space]) ? .exact : .more
        if row.words[0] != word { outcome = .more }
        var value = text
        if row.field == .doi {
            for prefix in ["https://doi.org/", "http://doi.org/", "http://dx.doi.org/", "https://dx.doi.org/", "doi:"]
            where value.string.hasPrefix(prefix) {
                value = Text(String(value.string.dropFirst(prefix.count)))
                outcome = .more
            }
        }
        add(row.field, value, of: node)
        return outcome
    }

    private mutating func pointer(_ node: Node) -> Outcome {
        guard let target = node[.target], !target.isEmpty, !target.hasPrefix("#") else { return .none }
        add(.url, Text(target), of: node)
        return .more
    }

    // MARK: Parts and extents

    private mutating func scope(_ node: Node, at place: BiblPlace) -> Outcome {
        let word = node[.unit] ?? ""
        let row =
            place == .series
            ? TextMapping.row(.biblScope, word, at: .series) : TextMapping.row(.biblScope, word, at: .monogr)
        guard let row else { return .none }
        var (text, isExact) = TextReading.read(node)
        if text.isEmpty, let from = node[.from] {
            text = Text(node[.to].map { $0 == from ? from : "\(from)–\($0)" } ?? from)
            isExact = false
        }
        guard !text.isEmpty else { return .none }
        add(row.field, text, of: node)
        return isExact && row.words[0] == word && node.hasOnly([.unit, .cert, .ana, .space]) ? .exact : .more
    }

    private mutating func language(_ node: Node) -> Outcome {
        if has(.language) { return .none }
        let (text, isExact) = TextReading.read(node)
        guard let main = node[.mainLang], !main.isEmpty else {
            if text.isEmpty { return .none }
            add(.language, text, of: node)
            return isExact && node.hasOnly(Self.plain) && !LanguageTags.isTag(text.string) ? .exact : .more
        }
        add(.language, Text(main), of: node)
        return text.isEmpty && node.hasOnly([.mainLang, .cert, .ana]) && LanguageTags.isTag(main) ? .exact : .more
    }

    // MARK: Rights

    private mutating func availability(_ node: Node) -> Outcome {
        var isExact = node.attributeCount == 0 && !node.hasOwnText && !node.hasRemarks
        var found = 0
        for child in node.children {
            var (text, isPlain) = TextReading.read(child)
            if text.isEmpty, let target = child[.target] {
                text = Text(target)
                isPlain = false
            }
            guard !text.isEmpty, child.element == .licence || child.element == .p else {
                isExact = false
                continue
            }
            if !isPlain || !child.hasOnly(Self.plain) || found > 0 { isExact = false }
            found += 1
            add(child.element == .licence ? .license : .accessConditions, text, of: child)
        }
        return found == 0 ? .none : isExact ? .exact : .more
    }

    // MARK: Meetings

    private mutating func meeting(_ node: Node) -> Outcome {
        guard node.hasChildren else { return simple(node, .eventTitle, isUsual: true) }
        var isExact = !node.hasOwnText && node.attributeCount == 0 && !node.hasRemarks
        var found = 0
        for child in node.children {
            let (text, isPlain) = TextReading.read(child)
            switch child.element {
            case .name where !has(.eventTitle), .title where !has(.eventTitle), .orgName where !has(.eventTitle):
                if child.element != .name || !isPlain || !child.hasOnly([.type, .cert, .ana, .space])
                    || !child.has(.type, "event")
                {
                    isExact = false
                }
                add(.eventTitle, text, of: child)
                found += 1
            case .placeName where !has(.eventPlace), .settlement where !has(.eventPlace):
                if child.element != .placeName || !isPlain || !child.hasOnly(Self.plain) { isExact = false }
                add(.eventPlace, text, of: child)
                found += 1
            case .date:
                isExact = false
                if let date = DateReading.read(child).date, record[.eventDate] == nil {
                    add(.eventDate, date, of: child)
                    found += 1
                }
            default: isExact = false
            }
        }
        if node.hasOwnText, !has(.eventTitle) {
            add(.eventTitle, TextReading.read(node).text, of: node)
            found += 1
        }
        return found == 0 ? .none : isExact ? .exact : .more
    }

    // MARK: Notes

    private mutating func abstract(_ node: Node) -> Outcome {
        let text = TextReading.read(node).text
        if text.isEmpty { return .none }
        add(.abstract, text, of: node)
        return .more
    }

    private mutating func note(_ node: Node) -> Outcome {
        let word = node[.type] ?? ""
        if word == "kept", let label = node.bytes(.n), let kept = KeptNote.read(label, TextReading.string(node)) {
            record.kept.append(kept)
            return .exact
        }
        if let field = DateFields.field(word) {
            // A second one has no field; it must not be taken for a remark either.
            if record[field] != nil { return .none }
            if let outcome = dateNote(node, field) { return outcome }
        }
        let terms = node.descendants(.term)
        if !terms.isEmpty, word == "tags" || word == "keywords" || word == "keyword" {
            for term in terms { add(.keyword, TextReading.read(term).text, of: term) }
            return .more
        }
        let (text, isExact) = TextReading.read(node)
        guard !text.isEmpty else { return .none }
        guard let row = TextMapping.row(.note, word, at: .biblStruct) else {
            add(.note, text, of: node)
            return .more
        }
        var outcome: Outcome =
            isExact && row.words[0] == word && node.hasOnly([.type, .lang, .cert, .ana, .space]) ? .exact : .more
        if let language = node[.lang] {
            if row.field == .abstract { setSummaryLanguage(language) }
            if row.field != .abstract || !LanguageTags.isTag(language) { outcome = .more }
        }
        add(row.field, text, of: node)
        return outcome
    }

    /// A note that holds a date, or is one in words; nil where it has text beside it.
    private mutating func dateNote(_ node: Node, _ field: DateField) -> Outcome? {
        guard let child = node.child(.date) else {
            let (text, _) = TextReading.read(node)
            guard !text.isEmpty else { return nil }
            add(field, DateReading.words(text.string), of: node)
            return .more
        }
        if node.hasOwnText { return nil }
        let (date, isExact) = DateReading.read(child)
        guard let date else { return nil }
        add(field, date, of: child)
        let isAlone = child.end == node.end - 1 || !node.children.dropFirst().contains { _ in true }
        return isExact && isAlone && node.hasOnly([.type]) && !node.hasRemarks ? .exact : .more
    }

    // MARK: Relations

    private mutating func relatedItem(_ node: Node) -> Outcome {
        let word = node[.type] ?? ""
        if word == "reviewed" { return reviewed(node) }
        var relation = Relation(RelationWords.kind(word) ?? .other)
        relation.label = node[.n] ?? (relation.kind == .other && word != "other" ? word : "")
        var isExact = node.hasOnly([.type, .target, .n, .cert, .ana]) && !node.hasOwnText && !node.hasRemarks
        if word != RelationWords.word(relation) || node[.n] != RelationWords.label(relation) { isExact = false }
        if let target = node[.target] {
            relation.key = Identifiers.decode(String(target.drop { $0 == "#" }))
            if !target.hasPrefix("#") { isExact = false }
        }
        for child in node.children {
            if child.element == .bibl, relation.title.isEmpty, let title = child.child(.title),
                title.end == child.end - 1 || child.children.reduce(0, { count, _ in count + 1 }) == 1
            {
                let (text, isPlain) = TextReading.read(title)
                relation.title = text
                if let target = child[.corresp], target.hasPrefix("#") {
                    relation.key = Identifiers.decode(String(target.dropFirst()))
                    if !child.hasOnly([.corresp]) { isExact = false }
                } else if child.attributeCount > 0 {
                    isExact = false
                }
                if !isPlain || !title.hasOnly([.space]) || child.hasOwnText { isExact = false }
            } else {
                isExact = false
                if relation.title.isEmpty {
                    let title = child.descendants(.title).first { !$0.isEmpty }
                    relation.title = TextReading.read(title ?? child).text
                }
            }
        }
        guard !relation.key.isEmpty || !relation.title.isEmpty else { return .none }
        let entry = entry(.relation(relation), node)
        relation.certainty = entry.certainty
        relation.evidence = entry.evidence
        record.entries.append(Entry(.relation(relation)))
        return isExact ? .exact : .more
    }

    /// What is reviewed, as Zotero has it.
    private mutating func reviewed(_ node: Node) -> Outcome {
        for title in node.descendants(.title).prefix(1) { add(.reviewedTitle, TextReading.read(title).text, of: title) }
        for author in node.descendants(.author) {
            if let name = NameReading.read(author).name { add(.reviewedAuthor, name) }
        }
        return .more
    }
}
