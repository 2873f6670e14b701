internal import Bytes
public import JSON
public import Records

/// Writes records in their JSON form: an object with the record's statements as members, in their order.
///
///     {"key":"doe2001","type":"book","title":"On Examples","author":[{"family":"Doe","given":"J."}],"issued":"2001-03"}
///
/// What is as usual is not said: a plain text is a string, a date an EDTF string, a name has the parts that it has. Nothing of
/// a record is lost; docs/record.schema.json has every member. The writer's layout must be the compact one.
public struct RecordEncoder {
    /// What could not be written as it is: a date that EDTF cannot say.
    public private(set) var unwritten: [String] = []

    public init() {}

    /// Writes a record as an object.
    public mutating func record(_ record: Record, to writer: inout JSONWriter) {
        writer.beginObject()
        if !record.key.isEmpty { writer.member(quoted: #""key":"#, record.key) }
        writer.member(quoted: #""type":"#, record.type.name)
        entries(record.entries, to: &writer)
        if !record.kept.isEmpty {
            writer.key(quoted: #""kept":"#)
            kept(record.kept, to: &writer)
        }
        writer.endObject()
    }

    /// Writes statements as members of the object that is open. A field stands once: from the first that would stand a
    /// second time, the statements go into `more`, an array of objects like this one.
    public mutating func entries(_ entries: [Entry], to writer: inout JSONWriter) {
        var index = members(entries, from: 0, to: &writer)
        if index == entries.count { return }
        writer.key(quoted: #""more":"#)
        writer.beginArray()
        while index < entries.count {
            writer.beginObject()
            index = members(entries, from: index, to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    /// Writes statements up to the first whose field was written before, and gives its place.
    private mutating func members(_ entries: [Entry], from start: Int, to writer: inout JSONWriter) -> Int {
        var seen = SeenMembers()
        var index = start
        while index < entries.count {
            let member = RecordMember.index(of: entries[index].content)
            guard seen.insert(member) else { break }
            writer.key(member, of: RecordMember.table)
            let sureness = Sureness(of: entries[index])
            switch entries[index].content {
            case .text: index = texts(entries, from: index, member, to: &writer)
            case .relation: index = relations(entries, from: index, to: &writer)
            case .names(_, let names):
                self.names(names, sureness, to: &writer)
                index += 1
            case .date(_, let date):
                self.date(date, sureness, to: &writer)
                index += 1
            case .reference(let reference):
                self.reference(reference, sureness, to: &writer)
                index += 1
            }
        }
        return index
    }

    /// A field's value, or an array of those that follow one another. Gives the place after the last.
    private func texts(_ entries: [Entry], from start: Int, _ member: Int, to writer: inout JSONWriter) -> Int {
        var end = start + 1
        while end < entries.count, RecordMember.index(of: entries[end].content) == member { end += 1 }
        if end > start + 1 { writer.beginArray() }
        for index in start..<end {
            if case .text(_, let text) = entries[index].content {
                self.text(text, Sureness(of: entries[index]), to: &writer)
            }
        }
        if end > start + 1 { writer.endArray() }
        return end
    }

    private func relations(_ entries: [Entry], from start: Int, to writer: inout JSONWriter) -> Int {
        writer.beginArray()
        var index = start
        while index < entries.count, case .relation(let relation) = entries[index].content {
            self.relation(relation, Sureness(of: entries[index]), to: &writer)
            index += 1
        }
        writer.endArray()
        return index
    }
}

extension RecordEncoder {
    // MARK: Values

    private func text(_ text: Text, _ sureness: Sureness = Sureness(), to writer: inout JSONWriter) {
        if text.isPlain, sureness.isPlain { return writer.string(text.string) }
        writer.beginObject()
        writer.member("text", text.string)
        spans(text.spans, to: &writer)
        self.sureness(sureness, to: &writer)
        writer.endObject()
    }

    private func spans(_ spans: [Text.Span], to writer: inout JSONWriter) {
        if spans.isEmpty { return }
        writer.key("spans")
        writer.beginArray()
        for span in spans {
            writer.beginObject()
            writer.member("style", Words.style[span.style])
            writer.key("start")
            writer.number(Int(span.start))
            writer.key("end")
            writer.number(Int(span.end))
            writer.endObject()
        }
        writer.endArray()
    }

    private func sureness(_ sureness: Sureness, to writer: inout JSONWriter) {
        if sureness.certainty != .stated { writer.member("certainty", Words.certainty[sureness.certainty]) }
        if sureness.evidence != .source { writer.member("evidence", Words.evidence[sureness.evidence]) }
    }

    private func names(_ names: [Name], _ sureness: Sureness, to writer: inout JSONWriter) {
        if !sureness.isPlain {
            writer.beginObject()
            writer.key("names")
        }
        writer.beginArray()
        for name in names { self.name(name, to: &writer) }
        writer.endArray()
        if !sureness.isPlain {
            self.sureness(sureness, to: &writer)
            writer.endObject()
        }
    }

    private func name(_ name: Name, to writer: inout JSONWriter) {
        writer.beginObject()
        if name.isLiteral {
            writer.member(quoted: #""literal":"#, name.literal)
        } else {
            writer.member(quoted: #""family":"#, name.family)
        }
        if !name.given.isEmpty { writer.member(quoted: #""given":"#, name.given) }
        if name.kind != (name.isLiteral ? .unknown : .person) {
            writer.member("kind", Words.nameKind[name.kind])
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
        sureness(Sureness(certainty: name.certainty, evidence: name.evidence), to: &writer)
        writer.endObject()
    }

    private mutating func date(_ date: EDTFDate, _ sureness: Sureness, to writer: inout JSONWriter) {
        if date.shape == .literal {
            writer.beginObject()
            writer.member("raw", date.raw)
        } else if date.raw.isEmpty, sureness.isPlain {
            return edtf(date, to: &writer)
        } else {
            writer.beginObject()
            writer.key("edtf")
            edtf(date, to: &writer)
            if !date.raw.isEmpty { writer.member("raw", date.raw) }
        }
        self.sureness(sureness, to: &writer)
        writer.endObject()
    }

    /// Writes the EDTF form, and reads it again to see whether it says all.
    private mutating func edtf(_ date: EDTFDate, to writer: inout JSONWriter) {
        var edtf: [UInt8] = []
        edtf.reserveCapacity(24)
        date.appendEDTF(to: &edtf)
        var back = edtf.withUnsafeBufferPointer { utf8 in
            writer.string(utf8: utf8)
            return EDTFDate(edtf: utf8)
        }
        if !date.raw.isEmpty { back?.raw = date.raw }
        if back != date { unwritten.append("the date “\(date.raw.isEmpty ? date.edtf : date.raw)”") }
    }

    private func reference(_ reference: ArchivalReference, _ sureness: Sureness, to writer: inout JSONWriter) {
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
        self.sureness(sureness, to: &writer)
        writer.endObject()
    }

    private func relation(_ relation: Relation, _ sureness: Sureness, to writer: inout JSONWriter) {
        if !sureness.isPlain {
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
        self.sureness(Sureness(certainty: relation.certainty, evidence: relation.evidence), to: &writer)
        writer.endObject()
        if !sureness.isPlain {
            self.sureness(sureness, to: &writer)
            writer.endObject()
        }
    }

    /// Writes kept values as an array.
    public func kept(_ kept: [Kept], to writer: inout JSONWriter) {
        writer.beginArray()
        // Often the larger part of a record: each is put down in few steps.
        for index in kept.indices {
            writer.out.append(index == 0 ? #"{"format":"# : #",{"format":"#)
            writer.appendString(kept[index].format)
            writer.out.append(#","name":"#)
            writer.appendString(kept[index].name)
            writer.out.append(#","value":"#)
            writer.appendString(kept[index].value)
            switch kept[index].form {
            case .text: break
            case .source: writer.out.append(#","form":"source""#)
            case let form:
                writer.out.append(#","form":"#)
                writer.appendString(Words.form[form])
            }
            writer.out.append("}")
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

    static let table = JSONNameTable(all.map(\.name))
}
