internal import Records
internal import XML

/// Writes names.
extension XMLWriter {
    /// A name of a field at its level: `author`, `editor`, or a statement of responsibility.
    mutating func responsibility(_ field: NameField, _ name: Name) {
        switch field {
        case .author, .containerAuthor, .editor, .collectionEditor:
            start(field == .author || field == .containerAuthor ? "author" : "editor")
            agent(name)
            forms(of: name)
            end()
        default:
            start("respStmt")
            let isInWords = field == .contributor && !name.role.isEmpty && RoleMapping.field(name.role) == nil
            element("resp", [], Text(isInWords ? name.role : field.name))
            var name = name
            if isInWords { name.role = "" }
            agent(name)
            forms(of: name)
            end()
        }
    }

    /// `persName`, `orgName` or `name` with its parts. `isWhole` adds role, certainty and evidence.
    mutating func agent(_ name: Name, isWhole: Bool = true) {
        switch name.kind {
        case .person: start("persName")
        case .organization: start("orgName")
        default: start("name")
        }
        if name.kind != .person, name.kind != .organization,
            let word = NameReading.kinds.first(where: { $0.kind == name.kind })?.word
        {
            attribute(.type, word)
        } else if name.staticOrdering == true, !name.isLiteral {
            attribute(.type, "family-first")
        }
        let identifier = Persons.pointer(of: name) ?? name.identifier
        if !identifier.isEmpty { attribute(NameReading.isReference(identifier) ? .ref : .key, identifier) }
        if isWhole { statement(of: name) }
        if name.isLiteral { literal(name) } else { parts(of: name) }
        end()
    }

    private mutating func statement(of name: Name) {
        if !name.role.isEmpty { attribute(.role, name.role) }
        if let cert = Evidences.cert(name.certainty) { attribute(.cert, cert) }
        if let word = Evidences.word(name.evidence) { attribute(.evidence, word) }
    }

    /// A person's name that must not be taken apart stands within a name of its own.
    private mutating func literal(_ name: Name) {
        if name.kind == .person, NameSplitting.split(name.literal, kind: .person).isSplit {
            element("name", [], Text(name.literal))
        } else {
            content(Text(name.literal))
        }
    }

    private mutating func parts(of name: Name) {
        keepInline()
        var parts: [(element: String, type: String, value: String)] = [
            ("forename", "", name.given), ("nameLink", "dropping", name.droppingParticle),
            ("nameLink", "", name.nonDroppingParticle),
        ]
        parts.insert(("surname", "", name.family), at: name.staticOrdering == true ? 0 : 3)
        parts.append(("genName", name.commaSuffix ? "comma" : "", name.suffix))
        var isFirst = true
        for part in parts where !part.value.isEmpty || part.element == "surname" {
            if !isFirst { text(" ") }
            isFirst = false
            element(part.element, [(.type, part.type)], Text(part.value))
        }
    }

    /// The name word for word and in its own script, beside it.
    private mutating func forms(of name: Name) {
        if !name.asWritten.isEmpty { element("name", [(.type, "as-written")], Text(name.asWritten)) }
        if !name.original.isEmpty { element("name", [(.type, "original")], Text(name.original)) }
    }
}
