internal import Records
internal import XML

/// Compiles the rendering elements.
///
/// Source: CSL 1.0.2 specification, "Rendering Elements".
extension StyleCompiler {
    /// - Parameter outer: within `cs:substitute`, the `cs:names` that it stands in.
    mutating func compileChildren(_ element: XMLElement, outer: NamesNode?) throws(StyleError) -> Slice {
        var made: [Int32] = []
        for child in element.children {
            if let node = try compile(child, outer: outer) { made.append(node) }
        }
        return append(made)
    }

    private mutating func compile(_ element: XMLElement, outer: NamesNode?) throws(StyleError) -> Int32? {
        switch element.name.local {
        case "text": return try text(element)
        case "number":
            var node = Node(kind: .number)
            node.variable = variable(element)
            node.form = NumberForm(name: element["form"]).rawValue
            if let name = element["variable"] { _ = term(name) }
            node.formatting = format(element)
            return append(node)
        case "date": return date(element)
        case "label": return label(element)
        case "group":
            var node = Node(kind: .group)
            node.formatting = format(element)
            node.text = bytes(affix: element["delimiter"])
            node.children = try compileChildren(element, outer: outer)
            return append(node)
        case "choose": return try choose(element, outer: outer)
        case "names": return try names(element, outer: outer)
        case "sort", "name", "et-al", "substitute", "name-part", "date-part", "key": return nil
        default:
            problems.append(
                problem(
                    .warning, "csl.unknown-element", element,
                    "“\(element.name.local)” is no element of CSL 1.0.2; it is passed over",
                    hint: "it may be from CSL-M or CSL 1.1"))
            return nil
        }
    }

    private mutating func text(_ element: XMLElement) throws(StyleError) -> Int32? {
        var node = Node(kind: .value)
        node.formatting = format(element)
        if element["variable"] != nil {
            node.kind = .variable
            node.variable = variable(element)
            node.form = element["form"] == "short" ? 1 : 0
            if node.variable == Variable(.url) || node.variable == Variable(.doi) {
                node.formatting = changed(node.formatting) { $0.stripPeriods = false }
            }
        } else if let name = element["macro"] {
            node.kind = .macro
            node.formatting = macroFormat(element)
            guard let macro = macroIDs[name] else {
                throw StyleError(
                    problem(
                        .error, "csl.unknown-macro", element, "there is no macro “\(name)”",
                        hint: nearest(to: name, among: macroIDs.keys.sorted()).map { "did you mean “\($0)”?" } ?? ""))
            }
            node.detail = macro
        } else if let name = element["term"] {
            node.kind = .term
            node.formatting = termFormat(element)
            node.form = TermForm(name: element["form"] ?? "").rawValue
            node.plural = element["plural"] == "true" ? 1 : 0
            node.detail = term(name == "sub verbo" ? "sub-verbo" : name)
        } else if let value = element["value"] {
            node.text = bytes(value)
        } else {
            problems.append(
                problem(
                    .warning, "csl.empty-text", element,
                    "“text” has none of “variable”, “macro”, “term” and “value”: it renders nothing"))
            return nil
        }
        return append(node)
    }

    /// A case belongs to the texts that a macro renders, each by itself; on the call it has no effect.
    ///
    /// Source: citeproc-js's custom, on which styles rely (docs/csl-notes.md).
    private mutating func macroFormat(_ element: XMLElement) -> Int32 {
        changed(format(element)) { $0.textCase = .none }
    }

    /// Title case is not kept from a term by its language, as it is from a record's titles.
    mutating func termFormat(_ element: XMLElement) -> Int32 {
        changed(format(element)) { if $0.textCase == .title { $0.textCase = .titleOfTerm } }
    }

    mutating func changed(_ id: Int32, _ change: (inout Formatting) -> Void) -> Int32 {
        guard id >= 0 else { return id }
        var formatting = parts.formats[Int(id)]
        change(&formatting)
        return intern(formatting)
    }

    private mutating func variable(_ element: XMLElement) -> Variable {
        guard let name = element["variable"] else { return .unknown }
        return variable(named: name, element)
    }

    private mutating func variable(named name: String, _ element: XMLElement) -> Variable {
        if let variable = Variable(name: name) { return variable }
        problems.append(
            problem(
                .warning, "csl.unknown-variable", element, "“\(name)” is no variable of CSL 1.0.2: it is always empty"))
        return .unknown
    }

    private mutating func label(_ element: XMLElement) -> Int32 {
        var node = Node(kind: .label)
        node.formatting = termFormat(element)
        node.form = TermForm(name: element["form"] ?? "").rawValue
        node.plural = LabelPlural(name: element["plural"]).rawValue
        if let name = element["variable"] {
            node.variable = variable(named: name, element)
            // Without a locator it is that of pages.
            node.detail = term(name == "locator" ? "page" : name)
            if node.variable == .locator { internLocators() }
        }
        return append(node)
    }

    /// The terms of what a locator may count.
    private mutating func internLocators() {
        for name in LocatorLabel.names { _ = term(name) }
    }

    private mutating func date(_ element: XMLElement) -> Int32 {
        var node = Node(kind: .date)
        node.formatting = format(element)
        node.variable = variable(element)
        var date = DateNode()
        switch element["form"] {
        case "numeric": date.form = .numeric
        case "text": date.form = .text
        default: date.form = .own
        }
        switch element["date-parts"] {
        case "year": date.parts = .year
        case "year-month": date.parts = .yearMonth
        default: date.parts = .yearMonthDay
        }
        date.delimiter = bytes(affix: element["delimiter"])
        date.elements = element.children.filter { $0.name.local == "date-part" }.compactMap(LocaleReader.readPart)
        node.detail = Int32(parts.dates.count)
        parts.dates.append(date)
        return append(node)
    }

    private mutating func choose(_ element: XMLElement, outer: NamesNode?) throws(StyleError) -> Int32 {
        var branches: [Branch] = []
        for child in element.children {
            let name = child.name.local
            guard name == "if" || name == "else-if" || name == "else" else { continue }
            var branch = Branch()
            switch child["match"] {
            case "any": branch.match = .any
            case "none": branch.match = .none
            default: branch.match = .all
            }
            if name != "else" { branch.tests = tests(child) }
            branch.children = try compileChildren(child, outer: outer)
            branches.append(branch)
        }
        for index in branches.indices where branches[index].disambiguates(parts.tests) {
            parts.disambiguateConditions += 1
            branches[index].level = parts.disambiguateConditions
        }
        var node = Node(kind: .choose)
        node.detail = Int32(parts.firstBranches.count)
        let excluded = branches.map { $0.excludedTypes(parts.tests) }
        for type in RecordType.allCases {
            let first = excluded.firstIndex { $0 & (1 << UInt64(type.rawValue)) == 0 } ?? branches.count
            parts.firstBranches.append(branches.count < 256 ? UInt8(first) : 0)
        }
        node.children = Slice(start: Int32(parts.branches.count), count: Int32(branches.count))
        parts.branches.append(contentsOf: branches)
        return append(node)
    }

    private mutating func tests(_ element: XMLElement) -> Slice {
        var tests: [Test] = []
        for attribute in element.attributes where attribute.name.namespace.isEmpty {
            let values = attribute.value.words
            switch attribute.name.local {
            case "type": tests += types(values, element)
            case "variable":
                tests += values.map { Test(kind: .variable, variable: variable(named: $0, element)) }
            case "is-numeric":
                tests += values.map { Test(kind: .isNumeric, variable: variable(named: $0, element)) }
            case "is-uncertain-date":
                tests += values.map { Test(kind: .isUncertainDate, variable: variable(named: $0, element)) }
            case "locator":
                tests += values.map {
                    Test(kind: .locator, bits: UInt64(term($0 == "sub" ? "sub-verbo" : $0)))
                }
            case "position": tests += values.map { Test(kind: .position, bits: PositionBits.of($0)) }
            case "disambiguate": tests.append(Test(kind: .disambiguate))
            case "match": break
            default:
                problems.append(
                    problem(
                        .warning, "csl.unknown-condition", element,
                        "“\(attribute.name.local)” is no condition of CSL 1.0.2: it is never true",
                        hint: "it may be from CSL-M"))
                tests.append(Test(kind: .never))
            }
        }
        let slice = Slice(start: Int32(parts.tests.count), count: Int32(tests.count))
        parts.tests.append(contentsOf: tests)
        return slice
    }

    /// One test for all types: a record has but one, so that "all" can only mean any of them.
    private mutating func types(_ values: [String], _ element: XMLElement) -> [Test] {
        var bits: [UInt64] = []
        for value in values {
            if let type = RecordType(name: value) {
                bits.append(1 << UInt64(type.rawValue))
            } else {
                problems.append(
                    problem(
                        .warning, "csl.unknown-type", element, "“\(value)” is no type of CSL 1.0.2: no record has it"))
                bits.append(0)
            }
        }
        return [Test(kind: .type, bits: bits.reduce(0, |))]
    }

    /// The name most like a mistyped one, where one is near.
    func nearest(to name: String, among names: [String]) -> String? {
        let scored = names.map { ($0, editDistance(Array($0.utf8), Array(name.utf8))) }
        guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(1, name.utf8.count / 3) else { return nil }
        return best.0
    }

    private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        if a.count > 64 || b.count > 64 { return 64 }
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var corner = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let cost = corner + (x == y ? 0 : 1)
                corner = row[j + 1]
                row[j + 1] = min(cost, row[j] + 1, corner + 1)
            }
        }
        return row[b.count]
    }
}

/// How a number is written.
enum NumberForm: UInt8, Sendable {
    case numeric, ordinal, longOrdinal, roman

    init(name: String?) {
        switch name {
        case "ordinal": self = .ordinal
        case "long-ordinal": self = .longOrdinal
        case "roman": self = .roman
        default: self = .numeric
        }
    }
}

/// How a label's number is chosen.
enum LabelPlural: UInt8, Sendable {
    case contextual, always, never

    init(name: String?) {
        switch name {
        case "always": self = .always
        case "never": self = .never
        default: self = .contextual
        }
    }
}

/// Positions as bits.
enum PositionBits {
    static let first: UInt64 = 1
    static let subsequent: UInt64 = 2
    static let ibid: UInt64 = 4
    static let ibidWithLocator: UInt64 = 8
    static let nearNote: UInt64 = 16

    static func of(_ name: String) -> UInt64 {
        switch name {
        case "first": first
        case "subsequent": subsequent
        case "ibid": ibid
        case "ibid-with-locator": ibidWithLocator
        case "near-note": nearNote
        default: 0
        }
    }
}
