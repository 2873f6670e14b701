internal import JSON
internal import Records

extension RecordDecoder {
    /// Where the original lies.
    mutating func referenceEntry(_ cursor: inout JSONCursor) throws(JSONError) -> Entry {
        var reference = ArchivalReference()
        var sureness = Sureness()
        // What is said of a text within is not said of the statement.
        var inner = Sureness()
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            if key.equals("repository") {
                reference.repository = try text(&cursor, &inner)
            } else if key.equals("code") {
                reference.code = try scalar(&cursor, "code")
            } else if key.equals("institution") {
                reference.institution = try scalar(&cursor, "institution")
            } else if key.equals("subarea") {
                reference.subarea = try scalar(&cursor, "subarea")
            } else if key.equals("place") {
                reference.place = try scalar(&cursor, "place")
            } else if key.equals("country") {
                reference.country = try scalar(&cursor, "country")
            } else if key.equals("collection") {
                reference.collection = try text(&cursor, &inner)
            } else if key.equals("location") {
                reference.location = try text(&cursor, &inner)
            } else if key.equals("levels") {
                guard try enterArray(&cursor) else { continue }
                while try cursor.nextElement() { reference.levels.append(try level(&cursor)) }
            } else if try !sureness.read(key, &cursor, &self) {
                try unknownMember(key, &cursor)
            }
        }
        return Entry(.reference(reference), certainty: sureness.certainty, evidence: sureness.evidence)
    }

    private mutating func level(_ cursor: inout JSONCursor) throws(JSONError) -> ArchivalReference.Level {
        var level = ArchivalReference.Level(.other, "")
        guard try enterObject(&cursor) else { return level }
        while let key = try cursor.nextKey() {
            if key.equals("kind") {
                level.kind = try word(&cursor, of: Words.level, "level", at: key) ?? .other
            } else if key.equals("value") {
                level.value = try scalar(&cursor, "value")
            } else if key.equals("label") {
                level.label = try scalar(&cursor, "label")
            } else {
                try unknownMember(key, &cursor)
            }
        }
        return level
    }
}
