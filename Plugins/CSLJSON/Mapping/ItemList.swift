private import Bytes

/// Several values in one string, with ", " between.
enum ItemList {
    /// The values of a string. One that would not come out the same again stays whole.
    static func parts(_ string: String) -> [String] {
        let bytes = Array(string.utf8)
        var parts: [String] = []
        var start = 0
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: ",") {
                guard at > start, at + 2 < bytes.count, bytes[at + 1] == 0x20, bytes[at + 2] > 0x20 else {
                    return [string]
                }
                parts.append(String(decoding: bytes[start..<at], as: UTF8.self))
                start = at + 2
            }
            at += 1
        }
        parts.append(String(decoding: bytes[start...], as: UTF8.self))
        return parts
    }

    /// Whether a string is read as one value.
    static func isOne(_ string: String) -> Bool {
        string.withBytes { !$0.contains(UInt8(ascii: ",")) } || parts(string).count == 1
    }
}
