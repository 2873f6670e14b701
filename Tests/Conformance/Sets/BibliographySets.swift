import Foundation
import JSON

/// The sets of .bib files with the items that other projects expect.
enum BibliographySets {
    static let all: [CaseSet] = [
        CaseSet(name: "pandoc-citeproc-biblio2yaml", leastOfAll: 97) { folder in
            try folder.files(ending: ".in.bib").map { file in
                let expected = file.sibling(".in.bib", instead: ".expected.yaml")
                return Case(
                    set: "pandoc-citeproc-biblio2yaml", name: file.lastPathComponent, source: try file.bytes(),
                    format: file.lastPathComponent.contains(".bibtex.") ? "bibtex" : "biblatex",
                    expected: PandocReferences.items(YAML.parse(String(decoding: try expected.bytes(), as: UTF8.self))))
            }
        },
        CaseSet(name: "pandoc-command", leastOfAll: 97) { folder in
            try ["bibtex__csljson", "biblatex__csljson", "biblatex__markdown"].flatMap { part in
                try folder.appendingPathComponent(part).files(ending: ".in.bib").compactMap { file in
                    try jsonCase(
                        "pandoc-command", file, part.hasPrefix("bibtex") ? "bibtex" : "biblatex",
                        [".expected.csl.json", ".derived.csl.json"])
                }
            }
        },
        CaseSet(name: "citation-js-bibtex") { folder in
            try folder.appendingPathComponent("in/biblatex-text").files(ending: ".in.bib").compactMap { file in
                try jsonCase("citation-js-bibtex", file, "biblatex", [".expected.csl.json"])
            }
        },
        CaseSet(name: "astrocite/bibtex") { folder in
            try folder.files(ending: ".in.bib").compactMap { file in
                try jsonCase("astrocite/bibtex", file, "bibtex", [".expected.csl.json"])
            }
        },
        CaseSet(name: "better-bibtex/import") { folder in
            try folder.files(ending: ".in.bib").compactMap { file in
                let expected = file.sibling(".in.bib", instead: ".expected.zotero.json")
                guard let value = try? JSONValue(parsing: try expected.bytes()) else { return nil }
                return Case(
                    set: "better-bibtex/import", name: file.lastPathComponent, source: try file.bytes(), format: "bib",
                    expected: (value["items"]?.array ?? []).compactMap(ZoteroItems.item))
            }
        },
    ]

    private static func jsonCase(_ set: String, _ file: URL, _ format: String, _ endings: [String]) throws -> Case? {
        for ending in endings {
            let expected = file.sibling(".in.bib", instead: ending)
            guard let bytes = try? expected.bytes(), let value = try? JSONValue(parsing: bytes) else { continue }
            return Case(
                set: set, name: file.lastPathComponent, source: try file.bytes(), format: format,
                expected: (value.array ?? [value]).map(Item.init(csl:)))
        }
        return nil
    }
}

/// Items in pandoc's YAML.
enum PandocReferences {
    static func items(_ value: JSONValue) -> [Item] {
        (value["references"]?.array ?? []).map { reference in
            var item = Item(id: "", fields: [:])
            for member in reference.members ?? [] {
                switch member.value {
                case .string(let text):
                    let plain = Markup.normalized(Markdown.html(text))
                    if member.name == "id" {
                        item.id = text
                    } else if !plain.isEmpty {
                        item.fields[member.name] = plain
                    }
                case .array(let elements):
                    let isDate = elements.contains {
                        $0["year"] != nil || $0["month"] != nil || $0["literal"] != nil && member.name.contains("date")
                    }
                    item.fields[member.name] = isDate ? date(elements) : elements.map(Item.name).joined(separator: "\n")
                default: break
                }
            }
            return item
        }
    }

    private static func date(_ parts: [JSONValue]) -> String {
        parts.map { part in
            var out = ["year", "month", "day"].compactMap { part[$0]?.string }.joined(separator: "-")
            if let season = part["season"]?.string { out += "s\(season)" }
            if part["circa"] != nil { out += "~" }
            return out.isEmpty ? part["literal"]?.string ?? "" : out
        }.joined(separator: "/")
    }
}
