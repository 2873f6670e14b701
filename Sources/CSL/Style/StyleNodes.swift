internal import Records

/// A compiled style: nodes in one array, children as ranges of another, strings as ranges of one blob.
///
/// A macro is a list of children that `cs:text` calls; it is never copied into its callers.
///
/// What every element asks for stands in memory of its own, without reference counts. The compiler made every index into it.
/// Sendable, for nothing changes once it is made.
final class CompiledStyle: @unchecked Sendable {
    let nodes: UnsafeBufferPointer<Node>
    let children: UnsafeBufferPointer<Int32>
    let blob: UnsafeBufferPointer<UInt8>
    let formats: UnsafeBufferPointer<Formatting>
    let branches: UnsafeBufferPointer<Branch>
    let tests: UnsafeBufferPointer<Test>
    /// For each node the variables of which a record must have one (``StyleReach``).
    let reach: UnsafeBufferPointer<VariableSet>
    /// For each `cs:choose`, for each type of record, the first branch that its type does not rule out.
    let firstBranches: UnsafeBufferPointer<UInt8>
    let names: [NamesElement]
    let dates: [DateNode]
    let macros: [MacroBody]
    let citation: Area?
    let bibliography: Area?
    let options: StyleOptions
    /// What the style's own `cs:locale` elements say, in their order.
    let locales: [LocaleData]
    /// The terms that the style names, after those that every style needs (``FixedTerm``).
    let termNames: [String]
    let isNote: Bool
    /// How many conditions with `disambiguate` there are.
    let disambiguateConditions: Int
    /// Whether the citation layout renders `citation-number`.
    let citesByNumber: Bool

    init(_ parts: StyleParts, citation: Area?, bibliography: Area?, isNote: Bool, citesByNumber: Bool) {
        nodes = parts.nodes.kept
        children = parts.children.kept
        blob = parts.blob.kept
        formats = parts.formats.kept
        branches = parts.branches.kept
        tests = parts.tests.kept
        reach = StyleReach.variables(of: parts).kept
        firstBranches = parts.firstBranches.kept
        names = parts.names.map { NamesElement($0, parts) }
        dates = parts.dates
        macros = parts.macros
        options = parts.options
        locales = parts.locales
        termNames = parts.termNames
        disambiguateConditions = parts.disambiguateConditions
        self.citation = citation
        self.bibliography = bibliography
        self.isNote = isNote
        self.citesByNumber = citesByNumber
    }

    deinit {
        nodes.deallocate()
        children.deallocate()
        blob.deallocate()
        formats.deallocate()
        branches.deallocate()
        tests.deallocate()
        reach.deallocate()
        firstBranches.deallocate()
    }
}

extension Array where Element: BitwiseCopyable {
    /// A copy in memory that its owner deallocates. The elements have nothing in them to be released.
    var kept: UnsafeBufferPointer<Element> {
        let kept = UnsafeMutableBufferPointer<Element>.allocate(capacity: count)
        _ = kept.initialize(from: self)
        return UnsafeBufferPointer(kept)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// A stretch of it.
    @inline(__always)
    subscript(stretch: Bytes) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: self[stretch.range])
    }
}

/// What a compiler gathers.
struct StyleParts {
    var nodes: [Node] = []
    var children: [Int32] = []
    var blob: [UInt8] = []
    var formats: [Formatting] = []
    var branches: [Branch] = []
    var tests: [Test] = []
    var firstBranches: [UInt8] = []
    var names: [NamesNode] = []
    var dates: [DateNode] = []
    var macros: [MacroBody] = []
    var options = StyleOptions()
    var locales: [LocaleData] = []
    var termNames: [String] = FixedTerm.names
    /// How many conditions with `disambiguate` there are.
    var disambiguateConditions = 0
}

/// A stretch of the style's blob.
struct Bytes: Sendable, Hashable {
    var start: Int32 = 0
    var count: Int32 = 0

    var isEmpty: Bool { count == 0 }
    var range: Range<Int> { Int(start)..<Int(start + count) }
}

/// A stretch of an array of the compiled style.
struct Slice: Sendable, Hashable {
    var start: Int32 = 0
    var count: Int32 = 0

    var isEmpty: Bool { count == 0 }
    var range: Range<Int> { Int(start)..<Int(start + count) }
}

/// One rendering element.
struct Node: Sendable, BitwiseCopyable {
    var kind: Kind
    /// For variables: how they are asked for. For terms and labels: the term's form.
    var form: UInt8 = 0
    /// Labels: how the number is chosen. Terms: 1 for plural.
    var plural: UInt8 = 0
    var variable = Variable.unknown
    /// Formatting and affixes; -1 for none.
    var formatting: Int32 = -1
    /// Terms: the term. Macros, dates, names: their place in the style's arrays. Choose: its place in `firstBranches`.
    var detail: Int32 = -1
    /// Groups: the delimiter. Values: the text.
    var text = Bytes()
    /// Groups: children. Choose: branches.
    var children = Slice()

    enum Kind: UInt8, Sendable {
        case variable, macro, term, value, date, number, names, label, group, choose
    }
}

struct MacroBody: Sendable {
    var children = Slice()
    /// Whether it has a `cs:choose` with `disambiguate`, at any depth of calls.
    var usesDisambiguate = false
    /// Whether it renders `year-suffix` with `cs:text`.
    var usesYearSuffix = false
}

/// Attributes that surround what an element renders.
///
/// Source: CSL 1.0.2 specification, "Formatting", "Affixes", "Display", "Quotes", "Strip-periods", "Text-case".
struct Formatting: Sendable, Hashable, BitwiseCopyable {
    var prefix = Bytes()
    var suffix = Bytes()
    /// The kinds of ``FormattedText/Kind`` that hold, a bit each.
    var marks: UInt32 = 0
    var textCase = TextCase.none
    var quotes = false
    /// Says that there are none, which is more than to say nothing.
    var isWithoutQuotes = false
    var stripPeriods = false
    /// A display kind's raw value, or 0.
    var display: UInt8 = 0

    var isEmpty: Bool { self == Formatting() }
    /// True where nothing but affixes is there.
    var isPlain: Bool { marks == 0 && textCase == .none && !quotes && !stripPeriods && display == 0 }
}

enum TextCase: UInt8, Sendable {
    case none, lowercase, uppercase, capitalizeFirst, capitalizeAll, sentence
    /// Of English titles, and of terms in every language.
    case title, titleOfTerm
}

/// One `cs:if`, `cs:else-if` or `cs:else`.
struct Branch: Sendable, BitwiseCopyable {
    var match = Match.all
    var tests = Slice()
    var children = Slice()
    /// Which of the style's conditions with `disambiguate` it is, from 1; 0 for others.
    var level = 0

    func disambiguates(_ tests: [Test]) -> Bool { self.tests.range.contains { tests[$0].kind == .disambiguate } }

    /// The types of records that can never take it, a bit each.
    func excludedTypes(_ tests: [Test]) -> UInt64 {
        let types = self.tests.range.lazy.filter { tests[$0].kind == .type }.map { tests[$0].bits }
        switch match {
        case .all: return types.reduce(0) { $0 | ~$1 }
        case .none: return types.reduce(0, |)
        case .any:
            let isByTypeAlone = !self.tests.isEmpty && self.tests.range.allSatisfy { tests[$0].kind == .type }
            return isByTypeAlone ? types.reduce(~0) { $0 & ~$1 } : 0
        }
    }

    enum Match: UInt8, Sendable { case all, any, none }
}

/// One condition with one value.
struct Test: Sendable, BitwiseCopyable {
    var kind: Kind
    var variable = Variable.unknown
    /// Types, a bit each; locator labels' term; positions, a bit each.
    var bits: UInt64 = 0

    enum Kind: UInt8, Sendable {
        case type, variable, isNumeric, isUncertainDate, locator, position, disambiguate, never
    }
}

struct DateNode: Sendable {
    /// 0 for a date of its own, else the localized form.
    var form = Form.own
    var parts = Parts.yearMonthDay
    var delimiter = Bytes()
    var elements: [DatePart] = []

    enum Form: UInt8, Sendable { case own, numeric, text }
    enum Parts: UInt8, Sendable {
        case yearMonthDay, yearMonth, year

        func shows(_ name: DatePart.Name) -> Bool {
            switch self {
            case .year: name == .year
            case .yearMonth: name != .day
            case .yearMonthDay: true
            }
        }
    }
}

/// A `cs:date-part`, in a style or a locale.
struct DatePart: Sendable, Hashable {
    var name = Name.year
    var form = Form.none
    var prefix: [UInt8] = []
    var suffix: [UInt8] = []
    /// What stands between the ends of a range; nil where the element does not say.
    var rangeDelimiter: [UInt8]?
    /// As in ``Formatting``.
    var marks: UInt32 = 0
    var textCase: TextCase?
    var stripPeriods: Bool?

    enum Name: UInt8, Sendable { case year, month, day }

    struct Names: OptionSet, BitwiseCopyable, Sendable {
        let rawValue: UInt8
        init(rawValue: UInt8) { self.rawValue = rawValue }
        init(_ name: Name) { rawValue = 1 << name.rawValue }
        static let all: Names = [Names(.year), Names(.month), Names(.day)]
    }
    enum Form: UInt8, Sendable { case none, numeric, numericLeadingZeros, ordinal, long, short }

    /// A locale's part with what a style's `cs:date-part` of that name sets on top.
    func overridden(by own: DatePart) -> DatePart {
        var part = self
        if own.form != .none { part.form = own.form }
        if own.marks != 0 { part.marks = own.marks }
        part.textCase = own.textCase ?? textCase
        part.stripPeriods = own.stripPeriods ?? stripPeriods
        part.rangeDelimiter = own.rangeDelimiter ?? rangeDelimiter
        return part
    }
}

/// `cs:citation` or `cs:bibliography`.
struct Area: Sendable {
    var layout = Slice()
    var formatting: Int32 = -1
    var delimiter = Bytes()
    var sort: [SortKey] = []
    var hasSort: Bool { !sort.isEmpty }
    var names = NameOptions()
    var usesDisambiguate = false
    var usesYearSuffix = false
    var usesCitationLabel = false
    var usesFirstNote = false
    // Citation
    var disambiguatesByNames = false
    var disambiguatesByGivenNames = false
    var disambiguatesByYearSuffix = false
    var givenNameRule = GivenNameRule.byCite
    var collapse = Collapse.none
    var citeGroupDelimiter: Bytes?
    var afterCollapseDelimiter: Bytes?
    var yearSuffixDelimiter: Bytes?
    var nearNoteDistance = 5
    // Bibliography
    var bibliographyLayout = Bibliography.Layout()
    var subsequentAuthorSubstitute: Bytes?
    var subsequentAuthorRule = SubsequentAuthorRule.completeAll

    enum GivenNameRule: UInt8, Sendable {
        case byCite, allNames, allNamesWithInitials, primaryName, primaryNameWithInitials
    }
    enum Collapse: UInt8, Sendable { case none, citationNumber, year, yearSuffix, yearSuffixRanged }
    enum SubsequentAuthorRule: UInt8, Sendable { case completeAll, completeEach, partialEach, partialFirst }
}

struct SortKey: Sendable {
    var variable = Variable.unknown
    var macro: Int32 = -1
    var isDescending = false
    var namesMin: Int?
    var namesUseFirst: Int?
    var namesUseLast: Bool?
}

/// Global options of `cs:style`.
struct StyleOptions: Sendable {
    var initializeWithHyphen = true
    var pageRangeFormat = PageRangeFormat.none
    var demoteNonDroppingParticle = Demotion.displayAndSort
    var names = NameOptions()

    enum PageRangeFormat: UInt8, Sendable { case none, chicago15, chicago16, expanded, minimal, minimalTwo }
    enum Demotion: UInt8, Sendable { case never, sortOnly, displayAndSort }
}
