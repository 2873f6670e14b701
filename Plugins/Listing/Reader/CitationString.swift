internal import Records

/// The citation that an archive's site prints for a document: title in quotation marks, date, the site's name, the source line.
///
///     "Report on Meetings," September 23, 1957, History and Public Policy Program Digital Archive, RGAE f. 8157, op. 1,
///     d. 1991, l. 77-80. Obtained and translated for CWIHP by Austin Jersild.
struct CitationString: Sendable {
    var title = ""
    var date: EDTFDate?
    /// The source line: reference and credits.
    var source = ""
    var address = ""
    /// The whole, word for word.
    let text: String

    /// Nil where the text is no citation of the source.
    init?(_ text: String, reading: BlockReading) {
        self.text = text
        guard let first = text.first, "\"“„”".contains(first) else { return nil }
        let names = ([reading.profile.name] + reading.profile.formerNames).sorted { $0.count > $1.count }
        guard let (name, range) = CitationString.find(names, in: text) else { return nil }
        let head = String(text[..<range.lowerBound])
        guard let close = head.lastIndex(where: { "\"”“".contains($0) }), close > head.startIndex else { return nil }
        title = String(head[head.index(after: head.startIndex)..<close]).trimmedMarks.tidied
        let between = String(head[head.index(after: close)...]).trimmedMarks
        date = reading.date(between)
        if date == nil, !between.isEmpty { date = EDTFDate(literal: between) }
        var rest = String(text[range.upperBound...]).trimmedMarks
        if let http = rest.firstRange(of: "http") {
            address = String(rest[http.lowerBound...].prefix { !$0.isWhitespace })
            while let last = address.last, ".,;)".contains(last) { address.removeLast() }
            rest = (String(rest[..<http.lowerBound]) + rest[http.lowerBound...].drop { !$0.isWhitespace }).tidied
        }
        source = rest.trimmedMarks
        _ = name
    }

    private static func find(_ names: [String], in text: String) -> (String, Range<String.Index>)? {
        for name in names {
            if let range = text.firstRange(of: name) { return (name, range) }
        }
        return nil
    }
}
