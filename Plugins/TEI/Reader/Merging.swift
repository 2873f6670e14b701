internal import Records
internal import XML

/// A manuscript's description beside its record: the reference goes into the record; a description that says more than the
/// record would be written with is kept.
enum ManuscriptMerging {
    static func merge(_ node: Node, into record: inout Record) {
        let reference = ManuscriptReading.reference(node)
        if let index = record.referenceIndex, case .reference(let archive) = record.entries[index].content {
            // What was taken for the archive is where the copy was found.
            let entry = record.entries[index]
            record.reference = nil
            record[.source] = archive.repository
            if let source = record.entries.firstIndex(where: { $0.isText(.source) }) {
                record.entries[source].certainty = entry.certainty
                record.entries[source].evidence = entry.evidence
            }
            if !archive.institution.isEmpty { record[.publisher] = Text(archive.institution) }
            if !archive.place.isEmpty { record[.publisherPlace] = Text(archive.place) }
        }
        record.setReference(reference, like: ManuscriptReading.statement(node))
        StatementOrder.sort(&record)
        if ManuscriptWriting.xml(record) != Fragment.content(node) {
            record.kept.append(
                Kept(format: RecordReading.format, name: "attached/msDesc", value: Fragment.xml(node), form: .xml))
            addFields(node, to: &record)
        }
    }
}

extension ManuscriptMerging {
    /// What a description says of the thing itself, where the record says nothing.
    private static func addFields(_ node: Node, to record: inout Record) {
        let says = (node.index...node.end).contains { index in
            guard node.view.kind(index) == .start else { return false }
            switch Node(view: node.view, index: index).element {
            case .extent, .dimensions, .altIdentifier: return true
            default: return false
            }
        }
        guard says else { return }
        var reading = RecordReading()
        for entry in reading.whole(node).entries {
            guard case .text(let field, _) = entry.content, record[field] == nil else { continue }
            switch field {
            case .extent, .dimensions, .callNumber: record.entries.append(entry)
            default: break
            }
        }
        StatementOrder.sort(&record)
    }
}

/// A correspondence description that points to a record: what it adds goes into the record; one that says more than the record
/// would be written with is kept.
enum CorrespondenceMerging {
    static func merge(_ xml: String, into record: inout Record) {
        Snippet.read(xml) { node in
            if CorrespondenceWriting.xml(record) == Fragment.content(node) {
                return
            }
            var reading = RecordReading()
            let letter = reading.whole(node)
            for entry in letter.entries {
                switch entry.content {
                case .names(let field, _): if record[field].isEmpty { record.entries.append(entry) }
                case .date(let field, _): if record[field] == nil { record.entries.append(entry) }
                case .text, .relation, .reference: break
                }
            }
            StatementOrder.sort(&record)
            record.kept.append(
                Kept(format: RecordReading.format, name: "attached/correspDesc", value: xml, form: .xml))
        }
    }
}
