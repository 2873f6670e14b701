internal import Records

/// The items of a document that are cited or listed: their order, numbers and what tells them apart.
struct Registry: Sendable {
    let items: ItemTable
    private let processor: CitationProcessor
    private var states: [ItemState]
    /// In the order of the bibliography.
    private(set) var order: [Int] = []
    /// For each item its sort keys, as far as they were made: they depend on the record alone, unless they hold the citation
    /// number.
    private var sortValues: [Sorting.Value?] = []
    private var looks: [Disambiguation.Look?] = []
    private var names: NameRegister?
    /// The order in which records were last told apart.
    private var disambiguated: [Int] = []
    /// The notes of the items' first cites then, where they count.
    private var firstNotes: [Int] = []
    private let sortsByNumber: Bool
    /// Whether citations depend on the numbers.
    private let showsNumbers: Bool
    /// Items in the order in which they were last sorted, to see whether they must be again.
    private var lastCited: [Int] = []

    init(_ processor: CitationProcessor, _ items: ItemTable) {
        self.processor = processor
        self.items = items
        states = Array(repeating: ItemState(), count: items.count)
        let style = processor.context.style
        showsNumbers =
            style.citesByNumber
            || style.citation?.sort.contains { key in
                key.variable == .citationNumber || (key.macro >= 0 && style.rendersNumber(macro: Int(key.macro)))
            } == true
        sortsByNumber =
            style.bibliography?.sort.contains { key in
                key.variable == .citationNumber || (key.macro >= 0 && style.rendersNumber(macro: Int(key.macro)))
            } == true
    }

    private var style: CompiledStyle { processor.context.style }

    private func renderer() -> Renderer {
        Renderer(context: processor.context, items: items, options: processor.options)
    }

    /// Brings order, numbers and disambiguation up to date: a bibliography too shows what tells its cites apart.
    mutating func prepare(
        _ clusters: [Cluster], _ cited: [[Positions.CitedCite]], _ uncited: [Int], uncitedFirst: Bool
    ) {
        arrange(cited, uncited, uncitedFirst: uncitedFirst)
        guard let area = style.citation, Disambiguation.isNeeded(area) else { return }
        disambiguate(area, showsFirstNotes(area) ? findFirstNotes(clusters, cited) : [])
    }

    // MARK: Rendering

    /// Renders the clusters that have changed, or whose numbers, positions or disambiguation have.
    ///
    /// - Returns: the places of those rendered, and their texts before.
    mutating func render(
        _ clusters: [Cluster], _ cited: [[Positions.CitedCite]], _ uncited: [Int], uncitedFirst: Bool,
        touched: Set<Int32>,
        _ texts: inout [RenderedCluster]
    ) -> [(place: Int, before: FormattedText)] {
        guard let area = style.citation else { return [] }
        prepare(clusters, cited, uncited, uncitedFirst: uncitedFirst)
        var positions = Positions(nearNoteDistance: area.nearNoteDistance, items: items.count)
        var writer: ClusterWriter?
        var rendered: [(place: Int, before: FormattedText)] = []
        var places: [Positions.Place] = []
        for index in clusters.indices {
            positions.find(&places, of: cited[index], note: clusters[index].note)
            if isUpToDate(texts[index].inputs, cited[index], places, touched) { continue }
            let cluster = clusters[index]
            rendered.append((index, texts[index].text))
            if writer == nil { writer = ClusterWriter(renderer: renderer(), area: area) }
            let parts = zip(cited[index], places).map {
                ClusterWriter.Part(item: Int($0.item), cite: $0.cite, place: $1)
            }
            texts[index].inputs = zip(cited[index], places).map { input($0.item, $1) }
            texts[index].text =
                writer?.write(parts, mode: cluster.mode, states: states, isNote: style.isNote) ?? FormattedText()
        }
        return rendered
    }

    /// Whether what a cluster was rendered from is still so.
    private func isUpToDate(
        _ inputs: [RenderedCluster.Input], _ cites: [Positions.CitedCite], _ places: [Positions.Place],
        _ touched: Set<Int32>
    ) -> Bool {
        guard !inputs.isEmpty, inputs.count == cites.count else { return false }
        for index in inputs.indices where inputs[index] != input(cites[index].item, places[index]) { return false }
        return !isTouched(inputs, touched)
    }

    /// Whether it cites a record of a changed cluster that is told from others by more than names and years.
    private func isTouched(_ inputs: [RenderedCluster.Input], _ touched: Set<Int32>) -> Bool {
        !touched.isEmpty
            && inputs.contains {
                $0.disambiguates > 0 && touched.contains($0.item) && $0.place.bits & PositionBits.first != 0
            }
    }

    private func input(_ item: Int32, _ place: Positions.Place) -> RenderedCluster.Input {
        let state = states[Int(item)]
        return RenderedCluster.Input(
            item: item, place: place, number: showsNumbers ? state.citationNumber : 0, yearSuffix: state.yearSuffix,
            disambiguates: state.disambiguates, names: state.names)
    }

    // MARK: Order

    /// Sorts what is cited or listed, and numbers it.
    private mutating func arrange(_ cited: [[Positions.CitedCite]], _ uncited: [Int], uncitedFirst: Bool) {
        var seen = [Bool](repeating: false, count: items.count)
        var places: [Int] = []
        func add(_ item: Int) {
            if seen[item] { return }
            seen[item] = true
            places.append(item)
        }
        places.reserveCapacity(max(lastCited.count, uncited.count) + 1)
        if uncitedFirst { for item in uncited { add(item) } }
        // By their indices: a cite is large to copy.
        for cites in cited { for index in cites.indices { add(Int(cites[index].item)) } }
        if !uncitedFirst { for item in uncited { add(item) } }
        if places == lastCited, !places.isEmpty { return }
        lastCited = places
        for index in states.indices where !seen[index] { states[index].citationNumber = 0 }
        for (index, item) in places.enumerated() { states[item].citationNumber = Int32(index + 1) }
        guard let area = style.bibliography, area.hasSort else {
            order = places
            return
        }
        let sorting = Sorting(area.sort, language: processor.context.language)
        let keys = area.sort.count
        if sortsByNumber || sortValues.isEmpty { sortValues = Array(repeating: nil, count: items.count * keys) }
        makeFirstKeys(places, area, keys)
        var renderer = self.renderer()
        sorting.sort(&places, lastOrder: order) { item, key in
            if let known = sortValues[item * keys + key] { return known }
            renderer.begin(item, .bibliography)
            renderer.state = states[item]
            renderer.cite = CiteContext()
            let value = sorting.value(key, &renderer)
            sortValues[item * keys + key] = .some(value)
            return value
        } areTwins: { [items, sortsByNumber] places in
            !sortsByNumber && items.areTwins(places)
        }
        order = places
        for (index, item) in places.enumerated() { states[item].citationNumber = Int32(index + 1) }
    }

    /// Makes the first sort keys of items that have none yet.
    private mutating func makeFirstKeys(_ places: [Int], _ area: Area, _ keys: Int) {
        let missing = places.filter { sortValues[$0 * keys] == nil }
        guard missing.count > Runs.shortest else { return }
        let values = Runs.map(missing.count, cores: processor.options.cores) { [processor, items] _ in
            (
                Sorting(area.sort, language: processor.context.language),
                Renderer(context: processor.context, items: items, options: processor.options)
            )
        } _: { [states] (state: inout (sorting: Sorting, renderer: Renderer), index) in
            let item = missing[index]
            state.renderer.begin(item, .bibliography)
            state.renderer.state = states[item]
            state.renderer.cite = CiteContext()
            return state.sorting.value(0, &state.renderer)
        }
        for (item, value) in zip(missing, values) { sortValues[item * keys] = .some(value) }
    }

    /// Whether the numbers of first notes tell cites apart: only where each cite is looked at for itself (docs/csl-notes.md).
    private func showsFirstNotes(_ area: Area) -> Bool {
        style.isNote && area.usesFirstNote && area.givenNameRule == .byCite
    }

    /// For each item the number of the note that cites it first; 0 for one that no note cites.
    private func findFirstNotes(_ clusters: [Cluster], _ cited: [[Positions.CitedCite]]) -> [Int] {
        var notes = [Int](repeating: 0, count: items.count)
        for (cluster, cites) in zip(clusters, cited) where cluster.note > 0 {
            for cite in cites {
                let item = Int(cite.item)
                if notes[item] == 0 { notes[item] = cluster.note }
            }
        }
        return notes
    }

    private mutating func disambiguate(_ area: Area, _ notes: [Int]) {
        // The same records in the same order are told apart as before.
        if order == disambiguated, notes == firstNotes { return }
        disambiguated = order
        // What shows the citation number looks different with every change of the order.
        if looks.isEmpty || style.citesByNumber { looks = Array(repeating: nil, count: items.count) }
        if firstNotes.count == notes.count {
            // So does what is cited for the first time, or no longer.
            for item in notes.indices where (notes[item] > 0) != (firstNotes[item] > 0) { looks[item] = nil }
        }
        firstNotes = notes
        var pass = Disambiguation(
            area, order: order, renderer: renderer(), states: states, looks: looks, names: names, firstNotes: notes)
        // The pass has them alone, so that it changes them where they are.
        (states, looks, names) = ([], [], nil)
        pass.run()
        (states, looks, names) = (pass.states, pass.looks, pass.names)
    }

    // MARK: Bibliography

    func bibliography(_ filter: BibliographyFilter) -> Bibliography {
        guard let area = style.bibliography else {
            var layout = Bibliography.Layout()
            layout.isMissing = true
            return Bibliography(layout: layout)
        }
        var bibliography = Bibliography(layout: area.bibliographyLayout)
        let shown = shown(filter)
        bibliography.entries = Runs.map(shown.count, cores: processor.options.cores) { first in
            writer(area, of: shown, from: first)
        } _: { writer, index in
            Bibliography.Entry(
                id: items.records[shown[index]].key, text: writer.entry(shown[index], states[shown[index]]))
        }
        bibliography.layout.maxOffset = bibliography.entries.reduce(0) { max($0, $1.text.firstFieldWidth) }
        return bibliography
    }

    func bibliography(in markup: Markup, _ filter: BibliographyFilter) -> WrittenBibliography {
        guard let area = style.bibliography else {
            return WrittenBibliography([], bibliography(filter).layout, in: markup)
        }
        let shown = shown(filter)
        let runs = Runs.map(shown.count, cores: processor.options.cores) { places in
            var writer = writer(area, of: shown, from: places.lowerBound)
            var run = WrittenBibliography.Run(markup, area.bibliographyLayout, count: places.count)
            for index in places {
                if index + 2 < places.upperBound { items.prepare(shown[index + 2]) }
                let item = shown[index]
                run.add(writer.entry(item, states[item]), id: items.records[item].key)
            }
            return run
        }
        var layout = area.bibliographyLayout
        layout.maxOffset = runs.reduce(0) { max($0, $1.widest) }
        return WrittenBibliography(markup, layout, runs: runs)
    }

    private func shown(_ filter: BibliographyFilter) -> [Int] {
        filter.isEmpty ? order : order.filter { isShown($0, filter) }
    }

    /// What writes the entries of some items from one of them on.
    private func writer(_ area: Area, of shown: [Int], from first: Int) -> BibliographyWriter {
        var writer = BibliographyWriter(renderer: renderer(), area: area)
        // Whether names stand already is told from the entry before.
        if first > 0, area.subsequentAuthorSubstitute != nil {
            _ = writer.entry(shown[first - 1], states[shown[first - 1]])
        }
        return writer
    }

    private func isShown(_ item: Int, _ filter: BibliographyFilter) -> Bool {
        func holds(_ condition: BibliographyFilter.Condition) -> Bool {
            let values = values(of: condition.field, item)
            return condition.value.isEmpty ? values.isEmpty : values.contains(condition.value)
        }
        if !filter.select.isEmpty, !filter.select.allSatisfy(holds) { return false }
        if !filter.include.isEmpty, !filter.include.contains(where: holds) { return false }
        if filter.exclude.contains(where: holds) { return false }
        if !filter.quash.isEmpty, filter.quash.allSatisfy(holds) { return false }
        return true
    }

    /// The first value of a field of the record with a key; empty where it has none.
    func value(of field: String, forKey key: String) -> String {
        guard let item = items.index(ofKey: key) else { return "" }
        return values(of: field, Int(item)).first ?? ""
    }

    private func values(of field: String, _ item: Int) -> [String] {
        if field == "type" { return [items.type(item).name] }
        if field == "categories" || field == "keyword" { return items.records[item].all(.keyword).map(\.string) }
        guard let variable = Variable(name: field) else { return [] }
        if variable.isDate { return items.date(item, variable).map { [$0.edtf] } ?? [] }
        if variable.isName {
            return items.names(item, variable).map { $0.isLiteral ? $0.literal : $0.family }
        }
        if variable.isArchival { return items.archival(item, variable).map { [$0.string] } ?? [] }
        return items.text(item, variable).map { [$0.string] } ?? []
    }
}

extension CompiledStyle {
    /// Whether a macro renders the citation number.
    func rendersNumber(macro: Int) -> Bool {
        var pending = [macros[macro].children]
        var seen: Set<Int32> = []
        while let next = pending.popLast() {
            for child in next.range {
                let node = nodes[Int(children[child])]
                if node.variable == .citationNumber { return true }
                switch node.kind {
                case .group: pending.append(node.children)
                case .macro: if seen.insert(node.detail).inserted { pending.append(macros[Int(node.detail)].children) }
                case .choose: for branch in node.children.range { pending.append(branches[branch].children) }
                default: break
                }
            }
        }
        return false
    }
}

extension FormattedText {
    /// The characters of the first field, where it stands in the margin.
    var firstFieldWidth: Int {
        guard marks.first?.kind == .leftMargin,
            let end = marks.first(where: { $0.kind == .leftMargin && !$0.isOpening })
        else {
            return 0
        }
        let field = utf8[..<Int(end.offset)]
        // Of printable ASCII each byte is a character.
        if field.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return field.count }
        return String(decoding: field, as: UTF8.self).count
    }
}

extension ItemTable {
    /// Keys that stand twice.
    var warnings: [StyleProblem] {
        guard hasRepeatedKeys else { return [] }
        var seen: Set<String> = []
        return records.filter { !seen.insert($0.key).inserted }.map {
            StyleProblem(
                .warning, code: "csl.duplicate-key",
                message: "the key “\($0.key)” stands more than once: the first is cited")
        }
    }
}
