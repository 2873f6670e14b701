/// A tag: two letters or digits.
struct Tag: Sendable, Hashable {
    /// 0 to 1295: base 36.
    let index: UInt16

    static let count = 36 * 36

    /// The tag of two bytes, in any case; nil where they are none.
    init?(_ first: UInt8, _ second: UInt8) {
        guard let a = Tag.digit(first), a >= 10, let b = Tag.digit(second) else { return nil }
        index = UInt16(a * 36 + b)
    }

    init(_ name: StaticString) {
        self = Tag(name.utf8Start[0], name.utf8Start[1]) ?? Tag.end
    }

    private init(index: UInt16) { self.index = index }

    /// "TY".
    var name: String { String(decoding: [letter(index / 36), letter(index % 36)], as: UTF8.self) }

    private func letter(_ digit: UInt16) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + UInt8(digit) : UInt8(ascii: "A") + UInt8(digit - 10)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + 10
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 10
        default: nil
        }
    }

    static let type = Tag(index: 29 * 36 + 34)
    static let end = Tag(index: 14 * 36 + 27)
}
