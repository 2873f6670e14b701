internal import Records

/// What the names of an item were, as later passes need them.
struct NamesTrace {
    /// Whether an element has rendered names; the marks of the region in the draft tell where the first stand.
    var hasFirst = false
    /// Whether nothing but a term or a fixed text stands in for them ("Anonymous").
    var isTerm = false
    /// How many names the first list of a bibliography entry has shown.
    var shown = 0
    /// Those names one by one, as rendered, where `subsequent-author-substitute` asks for them.
    var rendered: [[UInt8]] = []
    /// The places of those names in the table.
    var persons: [Int] = []
    /// The lists of names, for disambiguation.
    var lists: [TracedNames] = []
    /// Whether to note those.
    var isTracing = false

    mutating func reset() {
        hasFirst = false
        isTerm = false
        shown = 0
        if !rendered.isEmpty { rendered.removeAll(keepingCapacity: true) }
        if !persons.isEmpty { persons.removeAll(keepingCapacity: true) }
        if isTracing { lists.removeAll(keepingCapacity: true) }
    }
}

/// A list of names that was rendered.
struct TracedNames: BitwiseCopyable, Sendable {
    var list: NameTable.List
    /// How many of its names the style shows.
    var shown: Int32
    /// How much of the given names it shows: 0 nothing, 1 initials, 2 all.
    var level: UInt8
}

/// `cs:names`.
///
/// Source: CSL 1.0.2 specification, "Names", "Name", "Et-al", "Substitute", "Label in cs:names".
extension Renderer {
    mutating func names(_ index: Int) -> Outcome {
        let node = style.nodes[index]
        let names = style.names[Int(node.detail)]
        let isFirst = !self.names.hasFirst
        let start = out.checkpoint
        let open = openFormatting(node.formatting)
        let content = out.checkpoint
        let listsBefore = nameLists
        if isFirst { out.begin(.names) }
        let options = area == .citation ? names.inCitation : names.inBibliography
        appendLists(names, options)
        if isFirst { out.end(.names) }
        var outcome = Outcome.attempted
        if out.bytes.count > content.bytes {
            self.names.hasFirst = true
            closeFormatting(open, content)
            outcome = [.attempted, .succeeded]
        } else {
            out.cut(to: start)
            nameLists = listsBefore
            if !names.substitute.isEmpty { outcome = substitute(names, isFirst: isFirst) }
            if sorting != nil, substituting == 0, !outcome.contains(.succeeded), options.form == .count {
                // No names are fewer than one.
                appendPadded(0)
                outcome.formUnion([.succeeded])
            }
        }
        // What is left out counts as there; names that stand in for others go with those.
        if isFirst, substituting == 0, request.suppressesNames, outcome.contains(.succeeded),
            nameLists > listsBefore || request.suppressesSubstitutes
        {
            out.cut(to: start)
        }
        return outcome
    }

    /// The first of the substitutes that renders something.
    private mutating func substitute(_ names: NamesElement, isFirst: Bool) -> Outcome {
        substituting += 1
        defer { substituting -= 1 }
        return tryEach(names.substitute, isFirst: isFirst) == true ? [.attempted, .succeeded] : .attempted
    }

    /// Renders the alternatives up to the first that renders something; within `cs:choose` each is an alternative too.
    ///
    /// - Returns: whether one did; nil where all were tried in vain.
    private mutating func tryEach(_ children: Slice, isFirst: Bool) -> Bool? {
        let before = suppressed
        for child in children.range {
            let index = Int(style.children[child])
            if !mayRender(index) { continue }
            if style.nodes[index].kind == .choose {
                guard let branch = chosen(style.nodes[index]) else { continue }
                if let done = tryEach(style.branches[branch].children, isFirst: isFirst) { return done }
                continue
            }
            let checkpoint = out.checkpoint
            if isFirst { out.begin(.names) }
            let start = out.bytes.count
            _ = render(index)
            if out.bytes.count > start {
                if isFirst {
                    self.names.hasFirst = true
                    self.names.isTerm = area == .bibliography && isFixed(index)
                    out.end(.names)
                }
                return true
            }
            out.cut(to: checkpoint)
            suppressed = before
            // A term that is defined as empty stands in as well as another.
            let node = style.nodes[index]
            if node.kind == .term, context.term(Int(node.detail), .long, plural: false) != nil { return false }
        }
        return nil
    }

    /// Whether an element can render terms and fixed texts alone.
    private func isFixed(_ index: Int) -> Bool {
        let node = style.nodes[index]
        switch node.kind {
        case .term, .value: return true
        case .group: return isFixed(node.children)
        case .macro: return isFixed(style.macros[Int(node.detail)].children)
        case .choose: return node.children.range.allSatisfy { isFixed(style.branches[$0].children) }
        case .variable, .date, .number, .names, .label: return false
        }
    }

    private func isFixed(_ slice: Slice) -> Bool { slice.range.allSatisfy { isFixed(Int(style.children[$0])) } }

    // MARK: Lists

    /// Appends the lists of each variable; for `form="count"` their number of names.
    private mutating func appendLists(_ names: NamesElement, _ options: NameOptions) {
        if options.form == .count { return appendCount(names, options) }
        let combined = names.combines ? combined(names) : nil
        if let combined {
            append(combined, names, options, isCombined: true)
        } else {
            var isFirst = true
            for variable in names.variables where !suppressed.contains(variable) {
                guard let list = items.names.list(item, variable) else { continue }
                if !isFirst, let delimiter = options.namesDelimiter { out.append(delimiter, of: style.blob) }
                isFirst = false
                append(list, names, options, isCombined: false)
            }
            if isFirst { return }
        }
        if substituting > 0 { for variable in names.variables { suppressed.insert(variable) } }
    }

    private mutating func appendCount(_ names: NamesElement, _ options: NameOptions) {
        var total = 0
        var lists = 0
        let isCombined = names.combines && combined(names) != nil
        for variable in names.variables where !suppressed.contains(variable) {
            guard let list = items.names.list(item, variable) else { continue }
            lists += 1
            if isCombined, lists > 1 { break }
            total += min(Int(list.count), shownCount(Int(list.count), options).count)
        }
        if total > 0 {
            if sorting != nil { appendPadded(total) } else { out.append(number: total) }
        }
    }

    /// The one list for editor and translator, where they are the same and there is a term for both.
    private func combined(_ names: NamesElement) -> NameTable.List? {
        var lists: [NameTable.List] = []
        for variable in names.variables where !suppressed.contains(variable) {
            if let list = items.names.list(item, variable) { lists.append(list) }
        }
        guard lists.count == 2,
            [Variable(.editor), Variable(.translator)].allSatisfy({ variable in
                lists.contains { $0.variable == variable }
            }), items.names.areSame(lists[0], lists[1])
        else { return nil }
        let form = names.label >= 0 ? TermForm(rawValue: style.nodes[Int(names.label)].form) ?? .long : .long
        guard let term = context.term(FixedTerm.editorTranslator.index, form, plural: false), !term.isEmpty else {
            return nil
        }
        return lists[0]
    }

    private mutating func append(
        _ list: NameTable.List, _ names: NamesElement, _ options: NameOptions, isCombined: Bool
    ) {
        let number = nameLists
        nameLists += 1
        if names.labelIsFirst { appendLabel(names, list, isCombined) }
        let isFirst = !self.names.hasFirst && self.names.shown == 0
        if isFirst { out.begin(.nameList) }
        appendList(list, number, names, options)
        if isFirst { out.end(.nameList) }
        if !names.labelIsFirst { appendLabel(names, list, isCombined) }
    }

    private mutating func appendLabel(_ names: NamesElement, _ list: NameTable.List, _ isCombined: Bool) {
        guard names.label >= 0, sorting == nil else { return }
        let node = style.nodes[Int(names.label)]
        let term: Int32
        if isCombined {
            term = Int32(FixedTerm.editorTranslator.index)
        } else {
            guard let field = list.variable.nameField else { return }
            term = context.roleTerms[Int(field.rawValue)]
        }
        guard term >= 0 else { return }
        let plural: Bool
        switch LabelPlural(rawValue: node.plural) ?? .contextual {
        case .always: plural = true
        case .never: plural = false
        case .contextual: plural = list.count > 1
        }
        let form = TermForm(rawValue: node.form) ?? .long
        guard let text = context.term(Int(term), form, plural: plural), !text.isEmpty else { return }
        formatted(node.formatting) { $0.out.append(text) }
    }
}
