/// Memory for values that do not stand in the source as they are: concatenations and strings. Addresses stay valid until the
/// arena is reset or goes.
final class Arena {
    private var blocks: [UnsafeMutableBufferPointer<UInt8>] = []
    private var used = 0
    private static let blockSize = 1 << 14

    init() {}

    deinit { for block in blocks { block.deallocate() } }

    /// Forgets everything; one block stays for the next entry.
    func reset() {
        guard let first = blocks.first else { return }
        for block in blocks.dropFirst() { block.deallocate() }
        blocks.removeLast(blocks.count - 1)
        if first.count > Arena.blockSize {
            first.deallocate()
            blocks = []
        }
        used = 0
    }

    /// A copy of the text that stays where it is.
    func copy(_ text: String) -> Bytes {
        var text = text
        return text.withUTF8 { copy($0) }
    }

    /// A copy of the bytes that stays where it is.
    func copy(_ bytes: some Collection<UInt8>) -> Bytes {
        let count = bytes.count
        if count == 0 { return Bytes(start: nil, count: 0) }
        if blocks.last.map({ $0.count - used < count }) ?? true {
            blocks.append(.allocate(capacity: max(count, Arena.blockSize)))
            used = 0
        }
        guard let block = blocks.last else { return Bytes(start: nil, count: 0) }
        let target = UnsafeMutableBufferPointer(rebasing: block[used..<(used + count)])
        _ = target.initialize(from: bytes)
        used += count
        return Bytes(target)
    }
}
