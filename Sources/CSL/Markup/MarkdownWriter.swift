/// CommonMark. Small capitals, underlining, superscript and subscript are HTML within it; so is emphasis where asterisks would
/// not be read as such (beside punctuation within a word).
///
/// Source: CommonMark 0.31.2, "Backslash escapes", "Emphasis and strong emphasis".
struct MarkdownWriter: MarkupWriter {
    static let looksAhead = true

    private static let html = MarkTable([
        (.italic, "<em>", "</em>"), (.oblique, "<em>", "</em>"), (.bold, "<strong>", "</strong>"),
        (.normalStyle, "<span style=\"font-style:normal;\">", "</span>"),
        (.normalWeight, "<span style=\"font-weight:normal;\">", "</span>"),
        (.smallCaps, "<span style=\"font-variant:small-caps;\">", "</span>"),
        (.normalVariant, "<span style=\"font-variant:normal;\">", "</span>"),
        (.underline, "<u>", "</u>"), (.superscript, "<sup>", "</sup>"), (.subscript, "<sub>", "</sub>"),
        (.strikethrough, "<s>", "</s>"), (.monospace, "<code>", "</code>"),
    ])

    private static let stars = MarkTable([(.italic, "*", "*"), (.oblique, "*", "*"), (.bold, "**", "**")])

    private static let escapes = ByteEscapes([
        "\\": "\\\\", "`": "\\`", "*": "\\*", "_": "\\_", "[": "\\[", "]": "\\]", "<": "\\<", ">": "\\>", "&": "\\&",
        "~": "\\~", "^": "\\^", "$": "\\$", "|": "\\|", "@": "\\@", "#": "#", "+": "+", "-": "-", "=": "=", ".": ".",
        ")": ")", ":": ":",
    ])

    /// For each open mark of emphasis, whether it is written with asterisks.
    private var starred: [Bool] = []

    mutating func text(_ text: MarkupStretch, to out: inout [UInt8]) {
        MarkdownWriter.escapes.append(text, to: &out) { byte, at in
            switch byte {
            // Two hyphens are a dash to many readers. What begins a heading, a list or a quotation at the beginning of a line.
            case UInt8(ascii: "-") where text[at - 1] == byte: return [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "#"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: ":"):
                return text[at - 1] == 0x0A ? [UInt8(ascii: "\\"), byte] : [byte]
            case UInt8(ascii: "."), UInt8(ascii: ")"):
                return MarkdownWriter.followsLineNumber(text, at) ? [UInt8(ascii: "\\"), byte] : [byte]
            default: return nil
            }
        }
    }

    /// Whether a line begins with digits up to an offset: with a full stop or a parenthesis it would be a list.
    private static func followsLineNumber(_ text: MarkupStretch, _ offset: Int) -> Bool {
        var at = offset - 1
        while at >= 0, (0x30...0x39).contains(text[at]), offset - at < 11 { at -= 1 }
        return at < offset - 1 && text[at] == 0x0A
    }

    mutating func open(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        if kind.isDisplay { return LineBlocks.open(kind, at: place, to: &out, lineBreak: "\\\n") }
        let isStarred = MarkdownWriter.takesStars(kind, place)
        if !MarkdownWriter.stars.open(kind).isEmpty { starred.append(isStarred) }
        out.append(contentsOf: (isStarred ? MarkdownWriter.stars : MarkdownWriter.html).open(kind))
    }

    mutating func close(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        if kind.isDisplay { return LineBlocks.close(kind, at: place, to: &out, lineBreak: "\\\n") }
        let isStarred = !MarkdownWriter.stars.open(kind).isEmpty && starred.popLast() == true
        out.append(contentsOf: (isStarred ? MarkdownWriter.stars : MarkdownWriter.html).close(kind))
    }

    /// Whether asterisks around the marked text would open and close emphasis: they must be left- and right-flanking.
    private static func takesStars(_ kind: Kind, _ place: MarkupStretch) -> Bool {
        guard !stars.open(kind).isEmpty, place.end > place.range.lowerBound else { return false }
        let start = place.range.lowerBound
        return flanks(inside: place[start], outside: place[start - 1])
            && flanks(inside: place[place.end - 1], outside: place[place.end])
    }

    private static func flanks(inside: UInt8, outside: UInt8) -> Bool {
        if inside <= 0x20 { return false }
        // Beyond ASCII it may be a dash or a quotation mark: taken for punctuation inside, for a letter outside.
        let isInsidePunctuation = isPunctuation(inside) || inside >= 0x80
        return !isInsidePunctuation || outside <= 0x20 || isPunctuation(outside)
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    mutating func openLink(_ address: [UInt8], at place: MarkupStretch, to out: inout [UInt8]) {
        pending.append(address)
        out.append(UInt8(ascii: "["))
    }

    mutating func closeLink(at place: MarkupStretch, to out: inout [UInt8]) {
        out.append(contentsOf: "](".utf8)
        for byte in pending.popLast() ?? [] {
            if byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") { out.append(UInt8(ascii: "\\")) }
            out.append(byte)
        }
        out.append(UInt8(ascii: ")"))
    }

    private var pending: [[UInt8]] = []
}
