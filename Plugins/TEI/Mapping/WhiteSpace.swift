private import Bytes

/// White space in the text of an element, where a run of it says no more than one space.
enum WhiteSpace {
    /// Whether there is text, with nothing but single spaces between its words: it is read as it stands.
    static func isUsual(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = utf8.baseAddress, let first = utf8.first, let last = utf8.last, first > 0x20, last > 0x20
        else {
            return false
        }
        let raw = UnsafeRawPointer(base)
        var at = 0
        // Sixteen bytes, and each beside the one after it.
        while at + 17 <= utf8.count {
            let block = ByteBlock(raw, at)
            let runs = block.equal(0x20) & ByteBlock(raw, at + 1).equal(0x20)
            if ByteBlock.first(block.less(than: 0x20) | runs) < 16 { return false }
            at += 16
        }
        // The last byte is no space.
        while at < utf8.count {
            if utf8[at] < 0x20 || utf8[at] == 0x20 && utf8[at + 1] == 0x20 { return false }
            at += 1
        }
        return true
    }
}
