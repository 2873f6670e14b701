public import Bytes

/// Writes XML into bytes: names and namespaces are the caller's, escaping and closing are done here.
///
///     var writer = XMLWriter()
///     writer.start("bibl")
///     writer.attribute("xml:id", "doe2001")
///     writer.text("Doe & Smith")
///     writer.end()
///     writer.bytes   // <bibl xml:id="doe2001">Doe &amp; Smith</bibl>
public struct XMLWriter: ~Copyable {
    /// What was written; more may be appended.
    public var out = ByteBuffer()
    /// A copy of what was written.
    public var bytes: [UInt8] { out.array }
    /// How many characters were replaced by U+FFFD because XML cannot hold them.
    public private(set) var replaced = 0

    private var open: [String] = []
    private var isTagOpen = false
    private var hasText: [Bool] = []
    private var hasChildren: [Bool] = []
    private let indentation: Int?

    /// - Parameter indentation: how many levels the first element is indented by, two spaces each, elements on lines of their
    ///   own except beside text; nil for no white space at all.
    public init(indentation: Int? = nil) { self.indentation = indentation }

    /// `<?xml version="1.0" encoding="UTF-8"?>` and a line end.
    public mutating func declaration() {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    }

    public mutating func start(_ name: String) {
        closeTag()
        if let last = hasChildren.indices.last { hasChildren[last] = true }
        breakLine(depth: open.count)
        out.append(UInt8(ascii: "<"))
        out.append(string: name)
        open.append(name)
        hasText.append(hasText.last ?? false)
        hasChildren.append(false)
        isTagOpen = true
    }

    /// An attribute of the element that was started last and has no content yet.
    public mutating func attribute(_ name: String, _ value: String) {
        guard isTagOpen else { return }
        out.append(UInt8(ascii: " "))
        out.append(string: name)
        out.append("=\"")
        escape(value, inAttribute: true)
        out.append(UInt8(ascii: "\""))
    }

    public mutating func text(_ text: String) {
        guard !text.isEmpty else { return }
        closeTag()
        if let last = hasText.indices.last { hasText[last] = true }
        escape(text, inAttribute: false)
    }

    /// Says that the open element holds text, even where an element comes first: nothing in it is put on a line of its own.
    public mutating func keepInline() {
        if let last = hasText.indices.last { hasText[last] = true }
    }

    public mutating func comment(_ text: String) {
        closeTag()
        breakLine(depth: open.count)
        out.append("<!--")
        var before: UInt8 = UInt8(ascii: "-")
        for byte in text.utf8 {
            if byte == UInt8(ascii: "-"), before == byte { out.append(UInt8(ascii: " ")) }
            out.append(byte)
            before = byte
        }
        if before == UInt8(ascii: "-") { out.append(UInt8(ascii: " ")) }
        out.append("-->")
    }

    /// Well-formed XML that was kept, as it is.
    public mutating func raw(_ xml: String) {
        closeTag()
        if let last = hasChildren.indices.last { hasChildren[last] = true }
        breakLine(depth: open.count)
        out.append(string: xml)
    }

    /// Ends the element that is open.
    public mutating func end() {
        guard let name = open.popLast() else { return }
        let children = hasChildren.popLast() ?? false
        let mixed = hasText.popLast() ?? false
        if isTagOpen {
            out.append("/>")
            isTagOpen = false
            return
        }
        if children, !mixed { breakLine(depth: open.count) }
        out.append("</")
        out.append(string: name)
        out.append(UInt8(ascii: ">"))
    }

    /// An element with attributes and text, whole.
    public mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String = "") {
        start(name)
        for (key, value) in attributes { attribute(key, value) }
        self.text(text)
        end()
    }

    private mutating func closeTag() {
        guard isTagOpen else { return }
        out.append(UInt8(ascii: ">"))
        isTagOpen = false
    }

    private mutating func breakLine(depth: Int) {
        guard let indentation, hasText.last != true, let last = out.last else { return }
        if last != UInt8(ascii: "\n") { out.append(UInt8(ascii: "\n")) }
        out.append(repeating: UInt8(ascii: " "), count: 2 * (depth + indentation))
    }

    private mutating func escape(_ text: String, inAttribute: Bool) {
        text.withBytes { source in
            var from = 0
            var at = XMLWriter.endOfPlain(source, from: 0)
            while at < source.count {
                if let entity = XMLWriter.entity(source, at, inAttribute) {
                    out.append(UnsafeBufferPointer(rebasing: source[from..<at]))
                    out.append(entity.bytes)
                    if entity.isLoss { replaced += 1 }
                    at += entity.width
                    from = at
                } else {
                    at += 1
                }
                at = XMLWriter.endOfPlain(source, from: at)
            }
            if from < source.count { out.append(UnsafeBufferPointer(rebasing: source[from...])) }
        }
    }

    /// The first byte from `start` on that may have to be written otherwise, or the end.
    private static func endOfPlain(_ source: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = source.baseAddress else { return start }
        let raw = UnsafeRawPointer(base)
        var at = start
        while at + 16 <= source.count {
            let block = ByteBlock(raw, at)
            let first = ByteBlock.first(
                block.less(than: 0x20) | block.equal(UInt8(ascii: "&")) | block.equal(UInt8(ascii: "<"))
                    | block.equal(UInt8(ascii: ">")) | block.equal(UInt8(ascii: "\"")) | block.equal(0xEF))
            at += first
            if first < 16 { return at }
        }
        while at < source.count {
            switch source[at] {
            case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), 0..<0x20, 0xEF: return at
            default: at += 1
            }
        }
        return at
    }

    private static func entity(
        _ source: UnsafeBufferPointer<UInt8>, _ index: Int, _ inAttribute: Bool
    ) -> (bytes: StaticString, width: Int, isLoss: Bool)? {
        switch source[index] {
        case UInt8(ascii: "&"): return ("&amp;", 1, false)
        case UInt8(ascii: "<"): return ("&lt;", 1, false)
        case UInt8(ascii: ">"): return ("&gt;", 1, false)
        case UInt8(ascii: "\""): return inAttribute ? ("&quot;", 1, false) : nil
        case 0x0A, 0x09: return inAttribute ? (source[index] == 0x0A ? "&#10;" : "&#9;", 1, false) : nil
        case 0x0D: return ("&#13;", 1, false)
        case 0..<0x20: return ("\u{FFFD}", 1, true)
        case 0xEF:
            // U+FFFE and U+FFFF
            guard index + 2 < source.count, source[index + 1] == 0xBF, source[index + 2] >= 0xBE else { return nil }
            return ("\u{FFFD}", 3, true)
        default: return nil
        }
    }
}
