internal import Records

/// Writes a cluster: its cites in their order, grouped and collapsed, with the layout's affixes.
///
/// Source: CSL 1.0.2 specification, "Layout".
struct ClusterWriter {
    var renderer: Renderer
    let area: Area
    private let context: StyleContext
    var typesetter: Typesetter
    let sorting: Sorting?

    /// A cite with what is known of it.
    struct Part {
        var item: Int
        var cite: Cite
        var place: Positions.Place
        var draft = Draft()
        /// The names that it begins with, as rendered.
        var names: [UInt8] = []
        /// What stands before it; nil for the layout's delimiter.
        var delimiter: Bytes?
        var isCollapsed = false
        /// Whether it belongs to the group of the cite before.
        var groupsWithPrevious = false
        /// Whether it shows more than names, dates and numbers.
        var showsText = false
        var isEmpty: Bool { draft.isEmpty }
    }

    init(renderer: Renderer, area: Area) {
        self.renderer = renderer
        self.area = area
        context = renderer.context
        typesetter = Typesetter(context)
        sorting = area.hasSort ? Sorting(area.sort, language: context.language) : nil
    }

    mutating func write(
        _ parts: consuming [Part], mode: Cluster.Mode, states: [ItemState], isNote: Bool
    ) -> FormattedText {
        if sorting != nil, parts.count > 1 { sort(&parts, states, groups: !isNote && groupsNames) }
        if mode == .composite, let first = parts.first { return composite(first, parts, states, isNote: isNote) }
        if mode == .suppressAuthor, !parts.isEmpty { parts[0].cite.suppressesAuthor = true }
        for index in parts.indices {
            render(&parts[index], states, startsSentence: isNote && index == 0, mode: index == 0 ? mode : .whole)
        }
        if mode == .authorOnly { return typesetter.set(parts.first?.draft ?? Draft()) }
        collapse(&parts, states)
        return typesetter.set(assembled(parts))
    }

    /// The first cite's names for the running text, then the citation without them: "Doe (2020)". Where the style cites by
    /// number and has no names to give, the citation alone: "[1]".
    private mutating func composite(
        _ first: Part, _ parts: [Part], _ states: [ItemState], isNote: Bool
    ) -> FormattedText {
        var author = first
        author.cite = Cite(first.cite.key)
        render(&author, states, startsSentence: false, mode: .authorOnly)
        let hasNames = renderer.out.region(.names) != nil || renderer.out.region(.citationNumber) == nil
        var rest = parts
        rest[0].cite.suppressesAuthor = true
        for index in rest.indices { render(&rest[index], states, startsSentence: isNote && index == 0, mode: .whole) }
        collapse(&rest, states)
        let body = assembled(rest)
        var whole = hasNames ? author.draft : Draft()
        if !whole.isEmpty, !body.isEmpty { whole.append(byte: 0x20) }
        whole.append(body)
        return typesetter.set(whole)
    }

    // MARK: Order

    /// Whether cites with the same names are brought together.
    private var groupsNames: Bool {
        switch area.collapse {
        case .year, .yearSuffix, .yearSuffixRanged: true
        case .none, .citationNumber: area.citeGroupDelimiter != nil
        }
    }

    /// - Parameter groups: whether cites with the same names stand where the first of them does, and what the first key leaves
    ///   open is ordered by the names as they show.
    private mutating func sort(_ parts: inout [Part], _ states: [ItemState], groups: Bool) {
        guard let sorting, let first = sorting.keys.first else { return }
        var places = Array(parts.indices)
        func value(_ place: Int, _ key: Int, _ renderer: inout Renderer) -> Sorting.Value {
            renderer.begin(parts[place].item, .citation)
            renderer.state = states[parts[place].item]
            renderer.cite = CiteContext()
            return sorting.value(key, &renderer)
        }
        if !groups {
            sorting.sort(&places) { place, key in value(place, key, &renderer) }
            parts = places.map { parts[$0] }
            return
        }
        let names = parts.map { shownNames($0, states) }
        sorting.with([SortKey()] + sorting.keys).sort(&places) { place, key in
            if key > 0 { return value(place, key - 1, &renderer) }
            return names[place].isEmpty ? nil : sorting.collated(names[place])
        }
        // Sorted by the first key of the first of them, groups stay together: what is equal stays in its order.
        var groupKeys: [Sorting.Value] = Array(repeating: nil, count: parts.count)
        var groupKey: Sorting.Value = nil
        for (index, place) in places.enumerated() {
            if index == 0 || names[place] != names[places[index - 1]] { groupKey = value(place, 0, &renderer) }
            groupKeys[place] = groupKey
        }
        sorting.with([first]).sort(&places) { place, _ in groupKeys[place] }
        parts = places.map { parts[$0] }
    }

    /// The names of a cite as they show.
    private mutating func shownNames(_ part: Part, _ states: [ItemState]) -> [UInt8] {
        renderer.begin(part.item, .citation)
        renderer.out.removeAll()
        renderer.state = states[part.item]
        renderer.cite = renderer.context.cite(
            part.cite, part.place, readsLabels: renderer.options.readsLocatorLabels)
        renderer.startsSentence = false
        renderer.renderLayout(area)
        return renderer.out.region(.names).map { Array(renderer.out.bytes[$0.bytes]) } ?? []
    }

    // MARK: One cite

    mutating func render(
        _ part: inout Part, _ states: [ItemState], startsSentence: Bool, mode: Cluster.Mode, collapsed: Bool = false
    ) {
        renderer.begin(part.item, .citation)
        renderer.out.removeAll()
        renderer.state = states[part.item]
        renderer.cite = renderer.context.cite(
            part.cite, part.place, readsLabels: renderer.options.readsLocatorLabels)
        renderer.request.suppressesNames = part.cite.suppressesAuthor || collapsed
        renderer.request.suppressesSubstitutes = collapsed
        renderer.startsSentence = startsSentence && ClusterWriter.endsSentence(part.cite.prefix)
        renderer.renderLayout(area)
        if part.cite.authorOnly || mode == .authorOnly {
            part.draft = Draft()
            if let names = renderer.out.region(.names) ?? renderer.out.region(.citationNumber) {
                part.draft = renderer.out.slice(names.marks, names.bytes)
            } else {
                part.draft = renderer.out
            }
            return
        }
        // Titles and terms that stand for names are no names that stand already.
        if !collapsed, let names = renderer.out.region(.names), renderer.out.region(.nameList) != nil {
            part.names = Array(renderer.out.bytes[names.bytes])
        }
        part.draft = withAffixes(part.cite, renderer.out)
    }

    /// The document's own words before and after the cite.
    mutating func withAffixes(_ cite: Cite, _ body: Draft) -> Draft {
        if cite.prefix.isEmpty, cite.suffix.isEmpty { return body }
        var draft = Draft()
        if !cite.prefix.isEmpty {
            renderer.field.append(Text(markup: cite.prefix), to: &draft)
            if let last = draft.bytes.last, ClusterWriter.isWordByte(last), !body.isEmpty { draft.append(byte: 0x20) }
        }
        draft.append(body)
        if !cite.suffix.isEmpty {
            let suffix = Text(markup: cite.suffix)
            if let first = suffix.string.utf8.first, ClusterWriter.isWordByte(first), !draft.isEmpty {
                draft.append(byte: 0x20)
            }
            renderer.field.append(suffix, to: &draft)
        }
        return draft
    }

    /// Whether what stands before is nothing, or a whole sentence.
    private static func endsSentence(_ prefix: String) -> Bool {
        guard let last = prefix.utf8.last(where: { $0 != 0x20 }) else { return true }
        return last == UInt8(ascii: ".") || last == UInt8(ascii: "?") || last == UInt8(ascii: "!")
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte >= 0x80
    }

    // MARK: Together

    private mutating func appendDelimiter(_ part: Part) {
        if part.delimiter == ClusterWriter.range { return renderer.out.append(ClusterWriter.enDash) }
        if let delimiter = part.delimiter { return renderer.out.append(delimiter, of: renderer.style.blob) }
        if part.groupsWithPrevious, !part.showsText, area.afterCollapseDelimiter == nil, !renderer.style.isNote,
            !renderer.style.citesByNumber
        {
            return renderer.out.append(ClusterWriter.comma)
        }
        renderer.out.append(area.delimiter, of: renderer.style.blob)
    }

    /// Stands where a style renders nothing of a citation's first cite, so that no empty note goes unseen; the words are those that
    /// the users of CSL know from citeproc-js, and search for.
    private static let unprinted = Array("[CSL STYLE ERROR: reference with no printed form.]".utf8)
    private static let enDash = Array("–".utf8)
    private static let comma = Array(", ".utf8)

    /// Whether the document's own comma already stands between two cites. A space is made good.
    private mutating func isDelimited(_ cite: Cite, after previous: Cite) -> Bool {
        if let first = cite.prefix.utf8.first, first == UInt8(ascii: ",") { return true }
        guard previous.suffix.utf8.last == UInt8(ascii: ",") else { return false }
        renderer.out.append(byte: 0x20)
        return true
    }

    private mutating func assembled(_ parts: [Part]) -> Draft {
        renderer.out.removeAll()
        let open = renderer.openLayout(area.formatting)
        let content = renderer.out.checkpoint
        var previous: Int?
        if let first = parts.first, first.isEmpty, !first.cite.suppressesAuthor {
            renderer.out.append(ClusterWriter.unprinted)
            previous = 0
        }
        // By their indices: a part is large to copy.
        for index in parts.indices where !parts[index].isEmpty {
            if let previous, !isDelimited(parts[index].cite, after: parts[previous].cite) {
                appendDelimiter(parts[index])
            }
            previous = index
            renderer.out.append(parts[index].draft)
        }
        if previous == nil {
            renderer.out.removeAll()
            return renderer.out
        }
        renderer.closeLayout(open, content)
        return renderer.out
    }
}

extension StyleContext {
    /// What the style needs to know of a cite.
    func cite(_ cite: Cite, _ place: Positions.Place, readsLabels: Bool) -> CiteContext {
        var context = CiteContext()
        context.position = place.bits
        context.firstReferenceNote = place.firstNote
        guard !cite.locator.isEmpty else { return context }
        var label = cite.label.isEmpty ? "page" : cite.label == "sub verbo" ? "sub-verbo" : cite.label
        if readsLabels, label == "page", let (own, rest) = LocatorLabel.split(cite.locator) {
            label = own
            context.locator = Text(markup: rest)
        } else {
            context.locator = Text(markup: cite.locator)
        }
        context.locatorTerm = termIndex[label] ?? -1
        context.isPage = label == "page"
        return context
    }
}
