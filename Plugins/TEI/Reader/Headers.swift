internal import Records
internal import XML

/// What was read of a header so far.
struct HeaderState {
    var fileDesc: String?
    /// The parts of the profile, with their names.
    var profile: [(name: String, xml: String)] = []
    /// The one correspondence description that may be the document's own.
    var letter: PendingLetters.Letter?
    var hasLetters = false
    var isOwn = false
    private(set) var line = 1
    private var bare: Bare?

    /// A header that says no more than the file's title, until it is known whether there are records behind it.
    struct Bare {
        var xml: String
        var title: String
        var line: Int
        /// What belongs to the collection: the parts of the profile, with whom it describes.
        var kept: [Kept]
    }

    mutating func begin(line: Int) {
        self = HeaderState()
        self.line = line
    }

    /// Keeps a held header only.
    mutating func end() {
        let held = bare
        self = HeaderState()
        bare = held
    }

    /// The header as the element that may stand in a list.
    var xml: String? {
        guard let fileDesc else { return nil }
        let parts = profile.map(\.xml).joined()
        let profile = parts.isEmpty ? "<profileDesc/>" : "<profileDesc>\(parts)</profileDesc>"
        return "<biblFull xmlns=\"\(Element.namespace)\">\(fileDesc)\(profile)</biblFull>"
    }

    /// The parts of the profile as what is kept with the collection.
    var keptProfile: [Kept] {
        profile.map {
            Kept(format: RecordReading.format, name: HeaderState.profilePrefix + $0.name, value: $0.xml, form: .xml)
        }
    }

    static let profilePrefix = "profileDesc/"

    mutating func holdBare(_ xml: String, title: String) {
        let lists: [Kept] =
            Snippet.read(xml) { node in
                [Element.listPerson, .listOrg].flatMap { list in
                    node.child(.fileDesc)?.descendants(list).map {
                        Kept(
                            format: RecordReading.format, name: "standOff/\(list.local)", value: Fragment.xml($0),
                            form: .xml)
                    } ?? []
                }
            } ?? []
        bare = Bare(xml: xml, title: title, line: line, kept: keptProfile + lists)
    }

    mutating func takeBare() -> Bare? {
        defer { bare = nil }
        return bare
    }
}

/// Letters in the header that point to records in the list.
struct PendingLetters {
    struct Letter {
        var xml: String
        var line: Int
    }

    private var byID: [String: Letter] = [:]
    private var order: [String] = []
    private var others: [Letter] = []

    var isEmpty: Bool { byID.isEmpty }

    mutating func add(_ letter: Letter, for id: String) {
        if byID[id] != nil {
            others.append(letter)
        } else {
            byID[id] = letter
            order.append(id)
        }
    }

    mutating func take(_ id: String) -> String? { byID.removeValue(forKey: id)?.xml }

    /// Those that pointed to no record.
    mutating func takeAll() -> [Letter] {
        defer { self = PendingLetters() }
        return order.compactMap { byID[$0] } + others
    }
}

/// The header that Ibid's own writer makes: it describes the list, and is no record.
enum OwnHeader {
    static let application = "ibid"

    /// Whether an `encodingDesc` says that Ibid made the file.
    static func marks(_ node: Node) -> Bool {
        node.element == .encodingDesc && node.descendants(.application).contains { $0[.ident] == application }
    }

    /// What belongs to the collection.
    static func read(_ xml: String, into info: inout CollectionInfo) {
        Snippet.read(xml) { node in
            for title in node.descendants(.title).prefix(1) where !title.has(.type, "none") {
                info.title = TextReading.string(title)
            }
            for note in node.descendants(.note) {
                let text = TextReading.string(note)
                switch note[.type] {
                case "source": info.source = text
                case "total": info.total = Int(text)
                case "range":
                    let ends = text.split(separator: "-").compactMap { Int($0) }
                    if ends.count == 2, ends[0] <= ends[1] { info.ranges.append(ends[0]...ends[1]) }
                case "kept":
                    if let label = note.bytes(.n), let kept = KeptNote.read(label, text) { info.kept.append(kept) }
                default: break
                }
            }
        }
    }

    /// Whether a header's record says nothing but the title: then it describes the file, and its lists are what matters.
    static func isBare(_ record: Record) -> Bool {
        record.entries.allSatisfy { entry in
            switch entry.content {
            case .text(let field, _): field == .title || field == .note || field == .accessConditions
            case .names, .date, .relation, .reference: false
            }
        }
    }
}

/// What the documents of a volume take over from its header.
enum VolumeEntries {
    static func of(_ header: Record) -> [Entry] {
        var entries: [Entry] = []
        for entry in header.entries {
            guard case .text(let field, let text) = entry.content else { continue }
            switch field {
            case .title: entries.append(Entry(.text(.containerTitle, text)))
            case .volume, .publisher, .isbn: entries.append(entry)
            default: break
            }
        }
        return entries
    }
}

extension Snippet {
    /// An element as XML without the namespace's declaration, for a place within TEI.
    static func inner(_ node: Node) -> String { Fragment.xml(node, id: node[.id] ?? "") }
}
