private import Bytes
internal import Records
internal import XML

/// Writes texts, dates and names within an element that is open.
extension XMLWriter {
    mutating func attribute(_ attribute: Attribute, _ value: String) {
        self.attribute(attribute.qualified, value)
    }

    /// `@cert`, and the evidence as `@ana`.
    mutating func statement(_ entry: Entry) {
        if let cert = Evidences.cert(entry.certainty) { attribute(.cert, cert) }
        if let pointer = Evidences.pointer(entry.evidence) { attribute(.ana, pointer) }
    }

    /// The content of the open element: text with its markup.
    mutating func content(_ text: Text) {
        if TextWriting.needsSpace(text.string) { attribute(.space, "preserve") }
        keepInline()
        if text.isPlain { return self.text(text.string) }
        let bytes = Array(text.string.utf8)
        var open: [Int] = []
        var at = 0
        func piece(to end: Int) -> String {
            guard end > at else { return "" }
            defer { at = end }
            return String(decoding: bytes[at..<end], as: UTF8.self)
        }
        for span in text.spans {
            let start = min(max(Int(span.start), at), bytes.count)
            while let last = open.last, last <= start {
                self.text(piece(to: last))
                end()
                open.removeLast()
            }
            self.text(piece(to: start))
            startSpan(span.style)
            keepInline()
            open.append(min(Int(span.end), open.last ?? bytes.count))
        }
        while let last = open.popLast() {
            self.text(piece(to: last))
            end()
        }
        self.text(piece(to: bytes.count))
    }

    private mutating func startSpan(_ style: Text.Style) {
        switch style {
        case .quoted: start("q")
        case .noCase:
            start("seg")
            attribute(.type, "nocase")
        case .math:
            start("formula")
            attribute(.notation, "TeX")
        default:
            start("hi")
            attribute(.rend, Rendition.word(style) ?? "plain")
        }
    }

    /// An element with a text in it.
    mutating func element(
        _ name: String, _ attributes: [(Attribute, String)], _ text: Text, _ entry: Entry? = nil
    ) {
        start(name)
        for (key, value) in attributes where !value.isEmpty { attribute(key, value) }
        if let entry { statement(entry) }
        content(text)
        end()
    }

    /// A date: its attributes, and the words it was read from.
    mutating func date(_ name: String, _ date: EDTFDate, _ entry: Entry? = nil, hasText: Bool = true) {
        start(name)
        for (key, value) in DateMapping.attributes(date) { attribute(key, value) }
        if let entry {
            if let cert = Evidences.cert(entry.certainty) { attribute(.cert, cert) }
            if let word = Evidences.word(entry.evidence) { attribute(.evidence, word) }
        }
        if hasText { content(Text(date.raw.isEmpty ? date.edtf : date.raw)) }
        end()
    }
}

enum TextWriting {
    /// Whether white space in a text would not come back unless it is said to matter.
    static func needsSpace(_ text: String) -> Bool {
        text.withBytes { bytes in
            if bytes.isEmpty || WhiteSpace.isUsual(bytes) { return false }
            // Control characters are replaced, and then no white space.
            let written = bytes.map { byte in
                byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D ? UInt8(ascii: "?") : byte
            }
            return !written.withUnsafeBufferPointer(WhiteSpace.isUsual)
        }
    }
}

extension Attribute {
    /// The name with its prefix.
    var qualified: String { Attribute.qualifiedNames[rawValue] }

    private static let qualifiedNames: [String] = allCases.map { attribute in
        attribute.name.namespace.isEmpty ? attribute.name.local : "xml:\(attribute.name.local)"
    }
}
