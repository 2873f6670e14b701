import BuiltInFormats
import Formats
import Foundation
import JSON
import Records
import TestKit
import Testing

/// Strings that trip programs (control characters, scripts of every direction, formulas, markup, code) survive every format and
/// come back, but for what a format has no form for, which is stated here.
@Suite struct HardStringsTests {
    /// Some of each kind; the shared lists have a thousand more.
    static let own = [
        "undefined", "NULL", "1/0", "-1E+02", "0x0", "=1+1", "+1", "-1", "@SUM(1)", "'=1", "''", "\"\"", "a\"b",
        "a;b, c|d",
        "<script>alert(1)</script>", "<i>not closed", "&lt;", "&#0;", "]]>", "<!-- -- -->", "{\\x",
        "100 % #1 $2 ~ ^ _ \\",
        "Ω≈ç√∫˜µ≤≥÷", "田中さんにあげて下さい", "👩‍👩‍👧 🇷🇺", "بِسْمِ اللَّهِ", "\u{202E}test\u{202C}", "\u{FEFF}x", "\u{200B}", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A",
        "\u{1}\u{8}\u{1B}[31m\u{7F}x", "a\u{85}b\u{2028}c", "\u{FFFE}", " a", "a ", "\tb", "a\nb", "a  b", "TY  - BOOK",
        "ER  - ",
    ]

    static func shared() throws -> [String] {
        let list = try Data(contentsOf: try Shared.url("bad-inputs/strings/blns/blns.json"))
        let strings = try JSONValue(parsing: [UInt8](list)).array?.compactMap(\.string) ?? []
        let lines = try Data(contentsOf: try Shared.url("bad-inputs/utf8/utf8tests.txt"))
        return strings + String(decoding: lines, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    static let formats = ["jsonl", "csl-json", "csv", "tsv", "ris", "tei"]

    @Test(arguments: formats) func stringsOfOursComeBack(_ id: String) throws {
        #expect(try lost(Self.own, in: id) == [])
    }

    @Test(.enabled(if: Shared.isPresent, "\(Shared.absent)"), arguments: formats)
    func theSharedStringsComeBack(_ id: String) throws {
        let strings = try Self.shared()
        #expect(strings.count > 900)
        #expect(try lost(strings, in: id) == [])
    }

    /// The strings that do not come back as they should.
    private func lost(_ strings: [String], in id: String) throws -> [String] {
        let format = try #require(BuiltInFormats.all.first { $0.descriptor.id == id })
        let records = strings.enumerated().compactMap { index, string in
            string.isEmpty
                ? nil : Record(key: "s\(index)", type: .book, entries: [Entry(.text(.title, Text(string)))])
        }
        let written = try FormatContract(format, sample: []).write(records).bytes
        let back = try FormatContract(format, sample: []).read(written, cores: 2).records
        let titles = Dictionary(back.map { ($0.key, $0[.title] ?? "") }) { first, _ in first }
        return records.compactMap { record in
            guard let string = record[.title]?.string else { return nil }
            let expected = Self.expected(string, id)
            let found = titles[record.key] ?? ""
            // Compared by their bytes: equal strings may differ in how they are composed.
            return found.isPlain && Array(found.string.utf8) == Array(expected.utf8)
                ? nil : "\(string.debugDescription) as \(found.markup.debugDescription)"
        }
    }

    /// A string as a format can hold it.
    private static func expected(_ string: String, _ id: String) -> String {
        switch id {
        case "tei":
            // XML 1.0, production 2: other characters have no form.
            var scalars = String.UnicodeScalarView()
            for scalar in string.unicodeScalars {
                let isAllowed =
                    [0x9, 0xA, 0xD].contains(scalar.value) || scalar.value >= 0x20 && scalar.value & 0xFFFE != 0xFFFE
                scalars.append(isAllowed ? scalar : "\u{FFFD}")
            }
            return String(scalars)
        case "ris":
            // A value is one line, without the space around it.
            let lines = string.split(whereSeparator: \.isNewlineOfRIS)
            return lines.map { line in
                var line = line
                while let first = line.unicodeScalars.first, first == " " || first == "\t" {
                    line = line.dropFirstScalar()
                }
                while let last = line.unicodeScalars.last, last == " " || last == "\t" { line = line.dropLastScalar() }
                return String(line)
            }.filter { !$0.isEmpty }.joined(separator: " ")
        default: return string
        }
    }
}

extension Character {
    fileprivate var isNewlineOfRIS: Bool { self == "\n" || self == "\r" || self == "\r\n" }
}

extension Substring {
    fileprivate func dropFirstScalar() -> Substring {
        Substring(unicodeScalars.dropFirst())
    }

    fileprivate func dropLastScalar() -> Substring {
        Substring(unicodeScalars.dropLast())
    }
}
