private import Bytes
private import JSON

/// Finds where a stretch of CSL-JSON can be cut between two items, without parsing it: brackets outside of strings are counted,
/// many bytes at a time.
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
        var brackets = Brackets(UnsafeRawPointer(base))
        var at = start
        while at + 64 <= bytes.count, !brackets.isOver {
            brackets.takeBlock(at)
            at += 64
        }
        while at < bytes.count, !brackets.isOver {
            brackets.take(at)
            at += 1
        }
        return brackets.last
    }

    /// Counts brackets outside of strings.
    private struct Brackets {
        private let raw: UnsafeRawPointer
        private var depth = 0
        private var isInString = false
        private var isEscaped = false
        /// The place after the last item that is whole.
        private(set) var last: Int?
        /// Whether the array of items has ended.
        private(set) var isOver = false

        init(_ raw: UnsafeRawPointer) { self.raw = raw }

        /// Looks at a byte.
        mutating func take(_ at: Int) {
            let byte = raw.load(fromByteOffset: at, as: UInt8.self)
            if isEscaped {
                isEscaped = false
            } else if isInString {
                isEscaped = byte == UInt8(ascii: "\\")
                isInString = byte != UInt8(ascii: "\"")
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): take(bracket: true, at)
                case UInt8(ascii: "}"), UInt8(ascii: "]"): take(bracket: false, at)
                default: break
                }
            }
        }

        /// Looks at 64 bytes: without a branch, but for backslashes and where an item may end.
        mutating func takeBlock(_ at: Int) {
            var quotes: UInt64 = 0
            var backslashes: UInt64 = 0
            var opening: UInt64 = 0
            var closing: UInt64 = 0
            for part in 0..<4 {
                let block = ByteBlock(raw, at + 16 * part)
                let shift = UInt64(16 * part)
                quotes |= UInt64(ByteBlock.bits(block.equal(UInt8(ascii: "\"")))) &<< shift
                backslashes |= UInt64(ByteBlock.bits(block.equal(UInt8(ascii: "\\")))) &<< shift
                // The bracket of an array and the brace of an object differ in one bit.
                opening |= UInt64(ByteBlock.bits(block.equal(UInt8(ascii: "["), in: 0xDF))) &<< shift
                closing |= UInt64(ByteBlock.bits(block.equal(UInt8(ascii: "]"), in: 0xDF))) &<< shift
            }
            let all = backslashes
            var isNextEscaped = false
            if isEscaped {
                quotes &= ~1
                backslashes &= ~1
            }
            while backslashes != 0 {
                let place = UInt64(truncatingIfNeeded: backslashes.trailingZeroBitCount)
                isNextEscaped = place == 63
                quotes &= ~(2 &<< place)
                backslashes &= ~(3 &<< place)
            }
            // From each quotation mark on to the one that closes the string.
            var strings = quotes
            for shift: UInt64 in [1, 2, 4, 8, 16, 32] { strings ^= strings &<< shift }
            if isInString { strings = ~strings }
            // One outside of strings escapes nothing.
            if all & ~strings != 0 {
                for place in at..<(at + 64) where !isOver { take(place) }
                return
            }
            opening &= ~strings
            closing &= ~strings
            let closed = closing.nonzeroBitCount
            if closed > 0, closed >= depth {
                takeBrackets(at, opening, closing)
            } else {
                depth += opening.nonzeroBitCount - closed
            }
            isInString = strings >> 63 != 0
            isEscaped = isNextEscaped
        }

        /// Looks at brackets one by one, given a bit for each.
        private mutating func takeBrackets(_ at: Int, _ opening: UInt64, _ closing: UInt64) {
            var rest = opening | closing
            while rest != 0, !isOver {
                let place = rest.trailingZeroBitCount
                take(bracket: opening >> UInt64(place) & 1 != 0, at + place)
                rest &= rest &- 1
            }
        }

        private mutating func take(bracket isOpening: Bool, _ at: Int) {
            depth += isOpening ? 1 : -1
            if depth == 0 { last = at + 1 }
            isOver = depth < 0
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
