package import CPlugin
package import Records

/// Lays a record out as the contract has it, for a plugin to look at. What it gives is good until the next record.
package final class RecordExporter {
    private var arena = Arena()
    /// Where a date is written before it is copied.
    private var edtf: [UInt8] = []

    package init() {}

    /// The view of a record.
    package func view(of record: Record) -> UnsafePointer<ibid_record> {
        arena.reset()
        let view = arena.zeros(ibid_record.self, 1)
        view.pointee.size = UInt32(MemoryLayout<ibid_record>.size)
        view.pointee.type = FieldNumbers.number(of: record.type)
        view.pointee.key = arena.string(record.key)
        let entries = arena.zeros(ibid_entry.self, record.entries.count)
        for (index, entry) in record.entries.enumerated() { fill(&entries[index], entry) }
        view.pointee.entries = UnsafePointer(entries)
        view.pointee.entry_count = record.entries.count
        (view.pointee.kept, view.pointee.kept_count) = kept(record.kept)
        return UnsafePointer(view)
    }

    /// The view of what belongs to the collection.
    package func view(of info: CollectionInfo) -> UnsafePointer<ibid_collection> {
        arena.reset()
        let view = arena.zeros(ibid_collection.self, 1)
        view.pointee.size = UInt32(MemoryLayout<ibid_collection>.size)
        view.pointee.title = arena.string(info.title)
        view.pointee.source = arena.string(info.source)
        view.pointee.total = Int64(info.total ?? 0)
        (view.pointee.kept, view.pointee.kept_count) = kept(info.kept)
        let ranges = arena.zeros(ibid_range.self, info.ranges.count)
        for (index, range) in info.ranges.enumerated() {
            ranges[index] = ibid_range(first: Int64(range.lowerBound), last: Int64(range.upperBound))
        }
        view.pointee.ranges = UnsafePointer(ranges)
        view.pointee.range_count = info.ranges.count
        return UnsafePointer(view)
    }

    private func fill(_ view: inout ibid_entry, _ entry: Entry) {
        view.certainty = entry.certainty.rawValue
        view.evidence = entry.evidence.rawValue
        switch entry.content {
        case .text(let field, let text):
            view.field = FieldNumbers.number(of: field)
            view.value.text = self.text(text)
        case .names(let field, let names):
            view.field = FieldNumbers.number(of: field)
            let list = arena.zeros(ibid_name.self, names.count)
            for (index, name) in names.enumerated() { fill(&list[index], name) }
            view.value.names.list = UnsafePointer(list)
            view.value.names.count = names.count
        case .date(let field, let date):
            view.field = FieldNumbers.number(of: field)
            view.value.date = self.date(date)
        case .reference(let reference):
            view.field = UInt16(IBID_FIELD_REFERENCE)
            view.value.reference = self.reference(reference)
        case .relation(let relation):
            view.field = UInt16(IBID_FIELD_RELATION)
            view.value.relation = self.relation(relation)
        }
    }

    private func text(_ text: Text) -> ibid_text {
        var view = ibid_text()
        view.string = arena.string(text.string)
        if text.spans.isEmpty { return view }
        let spans = arena.zeros(ibid_span.self, text.spans.count)
        for (index, span) in text.spans.enumerated() {
            spans[index] = ibid_span(
                style: UInt32(span.style.rawValue) + 1, start: UInt32(clamping: span.start),
                end: UInt32(clamping: span.end))
        }
        view.spans = UnsafePointer(spans)
        view.span_count = UInt32(clamping: text.spans.count)
        return view
    }

    private func fill(_ view: inout ibid_name, _ name: Name) {
        if name.isLiteral {
            view.literal = arena.string(name.literal)
            view.flags = UInt8(IBID_NAME_IS_LITERAL)
        } else {
            view.family = arena.string(name.family)
        }
        view.given = arena.string(name.given)
        view.kind = name.kind.rawValue + 1
        view.certainty = name.certainty.rawValue
        view.evidence = name.evidence.rawValue
        guard name.hasDetails else { return }
        view.dropping_particle = arena.string(name.droppingParticle)
        view.non_dropping_particle = arena.string(name.nonDroppingParticle)
        view.suffix = arena.string(name.suffix)
        view.role = arena.string(name.role)
        view.original = arena.string(name.original)
        view.as_written = arena.string(name.asWritten)
        view.identifier = arena.string(name.identifier)
        let (kept, count) = self.kept(name.kept)
        view.kept = kept
        view.kept_count = UInt32(clamping: count)
        if name.commaSuffix { view.flags |= UInt8(IBID_NAME_COMMA_SUFFIX) }
        if let ordering = name.staticOrdering {
            view.flags |= UInt8(ordering ? IBID_NAME_STATIC_ORDERING : IBID_NAME_NATURAL_ORDERING)
        }
    }

    private func date(_ date: EDTFDate) -> ibid_date {
        var view = ibid_date()
        if date.shape != .literal {
            edtf.removeAll(keepingCapacity: true)
            date.appendEDTF(to: &edtf)
            view.edtf = edtf.withUnsafeBufferPointer { arena.string($0) }
        }
        view.raw = arena.string(date.raw)
        if let first = date.first {
            view.year = first.year
            view.month = first.month
            view.day = first.day
            view.has_parts = 1
        }
        return view
    }

    private func reference(_ reference: ArchivalReference) -> UnsafePointer<ibid_reference> {
        let view = arena.zeros(ibid_reference.self, 1)
        view.pointee.size = UInt32(MemoryLayout<ibid_reference>.size)
        view.pointee.repository = text(reference.repository)
        view.pointee.code = arena.string(reference.code)
        view.pointee.institution = arena.string(reference.institution)
        view.pointee.subarea = arena.string(reference.subarea)
        view.pointee.place = arena.string(reference.place)
        view.pointee.country = arena.string(reference.country)
        view.pointee.collection = text(reference.collection)
        view.pointee.location = text(reference.location)
        let levels = arena.zeros(ibid_level.self, reference.levels.count)
        for (index, level) in reference.levels.enumerated() {
            levels[index].kind = FieldNumbers.number(of: level.kind)
            levels[index].value = arena.string(level.value)
            levels[index].label = arena.string(level.label)
        }
        view.pointee.levels = UnsafePointer(levels)
        view.pointee.level_count = UInt32(clamping: reference.levels.count)
        return UnsafePointer(view)
    }

    private func relation(_ relation: Relation) -> UnsafePointer<ibid_relation> {
        let view = arena.zeros(ibid_relation.self, 1)
        view.pointee.size = UInt32(MemoryLayout<ibid_relation>.size)
        view.pointee.kind = FieldNumbers.number(of: relation.kind)
        view.pointee.key = arena.string(relation.key)
        view.pointee.title = text(relation.title)
        view.pointee.label = arena.string(relation.label)
        view.pointee.certainty = relation.certainty.rawValue
        view.pointee.evidence = relation.evidence.rawValue
        return UnsafePointer(view)
    }

    private func kept(_ kept: [Kept]) -> (UnsafePointer<ibid_kept>?, Int) {
        if kept.isEmpty { return (nil, 0) }
        let list = arena.zeros(ibid_kept.self, kept.count)
        for (index, one) in kept.enumerated() {
            list[index].format = arena.string(one.format)
            list[index].name = arena.string(one.name)
            list[index].value = arena.string(one.value)
            list[index].form = UInt32(one.form.rawValue)
        }
        return (UnsafePointer(list), kept.count)
    }
}
