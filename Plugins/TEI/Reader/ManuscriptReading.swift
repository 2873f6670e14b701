internal import Records
internal import XML

/// Reads `msDesc`: where an original lies.
///
/// Source: TEI P5 Guidelines, 10.4 "The Manuscript Identifier".
enum ManuscriptReading {
    /// The reference that a manuscript description gives.
    static func reference(_ node: Node) -> ArchivalReference {
        var reference = ArchivalReference()
        guard let identifier = node.child(.msIdentifier) else { return reference }
        var idno: String?
        var idnoIsGiven = false
        for child in identifier.children {
            let text = TextReading.read(child).text
            switch child.element {
            case .country: reference.country = text.string
            case .settlement: reference.place = text.string
            case .placeName, .region: if reference.place.isEmpty { reference.place = text.string }
            case .institution: reference.institution = text.string
            case .repository:
                let key = child[.key] ?? ""
                reference.code = key
                reference.repository = key == text.string && !key.isEmpty ? "" : text
            case .collection:
                if let type = child[.type] {
                    if type == "subarea" {
                        reference.subarea = text.string
                    } else {
                        reference.levels.append(level(type, child, text.string))
                    }
                } else if reference.collection.isEmpty {
                    reference.collection = text
                }
            case .idno:
                if idno == nil || child.has(.type, "given") {
                    idno = text.string
                    idnoIsGiven = child.has(.type, "given")
                }
            default: break
            }
        }
        for locus in node.descendants(.locus) where locus[.type] != nil {
            reference.levels.append(level(locus[.type] ?? "", locus, TextReading.string(locus)))
        }
        if let idno, idnoIsGiven || idno != reference.levelsText { reference.location = Text(idno) }
        return reference
    }

    /// How sure a description is of where the original lies.
    static func statement(_ node: Node) -> Entry {
        let content = Entry.Content.reference(ArchivalReference())
        return node.child(.msIdentifier).map { RecordReading().entry(content, $0) } ?? Entry(content)
    }

    /// A level from its kind's word, its number in `@n` and its text: "op. 1", "Bestand 12".
    private static func level(_ type: String, _ node: Node, _ text: String) -> ArchivalReference.Level {
        let kind = Levels.kind(type)
        guard let value = node[.n] else {
            return ArchivalReference.Level(kind ?? .other, Levels.value(text), label: kind == nil ? type : "")
        }
        var label = ""
        if kind == nil || !Levels.isCustomary(text, kind: kind ?? .other, value: value), text.hasSuffix(value) {
            label = String(text.dropLast(value.count))
            if label.hasSuffix(" ") { label.removeLast() }
        } else if value.isEmpty {
            label = text
        }
        return ArchivalReference.Level(kind ?? .other, value, label: label)
    }

    /// Whether a description belongs to the `biblStruct` before it.
    static func belongs(_ node: Node, to id: String) -> Bool {
        if !id.isEmpty, node[.id] == Identifiers.manuscriptPrefix + id { return true }
        for surrogates in node.descendants(.surrogates) {
            for bibl in surrogates.children where bibl.element == .bibl {
                if id.isEmpty ? bibl.has(.type, "preceding") : bibl[.corresp] == "#" + id { return true }
            }
        }
        return false
    }
}

/// The values of `collection/@type` and `locus/@type`.
enum Levels {
    private static let others: [(kind: ArchivalReference.Kind, words: [String])] = [
        (.fonds, ["fond", "bestand", "fondo"]), (.recordGroup, ["recordGroup", "rg"]), (.opis, ["inventory"]),
        (.delo, ["case"]), (.folio, ["list", "leaf"]), (.subfonds, ["subfond"]),
    ]

    static func kind(_ word: String) -> ArchivalReference.Kind? {
        ArchivalReference.Kind(name: word) ?? others.first { $0.words.contains(word) }?.kind
    }

    /// Whether a level's text is its customary one.
    static func isCustomary(_ text: String, kind: ArchivalReference.Kind, value: String) -> Bool {
        let level = ArchivalReference.Level(kind, value)
        return text == level.text(isRussian: false) || text == level.text(isRussian: true)
    }

    /// The number in "f. 8157": what follows an abbreviation.
    static func value(_ text: String) -> String {
        guard let space = text.firstIndex(of: " "), text[..<space].hasSuffix("."), text[..<space].utf8.count <= 6 else {
            return text
        }
        return String(text[text.index(after: space)...])
    }

    /// What is written as `locus`: the smallest levels, of leaves.
    static func isLocus(_ kind: ArchivalReference.Kind) -> Bool { kind == .folio || kind == .page || kind == .frame }
}
