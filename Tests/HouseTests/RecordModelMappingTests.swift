import BuiltInFormats
import Formats
import Foundation
import Records
import TestKit
import Testing
import XML

/// The columns BibLaTeX, TEI and CSV of docs/record-model.md say where each field is written: this writes a record with the
/// field in each format, and looks where it stands. `IBID_RECORD=1` puts the columns into the page.
@Suite struct RecordModelMappingTests {
    private static let word = "Qzxw"
    private static let date = "1911-03-04"

    /// Records of several types that all have the field, and little else.
    private static func records(_ content: Entry.Content) -> [Record] {
        let types: [RecordType] = [
            .book, .chapter, .articleJournal, .paperConference, .report, .thesis, .webpage, .manuscript, .patent,
        ]
        return types.map { type in
            var record = Record(key: "k", type: type)
            record[.title] = "T"
            switch content {
            case .text(.title, let text): record[.title] = text
            // What repeats a part of a title needs the title.
            case .text(.subtitle, let text): record[.title] = Text("T: \(text.string)")
            case .text(.containerSubtitle, let text): record[.containerTitle] = Text("C: \(text.string)")
            default: break
            }
            if type == .chapter || type == .articleJournal, record[.containerTitle] == nil {
                record[.containerTitle] = "C"
            }
            if case .text(.containerTitle, let text) = content { record[.containerTitle] = text }
            record.entries.removeAll { entry in
                if case (.text(let a, _), .text(let b, _)) = (entry.content, content) { a == b } else { false }
            }
            record.entries.append(Entry(content))
            return record
        }
    }

    private static func written(_ record: Record, _ format: String) throws -> String {
        let format = try #require(BuiltInFormats.registry.format(named: format))
        return String(decoding: try FormatContract(format, sample: []).write([record]).bytes, as: UTF8.self)
    }

    /// Where the word stands, over all types, in the order in which the places were met.
    private static func places(_ content: Entry.Content, _ place: (Record, String) throws -> String?) throws -> String {
        let needle: String
        if case .date = content { needle = date } else { needle = word }
        var found: [String] = []
        for record in records(content) {
            if let one = try place(record, needle), !found.contains(one) { found.append(one) }
        }
        // A field of its own says more than the place for everything else.
        let own = found.filter { !["note", "more", "keywords"].contains($0) }
        return (own.isEmpty ? found : own).joined(separator: ", ")
    }

    private static func bibLaTeX(_ content: Entry.Content) throws -> String {
        try places(content) { record, needle in
            for line in try written(record, "biblatex").split(separator: "\n") where line.contains(needle) {
                let name = line.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "=" && $0 != "{" }
                if !name.hasPrefix("@"), !name.isEmpty { return String(name) }
            }
            return nil
        }
    }

    private static func tei(_ content: Entry.Content) throws -> String {
        try places(content) { record, needle in
            let root = try XMLTree(xml: Array(try written(record, "tei").utf8)).root
            guard let body = root.descendants.first(where: { $0.name.local == "body" }) else { return nil }
            for element in body.descendants
            where element.content.contains(where: {
                if case .text(let text) = $0 { text.contains(needle) } else { false }
            })
                || element.attributes.contains(where: { $0.value.contains(needle) && $0.name.local == "mainLang" })
            {
                return path(element)
            }
            return nil
        }
    }

    /// The elements from below `biblStruct` down to what bears the meaning.
    private static func path(_ element: XMLElement) -> String {
        let inner: Set<String> = ["surname", "persName", "hi", "licence"]
        var steps: [String] = []
        var at: XMLElement? = element
        while let one = at, one.name.local != "biblStruct" {
            if !inner.contains(one.name.local) || steps.isEmpty && one.name.local == "licence" {
                let key = one["type"] ?? one["unit"]
                steps.append(key.map { "\(one.name.local)[\($0)]" } ?? one.name.local)
            }
            at = one.parent
        }
        if steps.first == "respStmt", let resp = element.parent?.parent?.child("resp")?.text {
            return "respStmt[\(resp)]"
        }
        return steps.reversed().joined(separator: "/")
    }

    private static func csv(_ content: Entry.Content) throws -> String {
        try places(content) { record, needle in
            let lines = try written(record, "csv").split(whereSeparator: \.isNewline).map { cells(String($0)) }
            guard let head = lines.first,
                let row = lines.dropFirst().first(where: { $0.contains { $0.contains(needle) } }),
                let index = row.firstIndex(where: { $0.contains(needle) }), index < head.count
            else { return nil }
            return head[index]
        }
    }

    /// One line's cells; none of ours hold line breaks.
    private static func cells(_ line: String) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }

    private static func columns(_ content: Entry.Content) throws -> [String] {
        try [bibLaTeX(content), tei(content), csv(content)]
    }

    private static func expected() throws -> [(heading: String, rows: [[String]])] {
        [
            (
                "Text and numbers",
                try TextField.allCases.map { try columns(.text($0, Text(word))) }
            ),
            ("Names", try NameField.allCases.map { try columns(.names($0, [Name(family: word)])) }),
            (
                "Dates",
                try DateField.allCases.map { field in
                    try columns(.date(field, try #require(EDTFDate(edtf: date))))
                }
            ),
        ]
    }

    @Test func theColumnsSayWhereFieldsAreWritten() throws {
        let page = Checkout.root.appendingPathComponent("docs/record-model.md")
        var lines = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n")
        let isRecording = ProcessInfo.processInfo.environment["IBID_RECORD"] == "1"
        for (heading, rows) in try Self.expected() {
            guard let start = lines.firstIndex(of: "## \(heading)"),
                let head = lines[start...].firstIndex(where: { $0.hasPrefix("| field") })
            else {
                Issue.record("docs/record-model.md has no table under “\(heading)”")
                continue
            }
            if isRecording {
                lines[head] = "| field | means | CSL | BibLaTeX | TEI | CSV |"
                lines[head + 1] = "|---|---|---|---|---|---|"
            }
            for (offset, columns) in rows.enumerated() {
                let index = head + 2 + offset
                guard index < lines.count, lines[index].hasPrefix("| `") else {
                    Issue.record("a row is missing under “\(heading)”")
                    break
                }
                var cells = lines[index].components(separatedBy: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                cells = Array(cells.dropFirst().dropLast())
                let wanted = Array(cells.prefix(3)) + columns
                if isRecording { lines[index] = "| " + wanted.joined(separator: " | ") + " |" }
                if !isRecording {
                    #expect(
                        cells == wanted, "docs/record-model.md: \(cells.first ?? "") (IBID_RECORD=1 writes the columns)"
                    )
                }
            }
        }
        if isRecording {
            try lines.joined(separator: "\n").write(to: page, atomically: true, encoding: .utf8)
            Issue.record("recorded docs/record-model.md: look at it, then run again")
        }
    }
}
