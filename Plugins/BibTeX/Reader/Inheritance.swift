/// Completes entries with what they inherit: `xdata` first, then `crossref`.
///
/// Source: BibLaTeX manual, 3.15 "Cross-references" and appendix B; BibTeX takes every field that is missing as it is.
struct Inheritance {
    private let parents: Parents
    private let dialect: Dialect
    private let arena: Arena
    /// The piece that entries are completed of.
    private let bytes: Bytes
    /// Where a reference may stand next in the piece.
    private var nextReference = -1
    /// Parents that were asked for before, each in the place that its hash gives: what follows refers to the same ones.
    private var recent: [(key: UInt64, source: [UInt8])] = []
    private static let recentCount = 256
    /// A longer one is looked up each time, so that memory is bounded: 1 MB.
    private static let mostRecent = 1 << 12
    var problems: [FieldProblem] = []

    /// A chain of entries is followed so far.
    private static let deepest = 24

    init(_ parents: Parents, dialect: Dialect, arena: Arena, in bytes: Bytes) {
        self.bytes = bytes
        self.parents = parents
        self.dialect = dialect
        self.arena = arena
    }

    /// The entry with the fields that it inherits behind its own. Entries come in the order in which they stand.
    mutating func complete(_ entry: RawEntry) -> RawEntry {
        guard !parents.isEmpty, refers(entry) else { return entry }
        return complete(entry, [entry.key.string])
    }

    private mutating func refers(_ entry: RawEntry) -> Bool {
        // Found in the piece, where most values stand, not in one value after the other.
        if nextReference < entry.range.lowerBound {
            nextReference = DataReference.place(in: bytes, from: entry.range.lowerBound) ?? bytes.count
        }
        if nextReference < entry.range.upperBound { return true }
        return entry.fields.contains {
            $0.field == .crossref || (!$0.standsInPiece && DataReference.mayStand(in: $0.value))
        }
    }

    /// Depth is bounded by `deepest`.
    private mutating func complete(_ entry: RawEntry, _ path: [String]) -> RawEntry {
        var whole = entry
        for index in whole.fields.indices where whole.fields[index].field != .xdata {
            if let value = resolved(whole.fields[index], path) {
                whole.fields[index].source = whole.fields[index].value
                whole.fields[index].value = value
                whole.fields[index].isInherited = true
            }
        }
        for field in entry.fields where field.field == .xdata {
            for key in KeyList.ranges(field.value) {
                guard let parent = parent(key, field, path) else { continue }
                for inherited in parent.fields where !InheritanceRules.neverFromData.contains(inherited.field) {
                    add(inherited, as: inherited.field, to: &whole)
                }
            }
        }
        guard let tie = entry.fields.first(where: { $0.field == .crossref }),
            let parent = parent(tie.value.trimmed, tie, path)
        else { return whole }
        let hasDate = whole.fields.contains { $0.field == .date || $0.field == .year }
        for inherited in parent.fields {
            if hasDate, inherited.field.map({ FieldRule.of($0).group == .dates }) == true { continue }
            for target in InheritanceRules.targets(of: inherited.field, from: parent.type, to: entry.type, in: dialect)
            {
                add(inherited, as: target, to: &whole)
            }
        }
        return whole
    }

    // MARK: References within a value

    /// The value with what its references refer to; nil where it has none. One that leads nowhere stays as it stands.
    private mutating func resolved(_ field: RawField, _ path: [String]) -> Bytes? {
        guard DataReference.mayStand(in: field.value) else { return nil }
        var out: [UInt8] = []
        var isChanged = false
        for range in NameList.split(field.value) {
            let part = field.value.slice(range).trimmed
            if !out.isEmpty { out += " and ".utf8 }
            if let reference = DataReference(part), let value = value(reference, field, path) {
                out += value
                isChanged = true
            } else {
                out += part
            }
        }
        return isChanged ? arena.copy(out) : nil
    }

    private mutating func value(_ reference: DataReference, _ field: RawField, _ path: [String]) -> Bytes? {
        guard let parent = parent(reference.key, field, path),
            let value = parent.fields.first(where: { $0.name.lowercased == reference.field.lowercased })?.value
        else { return nil }
        guard let index = reference.index else { return value }
        let members = NameList.split(value)
        guard index >= 1, index <= members.count else {
            problems.append(.noParent("\(reference.key.string)-\(reference.field.string)-\(index)", field))
            return nil
        }
        return value.slice(members[index - 1]).trimmed
    }

    private func add(_ field: RawField, as target: Field?, to entry: inout RawEntry) {
        let isThere = entry.fields.contains { other in
            target != nil ? other.field == target : other.field == nil && other.name.elementsEqual(field.name)
        }
        guard !isThere else { return }
        var copy = field
        copy.field = target
        copy.isInherited = true
        entry.fields.append(copy)
    }

    private mutating func source(of key: Bytes) -> [UInt8]? {
        let hash = KeyHash.of(key)
        let place = Int(truncatingIfNeeded: hash & UInt64(Inheritance.recentCount - 1))
        if recent.isEmpty { recent = Array(repeating: (0, []), count: Inheritance.recentCount) }
        if recent[place].key == hash, !recent[place].source.isEmpty { return recent[place].source }
        guard let source = parents.source(of: hash) else { return nil }
        if source.count <= Inheritance.mostRecent { recent[place] = (hash, source) }
        return source
    }

    /// A parent, completed itself.
    private mutating func parent(_ bytes: Bytes, _ field: RawField, _ path: [String]) -> RawEntry? {
        let key = bytes.string
        if path.contains(key) {
            if !field.isInherited, path.count <= Inheritance.deepest { problems.append(.cycle(path + [key])) }
            return nil
        }
        guard path.count <= Inheritance.deepest else {
            problems.append(.tooDeep(key))
            return nil
        }
        guard let source = source(of: bytes) else {
            if !key.isEmpty { problems.append(.noParent(key, field)) }
            return nil
        }
        var scanner = EntryScanner(arena.copy(source), arena: arena, macros: nil)
        guard case .entry = scanner.next(text: { _ in }) else { return nil }
        return complete(scanner.entry, path + [key])
    }
}
