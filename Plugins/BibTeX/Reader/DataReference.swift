/// A value, or a member of a list, that stands in an `xdata` entry: `xdata=key-author-1`.
///
/// Source: BibLaTeX manual, 3.13.6 "Data Inheritance (`xdata`)", the granular form.
struct DataReference {
    /// The entry's key.
    let key: Bytes
    /// The name of the field there.
    let field: Bytes
    /// Which member of the list, from 1; nil for the whole value.
    let index: Int?

    private static let marker = "xdata".utf8.count

    /// Nil where the value is no reference.
    init?(_ value: Bytes) {
        guard value.count > DataReference.marker, value.slice(0..<DataReference.marker).isWord("xdata") else {
            return nil
        }
        let rest = value.slice(DataReference.marker..<value.count).trimmed
        guard rest.first == UInt8(ascii: "=") else { return nil }
        var name = rest.slice(1..<rest.count).trimmed
        var number: Int?
        if let (before, last) = DataReference.cut(name), last.count < 6, last.allSatisfy(Byte.isDigit) {
            number = last.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            name = before
        }
        guard let (before, last) = DataReference.cut(name) else { return nil }
        key = before
        field = last
        index = number
    }

    /// Whether a value may have a reference in it.
    static func mayStand(in value: Bytes) -> Bool { place(in: value, from: 0) != nil }

    /// Where the next reference may stand; nil where none does.
    static func place(in bytes: Bytes, from start: Int) -> Int? {
        let letters = (UInt8(ascii: "x"), UInt8(ascii: "d"))
        var at = start
        while let place = Search.pair(letters, or: letters, in: bytes, from: at) {
            if place + marker < bytes.count, bytes.slice(place..<(place + marker)).isWord("xdata") { return place }
            at = place + 1
        }
        return nil
    }

    /// The keys that a reference's name may begin with: "a-b-author-1" can be of "a-b" and "a-b-author".
    static func keys(in name: Bytes) -> [Bytes] {
        let end = name.firstIndex(where: Byte.isSpace) ?? name.count
        guard let (longer, _) = cut(name.slice(0..<end)) else { return [] }
        guard let (shorter, _) = cut(longer) else { return [longer] }
        return [longer, shorter]
    }

    /// What stands before and behind the last hyphen.
    private static func cut(_ name: Bytes) -> (before: Bytes, last: Bytes)? {
        guard let hyphen = name.lastIndex(of: UInt8(ascii: "-")), hyphen > 0, hyphen + 1 < name.count else {
            return nil
        }
        return (name.slice(0..<hyphen), name.slice((hyphen + 1)..<name.count))
    }
}
