internal import Records
internal import XML

/// Records made of elements that are written again as they are, since a `biblStruct` would order them otherwise: `bibl`,
/// `biblFull`, `msDesc`, `correspDesc`. What fields fit is in the record; the element itself is kept beside.
extension RecordReading {
    /// The names under which whole elements are kept.
    static let wholePrefix = "record/"
    /// The names under which is kept what describes a document within a text: its heading, lists and notes as they stood, and
    /// the divisions around it. A list has no place for them.
    static let documentPrefix = "document/"

    mutating func whole(_ node: Node) -> Record {
        record.key = node[.id].map(Identifiers.decode) ?? ""
        switch node.element {
        case .bibl: looseBibl(node)
        case .biblFull, .fileDesc, .teiHeader: file(node)
        case .correspDesc: correspondence(node)
        case .div: document(node)
        default: manuscript(node)
        }
        let kept = record.kept.filter { $0.format != RecordReading.format }
        var record = finished()
        record.kept = kept
        return record
    }

    // MARK: bibl

    private mutating func looseBibl(_ node: Node) {
        typeWord = node[.type]
        subtype = node[.subtype]
        let titles = node.descendants(.title)
        hasAnalytic = titles.contains { $0.has(.level, "a") } && titles.count > 1
        parts(of: node)
        if !has(.title) {
            // Words alone: they are all that there is to cite.
            let text = TextReading.read(node).text
            if !text.isEmpty { add(.title, text, of: node) }
        }
    }

    private mutating func parts(of node: Node) {
        for child in node.children {
            switch child.element {
            case .title: _ = map(child, at: place(ofTitle: child))
            case .author, .respStmt: _ = map(child, at: hasAnalytic ? .analytic : .monogr)
            case .date, .publisher, .pubPlace: _ = map(child, at: .imprint)
            case .bibl, .biblStruct, .msDesc, .listBibl: continue
            case .persName, .orgName: if let name = NameReading.read(child).name { add(.contributor, name) }
            default: if map(child, at: .monogr) == .none { parts(of: child) }
            }
        }
    }

    private func place(ofTitle node: Node) -> BiblPlace {
        switch node[.level] {
        case "a": return hasAnalytic ? .analytic : .monogr
        case "s": return .series
        case "m", "j": return .monogr
        default: return hasAnalytic && !has(.title) ? .analytic : .monogr
        }
    }

    // MARK: Headers

    /// `biblFull`, `fileDesc`: a whole document's description.
    private mutating func file(_ node: Node) {
        for child in node.children {
            switch child.element {
            case .fileDesc, .titleStmt, .editionStmt, .publicationStmt, .notesStmt, .profileDesc, .langUsage,
                .textClass,
                .keywords:
                file(child)
            case .title: headerTitle(child)
            case .author, .editor, .respStmt: _ = map(child, at: .monogr)
            case .sponsor, .funder, .principal:
                if var name = NameReading.read(child).name {
                    name.role = child.name.local
                    add(.contributor, name)
                }
            case .publisher, .authority, .distributor:
                if !has(.publisher) { add(.publisher, TextReading.read(child).text, of: child) }
            case .pubPlace: add(.publisherPlace, TextReading.read(child).text, of: child)
            case .seriesStmt: series(child)
            case .sourceDesc: sources(child)
            case .language:
                if !has(.language), let ident = child[.ident] { add(.language, Text(ident), of: child) }
            case .term: add(.keyword, TextReading.read(child).text, of: child)
            case .creation:
                if let date = child.child(.date).flatMap({ DateReading.read($0).date }) {
                    add(.created, date, of: child)
                }
            case .correspDesc: correspondence(child)
            case .list:
                for item in child.descendants(.item) { add(.keyword, TextReading.read(item).text, of: item) }
            default: _ = map(child, at: .monogr)
            }
        }
    }

    /// Title types of headers beside the usual ones.
    private mutating func headerTitle(_ node: Node) {
        let text = TextReading.read(node).text
        switch node[.type] {
        case "complete":
            if has(.title) { record[.title] = nil }
            add(.title, text, of: node)
        case "series": add(.collectionTitle, text, of: node)
        case "volume-number": add(.volume, text, of: node)
        case "volume": add(.volumeTitle, text, of: node)
        case "sub-series": add(.titleAddon, text, of: node)
        default: _ = title(node, at: .monogr)
        }
    }

    private mutating func series(_ node: Node) {
        for child in node.children { _ = map(child, at: .series) }
        if !has(.collectionTitle), let text = node.child(.p).map({ TextReading.read($0).text }) {
            add(.collectionTitle, text, of: node)
        }
    }

    private mutating func sources(_ node: Node) {
        for child in node.children {
            switch child.element {
            case .msDesc:
                let reference = ManuscriptReading.reference(child)
                if !reference.isEmpty, record.reference == nil { record.reference = reference }
            case .p, .ab: add(.note, TextReading.read(child).text, of: child)
            case .listBibl: sources(child)
            case .bibl, .biblStruct, .biblFull:
                let title = child.descendants(.title).first { !$0.isEmpty } ?? child
                let relation = Relation(
                    .copyOf, key: child[.id].map(Identifiers.decode) ?? "", title: TextReading.read(title).text)
                if !relation.title.isEmpty { record.append(.relation(relation)) }
            default: break
            }
        }
    }

    // MARK: Manuscripts

    private mutating func manuscript(_ node: Node) {
        subtype = RecordType.manuscript.name
        typeWord = RecordType.manuscript.name
        let reference = ManuscriptReading.reference(node)
        if !reference.isEmpty { record.setReference(reference, like: ManuscriptReading.statement(node)) }
        describe(node)
    }

    private mutating func describe(_ node: Node) {
        for child in node.children {
            switch child.element {
            case .msIdentifier:
                if let name = child.child(.msName), !has(.title) { add(.title, TextReading.read(name).text, of: name) }
                alternative(child)
            case .title, .head: if !has(.title) { add(.title, TextReading.read(child).text, of: child) }
            case .summary: if !has(.abstract) { add(.abstract, TextReading.read(child).text, of: child) }
            case .author, .respStmt:
                _ = map(child, at: .monogr)
            case .origin: origin(child)
            case .dimensions: _ = dimensions(child)
            case .textLang, .extent, .note: _ = map(child, at: .monogr)
            case .provenance, .acquisition: add(.provenance, TextReading.read(child).text, of: child)
            case .bibl, .listBibl, .locus: break
            default: describe(child)
            }
        }
    }

    /// When and where it was made.
    private mutating func origin(_ node: Node) {
        let dates = node.descendants(.origDate) + node.descendants(.date)
        if record[.issued] == nil, let first = dates.first, let date = DateReading.read(first).date {
            add(.issued, date, of: first)
        }
        let places = [Element.origPlace, .placeName, .settlement].flatMap { node.descendants($0) }
        if !has(.publisherPlace), let first = places.first {
            add(.publisherPlace, TextReading.read(first).text, of: first)
        }
    }

    /// `altIdentifier`: another number that it has there, or one that it had, which is a remark.
    private mutating func alternative(_ identifier: Node) {
        for node in identifier.children where node.element == .altIdentifier {
            let isFormer = ["former", "previous", "old"].contains(node[.type] ?? "")
            if !isFormer, !has(.callNumber), let idno = node.child(.idno) {
                add(.callNumber, TextReading.read(idno).text, of: idno)
            } else {
                let parts = node.children.map(TextReading.string).filter { !$0.isEmpty }
                add(.note, Text(parts.joined(separator: ", ")), of: node)
            }
        }
    }
}
