/// Keys as they can stand in an entry.
enum CitationKey {
    /// Appends the key without the signs that would end it.
    static func write(_ key: String, into out: inout [UInt8]) {
        var key = key
        key.withUTF8 { bytes in
            if bytes.allSatisfy(isAllowed) { return out.append(contentsOf: bytes) }
            for byte in bytes where isAllowed(byte) { out.append(byte) }
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"), UInt8(ascii: "%"),
            UInt8(ascii: "#"), UInt8(ascii: "\""), UInt8(ascii: "~"), 0x7F:
            false
        default: true
        }
    }
}

/// Links and identifiers as they can stand in a field.
enum VerbatimWriter {
    /// Appends a link. Braces and backslashes, which no link has, become percent escapes: TeX gets nothing to run.
    static func write(_ text: String, into out: inout [UInt8]) {
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for index in 0..<bytes.count where isEscaped(bytes[index]) {
                out.append(contentsOf: bytes.slice(start..<index))
                out.append(UInt8(ascii: "%"))
                out.append(hexadecimal(bytes[index] >> 4))
                out.append(hexadecimal(bytes[index] & 15))
                start = index + 1
            }
            out.append(contentsOf: bytes.slice(start..<bytes.count))
        }
    }

    /// Whether a link is written as these bytes.
    static func isWritten(_ text: String, as bytes: Bytes) -> Bool {
        if !text.utf8.contains(where: isEscaped) { return text.utf8.elementsEqual(bytes) }
        var out: [UInt8] = []
        write(text, into: &out)
        return out.elementsEqual(bytes)
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"), 0...0x1F, 0x7F, UInt8(ascii: "^"): true
        default: false
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
    }
}
