internal import XML

/// Where elements and attributes begin in the bytes of a file. The reader tells where an element's tag ends.
struct SourcePlaces {
    private let bytes: [UInt8]
    /// The offset of each line's first byte; made when the first place is asked for, which for most files is never.
    private lazy var lines: [Int] = SourcePlaces.lineStarts(in: bytes)

    struct Place: Hashable {
        var line: Int
        /// In characters, from 1.
        var column: Int
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    private static func lineStarts(in bytes: [UInt8]) -> [Int] {
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
        return starts
    }

    /// Where the element's tag opens.
    mutating func place(of element: XMLElement) -> Place {
        guard let start = tagStart(element) else { return Place(line: element.line, column: element.column) }
        return place(at: start)
    }

    /// Where the attribute's name stands; the element's place where it is not found.
    mutating func place(of attribute: String, in element: XMLElement) -> Place {
        guard let start = tagStart(element) else { return Place(line: element.line, column: element.column) }
        let name = Array(attribute.utf8)
        var at = start
        var quote: UInt8?
        while at < bytes.count {
            let byte = bytes[at]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                break
            } else if byte <= 0x20, bytes[(at + 1)...].starts(with: name), ends(name: at + 1 + name.count) {
                return place(at: at + 1)
            }
            at += 1
        }
        return place(at: start)
    }

    private func ends(name offset: Int) -> Bool {
        offset < bytes.count && (bytes[offset] == UInt8(ascii: "=") || bytes[offset] <= 0x20)
    }

    /// "<" stands in no attribute value: the last one before the tag's end opens it.
    private mutating func tagStart(_ element: XMLElement) -> Int? {
        guard element.line >= 1, element.line <= lines.count else { return nil }
        var at = min(lines[element.line - 1] + max(0, element.column - 1), bytes.count - 1)
        // A tag that ends in "/>" is told of where the slash or what follows it stands.
        while at >= 0, bytes[at] != UInt8(ascii: "<") || !opensTag(at) { at -= 1 }
        return at >= 0 ? at : nil
    }

    private func opensTag(_ offset: Int) -> Bool {
        offset + 1 < bytes.count
            && ![UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(bytes[offset + 1])
    }

    private mutating func place(at offset: Int) -> Place {
        var low = 0
        var high = lines.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle] <= offset { low = middle } else { high = middle }
        }
        let column = bytes[lines[low]..<offset].count { $0 & 0xC0 != 0x80 } + 1
        return Place(line: low + 1, column: column)
    }
}
