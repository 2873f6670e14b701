internal import Parallel
package import Records

extension Conversion {
    /// One run: what was seen so far.
    struct Run {
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
                    if !joins { giveKeys(to: &part) }
                    try say(part.batch.diagnostics)
                    try stop(at: part.batch.failure)
                    if joins {
                        joining.add(part.batch, source: part.source)
                    } else {
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

        /// Gives the records of a part their keys, and cuts them into the runs in which they are encoded. What is to be said
        /// of the keys is added to the part.
        mutating func prepare(_ part: inout Reading.Part) -> [Encoding] {
            giveKeys(to: &part)
            let records = part.batch.records
            part.batch.records = []
            summary.records += records.count
            return runs(of: records)
        }

        /// Says what there is to say of a part, whose records come next.
        mutating func take(_ part: Reading.Part) throws {
            bytesRead += part.size
            conversion.progress?(bytesRead)
            try say(part.batch.diagnostics)
            try stop(at: part.batch.failure)
        }

        /// Adds what a part says of the collection.
        ///
        /// - Parameter isLate: whether the beginning may have been written already.
        mutating func learn(_ info: CollectionInfo?, isLate: Bool) {
            guard let info else { return }
            if isLate { head.late = head.late.merged(with: info) } else { head.info = head.info.merged(with: info) }
        }

        private mutating func runs(of records: [Record]) -> [Encoding] {
            records.cut(into: 2048).map { records in
                defer { last = records.last ?? last }
                return Encoding(previous: last, records: records)
            }
        }

        /// Reports why an input could not be read; the others go on. Any other error ends the work.
        mutating func say(_ failure: any Error) throws {
            guard let error = failure as? InputError else { throw failure }
            try say([error.diagnostic])
        }

        private mutating func giveKeys(to part: inout Reading.Part) {
            for index in part.batch.records.indices {
                let line = index < part.batch.lines.count ? part.batch.lines[index] : 0
                let place = Place(source: part.source, line: line, column: line > 0 ? 1 : 0)
                if let diagnostic = keys.assign(to: &part.batch.records[index], place: place) {
                    part.batch.diagnostics.append(diagnostic)
                }
            }
        }

        /// Encodes records on all cores and writes them in order, or sets them aside.
        mutating func encode(_ records: [Record], to output: inout Output) throws {
            guard let writer else { return }
            try begin(&output)
            let cores = writer.isSequential ? 1 : conversion.cores
            for sink in Cores.map(runs(of: records), cores: cores, { $0.run(writer) }) {
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

        /// Writes what stands before the records, unless that has to wait for all of them.
        mutating func begin(_ output: inout Output) throws {
            guard let writer, !writer.writesFront else { return }
            try begin(writer, &output)
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
            head.info = head.info.merged(with: head.late)
            if !begun { head.late = CollectionInfo() }
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

extension Conversion {
    /// Records to be encoded, and the one before them.
    struct Encoding: Sendable {
        let previous: Record?
        let records: [Record]

        func run(_ writer: any RecordWriter) -> WriteSink {
            var sink = WriteSink()
            let separator = writer.separator
            for index in records.indices {
                // What the first come to tells how much room all take.
                if index == 32 { sink.bytes.reserveCapacity(min(1 << 22, sink.bytes.count / 28 * records.count)) }
                if index > 0 { sink.bytes.append(contentsOf: separator) }
                writer.write(records[index], after: index > 0 ? records[index - 1] : previous, into: &sink)
            }
            return sink
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
    package func merged(with other: CollectionInfo) -> CollectionInfo {
        var merged = self
        if merged.title.isEmpty { merged.title = other.title }
        if merged.source.isEmpty { merged.source = other.source }
        merged.ranges.append(contentsOf: other.ranges)
        merged.total = merged.total ?? other.total
        merged.kept.append(contentsOf: other.kept)
        return merged
    }
}
