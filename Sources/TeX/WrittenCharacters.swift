/// How characters beyond ASCII are written for TeX.
enum WrittenCharacters {
    /// Dashes, quotation marks and spaces that TeX's fonts and macros make; nil for others.
    static func ligature(_ scalar: Unicode.Scalar, ascii: Bool) -> String? {
        switch scalar {
        case "\u{2013}": "--"
        case "\u{2014}": "---"
        case "\u{2019}": "'"
        case "\u{A0}": "~"
        case "\u{2009}": "\\,"
        case "\u{2018}" where ascii: "`"
        case "\u{201C}" where ascii: "``"
        case "\u{201D}" where ascii: "''"
        default: nil
        }
    }

    /// A character as a macro or as accents over a letter, in a group of its own, as BibTeX wants it for sorting and case; nil
    /// where there is none.
    static func written(_ scalar: Unicode.Scalar) -> String? {
        // Most are letters of European languages: their forms are made once.
        scalar.value < 0x250 ? latin[Int(scalar.value)] : macros[scalar] ?? accented(scalar)
    }

    private static let latin: [String?] = (0..<0x250).map { value in
        Unicode.Scalar(value).flatMap { macros[$0] ?? accented($0) }
    }

    /// A letter with marks as accents over the letter; nil where it has none, or one that TeX has no accent for.
    private static func accented(_ scalar: Unicode.Scalar) -> String? {
        guard let (first, outer) = CompositionTable.decompose(scalar), let outerAccent = accents[outer] else {
            return nil
        }
        var base = first
        var inner = ""
        if let (letter, mark) = CompositionTable.decompose(first) {
            guard let accent = accents[mark] else { return nil }
            (base, inner) = (letter, accent)
        }
        guard base.isASCII || macros[base] != nil else { return nil }
        // Above, an accent takes the place of the dot.
        let isAbove = Composition.combiningClass(outer) == 230
        var letter = String(Character(base))
        if base == "i", isAbove { letter = "\\i" }
        if base == "j", isAbove { letter = "\\j" }
        if let macro = macros[base] { letter = String(macro.dropFirst().dropLast()) }
        if !inner.isEmpty { letter = "\(inner){\(letter)}" }
        let isWord = outerAccent.utf8.last.map(TeXByte.isLetter) == true
        return isWord || letter.utf8.count > 1 ? "{\(outerAccent){\(letter)}}" : "{\(outerAccent)\(letter)}"
    }

    private static let accents: [Unicode.Scalar: String] = [
        "\u{300}": "\\`", "\u{301}": "\\'", "\u{302}": "\\^", "\u{303}": "\\~", "\u{304}": "\\=", "\u{306}": "\\u",
        "\u{307}": "\\.", "\u{308}": "\\\"", "\u{30A}": "\\r", "\u{30B}": "\\H", "\u{30C}": "\\v", "\u{323}": "\\d",
        "\u{327}": "\\c", "\u{328}": "\\k", "\u{331}": "\\b", "\u{326}": "\\textcommabelow",
    ]

    private static let macros: [Unicode.Scalar: String] = {
        var macros: [Unicode.Scalar: String] = [:]
        for (rows, shift) in [(text, ""), (mathematics, "$")] {
            for row in rows.split(separator: " ") {
                guard let scalar = row.unicodeScalars.first else { continue }
                macros[scalar] = "{\(shift)\\\(String(row.unicodeScalars.dropFirst()))\(shift)}"
            }
        }
        return macros
    }()

    /// A character and its macro.
    private static let text = """
        ßss øo ØO łl ŁL æae ÆAE œoe ŒOE åaa ÅAA đdj ĐDJ ðdh ÐDH þth ÞTH ıi ȷj ŋng ŊNG …ldots †dag ‡ddag §S ¶P \
        ©copyright ®textregistered ™texttrademark °textdegree €texteuro £pounds ¥textyen ¢textcent •textbullet \
        ·textperiodcentered ¡textexclamdown ¿textquestiondown ×texttimes ÷textdiv ±textpm µtextmu ªtextordfeminine \
        ºtextordmasculine ¹textonesuperior ²texttwosuperior ³textthreesuperior ½textonehalf ¼textonequarter \
        ¾textthreequarters „quotedblbase ‚quotesinglbase «guillemotleft »guillemotright ‹guilsinglleft \
        ›guilsinglright ‰textperthousand ¤textcurrency ¦textbrokenbar ¬textlnot №textnumero ‽textinterrobang
        """

    private static let mathematics = """
        αalpha βbeta γgamma δdelta εvarepsilon ζzeta ηeta θtheta ιiota κkappa λlambda μmu νnu ξxi πpi ρrho σsigma \
        τtau υupsilon φvarphi χchi ψpsi ωomega ΓGamma ΔDelta ΘTheta ΛLambda ΞXi ΠPi ΣSigma ΦPhi ΨPsi ΩOmega \
        ∞infty ≤leq ≥geq ≠neq ≈approx ≡equiv →rightarrow ←leftarrow ↔leftrightarrow ⇒Rightarrow ∂partial ∇nabla \
        ∑sum ∏prod ∫int √surd ∈in ∉notin ⊂subset ∪cup ∩cap ∀forall ∃exists ∅emptyset ⋅cdot −minus ∼sim ℓell
        """
}
