internal import Records

/// The words of `resp` and `@role` for the fields of names; the first is written.
enum RoleMapping {
    /// Words beside the field's own name, in lower case.
    static let others: [(field: NameField, words: [String])] = [
        (.author, ["aut", "writer", "written by", "by", "sender", "creator"]),
        (.editor, ["edt", "edited by", "ed.", "eds.", "primary", "volumeeditor", "herausgeber", "hg.", "hrsg."]),
        (.translator, ["trl", "translated by", "translation", "trans.", "trans", "tr.", "übersetzer", "traducteur"]),
        (.compiler, ["com", "compiled by", "comp."]),
        (.collectionEditor, ["serieseditor", "series editor", "general", "general editor"]),
        (.containerAuthor, ["bookauthor", "book author"]),
        (.recipient, ["rcp", "addressee", "to", "received", "empfänger", "destinataire"]),
        (.participant, ["participants", "interlocutor"]),
        (.mentioned, ["mentions"]),
        (.scriptWriter, ["scriptwriter", "screenwriter"]),
        (.interviewer, ["interview by", "interviewed by"]),
        (.illustrator, ["ill", "illustrated by", "illustrations"]),
        (.director, ["drt", "directed by"]),
        (.producer, ["pro", "produced by"]),
        (.composer, ["cmp", "music by"]),
        (.performer, ["prf", "performed by", "castmember"]),
        (.narrator, ["nrt", "read by"]),
        (.transcriber, ["trc", "transcribed by", "transcription"]),
        (.annotator, ["ann", "annotated by", "annotations"]),
        (.commentator, ["commentary", "cwt", "commentary by"]),
        (.introduction, ["aui", "introduction by"]),
        (.foreword, ["preface", "foreword by", "preface by"]),
        (.afterword, ["afterword by", "aft"]),
        (.reviewedAuthor, ["reviewedauthor"]),
        (.donor, ["dnr", "donated by"]),
        (.holder, ["assignee", "pth"]),
        (.contributor, ["ctb"]),
    ]

    private static let byWord: [String: NameField] = {
        var found: [String: NameField] = [:]
        for field in NameField.allCases { found[field.name] = field }
        for row in others {
            for word in row.words where found[word] == nil { found[word] = row.field }
        }
        return found
    }()

    /// The field of a role in words; nil for an unknown one.
    static func field(_ role: String) -> NameField? {
        byWord[role] ?? byWord[role.lowercased()]
    }
}
