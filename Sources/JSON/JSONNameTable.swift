private import Bytes

/// Finds names among a fixed set in a few nanoseconds: the members that a format knows.
///
///     let table = JSONNameTable(["title", "author"])
///     table[key]   // 0 for "title", nil for a name that is not there
///
/// Where a name stands twice in the set, the first is found.
public struct JSONNameTable: Sendable {
    /// Index of a name plus one, by hash; 0 where free. A power of two in size, at most a quarter full.
    private let slots: [UInt16]
    /// The names, one after the other, and where each begins; the end of the last stands at the end.
    private let bytes: [UInt8]
    private let starts: [Int32]
    /// The names as they are written before a value, `,"title":`, one after the other, and where each begins.
    private let keys: [UInt8]
    private let keyStarts: [Int32]

    /// - Parameter names: at most 10,000.
    public init(_ names: [String]) {
        let all = names.prefix(10_000).map { Array($0.utf8) }
        bytes = all.flatMap { $0 }
        starts = all.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1.count)) }
        let written = all.map { name in
            var writer = JSONWriter()
            writer.out.append(",")
            writer.appendString(String(decoding: name, as: UTF8.self))
            writer.out.append(":")
            return writer.bytes
        }
        keys = written.flatMap { $0 }
        keyStarts = written.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1.count)) }
        var size = 16
        while size < all.count * 4 { size *= 2 }
        var slots = [UInt16](repeating: 0, count: size)
        for (index, name) in all.enumerated() {
            var slot = name.withUnsafeBufferPointer { JSONNameTable.hash($0) } & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt16(index + 1)
        }
        self.slots = slots
    }

    /// The index of a name in the set; nil where it is not there.
    public subscript(key: JSONText) -> Int? {
        guard key.hasEscapes else { return find(key.bytes) }
        var name = key.string
        return name.withUTF8 { find($0) }
    }

    /// The index of a name in the set; nil where it is not there.
    public subscript(name: String) -> Int? {
        var name = name
        return name.withUTF8 { find($0) }
    }

    /// The name at an index.
    subscript(index: Int) -> String {
        String(decoding: bytes[Int(starts[index])..<Int(starts[index + 1])], as: UTF8.self)
    }

    /// Lends a name as it is written before a value: `,"title":`.
    func withKey(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        keys.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[Int(keyStarts[index])..<Int(keyStarts[index + 1])]))
        }
    }

    private func find(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = JSONNameTable.hash(name) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if isSame(index, name) { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isSame(_ index: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[index])
        guard Int(starts[index + 1]) - start == name.count else { return false }
        return bytes.withUnsafeBufferPointer {
            JSONNameTable.areSame(UnsafeBufferPointer(rebasing: $0[start..<(start + name.count)]), name)
        }
    }

    /// Compares names of one length, eight bytes at a time; the last eight may overlap those before.
    private static func areSame(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = UnsafeRawPointer(a.baseAddress), let second = UnsafeRawPointer(b.baseAddress) else {
            return true
        }
        let count = a.count
        if count < 8 {
            for index in 0..<count where a[index] != b[index] { return false }
            return true
        }
        var at = 0
        while at + 8 < count {
            if ByteWord(first, at).word != ByteWord(second, at).word { return false }
            at += 8
        }
        return ByteWord(first, count - 8).word == ByteWord(second, count - 8).word
    }

    /// Mixes the length with the first and last bytes, which tell apart almost all names of any vocabulary.
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = name.baseAddress, name.count > 0 else { return 0 }
        let raw = UnsafeRawPointer(base)
        let count = name.count
        var head = UInt64(name[0]) << 16 | UInt64(name[count / 2]) << 8 | UInt64(name[count - 1])
        var tail = head
        if count >= 8 {
            head = ByteWord(raw, 0).word
            tail = ByteWord(raw, count - 8).word
        } else if count >= 4 {
            head = UInt64(UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self)))
            tail = UInt64(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)))
        }
        let mixed = (head ^ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15 ^ tail &* 0xC2B2_AE3D_27D4_EB4F
        return Int(truncatingIfNeeded: (mixed ^ mixed >> 29) &* 0xD6E8_FEB8_6659_FD93 >> 40)
    }
}
