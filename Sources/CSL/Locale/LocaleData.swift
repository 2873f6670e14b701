internal import XML

/// What a locale file or a style's `cs:locale` says: terms, dates, options, each only where it stands there.
///
/// Source: CSL 1.0.2 specification, "Locale Files - Structure".
struct LocaleData: Sendable {
    /// "fr-FR", "fr"; empty for a `cs:locale` without language.
    var language = ""
    /// The elements of each term, which are read when a style asks for it.
    var termElements: [String: [XMLElement]] = [:]
    /// Ordinal suffixes; nil where none is defined.
    var ordinals: [OrdinalTerm] = []
    var longOrdinals: [OrdinalTerm] = []
    var numericDate: LocaleDate?
    var textDate: LocaleDate?
    var punctuationInQuote: Bool?
    var limitDayOrdinalsToDay1: Bool?

    /// A term; nil where it is not defined.
    func term(_ name: String) -> TermEntry? { termElements[name].map(LocaleReader.term) }
}

/// A term's forms, each nil where it is not defined.
struct TermEntry: Sendable, Hashable {
    var forms: [TermText?] = Array(repeating: nil, count: TermForm.count)
    var gender = Gender.neuter
}

enum TermForm: UInt8, Sendable {
    case long, short, verb, verbShort, symbol

    static let count = 5

    init(name: String) {
        switch name {
        case "short": self = .short
        case "verb": self = .verb
        case "verb-short": self = .verbShort
        case "symbol": self = .symbol
        default: self = .long
        }
    }

    /// The form to look for where this one is not defined.
    var fallback: TermForm? {
        switch self {
        case .verbShort: .verb
        case .symbol: .short
        case .verb, .short: .long
        case .long: nil
        }
    }
}

enum Gender: UInt8, Sendable {
    case neuter, masculine, feminine

    init(name: String?) {
        switch name {
        case "masculine": self = .masculine
        case "feminine": self = .feminine
        default: self = .neuter
        }
    }
}

struct TermText: Sendable, Hashable {
    var single: [UInt8] = []
    var multiple: [UInt8] = []

    func text(plural: Bool) -> [UInt8] { plural ? multiple : single }
}

/// "ordinal", "ordinal-01", "long-ordinal-03".
struct OrdinalTerm: Sendable, Hashable {
    /// -1 for the default suffix.
    var number: Int
    var match: Match
    var gender: Gender
    var text: [UInt8]

    enum Match: UInt8, Sendable { case lastDigit, lastTwoDigits, wholeNumber }
}

/// A locale's date format.
struct LocaleDate: Sendable, Hashable {
    var delimiter: [UInt8] = []
    var parts: [DatePart] = []
    var marks: UInt32 = 0
    var textCase = TextCase.none
}

/// The terms that the processor itself needs, at the start of every style's list of terms.
enum FixedTerm: Int, CaseIterable {
    case and, etAl, andOthers, openQuote, closeQuote, openInnerQuote, closeInnerQuote, pageRangeDelimiter
    case yearRangeDelimiter, ad, bc, editorTranslator, noDate
    case month01, month02, month03, month04, month05, month06, month07, month08, month09, month10, month11, month12
    case season01, season02, season03, season04

    var index: Int { rawValue }

    static let names: [String] = [
        "and", "et-al", "and others", "open-quote", "close-quote", "open-inner-quote", "close-inner-quote",
        "page-range-delimiter", "year-range-delimiter", "ad", "bc", "editortranslator", "no date",
        "month-01", "month-02", "month-03", "month-04", "month-05", "month-06", "month-07", "month-08", "month-09",
        "month-10", "month-11", "month-12", "season-01", "season-02", "season-03", "season-04",
    ]
}
