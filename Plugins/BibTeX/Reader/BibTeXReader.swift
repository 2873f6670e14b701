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
        let parser = PieceParser(piece, options, macros, parents, problems: collectStrings(piece))
        return Piece(size: piece.bytes.count) { parser.parse() }
    }

    /// Defines the piece's strings, and sees whether anything is there at all.
    ///
    /// - Returns: what was wrong with the values of strings, by the places of their signs.
    private mutating func collectStrings(_ piece: TextPiece) -> [Int: [SyntaxProblem]] {
        var problems: [Int: [SyntaxProblem]] = [:]
        piece.bytes.withUnsafeBufferPointer { bytes in
            var scanner = EntryScanner(bytes, offset: piece.offset, arena: Arena(), macros: macros)
            var index = 0
            while let sign = Search.next(UInt8(ascii: "@"), in: bytes, from: index) {
                index = sign + 1
                if !hasEntries, sign + 2 < bytes.count, Byte.isLetter(bytes[sign + 1]) { hasEntries = true }
                guard sign + 8 < bytes.count, bytes.slice((sign + 1)..<(sign + 7)).isWord("string") else { continue }
                scanner.startOver(at: sign)
                guard case .string(let name, let value, _) = scanner.next(text: { _ in }) else { continue }
                // Known from behind its own definition on.
                macros.define(name, as: value, at: piece.offset + scanner.at - 1)
                if !scanner.problems.isEmpty { problems[sign] = scanner.problems.filter(\.isOfValue) }
                index = max(index, scanner.at)
            }
        }
        return problems
    }

    private var nothingFound: Diagnostic {
        Diagnostic(
            .error, "bibtex.no-entries", "no entry begins anywhere in it", at: Place(source: name, line: 1, column: 1),
            hint: "an entry begins with “@book{key,”; is the file of another format?")
    }
}
