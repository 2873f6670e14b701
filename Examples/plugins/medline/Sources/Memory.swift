/// Memory for the strings and lists of one record: good until the next one begins.
struct Memory: ~Copyable {
    private var blocks: [UnsafeMutableRawPointer] = []

    deinit { for block in blocks { block.deallocate() } }

    mutating func clear() {
        for block in blocks { block.deallocate() }
        blocks.removeAll(keepingCapacity: true)
    }

    mutating func string(_ text: String) -> ibid_string {
        let count = text.utf8.count
        if count == 0 { return ibid_string() }
        let block = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 1)
        blocks.append(block)
        var text = text
        text.withUTF8 { utf8 in
            if let base = utf8.baseAddress { block.copyMemory(from: base, byteCount: count) }
        }
        return ibid_string(bytes: UnsafePointer(block.assumingMemoryBound(to: CChar.self)), count: count)
    }

    /// A copy of a list of plain C values.
    mutating func list<Element>(_ elements: [Element]) -> UnsafePointer<Element>? {
        if elements.isEmpty { return nil }
        let size = MemoryLayout<Element>.stride * elements.count
        let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: MemoryLayout<Element>.alignment)
        blocks.append(block)
        elements.withUnsafeBytes { block.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(block), byteCount: size) }
        return UnsafePointer(block.bindMemory(to: Element.self, capacity: elements.count))
    }
}

/// The string of a view, as ours.
func text(_ view: ibid_string) -> String {
    guard let base = view.bytes else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: base, count: view.count), as: UTF8.self)
}
