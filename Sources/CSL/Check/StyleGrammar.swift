/// What may stand where in a style or a locale, as data: a row for each element in each place where it means something of its
/// own.
///
/// Source: CSL 1.0.2 specification; its schema, csl.rnc. The row's name is the element's, with the place before it where the
/// element occurs in several.
struct ElementRule: Sendable {
    var attributes: [AttributeRule] = []
    var children: [ChildRule] = []
    /// One of these stands there, and no more than one.
    var oneOf: [String] = []
    /// At least one of these.
    var someOf: [String] = []
    /// At least one child, whichever.
    var needsChild = false
    var text = Text.none

    enum Text: Sendable {
        case none, any
        /// Text, or else elements (`cs:term`).
        case orElements
        case uri, date, issn
    }
}

struct AttributeRule: Sendable {
    let name: String
    let value: Value
    var isRequired = false
    /// Where another attribute decides whether, or with which values, this one may stand.
    var when: Condition?

    enum Value: Sendable {
        case text, boolean, language, uri, macro
        /// An integer, not less than this.
        case integer(atLeast: Int)
        case one(StyleVocabulary)
        /// One or more, with spaces between.
        case list(StyleVocabulary)
    }

    enum Condition: Sendable {
        case has(String)
        case lacks(String)
        case value(String, StyleVocabulary)
    }

    init(_ name: String, _ value: Value, required: Bool = false, when: Condition? = nil) {
        self.name = name
        self.value = value
        isRequired = required
        self.when = when
    }

    /// An attribute with these values.
    init(_ name: String, _ words: [String], required: Bool = false, when: Condition? = nil) {
        self.init(name, .one(StyleVocabulary("a value of “\(name)”", words)), required: required, when: when)
    }
}

struct ChildRule: Sendable {
    let element: String
    /// The row that holds for it.
    let rule: String
    var isRequired = false
    var repeats = false
    /// Elements of a higher rank come after those of a lower one; 0 may stand anywhere.
    var rank = 0

    init(_ element: String, _ rule: String? = nil, required: Bool = false, repeats: Bool = false, rank: Int = 0) {
        self.element = element
        self.rule = rule ?? element
        isRequired = required
        self.repeats = repeats
        self.rank = rank
    }
}

enum StyleGrammar {
    static let namespace = "http://purl.org/net/xbiblio/csl"

    // MARK: Attributes that several elements share

    private static let affixes = [AttributeRule("prefix", .text), AttributeRule("suffix", .text)]
    private static let delimiter = [AttributeRule("delimiter", .text)]
    private static let display = [AttributeRule("display", ["block", "left-margin", "right-inline", "indent"])]
    private static let font = [
        AttributeRule("font-style", ["italic", "normal", "oblique"]),
        AttributeRule("font-variant", ["normal", "small-caps"]),
        AttributeRule("font-weight", ["normal", "bold", "light"]),
        AttributeRule("text-decoration", ["none", "underline"]),
        AttributeRule("vertical-align", ["baseline", "sup", "sub"]),
    ]
    private static let textCase = [
        AttributeRule(
            "text-case", ["lowercase", "uppercase", "capitalize-first", "capitalize-all", "title", "sentence"])
    ]
    private static let stripPeriods = [AttributeRule("strip-periods", .boolean)]
    private static let termForms = ["long", "verb", "short", "verb-short", "symbol"]
    private static let precedes = ["contextual", "always", "never", "after-inverted-name"]

    private static let nameOptions = [
        AttributeRule("and", ["text", "symbol"]),
        AttributeRule("delimiter-precedes-et-al", precedes),
        AttributeRule("delimiter-precedes-last", precedes),
        AttributeRule("et-al-min", .integer(atLeast: 0)),
        AttributeRule("et-al-use-first", .integer(atLeast: 0)),
        AttributeRule("et-al-subsequent-min", .integer(atLeast: 0)),
        AttributeRule("et-al-subsequent-use-first", .integer(atLeast: 0)),
        AttributeRule("et-al-use-last", .boolean),
        AttributeRule("initialize", .boolean),
        AttributeRule("initialize-with", .text),
        AttributeRule("name-as-sort-order", ["first", "all"]),
        AttributeRule("sort-separator", .text),
    ]
    private static let inheritable =
        nameOptions + [
            AttributeRule("name-delimiter", .text), AttributeRule("name-form", ["long", "short", "count"]),
            AttributeRule("names-delimiter", .text),
        ]
    private static let labelOptions =
        [AttributeRule("plural", ["always", "never", "contextual"])] + affixes + font + stripPeriods + textCase
    private static let languageOfText = [AttributeRule("xml:lang", .language)]
    private static let version = AttributeRule("version", ["1.0"], required: true)

    // MARK: Elements within several others

    private static let rendering = ["names", "date", "label", "text", "number", "choose", "group"].map {
        ChildRule($0, repeats: true)
    }
    private static let metadata = [
        ChildRule("author", "person", repeats: true), ChildRule("contributor", "person", repeats: true),
        ChildRule("category", repeats: true), ChildRule("id", "uri", required: true),
        ChildRule("issn", repeats: true), ChildRule("eissn", "issn"), ChildRule("issnl", "issn"),
        ChildRule("published", "time"), ChildRule("rights"), ChildRule("summary", "words"),
        ChildRule("title", "words", required: true), ChildRule("title-short", "words"),
        ChildRule("updated", "time", required: true),
    ]

    // MARK: The rows

    static let rules: [String: ElementRule] = [
        "style": ElementRule(
            attributes: [
                AttributeRule("class", ["in-text", "note"], required: true), AttributeRule("default-locale", .language),
                version,
                AttributeRule("demote-non-dropping-particle", ["never", "sort-only", "display-and-sort"]),
                AttributeRule("initialize-with-hyphen", .boolean),
                AttributeRule(
                    "page-range-format", ["expanded", "minimal", "minimal-two", "chicago", "chicago-15", "chicago-16"]),
            ] + inheritable,
            children: [
                ChildRule("info", required: true, rank: 1), ChildRule("locale", repeats: true, rank: 2),
                ChildRule("macro", repeats: true, rank: 2), ChildRule("citation", required: true, rank: 2),
                ChildRule("bibliography", rank: 2),
            ]),
        "dependent style": ElementRule(
            attributes: [AttributeRule("default-locale", .language), version],
            children: [ChildRule("info", "dependent info", required: true)]),
        "locale file": ElementRule(
            attributes: [AttributeRule("xml:lang", .language, required: true), version],
            children: [
                ChildRule("info", "locale info", rank: 1), ChildRule("style-options", required: true, rank: 2),
                ChildRule("date", "locale date", required: true, repeats: true, rank: 2),
                ChildRule("terms", required: true, rank: 2),
            ]),

        // Metadata
        "info": ElementRule(children: metadata + [ChildRule("link", repeats: true)]),
        "dependent info": ElementRule(
            children: metadata + [ChildRule("link", "dependent link", required: true, repeats: true)]),
        "locale info": ElementRule(
            children: [
                ChildRule("translator", "person", repeats: true), ChildRule("rights"), ChildRule("updated", "time"),
            ]),
        "person": ElementRule(
            children: [
                ChildRule("name", "plain words", required: true), ChildRule("email", "plain words"),
                ChildRule("uri"),
            ]),
        "category": ElementRule(
            attributes: [
                AttributeRule("citation-format", .one(.citationFormats)), AttributeRule("field", .one(.fields)),
            ], oneOf: ["citation-format", "field"]),
        "link": ElementRule(
            attributes: [
                AttributeRule("href", .uri, required: true),
                AttributeRule("rel", ["self", "template", "documentation"], required: true),
            ] + languageOfText, text: .any),
        "dependent link": ElementRule(
            attributes: [
                AttributeRule("href", .uri, required: true),
                AttributeRule("rel", ["self", "independent-parent", "documentation"], required: true),
            ] + languageOfText, text: .any),
        "rights": ElementRule(attributes: [AttributeRule("license", .uri)] + languageOfText, text: .any),
        "words": ElementRule(attributes: languageOfText, text: .any),
        "plain words": ElementRule(text: .any),
        "uri": ElementRule(text: .uri),
        "time": ElementRule(text: .date),
        "issn": ElementRule(text: .issn),

        // Locales
        "locale": ElementRule(
            attributes: [AttributeRule("xml:lang", .language)],
            children: [
                ChildRule("style-options"), ChildRule("date", "locale date", repeats: true), ChildRule("terms"),
            ]),
        "style-options": ElementRule(
            attributes: [
                AttributeRule("limit-day-ordinals-to-day-1", .boolean), AttributeRule("punctuation-in-quote", .boolean),
            ]),
        "locale date": ElementRule(
            attributes: [AttributeRule("form", ["text", "numeric"], required: true)] + delimiter + font + textCase,
            children: [ChildRule("date-part", required: true, repeats: true)]),
        "terms": ElementRule(children: [ChildRule("term", required: true, repeats: true)]),
        "term": ElementRule(
            attributes: [
                AttributeRule("name", .one(.terms), required: true), AttributeRule("form", termForms),
                AttributeRule("gender", ["masculine", "feminine"], when: .value("name", .genderAssignable)),
                AttributeRule("gender-form", ["masculine", "feminine"], when: .value("name", .ordinals)),
                AttributeRule("gender-form", ["masculine", "feminine"], when: .value("name", .longOrdinals)),
                AttributeRule(
                    "match", ["last-digit", "last-two-digits", "whole-number"], when: .value("name", .ordinals)),
            ],
            children: [ChildRule("single", "plain words", rank: 1), ChildRule("multiple", "plain words", rank: 2)],
            text: .orElements),

        // The skeleton
        "macro": ElementRule(
            attributes: [AttributeRule("name", .macro, required: true)], children: rendering, needsChild: true),
        "citation": ElementRule(
            attributes: [
                AttributeRule("cite-group-delimiter", .text),
                AttributeRule("collapse", ["citation-number", "year", "year-suffix", "year-suffix-ranged"]),
                AttributeRule("year-suffix-delimiter", .text), AttributeRule("after-collapse-delimiter", .text),
                AttributeRule("disambiguate-add-names", .boolean),
                AttributeRule("disambiguate-add-givenname", .boolean),
                AttributeRule("disambiguate-add-year-suffix", .boolean),
                AttributeRule(
                    "givenname-disambiguation-rule",
                    ["all-names", "all-names-with-initials", "primary-name", "primary-name-with-initials", "by-cite"]),
                AttributeRule("near-note-distance", .integer(atLeast: 0)),
            ] + inheritable,
            children: [ChildRule("sort", rank: 1), ChildRule("layout", required: true, rank: 2)]),
        "bibliography": ElementRule(
            attributes: [
                AttributeRule("hanging-indent", .boolean), AttributeRule("entry-spacing", .integer(atLeast: 0)),
                AttributeRule("line-spacing", .integer(atLeast: 1)),
                AttributeRule("second-field-align", ["flush", "margin"]),
                AttributeRule("subsequent-author-substitute", .text),
                AttributeRule(
                    "subsequent-author-substitute-rule",
                    ["complete-all", "complete-each", "partial-each", "partial-first"]),
            ] + inheritable,
            children: [
                ChildRule("sort", rank: 1), ChildRule("layout", "bibliography layout", required: true, rank: 2),
            ]),
        "layout": ElementRule(attributes: affixes + delimiter + font, children: rendering, needsChild: true),
        "bibliography layout": ElementRule(attributes: affixes + font, children: rendering, needsChild: true),
        "sort": ElementRule(children: [ChildRule("key", required: true, repeats: true)]),
        "key": ElementRule(
            attributes: [
                AttributeRule("variable", .one(.variables)), AttributeRule("macro", .macro),
                AttributeRule("names-min", .integer(atLeast: 0)),
                AttributeRule("names-use-first", .integer(atLeast: 0)),
                AttributeRule("names-use-last", .boolean), AttributeRule("sort", ["ascending", "descending"]),
            ], oneOf: ["variable", "macro"]),

        // Names
        "names": ElementRule(
            attributes: [AttributeRule("variable", .list(.names), required: true)] + affixes + delimiter + display
                + font,
            children: [
                ChildRule("name", rank: 1), ChildRule("et-al", rank: 2), ChildRule("label", "label of names"),
                ChildRule("substitute", rank: 3),
            ]),
        "name": ElementRule(
            attributes: nameOptions + [AttributeRule("form", ["long", "short", "count"])] + affixes + delimiter + font,
            children: [ChildRule("name-part", repeats: true)]),
        "name-part": ElementRule(
            attributes: [AttributeRule("name", ["family", "given"], required: true)] + affixes + font + textCase),
        "et-al": ElementRule(attributes: [AttributeRule("term", ["et-al", "and others"])] + font),
        "label of names": ElementRule(attributes: [AttributeRule("form", termForms)] + labelOptions),
        "substitute": ElementRule(children: rendering, needsChild: true),

        // Dates
        "date": ElementRule(
            attributes: [
                AttributeRule("variable", .one(.dates), required: true), AttributeRule("form", ["text", "numeric"]),
                AttributeRule("date-parts", ["year-month-day", "year-month", "year"], when: .has("form")),
                AttributeRule("delimiter", .text, when: .lacks("form")),
            ] + affixes + display + font + textCase,
            children: [ChildRule("date-part", repeats: true)]),
        "date-part": ElementRule(
            attributes: [
                AttributeRule("name", ["day", "month", "year"], required: true),
                AttributeRule(
                    "form", ["numeric", "numeric-leading-zeros", "ordinal"],
                    when: .value("name", StyleVocabulary("a day", ["day"]))),
                AttributeRule(
                    "form", ["long", "short", "numeric", "numeric-leading-zeros"],
                    when: .value("name", StyleVocabulary("a month", ["month"]))),
                AttributeRule("form", ["short", "long"], when: .value("name", StyleVocabulary("a year", ["year"]))),
                AttributeRule("range-delimiter", .text),
                AttributeRule("strip-periods", .boolean, when: .value("name", StyleVocabulary("a month", ["month"]))),
            ] + affixes + font + textCase),

        // The other rendering elements
        "text": ElementRule(
            attributes: [
                AttributeRule("macro", .macro), AttributeRule("term", .one(.terms)), AttributeRule("value", .text),
                AttributeRule("variable", .one(.standard)), AttributeRule("form", termForms, when: .has("term")),
                AttributeRule("form", ["short", "long"], when: .has("variable")),
                AttributeRule("plural", .boolean, when: .has("term")), AttributeRule("quotes", .boolean),
            ] + affixes + display + font + stripPeriods + textCase,
            oneOf: ["macro", "term", "value", "variable"]),
        "number": ElementRule(
            attributes: [
                AttributeRule("variable", .one(.numbers), required: true),
                AttributeRule("form", ["numeric", "ordinal", "long-ordinal", "roman"]),
            ] + affixes + display + font + textCase),
        "label": ElementRule(
            attributes: [
                AttributeRule("variable", .one(.labelled), required: true),
                AttributeRule("form", ["long", "short", "symbol"]),
            ] + labelOptions),
        "group": ElementRule(
            attributes: affixes + delimiter + display + font, children: rendering, needsChild: true),
        "choose": ElementRule(
            children: [
                ChildRule("if", required: true, rank: 1), ChildRule("else-if", "if", repeats: true, rank: 2),
                ChildRule("else", rank: 3),
            ]),
        "if": ElementRule(
            attributes: [
                AttributeRule("disambiguate", ["true"]), AttributeRule("is-numeric", .list(.variables)),
                AttributeRule("is-uncertain-date", .list(.dates)), AttributeRule("locator", .list(.locators)),
                AttributeRule("position", .list(.positions)), AttributeRule("type", .list(.types)),
                AttributeRule("variable", .list(.variables)), AttributeRule("match", ["all", "any", "none"]),
            ],
            children: rendering,
            someOf: [
                "disambiguate", "is-numeric", "is-uncertain-date", "locator", "position", "type", "variable",
            ]),
        "else": ElementRule(children: rendering, needsChild: true),
    ]

    /// The names of all elements.
    static let elementNames = Set(
        rules.values.flatMap { $0.children.map(\.element) } + ["style", "locale"])

    /// The elements within which an element may stand, for messages.
    static func parents(of element: String) -> [String] {
        Set(
            rules.filter { $0.value.children.contains { $0.element == element } }.keys.map { key in
                key.split(separator: " ").last.map(String.init) ?? key
            }
        ).sorted()
    }
}
