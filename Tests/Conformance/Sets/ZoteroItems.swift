import JSON

/// Zotero's items as CSL items, by Zotero's own mapping (its schema.json).
enum ZoteroItems {
    static func item(_ value: JSONValue) -> Item? {
        guard let kind = value["itemType"]?.string, kind != "note", kind != "attachment" else { return nil }
        var fields: [String: String] = ["type": types[kind] ?? "document"]
        for member in value.members ?? [] {
            guard let name = self.fields[member.name] ?? (dates[member.name]) else { continue }
            let text = member.value.string ?? Item.text(member.value, field: member.name)
            if text.isEmpty { continue }
            fields[name] = dates[member.name] != nil ? date(text) : Markup.normalized(text)
        }
        for creator in value["creators"]?.array ?? [] {
            guard let role = creator["creatorType"]?.string else { continue }
            let name = creators[role] ?? role
            let literal = creator["name"]?.string
            let given = creator["firstName"]?.string ?? ""
            let text =
                literal.map { "{\($0)}" } ?? (creator["lastName"]?.string ?? "") + (given.isEmpty ? "" : ", \(given)")
            fields[name] = fields[name].map { "\($0)\n\(text)" } ?? text
        }
        if let tags = value["tags"]?.array, !tags.isEmpty {
            fields["keyword"] = tags.compactMap { $0["tag"]?.string ?? $0.string }.joined(separator: ", ")
        }
        for line in lines(value["extra"]) { extra(line, into: &fields) }
        return Item(id: value["citationKey"]?.string ?? key(value["extra"]), fields: fields)
    }

    private static func lines(_ extra: JSONValue?) -> [String] {
        extra?.array?.compactMap(\.string) ?? extra?.string?.split(separator: "\n").map(String.init) ?? []
    }

    private static func key(_ extra: JSONValue?) -> String {
        lines(extra).first { $0.hasPrefix("Citation Key: ") }.map { String($0.dropFirst(14)) } ?? ""
    }

    /// A line of the field "extra": a CSL variable or a field of Zotero's that this type of item has not.
    private static func extra(_ line: String, into fields: inout [String: String]) {
        guard let colon = line.firstIndex(of: ":") else { return }
        let name = line[..<colon].lowercased().replacing("tex.", with: "")
        let value = line[line.index(after: colon)...].drop { $0 == " " }
        let variable = extras[name] ?? name.replacing(" ", with: "-")
        if variables.contains(variable), fields[variable] == nil { fields[variable] = Markup.normalized(String(value)) }
    }

    private static let extras = [
        "doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID", "url": "URL",
        "place": "publisher-place", "howpublished": "publisher", "annotation": "annote", "addendum": "note",
    ]
    private static let variables: Set<String> = [
        "DOI", "ISBN", "ISSN", "PMID", "PMCID", "URL", "publisher", "publisher-place", "original-date",
        "original-title",
        "genre", "number", "volume", "issue", "page", "number-of-pages", "edition", "collection-title", "event-title",
        "event-place", "annote", "note", "version", "status", "chapter-number", "container-title", "medium", "archive",
    ]

    /// "2012-07-27" and "2012" as date parts; anything else as it is.
    private static func date(_ text: String) -> String {
        let sides = text.split(separator: "/", omittingEmptySubsequences: false).map { side -> String? in
            let parts = side.prefix { $0 != " " && $0 != "T" }.split(separator: "-")
            let numbers = parts.compactMap { Int($0) }
            guard numbers.count == parts.count, !numbers.isEmpty, numbers.count <= 3 else { return nil }
            return numbers.map(String.init).joined(separator: "-")
        }
        return sides.contains { $0 == nil } ? text : sides.compactMap { $0 }.joined(separator: "/")
    }

    private static let dates = [
        "date": "issued", "accessDate": "accessed", "issueDate": "issued", "dateDecided": "issued",
        "dateEnacted": "issued",
    ]

    private static let fields: [String: String] = [
        "title": "title", "abstractNote": "abstract", "publicationTitle": "container-title",
        "bookTitle": "container-title",
        "proceedingsTitle": "container-title", "encyclopediaTitle": "container-title",
        "dictionaryTitle": "container-title",
        "websiteTitle": "container-title", "blogTitle": "container-title", "forumTitle": "container-title",
        "programTitle": "container-title", "publisher": "publisher", "university": "publisher",
        "institution": "publisher",
        "label": "publisher", "studio": "publisher", "company": "publisher", "distributor": "publisher",
        "network": "publisher",
        "place": "publisher-place", "volume": "volume", "issue": "issue", "pages": "page", "series": "collection-title",
        "seriesTitle": "collection-title", "seriesNumber": "collection-number", "edition": "edition",
        "numPages": "number-of-pages", "numberOfVolumes": "number-of-volumes", "DOI": "DOI", "ISBN": "ISBN",
        "ISSN": "ISSN",
        "url": "URL", "language": "language", "shortTitle": "title-short",
        "journalAbbreviation": "container-title-short",
        "archive": "archive", "archiveLocation": "archive_location", "callNumber": "call-number", "rights": "license",
        "reportNumber": "number", "patentNumber": "number", "billNumber": "number", "documentNumber": "number",
        "reportType": "genre", "thesisType": "genre", "manuscriptType": "genre", "letterType": "genre",
        "presentationType": "genre",
        "mapType": "genre", "genre": "genre", "websiteType": "genre", "postType": "genre", "type": "genre",
        "conferenceName": "event-title", "meetingName": "event-title", "versionNumber": "version",
        "system": "medium", "artworkMedium": "medium", "libraryCatalog": "source", "scale": "scale",
        "runningTime": "dimensions",
        "artworkSize": "dimensions", "section": "section", "number": "number", "repository": "publisher",
        "archiveID": "number",
    ]

    private static let creators: [String: String] = [
        "bookAuthor": "container-author", "seriesEditor": "collection-editor", "programmer": "author",
        "artist": "author",
        "inventor": "author", "presenter": "author", "podcaster": "author", "cartographer": "author",
        "sponsor": "author",
        "castMember": "performer", "scriptwriter": "script-writer", "recipient": "recipient",
        "reviewedAuthor": "reviewed-author",
        "interviewee": "author", "commenter": "commenter", "composer": "composer", "performer": "performer",
    ]

    private static let types: [String: String] = [
        "artwork": "graphic", "audioRecording": "song", "bill": "bill", "blogPost": "post-weblog", "book": "book",
        "bookSection": "chapter", "case": "legal_case", "computerProgram": "software",
        "conferencePaper": "paper-conference",
        "dataset": "dataset", "dictionaryEntry": "entry-dictionary", "document": "document",
        "email": "personal_communication",
        "encyclopediaArticle": "entry-encyclopedia", "film": "motion_picture", "forumPost": "post",
        "hearing": "hearing",
        "instantMessage": "personal_communication", "interview": "interview", "journalArticle": "article-journal",
        "letter": "personal_communication", "magazineArticle": "article-magazine", "manuscript": "manuscript",
        "map": "map",
        "newspaperArticle": "article-newspaper", "patent": "patent", "podcast": "song", "preprint": "article",
        "presentation": "speech", "radioBroadcast": "broadcast", "report": "report", "standard": "standard",
        "statute": "legislation", "thesis": "thesis", "tvBroadcast": "broadcast", "videoRecording": "motion_picture",
        "webpage": "webpage",
    ]
}
