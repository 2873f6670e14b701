/// Control characters made visible, so that text from records does nothing to a terminal.
package enum ControlCharacters {
    /// The text with every control character but line feed and tab replaced by a visible one: C0 by its picture (U+2400 and
    /// on), C1 by U+FFFD. UTF-8 in and out.
    package static func shown(_ bytes: [UInt8]) -> [UInt8] {
        guard let first = first(in: bytes, from: 0) else { return bytes }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 8)
        var done = 0
        var next: Int? = first
        while let at = next {
            out.append(contentsOf: bytes[done..<at])
            out.append(contentsOf: picture(of: bytes[at]))
            done = at + (bytes[at] == 0xC2 ? 2 : 1)
            next = self.first(in: bytes, from: done)
        }
        out.append(contentsOf: bytes[done...])
        return out
    }

    /// A message on one line: line feeds and tabs become spaces, and marks that turn the direction of writing around, which
    /// could make a message read as another, are left out.
    package static func shownOnOneLine(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: out.append(" ")
            case 0x202A...0x202E, 0x2066...0x2069: break
            default: out.append(scalar)
            }
        }
        return String(decoding: shown(Array(String(out).utf8)), as: UTF8.self)
    }

    private static func first(in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { buffer in
            var at = start
            while at < buffer.count {
                let byte = buffer[at]
                if byte < 0x20, byte != 0x0A, byte != 0x09 { return at }
                if byte == 0x7F { return at }
                if byte == 0xC2, at + 1 < buffer.count, (0x80...0x9F).contains(buffer[at + 1]) { return at }
                at += 1
            }
            return nil
        }
    }

    private static func picture(of byte: UInt8) -> [UInt8] {
        switch byte {
        case 0x7F: [0xE2, 0x90, 0xA1]
        case 0xC2: [0xEF, 0xBF, 0xBD]
        default: [0xE2, 0x90, 0x80 + byte]
        }
    }
}
