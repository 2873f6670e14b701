internal import Records
internal import XML

/// Reads `correspDesc`: who wrote to whom, when and from where.
///
/// Source: TEI P5 Guidelines, 2.4.6; Correspondence Metadata Interchange Format (CMIF).
extension RecordReading {
    mutating func correspondence(_ node: Node) {
        typeWord = RecordType.personalCommunication.name
        subtype = nil
        if let ref = node[.ref] { add(.url, Text(ref), of: node) }
        if let key = node[.key] { add(.number, Text(key), of: node) }
        for child in node.children {
            switch child.element {
            case .correspAction: action(child)
            case .note: mentions(child)
            default: break
            }
        }
    }

    private mutating func action(_ node: Node) {
        let isSent = node.has(.type, "sent")
        guard isSent || node.has(.type, "received") else { return }
        for child in node.children {
            switch child.element {
            case .persName, .orgName, .name, .rs:
                if let name = NameReading.read(child).name { add(isSent ? .author : .recipient, name) }
            case .date:
                let field: DateField = isSent ? .issued : .received
                if record[field] == nil, let date = DateReading.read(child).date { add(field, date, of: child) }
            case .placeName, .settlement:
                // Where it was received is a place that it has to do with.
                if isSent, has(.publisherPlace) { break }
                add(isSent ? .publisherPlace : .place, TextReading.read(child).text, of: child)
            default: break
            }
        }
    }

    /// CMIF 2: what the letter speaks of, as `ref`s in a note.
    private mutating func mentions(_ node: Node) {
        for ref in node.descendants(.ref) {
            let type =
                ref[.type].map { String($0.split(separator: ":").last ?? "").split(separator: "/").last ?? "" } ?? ""
            let text = TextReading.read(ref).text
            switch type {
            case "mentionsPerson", "mentionsOrg":
                guard !text.isEmpty else { continue }
                var name = NameSplitting.split(text.string, kind: type == "mentionsOrg" ? .organization : .person).name
                if type == "mentionsOrg" { name = Name(literal: text.string, kind: .organization) }
                name.identifier = ref[.target] ?? ""
                add(.mentioned, name)
            case "mentionsPlace": add(.place, text, of: ref)
            case "mentionsSubject", "hasSubject": add(.keyword, text, of: ref)
            case "hasLanguage":
                if !has(.language), let target = ref[.target] { add(.language, Text(target), of: ref) }
            default: break
            }
        }
    }
}
