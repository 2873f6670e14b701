private import Bytes
internal import Formats
internal import Records
internal import XML

/// Writes the header, which describes the list and says that it was made here.
enum HeaderWriting {
    /// Up to where the correspondence descriptions stand.
    static func begin(_ head: CollectionHead, into sink: inout WriteSink) {
        var writer = XMLWriter(indentation: 0)
        writer.declaration()
        writer.start("TEI")
        writer.attribute("xmlns", Element.namespace)
        writer.start("teiHeader")
        fileDesc(head.info, &writer)
        encodingDesc(&writer)
        for kept in parts(of: head, "teiHeader/") where kept.name != "teiHeader/revisionDesc" { raw(kept, &writer) }
        writer.out.take(into: &sink.bytes)
        if hasProfile(head) { sink.write("\n    <profileDesc>") }
        append(to: &sink, indentation: 3) { writer in
            for kept in parts(of: head, HeaderState.profilePrefix) { raw(kept, &writer) }
        }
    }

    private static func hasProfile(_ head: CollectionHead) -> Bool {
        head.hasFront || !parts(of: head, HeaderState.profilePrefix).isEmpty
    }

    /// From there to the text.
    static func end(_ head: CollectionHead, into sink: inout WriteSink) {
        if hasProfile(head) { sink.write("\n    </profileDesc>") }
        append(to: &sink, indentation: 2) { writer in
            for kept in parts(of: head, "teiHeader/") where kept.name == "teiHeader/revisionDesc" { raw(kept, &writer) }
        }
        sink.write("\n  </teiHeader>")
        append(to: &sink, indentation: 1) { standOff("standOff/", head, &$0) }
        sink.write("\n")
    }

    /// Writes on a line of its own, where anything is written.
    static func append(to sink: inout WriteSink, indentation: Int, _ write: (inout XMLWriter) -> Void) {
        var writer = XMLWriter(indentation: indentation)
        writer.out.append("\n")
        write(&writer)
        if writer.out.count > 1 { writer.out.take(into: &sink.bytes) }
    }

    /// Lists of persons and places.
    static func standOff(_ prefix: String, _ head: CollectionHead, _ writer: inout XMLWriter) {
        let lists = parts(of: head, prefix)
        guard !lists.isEmpty else { return }
        writer.start("standOff")
        let single = ["person": "listPerson", "org": "listOrg"]
        for kept in lists where single[String(kept.name.dropFirst(prefix.count))] == nil { raw(kept, &writer) }
        for (name, list) in single.sorted(by: { $0.key < $1.key }) {
            let members = lists.filter { $0.name.dropFirst(prefix.count) == name }.compactMap(inner)
            // On one line, as it is written again.
            if !members.isEmpty { writer.raw("<\(list)>\(members.joined())</\(list)>") }
        }
        writer.end()
    }

    /// XML that was kept of the collection, where it is well formed.
    static func raw(_ kept: Kept, _ writer: inout XMLWriter) {
        if let xml = inner(kept) { writer.raw(xml) }
    }

    private static func inner(_ kept: Kept) -> String? {
        guard kept.format == RecordReading.format, kept.form == .xml else { return nil }
        return Snippet.read(kept.value, Snippet.inner)
    }

    private static func parts(of head: CollectionHead, _ prefix: String) -> [Kept] {
        head.info.kept.filter { $0.format == RecordReading.format && $0.name.hasPrefix(prefix) }
    }

    private static func fileDesc(_ info: CollectionInfo, _ writer: inout XMLWriter) {
        writer.start("fileDesc")
        writer.start("titleStmt")
        writer.element(
            "title", info.title.isEmpty ? [(.type, "none")] : [], Text(info.title.isEmpty ? "References" : info.title))
        writer.end()
        writer.start("publicationStmt")
        writer.element("p", [], "Unpublished.")
        writer.end()
        let foreign = info.kept.filter { $0.format != RecordReading.format }
        if !info.source.isEmpty || !info.ranges.isEmpty || info.total != nil || !foreign.isEmpty {
            writer.start("notesStmt")
            if !info.source.isEmpty { writer.element("note", [(.type, "source")], Text(info.source)) }
            for range in info.ranges {
                writer.element("note", [(.type, "range")], Text("\(range.lowerBound)-\(range.upperBound)"))
            }
            if let total = info.total { writer.element("note", [(.type, "total")], Text("\(total)")) }
            for kept in foreign {
                writer.element("note", [(.type, "kept"), (.n, KeptNote.label(kept))], Text(kept.value))
            }
            writer.end()
        }
        writer.start("sourceDesc")
        writer.element("p", [], "Converted from bibliographic records.")
        writer.end()
        writer.end()
    }

    private static func encodingDesc(_ writer: inout XMLWriter) {
        writer.start("encodingDesc")
        writer.start("appInfo")
        writer.start("application")
        writer.attribute(.ident, OwnHeader.application)
        writer.attribute("version", "1.0")
        writer.element("label", [], "Ibid")
        writer.end()
        writer.end()
        writer.start("classDecl")
        writer.start("taxonomy")
        writer.attribute(.id, Identifiers.ownPrefix + "evidence")
        for row in Evidences.words {
            writer.start("category")
            writer.attribute(.id, "\(Identifiers.ownPrefix)evidence.\(row.word)")
            writer.element("catDesc", [], Text(row.meaning))
            writer.end()
        }
        for _ in 0..<3 { writer.end() }
    }
}
