internal import Records
internal import XML

/// Makes a record of elements. What a field fits goes into it; an element that says more than its field is kept whole beside
/// it, one that no field fits is kept in its place. The writer reads what was kept by the same rules, and so knows which of
/// the record's statements it stands for.
struct RecordReading {
    var record = Record(type: .document)
    // What decides the type, and where things stand.
    var typeWord: String?
    var subtype: String?
    var hasAnalytic = false
    var mainLevel: String?
    var containerLevel: String?
    private var names: [(field: NameField, name: Name)] = []
    /// The text fields that have a value.
    private var present = FieldSet()
    private var titleLanguage: String?
    private var levelLanguage: String?
    private var summaryLanguage: String?
    private var mainIsTyped = false
    private var containerIsTyped = false
    var order = ElementOrder()

    static let format = TEIFormat.id
    /// Stands behind the name of a kept element that a field has a part of.
    static let mark = "+"

    /// What mapping an element came to.
    enum Outcome {
        /// All that it says is in the record.
        case exact
        /// The record has what its fields hold; the element says more.
        case more
        /// No field fits it.
        case none
    }

    // MARK: Elements

    /// A `biblStruct`.
    mutating func biblStruct(_ node: Node) {
        hasAnalytic = node.child(.analytic) != nil
        for number in 0..<node.attributeCount { attribute(node, number, at: .biblStruct) }
        record.entries.reserveCapacity(16)
        // The first of each that holds something; further ones are kept.
        var analytic = true
        var monogr = true
        var series = true
        func first(_ child: Node, _ place: BiblPlace, _ isFirst: inout Bool, _ reading: inout RecordReading) {
            guard isFirst, !child.isEmpty || Self.isStoodFor(child, place, within: node) else {
                return reading.keep(child, at: .biblStruct)
            }
            isFirst = false
            reading.level(child, place)
        }
        each(node, at: .biblStruct) { reading, child in
            switch child.element {
            case .analytic: first(child, .analytic, &analytic, &reading)
            case .monogr: first(child, .monogr, &monogr, &reading)
            case .series: first(child, .series, &series, &reading)
            default: reading.take(child, at: .biblStruct)
            }
        }
    }

    /// Whether an empty level is the one that the writer makes anyway: kept too, it would be there twice.
    private static func isStoodFor(_ level: Node, _ place: BiblPlace, within node: Node) -> Bool {
        place != .series && !node.children.contains { $0.element == level.element && !$0.isEmpty }
    }

    /// An `analytic`, `monogr`, `series` or `imprint`.
    private mutating func level(_ node: Node, _ place: BiblPlace) {
        for number in 0..<node.attributeCount { attribute(node, number, at: place) }
        order.begin(node, at: place, hasAnalytic: hasAnalytic)
        var hasImprint = false
        each(node, at: place) { reading, child in
            if place == .monogr, child.element == .imprint, !hasImprint {
                hasImprint = true
                // An imprint must not be empty: a date that says nothing fills it.
                if let only = child.child(.date), only.attributeCount == 0, only.isEmpty,
                    child.children.reduce(0, { count, _ in count + 1 }) == 1
                {
                    for number in 0..<child.attributeCount { reading.attribute(child, number, at: .imprint) }
                    return
                }
                return reading.level(child, .imprint)
            }
            reading.take(child, at: place)
        }
    }

    /// Maps an element, and keeps it where the record does not hold all of it.
    mutating func take(_ node: Node, at place: BiblPlace) {
        switch map(node, at: place) {
        case .exact: break
        case .more: keep("\(place.rawValue)/\(node.name.local)\(RecordReading.mark)", Fragment.xml(node), .xml)
        case .none: keep(node, at: place)
        }
    }

    private mutating func each(_ node: Node, at place: BiblPlace, _ body: (inout RecordReading, Node) -> Void) {
        var at = node.index + 1
        while at < node.end {
            switch node.view.kind(at) {
            case .start:
                let child = Node(view: node.view, index: at)
                body(&self, child)
                at = child.end
            case .comment:
                keep("\(place.rawValue)/#comment", String(decoding: node.view.text(at), as: UTF8.self), .text)
            case .instruction:
                keep("\(place.rawValue)/#instruction", String(decoding: node.view.text(at), as: UTF8.self), .text)
            case .text:
                let text = node.view.text(at)
                if !text.allSatisfy({ $0 <= 0x20 }) {
                    keep("\(place.rawValue)/#text", String(decoding: text, as: UTF8.self), .text)
                }
            case .end: break
            }
            at += 1
        }
    }

    // MARK: Keeping

    mutating func keep(_ node: Node, at place: BiblPlace) {
        keep("\(place.rawValue)/\(node.name.local)", Fragment.xml(node), .xml)
    }

    mutating func keep(_ name: String, _ value: String, _ form: Kept.Form) {
        record.kept.append(Kept(format: RecordReading.format, name: name, value: value, form: form))
    }

    private mutating func attribute(_ node: Node, _ number: Int, at place: BiblPlace) {
        let id = node.view.attributeName(node.index, number)
        let value = String(decoding: node.view.attributeValue(node.index, number), as: UTF8.self)
        switch (Vocabulary.attribute(id), place) {
        case (.id, .biblStruct): record.key = Identifiers.decode(value)
        case (.type, .biblStruct): typeWord = value
        case (.subtype, .biblStruct): subtype = value
        default:
            if Vocabulary.attribute(id) == .lang, place == .analytic || (place == .monogr && !hasAnalytic) {
                levelLanguage = value
            }
            let name = node.view.names.indices.contains(id) ? node.view.names[id] : XMLName("")
            let qualified =
                name.namespace == XMLName.xmlNamespace
                ? "xml:\(name.local)"
                : name.namespace.isEmpty ? name.local : "{\(name.namespace)}\(name.local)"
            keep("\(place.rawValue)/@\(qualified)", value, .text)
        }
    }

    // MARK: Statements

    mutating func add(_ field: NameField, _ name: Name) { names.append((field, name)) }

    mutating func add(_ field: TextField, _ text: Text, of node: Node) {
        guard !text.isEmpty else { return }
        present.insert(.text(field))
        record.entries.append(entry(.text(field, text), node))
    }

    mutating func add(_ field: DateField, _ date: EDTFDate, of node: Node) {
        record.entries.append(entry(.date(field, date), node))
    }

    /// A statement with the certainty and evidence that the element's attributes give.
    func entry(_ content: Entry.Content, _ node: Node) -> Entry {
        if node.attributeCount == 0 { return Entry(content) }
        return Entry(
            content, certainty: node[.cert].flatMap(Evidences.certainty) ?? .stated,
            evidence: node[.evidence].flatMap({ Evidences.evidence($0) }) ?? node[.ana].flatMap(
                Evidences.evidence(pointer:))
                ?? .source)
    }

    // MARK: Titles

    mutating func title(_ node: Node, at place: BiblPlace) -> Outcome {
        let isMain = place == .analytic || (place == .monogr && !hasAnalytic)
        let (text, isExact) = TextReading.read(node)
        if text.isEmpty { return node.attributeCount == 0 && place == .monogr ? .exact : .none }
        let word = node[.type] ?? ""
        let row =
            place == .series
            ? TextMapping.row(.title, word, at: .series)
            : isMain
                ? TextMapping.row(.title, word, at: .main, .monogr)
                : TextMapping.row(.title, word, at: .container, .monogr)
        guard let row else { return .none }
        var outcome: Outcome = isExact && node.hasOnly([.type, .level, .lang, .cert, .ana, .space]) ? .exact : .more
        if row.field == .title || row.field == .containerTitle || row.field == .collectionTitle,
            has(row.field), word.isEmpty || word == "main"
        {
            // A second title: a parallel one, of no field.
            return .none
        }
        if row.words.first != word {
            if word != "main" {
                outcome = .more
            } else if row.field == .title {
                mainIsTyped = true
            } else if row.field == .containerTitle {
                containerIsTyped = true
            } else {
                outcome = .more
            }
        }
        order.isTitle(of: row.field)
        let level = node[.level]
        switch row.field {
        case .title: mainLevel = level
        case .containerTitle: containerLevel = level
        case .collectionTitle: if level != "s" { outcome = .more }
        default: if level != nil { outcome = .more }
        }
        if let language = node[.lang] {
            if row.field == .title { titleLanguage = language } else { outcome = .more }
        }
        add(row.field, text, of: node)
        return outcome
    }

    func has(_ field: TextField) -> Bool {
        present.contains(.text(field))
    }

    mutating func setSummaryLanguage(_ language: String) { summaryLanguage = language }

    // MARK: The end

    /// The record, its type known, its statements in the order in which they are written.
    mutating func finished() -> Record {
        setLanguages()
        joinSubtitles()
        Typing.decide(&self)
        addNames()
        names.removeAll()
        StatementOrder.sort(&record)
        return record
    }

    /// The names of a field are one statement; they stand behind the title.
    private mutating func addNames() {
        guard !names.isEmpty else { return }
        var at = 0
        if let first = record.entries.first, case .text(.title, _) = first.content { at = 1 }
        var lists: [(field: NameField, names: [Name])] = []
        for (field, name) in names {
            if let index = lists.firstIndex(where: { $0.field == field }) {
                lists[index].names.append(name)
            } else {
                lists.append((field, [name]))
            }
        }
        record.entries.insert(contentsOf: lists.map { Entry(.names($0.field, $0.names)) }, at: at)
    }

    private mutating func setLanguages() {
        if !has(.language), let language = titleLanguage ?? levelLanguage {
            present.insert(.text(.language))
            record.entries.append(Entry(.text(.language, Text(language))))
        }
        guard titleLanguage != nil || summaryLanguage != nil else { return }
        let language = record[.language]?.string
        if let titleLanguage, titleLanguage != language || !LanguageTags.isTag(titleLanguage) {
            keep("title/@xml:lang", titleLanguage, .text)
        }
        if let summaryLanguage, summaryLanguage != language, !has(.summaryLanguage) {
            record.entries.append(Entry(.text(.summaryLanguage, Text(summaryLanguage))))
        }
    }

    /// The title is the whole title; the subtitle repeats its part.
    private mutating func joinSubtitles() {
        if has(.subtitle) {
            Subtitles.join(.title, .subtitle, in: &record)
        } else if mainIsTyped {
            keep("title/@type", "main", .text)
        }
        if has(.containerSubtitle) {
            Subtitles.join(.containerTitle, .containerSubtitle, in: &record)
        } else if containerIsTyped {
            keep("container/@type", "main", .text)
        }
    }

    /// The names that were read and are not yet among the statements: for the writer, which asks what an element stands for.
    var pendingNames: [(field: NameField, name: Name)] { names }
}
