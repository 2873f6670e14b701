internal import XML

/// Walks through a style or locale and holds each element against its row of the grammar.
struct StyleCheckWalk {
    let source: String
    private var places: SourcePlaces
    var problems: [StyleProblem] = []
    /// Words of extensions that have been told: once is enough.
    private var told: Set<String> = []

    init(source: String, places: SourcePlaces) {
        self.source = source
        self.places = places
    }

    mutating func report(
        _ severity: StyleProblem.Severity, _ code: String, _ element: XMLElement, attribute: String? = nil,
        _ message: String, hint: String = ""
    ) {
        let place =
            if let attribute { places.place(of: attribute, in: element) } else { places.place(of: element) }
        problems.append(
            StyleProblem(
                severity, code: code, source: source, line: place.line, column: place.column, message: message,
                hint: hint))
    }

    mutating func checkNamespace(_ root: XMLElement) {
        guard root.name.namespace != StyleGrammar.namespace else { return }
        report(
            .error, "csl.namespace", root,
            root.name.namespace.isEmpty
                ? "the outermost element has no namespace" : "“\(root.name.namespace)” is not the namespace of CSL",
            hint: "it is xmlns=\"\(StyleGrammar.namespace)\"")
    }

    /// Checks an element and all within. The reader bounds the depth.
    mutating func check(_ element: XMLElement, as name: String) {
        guard let rule = StyleGrammar.rules[name] else { return }
        checkAttributes(element, rule)
        checkText(element, rule)
        checkChildren(element, rule)
        if name == "date" { checkDate(element) }
        if name == "term" { checkTerm(element) }
    }

    // MARK: Children

    private mutating func checkChildren(_ element: XMLElement, _ rule: ElementRule) {
        let children = element.children
        var seen: Set<String> = []
        var rank = (value: 0, element: "")
        for child in children {
            let local = child.name.local
            guard let allowed = rule.children.first(where: { $0.element == local }) else {
                reportStranger(child, in: element, rule)
                continue
            }
            if !seen.insert(local).inserted, !allowed.repeats {
                report(
                    .error, "csl.repeated-element", child,
                    "“\(element.name.local)” has a second “\(local)”, and may have one")
            }
            if allowed.rank > 0 {
                if allowed.rank < rank.value {
                    report(
                        .error, "csl.order", child,
                        "“\(local)” stands after “\(rank.element)”, and belongs before it")
                }
                if allowed.rank > rank.value { rank = (allowed.rank, local) }
            }
            check(child, as: allowed.rule)
        }
        for needed in rule.children where needed.isRequired && !seen.contains(needed.element) {
            report(
                .error, missingCode(needed.element, in: element), element,
                "“\(element.name.local)” has no “\(needed.element)”",
                hint: needed.element == "citation" && element.name.local == "style"
                    ? "a dependent style needs a link with rel=\"independent-parent\" instead" : "")
        }
        if rule.needsChild, children.isEmpty {
            report(
                .error, "csl.empty-element", element, "“\(element.name.local)” is empty",
                hint: "it needs one of \(quoted(rule.children.map(\.element)))")
        }
    }

    private func missingCode(_ child: String, in element: XMLElement) -> String {
        child == "citation" && element.name.local == "style" ? "csl.no-citation" : "csl.missing-element"
    }

    private mutating func reportStranger(_ child: XMLElement, in element: XMLElement, _ rule: ElementRule) {
        let local = child.name.local
        if child.name.namespace != StyleGrammar.namespace, element.name.namespace == StyleGrammar.namespace {
            return report(
                .warning, "csl.foreign-element", child,
                "“\(local)” is in another namespace (“\(child.name.namespace)”); it is passed over")
        }
        if let origin = ForeignWords.elements[local] {
            return report(
                .warning, "csl.not-1.0.2", child,
                "“\(local)” is of \(origin.rawValue), not of CSL 1.0.2; it is passed over")
        }
        if StyleGrammar.elementNames.contains(local) {
            let parents = StyleGrammar.parents(of: local)
            return report(
                .error, "csl.misplaced-element", child, "“\(local)” may not stand in “\(element.name.local)”",
                hint: parents == [element.name.local]
                    ? "a dependent style has “info” alone" : "it stands in \(quoted(parents))")
        }
        report(
            .error, "csl.unknown-element", child, "“\(local)” is no element of CSL",
            hint: meant(local, among: Array(StyleGrammar.elementNames)))
        // What is within a misspelt element is checked all the same.
        if let nearest = NearestNames.of(local, among: rule.children.map(\.element)).first,
            let allowed = rule.children.first(where: { $0.element == nearest })
        {
            check(child, as: allowed.rule)
        }
    }

    /// Reports a dependent style that names itself as its parent.
    mutating func checkParent(_ root: XMLElement) {
        guard let info = root.child("info"), let id = info.child("id")?.text.trimmedSpaces else { return }
        for link in info.children where link["rel"] == "independent-parent" && link["href"] == id {
            report(
                .error, "csl.own-parent", link, "the style names itself as the independent style that it depends on",
                hint: "“href” is the id of another style, which formats for both")
        }
    }

    // MARK: Attributes

    private mutating func checkAttributes(_ element: XMLElement, _ rule: ElementRule) {
        let local = element.name.local
        for attribute in element.attributes {
            let name = StyleCheckWalk.written(attribute.name)
            let rows = rule.attributes.filter { $0.name == name }
            guard !rows.isEmpty else {
                reportStranger(attribute: name, of: element, rule)
                continue
            }
            guard let row = rows.first(where: { holds($0.when, for: element) }) else {
                report(
                    .error, "csl.misplaced-attribute", element, attribute: name,
                    "“\(name)” may not stand here\(reason(rows.map(\.when)))")
                continue
            }
            check(attribute.value, of: row, element)
        }
        for row in rule.attributes where row.isRequired {
            guard !element.attributes.contains(where: { StyleCheckWalk.written($0.name) == row.name }) else { continue }
            report(
                .error, "csl.missing-attribute", element, "“\(local)” has no “\(row.name)”", hint: expected(row.value))
        }
        let choices = rule.oneOf.filter { element[$0] != nil }
        if !rule.oneOf.isEmpty, choices.isEmpty {
            report(
                .error, "csl.missing-attribute", element, "“\(local)” needs one of \(quoted(rule.oneOf))")
        } else if choices.count > 1 {
            report(
                .error, "csl.misplaced-attribute", element, attribute: choices[1],
                "“\(local)” has \(quoted(choices, with: "and")), and may have one of them")
        }
        let isForeignCondition = element.attributes.contains { ForeignWords.attributes[$0.name.local] != nil }
        if !rule.someOf.isEmpty, !isForeignCondition, !rule.someOf.contains(where: { element[$0] != nil }),
            !element.children.contains(where: { $0.name.local == "conditions" })
        {
            report(.error, "csl.missing-attribute", element, "“\(local)” has no condition", hint: quoted(rule.someOf))
        }
    }

    private mutating func reportStranger(attribute name: String, of element: XMLElement, _ rule: ElementRule) {
        let local = element.name.local
        let known = rule.attributes.map(\.name)
        if let origin = ForeignWords.attributes[name] {
            report(
                .warning, "csl.not-1.0.2", element, attribute: name,
                "“\(name)” of “\(local)” is of \(origin.rawValue), not of CSL 1.0.2; it is passed over")
        } else if name.hasPrefix("xml:") {
            report(.warning, "csl.foreign-attribute", element, attribute: name, "“\(name)” says nothing in “\(local)”")
        } else {
            report(
                .error, "csl.unknown-attribute", element, attribute: name, "“\(local)” has no attribute “\(name)”",
                hint: meant(name, among: known))
        }
    }

    private func holds(_ condition: AttributeRule.Condition?, for element: XMLElement) -> Bool {
        switch condition {
        case nil: true
        case .has(let name): element[name] != nil
        case .lacks(let name): element[name] == nil
        case .value(let name, let vocabulary): element[name].map { vocabulary.contains($0) } ?? false
        }
    }

    private func reason(_ conditions: [AttributeRule.Condition?]) -> String {
        let reasons = conditions.compactMap { condition -> String? in
            switch condition {
            case nil: nil
            case .has(let name): "there is no “\(name)”"
            case .lacks(let name): "there is “\(name)”"
            case .value(let name, let vocabulary): "“\(name)” is not \(vocabulary.what)"
            }
        }
        return reasons.isEmpty ? "" : ": \(reasons.joined(separator: ", and "))"
    }

    // MARK: Values

    private mutating func check(_ written: String, of row: AttributeRule, _ element: XMLElement) {
        // White space around a word does not count; in text it does, and there nothing is checked.
        let value = written.trimmedSpaces
        switch row.value {
        case .text, .macro: break
        case .uri:
            if value.utf8.contains(where: { $0 <= 0x20 }) {
                report(
                    .note, "csl.address", element, attribute: row.name, "“\(value)” has white space in it",
                    hint: "%20 stands for a space in an address")
            }
        case .boolean:
            if !["true", "false", "1", "0"].contains(value) {
                reportValue(value, row, element, "is neither “true” nor “false”")
            }
        case .language:
            if !StyleCheckWalk.isLanguage(value) { reportValue(value, row, element, "is no language tag") }
        case .integer(let least): checkInteger(value, atLeast: least, row, element)
        case .one(let vocabulary): check(word: value, in: vocabulary, row, element)
        case .list(let vocabulary):
            let words = value.split(whereSeparator: \.isWhitespace).map(String.init)
            if words.isEmpty { reportValue(value, row, element, "is empty") }
            for word in words { check(word: word, in: vocabulary, row, element) }
        }
    }

    private mutating func check(
        word: String, in vocabulary: StyleVocabulary, _ row: AttributeRule, _ element: XMLElement
    ) {
        if vocabulary.contains(word) { return }
        if let origin = ForeignWords.values[word] {
            return report(
                .warning, "csl.not-1.0.2", element, attribute: row.name,
                "“\(word)” is of \(origin.rawValue), not of CSL 1.0.2")
        }
        if row.name == "variable" || row.name == "is-numeric", ForeignWords.isOurs(word),
            !StyleVocabulary.variables.contains(word)
        {
            guard told.insert(word).inserted else { return }
            return report(
                .note, "csl.extension", element, attribute: row.name,
                "“\(word)” is \(ForeignWords.Origin.ours.rawValue): other processors pass it over")
        }
        let kinds = [StyleVocabulary.names, .dates, .numbers, .standard]
        if row.name == "variable", let kind = kinds.first(where: { $0.contains(word) }) {
            return reportValue(word, row, element, "is \(kind.what), not \(vocabulary.what)", hint: "")
        }
        reportValue(word, row, element, "is not \(vocabulary.what)", hint: meant(word, among: vocabulary.words))
    }

    private mutating func checkInteger(
        _ value: String, atLeast least: Int, _ row: AttributeRule, _ element: XMLElement
    ) {
        let digits = value.hasPrefix("-") || value.hasPrefix("+") ? value.dropFirst() : Substring(value)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return reportValue(value, row, element, "is no whole number")
        }
        guard let number = Int(value), abs(number) <= 1_000_000 else {
            return report(
                .warning, "csl.large-number", element, attribute: row.name,
                "“\(value)” is larger than any use: it counts as no limit")
        }
        if number < least { reportValue(value, row, element, "is less than \(least)") }
    }

    private mutating func reportValue(
        _ value: String, _ row: AttributeRule, _ element: XMLElement, _ what: String, hint: String? = nil
    ) {
        report(
            .error, "csl.unknown-value", element, attribute: row.name,
            "“\(row.name)” of “\(element.name.local)”: “\(value)” \(what)", hint: hint ?? expected(row.value))
    }

    private func expected(_ value: AttributeRule.Value) -> String {
        switch value {
        case .text, .macro, .uri: ""
        case .boolean: "“true” or “false”"
        case .language: "for example “en-US”"
        case .integer(let least): "a whole number from \(least) on"
        case .one(let vocabulary), .list(let vocabulary):
            vocabulary.words.count <= 8 ? quoted(vocabulary.words) : vocabulary.what
        }
    }

    // MARK: Words for messages

    func meant(_ word: String, among known: [String]) -> String {
        if let nearest = NearestNames.of(word, among: known).first { return "did you mean “\(nearest)”?" }
        return known.count <= 10 && !known.isEmpty ? "it may be \(quoted(known))" : ""
    }

    private func quoted(_ words: [String], with last: String = "or") -> String {
        let words = words.map { "“\($0)”" }
        guard let end = words.last, words.count > 1 else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) \(last) \(end)"
    }

    private static func written(_ name: XMLName) -> String {
        name.namespace == XMLName.xmlNamespace ? "xml:\(name.local)" : name.local
    }
}
