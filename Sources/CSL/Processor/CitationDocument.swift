internal import ICU
internal import Records

/// A document's citations and its bibliography.
///
/// It holds the records, the clusters in the order of the text, and what has been rendered. Inserting, changing or removing a
/// cluster renders anew only what that affects.
///
///     var document = processor.document(records)
///     document.cite([Cluster(id: "c1", cites: [Cite("doe2020")]), Cluster(id: "c2", cites: [Cite("roe2019")])])
///     let changed = document.insert(Cluster(id: "c3", cites: [Cite("doe2021")]), at: 1)   // ["c3", …]
///     for citation in document.citations() { … }
public struct CitationDocument: Sendable {
    public let processor: CitationProcessor
    public private(set) var clusters: [Cluster] = []
    /// What was odd: cited records that do not exist, keys that stand twice, an order that is none of the language's.
    public var warnings: [StyleProblem] { found + (Collator.wasMissing ? [CitationDocument.unsorted] : []) }
    private var found: [StyleProblem] = []
    private static let unsorted = StyleProblem(
        .warning, code: "csl.no-collation",
        message: "ICU’s library is missing: what is sorted is in the order of characters, not of the language",
        hint: "install ICU (libicu)")
    /// The ids of the clusters that the last change could have affected, whether or not their text is another.
    public private(set) var lastRendered: [String] = []
    private var registry: Registry
    private var texts: [RenderedCluster] = []
    /// What each cluster cites; nil where that is to be looked up.
    private var cited: [[Positions.CitedCite]]?
    private var uncited: [Int] = []
    private var isUncitedFirst = false
    private var isStale = true

    init(_ processor: CitationProcessor, records: [Record]) {
        self.processor = processor
        registry = Registry(processor, ItemTable(records, splitsParticles: processor.options.splitsParticles))
        found = registry.items.warnings
    }

    /// A rendered cluster.
    public struct Citation: Sendable, Hashable {
        /// The cluster's id.
        public var id: String
        public var text: FormattedText

        public init(id: String, text: FormattedText) {
            self.id = id
            self.text = text
        }
    }

    // MARK: Clusters

    /// Cites every record once, in order, each in a cluster of its own named by the record's key; in a note style in notes 1,
    /// 2, 3 …
    ///
    /// - Parameter independently: whether each cite is a first one, however the records follow on one another.
    public mutating func citeEach(independently: Bool = false) {
        cite(
            registry.items.records.enumerated().map { index, record in
                var cite = Cite(record.key)
                if independently { cite.position = .first }
                return Cluster(id: record.key, cites: [cite], note: processor.style.isNote ? index + 1 : 0)
            })
    }

    /// Takes these clusters, in the order of the text, in place of those that were there. Clusters that were there with the
    /// same id keep their text where nothing that it depends on has changed.
    ///
    /// - Returns: the ids of all clusters whose text is new or not what it was, in the order of the text.
    @discardableResult
    public mutating func cite(_ clusters: [Cluster]) -> [String] {
        guard !self.clusters.isEmpty else {
            self.clusters = clusters
            texts = []
            cited = nil
            isStale = true
            lastRendered = clusters.map(\.id)
            return lastRendered
        }
        refresh()
        var known: [String: Int] = [:]
        for (place, cluster) in self.clusters.enumerated() { known[cluster.id] = place }
        texts = clusters.map { cluster in
            guard let place = known[cluster.id] else { return RenderedCluster() }
            let before = self.clusters[place]
            if before.cites == cluster.cites, before.mode == cluster.mode { return texts[place] }
            return RenderedCluster(text: texts[place].text)
        }
        self.clusters = clusters
        cited = nil
        return changes()
    }

    /// Puts a cluster before the one at `index`, or at the end.
    ///
    /// - Returns: the ids of all clusters whose text is not what it was, the new one among them, in the order of the text.
    public mutating func insert(_ cluster: Cluster, at index: Int) -> [String] {
        refresh()
        let place = max(0, min(index, clusters.count))
        clusters.insert(cluster, at: place)
        texts.insert(RenderedCluster(), at: place)
        let items = citedItems(of: cluster)
        cited?.insert(items, at: place)
        return changes()
    }

    /// Replaces the cluster of that id. Nothing happens where there is none.
    ///
    /// - Returns: the ids of all clusters whose text is not what it was.
    public mutating func update(_ cluster: Cluster) -> [String] {
        refresh()
        guard let place = clusters.firstIndex(where: { $0.id == cluster.id }) else { return [] }
        clusters[place] = cluster
        texts[place].inputs = []
        let items = citedItems(of: cluster)
        cited?[place] = items
        return changes()
    }

    /// Takes the cluster of that id away.
    ///
    /// - Returns: the ids of all clusters whose text is not what it was.
    public mutating func remove(id: String) -> [String] {
        refresh()
        guard let place = clusters.firstIndex(where: { $0.id == id }) else { return [] }
        clusters.remove(at: place)
        texts.remove(at: place)
        cited?.remove(at: place)
        return changes()
    }

    /// Names records that are not cited and yet stand in the bibliography; nil for all of them.
    ///
    /// - Parameter beforeCited: whether they are numbered before those cited, and in this order, whatever the clusters cite.
    public mutating func addUncited(_ keys: [String]?, beforeCited: Bool = false) {
        isUncitedFirst = beforeCited
        if let keys {
            for key in keys {
                if let item = registry.items.index(ofKey: key) { uncited.append(Int(item)) } else { warnMissing(key) }
            }
        } else {
            uncited = registry.items.citable
        }
        isStale = true
    }

    // MARK: Texts

    /// The clusters' texts, in their order.
    public mutating func citations() -> [Citation] {
        refresh()
        return zip(clusters, texts).map { Citation(id: $0.id, text: $1.text) }
    }

    /// What a cluster would look like before the one at `index`, without changing the document.
    public func preview(_ cluster: Cluster, at index: Int) -> FormattedText {
        var copy = self
        copy.refresh()
        let place = max(0, min(index, copy.clusters.count))
        _ = copy.insert(cluster, at: index)
        return copy.texts[place].text
    }

    /// The bibliography, in the style's order.
    public mutating func bibliography(_ filter: BibliographyFilter = BibliographyFilter()) -> Bibliography {
        refreshOrder()
        return registry.bibliography(filter)
    }

    /// The bibliography in a markup, without entries that have no text.
    public mutating func bibliography(
        in markup: Markup, _ filter: BibliographyFilter = BibliographyFilter()
    ) -> WrittenBibliography {
        refreshOrder()
        return registry.bibliography(in: markup, filter)
    }

    /// The keys of what is cited or listed, in the order of the bibliography.
    public mutating func bibliographyOrder() -> [String] {
        refreshOrder()
        return registry.order.map { registry.items.records[$0].key }
    }

    /// The bibliography in sections by the values of fields: by archive, say, and within each by collection.
    ///
    ///     document.bibliographySections(by: ["archive", "archive_collection"], others: "Books and articles")
    ///
    /// Sections come in the order of their first entries. Records without the first field come last; those without a further one
    /// stand right under the heading that they have.
    ///
    /// - Parameters:
    ///   - fields: by their CSL names (``BibliographyFilter/fields``).
    ///   - others: the heading of the records without the first field; empty for none.
    public mutating func bibliographySections(
        by fields: [String], others: String = "", _ filter: BibliographyFilter = BibliographyFilter()
    ) -> [BibliographySection] {
        refreshOrder()
        let all = BibliographySection(headings: [], entries: registry.bibliography(filter).entries)
        var sections = [all]
        for (level, field) in fields.enumerated() {
            sections = sections.flatMap {
                divided($0, by: field, others: level == 0 ? others : "", emptyFirst: level > 0)
            }
        }
        return sections
    }

    private func divided(
        _ section: BibliographySection, by field: String, others: String, emptyFirst: Bool
    ) -> [BibliographySection] {
        var parts: [BibliographySection] = []
        var places: [String: Int] = [:]
        for entry in section.entries {
            let value = registry.value(of: field, forKey: entry.id)
            if let place = places[value] {
                parts[place].entries.append(entry)
            } else {
                places[value] = parts.count
                let heading = value.isEmpty ? others : value
                parts.append(
                    BibliographySection(
                        headings: section.headings + (heading.isEmpty ? [] : [heading]), entries: [entry]))
            }
        }
        if let place = places[""] {
            let bare = parts.remove(at: place)
            parts.insert(bare, at: emptyFirst ? 0 : parts.count)
        }
        return parts
    }

    // MARK: Keeping up

    /// The ids of clusters whose text changes by what was done.
    private mutating func changes() -> [String] {
        isStale = true
        let rendered = update()
        lastRendered = rendered.map { clusters[$0.place].id }
        return rendered.filter { $0.before.isEmpty || texts[$0.place].text != $0.before }.map { clusters[$0.place].id }
    }

    private mutating func refresh() { if isStale { _ = update() } }

    /// Renders what is not up to date.
    ///
    /// - Returns: the places of the clusters that were rendered, and their texts before.
    private mutating func update() -> [(place: Int, before: FormattedText)] {
        isStale = false
        let cited = citedItems()
        var touched: Set<Int32> = []
        for place in texts.indices where place < cited.count && texts[place].inputs.isEmpty {
            for cite in cited[place] { touched.insert(cite.item) }
        }
        if texts.count != clusters.count { texts = Array(repeating: RenderedCluster(), count: clusters.count) }
        return registry.render(clusters, cited, uncited, uncitedFirst: isUncitedFirst, touched: touched, &texts)
    }

    /// Brings up to date what the bibliography depends on; clusters need not be rendered for that.
    private mutating func refreshOrder() {
        guard isStale else { return }
        registry.prepare(clusters, citedItems(), uncited, uncitedFirst: isUncitedFirst)
    }

    private mutating func citedItems() -> [[Positions.CitedCite]] {
        if let cited { return cited }
        var found: [[Positions.CitedCite]] = []
        found.reserveCapacity(clusters.count)
        for cluster in clusters { found.append(citedItems(of: cluster)) }
        cited = found
        return found
    }

    private mutating func citedItems(of cluster: Cluster) -> [Positions.CitedCite] {
        var found: [Positions.CitedCite] = []
        for cite in cluster.cites {
            if let item = registry.items.index(ofKey: cite.key) {
                found.append(Positions.CitedCite(item: item, cite: cite))
            } else {
                warnMissing(cite.key)
            }
        }
        return found
    }

    private mutating func warnMissing(_ key: String) {
        let warning = StyleProblem(
            .warning, code: "csl.missing-record", message: "there is no record “\(key)” to cite")
        if !found.contains(warning) { found.append(warning) }
    }
}

/// A cluster's text and what it was made from.
struct RenderedCluster: Sendable {
    var text = FormattedText()
    var inputs: [Input] = []

    /// What a cite looks like depends on beyond itself and its record.
    struct Input: Sendable, Hashable {
        var item: Int32
        var place: Positions.Place
        var number: Int32
        var yearSuffix: Int32
        var disambiguates: Int
        var names: NameConfiguration?
    }
}
