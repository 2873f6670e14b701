internal import JSON
internal import Records

/// How sure a statement is, and what it was taken from.
struct Sureness {
    var certainty = Certainty.stated
    var evidence = Evidence.source

    /// True where the source states it, and nothing is said of it.
    var isPlain: Bool { certainty == .stated && evidence == .source }
}

extension Sureness {
    init(of entry: Entry) { self.init(certainty: entry.certainty, evidence: entry.evidence) }

    /// Reads the value of `certainty` or `evidence`; false for another member.
    mutating func read(
        _ key: JSONText, _ cursor: inout JSONCursor, _ decoder: inout RecordDecoder
    ) throws(JSONError) -> Bool {
        if key.equals("certainty") {
            certainty = try decoder.word(&cursor, of: Words.certainty, "certainty", at: key) ?? .unknown
        } else if key.equals("evidence") {
            evidence = try decoder.word(&cursor, of: Words.evidence, "evidence", at: key) ?? .source
        } else {
            return false
        }
        return true
    }
}
