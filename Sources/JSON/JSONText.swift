/// A string of a JSON text as it stands there, between its quotation marks: compared as bytes, decoded only when asked.
///
/// Valid as long as the bytes under the cursor that gave it.
public struct JSONText {
    /// What stands between the quotation marks, escapes and all.
    public let bytes: UnsafeBufferPointer<UInt8>
    /// Where it stands in the text: the byte after the opening quotation mark.
    public let offset: Int
    /// True where it has an escape, so that `bytes` is not yet what it says.
    public let hasEscapes: Bool
    /// Whether `bytes` are known to be UTF-8.
    @usableFromInline let isUTF8: Bool

    @inlinable init(bytes: UnsafeBufferPointer<UInt8>, offset: Int, hasEscapes: Bool, isUTF8: Bool) {
        self.bytes = bytes
        self.offset = offset
        self.hasEscapes = hasEscapes
        self.isUTF8 = isUTF8
    }

    /// True where it says just this word.
    @inlinable public func equals(_ word: StaticString) -> Bool {
        if hasEscapes { return string == word.description }
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<bytes.count where bytes[index] != word.utf8Start[index] { return false }
        return true
    }

    /// The string itself. Half a UTF-16 pair becomes U+FFFD; so does what is not UTF-8.
    @inlinable public var string: String {
        if hasEscapes { return decoded() }
        return isUTF8 ? String(copying: UTF8Span(unchecked: bytes.span)) : String(decoding: bytes, as: UTF8.self)
    }

    /// Appends what the string says as UTF-8.
    public func append(to out: inout [UInt8]) {
        guard hasEscapes else { return out.append(contentsOf: bytes) }
        out.append(contentsOf: decoded().utf8)
    }

    /// The offsets (in the whole text) of escapes that are half a UTF-16 pair.
    public var loneSurrogates: [Int] {
        var found: [Int] = []
        guard hasEscapes else { return found }
        var at = 0
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "\\") else {
                at += 1
                continue
            }
            let escape = Escape(bytes, at: at)
            if escape.isLoneSurrogate { found.append(offset + at) }
            at += escape.width
        }
        return found
    }

    @usableFromInline func decoded() -> String {
        String(unsafeUninitializedCapacity: bytes.count) { out in
            var at = 0
            var count = 0
            while at < bytes.count {
                let byte = bytes[at]
                if byte != UInt8(ascii: "\\") {
                    out[count] = byte
                    count += 1
                    at += 1
                    continue
                }
                // An escape is never shorter than the character that it stands for.
                let escape = Escape(bytes, at: at)
                for unit in UTF8.encode(escape.scalar) ?? UTF8.encodedReplacementCharacter {
                    out[count] = unit
                    count += 1
                }
                at += escape.width
            }
            return count
        }
    }
}

/// One escape of a string that the cursor has checked: the character and how many bytes it takes.
private struct Escape {
    var scalar: Unicode.Scalar = "\u{FFFD}"
    var width = 2
    var isLoneSurrogate = false

    init(_ bytes: UnsafeBufferPointer<UInt8>, at: Int) {
        guard at + 1 < bytes.count else {
            width = 1
            return
        }
        switch bytes[at + 1] {
        case UInt8(ascii: "b"): scalar = "\u{8}"
        case UInt8(ascii: "f"): scalar = "\u{C}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        case UInt8(ascii: "u"): readUnicode(bytes, at)
        case let byte: scalar = Unicode.Scalar(byte)
        }
    }

    private mutating func readUnicode(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) {
        guard let high = Escape.unit(bytes, at) else { return }
        width = 6
        if let found = Unicode.Scalar(high) {
            scalar = found
        } else if high < 0xDC00, let low = Escape.unit(bytes, at + 6), low & 0xFC00 == 0xDC00,
            let found = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        {
            scalar = found
            width = 12
        } else {
            isLoneSurrogate = true
        }
    }

    /// The UTF-16 unit of `\u` and four hexadecimal digits at `at`; nil where none stands there.
    private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32? {
        guard at + 5 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var value: UInt32 = 0
        for index in (at + 2)..<(at + 6) {
            guard let digit = hexDigit(bytes[index]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

/// The value of a hexadecimal digit; nil for another byte.
func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}

/// A number of a JSON text as it stands there.
///
/// Valid as long as the bytes under the cursor that gave it.
public struct JSONNumber {
    public let bytes: UnsafeBufferPointer<UInt8>
    /// False where it has a fraction or an exponent.
    public let isInteger: Bool

    /// The number as written: "12", "1.50", "1e3".
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// The whole number; nil where it has a fraction or exponent, or is too large.
    public var int: Int? {
        guard isInteger, let first = bytes.first else { return nil }
        let negative = first == UInt8(ascii: "-")
        var value = 0
        for byte in bytes.dropFirst(negative ? 1 : 0) {
            let (shifted, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = shifted.addingReportingOverflow(Int(byte &- UInt8(ascii: "0")))
            if tooLarge || overflow { return nil }
            value = sum
        }
        return negative ? -value : value
    }

    /// The nearest floating-point number; infinite where it is too large.
    public var double: Double { Double(string) ?? .infinity }
}
