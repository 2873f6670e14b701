private import Bytes

/// The lines of a text, without their line feeds: where JSON Lines is read, each is a JSON text of its own.
///
/// The bytes must outlive it.
public struct JSONLineSequence: Sequence, IteratorProtocol {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var start = 0

    public init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The next line; nil after the last, and for what follows a line feed at the end.
    public mutating func next() -> UnsafeBufferPointer<UInt8>? {
        guard start < bytes.count else { return nil }
        let end = endOfLine()
        defer { start = end + 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    private func endOfLine() -> Int {
        guard let base = bytes.baseAddress else { return start }
        let raw = UnsafeRawPointer(base)
        var at = start
        while at + 8 <= bytes.count {
            let feeds = ByteWord(raw, at).equal(UInt8(ascii: "\n"))
            if feeds != 0 { return at + ByteWord.first(feeds) }
            at += 8
        }
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
        return at
    }
}
