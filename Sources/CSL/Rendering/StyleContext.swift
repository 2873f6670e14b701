internal import Records

/// A style with the terms, dates and options of one language looked up.
///
/// What every element asks for stands in memory of its own, without reference counts. Sendable, for nothing changes once it is
/// made; what it gives holds as long as it.
///
/// Source: CSL 1.0.2 specification, "Locale Fallback".
final class StyleContext: @unchecked Sendable {
    let style: CompiledStyle
    let language: String
    /// "fr" of "fr-FR".
    let baseLanguage: String
    /// Whether a particle stands on a line with its family name: French, Russian and Czech set a no-break space.
    let keepsParticles: Bool
    /// All texts of terms and dates, one behind the other.
    let bytes: UnsafeBufferPointer<UInt8>
    let terms: UnsafeBufferPointer<ResolvedTerm>
    /// The term of each field of names, for labels; -1 where the style has none.
    let roleTerms: [Int32]
    let termIndex: [String: Int32]
    let ordinals: [OrdinalTerm]
    let longOrdinals: [OrdinalTerm]
    let dates: UnsafeBufferPointer<ResolvedDate>
    let dateParts: UnsafeBufferPointer<ResolvedPart>
    let quotes: QuotationMarks
    let punctuationInQuote: Bool
    let limitsDayOrdinals: Bool
    let pageRangeDelimiter: UnsafeBufferPointer<UInt8>
    /// Whether items without a language are taken to be English.
    let assumesEnglish: Bool
    let cases: CaseConversion
    /// The sign for "and": "&".
    let andSymbol: UnsafeBufferPointer<UInt8>

    /// - Parameter itemLanguage: that of items that name none; English where it is empty.
    init(style: CompiledStyle, locales: [LocaleData], language: String, itemLanguage: String) {
        self.style = style
        self.language = language
        baseLanguage = String(language.prefix { $0 != "-" })
        keepsParticles = ["fr", "ru", "cs"].contains(baseLanguage)
        let chain = StyleContext.chain(style.locales, locales, language)
        var blob: [UInt8] = []
        let terms = style.termNames.map { ResolvedTerm($0, chain, &blob) }
        var index: [String: Int32] = [:]
        for (place, name) in style.termNames.enumerated() { index[name] = Int32(place) }
        termIndex = index
        roleTerms = NameField.allCases.map { index[$0.name] ?? -1 }
        ordinals = OrdinalSuffixes.terms(of: chain, own: chain.count - locales.count)
        longOrdinals = chain.flatMap(\.longOrdinals)
        let numeric = chain.lazy.compactMap(\.numericDate).first
        let words = chain.lazy.compactMap(\.textDate).first
        var parts: [ResolvedPart] = []
        let dates = style.dates.map {
            ResolvedDate($0, numeric: numeric, text: words, style: style.blob, parts: &parts, &blob)
        }
        punctuationInQuote = chain.lazy.compactMap(\.punctuationInQuote).first ?? false
        limitsDayOrdinals = chain.lazy.compactMap(\.limitDayOrdinalsToDay1).first ?? false
        assumesEnglish = itemLanguage.isEmpty || itemLanguage.hasPrefix("en")
        cases = CaseConversion(language: baseLanguage)
        let symbol = chain.lazy.compactMap { $0.term("and")?.forms[Int(TermForm.symbol.rawValue)] }.first
        let ampersand = blob.keep(symbol?.single ?? [UInt8(ascii: "&")])
        func text(_ term: FixedTerm, _ otherwise: String) -> Bytes {
            terms[term.index].text(.long, plural: false) ?? blob.keep(Array(otherwise.utf8))
        }
        let marks = [
            text(.openQuote, "“"), text(.closeQuote, "”"), text(.openInnerQuote, "‘"),
            text(.closeInnerQuote, "’"),
        ]
        let dash = text(.pageRangeDelimiter, "–")
        let bytes = blob.kept
        quotes = QuotationMarks(
            open: bytes[marks[0]], close: bytes[marks[1]], openInner: bytes[marks[2]],
            closeInner: bytes[marks[3]])
        pageRangeDelimiter = bytes[dash]
        andSymbol = bytes[ampersand]
        self.bytes = bytes
        self.terms = terms.kept
        self.dates = dates.kept
        dateParts = parts.kept
    }

    deinit {
        bytes.deallocate()
        terms.deallocate()
        dates.deallocate()
        dateParts.deallocate()
    }

    /// Where a localizable unit is looked for, in order.
    private static func chain(_ own: [LocaleData], _ files: [LocaleData], _ language: String) -> [LocaleData] {
        let base = String(language.prefix { $0 != "-" })
        let dialect = language.contains("-") ? language : Locale.primaryDialects[base] ?? language
        let exact = own.filter { Locale.canonicalLanguage($0.language) == dialect && !$0.language.isEmpty }
        let primary = Locale.primaryDialects[base] ?? dialect
        let near = own.filter { Locale.canonicalLanguage($0.language) == primary && primary != dialect }
        let same = own.filter { $0.language == base && base != dialect }
        return exact + near + same + own.filter { $0.language.isEmpty } + files
    }

    /// The text of a term; nil where it is not defined.
    @inline(__always)
    func term(_ index: Int, _ form: TermForm, plural: Bool) -> UnsafeBufferPointer<UInt8>? {
        terms[index].text(form, plural: plural).map { bytes[$0] }
    }

    @inline(__always)
    func text(_ term: FixedTerm, _ form: TermForm = .long, plural: Bool = false) -> UnsafeBufferPointer<UInt8> {
        self.term(term.index, form, plural: plural) ?? bytes[Bytes()]
    }

    /// Whether a record's language is English, whose title case there is.
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
        case (UInt8(ascii: "e"), UInt8(ascii: "l")): return CaseConversion(language: "el")
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

/// A term's forms after fallback, as stretches of ``StyleContext/bytes``.
struct ResolvedTerm: BitwiseCopyable {
    /// For each form singular and plural; one that is not defined starts at -1.
    private var forms = InlineArray<10, Bytes>(repeating: Bytes(start: -1, count: 0))
    var gender = Gender.neuter

    init(_ name: String, _ chain: [LocaleData], _ blob: inout [UInt8]) {
        let found = chain.map { $0.term(name) }
        let entries = found.compactMap { $0 }
        // Another form of the language itself goes before the same form of en-US, which serves all languages at last.
        let language = chain.first { !$0.language.isEmpty }?.language.prefix(2)
        let own = zip(chain, found).compactMap { $0.language.isEmpty || $0.language.prefix(2) == language ? $1 : nil }
        for raw in 0..<TermForm.count {
            let form = TermForm(rawValue: UInt8(raw))
            guard let found = ResolvedTerm.find(form, in: own) ?? ResolvedTerm.find(form, in: entries) else { continue }
            let single = blob.keep(found.single)
            forms[raw * 2] = single
            forms[raw * 2 + 1] = found.multiple == found.single ? single : blob.keep(found.multiple)
        }
        gender = entries.lazy.map(\.gender).first { $0 != .neuter } ?? .neuter
    }

    /// The form, or one that stands for it where no entry has it.
    private static func find(_ form: TermForm?, in entries: [TermEntry]) -> TermText? {
        var form = form
        while let asked = form {
            let slot = Int(asked.rawValue)
            if let found = entries.lazy.compactMap({ $0.forms[slot] }).first { return found }
            form = asked.fallback
        }
        return nil
    }

    @inline(__always)
    func text(_ form: TermForm, plural: Bool) -> Bytes? {
        let text = forms[Int(form.rawValue) * 2 + (plural ? 1 : 0)]
        return text.start < 0 ? nil : text
    }
}

/// A date's format: the locale's with what the style overrides, or the style's own.
struct ResolvedDate: BitwiseCopyable {
    /// A stretch of ``StyleContext/dateParts``.
    var parts: Slice
    var delimiter: Bytes
    var marks: UInt32 = 0
    var textCase = TextCase.none
    /// Which of the parts there are.
    var shown = DatePart.Names()

    init(
        _ date: DateNode, numeric: LocaleDate?, text: LocaleDate?, style: UnsafeBufferPointer<UInt8>,
        parts all: inout [ResolvedPart], _ blob: inout [UInt8]
    ) {
        let found: [DatePart]
        if date.form == .own {
            found = date.elements
            delimiter = blob.keep(Array(style[date.delimiter]))
        } else {
            let locale = (date.form == .numeric ? numeric : text) ?? LocaleDate()
            delimiter = blob.keep(locale.delimiter)
            marks = locale.marks
            textCase = locale.textCase
            found = locale.parts.filter { date.parts.shows($0.name) }.map { part in
                date.elements.first { $0.name == part.name }.map {
                    part.overridden(by: $0)
                } ?? part
            }
        }
        parts = Slice(start: Int32(all.count), count: Int32(found.count))
        for part in found {
            shown.insert(DatePart.Names(part.name))
            all.append(ResolvedPart(part, &blob))
        }
    }
}

/// A part of a date as it is written.
struct ResolvedPart: BitwiseCopyable {
    var name: DatePart.Name
    var form: DatePart.Form
    var prefix: Bytes
    var suffix: Bytes
    var rangeDelimiter: Bytes?
    var marks: UInt32
    var textCase: TextCase
    var stripPeriods: Bool

    init(_ part: DatePart, _ blob: inout [UInt8]) {
        name = part.name
        form = part.form
        prefix = blob.keep(part.prefix)
        suffix = blob.keep(part.suffix)
        rangeDelimiter = part.rangeDelimiter.map { blob.keep($0) }
        marks = part.marks
        textCase = part.textCase ?? .none
        stripPeriods = part.stripPeriods == true
    }
}

extension [UInt8] {
    /// Appends bytes; gives where they stand.
    fileprivate mutating func keep(_ bytes: [UInt8]) -> Bytes {
        let place = Bytes(
            start: Int32(truncatingIfNeeded: count), count: Int32(truncatingIfNeeded: bytes.count))
        append(contentsOf: bytes)
        return place
    }
}

/// Which ordinal suffix a number takes.
///
/// Source: CSL 1.0.2 specification, "Ordinal Suffixes", "Gender-specific Ordinals".
enum OrdinalSuffixes {
    /// The terms that hold: those of the first locale that defines `ordinal`, or else of the first locale file with any. What
    /// a style gives besides, after CSL 1.0, takes the place of what these say for the same number and gender.
    ///
    /// - Parameters:
    ///   - chain: the style's own locales, then the locale files, the nearest first.
    ///   - own: how many of them are the style's own.
    static func terms(of chain: [LocaleData], own: Int) -> [OrdinalTerm] {
        let holding = chain.indices.first { place in
            chain[place].ordinals.contains { $0.number < 0 } || place >= own && !chain[place].ordinals.isEmpty
        }
        guard let holding else { return chain.first { !$0.ordinals.isEmpty }?.ordinals ?? [] }
        let others = chain[..<holding].flatMap(\.ordinals)
        return chain[holding].ordinals.map { term in
            var term = term
            if let other = others.first(where: { $0.number == term.number && $0.gender == term.gender }) {
                term.text = other.text
            }
            return term
        }
    }

    static func suffix(_ number: Int, _ gender: Gender, _ terms: [OrdinalTerm]) -> [UInt8] {
        guard !terms.isEmpty else { return [] }
        if !terms.contains(where: { $0.number < 0 }) { return oldSuffix(number, gender, terms) }
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
        let general = terms.filter { $0.number < 0 }
        // Some locales have no neuter, and give most terms no gender; in those editions and the like are feminine.
        return pick(general, gender) ?? (general.first { $0.gender == .feminine } ?? general.first)?.text ?? []
    }

    private static func pick(_ terms: [OrdinalTerm], _ gender: Gender) -> [UInt8]? {
        (terms.first { $0.gender == gender } ?? terms.first { $0.gender == .neuter })?.text
    }

    /// CSL 1.0: ordinal-01 to -04 only. Styles nevertheless give them genders and say what they match.
    private static func oldSuffix(_ number: Int, _ gender: Gender, _ terms: [OrdinalTerm]) -> [UInt8] {
        let lastOne = number % 10
        let isTeen = (11...13).contains(number % 100)
        let wanted = !isTeen && (1...3).contains(lastOne) ? lastOne : 4
        for wanted in [wanted, 4] {
            let candidates = terms.filter { $0.number == wanted && ($0.match != .wholeNumber || number == wanted) }
            if let text = pick(candidates, gender) ?? candidates.first?.text { return text }
        }
        return []
    }
}
