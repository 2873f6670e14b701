/// CSL-JSON's markup for rich text: `<i> <b> <sup> <sub> <sc>` (and `<span style="font-variant:small-caps;">`),
/// `<span class="nocase">`, and classes of ours for what it lacks.
///
/// Source: citeproc-js documentation, "HTML-like formatting tags"; CSL-JSON schema, "rich text".
extension Text {
    /// Reads markup. What is no known tag, or has no partner, stays as text: nothing is dropped.
    public init(markup: String) {
        guard Text.mayHaveMarkup(markup) else {
            self.init(markup)
            return
        }
        let bytes = Array(markup.utf8)
        var reader = MarkupReader(bytes: bytes)
        reader.read()
        self.init(String(decoding: reader.out, as: UTF8.self), spans: reader.finished())
    }

    /// True where a string has a `<`: without one it is read as it stands.
    public static func mayHaveMarkup(_ string: String) -> Bool {
        string.utf8.withContiguousStorageIfAvailable { mayHaveMarkup($0) } ?? string.utf8.contains(UInt8(ascii: "<"))
    }

    /// True where UTF-8 has a `<`. Looks at eight bytes at a time.
    public static func mayHaveMarkup(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = utf8.baseAddress else { return false }
        let raw = UnsafeRawPointer(base)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let pattern = ones &* UInt64(UInt8(ascii: "<"))
        var at = 0
        while at + 8 <= utf8.count {
            let difference = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ pattern
            if (difference &- ones) & ~difference & 0x8080_8080_8080_8080 != 0 { return true }
            at += 8
        }
        while at < utf8.count {
            if utf8[at] == UInt8(ascii: "<") { return true }
            at += 1
        }
        return false
    }

    /// The text with its spans written as markup. A plain text comes out as it is.
    public var markup: String {
        if spans.isEmpty { return string }
        var out: [UInt8] = []
        out.reserveCapacity(string.utf8.count + spans.count * 16)
        appendMarkup(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends the text with its markup as UTF-8.
    public func appendMarkup(to out: inout [UInt8]) {
        if spans.isEmpty { return out.append(contentsOf: string.utf8) }
        let bytes = Array(string.utf8)
        var open: [(style: Style, end: Int)] = []
        var at = 0
        func copy(to end: Int) {
            guard end > at else { return }
            out.append(contentsOf: bytes[at..<min(end, bytes.count)])
            at = min(end, bytes.count)
        }
        for span in spans {
            while let last = open.last, last.end <= Int(span.start) {
                copy(to: last.end)
                out.append(contentsOf: MarkupTag.of(last.style).close.utf8)
                open.removeLast()
            }
            copy(to: Int(span.start))
            out.append(contentsOf: MarkupTag.of(span.style).open.utf8)
            open.append((span.style, min(Int(span.end), open.last?.end ?? bytes.count)))
        }
        while let last = open.popLast() {
            copy(to: last.end)
            out.append(contentsOf: MarkupTag.of(last.style).close.utf8)
        }
        copy(to: bytes.count)
    }
}

/// A style's tags. The first row of a style is the one that is written.
struct MarkupTag {
    let style: Text.Style
    let open: String
    let close: String

    static let all: [MarkupTag] = [
        MarkupTag(style: .italic, open: "<i>", close: "</i>"),
        MarkupTag(style: .bold, open: "<b>", close: "</b>"),
        MarkupTag(style: .smallCaps, open: "<span style=\"font-variant:small-caps;\">", close: "</span>"),
        MarkupTag(style: .superscript, open: "<sup>", close: "</sup>"),
        MarkupTag(style: .subscript, open: "<sub>", close: "</sub>"),
        MarkupTag(style: .noCase, open: "<span class=\"nocase\">", close: "</span>"),
        MarkupTag(style: .quoted, open: "<q>", close: "</q>"),
        MarkupTag(style: .math, open: "<span class=\"math\">", close: "</span>"),
        MarkupTag(style: .underline, open: "<u>", close: "</u>"),
        MarkupTag(style: .strikethrough, open: "<s>", close: "</s>"),
        MarkupTag(style: .monospace, open: "<code>", close: "</code>"),
        MarkupTag(style: .upright, open: "<span style=\"font-style:normal;\">", close: "</span>"),
        // Other spellings that occur
        MarkupTag(style: .smallCaps, open: "<sc>", close: "</sc>"),
        MarkupTag(style: .smallCaps, open: "<span style=\"font-variant: small-caps;\">", close: "</span>"),
        MarkupTag(style: .smallCaps, open: "<span style=\"font-variant:small-caps\">", close: "</span>"),
        MarkupTag(style: .upright, open: "<span class=\"nodecor\">", close: "</span>"),
        MarkupTag(style: .italic, open: "<em>", close: "</em>"),
        MarkupTag(style: .bold, open: "<strong>", close: "</strong>"),
    ]

    private static let written = Text.Style.allCases.map { style in
        all.first { $0.style == style } ?? MarkupTag(style: style, open: "", close: "")
    }

    /// A bit for each letter that the name of a tag begins with.
    private static let initials = all.reduce(UInt32(0)) {
        $0 | 1 << UInt32($1.open.utf8.dropFirst().first.map { $0 & 31 } ?? 0)
    }

    /// False for what no opening tag has behind its bracket.
    static func mayBegin(with byte: UInt8) -> Bool { byte & 0xE0 == 0x60 && initials >> UInt32(byte & 31) & 1 == 1 }

    static func of(_ style: Text.Style) -> MarkupTag { written[Int(style.rawValue)] }
}

/// Reads markup into plain bytes and spans. A tag opens only if its partner follows properly nested; a stack holds what is
/// open, and what stays open is put back as the text that it was.
private struct MarkupReader {
    let bytes: [UInt8]
    var out: [UInt8] = []
    private var at = 0
    private var open: [(tag: MarkupTag, start: Int, span: Int)] = []
    private var spans: [Text.Span?] = []

    private static let deepest = 64

    init(bytes: [UInt8]) {
        self.bytes = bytes
        out.reserveCapacity(bytes.count)
    }

    mutating func read() {
        // What stands between two tags is copied at once.
        var first = 0
        while let start = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
            out.append(contentsOf: bytes[first..<start])
            (first, at) = (start, start)
            if closeTag() || openTag() { first = at } else { at += 1 }
        }
        out.append(contentsOf: bytes[first...])
        // What was never closed is text: put it back, innermost first, so that outer offsets still hold.
        while let last = open.popLast() { putBack(last.tag.open, at: last.start, span: last.span) }
    }

    /// The spans in order of their start, an enclosing one first.
    func finished() -> [Text.Span] { spans.compactMap { $0 }.filter { $0.start < $0.end } }

    private mutating func openTag() -> Bool {
        guard open.count < MarkupReader.deepest, at + 1 < bytes.count, MarkupTag.mayBegin(with: bytes[at + 1]),
            let tag = MarkupTag.all.first(where: { starts(with: $0.open) })
        else { return false }
        open.append((tag, out.count, spans.count))
        spans.append(nil)
        at += tag.open.utf8.count
        return true
    }

    private mutating func closeTag() -> Bool {
        guard at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "/"),
            let index = open.lastIndex(where: { starts(with: $0.tag.close) })
        else { return false }
        while open.count > index + 1, let inner = open.popLast() {
            putBack(inner.tag.open, at: inner.start, span: inner.span)
        }
        guard let last = open.popLast() else { return false }
        spans[last.span] = Text.Span(last.tag.style, last.start..<out.count)
        at += last.tag.close.utf8.count
        return true
    }

    private mutating func putBack(_ tag: String, at start: Int, span: Int) {
        let length = Int32(clamping: tag.utf8.count)
        out.insert(contentsOf: tag.utf8, at: start)
        for index in (span + 1)..<max(spans.count, span + 1) {
            spans[index]?.start += length
            spans[index]?.end += length
        }
    }

    private func starts(with word: String) -> Bool {
        var index = at
        for byte in word.utf8 {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
        }
        return true
    }
}
