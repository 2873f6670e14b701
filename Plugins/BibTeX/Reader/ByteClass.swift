/// Classes of bytes in a .bib file.
enum Byte {
    @inline(__always) static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    @inline(__always) static func isLetter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }

    @inline(__always) static func isUpper(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
    }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inline(__always) static func lower(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }

    /// True for what may stand in the name of a field or string: anything but space and the signs of the syntax.
    @inline(__always) static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F, UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "#"), UInt8(ascii: "\""), UInt8(ascii: "%"),
            UInt8(ascii: "@"):
            false
        default: true
        }
    }
}

typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer where Element == UInt8 {
    /// The bytes of a range that lies within.
    @inline(__always) func slice(_ range: Range<Int>) -> Bytes { Bytes(rebasing: self[range]) }

    /// Whether these are the same bytes.
    func equals(_ other: Bytes) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index] != other[index] { return false }
        return true
    }

    /// The bytes as text.
    @inline(__always) var string: String { String(decoding: self, as: UTF8.self) }

    /// Without white space at the ends.
    var trimmed: Bytes {
        var start = 0
        var end = count
        while start < end, Byte.isSpace(self[start]) { start += 1 }
        while end > start, Byte.isSpace(self[end - 1]) { end -= 1 }
        return slice(start..<end)
    }

    /// Whether these are the bytes of an ASCII word, whatever the case of letters.
    func isWord(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        for index in 0..<count where Byte.lower(self[index]) != word.utf8Start[index] { return false }
        return true
    }

    /// The bytes as text, capitals of ASCII made small.
    var lowercased: String {
        guard contains(where: Byte.isUpper) else { return string }
        return String(unsafeUninitializedCapacity: count) { out in
            for index in 0..<count { out[index] = Byte.lower(self[index]) }
            return count
        }
    }
}
