internal import Formats
internal import Records

/// Reads RIS: the input is cut where a record begins.
struct RISReader: RecordReader {
    private var pieces: TextPieces

    init(_ input: Input) { pieces = TextPieces(input, leavesOutTooLarge: true) { RISReader.lastRecord(in: $0) } }

    mutating func next() throws(InputError) -> Piece? {
        guard let piece = try pieces.next() else { return nil }
        return Piece(size: piece.bytes.count) { RISParser(piece).parse() }
    }

    /// The beginning of the last line that begins a record.
    private static func lastRecord(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var at = bytes.count - 4
        while at > 0 {
            if bytes[at] | 0x20 == UInt8(ascii: "t"), bytes[at - 1] == 0x0A || bytes[at - 1] == 0x0D,
                TagLine.tag(bytes, at, bytes.count)?.tag == .type
            {
                return at
            }
            at -= 1
        }
        return nil
    }
}

/// Parses a piece, line by line.
private struct RISParser {
    private let piece: TextPiece
    private var batch: Batch
    private var places: TextPiece.PlaceFinder
    private var record = RecordBuilder()
    /// Where the record began that is open; nil between records.
    private var start: Int?
    private var junk: Range<Int>?

    init(_ piece: TextPiece) {
        self.piece = piece
        batch = Batch(diagnostics: piece.diagnostics)
        places = TextPiece.PlaceFinder(piece)
    }

    consuming func parse() -> Batch {
        piece.bytes.withUnsafeBufferPointer { bytes in
            var line = TagLine(bytes)
            record.begin()
            while line.next() { self.line(line, bytes) }
            if let start {
                say(.warning, "no-end", "the record has no end (“ER  - ”)", at: start)
                close(bytes)
            }
            sayJunk(bytes)
        }
        return batch
    }

    private mutating func line(_ line: TagLine, _ bytes: UnsafeBufferPointer<UInt8>) {
        guard let tag = line.tag else {
            if line.isBlank { return record.goOn(with: line.value, bytes) }
            if start != nil, isBareEnd(line.value, bytes) { return close(bytes) }
            if start == nil {
                junk = (junk?.lowerBound ?? line.value.lowerBound)..<line.value.upperBound
                return
            }
            return record.goOn(with: line.value, bytes)
        }
        switch tag {
        case .type:
            sayJunk(bytes)
            if let start {
                say(.warning, "no-end", "the record has no end (“ER  - ”) before the next one", at: start)
                close(bytes)
            }
            start = line.start
            type(line, bytes)
        case .end:
            if start != nil { return close(bytes) }
            junk = (junk?.lowerBound ?? line.start)..<line.value.upperBound
        default:
            if start == nil {
                sayJunk(bytes)
                start = line.start
                say(
                    .warning, "no-type", "the record has no type (“TY  - ”)", at: line.start, hint: "read as “document”"
                )
            }
            record.add(tag, line.value, bytes)
        }
    }

    /// “ER” without its hyphen.
    private func isBareEnd(_ value: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        value.count == 2 && bytes[value.lowerBound] == UInt8(ascii: "E")
            && bytes[value.lowerBound + 1] == UInt8(ascii: "R")
    }

    private mutating func type(_ line: TagLine, _ bytes: UnsafeBufferPointer<UInt8>) {
        let word = String(decoding: bytes[line.value], as: UTF8.self)
        if !record.setType(word) {
            say(
                .warning, "unknown-type", word.isEmpty ? "the type is missing" : "“\(word)” is no type of RIS",
                at: line.value.lowerBound,
                hint: word.isEmpty ? "read as “document”" : "read as “document”, the word is kept")
        }
    }

    private mutating func close(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start else { return }
        let finished = record.finish(bytes)
        if !finished.entries.isEmpty || !finished.kept.isEmpty || !finished.key.isEmpty {
            batch.records.append(finished)
            batch.lines.append(places.line(at: start))
        } else {
            say(.warning, "empty-record", "the record says nothing", at: start, hint: "it is left out")
        }
        for problem in record.problems {
            say(.warning, problem.code, problem.message, at: problem.offset, hint: problem.hint)
        }
        record.begin()
        self.start = nil
    }

    private mutating func sayJunk(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let junk else { return }
        self.junk = nil
        let text = String(decoding: bytes[junk].prefix(60), as: UTF8.self).replacing("\n", with: " ")
        say(
            .warning, "outside-record", "text outside a record: “\(text)\(junk.count > 60 ? "…" : "")”",
            at: junk.lowerBound, hint: "it is left out")
    }

    private mutating func say(
        _ severity: Diagnostic.Severity, _ code: String, _ message: String, at offset: Int, hint: String? = nil
    ) {
        batch.diagnostics.append(
            Diagnostic(severity, "ris.\(code)", message, at: places.place(at: offset), hint: hint))
    }
}
