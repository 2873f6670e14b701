private import Bytes

/// HTML as citeproc-js writes it, so that style sheets and programs made for it go on working.
///
/// Source: the fixtures of the CSL test suite.
struct HTMLWriter: MarkupWriter {
    static let keepsEveryMark = true
    static let keepsSpacesOfBlocks = true

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

    static let frame = BibliographyFrame(
        start: "<div class=\"csl-bib-body\">\n", end: "</div>", entryStart: "  <div class=\"csl-entry\">",
        entryEnd: "</div>\n")

    mutating func text(_ text: MarkupStretch, to out: inout [UInt8]) {
        HTMLWriter.looks.withUnsafeBufferPointer { looks in
            let end = text.range.upperBound
            // What was looked at and not yet written begins here.
            var start = text.range.lowerBound
            var at = start
            var kept = -1
            while true {
                while at + 17 <= end {
                    let plain = HTMLWriter.plain(text.bytes, at)
                    at += plain
                    if plain < 16 { break }
                }
                if at >= end { break }
                let byte = text.bytes[at]
                let look = looks[Int(byte)]
                if look == 0 {
                    at += 1
                    continue
                }
                // Of two spaces the first is one that browsers keep.
                if look == 2, kept == at - 1 || at + 1 >= end || text.bytes[at + 1] != 0x20 {
                    at += 1
                    continue
                }
                guard let (length, written) = HTMLWriter.written(text, at) else {
                    at += 1
                    continue
                }
                if look == 2 { kept = at }
                out.append(contentsOf: UnsafeBufferPointer(rebasing: text.bytes[start..<at]))
                out.append(contentsOf: written)
                at = min(at + length, end)
                start = at
            }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: text.bytes[start..<end]))
        }
    }

    /// How many of 16 bytes stay as they are before the first that may not: printable ASCII that means nothing in HTML, and no
    /// two spaces in a row. The byte after them must be there too.
    @inline(__always)
    private static func plain(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        // The caller has seen to it that there are 17.
        guard let raw = UnsafeRawPointer(bytes.baseAddress) else { return 0 }
        let these = ByteBlock(raw, at)
        let next = ByteBlock(raw, at + 1)
        let means = these.equal(0x26) | these.equal(0x3C) | these.equal(0x3E)
        let isNoText = these.less(than: 0x20) | ~these.less(than: 0x7F)
        return ByteBlock.first(means | isNoText | (these.equal(0x20) & next.equal(0x20)))
    }

    /// What is written for the character at an offset, and its length; nil where that is the character itself.
    private static func written(_ text: MarkupStretch, _ at: Int) -> (length: Int, bytes: [UInt8])? {
        switch text.bytes[at] {
        case UInt8(ascii: "&"): return (1, Array("&#38;".utf8))
        case UInt8(ascii: "<"): return (1, Array("&#60;".utf8))
        case UInt8(ascii: ">"): return (1, Array("&#62;".utf8))
        case 0x20: return (1, [0xC2, 0xA0])
        case 0..<0x20, 0x7F: return (1, ByteEscapes.replacement)
        // U+0080 to U+009F are control characters too.
        case 0xC2 where text[at + 1] < 0xA0: return (2, ByteEscapes.replacement)
        default: return SuperscriptCharacters.tagged(text, at)
        }
    }

    /// For each byte: 0 where it stays, 1 where it does not, 2 for a space, 3 where the bytes that follow decide.
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
    /// Whether the UTF-8 of one begins with a byte.
    static func mayLead(_ byte: UInt8) -> Bool { second[Int(byte)] != 0 }

    /// The length of the one at an offset, and the tag for it; nil where there is none.
    static func tagged(_ text: MarkupStretch, _ at: Int) -> (length: Int, bytes: [UInt8])? {
        let first = text.bytes[at]
        guard second[Int(first)] >> UInt64(text[at + 1] & 0x3F) & 1 == 1 else { return nil }
        let length = first < 0xE0 ? 2 : 3
        let end = min(at + length, text.range.upperBound)
        let character = String(decoding: UnsafeBufferPointer(rebasing: text.bytes[at..<end]), as: UTF8.self)
        guard let scalar = character.unicodeScalars.first, let plain = base[scalar] else { return nil }
        return (length, Array("<sup>\(plain)</sup>".utf8))
    }

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
