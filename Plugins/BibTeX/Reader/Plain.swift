internal import Records

/// Values without markup: what they say is what they hold, and they would be written as they stand.
enum Plain {
    // Printable ASCII but for what means something to TeX: # $ % & \ ^ _ ` { } ~
    private static let low: UInt64 =
        ~(0xFFFF_FFFF | 1 << 0x23 | 1 << 0x24 | 1 << 0x25 | 1 << 0x26)
    private static let high: UInt64 =
        ~(1 << 0x1C | 1 << 0x1E | 1 << 0x1F | 1 << 0x20 | 1 << 0x3B | 1 << 0x3D | 1 << 0x3E | 1 << 0x3F)

    /// True for plain ASCII: no markup, no white space at the ends or but for one space between words, no dash of two
    /// hyphens, no apostrophe (which is typographic in text).
    static func isPlain(_ bytes: Bytes) -> Bool {
        guard let first = bytes.first, let last = bytes.last else { return false }
        if first == 0x20 || last == 0x20 { return false }
        var before: UInt8 = 0
        for byte in bytes {
            guard byte < 128, (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte &- 64)) & 1 != 0 else {
                return false
            }
            switch byte {
            case 0x20, UInt8(ascii: "-"): if before == byte { return false }
            case UInt8(ascii: "'"): return false
            default: break
            }
            before = byte
        }
        return true
    }

    /// Whether " and " stands in it, as it does between the members of a list.
    static func hasAnd(_ bytes: Bytes) -> Bool {
        guard bytes.count >= 5 else { return false }
        for index in 1..<(bytes.count - 3) where bytes[index] == UInt8(ascii: "a") {
            if bytes[index + 1] == UInt8(ascii: "n"), bytes[index + 2] == UInt8(ascii: "d"),
                Byte.isSpace(bytes[index - 1]), Byte.isSpace(bytes[index + 3])
            {
                return true
            }
        }
        return false
    }
}

/// `%` in values.
enum Percent {
    /// The value without TeX's comments: from a `%` to the end of its line. One that stands behind a digit, or on the last
    /// line, is a percent sign that nobody escaped. Nil where there is none.
    static func withoutComments(_ bytes: Bytes) -> [UInt8]? {
        guard bytes.contains(UInt8(ascii: "%")), bytes.contains(UInt8(ascii: "\n")) else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let before = index > 0 ? bytes[index - 1] : 0
            if bytes[index] == UInt8(ascii: "%"), before != UInt8(ascii: "\\"), !Byte.isDigit(before),
                let end = bytes[index...].firstIndex(of: UInt8(ascii: "\n"))
            {
                index = end + 1
                while index < bytes.count, Byte.isSpace(bytes[index]) { index += 1 }
                continue
            }
            out.append(bytes[index])
            index += 1
        }
        return out.count == bytes.count ? nil : out
    }
}

extension TextField {
    /// True for what has title case to protect.
    var isTitle: Bool {
        switch self {
        case .title, .containerTitle, .collectionTitle, .eventTitle, .volumeTitle, .originalTitle, .titleShort,
            .subtitle, .containerSubtitle, .issueTitle, .sortTitle, .indexTitle, .containerTitleShort:
            true
        default: false
        }
    }
}

extension Text {
    /// Texts one behind the other.
    static func joined(_ parts: [Text], by separator: String) -> Text {
        guard var whole = parts.first else { return "" }
        for part in parts.dropFirst() { whole.append(separator, part) }
        return whole
    }

    /// Two parts of a title: the sign between them is left out where the first ends in one.
    static func sentence(_ first: Text, _ separator: String, _ second: Text) -> Text {
        if first.isEmpty { return second }
        if second.isEmpty { return first }
        var whole = first
        let ends = first.string.unicodeScalars.last.map { "?!.,:;".unicodeScalars.contains($0) } ?? false
        whole.append(ends ? " " : separator, second)
        return whole
    }

    mutating func append(_ separator: String, _ other: Text) {
        string += separator
        let shift = Int32(clamping: string.utf8.count)
        string += other.string
        for span in other.spans {
            var span = span
            span.start += shift
            span.end += shift
            spans.append(span)
        }
    }
}
