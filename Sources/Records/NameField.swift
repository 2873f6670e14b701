/// The fields of a record that hold names: CSL 1.0.2's name variables, and the roles that BibLaTeX and archives add.
///
/// Source: CSL 1.0.2 specification, Appendix IV "Name Variables"; the fields after `translator` are ours.
public enum NameField: UInt8, CaseIterable, Sendable, Hashable {
    case author, chair, collectionEditor, compiler, composer, containerAuthor, contributor, curator, director, editor
    case editorTranslator, editorialDirector, executiveProducer, guest, host, illustrator, interviewer, narrator,
        organizer
    case originalAuthor, performer, producer, recipient, reviewedAuthor, scriptWriter, seriesCreator, translator
    // BibLaTeX
    case afterword, annotator, commentator, foreword, introduction, founder, continuator, redactor, reviser,
        collaborator
    case holder, shortAuthor, shortEditor
    // Archives: who took part in what the document records, who is spoken of, who gave the copy
    case participant, mentioned, donor, transcriber
}

extension NameField {
    /// The field's name in files of ours and in messages; the CSL name where CSL has the field.
    public var name: String { NameField.names[Int(rawValue)] }

    /// The field of that name, or nil.
    public init?(name: String) {
        guard let field = NameField.byName[name] else { return nil }
        self = field
    }

    /// True for CSL's own name variables.
    public var isCSL: Bool { rawValue <= NameField.translator.rawValue }

    static let names: [String] = [
        "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
        "director", "editor", "editor-translator", "editorial-director", "executive-producer", "guest", "host",
        "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
        "reviewed-author", "script-writer", "series-creator", "translator", "afterword", "annotator", "commentator",
        "foreword", "introduction", "founder", "continuator", "redactor", "reviser", "collaborator", "holder",
        "short-author", "short-editor", "participant", "mentioned", "donor", "transcriber",
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: zip(names, allCases))
}
