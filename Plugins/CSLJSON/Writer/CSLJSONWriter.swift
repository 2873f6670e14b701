internal import Formats
internal import Records

/// Writes an array of items, a member a line; names and dates stand on one line each.
struct CSLJSONWriter: RecordWriter {
    let asciiOnly: Bool
    /// Whether what CSL has no member for is kept under `custom`.
    let keepsRest: Bool
    private let keys = Member.keys

    init(asciiOnly: Bool, keepsRest: Bool) {
        self.asciiOnly = asciiOnly
        self.keepsRest = keepsRest
    }

    var separator: [UInt8] { [UInt8(ascii: ",")] }

    func begin(_ head: CollectionHead, into sink: inout WriteSink) { sink.write("[") }

    func write(_ record: Record, into sink: inout WriteSink) {
        var writer = ItemWriter(keys, asciiOnly: asciiOnly)
        writer.item(record, keepsRest: keepsRest)
        writer.take(into: &sink.bytes)
        for what in writer.unwritten {
            sink.cannotWrite(what, of: record, code: "csl-json.date", hint: "EDTF has no form for it")
        }
    }

    func end(_ head: CollectionHead, into sink: inout WriteSink) { sink.write("\n]\n") }
}
