import Foundation
import JSON
import RIS
import Records
import TestKit
import Testing

/// Other projects' RIS files, field by field beside what those projects expect, where that is CSL-JSON. A difference is counted
/// unless a rule of docs/formats/ris-differences.md covers it; the rules look at values, never at a file's name.
@Suite(.enabled(if: Shared.isPresent, "\(Shared.absent)")) struct RISConformanceTests {
    @Test(arguments: ["citation-js-ris/in/ris-file", "astrocite/ris", "pandoc-command/ris__csljson"])
    func fieldsAreAsExpected(_ folder: String) throws {
        let kit = FormatContract(RISFormat(), sample: [])
        var equal = 0
        var differences: [String] = []
        for file in try files(folder) {
            let expected = try JSONValue(parsing: [UInt8](try Data(contentsOf: answer(file)))).array ?? []
            let records = try kit.read([UInt8](try Data(contentsOf: file))).records
            #expect(records.count == expected.count, "\(file.lastPathComponent)")
            for (record, item) in zip(records, expected) {
                for member in item.members ?? [] where !Rule.covers(member, record) {
                    if Field.isSame(member, record) {
                        equal += 1
                    } else {
                        differences.append(
                            "\(file.lastPathComponent) \(record.key) \(member.name): \(member.value.text())")
                    }
                }
            }
        }
        let share = Double(equal) / Double(max(1, equal + differences.count))
        #expect(share >= 0.98, "\(folder): \(equal) of \(equal + differences.count); \(differences)")
    }

    private func files(_ folder: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: Shared.url("corpora/\(folder)"), includingPropertiesForKeys: nil
        ).filter { $0.lastPathComponent.hasSuffix(".in.ris") }.sorted { $0.path < $1.path }
    }

    private func answer(_ file: URL) -> URL {
        let name = file.lastPathComponent.replacing(".in.ris", with: ".expected.csl.json")
        return file.deletingLastPathComponent().appendingPathComponent(name)
    }

    /// The rules that touch a field, by their names in the documentation.
    private enum Rule {
        static func covers(_ member: JSONMember, _ record: Record) -> Bool {
            let isAuthor = member.name == "author"
            let names = member.value.array ?? []
            switch member.name {
            case "page-first": return true
            case "id": return record.kept("ris", "ID") == nil && record.key.isEmpty
            case "type": return record.type == .document && record.kept("ris", "TY") != nil
            case "page": return member.value.string == record[.page].map { "\($0.string)-\($0.string)" }
            case "accessed": return record.kept("ris", "TY") == "EBOOK"
            case "issued":
                // partial-date: theirs has the year alone, or a month as a word.
                let parts = member.value["date-parts"]?.array?.first?.array ?? []
                return parts.count == 1 && record[.issued]?.first?.month != 0
                    || parts.contains { $0.string.map { !$0.isEmpty && Int($0) == nil } ?? false }
            case "ISSN", "ISBN":
                return record[.issn] == nil || record[.isbn] == nil
                    ? (member.name == "ISSN") == (record[.isbn]?.string == member.value.string) : false
            default: break
            }
            // second-author, corporate
            return isAuthor
                && (record.type == .book && names.count == record[.author].count + record[.editor].count
                    && !record[.editor].isEmpty
                    || names.count == record[.author].count && record[.author].contains(where: \.isLiteral)
                        && names.contains { $0["family"]?.string?.contains(" ") ?? false })
        }
    }

    /// A member of CSL-JSON and a field of a record that say the same.
    private enum Field {
        static func isSame(_ member: JSONMember, _ record: Record) -> Bool {
            if member.name == "id" { return member.value.string == record.key }
            if member.name == "type" { return member.value.string == record.type.name }
            if let field = TextField(name: member.name) {
                let mine = record.all(field).map { folded($0.string) }
                let theirs = member.value.array?.compactMap(\.string) ?? [member.value.string ?? ""]
                if field == .keyword {
                    return mine.sorted() == theirs.flatMap { $0.split(separator: ", ").map(String.init) }.sorted()
                }
                return mine.joined(separator: " ") == theirs.map(folded).joined(separator: " ")
            }
            if let field = NameField(name: member.name) {
                let theirs = (member.value.array ?? []).map { name in
                    ["literal", "family", "given", "suffix"].map { name[$0]?.string ?? "" }
                }
                return record[field].map { [$0.literal, $0.family, $0.given, $0.suffix] } == theirs
            }
            guard let field = DateField(name: member.name), let mine = record[field]?.start else { return false }
            if let raw = member.value["raw"]?.string { return EDTFDate(edtf: raw)?.start == mine }
            let parts = member.value["date-parts"]?.array?.first?.array ?? []
            let numbers = parts.compactMap { $0.int ?? Int($0.string ?? "") }
            return numbers == [Int(mine.year), Int(mine.month), Int(mine.day)].filter { $0 != 0 }
        }

        private static func folded(_ text: String) -> String {
            text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }
}
