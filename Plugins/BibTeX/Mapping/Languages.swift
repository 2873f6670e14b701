internal import Records

/// The languages of the babel and polyglossia packages, and their BCP 47 tags.
///
/// Source: the manuals of babel and BibLaTeX (`langid`); RFC 5646.
enum Languages {
    /// The tag of a language by its name in babel, or of a BibLaTeX language key ("langgerman"); nil where it is unknown.
    static func tag(_ name: Bytes) -> String? {
        if let row = table.find(name) { return rows[row].tag }
        guard name.count > 4, name.slice(0..<4).isWord("lang") else { return nil }
        return table.find(name.slice(4..<name.count)).map { rows[$0].tag }
    }

    /// The name that babel has for a tag; nil where it has none.
    static func babel(_ tag: String) -> String? { names[tag] ?? names[String(tag.prefix { $0 != "-" })] }

    /// Whether titles are in English as far as is known: what says nothing is.
    static func isEnglish(_ name: Bytes?) -> Bool {
        guard let name = name?.trimmed, !name.isEmpty else { return true }
        if let tag = tag(name) { return tag.hasPrefix("en") }
        return name.count >= 2 && name.slice(0..<2).isWord("en")
    }

    private static let rows: [(name: String, tag: String)] = [
        ("english", "en-US"), ("american", "en-US"), ("usenglish", "en-US"), ("british", "en-GB"),
        ("ukenglish", "en-GB"),
        ("australian", "en-AU"), ("canadian", "en-CA"), ("newzealand", "en-NZ"), ("german", "de-DE"),
        ("ngerman", "de-DE"),
        ("germanb", "de-DE"), ("austrian", "de-AT"), ("naustrian", "de-AT"), ("swissgerman", "de-CH"),
        ("nswissgerman", "de-CH"), ("french", "fr-FR"), ("francais", "fr-FR"), ("acadian", "fr-CA"),
        ("canadien", "fr-CA"), ("spanish", "es-ES"), ("mexican", "es-MX"), ("italian", "it-IT"),
        ("portuguese", "pt-PT"), ("portuges", "pt-PT"), ("brazilian", "pt-BR"), ("brazil", "pt-BR"),
        ("dutch", "nl-NL"), ("afrikaans", "af-ZA"), ("danish", "da-DK"), ("swedish", "sv-SE"), ("norsk", "nb-NO"),
        ("norwegian", "nb-NO"), ("bokmal", "nb-NO"), ("nynorsk", "nn-NO"), ("icelandic", "is-IS"),
        ("finnish", "fi-FI"), ("estonian", "et-EE"), ("latvian", "lv-LV"), ("lithuanian", "lt-LT"),
        ("russian", "ru-RU"), ("ukrainian", "uk-UA"), ("belarusian", "be-BY"), ("bulgarian", "bg-BG"),
        ("macedonian", "mk-MK"), ("serbian", "sr-Latn"), ("serbianc", "sr-Cyrl"), ("croatian", "hr-HR"),
        ("slovene", "sl-SI"), ("slovenian", "sl-SI"), ("slovak", "sk-SK"), ("czech", "cs-CZ"), ("polish", "pl-PL"),
        ("hungarian", "hu-HU"), ("magyar", "hu-HU"), ("romanian", "ro-RO"), ("albanian", "sq-AL"),
        ("greek", "el-GR"), ("polutonikogreek", "el-polyton"), ("ancientgreek", "grc"), ("latin", "la"),
        ("turkish", "tr-TR"), ("hebrew", "he-IL"), ("arabic", "ar"), ("persian", "fa-IR"), ("farsi", "fa-IR"),
        ("urdu", "ur"), ("hindi", "hi-IN"), ("bengali", "bn-BD"), ("sanskrit", "sa"), ("tamil", "ta"), ("telugu", "te"),
        ("japanese", "ja-JP"), ("korean", "ko-KR"), ("chinese", "zh-CN"), ("pinyin", "zh-Latn-pinyin"),
        ("vietnamese", "vi-VN"), ("thai", "th-TH"), ("indonesian", "id-ID"), ("malay", "ms-MY"),
        ("basque", "eu-ES"), ("catalan", "ca-AD"), ("galician", "gl-ES"), ("breton", "br-FR"), ("welsh", "cy-GB"),
        ("irish", "ga-IE"), ("scottish", "gd-GB"), ("uppersorbian", "hsb-DE"), ("lowersorbian", "dsb-DE"),
        ("esperanto", "eo"), ("interlingua", "ia"), ("friulan", "fur-IT"), ("occitan", "oc-FR"), ("samin", "se-NO"),
        ("armenian", "hy-AM"), ("georgian", "ka-GE"), ("amharic", "am-ET"), ("coptic", "cop"), ("syriac", "syr"),
        ("mongolian", "mn-MN"), ("kazakh", "kk-KZ"), ("turkmen", "tk-TM"), ("khmer", "km-KH"), ("lao", "lo-LA"),
    ]

    private static let table = WordTable(rows.map(\.name))

    private static let names: [String: String] = {
        var names: [String: String] = [:]
        for row in rows {
            if names[row.tag] == nil { names[row.tag] = row.name }
            let language = String(row.tag.prefix { $0 != "-" })
            if names[language] == nil { names[language] = row.name }
        }
        // The spelling that babel of today has.
        for (tag, name) in [("de", "ngerman"), ("de-DE", "ngerman"), ("en", "english"), ("en-US", "american")] {
            names[tag] = name
        }
        return names
    }()
}

/// BibLaTeX's localisation keys for countries and patents' offices.
///
/// Source: BibLaTeX manual, 4.9.2.
enum Countries {
    /// The names for keys ("countryde"), each part of a list on its own.
    static func named(_ text: Text) -> Text {
        guard text.isPlain, text.string.hasPrefix("country") || text.string.contains("; country") else { return text }
        return Text(
            text.string.split(separator: ";").map { part in
                let key = part.drop { $0 == " " }
                return names[String(key)] ?? String(key)
            }.joined(separator: "; "))
    }

    private static let names = [
        "countryde": "Germany", "countryeu": "European Union", "countryep": "European Union", "countryfr": "France",
        "countryuk": "United Kingdom", "countryus": "United States of America",
    ]
}
