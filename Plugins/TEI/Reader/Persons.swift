internal import Records
internal import XML

/// Persons and bodies that a document describes once, and names elsewhere by `ref="#id"`: a name that stands there as one string
/// gets the parts that its description has, and the description's address in an authority file.
///
/// What stands before a name is known as the document is read; the first pointer to what was not met yet has the whole
/// document looked through (`PersonSearch`).
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
    static let most = 100_000
    /// Whether the whole document was looked through.
    var isWhole = false

    /// Takes in the descriptions within an element, or the element itself.
    mutating func add(_ node: Node) {
        if isWhole { return }
        switch node.element {
        case .person, .org, .personGrp: describe(node)
        case .persName, .orgName: if let id = node[.id] { set(id, Person(name: NameReading.read(node).name)) }
        default: for child in node.children { add(child) }
        }
    }

    private mutating func describe(_ node: Node) {
        let forms = node.children.filter { NameReading.isAgent($0) }
        // A name that is pointed to itself stands for the person.
        for form in forms { if let id = form[.id] { set(id, person(node, forms)) } }
        if let id = node[.id] { set(id, person(node, forms)) }
    }

    private func person(_ node: Node, _ forms: [Node]) -> Person {
        var person = Person()
        var main: Node?
        for form in forms {
            let name = NameReading.read(form).name
            guard let name else { continue }
            if Self.isBetter(form, name, than: person.name, main) {
                person.name = name
                main = form
            }
        }
        for form in forms where person.name?.original.isEmpty == true {
            // The name in its own script, beside the one in Latin letters.
            let text = TextReading.string(form)
            if let name = person.name, Self.isLatin(name.isLiteral ? name.literal : name.family), !Self.isLatin(text) {
                person.name?.original = text
            }
        }
        let links = ([node] + forms).flatMap { [$0[.ref], $0[.key], $0[.sameAs]] }.compactMap { $0 }
        let idnos = ([node] + forms).flatMap { $0.children.compactMap(Authorities.address) }
        person.uri = idnos.first ?? links.first(where: Authorities.isAddress) ?? ""
        return person
    }

    /// Whether a form of a name is to be preferred: the one that the description calls so, then one in parts, then the first.
    private static func isBetter(_ form: Node, _ name: Name, than other: Name?, _ otherForm: Node?) -> Bool {
        guard let other, let otherForm else { return true }
        func rank(_ node: Node, _ name: Name) -> Int {
            let isPreferred = ["main", "reg", "pref", "preferred", "standard"].contains(node[.type] ?? "")
            return (isPreferred ? 4 : 0) + (isLatin(name.isLiteral ? name.literal : name.family) ? 2 : 0)
                + (name.isLiteral ? 0 : 1)
        }
        return rank(form, name) > rank(otherForm, other)
    }

    /// Whether the first letter is one of those before the Greek ones.
    private static func isLatin(_ text: String) -> Bool {
        (text.unicodeScalars.first { $0.properties.isAlphabetic }?.value ?? 0) < 0x370
    }

    private mutating func set(_ id: String, _ person: Person) {
        if byID.count < Persons.most, byID[id] == nil { byID[id] = person }
    }

    /// Whether a name within an element points to a person that is not known. `found` is told of each that is pointed to.
    func hasUnknown(in node: Node, found: (String) -> Void) -> Bool {
        var isUnknown = false
        for index in node.index...node.end where node.view.kind(index) == .start {
            let inner = Node(view: node.view, index: index)
            guard inner.attributeCount > 0,
                inner.element == .author || inner.element == .editor
                    || NameReading.isAgent(inner)
            else { continue }
            for attribute in [Attribute.ref, .key, .corresp] {
                guard let bytes = inner.bytes(attribute), bytes.first == UInt8(ascii: "#"), bytes.count > 1 else {
                    continue
                }
                let id = String(decoding: bytes.dropFirst(), as: UTF8.self)
                found(id)
                if byID[id] == nil { isUnknown = true }
            }
        }
        return isUnknown && !isWhole
    }

    /// Resolves the names of a record.
    func resolve(_ record: inout Record) {
        if byID.isEmpty { return }
        for index in record.entries.indices {
            guard case .names(let field, let names) = record.entries[index].content,
                names.contains(where: { person($0) != nil })
            else { continue }
            record.entries[index].content = .names(field, names.map(resolved))
        }
    }

    /// Whom a name points to: `ref="#id"`, or the id as a key.
    private func person(_ name: Name) -> Person? {
        if name.identifier.isEmpty { return nil }
        return byID[name.identifier.hasPrefix("#") ? String(name.identifier.dropFirst()) : name.identifier]
    }

    private func resolved(_ name: Name) -> Name {
        guard let person = person(name) else { return name }
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
        return read.isLiteral && !read.identifier.isEmpty && back.identifier == read.identifier
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
