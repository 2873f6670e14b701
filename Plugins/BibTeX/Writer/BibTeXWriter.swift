internal import Formats
internal import Records
internal import TeX

/// Writes entries. A field that the record has as it was read is written as it stood; what came from elsewhere, or was
/// changed, is written anew.
struct BibTeXWriter: RecordWriter {
    /// Nil: that of the record's source, and BibTeX for what came from elsewhere.
    let dialect: Dialect?
    /// Nil: ASCII for BibTeX, UTF-8 for BibLaTeX.
    let isASCII: Bool?
    let keepsLayout: Bool
    let isTidy: Bool
    let trustsTeX: Bool
    private let pool = KeptReading.Pool()

    init(dialect: Dialect?, isASCII: Bool?, keepsLayout: Bool, isTidy: Bool, trustsTeX: Bool) {
        self.dialect = dialect
        self.isASCII = isASCII
        self.keepsLayout = keepsLayout
        self.isTidy = isTidy
        self.trustsTeX = trustsTeX
    }

    var needsUniqueKeys: Bool { true }
    var needsAllRecords: Bool { isTidy }
    var separator: [UInt8] { keepsLayout || isTidy ? [] : [UInt8(ascii: "\n")] }

    /// Tidied, all entries are written here, in order.
    func begin(_ head: CollectionHead, into sink: inout WriteSink) {
        var isFirst = true
        for index in EntryOrder.order(of: head.records) {
            if !isFirst { sink.write("\n") }
            isFirst = false
            entry(head.records[index], into: &sink)
        }
    }

    func write(_ record: Record, into sink: inout WriteSink) {
        if !isTidy { entry(record, into: &sink) }
    }

    private func entry(_ record: Record, into sink: inout WriteSink) {
        if keepsLayout, layout(record, into: &sink) { return }
        writeBefore(record.kept, into: &sink)
        let reading = pool.take()
        var writer = EntryWriter(record, dialect(of: record), self, reading)
        writer.write(into: &sink)
        pool.put(back: reading)
    }

    func end(_ head: CollectionHead, into sink: inout WriteSink) {
        for kept in head.info.kept where Dialect(format: kept.format) != nil {
            if kept.name == KeptName.source {
                sink.write(kept.value)
            } else if kept.name == KeptName.before {
                sink.write("\n")
                sink.write(kept.value)
                sink.write("\n")
            }
        }
    }

    private func dialect(of record: Record) -> Dialect {
        if let dialect { return dialect }
        for kept in record.kept where kept.name == KeptName.type {
            if let dialect = Dialect(format: kept.format) { return dialect }
        }
        return .bibtex
    }

    /// Text, comments, preambles and data entries that stood before the entry.
    private func writeBefore(_ kept: [Kept], into sink: inout WriteSink) {
        for one in kept where one.name == KeptName.before && Dialect(format: one.format) != nil {
            sink.write(one.value)
            sink.write("\n\n")
        }
    }

    /// Writes the entry as it stood, where the record is still what was read from it.
    private func layout(_ record: Record, into sink: inout WriteSink) -> Bool {
        guard let source = record.kept.first(where: { $0.name == KeptName.source && Dialect(format: $0.format) != nil })
        else {
            // What came from elsewhere stands on lines of its own.
            sink.write("\n\n")
            return false
        }
        sink.write(source.value)
        return true
    }
}

/// The order of entries that are tidied: by their keys, whatever the case of letters, and those that others take fields from
/// behind the others, as BibTeX wants them.
enum EntryOrder {
    static func order(of records: [Record]) -> [Int] {
        var parents: Set<String> = []
        for record in records {
            for relation in record.relations where relation.kind == .partOf { parents.insert(relation.key) }
        }
        let keys = records.map { (isParent: parents.contains($0.key), folded: $0.key.lowercased()) }
        return records.indices.sorted { a, b in
            if keys[a].isParent != keys[b].isParent { return keys[b].isParent }
            return keys[a].folded == keys[b].folded ? a < b : keys[a].folded < keys[b].folded
        }
    }
}
