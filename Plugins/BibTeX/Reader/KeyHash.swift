/// Keys and names by their 64-bit hash.
enum KeyHash {
    static func of(_ key: Bytes, ignoringCase: Bool = false) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key { hash = (hash ^ UInt64(ignoringCase ? Byte.lower(byte) : byte)) &* 0x100_0000_01B3 }
        return hash ^ hash >> 29
    }
}
