import Foundation
import JSON

/// The sets of RIS files with the items that other projects expect.
enum RISSets {
    static let all: [CaseSet] = [
        csl("citation-js-ris/in/ris-file"), csl("astrocite/ris"), csl("pandoc-command/ris__csljson"),
        CaseSet(name: "zotero-translators/RIS", policies: RISPolicies.all) { folder in
            try cases("zotero-translators/RIS", folder, ".expected.zotero.json") { value in
                (value["items"]?.array ?? value.array ?? []).compactMap(ZoteroItems.item)
            }
        },
    ]

    private static func csl(_ name: String) -> CaseSet {
        CaseSet(name: name, policies: RISPolicies.all) { folder in
            try cases(name, folder, ".expected.csl.json") { ($0.array ?? [$0]).map(Item.init(csl:)) }
        }
    }

    private static func cases(
        _ set: String, _ folder: URL, _ ending: String, _ items: (JSONValue) -> [Item]
    ) throws -> [Case] {
        try folder.files(ending: ".in.ris").compactMap { file in
            guard let bytes = try? file.sibling(".in.ris", instead: ending).bytes(),
                let value = try? JSONValue(parsing: bytes)
            else { return nil }
            return Case(
                set: set, name: file.lastPathComponent, source: try file.bytes(), format: "ris", expected: items(value))
        }
    }
}

/// The rules of docs/formats/ris-differences.md, by their names there.
enum RISPolicies {
    static let all: [Policy] = [
        Policy(name: "types") { $0.field == "type" && $0.actual == "document" },
        Policy(name: "page-first") { $0.field == "page-first" },
        Policy(name: "one-page") { $0.field == "page" && $0.expected == "\($0.actual)-\($0.actual)" },
        Policy(name: "accessed") { $0.field == "accessed" && ($0.expected.isEmpty || $0.actual.isEmpty) },
        Policy(name: "electronic") {
            $0.field == "issued" && $0.actualItem.fields["accessed"] == $0.expected && !$0.expected.isEmpty
        },
        Policy(name: "partial-date") { difference in
            let theirs = numbers(difference.expected)
            return difference.field == "issued" && !difference.actual.isEmpty
                && (difference.expected.contains { $0.isLetter } || numbers(difference.actual).starts(with: theirs))
        },
        Policy(name: "second-author") { difference in
            let roles = ["author", "editor", "collection-editor"]
            func all(_ item: Item) -> [String] {
                roles.flatMap { item.fields[$0]?.split(separator: "\n").map(letters) ?? [] }.sorted()
            }
            return roles.contains(difference.field) && all(difference.actualItem) == all(difference.expectedItem)
        },
        Policy(name: "corporate") {
            ["author", "editor", "collection-editor"].contains($0.field) && words($0.expected) == words($0.actual)
        },
        Policy(name: "standard-number") { difference in
            let fields = ["ISSN", "ISBN", "number"]
            return fields.contains(difference.field)
                && fields.contains {
                    $0 != difference.field
                        && (difference.actual.isEmpty
                            ? difference.actualItem.fields[$0] == difference.expected
                            : difference.expectedItem.fields[$0] == difference.actual)
                }
        },
        Policy(name: "journal") {
            $0.field == "container-title-short" && $0.actual.isEmpty
                && $0.expected == $0.actualItem.fields["container-title"]
        },
        Policy(name: "keywords") {
            $0.field == "keyword" && keywords($0.expected) == keywords($0.actual)
        },
        Policy(name: "notes") { $0.field == "note" && $0.expected.isEmpty },
        Policy(name: "spaces") {
            $0.expected.split(whereSeparator: \.isWhitespace) == $0.actual.split(whereSeparator: \.isWhitespace)
        },
        Policy(name: "provider") { $0.field == "source" && $0.expected.isEmpty },
        Policy(name: "publisher") { $0.field == "publisher" && $0.expected.isEmpty },
    ]

    private static func numbers(_ text: String) -> [Int] { text.split { !$0.isNumber }.compactMap { Int($0) } }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).sorted()
    }

    private static func keywords(_ text: String) -> [Substring] {
        text.replacing("\n", with: ", ").replacing(" | ", with: ", ").split(separator: ", ").sorted()
    }

    private static func letters(_ text: some StringProtocol) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
