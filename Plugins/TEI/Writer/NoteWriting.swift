internal import Records
internal import XML

/// What stands behind the levels of a `biblStruct`: notes, relations, and what other formats kept.
extension BiblStructWriting {
    mutating func notes() {
        let saysGenre = shape.saysGenre && plan["biblStruct/@type"] == nil
        let source = shape.container == .source ? record.entries.firstIndex { $0.isText(.source) } : nil
        let languages = (record[.summaryLanguage]?.string, record[.language]?.string)
        for (index, entry) in record.entries.enumerated() where !plan.covers(index) && index != source {
            switch entry.content {
            case .text(let field, let text):
                guard let row = TextMapping.row(field), row.element == .note else { continue }
                if field == .genre, saysGenre { continue }
                var attributes: [(Attribute, String)] = [(.type, row.words[0])]
                if field == .abstract {
                    let language = languages.0 ?? languages.1 ?? ""
                    attributes.append((.lang, LanguageTags.isTag(language) ? language : ""))
                }
                if field == .summaryLanguage, record[.abstract] != nil, LanguageTags.isTag(text.string),
                    text.isPlain, text.string != languages.1, entry.certainty == .stated, entry.evidence == .source
                {
                    continue
                }
                writer.element("note", attributes, text, entry)
            case .date(let field, let date) where field != .issued:
                writer.start("note")
                writer.attribute(.type, DateFields.word(field))
                writer.date("date", date, entry)
                writer.end()
            default: continue
            }
        }
    }

    mutating func relations() {
        for (index, entry) in record.entries.enumerated() where !plan.covers(index) {
            guard case .relation(let relation) = entry.content else { continue }
            writer.start("relatedItem")
            writer.attribute(.type, RelationWords.word(relation))
            if let label = RelationWords.label(relation) { writer.attribute(.n, label) }
            let target = relation.key.isEmpty ? nil : "#" + Identifiers.encode(relation.key)
            if relation.title.isEmpty, let target { writer.attribute(.target, target) }
            writer.statement(Entry(entry.content, certainty: relation.certainty, evidence: relation.evidence))
            if !relation.title.isEmpty {
                writer.start("bibl")
                if let target { writer.attribute(.corresp, target) }
                writer.element("title", [], relation.title)
                writer.end()
            }
            writer.end()
        }
    }

    /// What other formats kept.
    mutating func foreign() {
        for kept in record.kept where kept.format != RecordReading.format {
            writer.element("note", [(.type, "kept"), (.n, KeptNote.label(kept))], Text(kept.value))
        }
    }
}
