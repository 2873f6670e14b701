public import JSON
public import Records

/// Writes records in their JSON form: an object with the record's statements as members, in their order.
///
///     {"key":"doe2001","type":"book","title":"On Examples","author":[{"family":"Doe","given":"J."}],"issued":"2001-03"}
///
/// What is as usual is not said: a plain text is a string, a date an EDTF string, a name has the parts that it has. Nothing of
/// a record is lost; docs/record.schema.json has every member.
public struct RecordEncoder {
    /// What could not be written as it is: a date that EDTF cannot say.
    public private(set) var unwritten: [String] = []

    public init() {}

    /// Writes a record as an object.
    public mutating func record(_ record: Record, to writer: inout JSONWriter) {
        writer.beginObject()
        if !record.key.isEmpty { writer.member("key", record.key) }
        writer.member("type", record.type.name)
        entries(record.entries, to: &writer)
        if !record.kept.isEmpty {
            writer.key("kept")
            kept(record.kept, to: &writer)
        }
        writer.endObject()
    }

    /// Writes statements as members of the object that is open. A field stands once: from the first that would stand a
    /// second time, the statements go into `more`, an array of objects like this one.
    public mutating func entries(_ entries: [Entry], to writer: inout JSONWriter) {
        var rest = entries[...]
        members(&rest, to: &writer)
        guard !rest.isEmpty else { return }
        writer.key("more")
        writer.beginArray()
        while !rest.isEmpty {
            writer.beginObject()
            members(&rest, to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    /// Writes statements up to the first whose field was written before.
    private mutating func members(_ entries: inout ArraySlice<Entry>, to writer: inout JSONWriter) {
        var seen = SeenMembers()
        while let entry = entries.first, seen.insert(RecordMember.index(of: entry.content)) {
            switch entry.content {
            case .text(let field, _): texts(field, &entries, to: &writer)
            case .relation: relations(&entries, to: &writer)
            case .names(let field, let names):
                writer.key(field.name)
                self.names(names, entry, to: &writer)
                entries.removeFirst()
            case .date(let field, let date):
                writer.key(field.name)
                self.date(date, entry, to: &writer)
                entries.removeFirst()
            case .reference(let reference):
                writer.key("reference")
                self.reference(reference, entry, to: &writer)
                entries.removeFirst()
            }
        }
    }

    /// A field's value, or an array of those that follow one another.
    private func texts(_ field: TextField, _ entries: inout ArraySlice<Entry>, to writer: inout JSONWriter) {
        let run = entries.prefix { if case .text(field, _) = $0.content { true } else { false } }
        writer.key(field.name)
        if run.count > 1 { writer.beginArray() }
        for entry in run { if case .text(_, let text) = entry.content { self.text(text, entry, to: &writer) } }
        if run.count > 1 { writer.endArray() }
        entries.removeFirst(run.count)
    }

    private func relations(_ entries: inout ArraySlice<Entry>, to writer: inout JSONWriter) {
        writer.key("relations")
        writer.beginArray()
        while case .relation(let relation)? = entries.first?.content, let entry = entries.first {
            self.relation(relation, entry, to: &writer)
            entries.removeFirst()
        }
        writer.endArray()
    }
}

extension RecordEncoder {
    // MARK: Values

    private func text(_ text: Text, _ entry: Entry, to writer: inout JSONWriter) {
        if text.isPlain, entry.isPlain { return writer.string(text.string) }
        writer.beginObject()
        writer.member("text", text.string)
        spans(text.spans, to: &writer)
        sureness(entry.certainty, entry.evidence, to: &writer)
        writer.endObject()
    }

    private func text(_ text: Text, to writer: inout JSONWriter) {
        self.text(text, Entry(.text(.title, "")), to: &writer)
    }

    private func spans(_ spans: [Text.Span], to writer: inout JSONWriter) {
        if spans.isEmpty { return }
        writer.key("spans")
        writer.beginArray()
        for span in spans {
            writer.beginObject()
            writer.member("style", Words.word(span.style, in: Words.style))
            writer.key("start")
            writer.number(Int(span.start))
            writer.key("end")
            writer.number(Int(span.end))
            writer.endObject()
        }
        writer.endArray()
    }

    private func sureness(_ certainty: Certainty, _ evidence: Evidence, to writer: inout JSONWriter) {
        if certainty != .stated { writer.member("certainty", Words.word(certainty, in: Words.certainty)) }
        if evidence != .source { writer.member("evidence", Words.word(evidence, in: Words.evidence)) }
    }

    private func names(_ names: [Name], _ entry: Entry, to writer: inout JSONWriter) {
        if !entry.isPlain {
            writer.beginObject()
            writer.key("names")
        }
        writer.beginArray()
        for name in names { self.name(name, to: &writer) }
        writer.endArray()
        if !entry.isPlain {
            sureness(entry.certainty, entry.evidence, to: &writer)
            writer.endObject()
        }
    }

    private func name(_ name: Name, to writer: inout JSONWriter) {
        writer.beginObject()
        if name.isLiteral { writer.member("literal", name.literal) } else { writer.member("family", name.family) }
        if !name.given.isEmpty { writer.member("given", name.given) }
        if name.kind != (name.isLiteral ? .unknown : .person) {
            writer.member("kind", Words.word(name.kind, in: Words.nameKind))
        }
        if name.hasDetails {
            for part in NamePart.all where !name[keyPath: part.path].isEmpty {
                writer.member(part.name, name[keyPath: part.path])
            }
            if name.commaSuffix {
                writer.key("comma-suffix")
                writer.bool(true)
            }
            if let ordering = name.staticOrdering {
                writer.key("static-ordering")
                writer.bool(ordering)
            }
            if !name.kept.isEmpty {
                writer.key("kept")
                kept(name.kept, to: &writer)
            }
        }
        sureness(name.certainty, name.evidence, to: &writer)
        writer.endObject()
    }

    private mutating func date(_ date: EDTFDate, _ entry: Entry, to writer: inout JSONWriter) {
        let edtf = date.edtf
        checkDate(date, edtf)
        if date.raw.isEmpty, date.shape != .literal, entry.isPlain { return writer.string(edtf) }
        writer.beginObject()
        if date.shape != .literal { writer.member("edtf", edtf) }
        if !date.raw.isEmpty || date.shape == .literal { writer.member("raw", date.raw) }
        sureness(entry.certainty, entry.evidence, to: &writer)
        writer.endObject()
    }

    private mutating func checkDate(_ date: EDTFDate, _ edtf: String) {
        if date.shape == .literal { return }
        var back = EDTFDate(edtf: edtf)
        back?.raw = date.raw
        if back != date { unwritten.append("the date \(date.raw.isEmpty ? "“\(edtf)”" : "“\(date.raw)”")") }
    }

    private func reference(_ reference: ArchivalReference, _ entry: Entry, to writer: inout JSONWriter) {
        writer.beginObject()
        if reference.repository != "" {
            writer.key("repository")
            text(reference.repository, to: &writer)
        }
        if !reference.code.isEmpty { writer.member("code", reference.code) }
        if !reference.institution.isEmpty { writer.member("institution", reference.institution) }
        if !reference.subarea.isEmpty { writer.member("subarea", reference.subarea) }
        if !reference.place.isEmpty { writer.member("place", reference.place) }
        if !reference.country.isEmpty { writer.member("country", reference.country) }
        if reference.collection != "" {
            writer.key("collection")
            text(reference.collection, to: &writer)
        }
        if !reference.levels.isEmpty {
            writer.key("levels")
            writer.beginArray()
            for level in reference.levels {
                writer.beginObject()
                writer.member("kind", level.kind.name)
                writer.member("value", level.value)
                if !level.label.isEmpty { writer.member("label", level.label) }
                writer.endObject()
            }
            writer.endArray()
        }
        if reference.location != "" {
            writer.key("location")
            text(reference.location, to: &writer)
        }
        sureness(entry.certainty, entry.evidence, to: &writer)
        writer.endObject()
    }

    private func relation(_ relation: Relation, _ entry: Entry, to writer: inout JSONWriter) {
        if !entry.isPlain {
            writer.beginObject()
            writer.key("relation")
        }
        writer.beginObject()
        writer.member("kind", relation.kind.name)
        if !relation.key.isEmpty { writer.member("key", relation.key) }
        if relation.title != "" {
            writer.key("title")
            text(relation.title, to: &writer)
        }
        if !relation.label.isEmpty { writer.member("label", relation.label) }
        sureness(relation.certainty, relation.evidence, to: &writer)
        writer.endObject()
        if !entry.isPlain {
            sureness(entry.certainty, entry.evidence, to: &writer)
            writer.endObject()
        }
    }

    /// Writes kept values as an array.
    public func kept(_ kept: [Kept], to writer: inout JSONWriter) {
        writer.beginArray()
        for one in kept {
            writer.beginObject()
            writer.member("format", one.format)
            writer.member("name", one.name)
            writer.member("value", one.value)
            if one.form != .text { writer.member("form", Words.word(one.form, in: Words.form)) }
            writer.endObject()
        }
        writer.endArray()
    }

    /// Writes what belongs to a collection as an object.
    public func info(_ info: CollectionInfo, to writer: inout JSONWriter) {
        writer.beginObject()
        if !info.title.isEmpty { writer.member("title", info.title) }
        if !info.source.isEmpty { writer.member("source", info.source) }
        if !info.ranges.isEmpty {
            writer.key("ranges")
            writer.beginArray()
            for range in info.ranges {
                writer.beginArray()
                writer.number(range.lowerBound)
                writer.number(range.upperBound)
                writer.endArray()
            }
            writer.endArray()
        }
        if let total = info.total {
            writer.key("total")
            writer.number(total)
        }
        if !info.kept.isEmpty {
            writer.key("kept")
            kept(info.kept, to: &writer)
        }
        writer.endObject()
    }
}

/// The rarer parts of a name that are strings: one table for both directions.
struct NamePart: Sendable {
    let name: String
    nonisolated(unsafe) let path: WritableKeyPath<Name, String>

    static let all: [NamePart] = [
        NamePart(name: "dropping-particle", path: \.droppingParticle),
        NamePart(name: "non-dropping-particle", path: \.nonDroppingParticle),
        NamePart(name: "suffix", path: \.suffix),
        NamePart(name: "role", path: \.role),
        NamePart(name: "original", path: \.original),
        NamePart(name: "as-written", path: \.asWritten),
        NamePart(name: "identifier", path: \.identifier),
    ]
}
