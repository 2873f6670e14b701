internal import JSON

extension JSONText {
    /// A value that was passed over, without the white space between its parts: so it is kept.
    static func compact(_ value: UnsafeBufferPointer<UInt8>) -> String {
        guard value.contains(where: { $0 <= 0x20 }) else { return String(decoding: value, as: UTF8.self) }
        var out: [UInt8] = []
        out.reserveCapacity(value.count)
        var isInString = false
        var at = 0
        while at < value.count {
            let byte = value[at]
            if byte == UInt8(ascii: "\\"), at + 1 < value.count {
                out.append(byte)
                at += 1
                out.append(value[at])
            } else {
                if byte == UInt8(ascii: "\"") { isInString.toggle() }
                if isInString || byte > 0x20 { out.append(byte) }
            }
            at += 1
        }
        return String(decoding: out, as: UTF8.self)
    }
}
