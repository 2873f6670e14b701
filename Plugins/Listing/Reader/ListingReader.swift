internal import Formats
private import Records

/// Reads a page, or several in one file: the whole input, decoded; then a batch for each page.
struct ListingReader: RecordReader {
    private var pieces: TextPieces
    private let profile: SourceProfile
    private let name: String
    private var waiting: [Batch]?
    private var notes: [Diagnostic]

    /// No page of a web site, nor a hundred of them in one file, is larger; 16 MB.
    private static let largest = 1 << 24

    init(_ input: Input, profile: SourceProfile, notes: [Diagnostic]) {
        pieces = TextPieces(input, pieceSize: ListingReader.largest, largest: ListingReader.largest) { _ in nil }
        self.profile = profile
        name = input.name
        self.notes = notes
    }

    mutating func next() throws(InputError) -> Piece? {
        if waiting == nil { waiting = try read().reversed() }
        return waiting?.popLast().map { Piece($0) }
    }

    private mutating func read() throws(InputError) -> [Batch] {
        guard let piece = try pieces.next() else { return [Batch(diagnostics: notes)] }
        // The whole is one piece, unless it is too large for that.
        guard try pieces.next() == nil else { throw InputError(.tooLarge(ListingReader.largest), name) }
        var batches = PageReading(profile: profile, source: name).batches(piece.bytes)
        if batches.isEmpty { batches = [Batch()] }
        batches[0].diagnostics = notes + piece.diagnostics + batches[0].diagnostics
        return batches
    }
}
