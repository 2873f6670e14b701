/// Cuts a text input into pieces at places where a record may begin, so that they can be parsed on all cores.
///
/// Whatever the input's encoding, a piece is valid UTF-8 without a byte order mark: UTF-16 is converted; a byte that is not
/// UTF-8 is read as Windows-1252, and said. Memory is bounded by the size of a piece and of the largest record.
public struct TextPieces {
    /// Finds the last place in `bytes` where a record begins, so that all before it can be parsed alone; nil where there is
    /// none. Never called for the input's last bytes, which are one piece.
    public typealias Cut = @Sendable (_ bytes: UnsafeBufferPointer<UInt8>) -> Int?

    /// The usual size of a piece.
    public static let size = 1 << 18
    /// A record larger than this is cut wherever a line ends, or anywhere.
    public static let largest = 1 << 24

    private let input: Input
    private let cut: Cut
    private let pieceSize: Int
    private let largest: Int
    private let leavesOutTooLarge: Bool
    private var decoder: TextDecoder
    private var pending: [UInt8] = []
    private var line = 1
    private var offset = 0
    private var isAtEnd = false
    private var wanted: Int
    /// Whether the rest of a line is passed over that is part of a record which was left out.
    private var isPassingOver = false

    /// - Parameters:
    ///   - pieceSize: how large a piece is that need not be larger.
    ///   - largest: how large a piece may become while no record ends.
    ///   - leavesOutTooLarge: whether a record larger than `largest` is left out, up to the end of the line in which that is
    ///     seen; else it is given in parts.
    ///   - cut: where a record begins.
    public init(
        _ input: Input, pieceSize: Int = TextPieces.size, largest: Int = TextPieces.largest,
        leavesOutTooLarge: Bool = false, cut: @escaping Cut
    ) {
        self.input = input
        self.cut = cut
        self.pieceSize = pieceSize
        self.largest = largest
        self.leavesOutTooLarge = leavesOutTooLarge
        wanted = pieceSize
        decoder = TextDecoder(source: input.name)
    }

    /// The next piece; nil at the end.
    public mutating func next() throws(InputError) -> TextPiece? {
        while true {
            try fill(to: wanted)
            if isPassingOver {
                let end = pending.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
                isPassingOver = end == nil && !isAtEnd
                _ = take(end ?? pending.count)
                continue
            }
            if isAtEnd {
                guard !pending.isEmpty || !decoder.diagnostics.isEmpty else { return nil }
                return take(pending.count)
            }
            if let end = pending.withUnsafeBufferPointer({ cut($0) }), end > 0, end <= pending.count {
                wanted = pieceSize
                return take(end)
            }
            if pending.count >= largest {
                wanted = pieceSize
                return takeTooLarge()
            }
            wanted = pending.count * 2
        }
    }

    /// What holds no whole record: a part of one, or nothing but the word that it is left out.
    private mutating func takeTooLarge() -> TextPiece {
        let lineEnd = pending.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
        var piece = take(leavesOutTooLarge ? pending.count : lineEnd ?? TextPieces.boundary(in: pending))
        if leavesOutTooLarge {
            piece.bytes = []
            isPassingOver = true
        }
        piece.diagnostics.append(
            Diagnostic(
                .error, "input.record-too-large", "no record ends within \(largest >> 10) KB",
                at: Place(source: input.name, line: piece.line, column: 1),
                hint: leavesOutTooLarge
                    ? "it is left out; is the file of another format?"
                    : "the text is read in parts; is the file of another format?"))
        return piece
    }

    private mutating func fill(to count: Int) throws(InputError) {
        var block: [UInt8] = []
        while !isAtEnd, pending.count < count {
            let wanted = max(1 << 16, count - pending.count)
            if decoder.isTransparent {
                // Nothing to convert: read where it is to stand.
                if try input.read(wanted, appendingTo: &pending) > 0 { continue }
                isAtEnd = true
                return
            }
            block.removeAll(keepingCapacity: true)
            if try input.read(wanted, appendingTo: &block) == 0 {
                isAtEnd = true
                decoder.finish(appendingTo: &pending, line: line)
            } else {
                decoder.decode(block, appendingTo: &pending)
            }
        }
    }

    private mutating func take(_ count: Int) -> TextPiece {
        // What stays is less than a record as a rule: it is copied, the rest handed out as it stands.
        let rest = Array(pending[count...])
        pending.removeLast(rest.count)
        let bytes = pending
        pending = rest
        var piece = TextPiece(bytes: bytes, source: input.name, line: line, offset: offset)
        piece.diagnostics = decoder.takeDiagnostics()
        piece.mend()
        line += bytes.lineBreaks
        offset += count
        return piece
    }

    /// The last place that does not cut a character.
    private static func boundary(in bytes: [UInt8]) -> Int {
        var end = bytes.count
        while end > 1, bytes.count - end < 4, bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
        return max(1, end - 1)
    }
}

/// A stretch of an input as valid UTF-8, with the place where it begins.
public struct TextPiece: Sendable {
    public var bytes: [UInt8]
    public let source: String
    /// The line of the first byte, from 1.
    public let line: Int
    /// Where the piece begins in the decoded input.
    public let offset: Int
    /// What was said while it was decoded.
    public var diagnostics: [Diagnostic] = []

    public init(bytes: [UInt8], source: String, line: Int = 1, offset: Int = 0) {
        self.bytes = bytes
        self.source = source
        self.line = line
        self.offset = offset
    }

    /// The place of a byte of this piece. Costs time in proportion to the bytes before it: for diagnostics, not for each record.
    public func place(at index: Int) -> Place {
        let index = min(max(0, index), bytes.count)
        var lines = 0
        var lineStart = 0
        for i in 0..<index where bytes[i] == UInt8(ascii: "\n") {
            lines += 1
            lineStart = i + 1
        }
        var column = 1
        for i in lineStart..<index where bytes[i] & 0xC0 != 0x80 { column += 1 }
        return Place(source: source, line: line + lines, column: column)
    }

    /// Replaces bytes that are not UTF-8 by what they are in Windows-1252, and says so once for the piece.
    mutating func mend() {
        guard let mended = Windows1252.mend(bytes) else { return }
        let place = place(at: mended.first)
        let byte = String(bytes[mended.first], radix: 16, uppercase: true)
        bytes = mended.bytes
        diagnostics.append(
            Diagnostic(
                .warning, "input.not-utf8",
                "byte 0x\(byte) is not UTF-8"
                    + (mended.count > 1 ? ", nor are \(mended.count - 1) others in this part" : "")
                    + "; read as Windows-1252",
                at: place, hint: "convert the file to UTF-8 if letters come out wrong"))
    }
}

extension Array where Element == UInt8 {
    /// How many line feeds there are.
    package var lineBreaks: Int { withUnsafeBufferPointer { LineBreaks.count($0) } }
}

/// Counts lines.
public enum LineBreaks {
    /// How many line feeds there are. Looks at sixteen bytes at a time.
    public static func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let raw = UnsafeRawPointer(base)
        // A vector, not a number: only operators between vectors are single instructions.
        let feed = SIMD16<UInt8>(repeating: 0x0A)
        var count = 0
        var at = 0
        while at + 16 <= bytes.count {
            // Each lane counts for itself, at most 255 blocks long.
            var lanes = SIMD16<UInt8>(repeating: 0)
            let end = Swift.min(bytes.count - 15, at + 16 * 255)
            while at < end {
                let block = raw.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self)
                lanes = lanes &- unsafeBitCast(block .== feed, to: SIMD16<UInt8>.self)
                at += 16
            }
            for lane in lanes.indices { count += Int(lanes[lane]) }
        }
        while at < bytes.count {
            count += bytes[at] == 0x0A ? 1 : 0
            at += 1
        }
        return count
    }
}

extension TextPiece {
    /// Finds the places of bytes that are asked for from front to back, in time proportional to the piece as a whole.
    public struct PlaceFinder {
        private let piece: TextPiece
        private var index = 0
        private var line: Int

        public init(_ piece: TextPiece) {
            self.piece = piece
            line = piece.line
        }

        /// The place of a byte; one before the last that was asked for costs a fresh start.
        public mutating func place(at wanted: Int) -> Place {
            let line = self.line(at: wanted)
            var column = 1
            var at = index
            while at > 0, piece.bytes[at - 1] != UInt8(ascii: "\n") {
                at -= 1
                if piece.bytes[at] & 0xC0 != 0x80 { column += 1 }
                // A line of megabytes is no line of text: its column helps nobody.
                if column > 100_000 { break }
            }
            return Place(source: piece.source, line: line, column: column)
        }

        /// The line of a byte.
        public mutating func line(at wanted: Int) -> Int {
            let wanted = min(max(0, wanted), piece.bytes.count)
            if wanted < index { self = PlaceFinder(piece) }
            piece.bytes.withUnsafeBufferPointer { bytes in
                line += LineBreaks.count(UnsafeBufferPointer(rebasing: bytes[index..<wanted]))
            }
            index = wanted
            return line
        }
    }
}
