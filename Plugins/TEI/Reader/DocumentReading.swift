internal import Records
internal import XML

/// Reads the head of a document within a volume of documents: `div type="document"` as the Foreign Relations of the United
/// States encode it, with its source note, date line, and lists of participants and subjects.
///
/// Source: TEI P5 Guidelines, 4.2 "Elements Common to All Divisions"; the volumes of the Office of the Historian.
extension RecordReading {
    mutating func document(_ node: Node) {
        typeWord = RecordType.document.name
        if let number = node[.n] { add(.number, Text(number), of: node) }
        for child in node.children { documentPart(child, number: node[.n]) }
    }

    private mutating func documentPart(_ node: Node, number: String?) {
        switch node.element {
        case .head: head(node, number: number)
        case .dateline: dateline(node)
        case .opener, .closer: for child in node.children { documentPart(child, number: nil) }
        case .date: dateline(node)
        case .list: list(node)
        case .note: sourceNote(node)
        case .persName: person(node)
        case .signed:
            if let person = node.descendants(.persName).first, let name = NameReading.read(person).name {
                addOnce(.author, name)
            }
        default: break
        }
    }

    private mutating func head(_ node: Node, number: String?) {
        var text = TextReading.read(node).text
        if let number, text.string.hasPrefix(number + ". "), text.isPlain {
            text = Text(String(text.string.dropFirst(number.count + 2)))
        }
        if !has(.title) { add(.title, text, of: node) }
        for note in node.descendants(.note) { sourceNote(note) }
        for person in node.descendants(.persName) { self.person(person) }
    }

    /// "From" and "to" in the heading.
    private mutating func person(_ node: Node) {
        guard let type = node[.type], type == "from" || type == "to", let name = NameReading.read(node).name else {
            return
        }
        addOnce(type == "from" ? .author : .recipient, name)
    }

    private mutating func addOnce(_ field: NameField, _ name: Name) {
        if !pendingNames.contains(where: { $0.field == field && $0.name == name }) { add(field, name) }
    }

    private mutating func dateline(_ node: Node) {
        let dates = node.element == .date ? [node] : node.descendants(.date)
        if record[.issued] == nil, let first = dates.first, let date = DateReading.read(first).date {
            add(.issued, date, of: first)
            time(node, of: date)
        }
        if !has(.publisherPlace), let place = node.descendants(.placeName).first {
            add(.publisherPlace, TextReading.read(place).text, of: place)
        }
    }

    /// The hours of a conversation.
    private mutating func time(_ node: Node, of date: EDTFDate) {
        guard let time = node.descendants(.time).first, let day = date.start, day.day > 0, date.shape == .point else {
            return
        }
        func edtf(_ attribute: Attribute) -> String? { time[attribute].map { "\(day.edtf)T\($0)" } }
        let text: String?
        if let from = edtf(.from) { text = edtf(.to).map { "\(from)/\($0)" } ?? from } else { text = edtf(.when) }
        if let text, var hours = EDTFDate(edtf: text) {
            hours.raw = TextReading.string(time)
            add(.eventDate, hours, of: time)
        }
    }

    private mutating func list(_ node: Node) {
        let field: NameField?
        switch node[.type] {
        case "participants": field = .participant
        case "to": field = .recipient
        case "from": field = .author
        case "subject":
            for item in node.descendants(.item) { add(.keyword, TextReading.read(item).text, of: item) }
            return
        default: return
        }
        guard let field else { return }
        for item in node.descendants(.item) {
            // "General Ch'en Ch'eng, Vice President, GRC": the name, then what he is.
            let text = TextReading.read(item).text.string
            let parts = text.split(separator: ",", maxSplits: 1)
            guard let first = parts.first else { continue }
            var name = Name(literal: String(first), kind: item.child(.persName) == nil ? .unknown : .person)
            if parts.count > 1 { name.role = String(parts[1].drop { $0 == " " }) }
            if let person = item.child(.persName) {
                name.identifier = person[.ref] ?? person[.corresp] ?? person[.key] ?? ""
            }
            add(field, name)
        }
    }

    /// "Source: Kennedy Library, National Security Files, Countries Series, China. Secret. Drafted by Rinden."
    private mutating func sourceNote(_ node: Node) {
        let text = TextReading.read(node).text
        guard node.has(.type, "source") || text.string.hasPrefix("Source:") else { return }
        add(.note, text, of: node)
        guard record.reference == nil else { return }
        var words = text.string[...]
        if words.hasPrefix("Source:") { words = words.dropFirst(7) }
        words = words.drop { $0 == " " }
        let sentences = SourceNotes.sentences(words)
        guard let place = sentences.first, let comma = place.firstIndex(of: ",") else { return }
        let location = place[place.index(after: comma)...].drop { $0 == " " }
        let reference = ArchivalReference(
            repository: Text(String(place[..<comma])), levels: SourceNotes.levels(location),
            location: Text(String(location)))
        record.entries.append(Entry(.reference(reference), certainty: .high, evidence: .inference))
        if let mark = sentences.dropFirst().first(where: SourceNotes.isClassification) {
            record.entries.append(
                Entry(.text(.classification, Text(String(mark))), certainty: .high, evidence: .inference))
        }
        for words in sentences.lazy.compactMap(SourceNotes.drafters).first ?? [] { drafter(words, within: node) }
    }

    /// "Rinden": who drafted the document, with the pointer of the name in the note.
    private mutating func drafter(_ words: String, within node: Node) {
        var name = NameSplitting.split(words, kind: .person).name
        name.role = "drafter"
        name.certainty = .high
        name.evidence = .inference
        if let person = node.descendants(.persName).first(where: { TextReading.string($0) == words }) {
            name.identifier = person[.ref] ?? person[.corresp] ?? person[.key] ?? ""
        }
        addOnce(.contributor, name)
    }
}
