public import Records

/// Makes one collection of pages that were copied one by one: overlaps are merged, a document's own page enriches the record
/// that a listing gave, and gaps in the range are told.
public struct Joining: Sendable {
    public private(set) var collection = RecordCollection()
    public private(set) var diagnostics: [Diagnostic] = []
    private var byIdentity: [String: Int] = [:]

    public init() {}

    /// Adds a page's records. A record that an earlier page gave (the same record id or URL, else the same date and title) is
    /// merged with it. Two documents of one date and title on one page are two: archives have such twins.
    public mutating func add(_ batch: Batch, source: String) {
        if let info = batch.info { join(info) }
        var twins: [String: Int] = [:]
        for (index, record) in batch.records.enumerated() {
            let line = index < batch.lines.count ? batch.lines[index] : 0
            let identity = Joining.identity(of: record)
            twins[identity, default: 0] += 1
            add(record, twin: twins[identity] ?? 1, place: Place(source: source, line: line))
        }
    }

    private mutating func add(_ record: Record, twin: Int, place: Place) {
        guard let found = index(of: record, twin: twin) else {
            remember(record, twin: twin, at: collection.records.count)
            collection.records.append(record)
            return
        }
        let old = collection.records[found]
        let merged = old.merged(with: record)
        collection.records[found] = merged
        remember(merged, twin: twin, at: found)
        for text in merged.textsMissing(of: record, or: old) {
            diagnostics.append(
                Diagnostic(
                    .note, "collection.other-value", text, at: place, hint: "the first is taken", record: old.key))
        }
        guard merged == old else { return }
        diagnostics.append(
            Diagnostic(
                .note, "collection.duplicate", "this document was read before and is taken once", at: place,
                record: old.key))
    }

    /// The record of an earlier page that describes the same document. Ids and addresses decide where both have them.
    private func index(of record: Record, twin: Int) -> Int? {
        let names = Joining.names(of: record)
        if let found = names.compactMap({ byIdentity[$0] }).first { return found }
        guard let found = byIdentity["\(Joining.identity(of: record)) \(twin)"] else { return nil }
        let other = collection.records[found]
        return Joining.differ(record, other) ? nil : found
    }

    /// Whether ids or addresses say that two documents of one date and title are two. A document may have an address by its
    /// id and one by its title.
    private static func differ(_ record: Record, _ other: Record) -> Bool {
        if let mine = record[.recordID], let theirs = other[.recordID] { return mine != theirs }
        guard let mine = record[.url], let theirs = other[.url], record[.recordID] == nil, other[.recordID] == nil
        else {
            return false
        }
        return address(mine.string) != address(theirs.string)
    }

    private mutating func remember(_ record: Record, twin: Int, at index: Int) {
        for name in Joining.names(of: record) + ["\(Joining.identity(of: record)) \(twin)"]
        where byIdentity[name] == nil {
            byIdentity[name] = index
        }
    }

    /// What names one document alone: its id in the archive, its address.
    private static func names(of record: Record) -> [String] {
        record.all(.recordID).map { "id \($0.string)" } + record.all(.url).map { "url \(address($0.string))" }
    }

    /// An address as it is compared: a page's http is its https, and a slash at the end says nothing.
    private static func address(_ text: String) -> Substring {
        var rest = text[...]
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
        while rest.hasSuffix("/") { rest = rest.dropLast() }
        return rest
    }

    /// Date and title; how the title's marks, spaces and letters are set does not matter.
    private static func identity(of record: Record) -> String {
        let date = record[.issued].map { $0.edtf.isEmpty ? $0.raw : $0.edtf } ?? ""
        var title = ""
        for scalar in (record[.title]?.string ?? "").lowercased().unicodeScalars
        where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            title.unicodeScalars.append(scalar)
        }
        return "title \(date) \(title)"
    }

    private mutating func join(_ info: CollectionInfo) {
        if collection.info.title.isEmpty { collection.info.title = info.title }
        if collection.info.source.isEmpty { collection.info.source = info.source }
        collection.info.ranges.append(contentsOf: info.ranges)
        if let total = info.total { collection.info.total = max(total, collection.info.total ?? 0) }
        collection.info.kept.append(contentsOf: info.kept.filter { !collection.info.kept.contains($0) })
    }

    /// Makes the keys unique, puts the ranges together, and tells the gaps between them. Call once, after the last page.
    ///
    /// Of several records with one key the first keeps it and the next get "-2", "-3": a page that is added later changes no
    /// key of those before it.
    public mutating func finish() {
        var keys = Set<String>()
        // With which number a key was last told apart: all before it are taken.
        var counts: [String: Int] = [:]
        for index in collection.records.indices where !collection.records[index].key.isEmpty {
            let key = collection.records[index].key
            if !keys.contains(key) {
                keys.insert(key)
                continue
            }
            var count = counts[key] ?? 1
            while !keys.insert(collection.records[index].key).inserted {
                count += 1
                collection.records[index].key = "\(key)-\(count)"
            }
            counts[key] = count
        }
        finishRanges()
    }

    private mutating func finishRanges() {
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
    /// A sentence for each text of the records merged that this one has not.
    fileprivate func textsMissing(of other: Record, or first: Record) -> [String] {
        (first.entries + other.entries).compactMap { entry in
            guard case .text(let field, let text) = entry.content, entry.evidence != .title,
                entry.evidence != .inference,
                !entries.contains(where: { $0.content == entry.content })
            else { return nil }
            return "another page has a different “\(field.name)”: “\(text.string)”"
        }
    }

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
