public import Records

/// Writes text with spans as TeX markup, for a BibTeX field or a LaTeX document.
///
///     TeXEncoder(repertoire: .ascii).encode(Text("Gödel’s 50% – a joke"))  // "G{\"o}del's 50\% -- a joke"
///
/// No character of the text can become a command: what means something to TeX is escaped, and mathematics is written as
/// such only where it holds nothing but macros that are known to be harmless.
public struct TeXEncoder: Sendable {
    /// Which characters are written as they are.
    public enum Repertoire: Sendable {
        /// ASCII; letters with marks and common symbols become macros. Scripts that TeX has no macros for stay UTF-8.
        case ascii
        /// Every character of UTF-8.
        case utf8
    }

    public var repertoire: Repertoire
    /// Whether no-case spans are written as braces.
    public var protectsCase = true

    public init(repertoire: Repertoire) { self.repertoire = repertoire }

    /// The text as TeX markup.
    public func encode(_ text: Text) -> String {
        var out: [UInt8] = []
        encode(text, into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends the text as TeX markup.
    public func encode(_ text: Text, into out: inout [UInt8]) {
        var string = text.string
        string.withUTF8 { bytes in
            if text.spans.isEmpty, special(bytes, from: 0, to: bytes.count) == bytes.count {
                return out.append(contentsOf: bytes)
            }
            let start = out.count
            if text.spans.isEmpty {
                append(bytes, 0..<bytes.count, into: &out)
            } else {
                var writer = SpanWriter(encoder: self, bytes: bytes)
                writer.write(text.spans, into: &out)
            }
            // Macros bring braces in pairs: only those of the text may lack a partner.
            if bytes.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) {
                TeXEncoder.balance(&out, from: start)
            }
        }
    }

    /// Appends a plain string as TeX markup.
    public func encode(_ string: String, into out: inout [UInt8]) {
        var string = string
        string.withUTF8 { encode($0, into: &out) }
    }

    /// Appends plain UTF-8 as TeX markup.
    public func encode(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
        append(bytes, 0..<bytes.count, into: &out)
    }

    /// An escaped brace counts for BibTeX, which knows no escapes: unless they balance, they are written by name.
    private static func balance(_ out: inout [UInt8], from start: Int) {
        var depth = 0
        var lowest = 0
        var escaped = false
        for index in start..<out.count {
            if out[index] == UInt8(ascii: "{") {
                depth += 1
            } else if out[index] == UInt8(ascii: "}") {
                depth -= 1
                lowest = min(lowest, depth)
            } else {
                continue
            }
            if index > start, out[index - 1] == UInt8(ascii: "\\") { escaped = true }
        }
        guard escaped, depth != 0 || lowest < 0 else { return }
        var fixed: [UInt8] = []
        var index = start
        while index < out.count {
            if out[index] == UInt8(ascii: "\\"), index + 1 < out.count {
                switch out[index + 1] {
                case UInt8(ascii: "{"): fixed.append(contentsOf: "\\textbraceleft{}".utf8)
                case UInt8(ascii: "}"): fixed.append(contentsOf: "\\textbraceright{}".utf8)
                default: fixed.append(contentsOf: out[index...(index + 1)])
                }
                index += 2
            } else {
                fixed.append(out[index])
                index += 1
            }
        }
        out.replaceSubrange(start..., with: fixed)
    }

    /// Appends a stretch of UTF-8, whatever means something to TeX escaped.
    func append(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into out: inout [UInt8]) {
        var start = range.lowerBound
        var at = start
        while true {
            at = special(bytes, from: at, to: range.upperBound)
            guard at < range.upperBound else { break }
            var next = at + 1
            var written: String?
            switch bytes[at] {
            case 0x80...:
                while next < range.upperBound, bytes[next] & 0xC0 == 0x80 { next += 1 }
                written = macro(bytes, at..<next)
            case UInt8(ascii: "-"):
                // Two hyphens would become a dash.
                out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...at]))
                while next < range.upperBound, bytes[next] == UInt8(ascii: "-") {
                    out.append(contentsOf: "{}-".utf8)
                    next += 1
                }
                start = next
            case UInt8(ascii: "`"): written = "\\textasciigrave{}"
            default: written = TeX.escaped(bytes[at])
            }
            if let written {
                out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<at]))
                out.append(contentsOf: written.utf8)
                start = next
            }
            at = next
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<range.upperBound]))
    }

    /// The next place from `start` on that may be written otherwise than it stands: the first of two hyphens, or a character;
    /// `end` where there is none.
    private func special(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
        guard let base = bytes.baseAddress else { return end }
        var at = start
        while at < end {
            // Sixteen bytes at a time, to the first of them that may be written otherwise.
            if at + 17 <= end {
                let lane = TeXByte.firstWrittenOtherwise(base + at)
                at += lane
                if lane == 16 { continue }
            }
            let byte = base[at]
            if byte >= 0x80 {
                // With UTF-8, only signs of Latin-1 and General Punctuation.
                if repertoire == .ascii || byte == 0xC2 || byte == 0xE2 { return at }
            } else if byte == UInt8(ascii: "-") {
                if at + 1 < end, base[at + 1] == byte { return at }
            } else if TeXByte.isWrittenOtherwise(byte) {
                return at
            }
            at += 1
        }
        return end
    }

    /// How a character beyond ASCII is written; nil where it stays.
    private func macro(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String? {
        var decoder = UTF8()
        var rest = bytes[range].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return nil }
        if let ligature = WrittenCharacters.ligature(scalar, ascii: repertoire == .ascii) { return ligature }
        return repertoire == .ascii ? WrittenCharacters.written(scalar) : nil
    }
}

/// Walks spans and text together.
private struct SpanWriter {
    let encoder: TeXEncoder
    let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0
    private var open: [(close: String, end: Int)] = []

    init(encoder: TeXEncoder, bytes: UnsafeBufferPointer<UInt8>) {
        self.encoder = encoder
        self.bytes = bytes
    }

    mutating func write(_ spans: [Text.Span], into out: inout [UInt8]) {
        for span in spans {
            let start = boundary(Int(span.start))
            while let last = open.last, last.end <= start { close(into: &out) }
            let end = min(boundary(Int(span.end)), open.last?.end ?? bytes.count)
            guard start >= at, end > start else { continue }
            copy(to: start, into: &out)
            if span.style == .math {
                if mathematics(start..<end, into: &out) { at = end }
                continue
            }
            guard let macro = encoder.macro(of: span.style) else { continue }
            out.append(contentsOf: macro.open.utf8)
            open.append((macro.close, end))
        }
        while !open.isEmpty { close(into: &out) }
        copy(to: bytes.count, into: &out)
    }

    /// The nearest place at or before the offset that cuts no character.
    private func boundary(_ offset: Int) -> Int {
        var offset = min(max(0, offset), bytes.count)
        while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        return offset
    }

    private mutating func close(into out: inout [UInt8]) {
        guard let last = open.popLast() else { return }
        copy(to: last.end, into: &out)
        out.append(contentsOf: last.close.utf8)
    }

    private mutating func copy(to end: Int, into out: inout [UInt8]) {
        guard end > at else { return }
        encoder.append(bytes, at..<end, into: &out)
        at = end
    }

    private func mathematics(_ range: Range<Int>, into out: inout [UInt8]) -> Bool {
        guard TeX.isHarmlessMathematics(UnsafeBufferPointer(rebasing: bytes[range])) else { return false }
        out.append(UInt8(ascii: "$"))
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
        out.append(UInt8(ascii: "$"))
        return true
    }
}

extension TeXEncoder {
    /// What stands before and after a stretch of this style; nil where TeX is told nothing of it.
    fileprivate func macro(of style: Text.Style) -> (open: String, close: String)? {
        switch style {
        case .italic: ("\\emph{", "}")
        case .bold: ("\\textbf{", "}")
        case .smallCaps: ("\\textsc{", "}")
        case .superscript: ("\\textsuperscript{", "}")
        case .subscript: ("\\textsubscript{", "}")
        case .noCase: protectsCase ? ("{", "}") : nil
        case .quoted: repertoire == .ascii ? ("``", "''") : ("\\enquote{", "}")
        case .math: nil
        case .underline: ("\\underline{", "}")
        case .strikethrough: ("\\sout{", "}")
        case .monospace: ("\\texttt{", "}")
        case .upright: ("\\textup{", "}")
        }
    }
}

extension TeX {
    /// True for mathematics of which every macro is one of TeX's own signs, accents and styles, and whose braces balance.
    public static func isHarmlessMathematics(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var depth = 0
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "&"), 0..<0x20: return false
            case UInt8(ascii: "^") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "^"): return false
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth < 0 { return false }
            case UInt8(ascii: "\\"):
                let start = index + 1
                index = start
                while index < bytes.count, TeXByte.isLetter(bytes[index]) { index += 1 }
                if index == start {
                    guard index < bytes.count, !TeXByte.isSpace(bytes[index]), bytes[index] < 0x80,
                        bytes[index] != UInt8(ascii: "{"), bytes[index] != UInt8(ascii: "}")
                    else { return false }
                    break
                }
                let name = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
                guard isHarmless(name) else { return false }
                continue
            default: break
            }
            index += 1
        }
        return depth == 0
    }

    private static func isHarmless(_ name: String) -> Bool {
        if SymbolTable.characters(of: name) != nil { return true }
        switch Macro.named(name) {
        case .accent, .style, .declaration, .unwrap: return true
        default: return ["frac", "dfrac", "tfrac", "sqrt", "mathbb", "mathcal", "mathfrak", "mathscr"].contains(name)
        }
    }
}
