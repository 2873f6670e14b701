internal import JSON
internal import Records

extension RecordDecoder {
    /// A relation, or `{"relation":{…},"certainty":…}` where something is said of the statement beside the relation.
    mutating func relationEntry(_ cursor: inout JSONCursor) throws(JSONError) -> Entry {
        var relation = Relation(.other)
        var sureness = Sureness()
        var isStatement = false
        guard try enterObject(&cursor) else { return Entry(.relation(relation)) }
        while let key = try cursor.nextKey() {
            if key.equals("relation") {
                relation = try self.relation(&cursor)
                isStatement = true
            } else if try !part(key, of: &relation, &cursor), try !sureness.read(key, &cursor, &self) {
                try unknownMember(key, &cursor)
            }
        }
        if isStatement {
            return Entry(.relation(relation), certainty: sureness.certainty, evidence: sureness.evidence)
        }
        relation.certainty = sureness.certainty
        relation.evidence = sureness.evidence
        return Entry(.relation(relation))
    }

    private mutating func relation(_ cursor: inout JSONCursor) throws(JSONError) -> Relation {
        var relation = Relation(.other)
        var sureness = Sureness()
        guard try enterObject(&cursor) else { return relation }
        while let key = try cursor.nextKey() {
            if try !part(key, of: &relation, &cursor), try !sureness.read(key, &cursor, &self) {
                try unknownMember(key, &cursor)
            }
        }
        relation.certainty = sureness.certainty
        relation.evidence = sureness.evidence
        return relation
    }

    /// Reads a part of a relation; false where the member is none.
    private mutating func part(
        _ key: JSONText, of relation: inout Relation, _ cursor: inout JSONCursor
    ) throws(JSONError) -> Bool {
        if key.equals("kind") {
            relation.kind = try word(&cursor, of: Words.relation, "relation", at: key) ?? .other
        } else if key.equals("key") {
            relation.key = try scalar(&cursor, "key")
        } else if key.equals("title") {
            var inner = Sureness()
            relation.title = try text(&cursor, &inner)
        } else if key.equals("label") {
            relation.label = try scalar(&cursor, "label")
        } else {
            return false
        }
        return true
    }
}
