internal import Formats
internal import Records
internal import XML

/// Writes one record as a `biblStruct`.
struct BiblStructWriting: ~Copyable {
    let record: Record
    let shape: RecordShape
    var plan: KeptPlan
    var writer: XMLWriter
    /// Whether the level that is open has a title.
    private var hasTitle = false

    /// - Parameter record: its statements in the order of `StatementOrder`.
    init(_ record: Record, _ writer: consuming XMLWriter, _ sink: inout WriteSink) {
        self.record = record
        self.writer = writer
        shape = RecordShape(record)
        plan = record.kept.isEmpty ? KeptPlan() : KeptPlan(record, shape, &sink)
    }

    /// Whether a manuscript's description belongs beside it.
    var hasManuscript: Bool { shape.hasManuscript }

    consuming func write(id: String) -> XMLWriter {
        writer.start("biblStruct")
        if !id.isEmpty { writer.attribute(.id, id) }
        types()
        attributes(.biblStruct)
        if shape.hasAnalytic { analytic() }
        raws(.biblStruct, slot: 1)
        monogr()
        series()
        for slot in 2...3 { raws(.biblStruct, slot: slot) }
        notes()
        relations()
        foreign()
        rest(.biblStruct)
        writer.end()
        return writer
    }

    // MARK: Levels

    private mutating func types() {
        let levels = Typing.byLevels(
            hasAnalytic: shape.hasAnalytic, main: plan["title/@level"] ?? shape.mainLevel,
            container: plan["container/@level"] ?? shape.containerLevel)
        if let word = plan["biblStruct/@type"] {
            // The word that was read, as long as it still says the record's type.
            let subtype = plan["biblStruct/@subtype"]
            let read = Typing.type(of: word, subtype: subtype, levels: levels)
            if read.type == record.type, read.genre == nil || record[.genre] != nil {
                writer.attribute(.type, word)
                if let subtype { writer.attribute(.subtype, subtype) }
                return
            }
        }
        writer.attribute(.type, shape.typeWord)
        if let subtype = shape.subtype ?? plan["biblStruct/@subtype"] { writer.attribute(.subtype, subtype) }
    }

    private mutating func attributes(_ place: BiblPlace) {
        for (name, value) in plan.attributes(place)
        where !(place == .biblStruct && (name == "type" || name == "subtype")) {
            guard name.first == "{" else {
                // The id is the key's, and what is no name cannot be one.
                if Identifiers.isName(name[...]), name != "xml:id" { writer.attribute(name, value) }
                continue
            }
            // An attribute of another namespace, as {namespace}name.
            let parts = name.dropFirst().split(separator: "}", maxSplits: 1)
            guard parts.count == 2, Identifiers.isName(parts[1]) else { continue }
            writer.attribute("xmlns:ns0", String(parts[0]))
            writer.attribute("ns0:\(parts[1])", value)
        }
    }

    private mutating func analytic() {
        writer.start("analytic")
        attributes(.analytic)
        names([.main], .analytic)
        hasTitle = false
        titles(.main)
        raws(.analytic, slot: 2)
        identifiers(.main)
        language()
        rest(.analytic)
        writer.end()
    }

    private mutating func monogr() {
        writer.start("monogr")
        attributes(.monogr)
        names(shape.hasAnalytic ? [.container] : [.main, .container], .monogr)
        meeting()
        raws(.monogr, slot: 1)
        hasTitle = false
        if shape.hasAnalytic { titles(.container) } else { titles(.main) }
        titles(.monogr)
        if plan.hasItem(.monogr, "title") { hasTitle = true }
        if !hasTitle { writer.element("title", [], "") }
        raws(.monogr, slot: 2)
        if !shape.hasAnalytic { identifiers(.main) }
        identifiers(.monogr)
        raws(.monogr, slot: 3)
        if !shape.hasAnalytic { language() }
        raws(.monogr, slot: 4)
        rights()
        raws(.monogr, slot: 5)
        raws(.monogr, slot: 6)
        texts {
            $0.element == .edition
        } write: { writer, row, text, entry in
            writer.element("edition", [], text, entry)
        }
        raws(.monogr, slot: 7)
        imprint()
        raws(.monogr, slot: 8)
        extents()
        texts {
            $0.element == .biblScope && $0.level == .monogr
        } write: { writer, row, text, entry in
            writer.element("biblScope", [(.unit, row.words[0])], text, entry)
        }
        rest(.monogr)
        writer.end()
    }

    private mutating func imprint() {
        writer.start("imprint")
        attributes(.imprint)
        var isEmpty = !plan.has(.imprint)
        if shape.container == .repository, let reference = record.reference {
            for (name, field, value) in [
                ("publisher", TextField.publisher, reference.institution),
                ("pubPlace", .publisherPlace, reference.place),
            ] where !value.isEmpty && !isWrittenAsKept(field, value) {
                writer.element(name, [], Text(value))
                isEmpty = false
            }
        }
        for (index, entry) in record.entries.enumerated() {
            switch entry.content {
            case .text(.publisher, let text) where !plan.covers(index):
                writer.element("publisher", [], text, entry)
                isEmpty = false
            case .text(.publisherPlace, let text) where !plan.covers(index):
                writer.element("pubPlace", [], text, entry)
                isEmpty = false
            case .date(.issued, let date) where !plan.covers(index):
                writer.date("date", date, entry)
                isEmpty = false
            default: break
            }
        }
        if isEmpty { writer.element("date") }
        rest(.imprint)
        writer.end()
    }

    private func isWrittenAsKept(_ field: TextField, _ value: String) -> Bool {
        plan.coversArchive(field)
    }

    private mutating func series() {
        let hasFields = record.entries.enumerated().contains { index, entry in
            switch entry.content {
            case .text(let field, _): field == .collectionTitle || field == .collectionNumber
            case .names(let field, _): NameLevel.of(field) == .series
            default: false
            }
        }
        guard hasFields || plan.has(.series) else { return }
        writer.start("series")
        attributes(.series)
        names([.series], .series)
        raws(.series, slot: 1)
        titles(.series)
        raws(.series, slot: 2)
        texts {
            $0.element == .biblScope && $0.level == .series
        } write: { writer, row, text, entry in
            writer.element("biblScope", [(.unit, row.words[0])], text, entry)
        }
        rest(.series)
        writer.end()
    }

    // MARK: Names

    /// The names of these levels, and those of the place that are written as they were kept, in their order.
    private mutating func names(_ levels: [NameLevel], _ place: BiblPlace) {
        for (index, entry) in record.entries.enumerated() {
            guard case .names(let field, let names) = entry.content else { continue }
            for (number, name) in names.enumerated() {
                if let item = plan.item(forName: number, of: index) {
                    guard plan.place(ofItem: item) == place else { continue }
                    for xml in plan.take(place, slot: 1, before: item) { writer.raw(xml) }
                    if let xml = plan.take(item) { writer.raw(xml) }
                } else if levels.contains(NameLevel.of(field)) {
                    writer.responsibility(field, name)
                }
            }
        }
    }

    // MARK: Titles

    private mutating func titles(_ level: TextMapping.Level) {
        if level == .container { archiveTitle() }
        for (index, entry) in record.entries.enumerated() {
            guard case .text(let field, let text) = entry.content, let row = TextMapping.row(field),
                row.element == .title, row.level == level
            else { continue }
            hasTitle = true
            guard !plan.covers(index) else { continue }
            title(row, text, entry)
        }
    }

    /// The archive, or the source of the copy, in the container's place.
    private mutating func archiveTitle() {
        let text: Text?
        switch shape.container {
        case .repository: text = record.reference?.repository
        case .source: text = record[.source]
        case .title, .none: text = nil
        }
        guard let text, !plan.coversArchive(.containerTitle) else { return }
        hasTitle = true
        let entry =
            shape.container == .source
            ? record.entries.first { $0.content == .text(.source, text) }
            : record.referenceIndex.map { record.entries[$0] }
        writer.element(
            "title",
            [(.level, plan["container/@level"] ?? shape.containerLevel), (.type, plan["container/@type"] ?? "")], text,
            entry)
    }

    private mutating func title(_ row: TextMapping.Row, _ text: Text, _ entry: Entry) {
        var attributes: [(Attribute, String)] = []
        var text = text
        var type = row.words[0]
        switch row.field {
        case .title:
            attributes.append((.level, plan["title/@level"] ?? shape.mainLevel))
            if let main = record[.subtitle].flatMap({ Subtitles.main(of: text, without: $0) }) {
                text = main
                type = "main"
            }
            type = plan["title/@type"] ?? type
            let language = record[.language]?.string ?? ""
            attributes.append((.lang, plan["title/@xml:lang"] ?? (LanguageTags.isTag(language) ? language : "")))
        case .containerTitle:
            attributes.append((.level, plan["container/@level"] ?? shape.containerLevel))
            if let main = record[.containerSubtitle].flatMap({ Subtitles.main(of: text, without: $0) }) {
                text = main
                type = "main"
            }
            type = plan["container/@type"] ?? type
        case .collectionTitle: attributes.append((.level, "s"))
        default: break
        }
        writer.element("title", attributes + [(.type, type)], text, entry)
    }

    // MARK: Identifiers, language, rights, extents

    private mutating func identifiers(_ level: TextMapping.Level) {
        texts {
            $0.element == .idno && $0.level == level
        } write: { writer, row, text, entry in
            writer.element("idno", [(.type, row.words[0])], Text(text.string), entry)
        }
    }

    private mutating func language() {
        texts {
            $0.element == .textLang
        } write: { writer, _, text, entry in
            let isTag = LanguageTags.isTag(text.string) && text.isPlain
            writer.element("textLang", isTag ? [(.mainLang, text.string)] : [], isTag ? "" : text, entry)
        }
    }

    private mutating func rights() {
        texts {
            $0.element == .licence || $0.element == .availability
        } write: { writer, row, text, entry in
            writer.start("availability")
            writer.element(row.element == .licence ? "licence" : "p", [], text, entry)
            writer.end()
        }
    }

    private mutating func meeting() {
        let title = index(of: .eventTitle)
        let place = index(of: .eventPlace)
        guard title != nil || place != nil else { return }
        writer.start("meeting")
        if let title, place == nil {
            // A meeting with a name alone holds it as its text.
            if case .text(_, let text) = record.entries[title].content {
                writer.statement(record.entries[title])
                writer.content(text)
            }
        } else {
            writer.keepInline()
            for (index, name, type) in [(title, "name", "event"), (place, "placeName", "")] {
                guard let index, case .text(_, let text) = record.entries[index].content else { continue }
                writer.element(name, [(.type, type)], text, record.entries[index])
            }
        }
        writer.end()
    }

    private func index(of field: TextField) -> Int? {
        record.entries.indices.first { index in
            if case .text(field, _) = record.entries[index].content { !plan.covers(index) } else { false }
        }
    }

    private mutating func extents() {
        texts {
            $0.element == .extent
        } write: { writer, _, text, entry in
            writer.element("extent", [], text, entry)
        }
        texts {
            $0.element == .measure
        } write: { writer, row, text, entry in
            writer.start("extent")
            writer.element("measure", [(.unit, row.words[0])], text, entry)
            writer.end()
        }
    }

    // MARK: Helpers

    /// The texts of the rows that `isWanted` says, but those written as they were kept.
    private mutating func texts(
        _ isWanted: (TextMapping.Row) -> Bool, write: (inout XMLWriter, TextMapping.Row, Text, Entry) -> Void
    ) {
        for (index, entry) in record.entries.enumerated() {
            guard case .text(let field, let text) = entry.content, let row = TextMapping.row(field), isWanted(row),
                !plan.covers(index)
            else { continue }
            write(&writer, row, text, entry)
        }
    }

    private mutating func raws(_ place: BiblPlace, slot: Int) {
        for xml in plan.take(place, slot: slot) { writer.raw(xml) }
    }

    /// What is left of a place, and its remarks.
    private mutating func rest(_ place: BiblPlace) {
        for xml in plan.take(place, slot: nil) { writer.raw(xml) }
        for (kind, value) in plan.remarks(place) { writer.remark(kind, value) }
    }
}

extension Entry {
    func isText(_ field: TextField) -> Bool {
        if case .text(field, _) = content { true } else { false }
    }
}
