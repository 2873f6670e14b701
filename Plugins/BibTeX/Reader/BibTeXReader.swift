internal import Formats
private import Records

/// Reads .bib files piece by piece. What an entry needs from elsewhere in the file, strings and parents, is at hand in each
/// piece: strings are collected while pieces are handed out, parents in a look through the whole file where it has any.
struct BibTeXReader: RecordReader {
    private var pieces: TextPieces
    private let options: ReadingOptions
    private let macros = Macros()
    private let parents: Parents
    private let name: String
    private var hasEntries = false
    private var isEmpty = true
    private var isDone = false

    init(_ input: Input, _ options: ReadingOptions) throws(InputError) {
        self.options = options
        name = input.name
        parents = try Parents(input)
        pieces = TextPieces(input, cut: { EntryCut.last(in: $0) })
    }

    mutating func next() throws(InputError) -> Piece? {
        guard !isDone else { return nil }
        guard let piece = try pieces.next() else {
            isDone = true
            return hasEntries || isEmpty ? nil : Piece(Batch(diagnostics: [nothingFound]))
        }
        if !piece.bytes.allSatisfy(Byte.isSpace) { isEmpty = false }
        collectStrings(piece)
        let parser = PieceParser(piece, options, macros, parents)
        return Piece(size: piece.bytes.count) { parser.parse() }
    }

    /// Defines the piece's strings, and sees whether anything is there at all.
    private mutating func collectStrings(_ piece: TextPiece) {
        piece.bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            while let sign = Search.next(UInt8(ascii: "@"), in: bytes, from: index) {
                index = sign + 1
                if !hasEntries, sign + 2 < bytes.count, Byte.isLetter(bytes[sign + 1]) { hasEntries = true }
                guard sign + 8 < bytes.count, bytes.slice((sign + 1)..<(sign + 7)).isWord("string") else { continue }
                var scanner = EntryScanner(bytes, offset: piece.offset, arena: Arena(), macros: macros)
                scanner.at = sign
                guard case .string(let name, let value, _) = scanner.next(text: { _ in }) else { continue }
                // Known from behind its own definition on.
                _ = macros.define(name, as: value, at: piece.offset + scanner.at - 1)
                index = max(index, scanner.at)
            }
        }
    }

    private var nothingFound: Diagnostic {
        Diagnostic(
            .error, "bibtex.no-entries", "no entry begins anywhere in it", at: Place(source: name),
            hint: "an entry begins with “@book{key,”; is the file of another format?")
    }
}

/// Finds bytes fast.
enum Search {
    /// The next place of a byte.
    static func next(_ byte: UInt8, in bytes: Bytes, from start: Int) -> Int? {
        var index = start
        let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
        guard let base = bytes.baseAddress else { return nil }
        while index + 8 <= bytes.count {
            let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self) ^ pattern
            let zero = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if zero != 0 { return index + UInt64(littleEndian: zero).trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count {
            if bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }
}

extension Search {
    /// The next brace or line feed; `end` where there is none.
    @inline(__always) static func braceOrLine(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        let ones: UInt64 = 0x0101_0101_0101_0101
        while index + 8 <= end {
            let word = UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
            let opens = word ^ (ones &* 0x7B)
            let closes = word ^ (ones &* 0x7D)
            let lines = word ^ (ones &* 0x0A)
            // The lowest bit that is set is exact; higher ones may not be.
            let found =
                (((opens &- ones) & ~opens) | ((closes &- ones) & ~closes) | ((lines &- ones) & ~lines))
                & 0x8080_8080_8080_8080
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < end {
            let byte = base[index]
            if byte == 0x7B || byte == 0x7D || byte == 0x0A { return index }
            index += 1
        }
        return end
    }

    /// How many line feeds stand in a range.
    static func lineBreaks(_ bytes: Bytes, _ range: Range<Int>) -> Int {
        var count = 0
        for byte in UnsafeBufferPointer(rebasing: bytes[range]) { count &+= byte == 0x0A ? 1 : 0 }
        return count
    }
}

/// Where a piece can end: behind the brace before the last entry.
enum EntryCut {
    static func last(in bytes: Bytes) -> Int? {
        var index = bytes.count - 1
        while index > 0 {
            if bytes[index] == UInt8(ascii: "@"), beginsEntry(bytes, index) {
                var before = index
                while before > 0, Byte.isSpace(bytes[before - 1]) { before -= 1 }
                if before > 0, before < index,
                    bytes[before - 1] == UInt8(ascii: "}") || bytes[before - 1] == UInt8(ascii: ")")
                {
                    return before
                }
            }
            index -= 1
        }
        return nil
    }

    private static func beginsEntry(_ bytes: Bytes, _ sign: Int) -> Bool {
        var index = sign + 1
        while index < bytes.count, Byte.isLetter(bytes[index]), index - sign < 32 { index += 1 }
        guard index > sign + 1 else { return false }
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        return index < bytes.count && (bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "("))
    }
}
