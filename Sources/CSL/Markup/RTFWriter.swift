/// RTF 1.9, as word processors read it.
struct RTFWriter: MarkupWriter {
    private static let marks = MarkTable([
        (.italic, "{\\i ", "}"), (.oblique, "{\\i ", "}"), (.normalStyle, "{\\i0 ", "}"),
        (.smallCaps, "{\\scaps ", "}"),
        (.normalVariant, "{\\scaps0 ", "}"), (.bold, "{\\b ", "}"), (.normalWeight, "{\\b0 ", "}"),
        (.light, "{\\b0 ", "}"), (.underline, "{\\ul ", "}"), (.noDecoration, "{\\ulnone ", "}"),
        (.superscript, "{\\super ", "}"), (.subscript, "{\\sub ", "}"), (.baseline, "{\\nosupersub ", "}"),
        (.strikethrough, "{\\strike ", "}"), (.block, "\\line ", "\\line "), (.indent, "\\line\\tab ", "\\line "),
        (.leftMargin, "", "\\tab "),
    ])

    static let documentStart =
        "{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{\\fonttbl{\\f0\\froman Times New Roman;}}\\f0\\fs24\n"
    static let documentEnd = "}\n"

    mutating func text(_ text: MarkupStretch, to out: inout [UInt8]) {
        var at = text.range.lowerBound
        while at < text.range.upperBound {
            let byte = text.bytes[at]
            switch byte {
            case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"):
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            case 0x0A: out.append(contentsOf: "\\line ".utf8)
            case 0x09: out.append(contentsOf: "\\tab ".utf8)
            case 0..<0x20, 0x7F: out.append(contentsOf: "\\u-3?".utf8)
            case 0x20..<0x7F: out.append(byte)
            default:
                at += appendScalar(text, at, to: &out)
                continue
            }
            at += 1
        }
    }

    /// Appends a character beyond ASCII as UTF-16 units, each a signed number with a question mark for old readers.
    private func appendScalar(_ text: MarkupStretch, _ at: Int, to out: inout [UInt8]) -> Int {
        var length = 1
        while at + length < text.range.upperBound, text[at + length] & 0xC0 == 0x80 { length += 1 }
        let string = String(decoding: UnsafeBufferPointer(rebasing: text.bytes[at..<(at + length)]), as: UTF8.self)
        for unit in string.utf16 {
            let isControl = (0x80..<0xA0).contains(unit)
            out.append(contentsOf: "\\u\(isControl ? -3 : Int16(bitPattern: unit))?".utf8)
        }
        return length
    }

    mutating func open(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        // No line is broken before the first and after the last words.
        if kind.isDisplay, place.range.lowerBound == 0 { return }
        out.append(contentsOf: RTFWriter.marks.open(kind))
    }

    mutating func close(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8]) {
        if kind.isDisplay, place.range.lowerBound == place.bytes.count { return }
        out.append(contentsOf: RTFWriter.marks.close(kind))
    }

    mutating func openLink(_ address: [UInt8], at place: MarkupStretch, to out: inout [UInt8]) {
        out.append(contentsOf: "{\\field{\\*\\fldinst HYPERLINK \"".utf8)
        out.append(contentsOf: address)
        out.append(contentsOf: "\"}{\\fldrslt ".utf8)
    }

    mutating func closeLink(at place: MarkupStretch, to out: inout [UInt8]) { out.append(contentsOf: "}}".utf8) }

    /// A paragraph an entry; lengths in twentieths of a point.
    static func frame(_ layout: Bibliography.Layout) -> BibliographyFrame {
        var paragraph = "\\pard"
        if layout.secondFieldAlign != .none {
            let width = max(2, layout.maxOffset) * 144
            paragraph += "\\fi-\(width)\\li\(width)\\tx\(width)"
        } else if layout.hangingIndent {
            paragraph += "\\fi-720\\li720"
        }
        paragraph +=
            "\\sl\(240 * max(1, min(layout.lineSpacing, 20)))\\slmult1\\sa\(240 * min(layout.entrySpacing, 20)) "
        return BibliographyFrame(entryStart: paragraph, entryEnd: "\\par\n")
    }
}
