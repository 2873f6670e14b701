public import Formats
public import Records
public import Testing

/// What every format has to keep, whatever its origin. A format's tests call `check` with a sample of its own.
public struct FormatContract {
    private let format: any Format
    private let sample: [UInt8]
    private let location: SourceLocation

    /// - Parameter sample: a good input of the format with at least two records; empty for a format that cannot be read.
    public init(_ format: any Format, sample: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
        self.format = format
        self.sample = sample
        location = sourceLocation
    }

    /// Every rule.
    public func check() throws {
        if format.descriptor.canRead {
            try readsSample()
            try survivesBadInput()
            try readsEncodings()
            try readsTheSameOnAnyNumberOfCores()
        }
        if format.descriptor.canWrite {
            try writesTheSameTwice()
            if format.descriptor.canRead { try readsWhatItWrote() }
        }
    }

    func readsSample() throws {
        let result = try read(sample)
        #expect(result.records.count >= 2, "the sample has fewer than two records", sourceLocation: location)
        #expect(
            !result.diagnostics.contains { $0.severity == .error }, "\(result.diagnostics)", sourceLocation: location)
    }

    /// Empty input, input cut off anywhere, zeros, bytes that are no UTF-8: never a crash, and never silence about a loss.
    func survivesBadInput() throws {
        let empty = try read([])
        #expect(empty.records.isEmpty, "records out of nothing", sourceLocation: location)
        for cut in cuts { _ = try read(Array(sample[0..<cut])) }
        _ = try read([UInt8](repeating: 0, count: 1000))
        _ = try read([0xFF, 0xFE])
        _ = try read([0xEF, 0xBB, 0xBF])
        for position in cuts where position < sample.count {
            var damaged = sample
            damaged[position] = 0xFF
            _ = try read(damaged)
        }
    }

    /// With a byte order mark, with CRLF, as UTF-16: the same records.
    func readsEncodings() throws {
        let plain = try read(sample).records.map(\.withoutLineEnds)
        let marked = try read([0xEF, 0xBB, 0xBF] + sample).records.map(\.withoutLineEnds)
        #expect(marked == plain, "a byte order mark changes the records", sourceLocation: location)
        let text = String(decoding: sample, as: UTF8.self)
        var crlf: [UInt8] = []
        for byte in sample {
            if byte == UInt8(ascii: "\n"), crlf.last != UInt8(ascii: "\r") { crlf.append(UInt8(ascii: "\r")) }
            crlf.append(byte)
        }
        let windows = try read(crlf).records.map(\.withoutLineEnds)
        #expect(windows == plain, "CRLF changes the records", sourceLocation: location)
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let utf16 = try read(wide).records.map(\.withoutLineEnds)
        #expect(utf16 == plain, "UTF-16 changes the records", sourceLocation: location)
    }

    func readsTheSameOnAnyNumberOfCores() throws {
        let one = try read(sample, cores: 1)
        let two = try read(sample, cores: 2)
        #expect(one.records == two.records, sourceLocation: location)
    }

    func writesTheSameTwice() throws {
        let first = try write(SharedRecords.all)
        let second = try write(SharedRecords.all, cores: 2)
        #expect(first.bytes == second.bytes, "two writings differ", sourceLocation: location)
        #expect(!first.bytes.isEmpty, sourceLocation: location)
        _ = try write([])
    }

    /// What was read from the sample, written and read again, is the same.
    func readsWhatItWrote() throws {
        let records = try read(sample).records
        let written = try write(records).bytes
        let again = try read(written)
        #expect(again.records.count == records.count, sourceLocation: location)
        for (record, other) in zip(records, again.records) where record != other {
            Issue.record(
                """
                written and read again, \(record.key) differs
                  before: \(FormatContract.difference(record, other))
                  after:  \(FormatContract.difference(other, record))
                """, sourceLocation: location)
        }
        let rewritten = try write(again.records).bytes
        #expect(rewritten == written, "written, read and written again, the bytes differ", sourceLocation: location)
    }

    /// What the shared records lose when they are written and read again: a line for each entry that is not the same. A
    /// format's test compares it with what its README states.
    public func losses() throws -> [String] {
        var losses: [String] = []
        for record in SharedRecords.all {
            let back = try read(try write([record]).bytes).records.first ?? Record()
            for entry in record.entries where !back.entries.contains(entry) {
                losses.append("\(record.key): \(entry.content)")
            }
            for kept in record.kept where !back.kept.contains(kept) {
                losses.append("\(record.key): kept \(kept.format) \(kept.name)")
            }
            if back.type != record.type {
                losses.append("\(record.key): type \(record.type) came back as \(back.type)")
            }
            if back.key != record.key { losses.append("\(record.key): key came back as \(back.key)") }
        }
        return losses
    }

    public struct ReadResult {
        public var records: [Record] = []
        public var diagnostics: [Diagnostic] = []
        public var info = CollectionInfo()
    }

    /// Reads bytes with the format, without the pipeline's keys.
    public func read(_ bytes: [UInt8], cores: Int = 1, options: FormatOptions = FormatOptions()) throws -> ReadResult {
        var result = ReadResult()
        let input = Input(bytes: bytes, name: "sample")
        var reading = Reading([.init(input, format, options: options)], cores: cores)
        while let parts = try reading.next() {
            for part in parts {
                result.records += part.batch.records
                result.diagnostics += part.batch.diagnostics
                if let info = part.batch.info { result.info = info }
            }
        }
        return result
    }

    /// Writes records with the format, through the pipeline's last half.
    public func write(
        _ records: [Record], info: CollectionInfo = CollectionInfo(), cores: Int = 1,
        options: FormatOptions = FormatOptions()
    ) throws -> (bytes: [UInt8], diagnostics: [Diagnostic]) {
        let writer = try format.makeWriter(options: options)
        let head = CollectionHead(info: info, records: writer.needsAllRecords ? records : [])
        var sink = WriteSink()
        writer.begin(head, into: &sink)
        let sinks = Cores.map(records, cores: cores) { record in
            var sink = WriteSink()
            writer.write(record, into: &sink)
            return sink
        }
        for (index, one) in sinks.enumerated() {
            if index > 0 { sink.bytes += writer.separator }
            sink.bytes += one.bytes
            sink.diagnostics += one.diagnostics
        }
        writer.end(head, into: &sink)
        return (sink.bytes, sink.diagnostics)
    }

    /// Places to cut or damage the sample: all of a short one, about two hundred of a long one.
    private var cuts: [Int] { Array(stride(from: 0, to: sample.count, by: max(1, sample.count / 200))) }

    private static func difference(_ a: Record, _ b: Record) -> String {
        var parts = a.entries.filter { !b.entries.contains($0) }.map { "\($0)" }
        parts += a.kept.filter { !b.kept.contains($0) }.map { "\($0)" }
        if a.key != b.key { parts.append("key \(a.key)") }
        if a.type != b.type { parts.append("type \(a.type)") }
        return parts.isEmpty ? "(order of entries) \(a.entries.map { "\($0.content)" })" : parts.joined(separator: "; ")
    }
}

extension Record {
    /// The record with every CRLF in its texts made LF: a format may keep line ends within a value.
    fileprivate var withoutLineEnds: Record {
        var copy = self
        for index in copy.entries.indices {
            if case .text(let field, let text) = copy.entries[index].content, text.string.utf8.contains(13) {
                copy.entries[index].content = .text(field, Text(text.string.withoutCR, spans: text.spans))
            }
        }
        for index in copy.kept.indices { copy.kept[index].value = copy.kept[index].value.withoutCR }
        return copy
    }
}

extension String {
    fileprivate var withoutCR: String { String(decoding: utf8.filter { $0 != 13 }, as: UTF8.self) }
}
