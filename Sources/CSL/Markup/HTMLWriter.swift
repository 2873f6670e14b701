/// HTML as citeproc-js writes it, so that style sheets and programs made for it go on working.
///
/// Source: the fixtures of the CSL test suite.
struct HTMLWriter: MarkupWriter {
    static let keepsEveryMark = true

    private static let marks = MarkTable([
        (.italic, "<i>", "</i>"), (.oblique, "<em>", "</em>"),
        (.normalStyle, "<span style=\"font-style:normal;\">", "</span>"),
        (.smallCaps, "<span style=\"font-variant:small-caps;\">", "</span>"),
        (.normalVariant, "<span style=\"font-variant:normal;\">", "</span>"),
        (.bold, "<b>", "</b>"), (.normalWeight, "<span style=\"font-weight:normal;\">", "</span>"),
        (.underline, "<span style=\"text-decoration:underline;\">", "</span>"),
        (.noDecoration, "<span style=\"text-decoration:none;\">", "</span>"),
        (.superscript, "<sup>", "</sup>"), (.subscript, "<sub>", "</sub>"),
        (.baseline, "<span style=\"baseline\">", "</span>"),
        (.strikethrough, "<s>", "</s>"), (.monospace, "<code>", "</code>"),
        (.math, "<span class=\"math\">", "</span>"),
        (.block, "\n\n    <div class=\"csl-block\">", "</div>\n"),
        (.leftMargin, "\n    <div class=\"csl-left-margin\">", "</div>"),
        (.rightInline, "<div class=\"csl-right-inline\">", "</div>\n  "),
        (.indent, "<div class=\"csl-indent\">", "</div>\n  "),
    ])

    private static let escapes = ByteEscapes(["&": "&#38;", "<": "&#60;", ">": "&#62;", " ": " "])

    static let frame = BibliographyFrame(
        start: "<div class=\"csl-bib-body\">\n", end: "</div>", entryStart: "  <div class=\"csl-entry\">",
        entryEnd: "</div>\n")

    mutating func text(_ text: MarkupStretch, to out: inout [UInt8]) {
        if HTMLWriter.isPlain(text) {
            return out.append(contentsOf: UnsafeBufferPointer(rebasing: text.bytes[text.range]))
        }
        let from = out.count
        // A second space is one that browsers keep.
        var wasSpace = false
        var spaceAt = -2
        HTMLWriter.escapes.append(text, to: &out) { byte, at in
            guard byte == 0x20 else { return nil }
            if spaceAt != at - 1 { wasSpace = false }
            spaceAt = at
            let isFirst = !wasSpace && text[at + 1] == 0x20 && at + 1 < text.range.upperBound
            wasSpace = isFirst
            return isFirst ? [0xC2, 0xA0] : nil
        }
        SuperscriptCharacters.tag(&out, from: from)
    }

    /// Whether a stretch is written as it is: what most are.
    private static func isPlain(_ text: MarkupStretch) -> Bool {
        looks.withUnsafeBufferPointer { looks in
            for at in text.range {
                switch looks[Int(text.bytes[at])] {
                case 0: continue
                case 1: return false
                case 2: if at + 1 < text.range.upperBound, text.bytes[at + 1] == 0x20 { return false }
                default:
                    let next = text[at + 1]
                    if text.bytes[at] == 0xC2, next < 0xA0 { return false }
                    if SuperscriptCharacters.mayBegin(text.bytes[at], next) { return false }
                }
            }
            return true
        }
    }

    /// For each byte: 0 where it stays, 1 where it does not, 2 for a space, 3 where the next byte decides.
    private static let looks: [UInt8] = (UInt8.min...UInt8.max).map { byte -> UInt8 in
        switch byte {
        case 0x09, 0x0A: return 0
        case 0..<0x20, 0x26, 0x3C, 0x3E, 0x7F: return 1
        case 0x20: return 2
        case 0xC2: return 3
        default: return SuperscriptCharacters.mayLead(byte) ? 3 : 0
        }
    }

    mutating func open(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        out.append(contentsOf: HTMLWriter.marks.open(kind))
    }

    mutating func close(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        out.append(contentsOf: HTMLWriter.marks.close(kind))
    }

    mutating func openLink(_ address: [UInt8], at place: MarkupStretch, to out: inout [UInt8]) {
        out.append(contentsOf: "<a href=\"".utf8)
        for byte in address {
            switch byte {
            case UInt8(ascii: "&"): out.append(contentsOf: "&#38;".utf8)
            case UInt8(ascii: "'"): out.append(contentsOf: "&#39;".utf8)
            default: out.append(byte)
            }
        }
        out.append(contentsOf: "\">".utf8)
    }

    mutating func closeLink(at place: MarkupStretch, to out: inout [UInt8]) { out.append(contentsOf: "</a>".utf8) }
}

/// Characters that are superscript by themselves: HTML gets them as tags, so that all superscripts of a text look alike.
///
/// Source: Unicode, compatibility decompositions of the kind `<super>`; four more are citeproc-js's.
enum SuperscriptCharacters {
    static func tag(_ out: inout [UInt8], from start: Int) {
        guard out[start...].contains(where: { mayLead($0) }) else { return }
        let text = String(decoding: out[start...], as: UTF8.self)
        guard text.unicodeScalars.contains(where: { base[$0] != nil }) else { return }
        out.removeSubrange(start...)
        for scalar in text.unicodeScalars {
            if let plain = base[scalar] {
                out.append(contentsOf: "<sup>\(plain)</sup>".utf8)
            } else {
                out.append(contentsOf: String(scalar).utf8)
            }
        }
    }

    /// Whether the UTF-8 of one begins with a byte.
    static func mayLead(_ byte: UInt8) -> Bool { second[Int(byte)] != 0 }

    /// Whether the UTF-8 of one may begin with two bytes.
    static func mayBegin(_ first: UInt8, _ next: UInt8) -> Bool { second[Int(first)] >> UInt64(next & 0x3F) & 1 == 1 }

    /// For each first byte of their UTF-8 the bytes that follow, a bit for each.
    private static let second: [UInt64] = {
        var second = [UInt64](repeating: 0, count: 256)
        for scalar in base.keys {
            let bytes = Array(String(scalar).utf8)
            second[Int(bytes[0])] |= 1 << UInt64(bytes[1] & 0x3F)
        }
        return second
    }()

    /// A character, then what it is a superscript of.
    private static let table = """
        ªa ²2 ³3 ¹1 ºo ʰh ʱɦ ʲj ʳr ʴɹ ʵɻ ʶʁ ʷw ʸy ˀʔ ˁʕ ˠɣ ˡl ˢs ˣx ˤʕ ۥو ۦي ჼნ ᴬA ᴭÆ ᴮB ᴰD ᴱE ᴲƎ ᴳG ᴴH ᴵI ᴶJ ᴷK ᴸL ᴹM ᴺN ᴼO ᴽȢ ᴾP ᴿR \
        ᵀT ᵁU ᵂW ᵃa ᵄɐ ᵅɑ ᵆᴂ ᵇb ᵈd ᵉe ᵊə ᵋɛ ᵌɜ ᵍg ᵏk ᵐm ᵑŋ ᵒo ᵓɔ ᵔᴖ ᵕᴗ ᵖp ᵗt ᵘu ᵙᴝ ᵚɯ ᵛv ᵜᴥ ᵝβ ᵞγ ᵟδ ᵠφ ᵡχ ᵸн ᶛɒ ᶜc ᶝɕ ᶞð \
        ᶟɜ ᶠf ᶡɟ ᶢɡ ᶣɥ ᶤɨ ᶥɩ ᶦɪ ᶧᵻ ᶨʝ ᶩɭ ᶪᶅ ᶫʟ ᶬɱ ᶭɰ ᶮɲ ᶯɳ ᶰɴ ᶱɵ ᶲɸ ᶳʂ ᶴʃ ᶵƫ ᶶʉ ᶷʊ ᶸᴜ ᶹʋ ᶺʌ ᶻz ᶼʐ ᶽʑ ᶾʒ ᶿθ ⁰0 ⁱi ⁴4 ⁵5 \
        ⁶6 ⁷7 ⁸8 ⁹9 ⁺+ ⁻− ⁼= ⁽( ⁾) ⁿn ℠SM ™TM ⵯⵡ ㆒一 ㆓二 ㆔三 ㆕四 ㆖上 ㆗中 ㆘下 ㆙甲 ㆚乙 ㆛丙 ㆜丁 ㆝天 ㆞地 ㆟人
        """

    private static let base: [Unicode.Scalar: String] = {
        var base: [Unicode.Scalar: String] = [:]
        for pair in table.split(separator: " ") {
            let scalars = pair.unicodeScalars
            if let first = scalars.first { base[first] = String(Substring(scalars.dropFirst())) }
        }
        return base
    }()
}
