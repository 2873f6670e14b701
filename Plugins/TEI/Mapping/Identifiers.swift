/// Keys as `xml:id`, which allows fewer characters: the others are written as `_xHEX_`, and read back.
///
/// Source: XML 1.0 (Fifth Edition), production 5, without the colon.
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
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0x5F, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
            0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
            0x10000...0xEFFFF:
            true
        default: false
        }
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: isStart(scalar)
        }
    }
}
