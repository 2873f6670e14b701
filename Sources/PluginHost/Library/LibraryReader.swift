internal import CPlugin
internal import Formats

/// Reads through a library. A text that the library can cut is read in parts, each by a reader of its own; anything else goes
/// through one reader, block by block.
struct LibraryReader: RecordReader {
    private let library: LoadedLibrary
    private let options: FormatOptions
    private let source: Source
    private var reader: OpenReader?
    private var isDone = false

    private enum Source {
        case parts(PiecesBox)
        case text(PiecesBox)
        case bytes(Input)
    }

    /// Cuts an input, behind a reference: a reader is a value, and reading it goes on.
    private final class PiecesBox {
        var pieces: TextPieces
        init(_ pieces: TextPieces) { self.pieces = pieces }
    }

    init(_ library: LoadedLibrary, _ input: Input, options: FormatOptions) {
        self.library = library
        self.options = options
        if !library.claim.isText {
            source = .bytes(input)
            reader = OpenReader(library, source: input.name, line: 1, options: options)
        } else if let cut = library.functions.cut {
            source = .parts(
                PiecesBox(
                    TextPieces(input) { bytes in
                        let place = library.serially { cut(bytes.baseAddress, bytes.count) }
                        return LibraryReader.canCut(bytes, at: place) ? place : nil
                    }))
        } else {
            source = .text(
                PiecesBox(TextPieces(input) { $0.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } }))
            reader = OpenReader(library, source: input.name, line: 1, options: options)
        }
    }

    /// Whether a place lies within a text or at its end, and not within a character.
    private static func canCut(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        guard place > 0, place <= bytes.count else { return false }
        // What comes after the end is not known yet: only ASCII is sure to be whole.
        return place == bytes.count ? bytes[place - 1] < 0x80 : bytes[place] & 0xC0 != 0x80
    }

    mutating func next() throws(InputError) -> Piece? {
        if isDone { return nil }
        switch source {
        case .parts(let box):
            guard let piece = try box.pieces.next() else { return end() }
            let (library, options) = (library, options)
            return Piece(size: piece.bytes.count) {
                let reader = OpenReader(library, source: piece.source, line: piece.line, options: options)
                var batch = reader.read(piece.bytes, isLast: true)
                batch.diagnostics = piece.diagnostics + batch.diagnostics
                return batch
            }
        case .text(let box):
            guard let piece = try box.pieces.next() else { return end() }
            var batch = reader?.read(piece.bytes, isLast: false) ?? Batch()
            batch.diagnostics = piece.diagnostics + batch.diagnostics
            return hand(batch, size: piece.bytes.count)
        case .bytes(let input):
            var block: [UInt8] = []
            guard try input.read(1 << 18, appendingTo: &block) > 0 else { return end() }
            return hand(reader?.read(block, isLast: false) ?? Batch(), size: block.count)
        }
    }

    private mutating func hand(_ batch: Batch, size: Int) -> Piece {
        if batch.failure != nil { isDone = true }
        return Piece(batch, size: size)
    }

    /// The last piece: what a reader still has, and calls that came too late.
    private mutating func end() -> Piece? {
        isDone = true
        var batch = reader?.read([], isLast: true) ?? Batch()
        reader?.close()
        reader = nil
        batch.diagnostics += library.guardian.takeDiagnostics(of: library.claim.id)
        return Piece(batch)
    }
}

/// A reader that a library has opened, closed at the latest when it goes.
private final class OpenReader: @unchecked Sendable {
    // Used by one thread at a time: the reading that made it.
    private let library: LoadedLibrary
    private let session: HostSession
    private var reader: UnsafeMutableRawPointer?
    private let source: String
    private var refused = false

    init(_ library: LoadedLibrary, source: String, line: Int, options: FormatOptions) {
        self.library = library
        self.source = source
        session = HostSession(plugin: library.claim.id, source: source, guardian: library.guardian)
        guard let open = library.functions.reader_open else { return }
        let session = session
        reader = library.serially {
            LibrarySettings.with(options, of: library.claim, source: source, line: line) { settings in
                session.open { open($0, settings) }
            }
        }
        refused = reader == nil
    }

    deinit { close() }

    /// Hands bytes to the library, and the end after the last of them.
    func read(_ bytes: [UInt8], isLast: Bool) -> Batch {
        guard let read = library.functions.reader_read else { return Batch() }
        if refused { return failed("it opened no reader") }
        guard let reader else { return Batch() }
        let answer = library.serially {
            session.open { host in
                var answer = Int32(IBID_OK)
                if !bytes.isEmpty { answer = bytes.withUnsafeBytes { read(reader, host, $0.baseAddress, $0.count) } }
                if isLast, answer == IBID_OK { answer = read(reader, host, bytes, 0) }
                return answer
            }
        }
        if isLast { close() }
        if answer != IBID_OK { return failed("it could not read on (\(answer))") }
        return session.takeBatch()
    }

    func close() {
        guard let reader else { return }
        self.reader = nil
        library.serially { library.functions.reader_close?(reader) }
    }

    private func failed(_ what: String) -> Batch {
        close()
        var batch = session.takeBatch()
        // The plugin's own words are the reason, where it has any.
        let own = batch.diagnostics.lastIndex { $0.severity == .error }.map { batch.diagnostics.remove(at: $0) }
        batch.failure =
            own
            ?? Diagnostic(
                .error, "plugin.gave-up", "the plugin “\(library.claim.id)” gave up: \(what)", at: Place(source: source)
            )
        return batch
    }
}
