/// The description of one document or publication.
///
/// A record is a value: copying it is cheap, changing a copy leaves the first alone, and it may be sent between threads. Its
/// statements stand in `entries`, in the order in which they were read.
///
///     var record = Record(key: "wcda-1957-09-11", type: .document)
///     record[.title] = "Protocol No. 1 of the Joint Meeting"
///     record[.author] = [Name(family: "Khrushchev")]
///     record[.issued] = EDTFDate(edtf: "1957-09-11")
///     record[.title]?.string   // "Protocol No. 1 of the Joint Meeting"
public struct Record: Sendable, Hashable {
    /// The citation key, or id. Empty where the source gave none.
    public var key: String
    public var type: RecordType
    /// What the record says, in reading order. A text field may stand more than once (several subjects, several URLs).
    public var entries: [Entry]
    /// What no field fits, with its origin.
    public var kept: [Kept]
    /// Nil where no reader marked it.
    @usableFromInline var mark: RecordMark?

    @inlinable public init(key: String = "", type: RecordType = .document, entries: [Entry] = [], kept: [Kept] = []) {
        self.key = key
        self.type = type
        self.entries = entries
        self.kept = kept
    }
}

/// One statement of a record.
public struct Entry: Sendable, Hashable {
    public var content: Content
    public var certainty: Certainty
    public var evidence: Evidence

    @inlinable public init(_ content: Content, certainty: Certainty = .stated, evidence: Evidence = .source) {
        self.content = content
        self.certainty = certainty
        self.evidence = evidence
    }

    /// A field with its value: the kind of field decides the kind of value.
    public enum Content: Sendable, Hashable {
        case text(TextField, Text)
        case names(NameField, [Name])
        case date(DateField, EDTFDate)
        // Rare and large: boxed, so that the others stay small.
        indirect case reference(ArchivalReference)
        indirect case relation(Relation)
    }
}

extension Record {
    /// The first value of a text field. Setting replaces every value of the field; nil or empty removes them.
    @inlinable public subscript(field: TextField) -> Text? {
        get {
            for entry in entries { if case .text(field, let text) = entry.content { return text } }
            return nil
        }
        set {
            set(newValue.flatMap { $0.isEmpty ? nil : .text(field, $0) }) {
                if case .text(field, _) = $0 { true } else { false }
            }
        }
    }

    /// The names of a field, in order; empty where there are none. Setting replaces them.
    @inlinable public subscript(field: NameField) -> [Name] {
        get {
            for entry in entries { if case .names(field, let names) = entry.content { return names } }
            return []
        }
        set {
            set(newValue.isEmpty ? nil : .names(field, newValue)) {
                if case .names(field, _) = $0 { true } else { false }
            }
        }
    }

    /// The date of a field. Setting replaces it; nil removes it.
    @inlinable public subscript(field: DateField) -> EDTFDate? {
        get {
            for entry in entries { if case .date(field, let date) = entry.content { return date } }
            return nil
        }
        set { set(newValue.map { .date(field, $0) }) { if case .date(field, _) = $0 { true } else { false } } }
    }

    /// Where the original lies. Setting replaces it; nil or empty removes it.
    @inlinable public var reference: ArchivalReference? {
        get {
            for entry in entries { if case .reference(let reference) = entry.content { return reference } }
            return nil
        }
        set {
            set(newValue.flatMap { $0.isEmpty ? nil : .reference($0) }) {
                if case .reference = $0 { true } else { false }
            }
        }
    }

    /// Every value of a text field that may stand more than once.
    public func all(_ field: TextField) -> [Text] {
        entries.compactMap { if case .text(field, let text) = $0.content { text } else { nil } }
    }

    /// The ties to other records, in order.
    public var relations: [Relation] {
        entries.compactMap { if case .relation(let relation) = $0.content { relation } else { nil } }
    }

    /// Adds a statement after the others, without looking whether the field is there: what readers use.
    @inlinable public mutating func append(_ content: Entry.Content) {
        entries.append(Entry(content))
    }

    /// What a format kept under a name, or nil.
    public func kept(_ format: String, _ name: String) -> String? {
        kept.first { $0.format == format && $0.name == name }?.value
    }

    /// Puts `content` where the first matching entry stands (or last), and removes every other match.
    @usableFromInline mutating func set(_ content: Entry.Content?, matching: (Entry.Content) -> Bool) {
        guard let first = entries.firstIndex(where: { matching($0.content) }) else {
            if let content { entries.append(Entry(content)) }
            return
        }
        if let content {
            entries[first].content = content
            entries[(first + 1)...].removeAll { matching($0.content) }
        } else {
            entries.removeAll { matching($0.content) }
        }
    }
}
