internal import XML

/// Compiles `cs:citation`, `cs:bibliography`, their sorting, and the options of the style.
///
/// Source: CSL 1.0.2 specification, "Options", "Sorting".
extension StyleCompiler {
    mutating func area(_ element: XMLElement) throws(StyleError) -> Area {
        var area = Area()
        area.names = nameOptions(element, prefixed: true)
        for child in element.children {
            switch child.name.local {
            case "layout":
                area.layout = try compileChildren(child, outer: nil)
                area.formatting = format(child)
                area.delimiter = bytes(affix: child["delimiter"])
            case "sort": area.sort = try child.children.map { key throws(StyleError) in try sortKey(key) }
            default: break
            }
        }
        citationOptions(element, &area)
        bibliographyOptions(element, &area)
        area.usesYearSuffix = uses(area.layout) { $0.kind == .variable && $0.variable == .yearSuffix }
        area.usesCitationLabel = uses(area.layout) { $0.kind == .variable && $0.variable == .citationLabel }
        area.usesFirstNote = uses(area.layout) { $0.kind != .label && $0.variable == .firstReferenceNoteNumber }
        area.usesDisambiguate =
            usesOwn(disambiguate: area.layout)
            || uses(area.layout) { $0.kind == .macro && parts.macros[Int($0.detail)].usesDisambiguate }
        return area
    }

    private mutating func citationOptions(_ element: XMLElement, _ area: inout Area) {
        area.disambiguatesByNames = element["disambiguate-add-names"] == "true"
        area.disambiguatesByGivenNames = element["disambiguate-add-givenname"] == "true"
        area.disambiguatesByYearSuffix = element["disambiguate-add-year-suffix"] == "true"
        switch element["givenname-disambiguation-rule"] {
        case "all-names": area.givenNameRule = .allNames
        case "all-names-with-initials": area.givenNameRule = .allNamesWithInitials
        case "primary-name": area.givenNameRule = .primaryName
        case "primary-name-with-initials": area.givenNameRule = .primaryNameWithInitials
        default: area.givenNameRule = .byCite
        }
        switch element["collapse"] {
        case "citation-number": area.collapse = .citationNumber
        case "year": area.collapse = .year
        case "year-suffix": area.collapse = .yearSuffix
        case "year-suffix-ranged": area.collapse = .yearSuffixRanged
        default: area.collapse = .none
        }
        area.citeGroupDelimiter = element["cite-group-delimiter"].map { bytes($0) }
        area.afterCollapseDelimiter = element["after-collapse-delimiter"].map { bytes($0) }
        area.yearSuffixDelimiter = element["year-suffix-delimiter"].map { bytes($0) }
        if let distance = element.wholeNumber("near-note-distance") { area.nearNoteDistance = distance }
    }

    private mutating func bibliographyOptions(_ element: XMLElement, _ area: inout Area) {
        area.bibliographyLayout.hangingIndent = element["hanging-indent"] == "true"
        switch element["second-field-align"] {
        case "flush": area.bibliographyLayout.secondFieldAlign = .flush
        case "margin": area.bibliographyLayout.secondFieldAlign = .margin
        default: break
        }
        area.bibliographyLayout.lineSpacing = element.wholeNumber("line-spacing") ?? 1
        area.bibliographyLayout.entrySpacing = element.wholeNumber("entry-spacing") ?? 1
        area.subsequentAuthorSubstitute = element["subsequent-author-substitute"].map { bytes(affix: $0) }
        switch element["subsequent-author-substitute-rule"] {
        case "complete-each": area.subsequentAuthorRule = .completeEach
        case "partial-each": area.subsequentAuthorRule = .partialEach
        case "partial-first": area.subsequentAuthorRule = .partialFirst
        default: area.subsequentAuthorRule = .completeAll
        }
    }

    private mutating func sortKey(_ element: XMLElement) throws(StyleError) -> SortKey {
        var key = SortKey()
        if let name = element["macro"] {
            guard let macro = macroIDs[name] else {
                throw StyleError(problem(.error, "csl.unknown-macro", element, "there is no macro “\(name)”"))
            }
            key.macro = macro
        } else if let name = element["variable"] {
            key.variable = Variable(name: name) ?? .unknown
        }
        key.isDescending = element["sort"] == "descending"
        key.namesMin = element.wholeNumber("names-min")
        key.namesUseFirst = element.wholeNumber("names-use-first")
        key.namesUseLast = element["names-use-last"].map { $0 == "true" }
        return key
    }

    mutating func styleOptions(_ root: XMLElement) -> StyleOptions {
        var options = StyleOptions()
        options.initializeWithHyphen = root["initialize-with-hyphen"] != "false"
        switch root["page-range-format"] {
        case "chicago", "chicago-15": options.pageRangeFormat = .chicago15
        case "chicago-16": options.pageRangeFormat = .chicago16
        case "expanded": options.pageRangeFormat = .expanded
        case "minimal": options.pageRangeFormat = .minimal
        case "minimal-two": options.pageRangeFormat = .minimalTwo
        default: options.pageRangeFormat = .none
        }
        switch root["demote-non-dropping-particle"] {
        case "never": options.demoteNonDroppingParticle = .never
        case "sort-only": options.demoteNonDroppingParticle = .sortOnly
        default: options.demoteNonDroppingParticle = .displayAndSort
        }
        options.names = nameOptions(root, prefixed: true)
        return options
    }
}

extension StyleInfo {
    init(_ element: XMLElement) {
        for child in element.children {
            switch child.name.local {
            case "id": id = child.text.trimmedSpaces
            case "title": title = child.text.trimmedSpaces
            case "title-short": shortTitle = child.text.trimmedSpaces
            case "summary": summary = child.text.trimmedSpaces
            case "updated": updated = child.text.trimmedSpaces
            case "rights": rights = child["license"] ?? child.text.trimmedSpaces
            case "issn", "eissn", "issnl": issn.append(child.text.trimmedSpaces)
            case "category":
                if let format = child["citation-format"] { citationFormat = format }
                if let field = child["field"] { fields.append(field) }
            case "link":
                if child["rel"] == "independent-parent" { parent = child["href"] ?? "" }
                if child["rel"] == "documentation", documentation.isEmpty { documentation = child["href"] ?? "" }
            default: break
            }
        }
    }
}

extension XMLElement {
    /// The number that an attribute holds, with white space around it or not (xs:integer collapses that); nil where it holds none.
    func wholeNumber(_ attribute: String) -> Int? { self[attribute].flatMap { Int($0.trimmedSpaces) } }
}

extension String {
    /// What stands between spaces.
    var words: [String] { utf8.split(separator: 0x20).map { String(Substring($0)) } }

    /// Without white space at its ends, and with runs of it within as one space.
    var trimmedSpaces: String {
        split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r\n" || $0 == "\r" })
            .joined(separator: " ")
    }
}
