internal import Records

/// How a record is laid out in TEI: which levels it has, and which words tell its type.
struct RecordShape {
    /// What stands in the container's place.
    enum Container {
        case none
        /// The container of the record.
        case title
        /// The archive, of which only repository, institution and place are known.
        case repository
        /// The source of the copy; the archive stands in a manuscript's description.
        case source
    }

    var hasAnalytic: Bool
    var container: Container
    var hasManuscript: Bool
    var mainLevel: String
    var containerLevel: String
    var typeWord: String
    var subtype: String?
    /// Whether `typeWord` says the genre, which then needs no note.
    var saysGenre: Bool

    init(_ record: Record) {
        let reference = record.reference
        let isUnpublished = TypeMapping.isUnpublished(record.type)
        container = record[.containerTitle] != nil ? .title : .none
        hasManuscript = reference != nil
        if container == .none, isUnpublished {
            if let source = record[.source], reference != nil, record.all(.source).count == 1, !source.isEmpty {
                container = .source
            } else if let reference, !reference.repository.isEmpty, record[.source] == nil,
                reference == RecordShape.bare(reference),
                !(record[.publisher] != nil && !reference.institution.isEmpty),
                !(record[.publisherPlace] != nil && !reference.place.isEmpty),
                // A publisher or place of the record's own would be taken for the archive's.
                record[.publisher] == nil, record[.publisherPlace] == nil
            {
                container = .repository
                hasManuscript = false
            }
        }
        let keptAnalytic = record.kept.contains { $0.format == RecordReading.format && $0.name.hasPrefix("analytic/") }
        hasAnalytic = container != .none || keptAnalytic
        mainLevel =
            hasAnalytic && (container == .title || !isUnpublished)
            ? "a" : isUnpublished ? "u" : record.type == .periodical ? "j" : "m"
        containerLevel = TypeMapping.appearsInJournals(record.type) ? "j" : "m"
        (typeWord, subtype, saysGenre) = RecordShape.words(record, main: mainLevel, hasAnalytic: hasAnalytic)
    }

    /// A reference as far as a container's title, publisher and place can say it.
    static func bare(_ reference: ArchivalReference) -> ArchivalReference {
        ArchivalReference(
            repository: reference.repository, institution: reference.institution, place: reference.place)
    }

    private static func words(_ record: Record, main: String, hasAnalytic: Bool) -> (String, String?, Bool) {
        guard record.type == .document,
            let genre = record.entries.first(where: { entry in
                if case .text(.genre, _) = entry.content { true } else { false }
            }), genre.certainty == .stated, genre.evidence == .source, record.all(.genre).count == 1,
            case .text(_, let text) = genre.content
        else {
            return (
                wordFromGenre(record) ?? record.type.name, wordFromGenre(record) == nil ? nil : subtype(record), false
            )
        }
        guard let word = Typing.word(text) else { return (record.type.name, nil, false) }
        return (word, subtype(record), true)
    }

    /// A genre that is not stated outright gives its word too; a note says how sure it is.
    private static func wordFromGenre(_ record: Record) -> String? {
        record.type == .document ? record[.genre].flatMap(Typing.word) : nil
    }

    /// The type in so many words, where the genre's word would be taken for another.
    private static func subtype(_ record: Record) -> String? {
        guard let word = wordFromGenre(record) else { return nil }
        let read = Typing.type(of: word, subtype: nil, levels: .document)
        return read.type == .document && read.genre != nil && record[.containerTitle] == nil ? nil : record.type.name
    }
}
