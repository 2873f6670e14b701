package import CPlugin
package import Records

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// Takes over records from a plugin's memory: everything is copied, and whatever can be checked is.
///
/// A pointer to nowhere cannot be told from a good one: that is why `--isolate` exists.
package struct RecordImporter {
    /// What was wrong with what came, in order, each at most once for a record.
    private(set) var problems: [Problem] = []
    /// The bytes that this record may still take.
    private var room = RecordImporter.largest

    package init() {}

    /// A record of more text than this is refused.
    static let largest = 1 << 26
    /// A list of more than this is a length that lies.
    static let longest = 1 << 20

    /// What can be wrong.
    enum Problem: Hashable {
        case nullPointer
        case lyingLength
        case notUTF8
        case unknownNumber(String, UInt32)
        case badSpan
        case badDate(String)
        case badRange
        case oldStruct(String, UInt32)
    }

    mutating func takeProblems() -> [Problem] {
        if problems.isEmpty { return [] }
        defer { problems = [] }
        return problems
    }

    /// Gives a message as much room as a record has.
    mutating func beginMessage() { room = RecordImporter.largest }

    private mutating func problem(_ problem: Problem) {
        if !problems.contains(problem), problems.count < 20 { problems.append(problem) }
    }

    /// A copy of a record; nil where it cannot be taken over, with the problem.
    package mutating func record(_ pointer: UnsafePointer<ibid_record>) -> Record? {
        room = RecordImporter.largest
        let size = pointer.pointee.size
        guard size >= MemoryLayout<ibid_record>.size else {
            problem(.oldStruct("ibid_record", size))
            return nil
        }
        let view = pointer.pointee
        guard let entries = list(view.entries, view.entry_count) else { return nil }
        var record = Record()
        record.key = string(view.key)
        record.type = view.type == 0 ? .document : type(view.type)
        record.entries.reserveCapacity(entries.count)
        for entry in entries { add(entry, to: &record) }
        if view.kept_count > 0 { record.kept = kept(view.kept, view.kept_count) }
        return problems.contains(.lyingLength) ? nil : record
    }

    /// What belongs to the collection.
    package mutating func collection(_ pointer: UnsafePointer<ibid_collection>) -> CollectionInfo? {
        room = RecordImporter.largest
        guard pointer.pointee.size >= MemoryLayout<ibid_collection>.size else {
            problem(.oldStruct("ibid_collection", pointer.pointee.size))
            return nil
        }
        let view = pointer.pointee
        return CollectionInfo(
            title: string(view.title), source: string(view.source), ranges: ranges(view.ranges, view.range_count),
            total: view.total > 0 ? Int(view.total) : nil, kept: kept(view.kept, view.kept_count))
    }

    private mutating func ranges(_ base: UnsafePointer<ibid_range>?, _ count: Int) -> [ClosedRange<Int>] {
        guard let list = list(base, count) else { return [] }
        return list.compactMap { range in
            if range.first <= range.last { return Int(range.first)...Int(range.last) }
            problem(.badRange)
            return nil
        }
    }

    /// A copy of a string: empty where it is null, or longer than there is room for.
    mutating func string(_ view: ibid_string) -> String {
        guard let bytes = bytes(view) else { return "" }
        var string = String(decoding: bytes, as: UTF8.self)
        // What is mended is not what it was.
        if !string.withUTF8({ RecordImporter.areSame($0, bytes) }) { problem(.notUTF8) }
        return string
    }

    /// The bytes of a string; nil where it is empty, null, or longer than there is room for.
    private mutating func bytes(_ view: ibid_string) -> UnsafeBufferPointer<UInt8>? {
        if view.count == 0 { return nil }
        guard let base = view.bytes else {
            problem(.nullPointer)
            return nil
        }
        guard view.count <= room else {
            problem(.lyingLength)
            return nil
        }
        room -= view.count
        return UnsafeBufferPointer(
            start: UnsafeRawPointer(base).assumingMemoryBound(to: UInt8.self), count: view.count)
    }

    private static func areSame(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        guard let first = a.baseAddress, let second = b.baseAddress else { return true }
        return memcmp(first, second, a.count) == 0
    }

    /// A list by pointer and length; nil where they cannot be right.
    private mutating func list<Element>(
        _ base: UnsafePointer<Element>?, _ count: Int
    ) -> UnsafeBufferPointer<Element>? {
        if count == 0 { return UnsafeBufferPointer(start: nil, count: 0) }
        guard let base else {
            problem(.nullPointer)
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        guard count > 0, count <= RecordImporter.longest else {
            problem(.lyingLength)
            return nil
        }
        return UnsafeBufferPointer(start: base, count: count)
    }

    private mutating func type(_ number: UInt32) -> RecordType {
        if let type = FieldNumbers.type(number) { return type }
        problem(.unknownNumber("type", number))
        return .document
    }
}

extension RecordImporter {
    // MARK: Entries

    private mutating func add(_ view: ibid_entry, to record: inout Record) {
        let content: Entry.Content
        switch FieldNumbers.field(view.field) {
        case .text(let field): content = .text(field, text(view.value.text))
        case .names(let field):
            guard let list = list(view.value.names.list, view.value.names.count) else { return }
            content = .names(field, list.map { name($0) })
        case .date(let field): content = .date(field, date(view.value.date))
        case nil:
            switch Int(view.field) {
            case Int(IBID_FIELD_REFERENCE):
                guard let reference = reference(view.value.reference) else { return }
                content = .reference(reference)
            case Int(IBID_FIELD_RELATION):
                guard let relation = relation(view.value.relation) else { return }
                content = .relation(relation)
            default: return problem(.unknownNumber("field", UInt32(view.field)))
            }
        }
        record.entries.append(
            Entry(content, certainty: certainty(view.certainty), evidence: evidence(view.evidence)))
    }

    private mutating func text(_ view: ibid_text) -> Text {
        let string = string(view.string)
        if view.span_count == 0 { return Text(string) }
        guard let list = list(view.spans, Int(view.span_count)) else { return Text(string) }
        return Text(string, spans: spans(list, over: string))
    }

    /// The spans that lie within the text, begin and end where characters do, and nest.
    private mutating func spans(_ list: UnsafeBufferPointer<ibid_span>, over string: String) -> [Text.Span] {
        var good: [Text.Span] = []
        var ends: [UInt32] = []
        let utf8 = string.utf8
        func isBoundary(_ offset: UInt32) -> Bool {
            guard offset <= utf8.count else { return false }
            let index = utf8.index(utf8.startIndex, offsetBy: Int(offset))
            return index == utf8.endIndex || utf8[index] & 0xC0 != 0x80
        }
        for span in list {
            while let end = ends.last, end <= span.start { ends.removeLast() }
            guard span.start < span.end, isBoundary(span.start), isBoundary(span.end), ends.count < 64,
                span.start >= good.last?.start ?? 0, span.end <= ends.last ?? .max, span.style > 0,
                let style = Text.Style(rawValue: UInt8(clamping: span.style - 1))
            else {
                problem(.badSpan)
                continue
            }
            ends.append(span.end)
            good.append(Text.Span(style, Int(span.start)..<Int(span.end)))
        }
        return good
    }

    private mutating func name(_ view: ibid_name) -> Name {
        let isLiteral = view.literal.count > 0 || Int32(view.flags) & Int32(IBID_NAME_IS_LITERAL) != 0
        var name =
            isLiteral ? Name(literal: string(view.literal)) : Name(family: string(view.family))
        if view.given.count > 0 { name.given = string(view.given) }
        if view.kind > 0 {
            if let kind = Name.Kind(rawValue: view.kind - 1) {
                name.kind = kind
            } else {
                problem(.unknownNumber("kind of name", UInt32(view.kind)))
            }
        }
        name.certainty = certainty(view.certainty)
        name.evidence = evidence(view.evidence)
        if view.dropping_particle.count > 0 { name.droppingParticle = string(view.dropping_particle) }
        if view.non_dropping_particle.count > 0 { name.nonDroppingParticle = string(view.non_dropping_particle) }
        if view.suffix.count > 0 { name.suffix = string(view.suffix) }
        if view.role.count > 0 { name.role = string(view.role) }
        if view.original.count > 0 { name.original = string(view.original) }
        if view.as_written.count > 0 { name.asWritten = string(view.as_written) }
        if view.identifier.count > 0 { name.identifier = string(view.identifier) }
        if view.kept_count > 0 { name.kept = kept(view.kept, Int(view.kept_count)) }
        let flags = Int(view.flags)
        if flags & Int(IBID_NAME_COMMA_SUFFIX) != 0 { name.commaSuffix = true }
        if flags & Int(IBID_NAME_STATIC_ORDERING) != 0 { name.staticOrdering = true }
        if flags & Int(IBID_NAME_NATURAL_ORDERING) != 0 { name.staticOrdering = false }
        return name
    }

    private mutating func date(_ view: ibid_date) -> EDTFDate {
        let raw = view.raw.count > 0 ? string(view.raw) : ""
        guard let bytes = bytes(view.edtf) else {
            guard view.has_parts != 0 else { return EDTFDate(literal: raw) }
            let (month, day) = (Int(view.month), Int(view.day))
            guard month <= 12 || (21...41).contains(month), day == 0 || (1...12).contains(month),
                day <= EDTFDate.days(in: month, of: Int(view.year))
            else {
                problem(.badDate("\(view.year)-\(month)-\(day)"))
                return EDTFDate(literal: raw.isEmpty ? "\(view.year)-\(month)-\(day)" : raw)
            }
            return EDTFDate(.init(year: Int(view.year), month: month, day: day), raw: raw)
        }
        guard var date = EDTFDate(edtf: bytes) else {
            let edtf = String(decoding: bytes, as: UTF8.self)
            problem(.badDate(String(edtf.prefix(40))))
            return EDTFDate(literal: raw.isEmpty ? edtf : raw)
        }
        if !raw.isEmpty { date.raw = raw }
        return date
    }

    private mutating func reference(_ pointer: UnsafePointer<ibid_reference>?) -> ArchivalReference? {
        guard let pointer else {
            problem(.nullPointer)
            return nil
        }
        guard pointer.pointee.size >= MemoryLayout<ibid_reference>.size else {
            problem(.oldStruct("ibid_reference", pointer.pointee.size))
            return nil
        }
        let view = pointer.pointee
        var reference = ArchivalReference()
        reference.repository = text(view.repository)
        reference.code = string(view.code)
        reference.institution = string(view.institution)
        reference.subarea = string(view.subarea)
        reference.place = string(view.place)
        reference.country = string(view.country)
        reference.collection = text(view.collection)
        reference.location = text(view.location)
        for level in list(view.levels, Int(view.level_count)) ?? UnsafeBufferPointer(start: nil, count: 0) {
            let kind = FieldNumbers.level(level.kind)
            if kind == nil { problem(.unknownNumber("level", level.kind)) }
            reference.levels.append(.init(kind ?? .other, string(level.value), label: string(level.label)))
        }
        return reference
    }

    private mutating func relation(_ pointer: UnsafePointer<ibid_relation>?) -> Relation? {
        guard let pointer else {
            problem(.nullPointer)
            return nil
        }
        guard pointer.pointee.size >= MemoryLayout<ibid_relation>.size else {
            problem(.oldStruct("ibid_relation", pointer.pointee.size))
            return nil
        }
        let view = pointer.pointee
        let kind = FieldNumbers.relation(view.kind)
        if kind == nil { problem(.unknownNumber("relation", view.kind)) }
        return Relation(
            kind ?? .other, key: string(view.key), title: text(view.title), label: string(view.label),
            certainty: certainty(view.certainty), evidence: evidence(view.evidence))
    }

    private mutating func kept(_ base: UnsafePointer<ibid_kept>?, _ count: Int) -> [Kept] {
        guard let list = list(base, count) else { return [] }
        return list.map { view in
            let form = Kept.Form(rawValue: UInt8(clamping: view.form))
            if form == nil { problem(.unknownNumber("form", view.form)) }
            return Kept(
                format: string(view.format), name: string(view.name), value: string(view.value), form: form ?? .text)
        }
    }

    private mutating func certainty(_ number: UInt8) -> Certainty {
        if number == 0 { return .stated }
        if let certainty = Certainty(rawValue: number) { return certainty }
        problem(.unknownNumber("certainty", UInt32(number)))
        return .unknown
    }

    private mutating func evidence(_ number: UInt8) -> Evidence {
        if number == 0 { return .source }
        if let evidence = Evidence(rawValue: number) { return evidence }
        problem(.unknownNumber("evidence", UInt32(number)))
        return .source
    }
}

extension RecordImporter.Problem {
    /// What is wrong, for people: "a string is not UTF-8; it was mended".
    var message: String {
        switch self {
        case .nullPointer: "a pointer is null where its count says that something is there"
        case .lyingLength: "a record has a length that cannot be; the record is left out"
        case .notUTF8: "a string is not UTF-8; it was mended"
        case .unknownNumber(let what, let number): "there is no \(what) \(number)"
        case .badSpan: "a span does not fit its text or crosses another; it is left out"
        case .badDate(let date): "“\(date)” is no date; it was taken as text"
        case .badRange: "a range ends before it begins; it is left out"
        case .oldStruct(let name, let size): "a struct \(name) says that its size is \(size)"
        }
    }

    var code: String {
        switch self {
        case .nullPointer: "plugin.null-pointer"
        case .lyingLength: "plugin.bad-length"
        case .notUTF8: "plugin.not-utf8"
        case .unknownNumber: "plugin.unknown-number"
        case .badSpan: "plugin.bad-span"
        case .badDate: "plugin.bad-date"
        case .badRange: "plugin.bad-range"
        case .oldStruct: "plugin.bad-struct"
        }
    }

    /// Whether something of the record is lost by it.
    var isError: Bool {
        switch self {
        case .nullPointer, .lyingLength, .oldStruct, .unknownNumber: true
        case .notUTF8, .badSpan, .badDate, .badRange: false
        }
    }
}
