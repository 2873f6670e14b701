internal import Parallel
public import Records

/// Reads inputs in their formats and writes the records in another, piece by piece.
///
///     var output = Output.standardOutput()
///     let summary = try Conversion().run([.init(input, bibtex)], to: writer, output: &output) { print($0.message) }
public struct Conversion: Sendable {
    /// Whether the first error ends the work.
    public var strict = false
    /// How many threads parse and encode; the output is the same for any number.
    public var cores = Cores.count
    /// Called now and then with the bytes of input that are done.
    public var progress: (@Sendable (Int) -> Void)?

    public init() {}

    /// What was done.
    public struct Summary: Sendable {
        public var records = 0
        public var errors = 0
        public var warnings = 0
    }

    /// An error that `strict` made final; it has been reported already.
    public struct Stopped: Error {}

    /// A reader or writer that could not go on (`Batch.failure`, `WriteSink.failure`): what there is, is not the whole. It has
    /// been reported already, and the output is not to be committed.
    public struct Failed: Error {
        public let reason: Diagnostic
    }

    /// Reads everything and writes it.
    ///
    /// - Parameter report: is given every diagnostic, in order.
    /// - Throws: `OutputError`; an `InputError` or `RegistryError` where nothing could be read; `Stopped`; `Failed`.
    public func run(
        _ sources: [Reading.Source], to writer: any RecordWriter, output: inout Output,
        report: @escaping (Diagnostic) -> Void
    ) throws -> Summary {
        if writer.needsAllRecords || sources.contains(where: { $0.format.descriptor.joinsPages }) {
            return try runWhole(sources, to: writer, output: &output, report: report)
        }
        var run = Run(conversion: self, writer: writer, report: report)
        var reading = Reading(sources, cores: cores)
        // While one group of pieces is parsed, the records of the one before are encoded and the one after is read.
        var encoding: [Encoding] = []
        var group = Pieces(&reading)
        while !group.isEnd || !encoding.isEmpty {
            if writer.isSequential {
                for one in encoding { try run.put(encoded: one.run(writer), to: &output) }
                encoding = []
            }
            let steps = encoding.map { Step.encode($0) } + group.pieces.map { Step.parse($0) }
            // What is done with is given up on the way.
            encoding = []
            group.pieces = []
            let isLast = group.isEnd || group.failure != nil
            let (done, next) = Cores.map(
                consume steps, cores: cores, meanwhile: { isLast ? Pieces() : Pieces(&reading) }, { $0.run(writer) })
            var parts: [Reading.Part] = []
            for step in consume done {
                switch step {
                case .encoded(let sink): try run.put(encoded: sink, to: &output)
                case .parsed(let part): parts.append(part)
                }
            }
            if let failure = group.failure {
                try run.say(failure)
                group = Pieces(&reading)
                continue
            }
            group = next
            encoding = try run.prepare(consume parts, to: &output)
        }
        try run.finish(&output)
        return run.summary
    }

    /// A group of pieces, or why there is none.
    private struct Pieces {
        var pieces: [Reading.Unparsed] = []
        var failure: (any Error)?
        var isEnd = true

        init() {}

        init(_ reading: inout Reading) {
            isEnd = false
            do {
                guard let next = try reading.nextPieces() else {
                    isEnd = true
                    return
                }
                pieces = next
            } catch {
                failure = error
            }
        }
    }

    /// Records to be encoded, and the one before them.
    private struct Encoding: Sendable {
        let previous: Record?
        let records: [Record]

        func run(_ writer: any RecordWriter) -> WriteSink {
            var sink = WriteSink()
            for index in records.indices {
                if index > 0 { sink.bytes.append(contentsOf: writer.separator) }
                writer.write(records[index], after: index > 0 ? records[index - 1] : previous, into: &sink)
            }
            return sink
        }
    }

    /// What is done on any core.
    private enum Step: Sendable {
        case parse(Reading.Unparsed)
        case encode(Encoding)

        func run(_ writer: any RecordWriter) -> Done {
            switch self {
            case .parse(let piece): .parsed(piece.parse())
            case .encode(let encoding): .encoded(encoding.run(writer))
            }
        }
    }

    private enum Done: Sendable {
        case parsed(Reading.Part)
        case encoded(WriteSink)
    }

    /// Reads everything into one collection, joining pages where a format asks for it. Every record has a key afterwards.
    public func read(
        _ sources: [Reading.Source], report: @escaping (Diagnostic) -> Void
    ) throws -> (collection: RecordCollection, summary: Summary) {
        var run = Run(conversion: self, writer: nil, report: report)
        let collection = try run.collect(sources, cores: cores)
        return (collection, run.summary)
    }

    private func runWhole(
        _ sources: [Reading.Source], to writer: any RecordWriter, output: inout Output,
        report: @escaping (Diagnostic) -> Void
    ) throws -> Summary {
        var run = Run(conversion: self, writer: writer, report: report)
        let collection = try run.collect(sources, cores: cores)
        run.head = CollectionHead(
            info: collection.info, records: writer.needsAllRecords ? collection.records : [])
        try run.encode([collection.records], to: &output)
        try run.finish(&output)
        return run.summary
    }

    /// One run: what was seen so far.
    private struct Run {
        let conversion: Conversion
        let writer: (any RecordWriter)?
        let report: (Diagnostic) -> Void
        var summary = Summary()
        var head = CollectionHead()
        private var keys: Keys
        private var begun = false
        private var wroteRecord = false
        private var last: Record?
        private let front = SetAside()
        private let body = SetAside()
        private var bytesRead = 0

        init(conversion: Conversion, writer: (any RecordWriter)?, report: @escaping (Diagnostic) -> Void) {
            self.conversion = conversion
            self.writer = writer
            self.report = report
            keys = Keys(unique: writer?.needsUniqueKeys ?? false)
        }

        mutating func say(_ diagnostics: [Diagnostic]) throws {
            for diagnostic in diagnostics {
                report(diagnostic)
                if diagnostic.severity == .warning { summary.warnings += 1 }
                guard diagnostic.severity == .error else { continue }
                summary.errors += 1
                if conversion.strict { throw Stopped() }
            }
        }

        /// Ends the work where a reader or writer could not go on.
        mutating func stop(at failure: Diagnostic?) throws {
            guard let failure else { return }
            report(failure)
            summary.errors += 1
            throw Failed(reason: failure)
        }

        /// What a sink holds, written and said.
        mutating func put(_ sink: WriteSink, to output: inout Output) throws {
            try output.write(sink.bytes)
            try say(sink.diagnostics)
            try stop(at: sink.failure)
        }

        /// The next parts. An input that cannot be read is reported, and the others go on.
        mutating func next(of reading: inout Reading) throws -> [Reading.Part]? {
            do {
                let parts = try reading.next()
                bytesRead += parts?.reduce(0) { $0 + $1.size } ?? 0
                conversion.progress?(bytesRead)
                return parts
            } catch let error as InputError {
                try say([error.diagnostic])
                return []
            }
        }

        /// Everything, joined where a format asks for it.
        mutating func collect(_ sources: [Reading.Source], cores: Int) throws -> RecordCollection {
            var joining = Joining()
            var all = RecordCollection()
            let joins = sources.contains { $0.format.descriptor.joinsPages }
            var reading = Reading(sources, cores: cores)
            while let parts = try next(of: &reading) {
                for var part in parts {
                    try say(part.batch.diagnostics)
                    try stop(at: part.batch.failure)
                    if joins {
                        joining.add(part.batch, source: part.source)
                    } else {
                        try giveKeys(to: &part)
                        if all.records.isEmpty {
                            swap(&all.records, &part.batch.records)
                        } else {
                            all.records.append(contentsOf: part.batch.records)
                        }
                        if let info = part.batch.info { all.info = all.info.merged(with: info) }
                    }
                }
            }
            if joins {
                joining.finish()
                all = joining.collection
                try say(joining.diagnostics)
                // Their keys were made from date and archive: two documents of one day get different ones.
                for index in all.records.indices { keys.makeUnique(&all.records[index]) }
            }
            summary.records = all.records.count
            return all
        }

        /// Takes note of parts that were parsed. Gives their records in the runs in which they are encoded.
        mutating func prepare(_ parts: consuming [Reading.Part], to output: inout Output) throws -> [Encoding] {
            var groups: [[Record]] = []
            for var part in parts {
                conversion.progress?(bytesRead + part.size)
                bytesRead += part.size
                try say(part.batch.diagnostics)
                try stop(at: part.batch.failure)
                if let info = part.batch.info { head.info = head.info.merged(with: info) }
                try giveKeys(to: &part)
                summary.records += part.batch.records.count
                groups.append(part.batch.records)
            }
            guard let writer else { return [] }
            if !writer.writesFront, !groups.isEmpty { try begin(writer, &output) }
            return runs(of: groups)
        }

        private mutating func runs(of groups: [[Record]]) -> [Encoding] {
            var runs: [Encoding] = []
            for group in groups {
                for records in group.cut(into: 2048) {
                    runs.append(Encoding(previous: last, records: records))
                    last = records.last ?? last
                }
            }
            return runs
        }

        /// Reports why an input could not be read; the others go on. Any other error ends the work.
        mutating func say(_ failure: any Error) throws {
            guard let error = failure as? InputError else { throw failure }
            try say([error.diagnostic])
        }

        private mutating func giveKeys(to part: inout Reading.Part) throws {
            for index in part.batch.records.indices {
                let line = index < part.batch.lines.count ? part.batch.lines[index] : 0
                let place = Place(source: part.source, line: line, column: line > 0 ? 1 : 0)
                if let diagnostic = keys.assign(to: &part.batch.records[index], place: place) { try say([diagnostic]) }
            }
        }

        /// Encodes groups of records on all cores and writes them in order, or sets them aside.
        mutating func encode(_ groups: [[Record]], to output: inout Output) throws {
            guard let writer else { return }
            if !writer.writesFront { try begin(writer, &output) }
            let cores = writer.isSequential ? 1 : conversion.cores
            for sink in Cores.map(runs(of: groups), cores: cores, { $0.run(writer) }) {
                try put(encoded: sink, to: &output)
            }
        }

        /// Writes what was encoded, or sets it aside.
        mutating func put(encoded sink: WriteSink, to output: inout Output) throws {
            guard let writer else { return }
            if wroteRecord {
                try writer.writesFront ? body.append(writer.separator) : output.write(writer.separator)
            }
            wroteRecord = true
            try writer.writesFront ? setAside(sink) : put(sink, to: &output)
        }

        private mutating func setAside(_ sink: WriteSink) throws {
            try front.append(sink.front)
            try body.append(sink.bytes)
            try say(sink.diagnostics)
            try stop(at: sink.failure)
        }

        private mutating func begin(_ writer: any RecordWriter, _ output: inout Output) throws {
            guard !begun else { return }
            begun = true
            var sink = WriteSink()
            writer.begin(head, into: &sink)
            try put(sink, to: &output)
            if writer.writesFront { try front.copy(to: &output) }
            var between = WriteSink()
            writer.beginRecords(head, into: &between)
            try put(between, to: &output)
        }

        mutating func finish(_ output: inout Output) throws {
            guard let writer else { return }
            if writer.writesFront {
                head.hasFront = !front.isEmpty
                head.hasBody = !body.isEmpty
            }
            try begin(writer, &output)
            if writer.writesFront { try body.copy(to: &output) }
            var sink: WriteSink
            repeat {
                sink = WriteSink()
                writer.end(head, after: last, into: &sink)
                try put(sink, to: &output)
            } while sink.continues
        }
    }
}

extension Array {
    /// The elements in runs of at most `size`.
    fileprivate func cut(into size: Int) -> [[Element]] {
        if isEmpty { return [] }
        if count <= size { return [self] }
        return stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min(count, $0 + size)]) }
    }
}

extension CollectionInfo {
    /// What both know; where both know one thing, this one's stays.
    func merged(with other: CollectionInfo) -> CollectionInfo {
        var merged = self
        if merged.title.isEmpty { merged.title = other.title }
        if merged.source.isEmpty { merged.source = other.source }
        merged.ranges.append(contentsOf: other.ranges)
        merged.total = merged.total ?? other.total
        merged.kept.append(contentsOf: other.kept)
        return merged
    }
}
