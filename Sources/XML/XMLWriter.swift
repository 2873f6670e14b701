/// Writes XML into bytes: names and namespaces are the caller's, escaping and closing are done here.
///
///     var writer = XMLWriter()
///     writer.start("bibl")
///     writer.attribute("xml:id", "doe2001")
///     writer.text("Doe & Smith")
///     writer.end()
///     writer.bytes   // <bibl xml:id="doe2001">Doe &amp; Smith</bibl>
public struct XMLWriter: Sendable {
    public var bytes: [UInt8]
    /// How many characters were replaced by U+FFFD because XML cannot hold them.
    public private(set) var replaced = 0

    private var open: [String] = []
    private var isTagOpen = false
    private var hasText: [Bool] = []
    private var hasChildren: [Bool] = []
    private let indentation: Int?

    /// - Parameters:
    ///   - bytes: what to append to.
    ///   - indentation: how many levels the first element is indented by, two spaces each, elements on lines of their own
    ///     except beside text; nil for no white space at all.
    public init(appendingTo bytes: [UInt8] = [], indentation: Int? = nil) {
        self.bytes = bytes
        self.indentation = indentation
    }

    /// `<?xml version="1.0" encoding="UTF-8"?>` and a line end.
    public mutating func declaration() {
        bytes.append(contentsOf: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    }

    public mutating func start(_ name: String) {
        closeTag()
        if let last = hasChildren.indices.last { hasChildren[last] = true }
        breakLine(depth: open.count)
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: name.utf8)
        open.append(name)
        hasText.append(hasText.last ?? false)
        hasChildren.append(false)
        isTagOpen = true
    }

    /// An attribute of the element that was started last and has no content yet.
    public mutating func attribute(_ name: String, _ value: String) {
        guard isTagOpen else { return }
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: "=\"".utf8)
        escape(value, inAttribute: true)
        bytes.append(UInt8(ascii: "\""))
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
        bytes.append(contentsOf: "<!--".utf8)
        var before: UInt8 = UInt8(ascii: "-")
        for byte in text.utf8 {
            if byte == UInt8(ascii: "-"), before == byte { bytes.append(UInt8(ascii: " ")) }
            bytes.append(byte)
            before = byte
        }
        if before == UInt8(ascii: "-") { bytes.append(UInt8(ascii: " ")) }
        bytes.append(contentsOf: "-->".utf8)
    }

    /// Well-formed XML that was kept, as it is.
    public mutating func raw(_ xml: String) {
        closeTag()
        if let last = hasChildren.indices.last { hasChildren[last] = true }
        breakLine(depth: open.count)
        bytes.append(contentsOf: xml.utf8)
    }

    /// Ends the element that is open.
    public mutating func end() {
        guard let name = open.popLast() else { return }
        let children = hasChildren.popLast() ?? false
        let mixed = hasText.popLast() ?? false
        if isTagOpen {
            bytes.append(contentsOf: "/>".utf8)
            isTagOpen = false
            return
        }
        if children, !mixed { breakLine(depth: open.count) }
        bytes.append(contentsOf: "</".utf8)
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: ">"))
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
        bytes.append(UInt8(ascii: ">"))
        isTagOpen = false
    }

    private mutating func breakLine(depth: Int) {
        guard let indentation, hasText.last != true, !bytes.isEmpty else { return }
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        for _ in 0..<(depth + indentation) { bytes.append(contentsOf: "  ".utf8) }
    }

    private mutating func escape(_ text: String, inAttribute: Bool) {
        var text = text
        text.withUTF8 { source in
            var from = 0
            for index in source.indices {
                guard let entity = XMLWriter.entity(source, index, inAttribute) else { continue }
                bytes.append(contentsOf: source[from..<index])
                bytes.append(contentsOf: entity.bytes.utf8)
                if entity.isLoss { replaced += 1 }
                from = index + entity.width
            }
            if from < source.count { bytes.append(contentsOf: source[from...]) }
        }
    }

    private static func entity(
        _ source: UnsafeBufferPointer<UInt8>, _ index: Int, _ inAttribute: Bool
    ) -> (bytes: String, width: Int, isLoss: Bool)? {
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
