internal import Bytes
internal import Records

/// Values without markup: what they say is what they hold, and they would be written as they stand.
enum Plain {
    // Printable ASCII but for what means something to TeX: # $ % & ' \ ^ _ ` { } ~
    private static let low: UInt64 = ~(0xFFFF_FFFF | 0x1F << 0x23)
    private static let high: UInt64 =
        ~(1 << 0x1C | 1 << 0x1E | 1 << 0x1F | 1 << 0x20 | 1 << 0x3B | 1 << 0x3D | 1 << 0x3E | 1 << 0x3F)

    /// True for plain ASCII: no markup, no white space at the ends or but for one space between words, no dash of two
    /// hyphens, no apostrophe (which is typographic in text).
    static func isPlain(_ bytes: Bytes) -> Bool { isPlain(bytes, beyondASCII: false) }

    /// True for plain text of UTF-8, all of whose characters BibLaTeX writes as they are: ``isPlain(_:)`` for what is ASCII, and
    /// no Latin-1 signs, dashes, or typographic marks.
    static func isPlainText(_ bytes: Bytes) -> Bool { isPlain(bytes, beyondASCII: true) }

    @inline(__always) private static func isPlain(_ bytes: Bytes, beyondASCII: Bool) -> Bool {
        guard let base = bytes.baseAddress, let first = bytes.first, let last = bytes.last else { return false }
        if first == 0x20 || last == 0x20 { return false }
        let count = bytes.count
        guard count > 16 else { return isPlain(base, 0..<count, beyondASCII) }
        // Sixteen bytes at a time with the one behind them; the last ones overlap those before.
        var at = 0
        while at < count - 1 {
            let start = min(at, count - 17)
            if !isPlain(sixteen: base + start, beyondASCII), !isPlain(base, start..<(start + 17), beyondASCII) {
                return false
            }
            at = start + 16
        }
        return isPlain(last, beyondASCII)
    }

    @inline(__always) private static func isPlain(
        _ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ beyondASCII: Bool
    ) -> Bool {
        var before: UInt8 = 0
        for index in range {
            let byte = base[index]
            guard isPlain(byte, beyondASCII), byte != before || (byte != 0x20 && byte != UInt8(ascii: "-")) else {
                return false
            }
            before = byte
        }
        return true
    }

    @inline(__always) private static func isPlain(_ byte: UInt8, _ beyondASCII: Bool) -> Bool {
        if byte >= 128 { return beyondASCII && byte != 0xC2 && byte != 0xE2 }
        return (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte &- 64)) & 1 != 0
    }

    /// Whether sixteen bytes, with the one behind them, are surely plain: false says nothing.
    @inline(__always) private static func isPlain(sixteen base: UnsafePointer<UInt8>, _ beyondASCII: Bool) -> Bool {
        let block = ByteBlock(base, 0)
        // # to ', \ to `, control characters, and { to delete.
        let ends = block.less(than: 0x20) | block.among(5, from: 0x7B)
        let beyond = beyondASCII ? block.equal(0xC2) | block.equal(0xE2) : ~block.less(than: 0x80)
        let twice = block.equal(ByteBlock(base, 1)) & (block.equal(0x20) | block.equal(0x2D))
        let marks = block.among(5, from: 0x23) | block.among(5, from: 0x5C)
        return ByteBlock.bits(marks | ends | beyond | twice) == 0
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
        guard Search.next(UInt8(ascii: "%"), in: bytes, from: 0) != nil else { return nil }
        var out: [UInt8] = []
        var kept = 0
        var index = 0
        while let sign = Search.next(UInt8(ascii: "%"), in: bytes, from: index) {
            index = sign + 1
            let before = sign > 0 ? bytes[sign - 1] : 0
            if before == UInt8(ascii: "\\") || Byte.isDigit(before) { continue }
            guard let end = Search.next(UInt8(ascii: "\n"), in: bytes, from: index) else { break }
            out.append(contentsOf: bytes.slice(kept..<sign))
            index = end + 1
            while index < bytes.count, Byte.isSpace(bytes[index]) { index += 1 }
            kept = index
        }
        guard kept > 0 else { return nil }
        out.append(contentsOf: bytes.slice(kept..<bytes.count))
        return out
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
    /// Two parts of a title: the sign between them is left out where the first ends in one.
    static func sentence(_ first: Text, _ separator: String, _ second: Text) -> Text {
        if first.isEmpty { return second }
        if second.isEmpty { return first }
        var whole = first
        let ends = first.string.unicodeScalars.last.map { "?!.,:;".unicodeScalars.contains($0) } ?? false
        whole.append(ends ? " " : separator, second)
        return whole
    }

    fileprivate mutating func append(_ separator: String, _ other: Text) {
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

extension Optional where Wrapped == Text {
    /// Puts a text behind what there is.
    mutating func join(_ other: Text, by separator: String) {
        if self == nil { self = other } else { self?.append(separator, other) }
    }
}
