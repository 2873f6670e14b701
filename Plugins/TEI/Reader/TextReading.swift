internal import Records
internal import XML

/// Reads the text of an element with its markup. White space runs are one space, as everywhere in TEI, except under
/// `xml:space="preserve"`.
struct TextReading {
    private var out: [UInt8] = []
    private var spans: [Text.Span] = []
    private var spaceIsDue = false
    private var preserves = false
    /// False where an element or attribute was met that the text alone does not bring back.
    private(set) var isExact = true

    /// The text of an element, and whether writing the text gives the element's content again.
    static func read(_ node: Node) -> (text: Text, isExact: Bool) {
        if let plain = plain(node) {
            // The attribute is written where white space needs it.
            return (plain, node.attributeCount == 0 || !node.has(.space, "preserve"))
        }
        var reading = TextReading()
        reading.preserves = node.has(.space, "preserve")
        reading.content(of: node)
        let text = reading.finished()
        return (text, reading.isExact && (!reading.preserves || TextWriting.needsSpace(text.string)))
    }

    /// The text without its markup.
    static func string(_ node: Node) -> String { read(node).text.string }

    /// The text of an element that holds one stretch of text as it should stand; nil for any other.
    private static func plain(_ node: Node) -> Text? {
        if node.isEmpty { return Text("") }
        guard node.end == node.index + 2, node.view.kind(node.index + 1) == .text else { return nil }
        let bytes = node.view.text(node.index + 1)
        return WhiteSpace.isUsual(bytes) ? Text(String(decoding: bytes, as: UTF8.self)) : nil
    }

    private mutating func finished() -> Text {
        if !preserves { while out.last == 0x20 || out.last == 0x0A { out.removeLast() } }
        let count = Int32(clamping: out.count)
        for index in spans.indices { spans[index].end = min(spans[index].end, count) }
        return Text(String(decoding: out, as: UTF8.self), spans: spans.filter { $0.start < $0.end })
    }

    private mutating func content(of node: Node) {
        var at = node.index + 1
        while at < node.end {
            switch node.view.kind(at) {
            case .text: add(node.view.text(at))
            case .start:
                let child = Node(view: node.view, index: at)
                element(child, within: node.element)
                at = child.end
            case .comment, .instruction: isExact = false
            case .end: break
            }
            at += 1
        }
    }

    private mutating func element(_ node: Node, within parent: Element?) {
        let style = style(of: node)
        if style == nil { isExact = false }
        switch node.element {
        case .note, .del: return
        case .email, .idno: if NameReading.holdsName(parent) { return }
        case .dimensions: if parent == .extent { return }
        case .sic, .abbr, .orig: if parent == .choice { return }
        case .lb: spaceIsDue = true
        case .p, .ab, .item: breakLine()
        default: break
        }
        guard let style else { return content(of: node) }
        if spaceIsDue { addSpace() }
        let index = spans.count
        spans.append(Text.Span(style, out.count..<out.count))
        content(of: node)
        if spaceIsDue { addSpace() }
        spans[index].end = Int32(clamping: out.count)
    }

    /// What an element says of its text. Notes where it says more than the style brings back.
    private mutating func style(of node: Node) -> Text.Style? {
        switch node.element {
        case .hi:
            guard let value = node[.rend] ?? node[.rendition], let style = Rendition.style(value) else { return nil }
            if !node.hasOnly([.rend]) || value != Rendition.word(style) { isExact = false }
            return style
        case .seg:
            guard node.has(.type, "nocase") else { return nil }
            if !node.hasOnly([.type]) { isExact = false }
            return .noCase
        case .q:
            if node.attributeCount > 0 { isExact = false }
            return .quoted
        case .formula:
            if !node.hasOnly([.notation]) || !node.has(.notation, "TeX") { isExact = false }
            return .math
        case .quote, .soCalled:
            isExact = false
            return .quoted
        case .title, .emph, .foreign:
            isExact = false
            return .italic
        default: return nil
        }
    }

    private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        if preserves { return out.append(contentsOf: bytes) }
        var at = 0
        while at < bytes.count {
            if bytes[at] <= 0x20 {
                spaceIsDue = true
                at += 1
                continue
            }
            if spaceIsDue { addSpace() }
            let start = at
            // Words with one space between stay as they are.
            while at < bytes.count,
                bytes[at] > 0x20 || bytes[at] == 0x20 && at + 1 < bytes.count && bytes[at + 1] > 0x20
            {
                at += 1
            }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<at]))
        }
    }

    private mutating func addSpace() {
        spaceIsDue = false
        if let last = out.last, last != 0x20, last != 0x0A { out.append(0x20) }
    }

    private mutating func breakLine() {
        spaceIsDue = false
        while out.last == 0x20 { out.removeLast() }
        if !out.isEmpty, out.last != 0x0A { out.append(0x0A) }
    }
}
