internal import Records
internal import XML

/// Persons and bodies that a document describes once, and names elsewhere by `ref="#id"`: a name that stands there as one string
/// gets the parts that its description has, and the description's address in an authority file.
///
/// Only descriptions that stand before a name are known: a document is read once.
///
/// Source: TEI P5 Guidelines, 14.2.2 "The Person Element"; volumes of the Foreign Relations of the United States have a list with
/// an identifier on each `persName`.
struct Persons: Sendable {
    private struct Person {
        var name: Name?
        /// An address in an authority file; empty where none is given.
        var uri = ""
    }

    private var byID: [String: Person] = [:]
    /// More than this are not remembered.
    private static let most = 100_000

    var isEmpty: Bool { byID.isEmpty }

    /// Takes in the descriptions within an element, or the element itself.
    mutating func add(_ node: Node) {
        switch node.element {
        case .person, .org: describe(node)
        case .persName, .orgName: if let id = node[.id] { set(id, Person(name: NameReading.read(node).name)) }
        default: for child in node.children { add(child) }
        }
    }

    private mutating func describe(_ node: Node) {
        guard let id = node[.id] else { return }
        let names = node.children.filter { NameReading.isAgent($0) }
        var person = Person(name: names.first.flatMap { NameReading.read($0).name })
        let idnos = node.children.filter { $0.element == .idno }.map(TextReading.string)
        let links = [node[.ref], names.first?[.ref], names.first?[.key]].compactMap { $0 }
        person.uri = (idnos + links).first { $0.hasPrefix("http:") || $0.hasPrefix("https:") } ?? ""
        set(id, person)
    }

    private mutating func set(_ id: String, _ person: Person) {
        if byID.count < Persons.most, byID[id] == nil { byID[id] = person }
    }

    /// Resolves the names of a record.
    func resolve(_ record: inout Record) {
        if byID.isEmpty { return }
        for index in record.entries.indices {
            guard case .names(let field, let names) = record.entries[index].content,
                names.contains(where: { $0.identifier.hasPrefix("#") })
            else { continue }
            record.entries[index].content = .names(field, names.map(resolved))
        }
    }

    private func resolved(_ name: Name) -> Name {
        guard name.identifier.hasPrefix("#"), let person = byID[String(name.identifier.dropFirst())] else {
            return name
        }
        var found = name
        if name.isLiteral, let described = person.name, !described.isLiteral {
            found = described
            found.role = name.role
            found.certainty = name.certainty
            found.evidence = name.evidence
            found.original = name.original.isEmpty ? described.original : name.original
            found.asWritten = name.asWritten.isEmpty ? name.literal : name.asWritten
            found.identifier = name.identifier
            found.kept = name.kept
        }
        if !person.uri.isEmpty {
            found.identifier = person.uri
            found.kept.append(Kept(format: RecordReading.format, name: Persons.pointer, value: name.identifier))
        }
        return found
    }

    // MARK: Back

    /// The name under which the pointer within the document is kept with a name.
    private static let pointer = "ref"

    /// What `@ref` was before the name's identifier became an address.
    static func pointer(of name: Name) -> String? {
        name.kept.first { $0.format == RecordReading.format && $0.name == pointer }?.value
    }

    /// Whether a name is the one that an element gives, or that one resolved.
    static func isSame(_ name: Name, as read: Name) -> Bool {
        if name == read { return true }
        var back = name
        if let pointer = pointer(of: name) {
            back.identifier = pointer
            back.kept.removeAll { $0.format == RecordReading.format && $0.name == Persons.pointer }
            if back == read { return true }
        }
        return read.isLiteral && read.identifier.hasPrefix("#") && back.identifier == read.identifier
            && back.asWritten == (read.asWritten.isEmpty ? read.literal : read.asWritten) && back.role == read.role
            && back.certainty == read.certainty && back.evidence == read.evidence
    }

    /// Whether statements are those that an element gives, or those with their names resolved.
    static func areSame(_ entries: [Entry], as read: [Entry]) -> Bool {
        guard entries.count == read.count else { return false }
        return zip(entries, read).allSatisfy { one, other in
            if one == other { return true }
            guard case .names(let field, let names) = one.content, case .names(field, let others) = other.content,
                names.count == others.count, one.certainty == other.certainty, one.evidence == other.evidence
            else { return false }
            return zip(names, others).allSatisfy { isSame($0, as: $1) }
        }
    }
}
