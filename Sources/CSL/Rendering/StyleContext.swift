internal import Records

/// A style with the terms, dates and options of one language looked up.
///
/// Source: CSL 1.0.2 specification, "Locale Fallback".
final class StyleContext: Sendable {
    let style: CompiledStyle
    let language: String
    /// "fr" of "fr-FR".
    let baseLanguage: String
    let terms: [ResolvedTerm]
    /// The term of each field of names, for labels; -1 where the style has none.
    let roleTerms: [Int32]
    let termIndex: [String: Int32]
    let ordinals: [OrdinalTerm]
    let longOrdinals: [OrdinalTerm]
    let dates: [ResolvedDate]
    let quotes: QuotationMarks
    let punctuationInQuote: Bool
    let limitsDayOrdinals: Bool
    let pageRangeDelimiter: [UInt8]
    /// Whether items without a language are taken to be English.
    let assumesEnglish: Bool
    let cases: CaseConversion
    /// The sign for "and": "&".
    let andSymbol: [UInt8]

    init(style: CompiledStyle, locales: [LocaleData], language: String, styleLanguage: String) {
        self.style = style
        self.language = language
        baseLanguage = String(language.prefix { $0 != "-" })
        let chain = StyleContext.chain(style.locales, locales, language)
        terms = style.termNames.map { ResolvedTerm($0, chain) }
        var index: [String: Int32] = [:]
        for (place, name) in style.termNames.enumerated() { index[name] = Int32(place) }
        termIndex = index
        roleTerms = NameField.allCases.map { index[$0.name] ?? -1 }
        ordinals = chain.first { !$0.ordinals.isEmpty }?.ordinals ?? []
        longOrdinals = chain.flatMap(\.longOrdinals)
        let numeric = chain.lazy.compactMap(\.numericDate).first
        let text = chain.lazy.compactMap(\.textDate).first
        dates = style.dates.map { ResolvedDate($0, numeric: numeric, text: text, blob: style.blob) }
        var quotes = QuotationMarks()
        quotes.open = terms[FixedTerm.openQuote.index].text(.long, plural: false) ?? quotes.open
        quotes.close = terms[FixedTerm.closeQuote.index].text(.long, plural: false) ?? quotes.close
        quotes.openInner = terms[FixedTerm.openInnerQuote.index].text(.long, plural: false) ?? quotes.openInner
        quotes.closeInner = terms[FixedTerm.closeInnerQuote.index].text(.long, plural: false) ?? quotes.closeInner
        self.quotes = quotes
        punctuationInQuote = chain.lazy.compactMap(\.punctuationInQuote).first ?? false
        limitsDayOrdinals = chain.lazy.compactMap(\.limitDayOrdinalsToDay1).first ?? false
        pageRangeDelimiter =
            terms[FixedTerm.pageRangeDelimiter.index].text(.long, plural: false) ?? Array("–".utf8)
        assumesEnglish = styleLanguage.isEmpty || styleLanguage.hasPrefix("en")
        cases = CaseConversion(language: baseLanguage)
        let symbol = chain.lazy.compactMap { $0.terms["and"]?.forms[Int(TermForm.symbol.rawValue)] }.first
        andSymbol = symbol?.single ?? [UInt8(ascii: "&")]
    }

    /// Where a localizable unit is looked for, in order.
    private static func chain(_ own: [LocaleData], _ files: [LocaleData], _ language: String) -> [LocaleData] {
        let base = String(language.prefix { $0 != "-" })
        let dialect = language.contains("-") ? language : Locale.primaryDialects[base] ?? language
        let exact = own.filter { Locale.canonicalLanguage($0.language) == dialect && !$0.language.isEmpty }
        let same = own.filter { $0.language == base && base != dialect }
        return exact + same + own.filter { $0.language.isEmpty } + files
    }

    @inline(__always)
    func text(_ term: FixedTerm, _ form: TermForm = .long, plural: Bool = false) -> [UInt8] {
        terms[term.index].text(form, plural: plural) ?? []
    }

    /// A cached description of where a record's language decides about title case.
    func isEnglish(_ language: String?) -> Bool {
        guard let language, !language.isEmpty else { return assumesEnglish }
        var start = language.utf8.makeIterator()
        guard let first = start.next(), first | 0x20 == UInt8(ascii: "e"), let second = start.next(),
            second | 0x20 == UInt8(ascii: "n")
        else { return false }
        guard let third = start.next() else { return true }
        if third == UInt8(ascii: "-") || third == UInt8(ascii: "_") { return true }
        return third | 0x20 == UInt8(ascii: "g") && start.next() == nil || language.lowercased() == "english"
    }

    /// How case changes in a record's language.
    func cases(for language: String) -> CaseConversion {
        var start = language.utf8.makeIterator()
        switch (start.next(), start.next()) {
        case (UInt8(ascii: "t"), UInt8(ascii: "r")): return CaseConversion(language: "tr")
        case (UInt8(ascii: "a"), UInt8(ascii: "z")): return CaseConversion(language: "az")
        default: return CaseConversion(language: "")
        }
    }

    /// The suffix of an ordinal number.
    func ordinalSuffix(_ number: Int, _ gender: Gender) -> [UInt8] {
        OrdinalSuffixes.suffix(number, gender, ordinals)
    }

    /// "second"; nil where there is none.
    func longOrdinal(_ number: Int, _ gender: Gender) -> [UInt8]? {
        let matching = longOrdinals.filter { $0.number == number && !$0.text.isEmpty }
        return (matching.first { $0.gender == gender } ?? matching.first { $0.gender == .neuter })?.text
    }
}

/// A term's forms after fallback.
struct ResolvedTerm: Sendable {
    private var forms: [TermText?] = Array(repeating: nil, count: TermForm.count)
    var gender = Gender.neuter

    init(_ name: String, _ chain: [LocaleData]) {
        let entries = chain.compactMap { $0.terms[name] }
        for raw in 0..<TermForm.count {
            var form = TermForm(rawValue: UInt8(raw))
            while let asked = form {
                let slot = Int(asked.rawValue)
                if let found = entries.lazy.compactMap({ $0.forms[slot] }).first {
                    forms[raw] = found
                    break
                }
                form = asked.fallback
            }
        }
        gender = entries.lazy.map(\.gender).first { $0 != .neuter } ?? .neuter
    }

    @inline(__always)
    func text(_ form: TermForm, plural: Bool) -> [UInt8]? {
        guard let text = forms[Int(form.rawValue)] else { return nil }
        return plural ? text.multiple : text.single
    }
}

/// A date's format: the locale's with what the style overrides, or the style's own.
struct ResolvedDate: Sendable {
    var parts: [DatePart]
    var delimiter: [UInt8]
    var marks: UInt32 = 0
    var textCase = TextCase.none

    init(_ date: DateNode, numeric: LocaleDate?, text: LocaleDate?, blob: UnsafeBufferPointer<UInt8>) {
        guard date.form != .own else {
            parts = date.elements
            delimiter = Array(blob[date.delimiter.range])
            return
        }
        let locale = (date.form == .numeric ? numeric : text) ?? LocaleDate()
        delimiter = locale.delimiter
        marks = locale.marks
        textCase = locale.textCase
        let shown = locale.parts.filter { part in
            switch date.parts {
            case .year: part.name == .year
            case .yearMonth: part.name != .day
            case .yearMonthDay: true
            }
        }
        parts = shown.map { part in
            guard let own = date.elements.first(where: { $0.name == part.name }) else { return part }
            return part.overridden(by: own)
        }
    }
}

/// Which ordinal suffix a number takes.
///
/// Source: CSL 1.0.2 specification, "Ordinal Suffixes", "Gender-specific Ordinals".
enum OrdinalSuffixes {
    static func suffix(_ number: Int, _ gender: Gender, _ terms: [OrdinalTerm]) -> [UInt8] {
        guard !terms.isEmpty else { return [] }
        if !terms.contains(where: { $0.number < 0 }) { return oldSuffix(number, terms) }
        let lastTwo = number % 100
        let lastOne = number % 10
        func matches(_ term: OrdinalTerm) -> Bool {
            switch term.match {
            case .wholeNumber: term.number == number
            case .lastTwoDigits: term.number == lastTwo
            case .lastDigit: term.number == lastOne
            }
        }
        for candidates in [
            terms.filter { $0.number >= 10 && matches($0) },
            terms.filter { (0..<10).contains($0.number) && matches($0) },
        ] {
            if let found = pick(candidates, gender) { return found }
        }
        return pick(terms.filter { $0.number < 0 }, gender) ?? []
    }

    private static func pick(_ terms: [OrdinalTerm], _ gender: Gender) -> [UInt8]? {
        (terms.first { $0.gender == gender } ?? terms.first { $0.gender == .neuter })?.text
    }

    /// CSL 1.0: ordinal-01 to -04 only.
    private static func oldSuffix(_ number: Int, _ terms: [OrdinalTerm]) -> [UInt8] {
        let lastOne = number % 10
        let isTeen = (11...13).contains(number % 100)
        let wanted = !isTeen && (1...3).contains(lastOne) ? lastOne : 4
        return terms.first { $0.number == wanted }?.text ?? []
    }
}
