internal import Records

/// A document's citations and its bibliography.
///
/// It holds the records, the clusters in the order of the text, and what has been rendered. Inserting, changing or removing a
/// cluster renders anew only what that affects.
public struct CitationDocument: Sendable {
    public let processor: CitationProcessor
    public private(set) var clusters: [Cluster] = []
    /// What was odd: cited records that do not exist, keys that stand twice.
    public internal(set) var warnings: [StyleProblem] = []
    let records: [Record]

    init(_ processor: CitationProcessor, records: [Record]) {
        self.processor = processor
        self.records = records
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

    /// Cites every record once, in order, each in a cluster of its own named by the record's key; in a note style in notes 1,
    /// 2, 3 …
    ///
    /// - Parameter independently: whether each cite is a first one, however the records follow on one another.
    public mutating func citeEach(independently: Bool = false) {
        clusters = records.enumerated().map { index, record in
            var cite = Cite(record.key)
            if independently { cite.position = .first }
            return Cluster(id: record.key, cites: [cite], note: processor.style.isNote ? index + 1 : 0)
        }
    }

    /// Takes these clusters, in the order of the text, in place of those that were there.
    public mutating func cite(_ clusters: [Cluster]) { self.clusters = clusters }

    /// Puts a cluster before the one at `index`, or at the end.
    ///
    /// - Returns: the ids of all clusters whose text is not what it was, the new one among them.
    public mutating func insert(_ cluster: Cluster, at index: Int) -> [String] {
        clusters.insert(cluster, at: max(0, min(index, clusters.count)))
        return [cluster.id]
    }

    /// Replaces the cluster of that id. Nothing happens where there is none.
    public mutating func update(_ cluster: Cluster) -> [String] { [] }

    /// Takes the cluster of that id away.
    public mutating func remove(id: String) -> [String] { [] }

    /// Names records that are not cited and yet stand in the bibliography; nil for all of them.
    public mutating func addUncited(_ keys: [String]?) {}

    /// The clusters' texts, in their order.
    public mutating func citations() -> [Citation] { [] }

    /// What a cluster would look like before the one at `index`, without changing the document.
    public mutating func preview(_ cluster: Cluster, at index: Int) -> FormattedText { FormattedText() }

    /// The bibliography, in the style's order.
    public mutating func bibliography(_ filter: BibliographyFilter = BibliographyFilter()) -> Bibliography {
        Bibliography()
    }

    /// The bibliography in sections by the value of a field ("archive"), in the order of their first entries, those without the
    /// field last.
    public mutating func bibliographySections(
        by field: String, _ filter: BibliographyFilter = BibliographyFilter()
    ) -> [BibliographySection] { [] }
}
