internal import Bytes
internal import Records

/// The records of a document, with where each variable stands in them.
///
/// For each item a set of the variables that it has, and behind that, in the order of the variables, the places of their entries:
/// a style's many questions for variables cost a look at the set.
struct ItemTable: Sendable {
    private(set) var records: [Record] = []
    private var sets: [VariableSet] = []
    /// For each item how many variables are in the words of its set before each word (``VariableSet/ranksOfWords``).
    private var ranks: [UInt32] = []
    /// Where each item's places begin, and the places in its record's entries, by variable.
    private var starts: [Int32] = []
    private var places: [Int32] = []
    private let keys: KeyTable
    /// The names of all items.
    private(set) var names = NameTable.none

    var count: Int { records.count }

    init(_ records: [Record], splitsParticles: Bool = true) {
        self.records = records
        keys = KeyTable(records)
        sets.reserveCapacity(records.count)
        ranks.reserveCapacity(records.count)
        starts.reserveCapacity(records.count)
        places.reserveCapacity(records.count * 10)
        var names = NameTable.Builder(splitsParticles: splitsParticles, count: records.count)
        var found: [Int32] = Array(repeating: -1, count: 256)
        for item in records.indices { append(records[item], &found, &names) }
        self.names = NameTable(names)
    }

    /// - Parameter found: room for a place of each variable.
    private mutating func append(_ record: Record, _ found: inout [Int32], _ names: inout NameTable.Builder) {
        var set = VariableSet()
        names.beginItem()
        for place in record.entries.indices {
            let variable: Variable
            switch record.entries[place].content {
            case .text(let field, let text):
                if text.isEmpty { continue }
                variable = Variable(field)
                // "In press, pages -": a dash is no number.
                if variable.isNumber || field == .page, NumericValue.isDash(text.string) { continue }
            case .names(let field, let list):
                if list.isEmpty { continue }
                variable = Variable(field)
                if !set.contains(variable) { names.append(list, of: variable) }
            case .date(let field, _): variable = Variable(field)
            case .reference: variable = .archive
            case .relation: continue
            }
            // The first of several counts.
            if set.contains(variable) { continue }
            set.insert(variable)
            found[Int(variable.raw)] = Int32(truncatingIfNeeded: place)
        }
        starts.append(Int32(truncatingIfNeeded: places.count))
        set.eachVariable { places.append(found[Int($0.raw)]) }
        ranks.append(set.ranksOfWords)
        addViews(to: &set)
        sets.append(set)
    }

    /// What is no field of its own, but a view on one that is there. No entry's place is behind them.
    private func addViews(to set: inout VariableSet) {
        set.insert(.anything)
        if set.contains(Variable(.page)) || set.contains(Variable(.pageFirst)) { set.insert(.pageFirst) }
        guard set.contains(.archive) else { return }
        for raw in Variable.archive.raw...Variable.archiveLevelsReversed.raw { set.insert(Variable(raw: raw)) }
    }

    /// The items that can be cited: of those with the same key the first.
    var citable: [Int] {
        let all = Array(records.indices)
        return hasRepeatedKeys ? all.filter { index(ofKey: records[$0].key) == Int32($0) } : all
    }

    /// Whether a key stands more than once.
    var hasRepeatedKeys: Bool { keys.count < count }

    /// The item with a key: of those with the same key the first.
    func index(ofKey key: String) -> Int32? { keys.index(of: key, in: records) }

    /// Whether the records of some items say the same, whatever their keys.
    func areTwins(_ places: ArraySlice<Int>) -> Bool {
        guard let first = places.first else { return true }
        // Twins are few.
        for place in places.prefix(8) { prepare(place) }
        let (type, entries) = (records[first].type, records[first].entries)
        return places.dropFirst().allSatisfy { records[$0].type == type && records[$0].entries == entries }
    }

    /// Has the machine bring nearer what an item says, which will be asked for soon: what a record says stands together in
    /// memory, as it was read, but the items of a bibliography do not.
    func prepare(_ item: Int) {
        // The address alone: a look at the entries would wait for them.
        Prefetch.lines(ItemTable.linesOfRecord, at: unsafeBitCast(records[item].entries, to: UInt.self))
    }

    /// How many lines of memory most records take.
    private static let linesOfRecord = 12

    func type(_ item: Int) -> RecordType { records[item].type }

    /// The variables that an item has. A view on the archival reference is among them wherever there is a reference.
    func variables(_ item: Int) -> VariableSet { sets[item] }

    @inline(__always)
    func has(_ item: Int, _ variable: Variable) -> Bool {
        variable.raw < Variable.firstSpecial && sets[item].contains(variable)
    }

    /// The place of a variable's entry; -1 where there is none.
    @inline(__always)
    private func place(_ item: Int, _ variable: Variable) -> Int {
        let set = sets[item]
        guard set.contains(variable) else { return -1 }
        let rank = Int(ranks[item] >> UInt32(variable.raw >> 6 * 8) & 0xFF) + set.rankInWord(of: variable)
        return Int(places[Int(starts[item]) + rank])
    }

    func text(_ item: Int, _ variable: Variable) -> Text? {
        guard variable.isText else { return nil }
        let place = place(item, variable)
        guard place >= 0, case .text(let field, let text) = records[item].entries[place].content else { return nil }
        if field == .keyword || field == .note { return joined(item, field) }
        return text
    }

    /// Fields that stand once for each of their values.
    private func joined(_ item: Int, _ field: TextField) -> Text {
        let all = records[item].all(field)
        guard all.count > 1 else { return all.first ?? "" }
        return Text(markup: all.map(\.markup).joined(separator: field == .keyword ? ", " : "\n"))
    }

    func names(_ item: Int, _ variable: Variable) -> [Name] {
        guard variable.isName else { return [] }
        let place = place(item, variable)
        guard place >= 0, case .names(_, let names) = records[item].entries[place].content else { return [] }
        return names
    }

    func date(_ item: Int, _ variable: Variable) -> EDTFDate? {
        guard variable.isDate else { return nil }
        let place = place(item, variable)
        guard place >= 0, case .date(_, let date) = records[item].entries[place].content else { return nil }
        return date
    }

    func reference(_ item: Int) -> ArchivalReference? {
        let place = place(item, .archive)
        guard place >= 0, case .reference(let reference) = records[item].entries[place].content else { return nil }
        return reference
    }

    /// A view on the archival reference; nil where it says nothing of it.
    func archival(_ item: Int, _ variable: Variable) -> Text? {
        guard let reference = reference(item) else { return nil }
        let text: Text
        switch variable {
        case .archive: text = reference.repository
        case .archivePlace: text = Text(reference.place)
        case .archiveCollection: text = reference.collection
        case .archiveLocation: text = reference.withRangeDashes.locationText
        case .archiveCode: text = Text(reference.code)
        case .archiveCountry: text = Text(reference.country)
        case .archiveLevels: text = Text(reference.withRangeDashes.levelsText)
        case .archiveLevelsReversed: text = Text(reference.withRangeDashes.levelsTextReversed)
        case .archiveInstitution: text = Text(reference.institution)
        case .archiveSubarea: text = Text(reference.subarea)
        default: return nil
        }
        return text.isEmpty ? nil : text
    }
}
