/// Memory for values that do not stand in the source as they are: concatenations and strings. Addresses stay valid until the
/// arena is reset or goes.
final class Arena {
    private var blocks = Blocks()

    init() {}

    deinit { blocks.free() }

    /// Forgets everything; one block stays for the next entry.
    func reset() { blocks.reset() }

    /// A copy of the text that stays where it is.
    func copy(_ text: String) -> Bytes {
        var text = text
        return text.withUTF8 { copy($0) }
    }

    /// A copy of the bytes that stays where it is.
    func copy(_ bytes: [UInt8]) -> Bytes { bytes.withUnsafeBufferPointer { copy($0) } }

    /// A copy of the bytes that stays where it is.
    func copy(_ bytes: Bytes) -> Bytes {
        fill(bytes.count) { _ = $0.initialize(from: bytes) }
    }

    /// Bytes that `fill` puts there, every one of them.
    func fill(_ count: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Void) -> Bytes {
        guard count > 0 else { return Bytes(start: nil, count: 0) }
        let room = blocks.room(for: count)
        fill(room)
        return Bytes(room)
    }

    private struct Blocks {
        private var blocks: [UnsafeMutableBufferPointer<UInt8>] = []
        /// What is left of the last block.
        private var rest = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
        private static let size = 1 << 14

        mutating func room(for count: Int) -> UnsafeMutableBufferPointer<UInt8> {
            if rest.count < count {
                rest = .allocate(capacity: max(count, Blocks.size))
                blocks.append(rest)
            }
            let room = UnsafeMutableBufferPointer(rebasing: rest[..<count])
            rest = UnsafeMutableBufferPointer(rebasing: rest[count...])
            return room
        }

        mutating func reset() {
            guard let first = blocks.first, first.count != rest.count else { return }
            if blocks.count > 1 || first.count > Blocks.size {
                free()
            } else {
                rest = first
            }
        }

        mutating func free() {
            for block in blocks { block.deallocate() }
            blocks = []
            rest = UnsafeMutableBufferPointer(start: nil, count: 0)
        }
    }
}
