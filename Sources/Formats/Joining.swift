public import Records

/// Makes one collection of pages that were copied one by one: overlaps are merged, a document's own page enriches the record
/// that a listing gave, and gaps in the range are told.
public struct Joining: Sendable {
    public private(set) var collection = RecordCollection()
    public private(set) var diagnostics: [Diagnostic] = []
    private var byIdentity: [String: Int] = [:]

    public init() {}

    /// Adds a page's records. A record that is there already (same source, date and title, or the same record id or URL)
    /// is merged with it.
    public mutating func add(_ batch: Batch, source: String) {
        if let info = batch.info { join(info) }
        for (index, record) in batch.records.enumerated() {
            let line = index < batch.lines.count ? batch.lines[index] : 0
            add(record, place: Place(source: source, line: line))
        }
    }

    private mutating func add(_ record: Record, place: Place) {
        let identities = Joining.identities(of: record)
        guard let found = identities.compactMap({ byIdentity[$0] }).first else {
            for identity in identities { byIdentity[identity] = collection.records.count }
            collection.records.append(record)
            return
        }
        let old = collection.records[found]
        let merged = old.merged(with: record)
        collection.records[found] = merged
        for identity in Joining.identities(of: merged) where byIdentity[identity] == nil {
            byIdentity[identity] = found
        }
        guard merged == old else { return }
        diagnostics.append(
            Diagnostic(
                .note, "collection.duplicate", "this document was read before and is taken once", at: place,
                record: old.key))
    }

    /// What tells that two records describe one document.
    private static func identities(of record: Record) -> [String] {
        var found: [String] = []
        if let id = record[.recordID]?.string { found.append("id \(id)") }
        if let url = record[.url]?.string { found.append("url \(url)") }
        if let title = record[.title]?.string {
            let date = record[.issued].map { $0.edtf.isEmpty ? $0.raw : $0.edtf } ?? ""
            found.append("title \(date) \(title)")
        }
        return found
    }

    private mutating func join(_ info: CollectionInfo) {
        if collection.info.title.isEmpty { collection.info.title = info.title }
        if collection.info.source.isEmpty { collection.info.source = info.source }
        collection.info.ranges.append(contentsOf: info.ranges)
        if let total = info.total { collection.info.total = max(total, collection.info.total ?? 0) }
        collection.info.kept.append(contentsOf: info.kept.filter { !collection.info.kept.contains($0) })
    }

    /// Puts the ranges together, and tells the gaps between them. Call once, after the last page.
    public mutating func finish() {
        let ranges = collection.info.ranges.sorted { $0.lowerBound < $1.lowerBound }
        var joined: [ClosedRange<Int>] = []
        for range in ranges {
            if let last = joined.last, range.lowerBound <= last.upperBound + 1 {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        collection.info.ranges = joined
        guard joined.count > 1 else { return }
        for (before, after) in zip(joined, joined.dropFirst()) {
            let from = before.upperBound + 1
            let to = after.lowerBound - 1
            let total = collection.info.total.map { " of \($0)" } ?? ""
            diagnostics.append(
                Diagnostic(
                    .warning, "collection.gap",
                    from == to ? "result \(from)\(total) is missing" : "results \(from) to \(to)\(total) are missing",
                    hint: "copy the page that has them, and give it with the others"))
        }
    }
}

extension Record {
    /// This record with what another knows beside it: a field that both have stays, unless the other's comes from the
    /// document's own page.
    public func merged(with other: Record) -> Record {
        var merged = self
        for entry in other.entries {
            guard let index = merged.entries.firstIndex(where: { $0.content.hasField(of: entry.content) }) else {
                merged.entries.append(entry)
                continue
            }
            if entry.content.mayRepeat {
                if !merged.entries.contains(where: { $0.content == entry.content }) { merged.entries.append(entry) }
            } else if entry.evidence == .page, merged.entries[index].evidence != .page {
                merged.entries[index] = entry
            }
        }
        merged.kept.append(contentsOf: other.kept.filter { !merged.kept.contains($0) })
        if merged.key.isEmpty { merged.key = other.key }
        return merged
    }
}

extension Entry.Content {
    /// Whether both say something of one field.
    func hasField(of other: Entry.Content) -> Bool {
        switch (self, other) {
        case (.text(let a, _), .text(let b, _)): a == b
        case (.names(let a, _), .names(let b, _)): a == b
        case (.date(let a, _), .date(let b, _)): a == b
        case (.reference, .reference), (.relation, .relation): true
        default: false
        }
    }

    /// Whether a record may say it several times.
    var mayRepeat: Bool {
        switch self {
        case .text(let field, _): field == .keyword || field == .place || field == .url || field == .note
        case .relation: true
        case .names, .date, .reference: false
        }
    }
}
