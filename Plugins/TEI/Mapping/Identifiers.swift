/// Keys as `xml:id`, which allows fewer characters: the others are written as `_xHEX_`, and read back.
///
/// Source: XML 1.0, production 5 in the fourth edition, which validators of RelaxNG go by, and in the fifth; without the colon.
enum Identifiers {
    /// Ids of ours that no record may take.
    static let manuscriptPrefix = "ms-"
    static let ownPrefix = "ibid."

    static func encode(_ key: String) -> String {
        if isPlain(key) { return key }
        var out = ""
        let reserved = key.hasPrefix(manuscriptPrefix) || key.hasPrefix(ownPrefix)
        for (index, scalar) in key.unicodeScalars.enumerated() {
            let isEscape = scalar == "_" && key.unicodeScalars.dropFirst(index + 1).first == "x"
            if isEscape || (index == 0 && (reserved || !isStart(scalar))) || !isPart(scalar) {
                out += "_x\(String(scalar.value, radix: 16, uppercase: true))_"
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    static func decode(_ id: String) -> String {
        guard id.utf8.contains(UInt8(ascii: "_")) else { return id }
        let scalars = Array(id.unicodeScalars)
        var out = String.UnicodeScalarView()
        var at = 0
        while at < scalars.count {
            if let (scalar, length) = escape(scalars, at) {
                out.append(scalar)
                at += length
            } else {
                out.append(scalars[at])
                at += 1
            }
        }
        return String(out)
    }

    private static func escape(_ scalars: [Unicode.Scalar], _ at: Int) -> (Unicode.Scalar, Int)? {
        guard scalars[at] == "_", at + 3 < scalars.count, scalars[at + 1] == "x" else { return nil }
        var value: UInt32 = 0
        var index = at + 2
        while index < scalars.count, index < at + 9 {
            if scalars[index] == "_" {
                guard index > at + 2, let scalar = Unicode.Scalar(value) else { return nil }
                return (scalar, index - at + 1)
            }
            guard let digit = Character(scalars[index]).hexDigitValue, scalars[index].isASCII else { return nil }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return nil
    }

    /// Whether a text can be the name of an attribute, with "xml:" before it or without.
    static func isName(_ text: Substring) -> Bool {
        let local = text.hasPrefix("xml:") ? text.dropFirst(4) : text
        guard let first = local.unicodeScalars.first, isStart(first) else { return false }
        return local.unicodeScalars.allSatisfy(isPart) && local != "xmlns"
    }

    /// True for the usual keys: ASCII letters, digits, hyphens and full stops, a letter first.
    private static func isPlain(_ key: String) -> Bool {
        var isFirst = true
        for byte in key.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): break
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                if isFirst { return false }
            default: return false
            }
            isFirst = false
        }
        return !isFirst && !key.hasPrefix(manuscriptPrefix) && !key.hasPrefix(ownPrefix)
    }

    private static func isStart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || contains(letters, scalar)
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x345: true
        default: isStart(scalar)
        }
    }

    private static func contains(_ ranges: [ClosedRange<UInt32>], _ scalar: Unicode.Scalar) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar.value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(scalar.value)
    }

    /// The letters that a name may hold in both editions of XML's rules, of the scripts that keys are written in. In order.
    private static let letters: [ClosedRange<UInt32>] = [
        // Latin
        0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x131, 0x134...0x13E, 0x141...0x148, 0x14A...0x17E,
        0x180...0x1C3, 0x1CD...0x1F0, 0x1F4...0x1F5, 0x1FA...0x217, 0x250...0x2A8,
        // Greek, Cyrillic, Armenian, Hebrew, Arabic
        0x386...0x386, 0x388...0x38A, 0x38C...0x38C, 0x38E...0x3A1, 0x3A3...0x3CE, 0x401...0x40C, 0x40E...0x44F,
        0x451...0x45C, 0x45E...0x481, 0x490...0x4C4, 0x531...0x556, 0x561...0x586, 0x5D0...0x5EA, 0x621...0x63A,
        0x641...0x64A, 0x671...0x6B7,
        // Devanagari, Thai, Georgian
        0x905...0x939, 0xE01...0xE2E, 0x10D0...0x10F6,
        // Latin and Greek with several marks
        0x1E00...0x1E9B, 0x1EA0...0x1EF9, 0x1F00...0x1F15, 0x1F18...0x1F1D, 0x1F20...0x1F45,
        // Japanese, Chinese, Korean
        0x3041...0x3094, 0x30A1...0x30FA, 0x4E00...0x9FA5, 0xAC00...0xD7A3,
    ]
}
