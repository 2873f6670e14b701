internal import Formats
private import JSON
private import RecordJSON
private import Records

/// Reads JSON Lines: the input is cut where lines end.
struct JSONLinesReader: RecordReader {
    private var pieces: TextPieces

    init(_ input: Input) {
        pieces = TextPieces(input) { bytes in
            bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
        }
    }

    mutating func next() throws(InputError) -> Piece? {
        guard let piece = try pieces.next() else { return nil }
        return Piece(size: piece.bytes.count) { LinesParser(piece).parse() }
    }
}

/// Parses a piece, line by line. A line that is no JSON is told, and the next goes on.
private struct LinesParser {
    private let piece: TextPiece
    private var batch: Batch
    private var decoder = RecordDecoder(format: JSONLinesFormat.id)

    init(_ piece: TextPiece) {
        self.piece = piece
        batch = Batch(diagnostics: piece.diagnostics)
    }

    consuming func parse() -> Batch {
        var number = piece.line
        piece.bytes.withUnsafeBufferPointer { bytes in
            for line in JSONLineSequence(bytes) {
                self.line(line, number)
                number += 1
            }
        }
        return batch
    }

    private mutating func line(_ bytes: UnsafeBufferPointer<UInt8>, _ number: Int) {
        var cursor = JSONCursor(bytes)
        cursor.skipSpace()
        if cursor.offset == bytes.count { return }
        do {
            try value(&cursor, number)
        } catch {
            say(
                .error, "not-json", error.description, at: error.offset, in: bytes, number, hint: "the line is left out"
            )
        }
        for problem in decoder.takeProblems() {
            say(.warning, problem.code, problem.message, at: problem.offset, in: bytes, number, hint: problem.hint)
        }
    }

    private mutating func value(_ cursor: inout JSONCursor, _ number: Int) throws(JSONError) {
        if try isCollection(cursor) {
            try cursor.enterObject()
            while let key = try cursor.nextKey() {
                guard key.equals("collection") else {
                    try cursor.skip()
                    continue
                }
                let info = try decoder.info(&cursor)
                batch.info = batch.info?.merged(with: info) ?? info
            }
            return try cursor.finish()
        }
        let record = try decoder.record(&cursor)
        try cursor.finish()
        batch.records.append(record)
        batch.lines.append(number)
    }

    /// Whether the line's object begins with the member `collection`.
    private func isCollection(_ cursor: JSONCursor) throws(JSONError) -> Bool {
        var probe = cursor
        try probe.enterObject()
        return try probe.nextKey()?.equals("collection") ?? false
    }

    private mutating func say(
        _ severity: Diagnostic.Severity, _ code: String, _ message: String, at offset: Int,
        in bytes: UnsafeBufferPointer<UInt8>, _ line: Int, hint: String?
    ) {
        var column = 1
        for byte in bytes.prefix(min(max(0, offset), 100_000)) where byte & 0xC0 != 0x80 { column += 1 }
        batch.diagnostics.append(
            Diagnostic(
                severity, "jsonl.\(code)", message, at: Place(source: piece.source, line: line, column: column),
                hint: hint))
    }
}
