internal import Formats
internal import Records
private import Synchronization

/// Writes entries. A field that the record has as it was read is written as it stood; what came from elsewhere, or was
/// changed, is written anew.
struct BibTeXWriter: RecordWriter {
    private let options: WritingOptions
    private let writers: Writers

    init(_ options: WritingOptions) {
        self.options = options
        writers = Writers(options)
    }

    var needsUniqueKeys: Bool { true }
    var needsAllRecords: Bool { options.isTidy }
    var separator: [UInt8] { options.keepsLayout || options.isTidy ? [] : [UInt8(ascii: "\n")] }

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
        if !options.isTidy { entry(record, into: &sink) }
    }

    private func entry(_ record: Record, into sink: inout WriteSink) {
        if options.keepsLayout, layout(record, into: &sink) { return }
        let writer = writers.take()
        writer.entry.write(record, into: &sink)
        writers.put(back: writer)
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

/// What a writer is told.
struct WritingOptions: Sendable {
    /// Nil: that of the record's source, and BibTeX for what came from elsewhere.
    var dialect: Dialect?
    /// Nil: ASCII for BibTeX, UTF-8 for BibLaTeX.
    var isASCII: Bool?
    var keepsLayout = false
    var isTidy = false
    var trustsTeX = false

    /// The dialect that a record is written in.
    func dialect(of record: Record) -> Dialect {
        if let dialect { return dialect }
        for index in record.kept.indices where record.kept[index].name == KeptName.type {
            if let dialect = Dialect(format: record.kept[index].format) { return dialect }
        }
        return .bibtex
    }
}

/// Writers of entries that are free. Each holds buffers and is used for many records, by one thread at a time.
private final class Writers: Sendable {
    final class Writer {
        var entry: EntryWriter
        init(_ options: WritingOptions) { entry = EntryWriter(options) }
    }

    private struct Free: @unchecked Sendable {
        // Only whoever took one out uses it.
        var writers: [Writer] = []
    }

    private let options: WritingOptions
    private let free = Mutex(Free())

    init(_ options: WritingOptions) { self.options = options }

    func take() -> Writer {
        let box = free.withLock { Box(writer: $0.writers.popLast()) }
        return box.writer ?? Writer(options)
    }

    func put(back writer: Writer) {
        let box = Box(writer: writer)
        free.withLock { if let writer = box.writer { $0.writers.append(writer) } }
    }

    private struct Box: @unchecked Sendable {
        let writer: Writer?
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
