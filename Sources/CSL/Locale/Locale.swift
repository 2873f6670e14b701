/// A locale file: a language's terms, date formats and options.
///
///     let locale = try Locale(xml: bytes, source: "locales-fr-FR.xml")
///     Locale.fallbacks(for: "de-AT")   // ["de-AT", "de-DE", "en-US"]
///
/// Source: CSL 1.0.2 specification, "Locale Files - Structure", "Locale Fallback".
public struct Locale: Sendable {
    /// "fr-FR".
    public var language: String { data.language }

    let data: LocaleData

    /// Reads a locale file.
    ///
    /// - Parameter source: what messages call it, mostly the file's name.
    /// - Throws: where it is not well-formed XML or no CSL locale.
    public init(xml bytes: [UInt8], source: String = "") throws(StyleError) {
        data = try LocaleReader.read(bytes, source: source)
    }

    /// The locale files that together serve a language, the first before the others: its dialect, the primary dialect, and
    /// en-US. A bare language stands for its primary dialect.
    public static func fallbacks(for language: String) -> [String] {
        var chain: [String] = []
        func add(_ language: String) {
            if !language.isEmpty, !chain.contains(language) { chain.append(language) }
        }
        let canonical = canonicalLanguage(language)
        let base = String(canonical.prefix { $0 != "-" })
        let primary = primaryDialects[base] ?? ""
        if canonical.contains("-") || primary.isEmpty { add(canonical) }
        add(primary)
        add("en-US")
        return chain
    }

    /// "de_at" as "de-AT".
    static func canonicalLanguage(_ language: String) -> String {
        let parts = language.split(whereSeparator: { $0 == "-" || $0 == "_" }).map(String.init)
        guard let first = parts.first else { return "" }
        return
            ([first.lowercased()]
            + parts.dropFirst().map { part in
                switch part.utf8.count {
                case 2: part.uppercased()
                case 4: part.prefix(1).uppercased() + part.dropFirst().lowercased()
                default: part
                }
            }).joined(separator: "-")
    }

    /// The dialect that a language without one means.
    static let primaryDialects: [String: String] = [
        "af": "af-ZA", "bal": "bal-PK", "bg": "bg-BG", "brh": "brh-PK", "ca": "ca-AD", "cs": "cs-CZ", "cy": "cy-GB",
        "da": "da-DK", "de": "de-DE", "el": "el-GR", "en": "en-US", "es": "es-ES", "et": "et-EE", "fa": "fa-IR",
        "fi": "fi-FI", "fr": "fr-FR", "gl": "gl-ES", "he": "he-IL", "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU",
        "hy": "hy-AM", "id": "id-ID", "is": "is-IS", "it": "it-IT", "ja": "ja-JP", "km": "km-KH", "ko": "ko-KR",
        "lij": "lij-IT", "lt": "lt-LT", "lv": "lv-LV", "mn": "mn-MN", "ms": "ms-MY", "nb": "nb-NO", "nl": "nl-NL",
        "nn": "nn-NO", "no": "nb-NO", "pa": "pa-PK", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO", "ru": "ru-RU",
        "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-Cyrl-RS", "sv": "sv-SE", "th": "th-TH", "tr": "tr-TR", "uk": "uk-UA",
        "vi": "vi-VN", "zh": "zh-CN",
    ]
}
