internal import JSON
internal import Records

extension RecordDecoder {
    /// Names: an array, one name without an array, or `{"names":[…],"certainty":…}`.
    mutating func namesEntry(_ field: NameField, _ cursor: inout JSONCursor) throws(JSONError) -> Entry {
        guard try cursor.kind() == .object else { return Entry(.names(field, try names(&cursor))) }
        var probe = cursor
        try probe.enterObject()
        guard let first = try probe.nextKey(), first.equals("names") else {
            return Entry(.names(field, [try name(&cursor)]))
        }
        var names: [Name] = []
        var sureness = Sureness()
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            if key.equals("names") {
                names += try self.names(&cursor)
            } else if try !sureness.read(key, &cursor, &self) {
                try unknownMember(key, &cursor)
            }
        }
        return Entry(.names(field, names), certainty: sureness.certainty, evidence: sureness.evidence)
    }

    private mutating func names(_ cursor: inout JSONCursor) throws(JSONError) -> [Name] {
        guard try cursor.kind() == .array else { return [try name(&cursor)] }
        var names: [Name] = []
        try cursor.enterArray()
        while try cursor.nextElement() { names.append(try name(&cursor)) }
        return names
    }

    private mutating func name(_ cursor: inout JSONCursor) throws(JSONError) -> Name {
        guard try cursor.kind() == .object else { return Name(literal: try scalar(&cursor, "name")) }
        var name = Name(family: "", kind: .unknown)
        var kind: Name.Kind?
        var sureness = Sureness()
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            if key.equals("family") {
                name.family = try scalar(&cursor, "family")
            } else if key.equals("given") {
                name.given = try scalar(&cursor, "given")
            } else if key.equals("literal") {
                if !name.family.isEmpty {
                    problem("two-names", "“\(name.family)” and a literal name are one name", at: key.offset - 1)
                }
                name.literal = try scalar(&cursor, "literal")
            } else if key.equals("kind") {
                kind = try word(&cursor, of: Words.nameKind, "kind of name", at: key)
            } else if try !detail(key, of: &name, &cursor), try !sureness.read(key, &cursor, &self) {
                try unknownMember(key, &cursor)
            }
        }
        name.kind = kind ?? (name.isLiteral ? .unknown : .person)
        name.certainty = sureness.certainty
        name.evidence = sureness.evidence
        return name
    }

    /// Reads what few names have; false where the member is none of it.
    private mutating func detail(
        _ key: JSONText, of name: inout Name, _ cursor: inout JSONCursor
    ) throws(JSONError) -> Bool {
        if let part = NamePart.table[key] {
            name[keyPath: NamePart.all[part].path] = try scalar(&cursor, "name")
        } else if key.equals("comma-suffix") {
            name.commaSuffix = try bool(&cursor)
        } else if key.equals("static-ordering") {
            name.staticOrdering = try bool(&cursor)
        } else if key.equals("kept") {
            name.kept = try kept(&cursor)
        } else {
            return false
        }
        return true
    }
}
