internal import CSL
internal import CSLJSON
internal import Formats
internal import JSON
internal import Records

/// Runs a fixture as the suite's own runner does, and gives what it prints.
struct FixtureRun {
    let fixture: Fixture
    let locales: LocaleFolder

    func output() throws -> String {
        let records = try FixtureRun.records(fixture["INPUT"] ?? "[]")
        let style = try Style(xml: Array((fixture["CSL"] ?? "").utf8), source: fixture.name)
        var options = CitationProcessor.Options()
        options.abbreviations = abbreviations()
        options.links = fixture.json("OPTIONS")?["wrap_url_and_doi"]?.bool == true
        let language = fixture["LANGUAGE"]?.split(separator: "\n").first.map(String.init) ?? ""
        let chosen = language.isEmpty ? style.defaultLocale : language
        let processor = CitationProcessor(
            style: style, locales: locales.chain(chosen.isEmpty ? "en-US" : chosen), language: language,
            options: options)
        var document = processor.document(records)
        let mode = fixture["MODE"]?.split(separator: "\n").first.map { String($0).filter { $0 != " " } } ?? "citation"
        let citations = cite(&document, records)
        switch mode {
        case "bibliography": return SuiteHTML.bibliography(document.bibliography(filter()), isNumeric: style.isNumeric)
        case "bibliography-nosort":
            return SuiteHTML.bibliography(document.bibliography(filter()), isNumeric: style.isNumeric)
        case "bibliography-header": return SuiteHTML.header(document.bibliography(filter()))
        default: return citations
        }
    }

    static func records(_ json: String) throws -> [Record] {
        let input = Input(text: json, name: "INPUT")
        var reading = Reading(
            [Reading.Source(input, CSLJSONFormat(), options: FormatOptions(["note-fields": ""]))], cores: 1)
        var records: [Record] = []
        while let parts = try reading.next() {
            for part in parts { records += part.batch.records }
        }
        // Of items with one id the suite's runner sees the last.
        var places: [String: Int] = [:]
        for (place, record) in records.enumerated() { places[record.key] = place }
        return records.enumerated().filter { places[$1.key] == $0 }.map(\.element)
    }

    // MARK: Citations

    private func cite(_ document: inout CitationDocument, _ records: [Record]) -> String {
        if let citations = fixture.json("CITATIONS")?.array { return process(citations, &document) }
        let entries = fixture.json("BIBENTRIES")?.array?.last
        let keys = (entries?.array ?? []).compactMap { FixtureRun.id($0) }
        document.addUncited(keys.isEmpty ? records.map(\.key) : keys, beforeCited: true)
        let clusters: [Cluster]
        if let items = fixture.json("CITATION-ITEMS")?.array {
            clusters = items.enumerated().map { index, cites in
                var cluster = Cluster(id: "\(index)", cites: (cites.array ?? []).map(FixtureRun.cite))
                for place in cluster.cites.indices where cluster.cites[place].position == nil {
                    cluster.cites[place].position = .first
                }
                return cluster
            }
        } else {
            let order = document.bibliographyOrder()
            var cluster = Cluster(id: "0", cites: order.map { Cite($0) })
            for place in cluster.cites.indices { cluster.cites[place].position = .first }
            clusters = [cluster]
        }
        document.cite(clusters)
        return document.citations().map { SuiteHTML.text($0.text) }.joined(separator: "\n")
    }

    /// Citations that come and change one after the other; the last step's changes are marked.
    private func process(_ steps: [JSONValue], _ document: inout CitationDocument) -> String {
        var known: [String: Cluster] = [:]
        var changed: [String] = []
        for step in steps {
            guard let parts = step.array, let first = parts.first else { continue }
            let cluster = FixtureRun.cluster(first, known.count)
            known[cluster.id] = cluster
            if parts.count < 2 { continue }
            func listed(_ index: Int) -> [Cluster] {
                guard parts.count > index else { return [] }
                return (parts[index].array ?? []).compactMap { pair -> Cluster? in
                    guard let id = pair.array?.first?.string, var cluster = known[id] else { return nil }
                    cluster.note = pair.array?.last?.int ?? cluster.note
                    known[id] = cluster
                    return cluster
                }
            }
            document.cite(listed(1) + [cluster] + listed(2))
            // What a step hands in counts as changed, even where it reads as before.
            changed = document.lastRendered + [cluster.id]
        }
        return document.citations().enumerated().map { index, citation in
            let mark = changed.contains(citation.id) ? ">>" : ".."
            return "\(mark)[\(index)] \(SuiteHTML.text(citation.text))"
        }.joined(separator: "\n")
    }

    private static func cluster(_ json: JSONValue, _ number: Int) -> Cluster {
        let properties = json["properties"]
        var cluster = Cluster(
            id: json["citationID"]?.string ?? "\(number)", cites: (json["citationItems"]?.array ?? []).map(cite),
            note: properties?["noteIndex"]?.int ?? 0)
        switch properties?["mode"]?.string {
        case "author-only": cluster.mode = .authorOnly
        case "suppress-author": cluster.mode = .suppressAuthor
        case "composite": cluster.mode = .composite
        default: break
        }
        return cluster
    }

    private static func id(_ json: JSONValue?) -> String? { json?.string ?? json?.int.map(String.init) }

    private static func cite(_ json: JSONValue) -> Cite {
        var cite = Cite(
            id(json["id"]) ?? "", locator: id(json["locator"]) ?? "", label: json["label"]?.string ?? "",
            prefix: json["prefix"]?.string ?? "", suffix: json["suffix"]?.string ?? "")
        cite.suppressesAuthor = isTrue(json["suppress-author"])
        cite.authorOnly = isTrue(json["author-only"])
        switch json["position"]?.int {
        case 0: cite.position = .first
        case 1: cite.position = .subsequent
        case 2: cite.position = .ibid
        case 3: cite.position = .ibidWithLocator
        default: break
        }
        cite.firstReferenceNote = json["first-reference-note-number"].flatMap {
            $0.int ?? $0.string.flatMap { Int($0) }
        }
        if let near = json["near-note"] { cite.isNearNote = isTrue(near) }
        return cite
    }

    private static func isTrue(_ json: JSONValue?) -> Bool {
        json?.bool == true || json?.int == 1 || json?.string == "true"
    }

    // MARK: The rest

    private func filter() -> BibliographyFilter {
        guard let json = fixture.json("BIBSECTION") else { return BibliographyFilter() }
        func conditions(_ name: String) -> [BibliographyFilter.Condition] {
            (json[name]?.array ?? []).map {
                BibliographyFilter.Condition($0["field"]?.string ?? "", $0["value"]?.string ?? "")
            }
        }
        return BibliographyFilter(
            select: conditions("select"), include: conditions("include"), exclude: conditions("exclude"),
            quash: conditions("quash"))
    }

    private func abbreviations() -> Abbreviations {
        guard let json = fixture.json("ABBREVIATIONS"), let lists = (json["default"] ?? json).members else {
            return Abbreviations()
        }
        var made: [String: [String: String]] = [:]
        for list in lists {
            for member in list.value.members ?? [] { made[list.name, default: [:]][member.name] = member.value.string }
        }
        return Abbreviations(made)
    }
}
