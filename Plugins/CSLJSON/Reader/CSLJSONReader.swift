internal import Formats
private import JSON
private import Records

/// Reads CSL-JSON: the input is cut between items, wherever they stand.
struct CSLJSONReader: RecordReader {
    private var pieces: TextPieces
    private let source: String
    private let readsNoteFields: Bool
    private var envelope: Envelope?
    /// The piece that comes next. One is held back, so that it is known which is the last.
    private var ahead: TextPiece?

    init(_ input: Input, readsNoteFields: Bool) {
        self.readsNoteFields = readsNoteFields
        source = input.name
        pieces = TextPieces(input, leavesOutTooLarge: true) { ItemCut.last(in: $0) }
    }

    mutating func next() throws(InputError) -> Piece? {
        let isFirst = envelope == nil
        if isFirst { ahead = try pieces.next() ?? TextPiece(bytes: [], source: source) }
        guard let piece = ahead else { return nil }
        ahead = try pieces.next()
        let isLast = ahead == nil
        // Of a beginning that was left out as too large nothing is known.
        let envelope =
            self.envelope
            ?? (piece.bytes.isEmpty && !isLast ? .array : piece.bytes.withUnsafeBufferPointer { Envelope($0) })
        self.envelope = envelope
        let readsNoteFields = self.readsNoteFields
        return Piece(size: piece.bytes.count) {
            var parser = PieceParser(piece, envelope, isFirst: isFirst, isLast: isLast)
            parser.readsNoteFields = readsNoteFields
            return parser.parse()
        }
    }
}

/// Parses a piece item by item. An item that is no JSON is told, and the next one goes on.
private struct PieceParser {
    var readsNoteFields = false
    private let piece: TextPiece
    private let envelope: Envelope
    private let isFirst: Bool
    private let isLast: Bool
    private var batch: Batch
    private var places: TextPiece.PlaceFinder
    private var at = 0

    init(_ piece: TextPiece, _ envelope: Envelope, isFirst: Bool, isLast: Bool) {
        self.piece = piece
        self.envelope = envelope
        self.isFirst = isFirst
        self.isLast = isLast
        batch = Batch(diagnostics: piece.diagnostics)
        places = TextPiece.PlaceFinder(piece)
    }

    consuming func parse() -> Batch {
        piece.bytes.withUnsafeBufferPointer { bytes in
            var items = ItemParser(bytes)
            do throws(JSONError) {
                switch envelope {
                case .other: try loneValue(bytes)
                case .sequence: try sequence(bytes, &items)
                case .array:
                    if isFirst { try openArray(bytes) }
                    try elements(bytes, &items)
                case .object:
                    if isFirst { try openObject(bytes) }
                    try elements(bytes, &items)
                }
            } catch {
                say(error)
            }
        }
        return batch
    }

    // MARK: Around the items

    /// A text that is neither items nor an object: strict JSON, with nothing to read in it.
    private mutating func loneValue(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        var cursor = JSONCursor(bytes)
        let kind = try cursor.kind()
        let start = cursor.offset
        try cursor.skip()
        try cursor.finish()
        sayNoItem(kind, at: start)
    }

    /// Objects, each on a line of its own or over several.
    private mutating func sequence(
        _ bytes: UnsafeBufferPointer<UInt8>, _ items: inout ItemParser
    ) throws(JSONError) {
        var endOfLast: Int?
        while skipSpace(bytes, orSeparators: true) {
            if let endOfLast, bytes[at] == UInt8(ascii: "{"), !startsLine(bytes, after: endOfLast) {
                say(JSONError(.end, at: at, found: bytes[at]))
            }
            endOfLast = element(bytes, only: true, &items) ? at : nil
        }
    }

    private mutating func openArray(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        _ = skipSpace(bytes)
        at += 1
    }

    /// The members before the list of items.
    private mutating func openObject(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        var cursor = JSONCursor(bytes)
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            if Envelope.isList(key), try cursor.kind() == .array { break }
            keep(key.string, try cursor.skip())
        }
        at = cursor.offset + 1
    }

    /// The elements of the list, and what follows it.
    private mutating func elements(
        _ bytes: UnsafeBufferPointer<UInt8>, _ items: inout ItemParser
    ) throws(JSONError) {
        var needsComma = !isFirst
        var mayEnd = true
        while skipSpace(bytes) {
            let byte = bytes[at]
            if byte == UInt8(ascii: "]"), mayEnd {
                at += 1
                return try close(bytes)
            }
            if needsComma {
                guard byte == UInt8(ascii: ",") else {
                    say(JSONError(.commaOrBracket, at: at, found: byte))
                    guard resume(bytes, from: at) else { return }
                    needsComma = false
                    continue
                }
                at += 1
                needsComma = false
                mayEnd = false
                continue
            }
            needsComma = element(bytes, only: false, &items)
            mayEnd = true
            if at >= bytes.count, !needsComma { return }
        }
        // A piece that is not the last one ends between two items, as it was cut.
        if isLast {
            throw needsComma ? JSONError(.commaOrBracket, at: at) : JSONError(mayEnd ? .commaOrBracket : .value, at: at)
        }
    }

    /// What follows the list of items.
    private mutating func close(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        while envelope == .object {
            guard skipSpace(bytes) else { throw JSONError(.commaOrBrace, at: at) }
            if bytes[at] == UInt8(ascii: "}") {
                at += 1
                break
            }
            guard bytes[at] == UInt8(ascii: ",") else { throw JSONError(.commaOrBrace, at: at, found: bytes[at]) }
            at += 1
            guard skipSpace(bytes), bytes[at] == UInt8(ascii: "\"") else {
                throw JSONError(.key, at: at, found: at < bytes.count ? bytes[at] : nil)
            }
            var cursor = JSONCursor(bytes, at: at)
            let key = try cursor.text()
            cursor.skipSpace()
            guard cursor.offset < bytes.count, bytes[cursor.offset] == UInt8(ascii: ":") else {
                throw JSONError(.colon, at: cursor.offset, found: at < bytes.count ? bytes[at] : nil)
            }
            cursor.offset += 1
            keep(key.string, try cursor.skip())
            at = cursor.offset
        }
        if skipSpace(bytes) { throw JSONError(.end, at: at, found: bytes[at]) }
    }

    private mutating func keep(_ name: String, _ value: UnsafeBufferPointer<UInt8>) {
        var info = batch.info ?? CollectionInfo()
        info.kept.append(
            Kept(format: CSLJSONFormat.id, name: name, value: JSONText.compact(value), form: .json))
        batch.info = info
    }

    // MARK: Items

    /// Reads the value at `at`. False where it was broken and the place is one where an item begins, or the end.
    private mutating func element(
        _ bytes: UnsafeBufferPointer<UInt8>, only objects: Bool, _ items: inout ItemParser
    ) -> Bool {
        let start = at
        do throws(JSONError) {
            var cursor = JSONCursor(bytes, at: at)
            let kind = try cursor.kind()
            if kind == .object {
                try item(&items, start)
                at = items.cursor.offset
                return true
            } else if objects {
                throw JSONError(.end, at: at, found: bytes[at])
            } else {
                try cursor.skip()
                sayNoItem(kind, at: start)
            }
            at = cursor.offset
            return true
        } catch {
            say(error)
            _ = resume(bytes, from: max(error.offset, start + 1))
            return false
        }
    }

    private mutating func item(_ items: inout ItemParser, _ start: Int) throws(JSONError) {
        let record: Record
        do throws(JSONError) {
            record = try items.item(at: start)
        } catch {
            for problem in items.problems { say(problem) }
            throw error
        }
        batch.records.append(readsNoteFields ? NoteFields.read(record) : record)
        batch.lines.append(places.line(at: start))
        for problem in items.problems { say(problem) }
    }

    /// Goes to the next place where an item seems to begin; false where there is none.
    private mutating func resume(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        guard let next = ItemStart.next(in: bytes, from: start) else {
            at = bytes.count
            return false
        }
        at = next
        return true
    }

    // MARK: Space and messages

    /// Passes over white space; false at the end. `separators`: also over the record separators of JSON text sequences
    /// (RFC 7464).
    private mutating func skipSpace(_ bytes: UnsafeBufferPointer<UInt8>, orSeparators separators: Bool = false) -> Bool
    {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            case 0x1E where separators: at += 1
            default: return true
            }
        }
        return false
    }

    private func startsLine(_ bytes: UnsafeBufferPointer<UInt8>, after end: Int) -> Bool {
        bytes[end..<at].contains { $0 == 0x0A || $0 == 0x0D || $0 == 0x1E }
    }

    private mutating func sayNoItem(_ kind: JSONKind, at offset: Int) {
        say(
            ItemProblem(
                .warning, "no-item", "\(kind.words) stands where an item should", at: offset,
                hint: "an item is an object; this is left out"))
    }

    private mutating func say(_ error: JSONError) {
        say(ItemProblem(.error, "not-json", error.description, at: error.offset, hint: nil))
    }

    private mutating func say(_ problem: ItemProblem) {
        let place = places.place(at: problem.offset)
        var message = problem.message
        if let first = problem.first {
            let start = piece.bytes[..<first].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let between = piece.bytes[first..<max(first, problem.offset)].count { $0 == UInt8(ascii: "\n") }
            message += "; before that in line \(place.line - between), column \(first - start + 1)"
        }
        batch.diagnostics.append(
            Diagnostic(
                problem.severity, "csl-json.\(problem.code)", message, at: place, hint: problem.hint,
                record: problem.record))
    }
}
