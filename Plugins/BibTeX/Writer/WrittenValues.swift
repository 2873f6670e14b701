/// Keys as they can stand in an entry.
enum CitationKey {
    /// The key without the signs that would end it.
    static func written(_ key: String, isASCII: Bool) -> String {
        guard key.utf8.contains(where: { !isAllowed($0) }) else { return key }
        return String(decoding: key.utf8.filter(isAllowed), as: UTF8.self)
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
    /// Braces and backslashes, which no link has, as percent escapes: TeX gets nothing to run.
    static func written(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"), 0...0x1F, 0x7F, UInt8(ascii: "^"):
                out += [UInt8(ascii: "%"), hexadecimal(byte >> 4), hexadecimal(byte & 15)]
            default: out.append(byte)
            }
        }
        return out
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
    }
}

extension FieldList {
    /// Puts more behind a field's value.
    mutating func extend(_ index: Int, by separator: String, _ value: [UInt8]) {
        replace(index, with: items[index].value + Array(items[index].source.utf8) + Array(separator.utf8) + value)
        items[index].source = ""
    }
}
