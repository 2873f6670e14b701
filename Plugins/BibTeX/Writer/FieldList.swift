internal import Bytes
internal import Formats

/// The fields of an entry that is being written: names and encoded values, in the order in which they are written. One list
/// is used for many entries, its room kept.
struct FieldList {
    /// A field: where in `bytes` its name and its value stand.
    private struct Item {
        var name: Range<Int>
        /// The value without delimiters.
        var value: Range<Int>
        /// True for the name of a string, which has no delimiters.
        var isBare: Bool
        var rank: Int
    }

    private var items: [Item] = []
    /// Names and values one behind the other. The value of the field that was begun last is appended here.
    var bytes: [UInt8] = []
    /// The rank of what is begun; nil for that of its name.
    var rank: Int?
    /// The field whose value is being written.
    private var open = 0

    mutating func removeAll() {
        items.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        rank = nil
    }

    /// Begins a field, behind the others. What is appended to `bytes` until `end` is its value.
    mutating func begin(_ name: String, isBare: Bool = false) {
        var name = name
        name.withUTF8 { begin($0, isBare: isBare) }
    }

    mutating func begin(_ name: Bytes, isBare: Bool = false) {
        let start = bytes.count
        bytes.append(contentsOf: name)
        open = items.count
        items.append(
            Item(
                name: start..<bytes.count, value: bytes.count..<bytes.count, isBare: isBare,
                rank: rank ?? FieldOrder.rank(name)))
    }

    /// Begins to write more behind the value of a field; false where there is none of that name.
    mutating func extend(_ name: String, by separator: String) -> Bool {
        guard let index = index(of: name) else { return false }
        open = index
        if items[index].value.upperBound != bytes.count {
            let start = bytes.count
            let value = Array(bytes[items[index].value])
            bytes.append(contentsOf: value)
            items[index].value = start..<bytes.count
        }
        bytes.append(contentsOf: separator.utf8)
        return true
    }

    /// Ends the value that was begun last.
    mutating func end() { items[open].value = items[open].value.lowerBound..<bytes.count }

    mutating func add(_ name: String, _ value: String, isBare: Bool = false) {
        begin(name, isBare: isBare)
        bytes.append(contentsOf: value.utf8)
        end()
    }

    /// Adds a field whose value is a whole number.
    mutating func add(_ name: String, number: Int) {
        begin(name)
        bytes.append(contentsOf: String(number).utf8)
        end()
    }

    func has(_ name: String) -> Bool { index(of: name) != nil }

    private func index(of name: String) -> Int? {
        var name = name
        return name.withUTF8 { name in
            bytes.withUnsafeBufferPointer { bytes in items.firstIndex { bytes.slice($0.name).equals(name) } }
        }
    }

    /// Puts the fields in the order of their ranks; those of one rank stay as they are.
    mutating func sort() {
        // Names stand in the order in which fields were begun.
        items.sort { a, b in a.rank == b.rank ? a.name.lowerBound < b.name.lowerBound : a.rank < b.rank }
    }

    /// Writes the fields, a line each, the signs behind the names below each other.
    ///
    /// - Parameter aligned: whether the longest name says how wide the column is; otherwise longer ones stand out.
    func write(into out: inout ByteBuffer, aligned: Bool) {
        let width = aligned ? items.reduce(0) { max($0, $1.name.count) } : FieldList.width
        bytes.withUnsafeBufferPointer { bytes in
            for item in items {
                out.append("  ")
                out.append(bytes.slice(item.name))
                for _ in item.name.count..<max(item.name.count, width) { out.append(UInt8(ascii: " ")) }
                out.append(item.isBare ? " = " : " = {")
                out.append(bytes.slice(item.value))
                out.append(item.isBare ? ",\n" : "},\n")
            }
        }
    }

    private static let width = 12
}

/// The order in which fields are written: who, what, where in, when, where, and then about the entry.
enum FieldOrder {
    static func rank(_ name: Bytes) -> Int {
        guard let rank = ranks.find(name), names[rank].utf8.elementsEqual(name) else { return last }
        return rank
    }

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

    private static let ranks = WordTable(names)
    private static let last = 1000
}
