internal import Formats
internal import Records

/// Writes a table: the names of the columns, then a record a row, lines ended as RFC 4180 has it.
struct CSVWriter: RecordWriter {
    let columns: [Column]
    let names: [String]
    let cells: CellWriter
    let hasMark: Bool
    /// The fields that have a column.
    private let covered: FieldSet

    init(columns: [Column], names: [String], cells: CellWriter, hasMark: Bool) {
        self.columns = columns
        self.names = names
        self.cells = cells
        self.hasMark = hasMark
        var covered = FieldSet()
        for field in columns.compactMap(\.field) { covered.insert(field) }
        self.covered = covered
    }

    func begin(_ head: CollectionHead, into sink: inout WriteSink) {
        if hasMark { sink.bytes += [0xEF, 0xBB, 0xBF] }
        for (index, name) in names.enumerated() {
            if index > 0 { sink.write(cells.delimiter) }
            cells.append(name, to: &sink.bytes)
        }
        sink.write("\r\n")
    }

    func write(_ record: Record, into sink: inout WriteSink) {
        let unwritten = cells.append(record, in: columns, covered: covered, to: &sink.bytes)
        sink.write("\r\n")
        for what in unwritten {
            sink.cannotWrite(what, of: record, code: "csv.date", hint: "EDTF has no form for it")
        }
    }
}
