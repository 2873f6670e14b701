internal import Bytes

extension JSONWriter {
    /// Appends a string in quotation marks, with no comma before it. Returns whether it has a `<`.
    @discardableResult public mutating func appendString(_ value: String) -> Bool {
        value.withBytes { appendString(utf8: $0) }
    }

    /// Appends UTF-8 in quotation marks, with no comma before it. Returns whether it has a `<`.
    @discardableResult public mutating func appendString(utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        var copy = PlainCopy(asciiOnly)
        var at = 0
        // Two more for the quotation marks, and seven since the last few bytes are put down as eight.
        out.append(atMost: utf8.count + 9) { target in
            target.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
            at = copy.copy(utf8, from: 0, to: target + 1)
            guard at == utf8.count else { return at + 1 }
            target.storeBytes(of: UInt8(ascii: "\""), toByteOffset: at + 1, as: UInt8.self)
            return at + 2
        }
        if at < utf8.count {
            appendEscaped(utf8, from: at, &copy)
            out.append(UInt8(ascii: "\""))
        }
        return copy.hasLess
    }

    /// Appends UTF-8 from a byte on that may need an escape.
    private mutating func appendEscaped(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int, _ copy: inout PlainCopy) {
        var at = start
        while at < utf8.count {
            let width = widthToEscape(utf8, at)
            if width == 0 {
                out.append(utf8[at])
                at += 1
            } else {
                appendEscape(utf8, at, width)
                at += width
            }
            let from = at
            out.append(atMost: utf8.count - from + 7) { target in
                at = copy.copy(utf8, from: from, to: target)
                return at - from
            }
        }
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
        out.append(UInt8(ascii: "\\"))
        out.append(byte)
    }

    private mutating func appendUnit(_ unit: UInt32) {
        out.append("\\u")
        for shift: UInt32 in [12, 8, 4, 0] {
            let digit = UInt8(unit >> shift & 0xF)
            out.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}

/// Copies what needs no escape, sixteen bytes at a time, and looks at it on the way.
private struct PlainCopy {
    /// Whether there was a `<`.
    private(set) var hasLess = false
    private let asciiOnly: Bool

    init(_ asciiOnly: Bool) { self.asciiOnly = asciiOnly }

    /// Copies the bytes from `start` on, up to one that may need an escape: a control character, `"`, `\`, the lead byte of a C1
    /// control or of U+2028. Returns its index, or the end.
    ///
    /// - Parameter target: room for all of them and seven bytes more.
    @inline(__always) mutating func copy(
        _ utf8: UnsafeBufferPointer<UInt8>, from start: Int, to target: UnsafeMutableRawPointer
    ) -> Int {
        guard start < utf8.count, let base = utf8.baseAddress else { return start }
        return start + copy(UnsafeRawPointer(base) + start, utf8.count - start, to: target)
    }

    /// Copies from `count` bytes (at least one) to room for seven more. Returns how many could be.
    private mutating func copy(_ source: UnsafeRawPointer, _ count: Int, to target: UnsafeMutableRawPointer) -> Int {
        var at = 0
        while at + 16 <= count {
            let block = ByteBlock(source, at)
            target.storeBytes(of: block.bytes, toByteOffset: at, as: SIMD16<UInt8>.self)
            let first = ByteBlock.first(due(block))
            if !hasLess, ByteBlock.first(block.equal(UInt8(ascii: "<"))) < first { hasLess = true }
            if first < 16 { return at + first }
            at += 16
        }
        let rest = count - at
        if rest >= 8 {
            let first = take(ByteWord(source, at), to: target, at)
            if first < 8 { return at + first }
            // The last eight may overlap those before.
            return count - 8 + take(ByteWord(source, count - 8), to: target, count - 8)
        }
        return rest == 0 ? count : at + min(rest, take(ByteWord(source, at, count: rest), to: target, at))
    }

    /// Puts down eight bytes. Returns how many of them need no escape.
    @inline(__always) private mutating func take(_ word: ByteWord, to target: UnsafeMutableRawPointer, _ at: Int) -> Int
    {
        target.storeBytes(of: word.word.littleEndian, toByteOffset: at, as: UInt64.self)
        var due =
            word.less(than: 0x20) | word.equal(UInt8(ascii: "\"")) | word.equal(UInt8(ascii: "\\")) | word.equal(0x7F)
        if word.high != 0 { due |= asciiOnly ? word.high : word.equal(0xC2) | word.equal(0xE2) }
        let less = word.equal(UInt8(ascii: "<"))
        let first = due == 0 ? 8 : ByteWord.first(due)
        if less != 0, ByteWord.first(less) < first { hasLess = true }
        return first
    }

    @inline(__always) private func due(_ block: ByteBlock) -> ByteBlock.Mask {
        let plain =
            block.less(than: 0x20) | block.equal(UInt8(ascii: "\"")) | block.equal(UInt8(ascii: "\\"))
            | block.equal(0x7F)
        // The lead bytes 0xC2 and 0xE2 differ in one bit.
        return plain | (asciiOnly ? block.equal(0x80, in: 0x80) : block.equal(0xC2, in: 0xDF))
    }
}
