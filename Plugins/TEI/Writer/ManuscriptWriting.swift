internal import Records
internal import XML

/// Writes `msDesc`: where the original lies, and where its copy was found.
enum ManuscriptWriting {
    /// The description on its own, in the form of `Fragment.content`.
    static func xml(_ record: Record) -> String {
        var writer = XMLWriter()
        write(record, id: Identifiers.encode(record.key), isAlone: true, to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func write(_ record: Record, id: String, isAlone: Bool = false, to writer: inout XMLWriter) {
        guard let index = record.referenceIndex, case .reference(let reference) = record.entries[index].content else {
            return
        }
        writer.start("msDesc")
        if isAlone { writer.attribute("xmlns", Element.namespace) }
        if !id.isEmpty { writer.attribute(.id, Identifiers.manuscriptPrefix + id) }
        writer.start("msIdentifier")
        writer.statement(record.entries[index])
        identifier(reference, to: &writer)
        writer.end()
        contents(record, reference, to: &writer)
        if let issued = record[.issued], issued.shape != .literal {
            writer.start("history")
            writer.start("origin")
            writer.date("origDate", issued)
            writer.end()
            writer.end()
        }
        writer.start("additional")
        writer.start("surrogates")
        writer.start("bibl")
        if id.isEmpty { writer.attribute(.type, "preceding") } else { writer.attribute(.corresp, "#" + id) }
        if let url = record[.url]?.string, !url.isEmpty, !url.utf8.contains(where: { $0 <= 0x20 }) {
            writer.element("ref", [(.target, url)], record[.source] ?? Text(url))
        } else if let source = record[.source] {
            writer.element("title", [], source)
        }
        for _ in 0..<4 { writer.end() }
    }

    private static func identifier(_ reference: ArchivalReference, to writer: inout XMLWriter) {
        func part(_ name: String, _ attributes: [(Attribute, String)], _ text: Text) {
            if !text.isEmpty { writer.element(name, attributes, text) }
        }
        part("country", [], Text(reference.country))
        part("settlement", [], Text(reference.place))
        part("institution", [], Text(reference.institution))
        part(
            "repository", [(.key, reference.code)],
            reference.repository.isEmpty ? Text(reference.code) : reference.repository)
        part("collection", [], reference.collection)
        part("collection", [(.type, "subarea")], Text(reference.subarea))
        for level in levels(of: reference).collections { self.level("collection", level, reference, to: &writer) }
        if reference.location.isEmpty {
            part("idno", [], Text(reference.levelsText))
        } else {
            let isComposed = reference.location.string == reference.levelsText
            part("idno", [(.type, isComposed ? "given" : "")], Text(reference.location.string))
        }
    }

    private static func contents(_ record: Record, _ reference: ArchivalReference, to writer: inout XMLWriter) {
        writer.start("msContents")
        writer.start("msItem")
        for level in levels(of: reference).loci { self.level("locus", level, reference, to: &writer) }
        writer.element("title", [(.level, "u")], record[.title] ?? "")
        writer.end()
        writer.end()
    }

    /// The levels of leaves at the end are places within the item; the others lead to it.
    private static func levels(
        of reference: ArchivalReference
    ) -> (collections: ArraySlice<ArchivalReference.Level>, loci: ArraySlice<ArchivalReference.Level>) {
        var split = reference.levels.endIndex
        while split > 0, Levels.isLocus(reference.levels[split - 1].kind) { split -= 1 }
        return (reference.levels[..<split], reference.levels[split...])
    }

    private static func level(
        _ name: String, _ level: ArchivalReference.Level, _ reference: ArchivalReference, to writer: inout XMLWriter
    ) {
        writer.start(name)
        writer.attribute(.type, level.kind.name)
        writer.attribute(.n, level.value)
        writer.content(Text(level.text(isRussian: reference.isRussian)))
        writer.end()
    }
}
