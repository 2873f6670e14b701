internal import Records

extension Record {
    /// Sets the reference, as sure as another statement.
    mutating func setReference(_ reference: ArchivalReference, like entry: Entry) {
        self.reference = reference
        guard let index = referenceIndex else { return }
        entries[index].certainty = entry.certainty
        entries[index].evidence = entry.evidence
    }

    /// Where the reference stands among the entries.
    var referenceIndex: Int? {
        entries.firstIndex { if case .reference = $0.content { true } else { false } }
    }
}

/// The record's type, from `@type` and the levels of its titles; and back.
enum Typing {
    /// What the levels alone say.
    static func byLevels(hasAnalytic: Bool, main: String?, container: String?) -> RecordType {
        if hasAnalytic {
            if main == "u" { return .document }
            return container == "j" ? .articleJournal : .chapter
        }
        switch main {
        case "u": return .document
        case "j": return .periodical
        default: return .book
        }
    }

    static func decide(_ reading: inout RecordReading) {
        let levels = byLevels(
            hasAnalytic: reading.hasAnalytic, main: reading.mainLevel, container: reading.containerLevel)
        let inferred = type(of: reading.typeWord, subtype: reading.subtype, levels: levels)
        reading.record.type = inferred.type
        if let genre = inferred.genre, !reading.has(.genre) {
            reading.record.entries.append(Entry(.text(.genre, Text(genre))))
        }
        readArchive(&reading)
        keepWhatDiffers(&reading)
    }

    /// The type, and the genre that the word stands for where it is no type.
    static func type(of word: String?, subtype: String?, levels: RecordType) -> (type: RecordType, genre: String?) {
        guard let word else { return (levels, nil) }
        if let subtype, let type = RecordType(name: subtype) { return (type, genre(word)) }
        if var type = TypeMapping.type(word) {
            // BibLaTeX calls an article in a journal what is a preprint in CSL.
            if type == .article, word == "article", levels == .articleJournal { type = .articleJournal }
            return (type, nil)
        }
        return levels == .document || levels == .book ? (.document, genre(word)) : (levels, nil)
    }

    /// "memorandum_of_conversation" as "memorandum of conversation".
    private static func genre(_ word: String) -> String {
        String(word.map { $0 == "_" ? " " : $0 })
    }

    /// A genre as a word of `@type`; nil where the word would not give the genre again.
    static func word(_ genre: Text) -> String? {
        guard genre.isPlain, !genre.isEmpty, !genre.string.hasPrefix(" "), !genre.string.hasSuffix(" ") else {
            return nil
        }
        var isAllowed = true
        let word = String(genre.string.map { $0 == " " ? "_" : $0 })
        for scalar in word.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .unassigned, .surrogate, .privateUse, .spaceSeparator, .lineSeparator,
                .paragraphSeparator:
                isAllowed = false
            default: break
            }
        }
        return isAllowed && !genre.string.utf8.contains(UInt8(ascii: "_")) ? word : nil
    }

    /// An unpublished document in a collection: what holds it is the archive, or, beside a manuscript's description, the
    /// source of the copy. `attachManuscript` turns the one into the other.
    private static func readArchive(_ reading: inout RecordReading) {
        guard reading.hasAnalytic, reading.mainLevel == "u", TypeMapping.isUnpublished(reading.record.type),
            reading.record.all(.publisher).count <= 1,
            reading.record.all(.publisherPlace).count <= 1, reading.record[.containerSubtitle] == nil,
            let repository = reading.record[.containerTitle]
        else {
            return
        }
        // A part of a reference has no markup, and nothing tells how sure it is.
        let isStated = reading.record.entries.allSatisfy { entry in
            guard case .text(let field, let text) = entry.content, field == .publisher || field == .publisherPlace
            else {
                return true
            }
            return text.isPlain && entry.certainty == .stated && entry.evidence == .source
        }
        guard isStated, let title = reading.record.entries.first(where: { $0.isText(.containerTitle) }) else { return }
        var reference = ArchivalReference(repository: repository)
        reading.record[.containerTitle] = nil
        if let publisher = reading.record[.publisher] {
            reference.institution = publisher.string
            reading.record[.publisher] = nil
        }
        if let place = reading.record[.publisherPlace] {
            reference.place = place.string
            reading.record[.publisherPlace] = nil
        }
        reading.record.setReference(reference, like: title)
    }

    /// Whether type and levels are just those that a published record is written with.
    private static func isUsual(_ reading: RecordReading) -> Bool {
        let type = reading.record.type
        guard !TypeMapping.isUnpublished(type), reading.subtype == nil, reading.typeWord == type.name,
            reading.hasAnalytic == reading.has(.containerTitle)
        else { return false }
        guard reading.hasAnalytic else { return reading.mainLevel == (type == .periodical ? "j" : "m") }
        return reading.mainLevel == "a"
            && reading.containerLevel == (TypeMapping.appearsInJournals(type) ? "j" : "m")
    }

    /// What the record alone would not be written with.
    private static func keepWhatDiffers(_ reading: inout RecordReading) {
        if isUsual(reading) { return }
        let shape = RecordShape(reading.record)
        if let word = reading.typeWord, shape.typeWord != word || shape.subtype != reading.subtype {
            reading.keep("biblStruct/@type", word, .text)
            if let subtype = reading.subtype { reading.keep("biblStruct/@subtype", subtype, .text) }
        } else if reading.typeWord == nil, let subtype = reading.subtype {
            reading.keep("biblStruct/@subtype", subtype, .text)
        }
        if reading.hasAnalytic, !shape.hasAnalytic { reading.keep("analytic/", "", .text) }
        if let level = reading.mainLevel, level != shape.mainLevel { reading.keep("title/@level", level, .text) }
        if let level = reading.containerLevel, level != shape.containerLevel {
            reading.keep("container/@level", level, .text)
        }
    }
}
