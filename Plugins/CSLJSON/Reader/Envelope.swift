internal import JSON

/// What a CSL-JSON text is as a whole.
enum Envelope: Sendable {
    /// `[ item, item ]`
    case array
    /// `{ "items": [ item, item ] }`; also `references` and `data`.
    case object
    /// One item, or an item a line (JSON Lines).
    case sequence
    /// A value that is none of these.
    case other

    /// Looks at the beginning of a text.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var cursor = JSONCursor(bytes)
        cursor.skipSpace()
        switch cursor.offset < bytes.count ? bytes[cursor.offset] : 0 {
        case UInt8(ascii: "["): self = .array
        case UInt8(ascii: "{"): self = Envelope.list(bytes, from: cursor.offset) == nil ? .sequence : .object
        case 0x1E: self = .sequence
        default: self = .other
        }
    }

    /// Where the array of items stands in an object that has one.
    static func list(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var cursor = JSONCursor(bytes, at: start)
        guard (try? cursor.enterObject()) != nil else { return nil }
        while let key = try? cursor.nextKey() {
            if isList(key), (try? cursor.kind()) == .array { return cursor.offset }
            if (try? cursor.skip()) == nil { return nil }
        }
        return nil
    }

    static func isList(_ key: JSONText) -> Bool { key.equals("items") || key.equals("references") }
}
