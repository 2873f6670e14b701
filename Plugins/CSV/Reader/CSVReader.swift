internal import Formats
private import Records

/// Reads a table: the input is cut between rows.
struct CSVReader: RecordReader {
    private var pieces: TextPieces
    private let mapping: MappingFile?
    private var dialect: Dialect
    private var layout: Layout?

    init(_ input: Input, delimiter: UInt8?, mapping: MappingFile?) throws(InputError) {
        // UTF-16 has zeros between, and a mark before.
        let head = try input.peek(1 << 16).filter { $0 != 0 && $0 < 0xEF }
        var dialect = head.withUnsafeBufferPointer { Dialect($0) }
        if let delimiter { dialect.delimiter = delimiter }
        self.dialect = dialect
        self.mapping = mapping
        let character = dialect.delimiter
        pieces = TextPieces(input, leavesOutTooLarge: true) { RowScanner.lastEnd(in: $0, delimiter: character) }
    }

    mutating func next() throws(InputError) -> Piece? {
        let isFirst = layout == nil
        guard let piece = try pieces.next() else { return nil }
        let layout = self.layout ?? piece.bytes.withUnsafeBufferPointer { Layout($0, dialect, mapping, piece) }
        self.layout = layout
        let delimiter = dialect.delimiter
        return Piece(size: piece.bytes.count) {
            TableParser(piece, layout, delimiter: delimiter, isFirst: isFirst).parse()
        }
    }
}

/// Which column of a table is which.
struct Layout: Sendable {
    struct Place: Sendable {
        var header: String
        var column: Column
        var separator: UInt8
    }

    var columns: [Place] = []
    var set: ColumnSet?
    /// Where the rows begin in the first piece.
    var start = 0
    var diagnostics: [Diagnostic] = []

    /// Reads the header.
    init(_ bytes: UnsafeBufferPointer<UInt8>, _ dialect: Dialect, _ mapping: MappingFile?, _ piece: TextPiece) {
        var scanner = RowScanner(bytes, delimiter: dialect.delimiter, at: dialect.start)
        scanner.skipEmptyRows()
        guard scanner.row() else { return }
        let header = scanner.cells.map { cell in
            var buffer: [UInt8] = []
            scanner.bytes(of: cell, into: &buffer)
            return buffer.withUnsafeBufferPointer { ListCell.trimmed(FormulaGuard.undone($0)) }
        }
        start = scanner.at
        set = ColumnSet.of(header)
        columns = header.map { name in
            if let row = mapping?.row(name) {
                return Place(header: name, column: row.column, separator: row.separator ?? UInt8(ascii: ";"))
            }
            let column = set?.column(name) ?? (set == nil ? Header.column(name) : nil)
            return Place(header: name, column: column ?? .kept, separator: set?.separator ?? UInt8(ascii: ";"))
        }
        findRepeated(scanner.cells, piece)
        if columns.allSatisfy({ $0.column == .kept }) {
            diagnostics.append(
                Diagnostic(
                    .warning, "csv.no-known-column", "no column is known", at: piece.place(at: dialect.start),
                    hint: "the values are kept; --mapping says which column is which field"))
        }
        if set?.id == ColumnSet.archivesSpace.id { skipLabels(bytes, dialect.delimiter) }
    }

    /// A column that stands twice: the second is kept.
    private mutating func findRepeated(_ cells: [RowScanner.Cell], _ piece: TextPiece) {
        var first: [String: Int] = [:]
        for (index, column) in columns.enumerated() where !column.header.isEmpty {
            guard let other = first[column.header] else {
                first[column.header] = index
                continue
            }
            columns[index].column = .kept
            diagnostics.append(
                Diagnostic(
                    .warning, "csv.repeated-column",
                    "the column “\(column.header)” stands twice: columns \(other + 1) and \(index + 1)",
                    at: diagnostics.count < 100 ? piece.place(at: cells[index].start) : nil,
                    hint: "the values of the second are kept"))
        }
    }

    /// ArchivesSpace's sheet has a second row of labels.
    private mutating func skipLabels(_ bytes: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8) {
        var scanner = RowScanner(bytes, delimiter: delimiter, at: start)
        guard let title = columns.firstIndex(where: { $0.column == .text(.title) }), scanner.row(),
            title < scanner.cells.count
        else { return }
        let label = ListCell.trimmed(scanner.cells[title].bytes(in: bytes)).lowercased()
        if label == "title" { start = scanner.at }
    }
}

/// Parses a piece, row by row.
private struct TableParser {
    private let piece: TextPiece
    private let layout: Layout
    private let delimiter: UInt8
    private let isFirst: Bool
    private var batch: Batch
    private var places: TextPiece.PlaceFinder

    init(_ piece: TextPiece, _ layout: Layout, delimiter: UInt8, isFirst: Bool) {
        self.piece = piece
        self.layout = layout
        self.delimiter = delimiter
        self.isFirst = isFirst
        batch = Batch(diagnostics: piece.diagnostics + (isFirst ? layout.diagnostics : []))
        places = TextPiece.PlaceFinder(piece)
    }

    consuming func parse() -> Batch {
        piece.bytes.withUnsafeBufferPointer { bytes in
            var scanner = RowScanner(bytes, delimiter: delimiter, at: isFirst ? layout.start : 0)
            var parser = RowParser(layout)
            scanner.skipEmptyRows()
            var start = scanner.at
            while scanner.row() {
                row(scanner, start, &parser)
                scanner.skipEmptyRows()
                start = scanner.at
            }
        }
        return batch
    }

    private mutating func row(_ scanner: RowScanner, _ start: Int, _ parser: inout RowParser) {
        batch.lines.append(places.line(at: start))
        if scanner.cells.count != layout.columns.count {
            let count = scanner.cells.count
            say(
                .warning, "ragged-row",
                "the row has \(count) cell\(count == 1 ? "" : "s"), the header \(layout.columns.count)", at: start,
                hint: count < layout.columns.count
                    ? "the missing ones are taken as empty" : "what is beyond the header is kept")
        }
        for quote in scanner.tornQuotes {
            say(
                .error, "unclosed-quote", "nothing closes this quotation mark", at: quote,
                hint: "the cell ends with the line")
        }
        for text in scanner.textAfterQuotes {
            say(
                .warning, "text-after-quote", "expected a delimiter or the end of the line after the quotation mark",
                at: text, hint: "what follows is taken as part of the cell")
        }
        batch.records.append(parser.record(scanner))
        for problem in parser.problems {
            let cell = min(problem.cell, scanner.cells.count - 1)
            say(
                .warning, problem.code, problem.message, at: cell >= 0 ? scanner.cells[cell].start : start,
                hint: problem.hint)
        }
    }

    private mutating func say(
        _ severity: Diagnostic.Severity, _ code: String, _ message: String, at offset: Int, hint: String? = nil
    ) {
        batch.diagnostics.append(
            Diagnostic(severity, "csv.\(code)", message, at: places.place(at: offset), hint: hint))
    }
}
