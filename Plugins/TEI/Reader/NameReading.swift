internal import Records
internal import XML

/// Reads the name that an `author`, `editor`, `persName`, `orgName` or `name` holds.
enum NameReading {
    /// A name; nil where the element holds none. `isExact` is false where the element says more.
    static func read(_ node: Node) -> (name: Name?, isExact: Bool) {
        isAgent(node) ? agent(node) : container(node)
    }

    /// Whether the text of an element is a name: an address or number in it is none of that.
    static func holdsName(_ element: Element?) -> Bool {
        switch element {
        case .author, .editor, .principal, .sponsor, .funder, .persName, .orgName, .name: true
        default: false
        }
    }

    static func isAgent(_ node: Node) -> Bool {
        switch node.element {
        case .persName, .orgName, .name, .rs: true
        default: false
        }
    }

    /// `author`, `editor` and their like: the name stands in an element of its own, or directly within.
    private static func container(_ node: Node) -> (Name?, Bool) {
        var isExact = node.attributeCount == 0 && !node.hasOwnText
        var found: Name?
        var others: [Node] = []
        var address: String?
        for child in node.children {
            if child.element == .idno, let one = Authorities.address(child) {
                address = address ?? one
                isExact = false
                continue
            }
            guard isAgent(child), found == nil || child.has(.type, "as-written") || child.has(.type, "original") else {
                if isPart(child), found == nil {
                    let (name, whole) = parts(node, kind: .person)
                    guard let name else { return (nil, false) }
                    return (withIdentity(name, node), whole && node.attributeCount == 0)
                }
                isExact = false
                continue
            }
            if found == nil {
                let (name, whole) = agent(child)
                found = name
                if !whole { isExact = false }
            } else {
                others.append(child)
            }
        }
        if var name = found {
            for other in others { addForm(other, to: &name, &isExact) }
            name = withIdentity(name, node)
            if name.identifier.isEmpty, let address { name.identifier = address }
            return (name, isExact)
        }
        let (text, isPlain) = TextReading.read(node)
        guard !text.isEmpty else { return (nil, false) }
        let isWhole = isPlain && text.isPlain && node.attributeCount == 0
        let split = NameSplitting.split(text.string, kind: .unknown)
        var name = withIdentity(split.name, node)
        if name.identifier.isEmpty, let address { name.identifier = address }
        return (name, isWhole && !split.isSplit)
    }

    /// A further form of the name: word for word, or in its own script.
    static func addForm(_ node: Node, to name: inout Name, _ isExact: inout Bool) {
        let (text, isPlain) = TextReading.read(node)
        if !isPlain || !text.isPlain || !node.hasOnly([.type, .space]) { isExact = false }
        if node.has(.type, "as-written") { name.asWritten = text.string } else { name.original = text.string }
    }

    private static let known: AttributeSet = [.ref, .key, .cert, .evidence, .role, .type, .space]

    private static func agent(_ node: Node) -> (Name?, Bool) {
        var isExact = node.hasOnly(known)
        let kind: Name.Kind
        switch node.element {
        case .persName: kind = .person
        case .orgName: kind = .organization
        default: kind = kinds.first { $0.word == node[.type] }?.kind ?? .unknown
        }
        let isFamilyFirst = node.has(.type, "family-first")
        if let type = node[.type], !isFamilyFirst, node.element != .name || !kinds.contains(where: { $0.word == type })
        {
            isExact = false
        }
        var (name, isWhole) = parts(node, kind: kind)
        if name == nil {
            let (text, isPlain) = TextReading.read(node)
            guard !text.isEmpty || kind == .others else { return (nil, false) }
            let only = node.child(.name)
            if kind == .person, let only, !node.hasOwnText, only.attributeCount == 0, only.end == node.end - 1,
                only.index == node.index + 1, !only.hasChildren
            {
                // A name within a name: not to be taken apart.
                name = Name(literal: text.string, kind: .person)
                isWhole = true
            } else if kind == .person {
                let split = NameSplitting.split(text.string, kind: .person)
                name = split.name
                isWhole = isPlain && text.isPlain && !split.isSplit
            } else {
                name = Name(literal: text.string, kind: kind)
                isWhole = isPlain && text.isPlain
            }
        }
        guard var name else { return (nil, false) }
        if isFamilyFirst { name.staticOrdering = true }
        return (withIdentity(name, node), isExact && isWhole && hasOneIdentity(node))
    }

    /// Values of `name/@type`.
    static let kinds: [(kind: Name.Kind, word: String)] = [
        (.person, "person"), (.organization, "org"), (.group, "group"), (.office, "office"), (.others, "others"),
    ]

    private static func hasOneIdentity(_ node: Node) -> Bool {
        switch (node[.ref], node[.key]) {
        case (let ref?, nil): isReference(ref)
        case (nil, let key?): !isReference(key)
        case (nil, nil): true
        default: false
        }
    }

    /// Whether an identifier is written as `@ref`: a URI without white space.
    static func isReference(_ identifier: String) -> Bool {
        guard !identifier.isEmpty, !identifier.utf8.contains(where: { $0 <= 0x20 }) else { return false }
        return identifier.hasPrefix("#") || identifier.utf8.contains(UInt8(ascii: ":"))
    }

    /// Identifier, role, certainty and evidence, of which the inner element's stay.
    private static func withIdentity(_ name: Name, _ node: Node) -> Name {
        if node.attributeCount == 0 { return name }
        var name = name
        if name.identifier.isEmpty, let id = node[.ref] ?? node[.key] ?? corresp(node) { name.identifier = id }
        if isAgent(node), let role = node[.role] { name.role = role }
        if let cert = node[.cert].flatMap(Evidences.certainty) { name.certainty = cert }
        if let evidence = node[.evidence].flatMap({ Evidences.evidence($0) }) { name.evidence = evidence }
        return name
    }

    private static func corresp(_ node: Node) -> String? { isAgent(node) ? node[.corresp] : nil }

    private static func isPart(_ node: Node) -> Bool {
        switch node.element {
        case .surname, .forename, .nameLink, .genName: true
        default: false
        }
    }

    /// A name in parts; nil where there is no surname.
    private static func parts(_ node: Node, kind: Name.Kind) -> (Name?, Bool) {
        guard !node.isEmpty, node.end > node.index + 2 else { return (nil, false) }
        var name = Name(family: "", kind: kind)
        var isExact = !node.hasOwnText
        var forenames = 0
        var surnames = 0
        for child in node.children {
            guard isPart(child) else {
                isExact = false
                continue
            }
            let (text, isPlain) = TextReading.read(child)
            let string = text.string
            if !isPlain || !text.isPlain { isExact = false }
            switch child.element {
            case .surname:
                surnames += 1
                if surnames > 1 || child.attributeCount > 0 { isExact = false }
                name.family = name.family.isEmpty ? string : name.family + " " + string
            case .forename:
                forenames += 1
                if forenames > 1 || child.attributeCount > 0 { isExact = false }
                name.given = name.given.isEmpty ? string : name.given + " " + string
            case .nameLink:
                let drops = child.has(.type, "dropping")
                if !child.hasOnly([.type]) || (child.attributeCount > 0 && !drops) { isExact = false }
                if drops { name.droppingParticle = string } else { name.nonDroppingParticle = string }
            default:
                let hasComma = child.has(.type, "comma")
                if !child.hasOnly([.type]) || (child.attributeCount > 0 && !hasComma) { isExact = false }
                name.suffix = string
                name.commaSuffix = hasComma
            }
        }
        guard surnames > 0 else {
            // A forename alone is the whole name.
            return name.given.isEmpty ? (nil, false) : (Name(literal: name.given, kind: kind), false)
        }
        return (name, isExact)
    }
}
