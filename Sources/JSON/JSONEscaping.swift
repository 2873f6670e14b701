extension JSONWriter {
    /// Appends a string in quotation marks, with no comma before it.
    public mutating func appendString(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        appendEscaped(value)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends the characters of a string, escaped, without quotation marks.
    public mutating func appendEscaped(_ value: String) {
        var value = value
        value.withUTF8 { appendEscaped($0) }
    }

    /// Appends UTF-8, escaped, without quotation marks.
    public mutating func appendEscaped(_ utf8: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var at = 0
        while true {
            at = endOfSafe(utf8, from: at)
            guard at < utf8.count else { break }
            let width = widthToEscape(utf8, at)
            if width == 0 {
                at += 1
                continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<at]))
            appendEscape(utf8, at, width)
            at += width
            start = at
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<at]))
    }

    /// The first byte from `start` on at which an escape may be due: a control character, `"`, `\`, the lead byte of a C1
    /// control or of U+2028; the end where there is none.
    private func endOfSafe(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        JSONWriter.endOfSafe(utf8, from: start, asciiOnly)
    }

    private static func endOfSafe(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int, _ asciiOnly: Bool) -> Int {
        guard let base = utf8.baseAddress else { return start }
        let raw = UnsafeRawPointer(base)
        let high: UInt8 = asciiOnly ? 0x80 : 0xFF
        var at = start
        while at + 8 <= utf8.count {
            let word = ByteWord(raw, at)
            let ascii = word.less(than: 0x20) | word.equal(UInt8(ascii: "\"")) | word.equal(UInt8(ascii: "\\"))
            if ascii | word.high != 0 || word.equal(0x7F) != 0 {
                let mask = ascii | word.equal(0x7F) | (asciiOnly ? word.high : word.equal(0xC2) | word.equal(0xE2))
                if mask != 0 { return at + ByteWord.first(mask) }
            }
            at += 8
        }
        while at < utf8.count {
            let byte = utf8[at]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
                || byte == 0xC2 || byte == 0xE2 || byte >= high
            {
                return at
            }
            at += 1
        }
        return at
    }

    /// What a writer of JSON asks of a text before it copies it.
    public struct Look: Sendable {
        /// Whether it must be written with escapes.
        public let needsEscapes: Bool
        /// Whether it has a `<`.
        public let hasLess: Bool
    }

    /// Looks at UTF-8 once, so that what needs no escapes can be copied as it is.
    public static func look(at utf8: UnsafeBufferPointer<UInt8>, asciiOnly: Bool = false) -> Look {
        guard let base = utf8.baseAddress else { return Look(needsEscapes: false, hasLess: false) }
        guard utf8.count >= 8 else {
            return Look(
                needsEscapes: endOfSafe(utf8, from: 0, asciiOnly) < utf8.count,
                hasLess: utf8.contains(UInt8(ascii: "<")))
        }
        let raw = UnsafeRawPointer(base)
        var less: UInt64 = 0
        var due: UInt64 = 0
        var leads: UInt64 = 0
        var at = 0
        while true {
            let word = ByteWord(raw, at)
            less |= word.equal(UInt8(ascii: "<"))
            due |=
                word.less(than: 0x20) | word.equal(UInt8(ascii: "\"")) | word.equal(UInt8(ascii: "\\"))
                | word.equal(0x7F)
            if word.high != 0 {
                if asciiOnly { due |= word.high } else { leads |= word.equal(0xC2) | word.equal(0xE2) }
            }
            if at == utf8.count - 8 { break }
            // The last eight bytes may overlap those before.
            at = min(at + 8, utf8.count - 8)
        }
        return Look(needsEscapes: due != 0 || leads != 0 && hasControlBeyondASCII(utf8), hasLess: less != 0)
    }

    /// Whether there is a C1 control, U+2028 or U+2029.
    private static func hasControlBeyondASCII(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in utf8.indices.dropLast() {
            if utf8[index] == 0xC2, utf8[index + 1] < 0xA0 { return true }
            if utf8[index] == 0xE2, utf8[index + 1] == 0x80, index + 2 < utf8.count, utf8[index + 2] & 0xFE == 0xA8 {
                return true
            }
        }
        return false
    }

    /// How many bytes of UTF-8 at `at` are to be written as an escape; 0 where they may stand.
    private func widthToEscape(_ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        let byte = utf8[at]
        if byte < 0x80 { return 1 }
        let width = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        guard byte >= 0xC2, at + width <= utf8.count else { return 0 }
        if asciiOnly { return width }
        if byte == 0xC2 { return utf8[at + 1] < 0xA0 ? 2 : 0 }
        return byte == 0xE2 && utf8[at + 1] == 0x80 && utf8[at + 2] & 0xFE == 0xA8 ? 3 : 0
    }

    private mutating func appendEscape(_ utf8: UnsafeBufferPointer<UInt8>, _ at: Int, _ width: Int) {
        switch utf8[at] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): appendShort(utf8[at])
        case 0x08: appendShort(UInt8(ascii: "b"))
        case 0x09: appendShort(UInt8(ascii: "t"))
        case 0x0A: appendShort(UInt8(ascii: "n"))
        case 0x0C: appendShort(UInt8(ascii: "f"))
        case 0x0D: appendShort(UInt8(ascii: "r"))
        default:
            var code = UInt32(width == 1 ? utf8[at] : utf8[at] & (0x7F >> UInt8(width)))
            for index in 1..<max(1, width) { code = code << 6 | UInt32(utf8[at + index] & 0x3F) }
            if code < 0x10000 { return appendUnit(code) }
            appendUnit(0xD800 + (code - 0x10000) >> 10)
            appendUnit(0xDC00 + (code - 0x10000) & 0x3FF)
        }
    }

    private mutating func appendShort(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
    }

    private mutating func appendUnit(_ unit: UInt32) {
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(UInt8(ascii: "u"))
        for shift: UInt32 in [12, 8, 4, 0] {
            let digit = UInt8(unit >> shift & 0xF)
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }

    /// Appends a whole number in decimal digits, with no comma before it.
    @usableFromInline mutating func appendInteger(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}
