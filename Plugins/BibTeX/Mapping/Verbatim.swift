/// Fields whose value is no TeX: links and identifiers.
enum Verbatim {
    /// True for a value of printable ASCII without braces, backslashes and spaces, which is written as it is read.
    static func isSimple(_ bytes: Bytes) -> Bool {
        guard let first = bytes.first, first != UInt8(ascii: "<") else { return false }
        for byte in bytes {
            switch byte {
            case 0...0x20, UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "^"), 0x7F...:
                return false
            default: break
            }
        }
        return true
    }

    /// The value without the backslashes that were put before signs for TeX's sake, and out of `\url{…}`.
    static func unescaped(_ bytes: Bytes) -> String {
        var bytes = bytes
        if bytes.starts(with: "\\url{".utf8), bytes.last == UInt8(ascii: "}") {
            bytes = bytes.slice(5..<(bytes.count - 1))
        }
        if bytes.count > 1, bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") {
            bytes = bytes.slice(1..<(bytes.count - 1))
        }
        guard bytes.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "{") || Byte.isSpace($0) }) else {
            return bytes.string
        }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if Byte.isSpace(byte) {
                // A link that was broken over lines.
                if byte == 0x20, out.last != 0x20, index < bytes.count, !Byte.isSpace(bytes[index]) { out.append(byte) }
                continue
            }
            guard byte == UInt8(ascii: "\\") else {
                out.append(byte)
                continue
            }
            let rest = bytes.slice(index..<bytes.count)
            if let sign = signs.first(where: { rest.starts(with: $0.macro.utf8) }) {
                out.append(sign.byte)
                index += sign.macro.utf8.count
                if bytes.slice(index..<bytes.count).starts(with: "{}".utf8) { index += 2 }
            } else {
                out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self).replacing("{_}", with: "_").replacing("{~}", with: "~")
    }

    private static let signs: [(macro: String, byte: UInt8)] = [
        ("_", UInt8(ascii: "_")), ("%", UInt8(ascii: "%")), ("#", UInt8(ascii: "#")), ("&", UInt8(ascii: "&")),
        ("$", UInt8(ascii: "$")), ("~", UInt8(ascii: "~")), ("{", UInt8(ascii: "{")), ("}", UInt8(ascii: "}")),
        ("textasciitilde", UInt8(ascii: "~")), ("textunderscore", UInt8(ascii: "_")),
        ("textasciicircum", UInt8(ascii: "^")), ("slash ", UInt8(ascii: "/")),
    ]

    /// A DOI without the resolver before it.
    static func doi(_ value: String) -> String {
        if value.utf8.first == UInt8(ascii: "1") { return value }
        for prefix in ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"]
        where value.utf8.count > prefix.utf8.count && value.prefix(prefix.count).lowercased() == prefix {
            return String(value.dropFirst(prefix.count).drop { $0 == " " })
        }
        return value
    }

    static func isLink(_ value: String) -> Bool {
        (value.hasPrefix("http://") || value.hasPrefix("https://")) && !value.utf8.contains(0x20)
    }

    /// Where a text of a preprint server is found; nil for a server that is not known.
    static func link(eprint: Bytes, type: Bytes) -> String? {
        let type = type.trimmed
        let base =
            type.isWord("arxiv")
            ? "https://arxiv.org/abs/"
            : type.isWord("jstor")
                ? "https://www.jstor.org/stable/"
                : type.isWord("pubmed")
                    ? "https://www.ncbi.nlm.nih.gov/pubmed/"
                    : type.isWord("googlebooks")
                        ? "https://books.google.com?id=" : type.isWord("hdl") ? "https://hdl.handle.net/" : ""
        return base.isEmpty || eprint.isEmpty ? nil : base + eprint.string
    }
}

/// Lists of keys, separated by commas.
enum KeyList {
    static func keys(_ bytes: Bytes) -> [String] { ranges(bytes).map(\.string) }

    /// The keys as they stand.
    static func ranges(_ bytes: Bytes) -> [Bytes] {
        bytes.split(separator: UInt8(ascii: ",")).map { Bytes(rebasing: $0).trimmed }.filter { !$0.isEmpty }
    }
}

/// The entry option field: "useprefix=true, skipbib".
enum Options {
    static func isTrue(_ name: StaticString, in bytes: Bytes) -> Bool {
        for part in bytes.split(separator: UInt8(ascii: ",")) {
            let part = Bytes(rebasing: part).trimmed
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1).map { Bytes(rebasing: $0).trimmed }
            guard let first = sides.first, first.isWord(name) else { continue }
            return sides.count < 2 || sides[1].isWord("true")
        }
        return false
    }
}

/// Ranges of pages.
enum Pages {
    /// "33--34" as "33-34", and plain digits as they are; nil for anything else.
    static func simple(_ bytes: Bytes) -> String? {
        guard !bytes.isEmpty, bytes.count <= 24 else { return nil }
        var isRange = false
        var hyphens = 0
        for (index, byte) in bytes.enumerated() {
            if Byte.isDigit(byte) || Byte.isLetter(byte) {
                if hyphens == 1 { return nil }
                hyphens = 0
            } else if byte == UInt8(ascii: "-"), index > 0, index + 1 < bytes.count, hyphens < 2 {
                hyphens += 1
                isRange = true
            } else {
                return nil
            }
        }
        guard hyphens == 0 else { return nil }
        if !isRange { return bytes.string }
        return String(unsafeUninitializedCapacity: bytes.count) { out in
            var count = 0
            for index in 0..<bytes.count where bytes[index] != UInt8(ascii: "-") || bytes[index - 1] == bytes[index] {
                out[count] = bytes[index]
                count += 1
            }
            return count
        }
    }

    /// True for letters, digits, and hyphens that stand alone.
    static func isPlain(_ bytes: Bytes) -> Bool {
        var before: UInt8 = 0
        for byte in bytes {
            guard Byte.isDigit(byte) || Byte.isLetter(byte) || (byte == UInt8(ascii: "-") && before != byte) else {
                return false
            }
            before = byte
        }
        return !bytes.isEmpty
    }

    /// Dashes as hyphens, which is what a range has in CSL.
    static func hyphens(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            if scalar == "–" || scalar == "—" || scalar == "-" {
                if out.utf8.last != UInt8(ascii: "-") { out += "-" }
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// Appends a range as TeX writes it, with two hyphens, and without braces.
    static func write(_ text: String, into out: inout [UInt8]) {
        var text = text
        if !text.utf8.allSatisfy({ $0 < 0x80 }) { text = text.replacing("–", with: "-") }
        text.withUTF8 { bytes in
            for (index, byte) in bytes.enumerated() where byte != UInt8(ascii: "{") && byte != UInt8(ascii: "}") {
                if byte == UInt8(ascii: "-"), index > 0, index + 1 < bytes.count,
                    isWord(bytes.slice(0..<index).lastScalar),
                    isWord(bytes.slice((index + 1)..<bytes.count).firstScalar)
                {
                    out.append(byte)
                }
                out.append(byte)
            }
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        if let byte = UInt8(exactly: scalar.value), byte < 0x80 { return Byte.isLetter(byte) || Byte.isDigit(byte) }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}

extension UnsafeBufferPointer where Element == UInt8 {
    /// The character of UTF-8 that they begin with.
    fileprivate var firstScalar: Unicode.Scalar? {
        var end = Swift.min(1, count)
        while end < count, self[end] & 0xC0 == 0x80 { end += 1 }
        return slice(0..<end).string.unicodeScalars.first
    }

    /// The character of UTF-8 that they end in.
    fileprivate var lastScalar: Unicode.Scalar? {
        var start = Swift.max(0, count - 1)
        while start > 0, self[start] & 0xC0 == 0x80 { start -= 1 }
        return slice(start..<count).string.unicodeScalars.last
    }
}
