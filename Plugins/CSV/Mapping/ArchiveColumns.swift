internal import Records

extension ColumnSet {
    /// AtoM's import and export of descriptions (ISAD). Several values in a cell stand with `|` between; `NULL` says nothing.
    static let atom = ColumnSet(
        id: "atom", signature: ["legacyId", "levelOfDescription", "scopeAndContent"], separator: UInt8(ascii: "|"),
        empty: "NULL",
        columns: [
            ("legacyId", .key), ("parentId", .slot(.parent)), ("identifier", .archive(.location)),
            ("title", .text(.title)), ("levelOfDescription", .text(.levelOfDescription)),
            ("extentAndMedium", .text(.extent)), ("repository", .archive(.repository)),
            ("archivalHistory", .text(.provenance)), ("scopeAndContent", .text(.abstract)),
            ("accessConditions", .text(.accessConditions)), ("reproductionConditions", .text(.license)),
            ("language", .text(.language)), ("languageOfDescription", .text(.summaryLanguage)),
            ("digitalObjectURI", .text(.url)), ("generalNote", .text(.note)), ("subjectAccessPoints", .text(.keyword)),
            ("placeAccessPoints", .text(.place)), ("nameAccessPoints", .names(.mentioned)),
            ("genreAccessPoints", .text(.genre)), ("physicalObjectName", .slot(.containerName)),
            ("physicalObjectLocation", .slot(.containerLocation)), ("physicalObjectType", .slot(.containerType)),
            ("eventDates", .slot(.eventDates)), ("eventTypes", .slot(.eventTypes)),
            ("eventStartDates", .slot(.eventStarts)), ("eventEndDates", .slot(.eventEnds)),
            ("eventActors", .slot(.eventActors)),
        ])

    /// ArchivesSpace's sheet for bulk import of archival objects. A column that occurs several times has a number in its name.
    static let archivesSpace = ColumnSet(
        id: "archivesspace", signature: ["ref_id", "title", "level", "hierarchy"], separator: UInt8(ascii: "|"),
        columns: [
            ("ref_id", .text(.recordID)), ("title", .text(.title)), ("unit_id", .archive(.location)),
            ("ead", .archive(.collection)), ("level", .slot(.level)), ("other_level", .slot(.otherLevel)),
            ("dates_label", .slot(.dateLabel)), ("begin", .slot(.dateBegin)), ("end", .slot(.dateEnd)),
            ("date_type", .slot(.dateKind)), ("expression", .slot(.dateExpression)),
            ("date_certainty", .slot(.dateCertainty)), ("type_#", .slot(.levelType(1))),
            ("indicator_#", .slot(.levelValue(1))), ("number_#", .slot(.extentNumber(1))),
            ("number", .slot(.extentNumber(1))),
            ("extent_type", .slot(.extentType(1))), ("extent_type_#", .slot(.extentType(1))),
            ("people_agent_header_#", .slot(.agent(1))), ("people_agent_role_#", .slot(.agentRole(1))),
            ("role_#", .slot(.agentRole(1))), ("people_agent_relator_#", .slot(.agentRelator(1))),
            ("relator_#", .slot(.agentRelator(1))), ("corporate_entities_agent_header_#", .slot(.body(1))),
            ("corporate_entities_agent_role_#", .slot(.bodyRole(1))),
            ("corporate_entities_agent_relator_#", .slot(.bodyRelator(1))), ("subject_#_term", .text(.keyword)),
            ("subject_term_#", .text(.keyword)), ("n_abstract", .text(.abstract)), ("n_scopecontent", .text(.abstract)),
            ("n_accessrestrict", .text(.accessConditions)), ("n_userestrict", .text(.license)),
            ("n_custodhist", .text(.provenance)), ("n_prefercite", .text(.creditLine)), ("n_odd", .text(.note)),
            ("l_lang", .text(.language)), ("l_langmaterial", .text(.language)),
            ("digital_object_link", .text(.url)),
        ])

    /// The words for containers and levels, as both write them.
    static let levelWords: [(word: String, kind: ArchivalReference.Kind)] = [
        ("box", .box), ("folder", .folder), ("file", .file), ("carton", .carton), ("reel", .reel), ("volume", .volume),
        ("bundle", .bundle), ("frame", .frame), ("item", .item), ("page", .page), ("series", .series),
        ("object", .item), ("folio", .folio), ("piece", .piece), ("case", .box),
    ]
}
