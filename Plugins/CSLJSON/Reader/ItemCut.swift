private import JSON

/// Finds where a stretch of CSL-JSON can be cut between two items, without parsing it: strings are told from structure eight
/// bytes at a time, and what is left are brackets, which are counted.
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
        var strings = StringState()
        var depth = 0
        var last: Int?
        var at = start
        while at + 64 <= bytes.count {
            let block = Block(raw, at)
            var structure = (block.opens | block.closes) & ~strings.inside(block)
            while structure != 0 {
                let bit = structure & (0 &- structure)
                structure &= structure &- 1
                if block.opens & bit != 0 {
                    depth += 1
                } else {
                    depth -= 1
                    if depth == 0 { last = at + bit.trailingZeroBitCount + 1 }
                    if depth < 0 { return last }
                }
            }
            at += 64
        }
        return last
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

    /// 64 bytes: a bit for each byte that is the character.
    private struct Block {
        var quotes: UInt64 = 0
        var backslashes: UInt64 = 0
        var opens: UInt64 = 0
        var closes: UInt64 = 0

        @inline(__always) init(_ raw: UnsafeRawPointer, _ offset: Int) {
            var shift: UInt64 = 0
            for index in 0..<8 {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset + index * 8, as: UInt64.self))
                // `[` and `{`, `]` and `}` differ in one bit.
                let folded = word | 0x2020_2020_2020_2020
                quotes |= Block.bits(word ^ 0x2222_2222_2222_2222) << shift
                backslashes |= Block.bits(word ^ 0x5C5C_5C5C_5C5C_5C5C) << shift
                opens |= Block.bits(folded ^ 0x7B7B_7B7B_7B7B_7B7B) << shift
                closes |= Block.bits(folded ^ 0x7D7D_7D7D_7D7D_7D7D) << shift
                shift += 8
            }
        }

        /// A bit for each byte that is zero.
        @inline(__always) private static func bits(_ word: UInt64) -> UInt64 {
            let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
            let zero = ~(((word & low) &+ low) | word | low)
            return ((zero >> 7) &* 0x0102_0408_1020_4080) >> 56
        }
    }

    /// What goes on from one block to the next.
    private struct StringState {
        private var isInside = false
        private var isEscaped = false

        /// A bit for each byte from an opening quotation mark up to its closing one.
        @inline(__always) mutating func inside(_ block: Block) -> UInt64 {
            var quotes = block.quotes
            if block.backslashes != 0 || isEscaped { quotes &= ~escaped(block.backslashes) }
            var inside = quotes
            inside ^= inside << 1
            inside ^= inside << 2
            inside ^= inside << 4
            inside ^= inside << 8
            inside ^= inside << 16
            inside ^= inside << 32
            if isInside { inside = ~inside }
            isInside = inside >> 63 != 0
            return inside
        }

        private mutating func escaped(_ backslashes: UInt64) -> UInt64 {
            var escaped: UInt64 = isEscaped ? 1 : 0
            var rest = backslashes & ~escaped
            isEscaped = false
            while rest != 0 {
                let bit = rest & (0 &- rest)
                rest &= rest &- 1
                if bit >> 63 != 0 {
                    isEscaped = true
                } else {
                    escaped |= bit << 1
                    rest &= ~(bit << 1)
                }
            }
            return escaped
        }
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
