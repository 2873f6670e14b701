internal import Records
internal import XML

/// Compiles `cs:names`, and the name options that are inherited.
///
/// Source: CSL 1.0.2 specification, "Names", "Inheritable Name Options".
extension StyleCompiler {
    mutating func names(_ element: XMLElement, outer: NamesNode?) throws(StyleError) -> Int32 {
        let children = element.children
        var made: NamesNode
        let isShorthand = !children.contains {
            ["name", "et-al", "label", "substitute", "institution"].contains($0.name.local)
        }
        if let outer, isShorthand {
            made = outer
            made.substitute = Slice()
        } else {
            made = NamesNode()
            // What has a label of its own and no cs:name looks like the outer names.
            if let outer, !children.contains(where: { $0.name.local == "name" }) {
                made.name = outer.name
                made.given = outer.given
                made.family = outer.family
                made.etAl = outer.etAl
                made.etAlTerm = outer.etAlTerm
            }
        }
        made.variables = (element["variable"] ?? "").words.map {
            if let variable = Variable(name: $0) { return variable }
            problems.append(problem(.warning, "csl.unknown-variable", element, "“\($0)” is no variable of CSL 1.0.2"))
            return .unknown
        }
        var own = nameOptions(element, prefixed: false)
        own.namesDelimiter = element["delimiter"].map { bytes(affix: $0) }
        own.delimiter = nil
        if let outer, isShorthand || !children.contains(where: { $0.name.local == "name" }) {
            own = own.over(outer.own)
        }
        for child in children {
            switch child.name.local {
            case "name":
                own = nameOptions(child, prefixed: false).over(own)
                made.hasNameElement = true
                made.name = partFormat(format(child), of: FormattingAttributes.marks(of: element))
                for part in child.children where part.name.local == "name-part" {
                    if part["name"] == "family" { made.family = format(part) } else { made.given = format(part) }
                }
            case "et-al":
                made.etAl = format(child)
                if let name = child["term"] { made.etAlTerm = term(name) }
            case "label":
                var node = Node(kind: .label)
                node.formatting = partFormat(termFormat(child), of: FormattingAttributes.marks(of: element))
                node.form = TermForm(name: child["form"] ?? "").rawValue
                node.plural = LabelPlural(name: child["plural"]).rawValue
                made.label = append(node)
                made.labelIsFirst = !made.hasNameElement && children.contains { $0.name.local == "name" }
            default: break
            }
        }
        if made.etAlTerm < 0 { made.etAlTerm = Int32(FixedTerm.etAl.index) }
        made.own = own
        made.formatting = format(element)
        if let substitute = element.child("substitute") {
            made.substitute = try compileChildren(substitute, outer: made)
        }
        for variable in made.variables { if let name = variable.nameField?.name { _ = term(name) } }
        _ = term("editor-translator")
        var node = Node(kind: .names)
        node.formatting = format(element)
        // What looks like the outer names has their affixes and formatting, whatever it says itself.
        if let outer, isShorthand { node.formatting = outer.formatting }
        made.formatting = node.formatting
        node.detail = Int32(parts.names.count)
        parts.names.append(made)
        return append(node)
    }

    /// The formatting of a part of names. What says only "normal" does not undo what `cs:names` itself says, which comes on
    /// top.
    private mutating func partFormat(_ id: Int32, of names: UInt32) -> Int32 {
        changed(id) { formatting in
            let normals: [(FormattedText.Kind, [FormattedText.Kind])] = [
                (.normalStyle, [.italic, .oblique]), (.normalVariant, [.smallCaps]), (.normalWeight, [.bold, .light]),
            ]
            for (normal, others) in normals where others.contains(where: { names & FormattingAttributes.bit($0) != 0 })
            {
                formatting.marks &= ~FormattingAttributes.bit(normal)
            }
        }
    }

    /// - Parameter prefixed: whether the names of `form` and `delimiter` are those of `cs:style` and `cs:citation`.
    mutating func nameOptions(_ element: XMLElement, prefixed: Bool) -> NameOptions {
        var options = NameOptions()
        if let value = element["and"] { options.and = value == "symbol" ? .symbol : .text }
        options.delimiter = element[prefixed ? "name-delimiter" : "delimiter"].map { bytes(affix: $0) }
        options.delimiterPrecedesEtAl = element["delimiter-precedes-et-al"].map(precedes)
        options.delimiterPrecedesLast = element["delimiter-precedes-last"].map(precedes)
        options.etAlMin = element.wholeNumber("et-al-min")
        options.etAlUseFirst = element.wholeNumber("et-al-use-first")
        options.etAlSubsequentMin = element.wholeNumber("et-al-subsequent-min")
        options.etAlSubsequentUseFirst = element.wholeNumber("et-al-subsequent-use-first")
        options.etAlUseLast = element["et-al-use-last"].map { $0 == "true" }
        switch element[prefixed ? "name-form" : "form"] {
        case "short": options.form = .short
        case "count": options.form = .count
        case "long": options.form = .long
        default: break
        }
        options.initialize = element["initialize"].map { $0 != "false" }
        options.initializeWith = element["initialize-with"].map { bytes($0) }
        if let value = element["name-as-sort-order"] { options.nameAsSortOrder = value == "all" ? .all : .first }
        options.sortSeparator = element["sort-separator"].map { bytes($0) }
        if prefixed { options.namesDelimiter = element["names-delimiter"].map { bytes($0) } }
        return options
    }

    private func precedes(_ value: String) -> NameOptions.Precedes {
        switch value {
        case "always": .always
        case "never": .never
        case "after-inverted-name": .afterInvertedName
        default: .contextual
        }
    }

    /// What holds where nothing is said: commas between names and before given names.
    private mutating func defaults(_ options: NameOptions) -> NameOptions {
        var options = options
        let comma = bytes(", ")
        options.delimiter = options.delimiter ?? comma
        options.sortSeparator = options.sortSeparator ?? comma
        return options
    }

    /// What each `cs:names` looks like within the citation and within the bibliography.
    mutating func resolveNameOptions(_ citation: Area, _ bibliography: Area?) {
        for index in parts.names.indices {
            let own = parts.names[index].own
            parts.names[index].inCitation = defaults(own.over(citation.names).over(parts.options.names))
            parts.names[index].inBibliography =
                defaults(own.over(bibliography?.names ?? NameOptions()).over(parts.options.names))
        }
    }
}
