private import Bytes
internal import Formats
private import JSON
private import RecordJSON
internal import Records

/// Writes JSON Lines: what belongs to the collection first, where there is any, then a record a line; last, what was learned of
/// the collection on the way.
struct JSONLinesWriter: RecordWriter {
    let asciiOnly: Bool

    func begin(_ head: CollectionHead, into sink: inout WriteSink) { write(head.info, into: &sink) }
    func end(_ head: CollectionHead, into sink: inout WriteSink) { write(head.late, into: &sink) }

    private func write(_ info: CollectionInfo, into sink: inout WriteSink) {
        guard info != CollectionInfo() else { return }
        var writer = JSONWriter(asciiOnly: asciiOnly)
        writer.beginObject()
        writer.key("collection")
        RecordEncoder().info(info, to: &writer)
        writer.endObject()
        writer.endLine()
        writer.out.take(into: &sink.bytes)
    }

    func write(_ record: Record, into sink: inout WriteSink) {
        var writer = JSONWriter(asciiOnly: asciiOnly)
        var encoder = RecordEncoder()
        encoder.record(record, to: &writer)
        writer.endLine()
        writer.out.take(into: &sink.bytes)
        for what in encoder.unwritten {
            sink.cannotWrite(what, of: record, code: "jsonl.date", hint: "EDTF has no form for it")
        }
    }
}
