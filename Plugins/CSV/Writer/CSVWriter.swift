internal import Bytes
internal import Formats
internal import Records

/// Writes a table: the names of the columns, then a record a row, lines ended as RFC 4180 has it.
struct CSVWriter: RecordWriter {
    let names: [String]
    let cells: CellWriter
    let hasMark: Bool

    func begin(_ head: CollectionHead, into sink: inout WriteSink) {
        if hasMark { sink.bytes += [0xEF, 0xBB, 0xBF] }
        var out = ByteBuffer()
        for (index, name) in names.enumerated() {
            if index > 0 { out.append(cells.delimiter) }
            cells.append(name, to: &out)
        }
        out.append("\r\n")
        out.take(into: &sink.bytes)
    }

    func write(_ record: Record, into sink: inout WriteSink) {
        var out = ByteBuffer()
        let unwritten = cells.append(record, to: &out)
        out.append("\r\n")
        out.take(into: &sink.bytes)
        for what in unwritten {
            sink.cannotWrite(what, of: record, code: "csv.date", hint: "EDTF has no form for it")
        }
    }
}
