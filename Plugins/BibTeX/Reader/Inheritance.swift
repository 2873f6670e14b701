/// Completes entries with what they inherit: `xdata` first, then `crossref`.
///
/// Source: BibLaTeX manual, 3.15 "Cross-references" and appendix B; BibTeX takes every field that is missing as it is.
struct Inheritance {
    private let parents: Parents
    private let dialect: Dialect
    private let arena: Arena
    var problems: [FieldProblem] = []

    /// A chain of entries is followed so far.
    private static let deepest = 24

    init(_ parents: Parents, dialect: Dialect, arena: Arena) {
        self.parents = parents
        self.dialect = dialect
        self.arena = arena
    }

    /// The entry with the fields that it inherits behind its own.
    mutating func complete(_ entry: RawEntry) -> RawEntry {
        guard !parents.isEmpty, refers(entry) else { return entry }
        return complete(entry, [entry.key.string])
    }

    private func refers(_ entry: RawEntry) -> Bool {
        entry.fields.contains { $0.field == .crossref || $0.field == .xdata }
    }

    /// Depth is bounded by `deepest`.
    private mutating func complete(_ entry: RawEntry, _ path: [String]) -> RawEntry {
        var whole = entry
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
        guard let source = parents.source(of: bytes) else {
            if !key.isEmpty { problems.append(.noParent(key, field)) }
            return nil
        }
        var scanner = EntryScanner(arena.copy(source), arena: arena, macros: nil)
        guard case .entry = scanner.next(text: { _ in }) else { return nil }
        return complete(scanner.entry, path + [key])
    }
}
