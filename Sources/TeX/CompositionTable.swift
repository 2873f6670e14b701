/// Letters with marks: which letter and mark make which composed character (canonical composition, NFC).
///
/// Source: the Unicode Character Database, for the marks that TeX has accents for.
enum CompositionTable {
    /// The composed character of a letter and a combining mark; nil where there is none.
    static func compose(_ base: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
        if base.isASCII, marks.contains(mark.value) {
            let one = ascii[Int(mark.value - marks.lowerBound) << 7 | Int(base.value)]
            return one == 0 ? nil : Unicode.Scalar(one)
        }
        return composed[Pair(base: base, mark: mark)]
    }

    /// The letter and the mark that make a composed character; nil where it is not composed.
    static func decompose(_ character: Unicode.Scalar) -> (base: Unicode.Scalar, mark: Unicode.Scalar)? {
        parts[character].map { ($0.base, $0.mark) }
    }

    private struct Pair: Hashable {
        let base: Unicode.Scalar
        let mark: Unicode.Scalar
    }

    private static let parts: [Unicode.Scalar: Pair] = {
        var parts: [Unicode.Scalar: Pair] = [:]
        parts.reserveCapacity(1024)
        for (mark, pairs) in rows {
            var scalars = pairs.unicodeScalars.lazy.filter { $0 != "\n" && $0 != " " }.makeIterator()
            while let base = scalars.next(), let character = scalars.next() {
                parts[character] = Pair(base: base, mark: mark)
            }
        }
        return parts
    }()

    /// The marks whose compositions with ASCII stand in a table of their own: U+0300 to U+0338.
    private static let marks: ClosedRange<UInt32> = 0x300...0x338

    /// By mark and letter; 0 where there is none.
    private static let ascii: [UInt16] = {
        var ascii = [UInt16](repeating: 0, count: marks.count << 7)
        for (character, pair) in parts where pair.base.isASCII && marks.contains(pair.mark.value) {
            ascii[Int(pair.mark.value - marks.lowerBound) << 7 | Int(pair.base.value)] =
                UInt16(exactly: character.value) ?? 0
        }
        return ascii
    }()

    private static let composed: [Pair: Unicode.Scalar] = {
        var composed: [Pair: Unicode.Scalar] = [:]
        composed.reserveCapacity(1024)
        for (character, pair) in parts { composed[pair] = character }
        return composed
    }()

    /// A mark, then each letter followed by the composed character.
    private static let rows: [(mark: Unicode.Scalar, pairs: String)] = [
        // Combining Grave Accent
        (
            "\u{0300}",
            """
            AÀ EÈ IÌ OÒ UÙ aà eè iì oò uù ÜǛ üǜ NǸ nǹ ЕЀ ИЍ еѐ иѝ ĒḔ ēḕ ŌṐ ōṑ WẀ wẁ ÂẦ âầ ĂẰ ăằ ÊỀ êề ÔỒ ôồ ƠỜ
            ơờ ƯỪ ưừ YỲ yỳ ἀἂ ἁἃ ἈἊ ἉἋ ἐἒ ἑἓ ἘἚ ἙἛ ἠἢ ἡἣ ἨἪ ἩἫ ἰἲ ἱἳ ἸἺ ἹἻ ὀὂ ὁὃ ὈὊ ὉὋ ὐὒ ὑὓ ὙὛ ὠὢ ὡὣ ὨὪ ὩὫ αὰ
            εὲ ηὴ ιὶ οὸ υὺ ωὼ ΑᾺ ΕῈ ΗῊ ᾿῍ ϊῒ ΙῚ ῾῝ ϋῢ ΥῪ ¨῭ ΟῸ ΩῺ
            """
        ),
        // Combining Acute Accent
        (
            "\u{0301}",
            """
            AÁ EÉ IÍ OÓ UÚ YÝ aá eé ií oó uú yý CĆ cć LĹ lĺ NŃ nń RŔ rŕ SŚ sś ZŹ zź ÜǗ üǘ GǴ gǵ ÅǺ åǻ ÆǼ æǽ ØǾ
            øǿ ¨΅ ΑΆ ΕΈ ΗΉ ΙΊ ΟΌ ΥΎ ΩΏ ϊΐ αά εέ ηή ιί ϋΰ οό υύ ωώ ϒϓ ГЃ КЌ гѓ кќ ÇḈ çḉ ĒḖ ēḗ ÏḮ ïḯ KḰ kḱ MḾ mḿ
            ÕṌ õṍ ŌṒ ōṓ PṔ pṕ ŨṸ ũṹ WẂ wẃ ÂẤ âấ ĂẮ ăắ ÊẾ êế ÔỐ ôố ƠỚ ơớ ƯỨ ưứ ἀἄ ἁἅ ἈἌ ἉἍ ἐἔ ἑἕ ἘἜ ἙἝ ἠἤ ἡἥ ἨἬ
            ἩἭ ἰἴ ἱἵ ἸἼ ἹἽ ὀὄ ὁὅ ὈὌ ὉὍ ὐὔ ὑὕ ὙὝ ὠὤ ὡὥ ὨὬ ὩὭ ᾿῎ ῾῞
            """
        ),
        // Combining Circumflex Accent
        (
            "\u{0302}",
            """
            AÂ EÊ IÎ OÔ UÛ aâ eê iî oô uû CĈ cĉ GĜ gĝ HĤ hĥ JĴ jĵ SŜ sŝ WŴ wŵ YŶ yŷ ZẐ zẑ ẠẬ ạậ ẸỆ ẹệ ỌỘ ọộ
            """
        ),
        // Combining Tilde
        (
            "\u{0303}",
            """
            AÃ NÑ OÕ aã nñ oõ IĨ iĩ UŨ uũ VṼ vṽ ÂẪ âẫ ĂẴ ăẵ EẼ eẽ ÊỄ êễ ÔỖ ôỗ ƠỠ ơỡ ƯỮ ưữ YỸ yỹ
            """
        ),
        // Combining Macron
        (
            "\u{0304}",
            """
            AĀ aā EĒ eē IĪ iī OŌ oō UŪ uū ÜǕ üǖ ÄǞ äǟ ȦǠ ȧǡ ÆǢ æǣ ǪǬ ǫǭ ÖȪ öȫ ÕȬ õȭ ȮȰ ȯȱ YȲ yȳ ИӢ иӣ УӮ уӯ GḠ
            gḡ ḶḸ ḷḹ ṚṜ ṛṝ αᾱ ΑᾹ ιῑ ΙῙ υῡ ΥῩ
            """
        ),
        // Combining Breve
        (
            "\u{0306}",
            """
            AĂ aă EĔ eĕ GĞ gğ IĬ iĭ OŎ oŏ UŬ uŭ УЎ ИЙ ий уў ЖӁ жӂ АӐ аӑ ЕӖ еӗ ȨḜ ȩḝ ẠẶ ạặ αᾰ ΑᾸ ιῐ ΙῘ υῠ ΥῨ
            """
        ),
        // Combining Dot Above
        (
            "\u{0307}",
            """
            CĊ cċ EĖ eė GĠ gġ Iİ ZŻ zż AȦ aȧ OȮ oȯ BḂ bḃ DḊ dḋ FḞ fḟ HḢ hḣ MṀ mṁ NṄ nṅ PṖ pṗ RṘ rṙ SṠ sṡ ŚṤ śṥ
            ŠṦ šṧ ṢṨ ṣṩ TṪ tṫ WẆ wẇ XẊ xẋ YẎ yẏ ſẛ
            """
        ),
        // Combining Diaeresis
        (
            "\u{0308}",
            """
            AÄ EË IÏ OÖ UÜ aä eë iï oö uü yÿ YŸ ΙΪ ΥΫ ιϊ υϋ ϒϔ ЕЁ ІЇ её ії АӒ аӓ ӘӚ әӛ ЖӜ жӝ ЗӞ зӟ ИӤ иӥ ОӦ оӧ
            ӨӪ өӫ ЭӬ эӭ УӰ уӱ ЧӴ чӵ ЫӸ ыӹ HḦ hḧ ÕṎ õṏ ŪṺ ūṻ WẄ wẅ XẌ xẍ tẗ
            """
        ),
        // Combining Hook Above
        (
            "\u{0309}",
            """
            AẢ aả ÂẨ âẩ ĂẲ ăẳ EẺ eẻ ÊỂ êể IỈ iỉ OỎ oỏ ÔỔ ôổ ƠỞ ơở UỦ uủ ƯỬ ưử YỶ yỷ
            """
        ),
        // Combining Ring Above
        (
            "\u{030A}",
            """
            AÅ aå UŮ uů wẘ yẙ
            """
        ),
        // Combining Double Acute Accent
        (
            "\u{030B}",
            """
            OŐ oő UŰ uű УӲ уӳ
            """
        ),
        // Combining Caron
        (
            "\u{030C}",
            """
            CČ cč DĎ dď EĚ eě LĽ lľ NŇ nň RŘ rř SŠ sš TŤ tť ZŽ zž AǍ aǎ IǏ iǐ OǑ oǒ UǓ uǔ ÜǙ üǚ GǦ gǧ KǨ kǩ ƷǮ
            ʒǯ jǰ HȞ hȟ
            """
        ),
        // Combining Double Grave Accent
        (
            "\u{030F}",
            """
            AȀ aȁ EȄ eȅ IȈ iȉ OȌ oȍ RȐ rȑ UȔ uȕ ѴѶ ѵѷ
            """
        ),
        // Combining Inverted Breve
        (
            "\u{0311}",
            """
            AȂ aȃ EȆ eȇ IȊ iȋ OȎ oȏ RȒ rȓ UȖ uȗ
            """
        ),
        // Combining Horn
        (
            "\u{031B}",
            """
            OƠ oơ UƯ uư
            """
        ),
        // Combining Dot Below
        (
            "\u{0323}",
            """
            BḄ bḅ DḌ dḍ HḤ hḥ KḲ kḳ LḶ lḷ MṂ mṃ NṆ nṇ RṚ rṛ SṢ sṣ TṬ tṭ VṾ vṿ WẈ wẉ ZẒ zẓ AẠ aạ EẸ eẹ IỊ iị OỌ
            oọ ƠỢ ơợ UỤ uụ ƯỰ ưự YỴ yỵ
            """
        ),
        // Combining Diaeresis Below
        (
            "\u{0324}",
            """
            UṲ uṳ
            """
        ),
        // Combining Ring Below
        (
            "\u{0325}",
            """
            AḀ aḁ
            """
        ),
        // Combining Comma Below
        (
            "\u{0326}",
            """
            SȘ sș TȚ tț
            """
        ),
        // Combining Cedilla
        (
            "\u{0327}",
            """
            CÇ cç GĢ gģ KĶ kķ LĻ lļ NŅ nņ RŖ rŗ SŞ sş TŢ tţ EȨ eȩ DḐ dḑ HḨ hḩ
            """
        ),
        // Combining Ogonek
        (
            "\u{0328}",
            """
            AĄ aą EĘ eę IĮ iį UŲ uų OǪ oǫ
            """
        ),
        // Combining Circumflex Accent Below
        (
            "\u{032D}",
            """
            DḒ dḓ EḘ eḙ LḼ lḽ NṊ nṋ TṰ tṱ UṶ uṷ
            """
        ),
        // Combining Breve Below
        (
            "\u{032E}",
            """
            HḪ hḫ
            """
        ),
        // Combining Tilde Below
        (
            "\u{0330}",
            """
            EḚ eḛ IḬ iḭ UṴ uṵ
            """
        ),
        // Combining Macron Below
        (
            "\u{0331}",
            """
            BḆ bḇ DḎ dḏ KḴ kḵ LḺ lḻ NṈ nṉ RṞ rṟ TṮ tṯ ZẔ zẕ hẖ
            """
        ),
        // Combining Long Solidus Overlay
        (
            "\u{0338}",
            """
            ←↚ →↛ ↔↮ ⇐⇍ ⇔⇎ ⇒⇏ ∃∄ ∈∉ ∋∌ ∣∤ ∥∦ ∼≁ ≃≄ ≅≇ ≈≉ =≠ ≡≢ ≍≭ <≮ >≯ ≤≰ ≥≱ ≲≴ ≳≵ ≶≸ ≷≹ ≺⊀ ≻⊁ ⊂⊄ ⊃⊅ ⊆⊈ ⊇⊉ ⊢⊬
            ⊨⊭ ⊩⊮ ⊫⊯ ≼⋠ ≽⋡ ⊑⋢ ⊒⋣ ⊲⋪ ⊳⋫ ⊴⋬ ⊵⋭
            """
        ),
    ]
}
