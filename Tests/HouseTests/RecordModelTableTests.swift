import Foundation
import Records
import TestKit
import Testing

/// docs/record-model.md has a row for each field, by its name; this holds the page to the code.
@Suite struct RecordModelTableTests {
    private static func rows(under heading: String) throws -> [[String]] {
        let page = Checkout.root.appendingPathComponent("docs/record-model.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        guard let start = text.range(of: "## \(heading)\n") else { return [] }
        let section = text[start.upperBound...].components(separatedBy: "\n## ")[0]
        return section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    private static func names(under heading: String) throws -> [String] {
        try rows(under: heading).map { $0[0].trimmingCharacters(in: CharacterSet(charactersIn: "`")) }
    }

    @Test func everyTextFieldHasARow() throws {
        #expect(try Self.names(under: "Text and numbers") == TextField.allCases.map(\.name))
    }

    @Test func everyNameFieldHasARow() throws {
        #expect(try Self.names(under: "Names") == NameField.allCases.map(\.name))
    }

    @Test func everyDateFieldHasARow() throws {
        #expect(try Self.names(under: "Dates") == DateField.allCases.map(\.name))
    }

    @Test func everyTypeHasARow() throws {
        #expect(try Self.names(under: "Types") == RecordType.allCases.map(\.name))
    }

    @Test func everyLevelHasARow() throws {
        #expect(try Self.names(under: "Archival reference") == ArchivalReference.Kind.allCases.map(\.name))
    }
}
