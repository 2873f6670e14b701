internal import Records

// Control sequences: what stands after a backslash.
extension TeXDecoder {
    mutating func controlSequence() {
        let start = at
        at += 1
        guard at < end else { return emit("\\") }
        let byte = bytes[at]
        guard TeXByte.isLetter(byte) else { return controlSymbol(byte) }
        while at < end, TeXByte.isLetter(bytes[at]) { at += 1 }
        let word = UnsafeBufferPointer(rebasing: bytes[(start + 1)..<at])
        if let macro = Macro.named(word) { return perform(macro, from: start) }
        if let characters = SymbolTable.characters(of: word) {
            endControlWord()
            out.append(contentsOf: characters)
            return unitDone()
        }
        let name = String(decoding: word, as: UTF8.self)
        if name == "begin" || name == "end" {
            environment(begins: name == "begin")
        } else if inMathematics, name == "frac" || name == "tfrac" || name == "dfrac" {
            fraction()
        } else if inMathematics, name == "sqrt" {
            skipOptionalArgument()
            out.append(contentsOf: "√".utf8)
            openArgument(.styled)
        } else if name == "mathbb" || name == "mathcal" || name == "mathscr" || name == "mathfrak" {
            alphabet(name)
        } else {
            unknown(name, from: start)
        }
    }

    /// `\'`, `\&`, `\ `, and other backslashes before what is no letter.
    private mutating func controlSymbol(_ byte: UInt8) {
        if let mark = Macro.accent(byte), !(inMathematics && byte == UInt8(ascii: "|")) {
            at += 1
            return accent(mark)
        }
        at += 1
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "_"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "]"), UInt8(ascii: ")"):
            out.append(byte)
            unitDone()
        case UInt8(ascii: "("), UInt8(ascii: "["): mathematics(closing: byte == UInt8(ascii: "(") ? ")" : "]")
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
            emitSpace()
            skipSpaces()
        case UInt8(ascii: "\\"):
            if at < end, bytes[at] == UInt8(ascii: "*") { at += 1 }
            skipOptionalArgument()
            emitSpace()
        case UInt8(ascii: ","): emit(sign: "\u{2009}")
        case UInt8(ascii: ":"), UInt8(ascii: ">"): emit(sign: "\u{205F}")
        case UInt8(ascii: ";"): emit(sign: "\u{2005}")
        // Hyphenation, italic correction, negative space, end of sentence: nothing to see.
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "@"), UInt8(ascii: "*"),
            UInt8(ascii: "+"), UInt8(ascii: "<"):
            break
        default:
            metUnknown = true
            out.append(UInt8(ascii: "\\"))
            at -= 1
        }
    }

    /// Spaces after a control word belong to it, and so does an empty group that ends it.
    private mutating func endControlWord() {
        if at + 1 < end, bytes[at] == UInt8(ascii: "{"), bytes[at + 1] == UInt8(ascii: "}") {
            at += 2
        } else {
            skipSpaces()
        }
    }

    /// An accent before its letter: at once where the letter follows, or as an argument.
    private mutating func accent(_ mark: Unicode.Scalar) {
        skipSpaces()
        if at < end, TeXByte.isLetter(bytes[at]) {
            let start = out.count
            out.append(bytes[at])
            at += 1
            putMark(mark, from: start)
            return unitDone()
        }
        if at + 2 < end, bytes[at] == UInt8(ascii: "{"), TeXByte.isLetter(bytes[at + 1]),
            bytes[at + 2] == UInt8(ascii: "}")
        {
            let start = out.count
            out.append(bytes[at + 1])
            at += 3
            putMark(mark, from: start)
            return unitDone()
        }
        openArgument(.accent(mark))
    }

    private mutating func perform(_ macro: Macro, from start: Int) {
        switch macro {
        case .accent(let mark): accent(mark)
        case .style(let style): openArgument(.styled, style: style)
        case .declaration(let style): declare(style)
        case .unwrap: openArgument(.styled)
        case .enclose(let opening, let closing):
            out.append(opening)
            openArgument(.enclosed(closing))
        case .quote:
            if at < end, bytes[at] == UInt8(ascii: "*") {
                at += 1
                quoteDepth += 1
                put("‘")
                openArgument(.quotation(single: true))
                return
            }
            let isOuter = quoteDepth % 2 == 0
            put(isOuter ? "“" : "‘")
            quoteDepth += 1
            openArgument(.quotation(single: !isOuter))
        case .drop(let arguments): drop(arguments)
        case .characters(let characters):
            endControlWord()
            emit(characters)
        case .space:
            endControlWord()
            emitSpace()
        case .verbatim: verbatim()
        case .link: link()
        case .charCode: charCode()
        case .mathematics: ensureMathematics()
        case .bibliographyString:
            let range = rawArgument()
            let key = String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
            emit(BibliographyStrings.words(for: key) ?? key)
        }
    }

    private mutating func declare(_ style: Text.Style) {
        skipSpaces()
        guard frames.count < TeXDecoder.deepest else { return }
        frames.append(Frame(kind: .declaration, start: out.count, span: openSpan(style), braced: false))
    }

    private mutating func drop(_ arguments: Int) {
        if arguments == 0 { return endControlWord() }
        if at < end, bytes[at] == UInt8(ascii: "*") { at += 1 }
        for _ in 0..<arguments {
            skipOptionalArgument()
            _ = rawArgument()
        }
    }

    /// `\begin{it}` and `\end{it}`: an environment named like a declaration is one; of others, the name is dropped.
    private mutating func environment(begins: Bool) {
        let range = rawArgument()
        let name = String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
        if begins {
            var style: Text.Style?
            if case .declaration(let declared) = Macro.named(name) { style = declared }
            if case .style(let declared) = Macro.named(name) { style = declared }
            guard frames.count < TeXDecoder.deepest else { return }
            frames.append(Frame(kind: .group, start: out.count, span: style.map { openSpan($0) } ?? -1, braced: true))
        } else if frames.contains(where: { $0.braced }) {
            closeInnermostBraced()
        }
    }

    /// `\url{…}` and `\verb|…|`: nothing in it is markup, but for a backslash before punctuation.
    private mutating func verbatim() {
        if at < end, bytes[at] == UInt8(ascii: "*") { at += 1 }
        var range = at..<at
        if at < end, !TeXByte.isSpace(bytes[at]), bytes[at] != UInt8(ascii: "{"), !TeXByte.isLetter(bytes[at]) {
            let delimiter = bytes[at]
            var index = at + 1
            while index < end, bytes[index] != delimiter { index += 1 }
            range = (at + 1)..<index
            at = min(end, index + 1)
        } else {
            range = rawArgument()
        }
        copyVerbatim(range)
        unitDone()
    }

    private mutating func copyVerbatim(_ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound, TeXByte.isEscaped(bytes[index + 1]) {
                index += 1
            }
            out.append(bytes[index])
            index += 1
        }
    }

    /// `\href{target}{text}`: the text; the target where there is none.
    private mutating func link() {
        let target = rawArgument()
        skipSpaces()
        if at < end, bytes[at] == UInt8(ascii: "{") {
            openArgument(.styled)
        } else {
            copyVerbatim(target)
            unitDone()
        }
    }

    /// `\char233`, `\char"E9`, `\char'351`, `` \char`\~ ``, `\symbol{233}`.
    private mutating func charCode() {
        skipSpaces()
        let braced = at < end && bytes[at] == UInt8(ascii: "{")
        if braced { at += 1 }
        var radix: UInt32 = 10
        if at < end, bytes[at] == UInt8(ascii: "\"") { (radix, at) = (16, at + 1) }
        if at < end, bytes[at] == UInt8(ascii: "'") { (radix, at) = (8, at + 1) }
        var value: UInt32 = 0
        var digits = 0
        while at < end, digits < 8, let digit = TeXByte.digit(bytes[at], radix: radix) {
            value = value &* radix &+ digit
            digits += 1
            at += 1
        }
        if digits == 0, at + 1 < end, bytes[at] == UInt8(ascii: "`") {
            at += bytes[at + 1] == UInt8(ascii: "\\") && at + 2 < end ? 2 : 1
            value = UInt32(bytes[at])
            at += 1
        }
        if braced, at < end, bytes[at] == UInt8(ascii: "}") { at += 1 }
        if let scalar = Unicode.Scalar(value), value >= 0x20 { emit(String(Character(scalar))) }
    }

    /// What is not known stays as it is, with the arguments that follow it at once.
    private mutating func unknown(_ name: String, from start: Int) {
        metUnknown = true
        if collectsUnknown, unknownMacros.count < 64, !unknownMacros.contains(name) { unknownMacros.append(name) }
        while at < end, bytes[at] == UInt8(ascii: "{") || bytes[at] == UInt8(ascii: "[") {
            let before = at
            if bytes[at] == UInt8(ascii: "[") { skipOptionalArgument() } else { _ = rawArgument() }
            if at == before { break }
        }
        // An empty group only ended the name.
        var stop = at
        if stop >= start + 2, bytes[stop - 1] == UInt8(ascii: "}"), bytes[stop - 2] == UInt8(ascii: "{") { stop -= 2 }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<max(start, stop)]))
        unitDone()
    }
}

extension TeXByte {
    /// True for what is written with a backslash only because TeX wants it so.
    static func isEscaped(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "$"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "~"), UInt8(ascii: "^"):
            true
        default: false
        }
    }

    static func digit(_ byte: UInt8, radix: UInt32) -> UInt32? {
        let value: UInt32
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(byte) - 0x30
        case UInt8(ascii: "A")...UInt8(ascii: "F"): value = UInt32(byte) - 0x37
        case UInt8(ascii: "a")...UInt8(ascii: "f"): value = UInt32(byte) - 0x57
        default: return nil
        }
        return value < radix ? value : nil
    }
}
