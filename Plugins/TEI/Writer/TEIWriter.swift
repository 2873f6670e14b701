private import Bytes
internal import Formats
internal import Records
internal import XML

/// Writes a TEI document: `listBibl` with a `biblStruct` a record, `msDesc` for what lies in an archive, `correspDesc` in the
/// header for letters.
struct TEIWriter: RecordWriter {
    var needsUniqueKeys: Bool { true }
    var writesFront: Bool { true }

    private static let recordDepth = 4
    private static let letterDepth = 3

    func begin(_ head: CollectionHead, into sink: inout WriteSink) {
        HeaderWriting.begin(head, into: &sink)
    }

    func beginRecords(_ head: CollectionHead, into sink: inout WriteSink) {
        HeaderWriting.end(head, into: &sink)
        sink.write(head.hasBody ? "  <text>\n    <body>\n      <listBibl>" : "  <text>\n    <body>\n      <p/>")
    }

    func write(_ record: Record, into sink: inout WriteSink) { write(record, after: nil, into: &sink) }

    func write(_ record: Record, after previous: Record?, into sink: inout WriteSink) {
        let lists = Lists.of(record)
        Lists.change(
            from: previous.map(Lists.of) ?? [], to: lists,
            record.kept.isEmpty ? [] : record.kept.compactMap(ListRemark.init),
            into: &sink)
        let id = Identifiers.encode(record.key)
        if let whole = WholeWriting(record, id: id) {
            if whole.isLetter {
                line(whole.xml, depth: TEIWriter.letterDepth, into: &sink.front)
            } else {
                line(whole.xml, depth: TEIWriter.recordDepth + lists.count, into: &sink.bytes)
            }
            return
        }
        let hasWhole = record.kept.contains {
            $0.format == RecordReading.format && $0.name.hasPrefix(RecordReading.wholePrefix)
        }
        if hasWhole {
            sink.diagnostics.append(
                Diagnostic(
                    .warning, "tei.changed",
                    "the record no longer says what the kept element does: it is written as a biblStruct",
                    record: record.key))
        }
        var record = record
        StatementOrder.sort(&record)
        body(record, id: id, depth: TEIWriter.recordDepth + lists.count, into: &sink)
        letter(record, id: id, into: &sink)
    }

    func end(_ head: CollectionHead, into sink: inout WriteSink) { end(head, after: nil, into: &sink) }

    func end(_ head: CollectionHead, after last: Record?, into sink: inout WriteSink) {
        let remarks = head.hasBody ? head.info.kept.compactMap(ListRemark.init) : []
        Lists.change(from: last.map(Lists.of) ?? [], to: [], remarks, into: &sink)
        HeaderWriting.append(to: &sink, indentation: TEIWriter.recordDepth) { writer in
            for kept in head.info.kept where kept.name.hasPrefix("listBibl/") && head.hasBody {
                HeaderWriting.raw(kept, &writer)
            }
        }
        sink.write(head.hasBody ? "\n      </listBibl>\n    </body>\n  </text>" : "\n    </body>\n  </text>")
        HeaderWriting.append(to: &sink, indentation: 1) { HeaderWriting.standOff("back/", head, &$0) }
        sink.write("\n</TEI>\n")
    }

    private func body(_ record: Record, id: String, depth: Int, into sink: inout WriteSink) {
        var writer = XMLWriter(indentation: depth)
        writer.out.append("\n")
        let writing = BiblStructWriting(record, writer, &sink)
        let hasManuscript = writing.hasManuscript
        writer = writing.write(id: id)
        if hasManuscript {
            if let xml = AttachedWriting.manuscript(record, id: id) {
                writer.raw(xml)
            } else {
                ManuscriptWriting.write(record, id: id, to: &writer)
            }
        }
        if writer.replaced > 0 {
            sink.cannotWrite(
                "\(writer.replaced) control characters", of: record, code: "tei.control-characters",
                hint: "XML has no form for them; they are written as U+FFFD")
        }
        writer.out.take(into: &sink.bytes)
        report(record, into: &sink)
    }

    /// What has no place in TEI.
    private func report(_ record: Record, into sink: inout WriteSink) {
        if let location = record.reference?.location, !location.isPlain {
            sink.cannotWrite("markup in the archival reference", of: record, code: "tei.markup")
        }
        if record.kept.contains(where: {
            $0.format == RecordReading.format && $0.name.hasPrefix(RecordReading.documentPrefix)
        }) {
            sink.diagnostics.append(
                Diagnostic(
                    .note, "tei.document", "a list has no place for the document’s heading as it was encoded",
                    hint: "what the record says of it is written", record: record.key))
        }
        for entry in record.entries {
            guard case .names(_, let names) = entry.content else { continue }
            for name in names {
                guard let kept = name.kept.first(where: { $0.value != Persons.pointer(of: name) }) else { continue }
                sink.cannotWrite("what \(kept.format) says of a name", of: record, code: "tei.name-annotation")
            }
        }
    }

    private func letter(_ record: Record, id: String, into sink: inout WriteSink) {
        if let xml = AttachedWriting.letter(record, id: id) {
            return line(xml, depth: TEIWriter.letterDepth, into: &sink.front)
        }
        guard CorrespondenceWriting.isLetter(record) else { return }
        var writer = XMLWriter(indentation: TEIWriter.letterDepth)
        writer.out.append("\n")
        CorrespondenceWriting.write(record, id: id, to: &writer)
        if writer.out.last == UInt8(ascii: "\n") { writer.out.removeAll(from: writer.out.count - 1) }
        writer.out.take(into: &sink.front)
    }

    private func line(_ xml: String, depth: Int, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<depth { bytes.append(contentsOf: "  ".utf8) }
        bytes.append(contentsOf: xml.utf8)
    }
}

/// A record that is written as the element that it was read from, since it still says the same.
struct WholeWriting {
    let xml: String
    /// Whether it stands in the header.
    let isLetter: Bool

    init?(_ record: Record, id: String) {
        guard
            let kept = record.kept.first(where: {
                $0.format == RecordReading.format && $0.name.hasPrefix(RecordReading.wholePrefix)
            })
        else { return nil }
        let written = Snippet.read(kept.value) { node -> (xml: String, isLetter: Bool)? in
            // Only elements that may stand there.
            switch node.element {
            case .bibl, .biblFull, .msDesc, .msFrag, .correspDesc: break
            default: return nil
            }
            var reading = RecordReading()
            let again = reading.whole(node)
            guard again.type == record.type, Persons.areSame(record.entries, as: again.entries),
                record.kept.allSatisfy({ $0.format == RecordReading.format || again.kept.contains($0) })
            else { return nil }
            return (Fragment.xml(node, id: id), node.element == .correspDesc)
        }
        guard let found = written ?? nil else { return nil }
        xml = found.xml
        isLetter = found.isLetter
    }
}

/// What was kept beside a record and still belongs to it.
enum AttachedWriting {
    static func manuscript(_ record: Record, id: String) -> String? {
        read(record, "attached/msDesc") { node in
            guard node.element == .msDesc, ManuscriptReading.reference(node) == record.reference,
                ManuscriptReading.belongs(node, to: id)
            else { return nil }
            return Snippet.inner(node)
        }
    }

    static func letter(_ record: Record, id: String) -> String? {
        read(record, "attached/correspDesc") { node in
            node.element == .correspDesc && node[.corresp] == "#" + id ? Snippet.inner(node) : nil
        }
    }

    private static func read(_ record: Record, _ name: String, _ body: (Node) -> String?) -> String? {
        guard let kept = record.kept.first(where: { $0.format == RecordReading.format && $0.name == name }) else {
            return nil
        }
        return Snippet.read(kept.value, body) ?? nil
    }
}
