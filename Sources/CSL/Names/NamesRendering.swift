internal import Records

/// What the names of an item were, as later passes need them.
struct NamesTrace {
    /// Where the first name list that rendered something stands in the draft, as bytes; the marks of the region tell the same.
    var hasFirst = false
    /// The first list's names one by one, as rendered, for `subsequent-author-substitute`.
    var rendered: [[UInt8]] = []
    /// How many names each list has, and how many are shown.
    var shown: [Int] = []
    var totals: [Int] = []
    /// The names of each list that are shown, for disambiguation.
    var lists: [[PersonName]] = []
    /// How much of the given names the style shows in each list.
    var levels: [UInt8] = []
    /// Whether to note all that.
    var isTracing = false

    mutating func reset() {
        hasFirst = false
        rendered.removeAll(keepingCapacity: true)
        if isTracing {
            shown.removeAll(keepingCapacity: true)
            totals.removeAll(keepingCapacity: true)
            lists.removeAll(keepingCapacity: true)
            levels.removeAll(keepingCapacity: true)
        }
    }
}

/// `cs:names`.
///
/// Source: CSL 1.0.2 specification, "Names", "Name", "Et-al", "Substitute", "Label in cs:names".
extension Renderer {
    mutating func names(_ index: Int) -> Outcome {
        let node = style.nodes[index]
        let names = style.names[Int(node.detail)]
        let options = area == .citation ? names.node.inCitation : names.node.inBibliography
        let isFirst = !self.names.hasFirst
        let start = out.checkpoint
        let open = openFormatting(node.formatting)
        let content = out.checkpoint
        let listsBefore = nameLists
        if isFirst { out.begin(.names) }
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
        }
        // What is left out counts as there.
        if isFirst, request.suppressesNames, outcome.contains(.succeeded) { out.cut(to: start) }
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
            if style.nodes[index].kind == .choose {
                guard let branch = chosen(style.nodes[index].children) else { continue }
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
                    out.end(.names)
                }
                return true
            }
            out.cut(to: checkpoint)
            suppressed = before
            // A term that is defined as empty stands in as well as another.
            let node = style.nodes[index]
            if node.kind == .term, context.terms[Int(node.detail)].text(.long, plural: false) != nil { return false }
        }
        return nil
    }

    // MARK: Lists

    /// Appends the lists of each variable; for `form="count"` their number of names.
    private mutating func appendLists(_ names: NamesElement, _ options: NameOptions) {
        var lists: [(variable: Variable, names: [PersonName], hasOthers: Bool)] = []
        for variable in names.variables where variable.isName && !suppressed.contains(variable) {
            let found = items.names(item, variable)
            if found.isEmpty { continue }
            lists.append(
                (
                    variable,
                    found.lazy.filter { $0.kind != .others }.map {
                        PersonName($0, splitsParticles: options.splits(self))
                    },
                    found.last?.kind == .others
                ))
        }
        if lists.isEmpty { return }
        let isCombined = combine(names, &lists)
        if options.form == .count {
            let total = lists.reduce(0) { $0 + min($1.names.count, shownCount($1.names.count, options).count) }
            if total > 0 {
                if sorting != nil { appendPadded(total) } else { out.append(number: total) }
            }
            return
        }
        let delimiter = options.namesDelimiter ?? Bytes()
        for (place, list) in lists.enumerated() {
            if place > 0 { out.append(delimiter, of: style.blob) }
            append(list.names, list.variable, names, options, isCombined: isCombined, hasOthers: list.hasOthers)
        }
        if substituting > 0 { for variable in names.variables { suppressed.insert(variable) } }
    }

    /// Editor and translator in one list, where they are the same and there is a term for both.
    private func combine(
        _ names: NamesElement, _ lists: inout [(variable: Variable, names: [PersonName], hasOthers: Bool)]
    ) -> Bool {
        guard lists.count == 2,
            names.label >= 0 || names.counts
        else { return false }
        let pair = Set([lists[0].variable, lists[1].variable])
        guard pair == [Variable(.editor), Variable(.translator)], lists[0].names == lists[1].names else { return false }
        let form = names.label >= 0 ? TermForm(rawValue: style.nodes[Int(names.label)].form) ?? .long : .long
        guard let term = context.terms[FixedTerm.editorTranslator.index].text(form, plural: false), !term.isEmpty else {
            return false
        }
        lists.removeLast()
        return true
    }

    private mutating func append(
        _ list: [PersonName], _ variable: Variable, _ names: NamesElement, _ options: NameOptions, isCombined: Bool,
        hasOthers: Bool
    ) {
        let number = nameLists
        nameLists += 1
        if names.labelIsFirst { appendLabel(names, variable, list.count, isCombined) }
        let isFirst = !self.names.hasFirst && self.names.rendered.isEmpty
        if isFirst { out.begin(.nameList) }
        appendList(list, number, names, options, hasOthers: hasOthers)
        if isFirst { out.end(.nameList) }
        if !names.labelIsFirst { appendLabel(names, variable, list.count, isCombined) }
    }

    private mutating func appendLabel(_ names: NamesElement, _ variable: Variable, _ count: Int, _ isCombined: Bool) {
        guard names.label >= 0, sorting == nil else { return }
        let node = style.nodes[Int(names.label)]
        let term: Int32
        if isCombined {
            term = Int32(FixedTerm.editorTranslator.index)
        } else {
            guard let field = variable.nameField else { return }
            term = context.roleTerms[Int(field.rawValue)]
        }
        guard term >= 0 else { return }
        let plural: Bool
        switch LabelPlural(rawValue: node.plural) ?? .contextual {
        case .always: plural = true
        case .never: plural = false
        case .contextual: plural = count > 1
        }
        let form = TermForm(rawValue: node.form) ?? .long
        guard let text = context.terms[Int(term)].text(form, plural: plural), !text.isEmpty else { return }
        formatted(node.formatting) { $0.out.append(text) }
    }

    // MARK: One list

    /// How many names are shown, and whether the last one is, after an ellipsis.
    func shownCount(_ total: Int, _ options: NameOptions) -> (count: Int, usesLast: Bool) {
        let isSubsequent = area == .citation && cite.position & PositionBits.subsequent != 0
        var least = (isSubsequent ? options.etAlSubsequentMin : nil) ?? options.etAlMin
        var first = (isSubsequent ? options.etAlSubsequentUseFirst : nil) ?? options.etAlUseFirst
        var usesLast = options.etAlUseLast ?? false
        if let sorting {
            least = sorting.namesMin ?? least
            first = sorting.namesUseFirst ?? first
            usesLast = sorting.namesUseLast ?? usesLast
        }
        guard let least, least > 0, total >= least else { return (total, false) }
        guard let shown = first, shown < total else { return (total, false) }
        return (shown, usesLast && total >= shown + 2 && shown > 0)
    }

    private mutating func appendList(
        _ list: [PersonName], _ number: Int, _ names: NamesElement, _ options: NameOptions, hasOthers: Bool
    ) {
        var (shown, usesLast) = shownCount(list.count, options)
        if let own = state.names, area == .citation, sorting == nil, number < own.counts.count,
            own.counts[number] > shown
        {
            shown = min(own.counts[number], list.count)
            if shown == list.count { usesLast = false }
        }
        if names.isTracing(self) {
            self.names.shown.append(shown)
            self.names.totals.append(list.count)
            self.names.lists.append(list)
            self.names.levels.append(Renderer.baseLevel(options))
            if number == 0 { firstNamesInitialize = options.initializeWith != nil && options.initialize != false }
        }
        if sorting != nil { return appendSorted(list, shown, usesLast, options) }
        let isShortened = shown < list.count || hasOthers
        let isFirstList = !self.names.hasFirst && self.names.rendered.isEmpty
        let delimiter = options.delimiter.map { Array(style.blob[$0.range]) } ?? Renderer.comma
        var form = NameForm()
        form.options = options
        form.givenFormat = names.given
        form.familyFormat = names.family
        let andWord = andText(options)
        let wraps = isShortened && names.name >= 0 && !usesLast
        if wraps { openMarks(names.name) }
        defer { if wraps { closeMarks(names.name) } }
        for index in 0..<shown {
            form.given = givenLevel(list[index], number, index, options)
            form.isInverted = isInverted(index, options)
            if index > 0 {
                let isLast = index == shown - 1 && !isShortened
                if isLast, let andWord {
                    appendAnd(andWord, delimiter, list[index - 1], index, options, shown)
                } else {
                    out.append(delimiter)
                }
            }
            let start = out.bytes.count
            appendOne(list[index], form, names)
            if isFirstList, area == .bibliography { self.names.rendered.append(Array(out.bytes[start...])) }
        }
        guard isShortened else { return }
        if usesLast, let last = list.last {
            out.append(delimiter)
            out.append(Renderer.ellipsis)
            form.given = givenLevel(last, number, list.count - 1, options)
            form.isInverted = isInverted(list.count - 1, options)
            appendOne(last, form, names)
        } else if shown > 0 || hasOthers {
            appendEtAl(names, delimiter, shown, options, list)
        }
    }

    /// A person's name within the formatting of `cs:name`; bodies are not formatted.
    private mutating func appendOne(_ name: PersonName, _ form: NameForm, _ names: NamesElement) {
        out.noteContent()
        if names.name < 0 { return append(name, form) }
        if name.isLiteral {
            // A body's name has the formatting, not the affixes.
            openMarks(names.name)
            append(name, form)
            return closeMarks(names.name)
        }
        formatted(names.name) { $0.append(name, form) }
    }

    private mutating func appendSorted(_ list: [PersonName], _ shown: Int, _ usesLast: Bool, _ options: NameOptions) {
        let level = Renderer.baseLevel(options)
        for index in 0..<shown {
            if index > 0 { out.bytes.append(Sorting.partSeparator) }
            appendForSorting(list[index], given: level, options)
        }
        if usesLast, let last = list.last {
            out.bytes.append(Sorting.partSeparator)
            appendForSorting(last, given: level, options)
        }
    }

    private static let comma = Array(", ".utf8)
    private static let ellipsis = Array("… ".utf8)

    private func isInverted(_ index: Int, _ options: NameOptions) -> Bool {
        if sorting != nil { return true }
        switch options.nameAsSortOrder {
        case .all: return true
        case .first: return index == 0
        case nil: return false
        }
    }

    /// How much of the given names is shown: as the style says, or more where that tells names apart.
    private func givenLevel(_ name: PersonName, _ list: Int, _ index: Int, _ options: NameOptions) -> UInt8 {
        let base = Renderer.baseLevel(options)
        if area == .citation, sorting == nil, let own = state.names, list < own.givens.count,
            index < own.givens[list].count
        {
            return max(base, own.givens[list][index])
        }
        return base
    }

    /// 0 family name alone, 1 initials, 2 given names.
    static func baseLevel(_ options: NameOptions) -> UInt8 {
        if options.form == .short { return 0 }
        return options.initializeWith != nil && options.initialize != false ? 1 : 2
    }

    private func andText(_ options: NameOptions) -> [UInt8]? {
        switch options.and {
        case .text: context.text(.and)
        case .symbol: context.andSymbol
        case nil: nil
        }
    }

    private mutating func appendAnd(
        _ word: [UInt8], _ delimiter: [UInt8], _ previous: PersonName, _ index: Int, _ options: NameOptions,
        _ shown: Int
    ) {
        let withDelimiter: Bool
        switch options.delimiterPrecedesLast ?? .contextual {
        case .always: withDelimiter = true
        case .never: withDelimiter = false
        case .contextual: withDelimiter = shown > 2
        case .afterInvertedName:
            withDelimiter = isInverted(index - 1, options) && !previous.isLiteral && !previous.hasStaticOrder
        }
        if withDelimiter {
            out.append(delimiter)
        } else {
            appendSpace(before: word)
        }
        out.append(word)
        appendSpace(after: word)
    }

    /// Between Chinese and Japanese words there is none.
    private mutating func appendSpace(before word: [UInt8]) {
        if let first = word.first, first >= 0xE3, first <= 0xEA { return }
        if word.first == 0x20 || (word.starts(with: Renderer.vav) && word.count > Renderer.vav.count) { return }
        if out.bytes.last != 0x20 { out.bytes.append(0x20) }
    }

    /// The Hebrew "and", which clings to the word that follows.
    private static let vav = Array("ו".utf8)

    private mutating func appendSpace(after word: [UInt8]) {
        if let first = word.first, first >= 0xE3, first <= 0xEA { return }
        if word.isEmpty || word.last == 0x20 || word.starts(with: Renderer.vav) { return }
        out.bytes.append(0x20)
    }

    private mutating func appendEtAl(
        _ names: NamesElement, _ delimiter: [UInt8], _ shown: Int, _ options: NameOptions, _ list: [PersonName]
    ) {
        guard names.etAlTerm >= 0, let text = context.terms[Int(names.etAlTerm)].text(.long, plural: false),
            !text.isEmpty
        else { return }
        let withDelimiter: Bool
        switch options.delimiterPrecedesEtAl ?? .contextual {
        case .always: withDelimiter = true
        case .never: withDelimiter = false
        case .contextual: withDelimiter = shown > 1
        case .afterInvertedName:
            withDelimiter =
                shown > 0 && isInverted(shown - 1, options) && shown <= list.count
                && !list[shown - 1].isLiteral && !list[shown - 1].hasStaticOrder
        }
        if withDelimiter { out.append(delimiter) } else { appendSpace(before: text) }
        formatted(names.etAl) { $0.out.append(text) }
    }
}

extension NamesElement {
    fileprivate func isTracing(_ renderer: Renderer) -> Bool { renderer.names.isTracing }
}

extension NameOptions {
    fileprivate func splits(_ renderer: Renderer) -> Bool { renderer.options.splitsParticles }
}
