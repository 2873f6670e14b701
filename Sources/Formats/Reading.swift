public import Parallel

/// Reads one or more inputs: pieces are parsed on all cores and come out in order.
public struct Reading {
    /// One input with the format that reads it.
    public struct Source {
        public let input: Input
        public let format: any Format
        public let options: FormatOptions

        public init(_ input: Input, _ format: any Format, options: FormatOptions = FormatOptions()) {
            self.input = input
            self.format = format
            self.options = options
        }
    }

    /// A parsed piece and where it came from.
    public struct Part: Sendable {
        public var batch: Batch
        public let source: String
        public let size: Int
    }

    private var sources: ArraySlice<Source>
    private var reader: (any RecordReader)?
    private var name = ""
    private let cores: Int

    /// - Parameter cores: how many threads parse; the result is the same for any number.
    public init(_ sources: [Source], cores: Int = Cores.count) {
        self.sources = sources[...]
        self.cores = max(1, cores)
    }

    /// The next parts, in order; nil after the last. An input that fails to read throws; the next call goes on with the
    /// one after it.
    public mutating func next() throws -> [Part]? {
        guard let pieces = try nextPieces() else { return nil }
        return Cores.map(pieces, cores: cores) { $0.parse() }
    }

    /// A piece that is not parsed yet, with the name of its input.
    struct Unparsed: Sendable {
        let piece: Piece
        let source: String

        func parse() -> Part { Part(batch: piece.parse(), source: source, size: piece.size) }
    }

    /// The next pieces, as many as the cores can parse at a time; as `next`.
    private mutating func nextPieces() throws -> [Unparsed]? {
        var pieces: [Unparsed] = []
        while pieces.count < cores * 2 {
            do {
                guard let piece = try nextPiece() else { break }
                pieces.append(piece)
            } catch let error as InputError where !pieces.isEmpty {
                pieces.append(Unparsed(piece: Piece(Batch(diagnostics: [error.diagnostic])), source: name))
            }
        }
        return pieces.isEmpty ? nil : pieces
    }

    /// The next piece; nil after the last. An input that fails to read throws; the next call goes on with the one after it.
    mutating func nextPiece() throws -> Unparsed? {
        while true {
            if reader == nil {
                guard let source = sources.popFirst() else { return nil }
                name = source.input.name
                reader = try source.format.makeReader(source.input, options: source.options)
            }
            do throws(InputError) {
                if let piece = try reader?.next() { return Unparsed(piece: piece, source: name) }
            } catch {
                reader = nil
                throw error
            }
            reader = nil
        }
    }
}
