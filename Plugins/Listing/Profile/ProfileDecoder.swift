internal import Formats
private import JSON
private import Records

/// Reads a profile from JSON. Every member that is not known, every value of the wrong kind is told with its line and column;
/// the rest is read.
struct ProfileDecoder {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let source: String
    private var cursor: JSONCursor
    private(set) var diagnostics: [Diagnostic] = []

    /// A profile, with what there is to say of it. Nil where the text is no JSON or lacks a name.
    static func profile(_ bytes: [UInt8], source: String) -> (profile: SourceProfile?, diagnostics: [Diagnostic]) {
        bytes.withUnsafeBufferPointer { buffer in
            var decoder = ProfileDecoder(buffer, source: source)
            var profile = SourceProfile()
            do throws(JSONError) {
                try decoder.profile(&profile)
                try decoder.cursor.finish()
            } catch {
                decoder.say(.error, "not-json", error.description, at: error.offset)
                return (nil, decoder.diagnostics)
            }
            if profile.name.isEmpty || profile.id.isEmpty {
                decoder.say(
                    .error, "no-name", "the profile has no “\(profile.id.isEmpty ? "id" : "name")”", at: 0,
                    hint: "“id” and “name” are what a profile must have")
                return (nil, decoder.diagnostics)
            }
            return (profile, decoder.diagnostics)
        }
    }

    /// A table of repositories.
    static func repositories(_ bytes: [UInt8], source: String) -> (table: RepositoryTable, diagnostics: [Diagnostic]) {
        bytes.withUnsafeBufferPointer { buffer in
            var decoder = ProfileDecoder(buffer, source: source)
            var table = RepositoryTable()
            do throws(JSONError) {
                try decoder.members { me, name throws(JSONError) in try me.tableMember(name, &table) }
                try decoder.cursor.finish()
            } catch {
                decoder.say(.error, "not-json", error.description, at: error.offset)
            }
            return (table, decoder.diagnostics)
        }
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>, source: String) {
        self.bytes = bytes
        self.source = source
        cursor = JSONCursor(bytes, at: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    }

    private mutating func say(
        _ severity: Diagnostic.Severity, _ code: String, _ message: String, at offset: Int, hint: String? = nil
    ) {
        let place = JSONError(.value, at: offset).place(in: bytes)
        diagnostics.append(
            Diagnostic(
                severity, "profile.\(code)", message,
                at: Place(source: source, line: place.line, column: place.column), hint: hint))
    }
}

// MARK: Parts of a profile

extension ProfileDecoder {
    private mutating func profile(_ profile: inout SourceProfile) throws(JSONError) {
        try members { me, name throws(JSONError) in
            switch name {
            case "$schema", "comment": try me.skip()
            case "id": try me.string(&profile.id)
            case "name": try me.string(&profile.name)
            case "formerNames": try me.strings(&profile.formerNames)
            case "institution": try me.string(&profile.institution)
            case "subarea": try me.string(&profile.subarea)
            case "place": try me.string(&profile.place)
            case "country": try me.string(&profile.country)
            case "language": try me.string(&profile.language)
            case "keyPrefix": try me.string(&profile.keyPrefix)
            case "recordType": try me.word(&profile.recordType, RecordType.init(name:), RecordType.allCases.map(\.name))
            case "hosts": try me.strings(&profile.hosts)
            case "recordURLs": try me.strings(&profile.recordURLs)
            case "dateOrder":
                try me.word(
                    &profile.dateOrder, SourceProfile.DateOrder.init(rawValue:), ["month-day-year", "day-month-year"])
            case "firstOfJanuaryIsYear": try me.flag(&profile.firstOfJanuaryIsYear)
            case "listing":
                try me.members { me, name throws(JSONError) in try me.listingMember(name, &profile.listing) }
            case "document":
                try me.members { me, name throws(JSONError) in try me.documentMember(name, &profile.document) }
            case "repositories", "levels", "traditions": return try me.tableMember(name, &profile.repositories)
            default: return false
            }
            return true
        }
    }

    private mutating func listingMember(
        _ name: String, _ listing: inout SourceProfile.Listing
    ) throws(JSONError) -> Bool {
        switch name {
        case "order":
            var words: [String] = []
            try strings(&words)
            let parts = words.compactMap(SourceProfile.Listing.Part.init(rawValue:))
            if parts.count == words.count, parts.contains(.title) {
                listing.order = parts
            } else {
                say(
                    .error, "value", "“order” must be of “date”, “title” and “summary”, with “title” among them",
                    at: cursor.offset)
            }
        case "ranges": try patterns(&listing.ranges)
        case "totals": try patterns(&listing.totals)
        case "before": try patterns(&listing.before)
        case "after": try patterns(&listing.after)
        case "anywhere": try patterns(&listing.anywhere)
        case "labels": try labels(&listing.labels)
        default: return false
        }
        return true
    }

    private mutating func documentMember(
        _ name: String, _ document: inout SourceProfile.Document
    ) throws(JSONError) -> Bool {
        switch name {
        case "markers": try patterns(&document.markers)
        case "labels": try labels(&document.labels)
        case "headings": try patterns(&document.headings)
        case "text": try patterns(&document.text)
        case "credits": try patterns(&document.credits)
        case "classes":
            try pairs { name, value in
                guard let held = SourceProfile.Document.Held(rawValue: value) else { return false }
                document.classes.append((name, held))
                return true
            } expected: {
                "one of heading, credits, date, summary, text, item, skip"
            }
        default: return false
        }
        return true
    }

    private mutating func tableMember(_ name: String, _ table: inout RepositoryTable) throws(JSONError) -> Bool {
        switch name {
        case "comment": try skip()
        case "repositories":
            try elements { me throws(JSONError) in
                var row = RepositoryTable.Repository()
                try me.members { me, name throws(JSONError) in
                    switch name {
                    case "name": try me.string(&row.name)
                    case "code": try me.string(&row.code)
                    case "aliases": try me.strings(&row.aliases)
                    case "place": try me.string(&row.place)
                    case "country": try me.string(&row.country)
                    case "tradition": try me.string(&row.tradition)
                    case "forms": try me.strings(&row.forms)
                    default: return false
                    }
                    return true
                }
                table.repositories.append(row)
            }
        case "levels": try levels(&table.levels)
        case "traditions":
            try elements { me throws(JSONError) in
                var row = RepositoryTable.Tradition()
                try me.members { me, name throws(JSONError) in
                    switch name {
                    case "name": try me.string(&row.name)
                    case "levels": try me.levels(&row.levels)
                    default: return false
                    }
                    return true
                }
                table.traditions.append(row)
            }
        default: return false
        }
        return true
    }

    private mutating func levels(_ levels: inout [RepositoryTable.LevelWords]) throws(JSONError) {
        try elements { me throws(JSONError) in
            var row = RepositoryTable.LevelWords()
            try me.members { me, name throws(JSONError) in
                switch name {
                case "kind":
                    let at = me.cursor.offset
                    try me.string(&row.kind)
                    if ArchivalReference.Kind(name: row.kind) == nil {
                        me.say(.error, "value", "there is no kind of level “\(row.kind)”", at: at)
                    }
                case "words": try me.strings(&row.words)
                default: return false
                }
                return true
            }
            levels.append(row)
        }
    }

    private mutating func labels(_ labels: inout [(label: String, field: SourceProfile.Field)]) throws(JSONError) {
        var read: [(String, SourceProfile.Field)] = []
        try pairs { name, value in
            guard let field = SourceProfile.Field(rawValue: value) else { return false }
            read.append((LinePattern.normalized(name), field))
            return true
        } expected: {
            "one of " + SourceProfile.Field.allCases.map(\.rawValue).joined(separator: ", ")
        }
        labels = read
    }
}

// MARK: Values

extension ProfileDecoder {
    private typealias Member = (inout ProfileDecoder, String) throws(JSONError) -> Bool

    /// Reads an object; `read` says whether it knows a member.
    private mutating func members(_ read: Member) throws(JSONError) {
        guard try isNext(.object) else { return }
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            let name = key.string
            let offset = key.offset - 1
            guard try !read(&self, name) else { continue }
            say(
                .warning, "unknown-member", "a profile has no member “\(name)” here", at: offset,
                hint: "docs/archive-sources.md lists the members")
            try cursor.skip()
        }
    }

    private mutating func elements(_ read: (inout ProfileDecoder) throws(JSONError) -> Void) throws(JSONError) {
        guard try isNext(.array) else { return }
        try cursor.enterArray()
        while try cursor.nextElement() { try read(&self) }
    }

    /// False, with a message, where another kind of value comes next; it is passed over.
    private mutating func isNext(_ kind: JSONKind) throws(JSONError) -> Bool {
        let found = try cursor.kind()
        if found == kind { return true }
        say(.error, "wrong-kind", "expected \(kind.words), found \(found.words)", at: cursor.offset)
        try cursor.skip()
        return false
    }

    private mutating func skip() throws(JSONError) { try cursor.skip() }

    private mutating func string(_ value: inout String) throws(JSONError) {
        if try isNext(.string) { value = try cursor.string() }
    }

    private mutating func flag(_ value: inout Bool) throws(JSONError) {
        if try isNext(.bool) { value = try cursor.bool() }
    }

    private mutating func strings(_ values: inout [String]) throws(JSONError) {
        var read: [String] = []
        try elements { me throws(JSONError) in
            var value = ""
            try me.string(&value)
            if !value.isEmpty { read.append(value) }
        }
        values = read
    }

    private mutating func patterns(_ patterns: inout LinePatterns) throws(JSONError) {
        var lines: [String] = []
        try strings(&lines)
        patterns = LinePatterns(lines)
    }

    private mutating func word<T>(
        _ value: inout T, _ make: (String) -> T?, _ words: [String]
    ) throws(JSONError) {
        guard try isNext(.string) else { return }
        let at = cursor.offset
        let text = try cursor.string()
        if let made = make(text) {
            value = made
        } else {
            say(
                .error, "value", "“\(text)” is none of the words that may stand here", at: at,
                hint: "one of \(words.joined(separator: ", "))")
        }
    }

    /// An object whose members are words; `take` says whether it knows the word.
    private mutating func pairs(
        _ take: (String, String) -> Bool, expected: () -> String
    ) throws(JSONError) {
        guard try isNext(.object) else { return }
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            let name = key.string
            guard try isNext(.string) else { continue }
            let at = cursor.offset
            let value = try cursor.string()
            if !take(name, value) {
                say(.error, "value", "“\(value)” is no value for “\(name)”", at: at, hint: expected())
            }
        }
    }
}
