/// Records in their order, with what belongs to the whole.
public struct RecordCollection: Sendable, Hashable {
    public var records: [Record]
    public var info: CollectionInfo

    public init(_ records: [Record] = [], info: CollectionInfo = CollectionInfo()) {
        self.records = records
        self.info = info
    }
}

/// What belongs to a collection as a whole: its title, where it came from, which part of a longer listing it is, and what a
/// format wants to write again (a .bib file's preamble, a JSON file's envelope).
public struct CollectionInfo: Sendable, Hashable {
    public var title: String
    /// The id of the source's profile, where records were read from an archive's listing: "wilson-center".
    public var source: String
    /// The results that the pages cover, counted from 1: 711...720.
    public var ranges: [ClosedRange<Int>]
    /// How many results the whole listing has.
    public var total: Int?
    public var kept: [Kept]

    public init(
        title: String = "", source: String = "", ranges: [ClosedRange<Int>] = [], total: Int? = nil, kept: [Kept] = []
    ) {
        self.title = title
        self.source = source
        self.ranges = ranges
        self.total = total
        self.kept = kept
    }
}
