/// Text for a terminal: styles by ANSI sequences (ECMA-48, SGR), links by OSC 8. No control character of the text gets through.
struct TerminalWriter: MarkupWriter {
    private static let escapes = ByteEscapes()

    /// A style, and what switches it on and off.
    private static let styles: [(on: Kind, normal: Kind, start: String, end: String)] = [
        (.italic, .normalStyle, "\u{1B}[3m", "\u{1B}[23m"), (.oblique, .normalStyle, "\u{1B}[3m", "\u{1B}[23m"),
        (.bold, .normalWeight, "\u{1B}[1m", "\u{1B}[22m"), (.underline, .noDecoration, "\u{1B}[4m", "\u{1B}[24m"),
        (.strikethrough, .strikethrough, "\u{1B}[9m", "\u{1B}[29m"),
    ]

    /// The styles that are on, the innermost last; false where upright, regular or plain text is asked for within them.
    private var states: [[Bool]] = Array(repeating: [], count: TerminalWriter.styles.count)

    mutating func text(_ text: MarkupStretch, to out: inout [UInt8]) { TerminalWriter.escapes.append(text, to: &out) }

    mutating func open(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        if kind.isDisplay { return LineBlocks.open(kind, at: place, to: &out) }
        change(kind, to: &out) { states, isOn in states.append(isOn) }
    }

    mutating func close(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        if kind.isDisplay { return LineBlocks.close(kind, at: place, to: &out) }
        change(kind, to: &out) { states, _ in _ = states.popLast() }
    }

    private mutating func change(_ kind: Kind, to out: inout [UInt8], _ body: (inout [Bool], Bool) -> Void) {
        guard let index = TerminalWriter.styles.firstIndex(where: { $0.on == kind || $0.normal == kind }) else {
            return
        }
        let style = TerminalWriter.styles[index]
        let before = states[index].last ?? false
        body(&states[index], style.on == kind || kind == .oblique)
        let after = states[index].last ?? false
        if before != after { out.append(contentsOf: (after ? style.start : style.end).utf8) }
    }

    mutating func openLink(_ address: [UInt8], at place: MarkupStretch, to out: inout [UInt8]) {
        out.append(contentsOf: "\u{1B}]8;;".utf8)
        out.append(contentsOf: address)
        out.append(contentsOf: "\u{1B}\\".utf8)
    }

    mutating func closeLink(at place: MarkupStretch, to out: inout [UInt8]) {
        out.append(contentsOf: "\u{1B}]8;;\u{1B}\\".utf8)
    }
}
