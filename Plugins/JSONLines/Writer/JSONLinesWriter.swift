internal import Formats
private import JSON
private import RecordJSON
internal import Records

/// Writes JSON Lines: what belongs to the collection first, where there is any, then a record a line.
struct JSONLinesWriter: RecordWriter {
    let asciiOnly: Bool

    func begin(_ head: CollectionHead, into sink: inout WriteSink) {
        guard head.info != CollectionInfo() else { return }
        var writer = JSONWriter(asciiOnly: asciiOnly)
        writer.beginObject()
        writer.key("collection")
        RecordEncoder().info(head.info, to: &writer)
        writer.endObject()
        sink.bytes.append(contentsOf: writer.bytes)
        sink.write(UInt8(ascii: "\n"))
    }

    func write(_ record: Record, into sink: inout WriteSink) {
        var writer = JSONWriter(asciiOnly: asciiOnly)
        var encoder = RecordEncoder()
        swap(&writer.bytes, &sink.bytes)
        encoder.record(record, to: &writer)
        writer.bytes.append(UInt8(ascii: "\n"))
        swap(&writer.bytes, &sink.bytes)
        for what in encoder.unwritten {
            sink.cannotWrite(what, of: record, code: "jsonl.date", hint: "EDTF has no form for it")
        }
    }
}
