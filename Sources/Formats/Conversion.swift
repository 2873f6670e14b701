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
        let crew = Crew(threads: cores - 1)
        defer { crew.end() }
        var run = Run(conversion: self, writer: writer, report: report)
        var pipeline = Pipeline(Reading(sources, cores: cores), crew, writer, cores: cores)
        while try pipeline.advance(&run, to: &output) {}
        try run.finish(&output)
        return run.summary
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
        try run.encode(collection.records, to: &output)
        try run.finish(&output)
        return run.summary
    }
}
