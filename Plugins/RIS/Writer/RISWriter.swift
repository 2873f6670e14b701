internal import Formats
internal import Records

/// Writes RIS: a line a value, records ended by `ER  - `.
struct RISWriter: RecordWriter {
    func write(_ record: Record, into sink: inout WriteSink) {
        var lines = RecordLines(record)
        swap(&lines.bytes, &sink.bytes)
        lines.write()
        swap(&lines.bytes, &sink.bytes)
        if !lines.unwritten.isEmpty {
            sink.cannotWrite(
                lines.unwritten.joined(separator: ", "), of: record, code: "ris.no-tag", hint: "RIS has no tag for it")
        }
    }
}
