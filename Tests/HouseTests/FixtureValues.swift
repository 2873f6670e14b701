import Foundation
import JSON
import XML

/// The values of a fixture, as words: what an input says, without the words of its format (names of members, elements, fields).
enum FixtureValues {
    /// The words of a file's values, by the ending of its name.
    static func words(of file: URL) throws -> Set<String> {
        let bytes = Array(try Data(contentsOf: file))
        let text = String(decoding: bytes, as: UTF8.self)
        switch file.pathExtension {
        case "json": return words(of: try JSONValue(parsing: bytes).leaves.joined(separator: " "))
        case "jsonl":
            return words(
                of: try text.split(separator: "\n").map {
                    try JSONValue(parsing: String($0)).leaves.joined(separator: " ")
                }
                .joined(separator: " "))
        case "xml", "tei":
            return words(of: try XMLTree(xml: bytes, allowsBareDoctype: true).root.values.joined(separator: " "))
        case "bib", "bibtex", "biblatex": return words(of: bibTeXValues(text))
        case "csv", "tsv":
            return words(of: text.split(separator: "\n").dropFirst(headerRows(text)).joined(separator: " "))
        case "ris": return words(of: text.split(separator: "\n").map { $0.dropFirst(6) }.joined(separator: " "))
        case "html", "htm": return words(of: textOutsideTags(text))
        default: return words(of: text)
        }
    }

    /// An HTML page's text: scripts and the page's footer say nothing of a document.
    private static func textOutsideTags(_ page: String) -> String {
        var text = page.replacingOccurrences(of: "&amp;", with: "&")
        for element in ["script", "footer"] {
            while let start = text.range(of: "<\(element)"), let end = text.range(of: "</\(element)>"),
                start.lowerBound < end.upperBound
            {
                text.removeSubrange(start.lowerBound..<end.upperBound)
            }
        }
        return text.split(separator: "<").map { part in part.split(separator: ">", maxSplits: 1).dropFirst().joined() }
            .joined(separator: " ")
    }

    /// Runs of letters and digits of three or more, in lower case. What is written in another form is passed over: months,
    /// words with a TeX command in or beside them.
    static func words(of text: String) -> Set<String> {
        var words: Set<String> = []
        for run in text.split(whereSeparator: { $0.isWhitespace }) where !run.contains("\\") {
            for word in run.split(whereSeparator: { !($0.isLetter || $0.isNumber) }) where word.count >= 3 {
                words.insert(word.lowercased())
            }
        }
        return words.subtracting(months).subtracting(formatWords)
    }

    /// Words of formats that stand among values: parts of BibLaTeX's names, what AtoM and ArchivesSpace call events.
    private static let formatWords: Set<String> = [
        "prefix", "useprefix", "true", "null", "creation", "publication", "approximate", "creator", "inclusive",
        "otherlevel",
        "single",
    ]

    /// How many rows of a table say what the columns are: one, or all to the last of the first five that has a title among
    /// them.
    private static func headerRows(_ text: String) -> Int {
        let rows = text.split(separator: "\n").prefix(5)
        return (rows.lastIndex { $0.lowercased().split(separator: ",").contains("title") } ?? 0) + 1
    }

    /// Every run of letters and digits, in lower case, with the escapes of JSON and XML taken for what they are.
    static func allWords(of text: String) -> Set<String> {
        var plain = text
        for (escape, meaning) in [
            ("\\n", " "), ("\\t", " "), ("\\r", " "), ("\\\"", "\""), ("&quot;", " "), ("&amp;", " "),
        ] {
            plain = plain.replacingOccurrences(of: escape, with: meaning)
        }
        return Set(plain.split { !($0.isLetter || $0.isNumber) }.map { $0.lowercased() })
    }

    private static let months: Set<String> = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    ]

    /// What stands in braces or quotation marks, and bare numbers: all but the names of entries' types and fields.
    private static func bibTeXValues(_ text: String) -> String {
        text.split(separator: "\n").map { line in
            if line.hasPrefix("@") || line.hasPrefix("%") { return "" }
            guard let equals = line.firstIndex(of: "="), !line[..<equals].contains("{") else { return String(line) }
            let value = line[line.index(after: equals)...].drop { $0 == " " }
            // A bare word is the name of a string.
            return value.first?.isLetter == true ? "" : String(value)
        }.joined(separator: "\n")
    }
}

extension JSONValue {
    /// Every string and number within, as text.
    fileprivate var leaves: [String] {
        switch self {
        case .string(let text), .number(let text): [text]
        case .array(let elements): elements.flatMap(\.leaves)
        case .object(let members): members.flatMap(\.value.leaves)
        case .null, .bool: []
        }
    }
}

extension XMLElement {
    /// Every text and attribute within.
    fileprivate var values: [String] {
        ([self] + descendants).flatMap { element in
            element.attributes.map(\.value)
                + element.content.compactMap { if case .text(let text) = $0 { text } else { nil } }
        }
    }
}
