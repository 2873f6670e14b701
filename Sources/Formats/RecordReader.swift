public import Records

/// A format's reading half, over one input: gives the input as pieces, in order.
///
/// A piece's `parse` may run on any thread, beside others; the results are put back in order. A reader that cannot cut its
/// input (XML) parses in `next` and gives pieces that only hand over what they have.
public protocol RecordReader {
    /// The next piece; nil at the end of the input.
    mutating func next() throws(InputError) -> Piece?
}

/// A stretch of an input, to be parsed.
public struct Piece: Sendable {
    /// Parses the piece. Pure: the same piece always gives the same batch.
    public let parse: @Sendable () -> Batch
    /// How many bytes of the input it covers, for progress.
    public let size: Int

    public init(size: Int = 0, parse: @escaping @Sendable () -> Batch) {
        self.parse = parse
        self.size = size
    }

    /// A piece that is parsed already.
    public init(_ batch: Batch, size: Int = 0) {
        self.init(size: size) { batch }
    }
}

/// What a piece held.
public struct Batch: Sendable {
    public var records: [Record]
    /// The line on which each record begins, beside `records`; empty where lines mean nothing.
    public var lines: [Int]
    public var diagnostics: [Diagnostic]
    /// What the piece says of the collection as a whole; nil where nothing.
    public var info: CollectionInfo?
    /// Why nobody knows whether this is all (a reader from outside that broke off): the work is given up after it. Nil as a
    /// rule; what cannot be understood is a diagnostic.
    public var failure: Diagnostic?

    public init(
        records: [Record] = [], lines: [Int] = [], diagnostics: [Diagnostic] = [], info: CollectionInfo? = nil,
        failure: Diagnostic? = nil
    ) {
        self.records = records
        self.lines = lines
        self.diagnostics = diagnostics
        self.info = info
        self.failure = failure
    }
}
