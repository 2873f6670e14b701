private import Bytes
private import JSON

/// Finds where a stretch of CSL-JSON can be cut between two items, without parsing it: strings are passed over, sixteen bytes
/// at a time, and what is left are brackets, which are counted.
///
/// What is cut begins with `[` or `{` (the head), or with the comma or line end after an item.
enum ItemCut {
    /// The place after the last item that is whole; nil where there is none.
    static func last(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        if let found = lastEnd(in: bytes) { return found }
        // A string that is not closed turns inside out what follows: go by what the beginning of an item looks like.
        return bytes.count >= 1 << 20 ? lastLikely(in: bytes) : nil
    }

    private static func lastEnd(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = bytes.baseAddress, let start = firstItem(in: bytes) else { return nil }
        let raw = UnsafeRawPointer(base)
        let count = bytes.count
        var depth = 0
        var last: Int?
        var at = start
        while at < count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""):
                at = endOfString(raw, at, count)
                if at >= count { return last }
                at += 1
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { last = at }
                if depth < 0 { return last }
            default: break
            }
        }
        return last
    }

    /// The quotation mark that closes the string in which `start` lies, or the end.
    private static func endOfString(_ raw: UnsafeRawPointer, _ start: Int, _ count: Int) -> Int {
        var at = start
        while true {
            while at + 16 <= count {
                let block = ByteBlock(raw, at)
                let first = ByteBlock.first(block.equal(UInt8(ascii: "\"")) | block.equal(UInt8(ascii: "\\")))
                at += first
                if first < 16 { break }
            }
            guard at < count else { return count }
            switch raw.load(fromByteOffset: at, as: UInt8.self) {
            case UInt8(ascii: "\""): return at
            case UInt8(ascii: "\\"): at += 2
            default: at += 1
            }
        }
    }

    /// Where counting begins: within the array of items, outside any item.
    private static func firstItem(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }) else { return nil }
        if bytes[first] == UInt8(ascii: "[") { return first + 1 }
        if bytes[first] == UInt8(ascii: "{"), let list = Envelope.list(bytes, from: first) { return list + 1 }
        return first
    }

    private static func lastLikely(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var at = bytes.count - 1
        while at > 0 {
            if bytes[at] == UInt8(ascii: "{"), let end = ItemStart.endBefore(at, in: bytes) { return end }
            at -= 1
        }
        return nil
    }
}

/// What the beginning of an item looks like between others: `}`, comma, `{`, and a name that items have.
enum ItemStart {
    /// The place after the item that ends before the `{` at `at`; nil where that does not look like an item's beginning.
    static func endBefore(_ at: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard looksLikeItem(at, in: bytes) else { return nil }
        var index = at - 1
        func skipSpaceBack() { while index >= 0, bytes[index] <= 0x20 { index -= 1 } }
        skipSpaceBack()
        if index >= 0, bytes[index] == UInt8(ascii: ",") {
            index -= 1
            skipSpaceBack()
        } else if index + 1 == at || !bytes[(index + 1)..<at].contains(UInt8(ascii: "\n")) {
            return nil
        }
        guard index >= 0, bytes[index] == UInt8(ascii: "}") else { return nil }
        return index + 1
    }

    /// True where `{` is followed by a member's name that items have and names, dates and the like have not.
    static func looksLikeItem(_ at: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = at + 1
        let limit = min(bytes.count, at + 200)
        while index < limit, bytes[index] <= 0x20 { index += 1 }
        guard index < limit, bytes[index] == UInt8(ascii: "\"") else { return false }
        guard let end = bytes[(index + 1)..<limit].firstIndex(of: UInt8(ascii: "\"")) else { return false }
        let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
        guard let row = Member.table[name] else { return false }
        if case .kept = Member.rows[row].member { return false }
        return true
    }

    /// The first `{` from `start` on that looks like the beginning of a further item; nil where there is none.
    static func next(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var at = start
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "{"), endBefore(at, in: bytes) != nil || (startsLine(at, in: bytes)) {
                return at
            }
            at += 1
        }
        return nil
    }

    /// True where only white space stands before it in its line, and it looks like an item.
    private static func startsLine(_ at: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard looksLikeItem(at, in: bytes) else { return false }
        var index = at - 1
        while index >= 0, bytes[index] == 0x20 || bytes[index] == 0x09 { index -= 1 }
        return index < 0 || bytes[index] == UInt8(ascii: "\n")
    }
}
