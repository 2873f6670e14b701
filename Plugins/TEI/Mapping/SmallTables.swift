internal import Records

/// The values of `@type` for the dates that stand in notes.
enum DateFields {
    /// Words beside the field's own name in TEI's manner ("eventDate").
    private static let others: [(field: DateField, words: [String])] = [
        (.accessed, ["access", "accessDate", "retrieved", "visited"]),
        (.originalDate, ["original", "origDate"]),
        (.created, ["creation", "written"]),
        (.modified, ["lastModified", "updated"]),
    ]

    private static let byWord: [String: DateField] = {
        var found: [String: DateField] = [:]
        for field in DateField.allCases where field != .issued { found[word(field)] = field }
        for row in others { for word in row.words { found[word] = row.field } }
        return found
    }()

    static func word(_ field: DateField) -> String { TextMapping.camelCase(field.name) }
    static func field(_ word: String) -> DateField? { word.isEmpty ? nil : byWord[word] }
}

/// The values of `relatedItem/@type`.
enum RelationWords {
    private static let others: [(kind: Relation.Kind, words: [String])] = [
        (.partOf, ["host", "in", "partOf"]),
        (.copyOf, ["original", "otherForm"]),
        (.translationOf, ["translatedFrom", "translationOf"]),
        (.reprintOf, ["reprintOf"]),
        (.reviewOf, ["reviewOf"]),
        (.excerptOf, ["excerptOf"]),
        (.hasPart, ["constituent", "hasPart"]),
    ]

    static func kind(_ word: String) -> Relation.Kind? {
        if let kind = Relation.Kind(name: word), kind != .other { return kind }
        return others.first { $0.words.contains(word) }?.kind
    }

    /// What is written as `@type`: the kind's name, or a label that can be one.
    static func word(_ relation: Relation) -> String {
        guard relation.kind == .other, Typing.word(Text(relation.label)) == relation.label, kind(relation.label) == nil,
            relation.label != "reviewed", relation.label != "other"
        else { return relation.kind.name }
        return relation.label
    }

    /// What is written as `@n`; nil where `@type` says it.
    static func label(_ relation: Relation) -> String? {
        relation.label.isEmpty || word(relation) == relation.label ? nil : relation.label
    }
}

/// What another format kept, as a note: `<note type="kept" n="bibtex/source/file">`.
enum KeptNote {
    private static let forms: [(form: Kept.Form, word: String)] = [
        (.text, "text"), (.source, "source"), (.json, "json"), (.xml, "xml"),
    ]

    static func label(_ kept: Kept) -> String {
        let form = forms.first { $0.form == kept.form }?.word ?? "text"
        return "\(kept.format)/\(form)/\(kept.name)"
    }

    static func read(_ label: UnsafeBufferPointer<UInt8>, _ value: @autoclosure () -> String) -> Kept? {
        let slash = UInt8(ascii: "/")
        guard let first = label.firstIndex(of: slash), first > 0,
            let second = label[(first + 1)...].firstIndex(of: slash),
            let form = forms.first(where: { label[(first + 1)..<second].elementsEqual($0.word.utf8) })?.form
        else { return nil }
        func string(_ range: Range<Int>) -> String {
            String(decoding: UnsafeBufferPointer(rebasing: label[range]), as: UTF8.self)
        }
        return Kept(format: string(0..<first), name: string((second + 1)..<label.count), value: value(), form: form)
    }
}

/// Language tags as `xsd:language` has them: letters, then letters and digits, in groups of at most eight.
enum LanguageTags {
    static func isTag(_ text: String) -> Bool {
        var length = 0
        var group = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "-"):
                guard length > 0 else { return false }
                length = 0
                group += 1
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): length += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9") where group > 0: length += 1
            default: return false
            }
            if length > 8 { return false }
        }
        return length > 0
    }
}
