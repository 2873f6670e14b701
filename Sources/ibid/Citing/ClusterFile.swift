internal import CSL
internal import Formats
internal import JSON

/// A document's citations as JSON: an array of `{"citationItems": [...], "properties": {"noteIndex": n}}`.
///
/// Source: csl-citation.json of the CSL schemas.
struct ClusterFile {
    private let name: String
    private(set) var clusters: [Cluster] = []
    /// What is wrong with single clusters and cites; they are left out.
    private(set) var problems: [Diagnostic] = []

    /// - Throws: `Failure` where it is no JSON array; an `InputError` where it cannot be read.
    init(path: String) throws {
        let file = try JSONFile(path: path, as: "clusters")
        name = file.name
        guard let elements = file.value.array else {
            throw Failure(
                .failed,
                [
                    Diagnostic(
                        .error, "clusters.no-array", "the clusters are no array",
                        at: Place(source: name, line: 1, column: 1), hint: ClusterFile.form)
                ])
        }
        for (index, element) in elements.enumerated() { add(element, number: index + 1) }
    }

    private static let form = #"an array of {"citationItems": [{"id": "KEY"}], "properties": {"noteIndex": 1}}"#

    private mutating func add(_ value: JSONValue, number: Int) {
        // A bare array of cites is a cluster too.
        guard let items = value["citationItems"]?.array ?? value.array else {
            return say("cluster \(number) has no citationItems", hint: ClusterFile.form)
        }
        var cluster = Cluster(id: value["citationID"]?.words ?? String(number))
        let properties = value["properties"]
        cluster.note = properties?["noteIndex"]?.integer ?? 0
        if let mode = (properties?["mode"] ?? value["mode"])?.string {
            guard let known = ClusterFile.modes[mode] else {
                let names = ClusterFile.modes.keys.sorted()
                return say(
                    "cluster \(number) has the mode “\(mode)”", hint: "the modes are \(names.joined(separator: ", "))")
            }
            cluster.mode = known
        }
        for (index, item) in items.enumerated() {
            guard let cite = ClusterFile.cite(item) else {
                say("cite \(index + 1) of cluster \(number) has no id", hint: #"a cite is {"id": "KEY"}"#)
                continue
            }
            cluster.cites.append(cite)
        }
        clusters.append(cluster)
    }

    private static let modes: [String: Cluster.Mode] = [
        "author-only": .authorOnly, "suppress-author": .suppressAuthor, "composite": .composite,
    ]

    private static func cite(_ item: JSONValue) -> Cite? {
        guard let key = item["id"]?.words else { return nil }
        var cite = Cite(
            key, locator: item["locator"]?.words ?? "", label: item["label"]?.string ?? "",
            prefix: item["prefix"]?.string ?? "", suffix: item["suffix"]?.string ?? "",
            suppressesAuthor: item["suppress-author"]?.bool ?? false, authorOnly: item["author-only"]?.bool ?? false)
        cite.isNearNote = item["near-note"]?.bool
        return cite
    }

    private mutating func say(_ message: String, hint: String) {
        problems.append(Diagnostic(.error, "clusters.unusable", message, at: Place(source: name), hint: hint))
    }
}

extension JSONValue {
    /// A string, or a number as it is written.
    fileprivate var words: String? {
        switch self {
        case .string(let text), .number(let text): text
        default: nil
        }
    }

    fileprivate var integer: Int? { words.flatMap { Int($0) } }
}
