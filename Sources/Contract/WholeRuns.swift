public import Formats
private import Parallel
public import Records

extension FormatRules {
    /// What came of reading.
    public struct ReadResult {
        public var records: [Record] = []
        public var diagnostics: [Diagnostic] = []
        public var info = CollectionInfo()
    }

    /// Reads bytes with the format, without the pipeline's keys.
    ///
    /// - Throws: what the format throws; the `Diagnostic` of a reader that broke off.
    public func read(_ bytes: [UInt8], cores: Int = 1, options: FormatOptions = FormatOptions()) throws -> ReadResult {
        var result = ReadResult()
        let input = Input(bytes: bytes, name: "sample")
        var reading = Reading([.init(input, format, options: options)], cores: cores)
        while let parts = try reading.next() {
            for part in parts {
                result.records += part.batch.records
                result.diagnostics += part.batch.diagnostics
                if let info = part.batch.info { result.info = result.info.merged(with: info) }
                if let failure = part.batch.failure { throw failure }
            }
        }
        return result
    }

    /// Writes records with the format, through the pipeline's last half.
    ///
    /// - Throws: what the format throws; the `Diagnostic` of a writer that broke off.
    public func write(
        _ records: [Record], info: CollectionInfo = CollectionInfo(), cores: Int = 1,
        options: FormatOptions = FormatOptions()
    ) throws -> (bytes: [UInt8], diagnostics: [Diagnostic]) {
        let writer = try format.makeWriter(options: options)
        var head = CollectionHead(info: info, records: writer.needsAllRecords ? records : [])
        var sink = WriteSink()
        if !writer.writesFront { writer.begin(head, into: &sink) }
        let cores = writer.isSequential ? 1 : cores
        let sinks = Cores.map(Array(records.enumerated()), cores: cores) { index, record in
            var sink = WriteSink()
            writer.write(record, after: index > 0 ? records[index - 1] : nil, into: &sink)
            return sink
        }
        if writer.writesFront {
            head.hasFront = sinks.contains { !$0.front.isEmpty }
            head.hasBody = sinks.contains { !$0.bytes.isEmpty }
            writer.begin(head, into: &sink)
        }
        for one in sinks { sink.bytes += one.front }
        writer.beginRecords(head, into: &sink)
        for (index, one) in sinks.enumerated() {
            if index > 0 { sink.bytes += writer.separator }
            sink.bytes += one.bytes
            sink.diagnostics += one.diagnostics
            sink.failure = sink.failure ?? one.failure
        }
        repeat {
            sink.continues = false
            writer.end(head, after: records.last, into: &sink)
        } while sink.continues && sink.failure == nil
        if let failure = sink.failure { throw failure }
        return (sink.bytes, sink.diagnostics)
    }
}
