internal import Records

/// `cs:text` and `cs:label`.
///
/// Source: CSL 1.0.2 specification, "Text", "Label".
extension Renderer {
    mutating func value(_ node: Node) -> Outcome {
        formatted(node.formatting) { renderer in
            let text = renderer.style.blob[node.text.range]
            if text.count == 1, let mark = text.first, Draft.collides(mark) {
                renderer.out.append(mark: mark)
            } else {
                renderer.field.append(String(decoding: text, as: UTF8.self), to: &renderer.out)
            }
        }
        return []
    }

    mutating func term(_ node: Node) -> Outcome {
        guard
            let text = context.term(
                Int(node.detail), TermForm(rawValue: node.form) ?? .long, plural: node.plural == 1),
            !text.isEmpty
        else { return [] }
        let isFirst = startsSentence && out.hasOnlyAffixes
        formatted(node.formatting) { renderer in
            let start = renderer.out.checkpoint
            renderer.out.append(text)
            if isFirst {
                renderer.cases.apply(.capitalizeFirst, to: &renderer.out, since: start, isEnglish: true)
            }
        }
        return []
    }

    mutating func variable(_ node: Node) -> Outcome {
        let variable = node.variable
        if suppressed.contains(variable) { return .attempted }
        switch variable {
        case .citationNumber: return citationNumber(node)
        case .yearSuffix: return explicitYearSuffix(node)
        case .citationLabel: return citationLabel(node)
        case .locator: return locator(node)
        case .pageFirst:
            guard let text = text(of: variable) else { return .attempted }
            formatted(node.formatting) { $0.out.append(text.string) }
            return finish(variable)
        case .firstReferenceNoteNumber:
            guard area == .citation, cite.firstReferenceNote > 0 else { return .attempted }
            let note = cite.firstReferenceNote
            showsFirstNote = true
            formatted(node.formatting) { $0.out.append(number: note) }
            return finish(variable)
        default: break
        }
        showsText = true
        if variable == Variable(.page) { return page(node) }
        if node.form == 1 { return shortVariable(node) }
        guard let text = text(of: variable) else { return .attempted }
        appendField(text, variable, node)
        return finish(variable)
    }

    private mutating func appendField(_ text: Text, _ variable: Variable, _ node: Node) {
        let text = variable == Variable(.doi) ? addressed(text, node) : text
        if options.links, let link = Renderer.link(variable) {
            formatted(node.formatting) { renderer in
                renderer.out.open(link)
                renderer.out.append(text.string)
                renderer.out.close(link)
            }
            return
        }
        if variable.isNumber {
            let plain = text.isPlain ? text.string : text.markup
            if NumericValue.mayChange(plain), NumericValue.isRendered(text.string) {
                return formatted(node.formatting) { $0.appendNumbers(plain, form: .numeric, gender: .neuter, variable) }
            }
        }
        let isWithoutQuotes = node.formatting >= 0 && style.formats[Int(node.formatting)].isWithoutQuotes
        formatted(node.formatting) { renderer in
            renderer.field.isWithoutQuotes = isWithoutQuotes
            let isSubstitute = renderer.substituting > 0 && renderer.notesNames
            if isSubstitute { renderer.out.begin(.substitute) }
            renderer.field.append(text, to: &renderer.out)
            if isSubstitute { renderer.out.end(.substitute) }
            renderer.field.isWithoutQuotes = false
        }
    }

    /// A DOI as part of an address, where the style puts its resolver in front of it.
    private func addressed(_ doi: Text, _ node: Node) -> Text {
        let resolver = FormattedText.Kind.linkDOI.linkResolver.utf8
        guard node.formatting >= 0,
            style.blob[style.formats[Int(node.formatting)].prefix.range].suffix(resolver.count).elementsEqual(resolver),
            let address = LinkAddress.encoded(doi: doi.string)
        else { return doi }
        return Text(address)
    }

    private static func link(_ variable: Variable) -> FormattedText.Kind? {
        switch variable.textField {
        case .url: .linkURL
        case .doi: .linkDOI
        case .pmid: .linkPMID
        case .pmcid: .linkPMCID
        default: nil
        }
    }

    private mutating func shortVariable(_ node: Node) -> Outcome {
        let variable = node.variable
        if let short = variable.short, let text = items.text(item, short) {
            formatted(node.formatting) { $0.field.append(text, to: &$0.out) }
            _ = finish(short)
            return finish(variable)
        }
        guard let text = text(of: variable) else { return .attempted }
        if variable == Variable(.url), options.links == false, let site = ShortAddress.site(of: text.string) {
            appendField(Text(site), variable, node)
            return finish(variable)
        }
        let abbreviated = abbreviation(of: text.string, variable).map { Text(markup: $0) }
        appendField(abbreviated ?? text, variable, node)
        return finish(variable)
    }

    /// The short form that an abbreviation list has for a variable's text.
    func abbreviation(of text: String, _ variable: Variable) -> String? {
        if options.abbreviations.isEmpty { return nil }
        for list in Renderer.abbreviationLists(variable) {
            if let short = options.abbreviations.lists[list]?[text] { return short }
        }
        return nil
    }

    private static func abbreviationLists(_ variable: Variable) -> [String] {
        switch variable {
        case Variable(.title): ["title"]
        case Variable(.containerTitle): ["container-title"]
        case Variable(.collectionTitle): ["collection-title"]
        case Variable(.publisher), Variable(.authority): ["institution-entire", "institution-part"]
        case Variable(.publisherPlace), Variable(.eventPlace), .archivePlace, Variable(.jurisdiction): ["place"]
        case .archive: ["institution-entire", "archive"]
        default: [variable.textField?.name ?? ""]
        }
    }

    /// The long form of a variable that is text.
    func text(of variable: Variable) -> Text? {
        if variable.isText {
            return items.text(item, variable)
        }
        if variable.isArchival { return items.archival(item, variable) }
        if variable == .pageFirst {
            if let own = items.text(item, Variable(.pageFirst)) { return own }
            guard let page = items.text(item, Variable(.page)) else { return nil }
            return Text(PageRange.first(page.string))
        }
        return nil
    }

    /// A variable was rendered: where it stands in for names, it is not to come again.
    mutating func finish(_ variable: Variable) -> Outcome {
        if substituting > 0 { suppressed.insert(variable) }
        return [.attempted, .succeeded]
    }

    private mutating func citationNumber(_ node: Node) -> Outcome {
        guard state.citationNumber > 0 else { return .attempted }
        let number = Int(state.citationNumber)
        let isSorting = sorting != nil
        let isFirst = out.hasOnlyAffixes
        formatted(node.formatting) { renderer in
            renderer.out.begin(.citationNumber)
            if isSorting { renderer.appendPadded(number) } else { renderer.out.append(number: number) }
            renderer.out.end(.citationNumber)
        }
        // The entry itself begins behind its number.
        if isFirst { out.forgetContent() }
        return [.attempted, .succeeded]
    }

    private mutating func explicitYearSuffix(_ node: Node) -> Outcome {
        // It comes of the order: none comes of it.
        guard sorting == nil else { return [.succeeded] }
        guard state.yearSuffix >= 0 else {
            guard let text = items.text(item, Variable(TextField.yearSuffix)) else { return [.succeeded] }
            formatted(node.formatting) { $0.out.append(text.string) }
            return [.attempted, .succeeded]
        }
        let suffix = state.yearSuffix
        formatted(node.formatting) { renderer in
            renderer.out.begin(.yearSuffix)
            renderer.out.append(YearSuffix.letters(Int(suffix)))
            renderer.out.end(.yearSuffix)
        }
        hasYear = true
        return [.attempted, .succeeded]
    }

    private mutating func citationLabel(_ node: Node) -> Outcome {
        let label = items.text(item, Variable(TextField.citationLabel))?.string ?? CitationLabel.make(items, item)
        guard !label.isEmpty else { return .attempted }
        let suffix = state.yearSuffix
        formatted(node.formatting) { renderer in
            renderer.out.append(label)
            if suffix >= 0, !renderer.usesExplicitYearSuffix {
                renderer.out.begin(.yearSuffix)
                renderer.out.append(YearSuffix.letters(Int(suffix)))
                renderer.out.end(.yearSuffix)
            }
        }
        return [.attempted, .succeeded]
    }

    /// Whether something other than a date is the place for year suffixes: a citation label ends in one.
    var hasPlaceForYearSuffix: Bool {
        usesExplicitYearSuffix || style.citation?.usesCitationLabel == true
            || style.bibliography?.usesCitationLabel == true
    }

    /// Whether `year-suffix` is rendered by `cs:text` in either area, which then is the only place for it.
    var usesExplicitYearSuffix: Bool {
        style.citation?.usesYearSuffix == true || style.bibliography?.usesYearSuffix == true
    }

    private mutating func locator(_ node: Node) -> Outcome {
        guard area == .citation, let locator = cite.locator else { return .attempted }
        formatted(node.formatting) { $0.appendLocator(locator) }
        return [.attempted, .succeeded]
    }

    private mutating func page(_ node: Node) -> Outcome {
        guard let text = items.text(item, node.variable) else { return .attempted }
        formatted(node.formatting) { $0.appendPages(text) }
        return finish(node.variable)
    }

    // MARK: Labels

    mutating func label(_ node: Node) -> Outcome {
        let variable = node.variable
        guard substituting > 0 || !suppressed.contains(variable) else { return .attempted }
        let value: String
        var term = node.detail
        switch variable {
        case .locator:
            if area == .citation, let locator = cite.locator {
                value = locator.string
                term = cite.locatorTerm
            } else {
                // Styles have it before the pages of the record, where there is no locator (docs/csl-notes.md).
                guard sorting == nil, text(of: Variable(.page)) != nil else { return .attempted }
                value = ""
            }
        case .citationNumber, .firstReferenceNoteNumber:
            guard isSet(variable) else { return .attempted }
            value = "1"
        default:
            guard let text = text(of: variable) else { return .attempted }
            value = text.string
        }
        guard term >= 0 else { return .attempted }
        let plural: Bool
        switch LabelPlural(rawValue: node.plural) ?? .contextual {
        case .always: plural = true
        case .never: plural = false
        case .contextual:
            plural = NumericValue.isPlural(
                value, isCount: variable == Variable(.numberOfPages) || variable == Variable(.numberOfVolumes))
        }
        let form = TermForm(rawValue: node.form) ?? .long
        guard let text = context.term(Int(term), form, plural: plural), !text.isEmpty else { return .attempted }
        formatted(node.formatting) { $0.out.append(text) }
        // A label describes a variable; it is none.
        return []
    }
}

/// The short form of an address: what stands before its path, and no scheme before "www.".
///
/// Source: citeproc-js's custom; styles ask for it by `form="short"` (docs/csl-notes.md).
enum ShortAddress {
    /// Nil where the address is as short as can be.
    static func site(of address: String) -> String? {
        let parts = address.split(separator: "/", omittingEmptySubsequences: false)
        var site = address
        if let last = parts.dropLast().lastIndex(where: { $0.dropLast().contains(".") }) {
            site = parts[...last].joined(separator: "/")
        }
        if let www = site.firstRange(of: "//www.") { site = String(site[www.lowerBound...].dropFirst(2)) }
        return site == address ? nil : site
    }
}
