internal import Formats
internal import Records
internal import XML

/// One record's share of a document, found by `Segmenter` and mapped on any core.
struct Job: Sendable {
    enum Source: Sendable {
        /// An element of the stretch, and the manuscript's description that follows it.
        case element(Int, manuscript: Int?)
        /// An element that was put together from several places.
        case fragment(String)
    }

    var source: Source
    var line: Int
    /// The lists that the record stands in, from the outermost: start tag and heads.
    var lists: [String] = []
    /// The correspondence description that points to the record.
    var correspondence: String?
    /// The comments and instructions before it.
    var remarks: [Kept] = []
    /// What a document says of the volume that it stands in.
    var volume: [Entry] = []
    /// The divisions that a document stands in, from the outermost: their start tags.
    var within: [String] = []
    /// Whom the document described before.
    var persons = Persons()
}

/// Maps the jobs of a stretch.
struct JobMapping {
    let events: XMLEvents
    let jobs: [Job]

    func batch(_ diagnostics: [Diagnostic], info: CollectionInfo?) -> Batch {
        var batch = Batch(diagnostics: diagnostics, info: info)
        batch.records.reserveCapacity(jobs.count)
        events.withView { view in
            for job in jobs {
                guard var record = record(job, view) else { continue }
                if let description = job.correspondence {
                    CorrespondenceMerging.merge(description, into: &record)
                }
                record.entries.append(contentsOf: job.volume)
                record.kept += job.within.map {
                    Kept(
                        format: RecordReading.format, name: RecordReading.documentPrefix + "within", value: $0,
                        form: .xml)
                }
                let lists = job.lists.map {
                    Kept(format: RecordReading.format, name: "listBibl", value: $0, form: .xml)
                }
                job.persons.resolve(&record)
                if !(lists.isEmpty && job.remarks.isEmpty) {
                    record.kept.insert(contentsOf: lists + job.remarks, at: 0)
                }
                batch.records.append(record)
                batch.lines.append(job.line)
            }
        }
        return batch
    }

    private func record(_ job: Job, _ view: XMLEventsView) -> Record? {
        switch job.source {
        case .element(let index, let manuscript):
            let node = Node(view: view, index: index)
            guard node.element == .biblStruct else { return JobMapping.whole(node) }
            var reading = RecordReading()
            reading.biblStruct(node)
            var record = reading.finished()
            if let manuscript {
                ManuscriptMerging.merge(Node(view: view, index: manuscript), into: &record)
            }
            return record
        case .fragment(let xml): return Snippet.read(xml) { JobMapping.whole($0) }
        }
    }

    /// The record of an element that is written again as it is.
    static func whole(_ node: Node) -> Record {
        var reading = RecordReading()
        var record = reading.whole(node)
        guard let element = node.element else { return record }
        if element == .div {
            record.kept.insert(
                Kept(
                    format: RecordReading.format, name: RecordReading.documentPrefix + "div",
                    value: Fragment.xml(node), form: .xml), at: 0)
            return record
        }
        let name = element == .fileDesc ? "biblFull" : node.name.local
        var xml = Fragment.xml(node)
        // Only biblFull may hold a file's description in a list.
        if element == .fileDesc { xml = "<biblFull xmlns=\"\(Element.namespace)\">\(xml)<profileDesc/></biblFull>" }
        record.kept.insert(
            Kept(format: RecordReading.format, name: RecordReading.wholePrefix + name, value: xml, form: .xml), at: 0)
        return record
    }
}

/// A small piece of XML, read on its own.
enum Snippet {
    /// Calls `body` with the outermost element; nil where the text is not well-formed XML.
    static func read<R>(_ xml: String, _ body: (Node) -> R) -> R? {
        let reader = XMLEventReader(Vocabulary.known)
        reader.feed(Array(xml.utf8))
        reader.finish()
        guard reader.error == nil else { return nil }
        return reader.withView { view in
            guard let start = (0..<view.count).first(where: { view.kind($0) == .start }), view.partner(start) > start
            else {
                return nil
            }
            return body(Node(view: view, index: start))
        }
    }
}
