internal import Records

/// The fields of an entry that is being written: names and encoded values, in the order in which they are written.
struct FieldList {
    struct Item {
        var name: String
        /// The value without delimiters.
        var value: [UInt8]
        /// The value where it is written as it stood.
        var source = ""
        /// True for the name of a string, which has no delimiters.
        var isBare = false
        var rank: Int
    }

    var items: [Item] = []
    /// The rank of what is added; nil for that of its name.
    var rank: Int?

    mutating func add(_ name: String, _ value: [UInt8], isBare: Bool = false) {
        items.append(Item(name: name, value: value, isBare: isBare, rank: rank ?? FieldOrder.rank(name)))
    }

    mutating func add(_ name: String, source: String, isBare: Bool = false) {
        items.append(Item(name: name, value: [], source: source, isBare: isBare, rank: rank ?? FieldOrder.rank(name)))
    }

    mutating func replace(_ index: Int, with value: [UInt8]) { items[index].value = value }

    func has(_ name: String) -> Bool { items.contains { $0.name == name } }

    /// Puts the fields in the order of ``FieldOrder``; those of one rank stay as they are.
    mutating func sort() {
        // Insertion: stable, and few are out of place.
        for index in items.indices.dropFirst() {
            var at = index
            while at > 0, items[at - 1].rank > items[at].rank {
                items.swapAt(at - 1, at)
                at -= 1
            }
        }
    }

    /// Writes the fields, a line each, the signs behind the names below each other.
    ///
    /// - Parameter aligned: whether the longest name says how wide the column is; otherwise longer ones stand out.
    func write(into out: inout [UInt8], aligned: Bool) {
        let width = aligned ? items.reduce(0) { max($0, $1.name.utf8.count) } : FieldList.width
        for item in items {
            out.append(contentsOf: "  ".utf8)
            out.append(contentsOf: item.name.utf8)
            for _ in item.name.utf8.count..<max(item.name.utf8.count, width) { out.append(0x20) }
            out.append(contentsOf: item.isBare ? " = ".utf8 : " = {".utf8)
            out.append(contentsOf: item.value)
            if !item.source.isEmpty { out.append(contentsOf: item.source.utf8) }
            out.append(contentsOf: item.isBare ? ",\n".utf8 : "},\n".utf8)
        }
    }

    private static let width = 12
}

/// The order in which fields are written: who, what, where in, when, where, and then about the entry.
enum FieldOrder {
    static func rank(_ name: String) -> Int { ranks[name] ?? last }

    private static let names = [
        "author", "authortype", "bookauthor", "editor", "editortype", "editora", "editoratype", "editorb",
        "editorbtype",
        "editorc", "editorctype", "translator", "holder", "key", "title", "subtitle", "titleaddon", "shorttitle",
        "maintitle", "mainsubtitle", "maintitleaddon", "booktitle", "booksubtitle", "booktitleaddon", "journal",
        "journaltitle", "journalsubtitle", "journaltitleaddon", "shortjournal", "issuetitle", "issuesubtitle", "type",
        "series", "volume", "volumes", "part", "number", "issue", "chapter", "pages", "pagetotal", "eid", "edition",
        "version", "eventtitle", "venue", "howpublished", "publisher", "institution", "school", "organization",
        "address",
        "location", "day", "month", "year", "date", "eventdate", "origdate", "pubstate", "library", "archive",
        "archiveplace",
        "archivecollection", "archivelocation", "langid", "language", "isbn", "issn", "doi", "eprint", "eprinttype",
        "archiveprefix", "eprintclass", "primaryclass", "url", "urldate", "note", "addendum", "crossref", "xref",
        "xdata",
        "related", "relatedtype", "relatedstring",
    ]

    private static let ranks: [String: Int] = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    private static let last = 1000
}
