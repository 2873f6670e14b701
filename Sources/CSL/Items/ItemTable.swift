internal import Records

/// The records of a document, with where each variable stands in them.
///
/// A slot for each field holds the place of its entry, so that a style's many questions for variables cost a load each.
struct ItemTable: Sendable {
    private(set) var records: [Record] = []
    /// For each item, for each variable with a slot, the entry's place and 1; 0 for none. Beyond 255 entries the last are not
    /// found this way.
    private var slots: [UInt8] = []
    /// The entry of the archival reference and 1, for each item.
    private var references: [UInt8] = []
    private(set) var indexByKey: [String: Int32] = [:]

    var count: Int { records.count }

    init(_ records: [Record]) {
        self.records.reserveCapacity(records.count)
        slots = [UInt8](repeating: 0, count: records.count * Variable.slotCount)
        references = [UInt8](repeating: 0, count: records.count)
        indexByKey.reserveCapacity(records.count)
        for record in records { append(record) }
    }

    private mutating func append(_ record: Record) {
        let item = records.count
        records.append(record)
        if indexByKey[record.key] == nil { indexByKey[record.key] = Int32(item) }
        let base = item * Variable.slotCount
        for (place, entry) in record.entries.enumerated().prefix(255) {
            let slot: Int
            switch entry.content {
            case .text(let field, let text):
                if text.isEmpty { continue }
                slot = Int(field.rawValue)
            case .names(let field, let names):
                if names.isEmpty { continue }
                slot = Int(Variable(field).raw)
            case .date(let field, _): slot = Int(Variable(field).raw)
            case .reference:
                if references[item] == 0 { references[item] = UInt8(place + 1) }
                continue
            case .relation: continue
            }
            if slots[base + slot] == 0 { slots[base + slot] = UInt8(place + 1) }
        }
    }

    func type(_ item: Int) -> RecordType { records[item].type }

    @inline(__always)
    func has(_ item: Int, _ variable: Variable) -> Bool {
        variable.raw < Variable.firstSpecial && slots[item * Variable.slotCount + Int(variable.raw)] != 0
    }

    @inline(__always)
    private func slot(_ item: Int, _ variable: Variable) -> Int {
        variable.raw < Variable.firstSpecial ? Int(slots[item * Variable.slotCount + Int(variable.raw)]) - 1 : -1
    }

    func text(_ item: Int, _ variable: Variable) -> Text? {
        let place = slot(item, variable)
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
        let place = slot(item, variable)
        guard place >= 0, case .names(_, let names) = records[item].entries[place].content else { return [] }
        return names
    }

    func date(_ item: Int, _ variable: Variable) -> EDTFDate? {
        let place = slot(item, variable)
        guard place >= 0, case .date(_, let date) = records[item].entries[place].content else { return nil }
        return date
    }

    func reference(_ item: Int) -> ArchivalReference? {
        let place = Int(references[item]) - 1
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
