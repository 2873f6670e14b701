private import Bytes

/// The bytes of white space, strings, numbers and words. Source: RFC 8259, sections 2, 3, 6 and 7.
extension JSONCursor {
    /// Passes over white space.
    @inlinable @inline(__always) public mutating func skipSpace() {
        // Compact text has none at most places.
        if offset < bytes.count, bytes[offset] <= 0x20 { skipSpaces() }
    }

    @usableFromInline mutating func skipSpaces() {
        var at = offset
        while at < bytes.count {
            let byte = bytes[at]
            guard byte == 0x20 || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
            else { break }
            at += 1
        }
        offset = at
    }

    /// The string whose opening quotation mark is the next byte.
    @inline(__always) mutating func scanString() throws(JSONError) -> JSONText {
        let start = offset + 1
        let end = JSONCursor.endOfPlain(bytes, from: start)
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return try scanEscapes(from: start, at: end) }
        offset = end + 1
        return JSONText(
            bytes: UnsafeBufferPointer(rebasing: bytes[start..<end]), offset: start, hasEscapes: false, isUTF8: isUTF8)
    }

    /// The string that begins at `start`, plain up to `end`, where an escape may stand.
    @inline(never) private mutating func scanEscapes(from start: Int, at end: Int) throws(JSONError) -> JSONText {
        var at = end
        while true {
            guard at < bytes.count else { throw JSONError(.closingQuote, at: offset) }
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") { break }
            guard byte == UInt8(ascii: "\\") else { throw JSONError(.controlCharacter, at: at, found: byte) }
            at = JSONCursor.endOfPlain(bytes, from: try endOfEscape(at))
        }
        offset = at + 1
        return JSONText(
            bytes: UnsafeBufferPointer(rebasing: bytes[start..<at]), offset: start, hasEscapes: true, isUTF8: isUTF8)
    }

    /// The first quotation mark, backslash or control character from `start` on, or the end.
    @inline(__always) static func endOfPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = bytes.baseAddress else { return start }
        let raw = UnsafeRawPointer(base)
        var at = start
        while at + 16 <= bytes.count {
            let block = ByteBlock(raw, at)
            let first = ByteBlock.first(
                block.equal(UInt8(ascii: "\"")) | block.equal(UInt8(ascii: "\\")) | block.less(than: 0x20))
            if first < 16 { return at + first }
            at += 16
        }
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return at }
            at += 1
        }
        return at
    }

    /// The byte after the escape whose backslash is at `at`.
    private func endOfEscape(_ at: Int) throws(JSONError) -> Int {
        guard at + 1 < bytes.count else { throw JSONError(.closingQuote, at: offset) }
        switch bytes[at + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return at + 2
        case UInt8(ascii: "u"):
            for index in (at + 2)..<(at + 6) {
                guard index < bytes.count else { throw JSONError(.closingQuote, at: offset) }
                guard hexDigit(bytes[index]) != nil else {
                    throw JSONError(.hexDigits, at: index, found: bytes[index])
                }
            }
            return at + 6
        case let byte: throw JSONError(.escape, at: at + 1, found: byte)
        }
    }

    /// The number that begins at the next byte.
    mutating func scanNumber() throws(JSONError) -> JSONNumber {
        let start = offset
        var isInteger = true
        if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "0") {
            offset += 1
            if isDigit(offset) { throw JSONError(.leadingZero, at: offset - 1) }
        } else {
            try takeDigits()
        }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            isInteger = false
            offset += 1
            try takeDigits()
        }
        if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            offset += 1
            if offset < bytes.count, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") {
                offset += 1
            }
            try takeDigits()
        }
        return JSONNumber(bytes: UnsafeBufferPointer(rebasing: bytes[start..<offset]), isInteger: isInteger)
    }

    private mutating func takeDigits() throws(JSONError) {
        guard isDigit(offset) else { throw error(.digit) }
        while isDigit(offset) { offset += 1 }
    }

    /// True where a digit stands at `index`.
    func isDigit(_ index: Int) -> Bool { index < bytes.count && bytes[index] &- UInt8(ascii: "0") <= 9 }

    /// Passes over the word `true`, `false` or `null`.
    mutating func take(_ word: StaticString) throws(JSONError) {
        for index in 0..<word.utf8CodeUnitCount {
            guard offset + index < bytes.count, bytes[offset + index] == word.utf8Start[index] else {
                throw error(.value)
            }
        }
        offset += word.utf8CodeUnitCount
    }

    /// The error for what stands at the next byte.
    func error(_ reason: JSONError.Reason) -> JSONError {
        JSONError(reason, at: offset, found: offset < bytes.count ? bytes[offset] : nil)
    }

    /// The error where a value of another kind, or none, stands at the next byte.
    func mismatch(_ wanted: JSONKind) -> JSONError {
        var probe = self
        guard let found = try? probe.kind() else { return error(.value) }
        return error(.kind(wanted, found: found))
    }
}

/// Which of the open levels are objects: a stack of bits.
struct Levels {
    private var bits: UInt64 = 0
    private var count = 0
    private var full: [UInt64] = []

    var isObject: Bool { bits & 1 == 1 }

    mutating func push(isObject: Bool) {
        if count == 64 {
            full.append(bits)
            count = 0
        }
        bits = bits << 1 | (isObject ? 1 : 0)
        count += 1
    }

    mutating func pop() {
        bits >>= 1
        count -= 1
        if count == 0, let last = full.popLast() {
            bits = last
            count = 64
        }
    }
}
