public import Records

/// A format's writing half: records in, bytes out.
///
/// The pipeline calls `begin` once, then `write` for every record, on any thread and with the separator put between, then
/// `end` once. A writer is a value without state, so that records are encoded on all cores and come out in order; the same
/// records always give the same bytes.
public protocol RecordWriter: Sendable {
    /// True where two records must not have one key (BibTeX, TEI's xml:id): the pipeline then makes them unique.
    var needsUniqueKeys: Bool { get }
    /// True where the head cannot be written before all records are known. They are then handed to `begin`.
    var needsAllRecords: Bool { get }
    /// True where records have a part that stands before all of them (TEI’s correspondence descriptions, in the header): they
    /// put it into `WriteSink.front`. The pipeline then sets the records aside, and calls `begin` when all have been written.
    var writesFront: Bool { get }
    /// What stands between two records.
    var separator: [UInt8] { get }
    /// True where records must be written one after another, in their order: a writer from outside that keeps a state.
    var isSequential: Bool { get }

    /// Writes what stands before the first record, and before the front where there is one.
    func begin(_ head: CollectionHead, into sink: inout WriteSink)
    /// Writes what stands between the front and the first record.
    func beginRecords(_ head: CollectionHead, into sink: inout WriteSink)
    /// Writes one record.
    func write(_ record: Record, into sink: inout WriteSink)
    /// Writes one record, for a format in which it matters what stands before it.
    func write(_ record: Record, after previous: Record?, into sink: inout WriteSink)
    /// Writes what stands after the last record. Called again as long as it says that it continues.
    func end(_ head: CollectionHead, into sink: inout WriteSink)
    /// Writes what stands after the last record, for a format in which it matters which that is.
    func end(_ head: CollectionHead, after last: Record?, into sink: inout WriteSink)
}

extension RecordWriter {
    public var needsUniqueKeys: Bool { false }
    public var needsAllRecords: Bool { false }
    public var writesFront: Bool { false }
    public var separator: [UInt8] { [] }
    public var isSequential: Bool { false }
    public func begin(_ head: CollectionHead, into sink: inout WriteSink) {}
    public func beginRecords(_ head: CollectionHead, into sink: inout WriteSink) {}
    public func write(_ record: Record, after previous: Record?, into sink: inout WriteSink) {
        write(record, into: &sink)
    }
    public func end(_ head: CollectionHead, into sink: inout WriteSink) {}
    public func end(_ head: CollectionHead, after last: Record?, into sink: inout WriteSink) { end(head, into: &sink) }
}

/// What a writer is told of the whole.
public struct CollectionHead: Sendable {
    public var info: CollectionInfo
    /// What of `info` was not known yet when `begin` was called; for `end`.
    public var late = CollectionInfo()
    /// Every record, for a writer that needs them all before it begins; empty for the others.
    public var records: [Record]
    /// Whether anything was written to the front; known only to a writer that has one.
    public var hasFront = false
    /// Whether anything was written for the records themselves; known only to a writer that has a front.
    public var hasBody = true

    public init(info: CollectionInfo = CollectionInfo(), records: [Record] = []) {
        self.info = info
        self.records = records
    }
}

/// Where a writer puts its bytes and what it has to say.
public struct WriteSink: Sendable {
    public var bytes: [UInt8]
    /// What stands before all records; used only where the writer says `writesFront`.
    public var front: [UInt8]
    public var diagnostics: [Diagnostic]
    /// Why the output cannot be finished: it is given up, and the old file stays as it was. Nil as long as it goes on.
    public var failure: Diagnostic?
    /// Set by `end` where it has more to write, and is to be called again when this has been written.
    public var continues = false

    public init() {
        bytes = []
        front = []
        diagnostics = []
    }

    @inlinable public mutating func write(_ string: String) { bytes.append(contentsOf: string.utf8) }
    @inlinable public mutating func write(_ byte: UInt8) { bytes.append(byte) }

    /// Says that something of a record cannot be written in this format.
    public mutating func cannotWrite(_ what: String, of record: Record, code: String, hint: String? = nil) {
        diagnostics.append(
            Diagnostic(.warning, code, "\(what) cannot be written in this format", hint: hint, record: record.key))
    }
}
