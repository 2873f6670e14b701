/// TeX markup to text and back: what BibTeX fields hold, and what LaTeX output needs.
///
/// - ``TeXDecoder`` reads markup into ``Text``.
/// - ``TeXEncoder`` writes ``Text`` as markup.
/// - ``TeX/escape(_:)`` writes a plain string so that LaTeX prints it and nothing in it is a command.
public enum TeX {
    /// The string for LaTeX, with every character that means something to TeX escaped. UTF-8 stays as it is.
    ///
    ///     TeX.escape("50% of \\input{x} & {y}_1")  // "50\% of \textbackslash{}input\{x\} \& \{y\}\_1"
    public static func escape(_ text: String) -> String {
        var out: [UInt8] = []
        escape(text, into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends the string for LaTeX, as ``escape(_:)``, to UTF-8 bytes.
    public static func escape(_ text: String, into out: inout [UInt8]) {
        var text = text
        text.withUTF8 { bytes in
            out.reserveCapacity(out.count + bytes.count)
            var start = 0
            for index in bytes.indices {
                guard let escaped = escaped(bytes[index]) else { continue }
                out.append(contentsOf: bytes[start..<index])
                out.append(contentsOf: escaped.utf8)
                start = index + 1
            }
            out.append(contentsOf: bytes[start...])
        }
    }

    /// How a byte that means something to TeX is printed; nil for one that means only itself.
    static func escaped(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "\\"): "\\textbackslash{}"
        case UInt8(ascii: "{"): "\\{"
        case UInt8(ascii: "}"): "\\}"
        case UInt8(ascii: "$"): "\\$"
        case UInt8(ascii: "&"): "\\&"
        case UInt8(ascii: "#"): "\\#"
        case UInt8(ascii: "%"): "\\%"
        case UInt8(ascii: "_"): "\\_"
        case UInt8(ascii: "~"): "\\textasciitilde{}"
        case UInt8(ascii: "^"): "\\textasciicircum{}"
        // Control characters have no business in TeX; some of them end lines or files there.
        case 0x00..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0x7F: ""
        default: nil
        }
    }
}
