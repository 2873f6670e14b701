import Foundation

/// A rule that we follow and another project does not, or not always: docs/formats/bibtex-differences.md says which and why.
struct Policy: Sendable {
    let name: String
    let covers: @Sendable (Difference) -> Bool
}

enum Policies {
    static let all: [Policy] = [
        // How text is written
        Policy(name: "no-case spans stand where a small letter is protected") {
            same($0, []) { $0.replacing("<span class=\"nocase\">", with: "").replacing("</span>", with: "") }
        },
        Policy(name: "English titles are in sentence case, journals as they stand") {
            isTitle($0.field) && same($0, [.letterCase, .typography, .markup, .tex])
        },
        Policy(name: "quotation marks, dashes and spaces are typographic") { same($0, [.typography]) },
        Policy(name: "mathematics and markup are shown in Unicode and spans") {
            same($0, [.markup, .typography, .tex])
                || (isText($0.field) && lettersAlone($0.expected) == lettersAlone($0.actual))
        },
        Policy(name: "a macro that is not known stays as it stands") {
            $0.actual.contains("\\") && !$0.expected.contains("\\")
        },
        Policy(name: "lists have semicolons between bodies, commas between keywords") {
            ["publisher", "publisher-place", "keyword", "note"].contains($0.field)
                && same($0, [.lists, .typography, .markup, .tex, .letterCase])
        },
        Policy(name: "the name of a string that is not defined stands for its value") {
            isTitle($0.field) && !$0.expected.isEmpty && $0.actual.hasSuffix($0.expected)
                && !$0.actual.dropLast($0.expected.count).contains(" ")
        },
        Policy(name: "a link shows its text") {
            $0.expected.contains("://") && !$0.actual.contains("://") && isTitle($0.field)
        },
        Policy(name: "a title's addition belongs to it") {
            isTitle($0.field)
                && Folding.letterCase.apply($0.actual).hasPrefix(Folding.letterCase.apply($0.expected) + ". ")
        },
        // Which variable holds it
        Policy(name: "a short title is what stands before a colon or subtitle") {
            $0.field == "title-short" && ($0.expected.isEmpty || same($0, [.letterCase, .typography, .markup]))
        },
        Policy(name: "an entry of a type that is not known is a document") {
            $0.field == "type" && !$0.expected.isEmpty && $0.actual == "document"
        },
        Policy(name: "a type is told as exactly as CSL can") {
            $0.field == "type" && (TypeTables.lessExact[$0.actual] ?? []).contains($0.expected)
        },
        Policy(name: "an entry is of the type that it says, whatever fields stand in it") {
            $0.field == "type" && TypeTables.works.contains($0.actual) && TypeTables.works.contains($0.expected)
        },
        Policy(name: "the kind of a thesis or report is its genre") {
            $0.field == "genre"
                && ($0.expected.isEmpty || $0.actual.isEmpty || same($0, [.letterCase])
                    || $0.actual.lowercased().hasPrefix($0.expected.lowercased()) || $0.actual.contains("thesis"))
        },
        Policy(name: "a number is an issue, a number in a series, or the record's own, by its type") {
            ["issue", "number", "collection-number", "volume"].contains($0.field)
                && ["issue", "number", "collection-number", "volume", "part"].contains(where: moved($0))
        },
        Policy(name: "all bodies that publish make one publisher") {
            $0.field == "publisher" && ($0.actual.contains($0.expected) || $0.expected.contains($0.actual))
        },
        Policy(name: "what a larger work says is inherited") { $0.field == "container-author" && $0.actual.isEmpty },
        Policy(name: "part and volume stand apart") {
            $0.field == "part" || ($0.field == "volume" && !$0.actual.isEmpty && $0.expected.hasPrefix($0.actual + "."))
        },
        Policy(name: "notes, annotations and addenda are fields of the item") {
            ["note", "annote", "abstract"].contains($0.field)
                && ($0.expected.isEmpty || $0.actual.contains($0.expected))
        },
        Policy(name: "style options say nothing of the item") {
            ["DOI", "URL"].contains($0.field) && $0.expected.isEmpty && !$0.actual.isEmpty
        },
        Policy(name: "a field is mapped whatever an item's type shows") {
            $0.expected.isEmpty && TypeTables.isWithout($0.field, $0.expectedItem.fields["type"] ?? "")
        },
        Policy(name: "each dialect's fields are read in the other") {
            $0.set == "astrocite/bibtex" && $0.expected.isEmpty && ["issued", "container-title"].contains($0.field)
        },
        Policy(name: "keywords, abstracts, languages and dates of access are mapped") {
            $0.expected.isEmpty && ["keyword", "abstract", "language", "accessed"].contains($0.field)
        },
        Policy(name: "journals are not looked up in lists of abbreviations") {
            ($0.field == "container-title-short" && $0.actual.isEmpty)
                || ($0.field == "container-title" && !$0.actual.isEmpty
                    && (lettersAlone($0.expectedItem.fields["container-title-short"] ?? "") == lettersAlone($0.actual)
                        || $0.actual.contains(".")))
        },
        // Names
        Policy(name: "particles drop unless useprefix says otherwise") { isNames($0) && sameWords($0) },
        Policy(name: "what follows two commas is a given name, as in BibTeX") {
            isNames($0) && $0.actual.contains("[s:")
        },
        Policy(name: "a role that CSL has no variable for stays with its own field") {
            [
                "contributor", "director", "interviewer", "commenter", "performer", "producer", "script-writer",
                "translator", "guest", "host", "composer",
            ].contains($0.field) && $0.actual.isEmpty
        },
        // Values
        Policy(name: "languages are BCP 47 tags") { $0.field == "language" && !$0.actual.isEmpty },
        Policy(name: "dates are EDTF; what is none is text") {
            ["issued", "accessed", "original-date", "event-date"].contains($0.field) && !$0.actual.isEmpty
                && !$0.expected.isEmpty
                && (digits($0.expected) == digits($0.actual)
                    || !$0.expected.allSatisfy { $0.isNumber || "-/s~".contains($0) })
        },
        Policy(name: "identifiers stand without resolver and label") {
            ["DOI", "ISBN", "ISSN", "PMID", "PMCID"].contains($0.field) && !$0.actual.isEmpty
                && lettersAlone($0.expected).hasSuffix(lettersAlone($0.actual))
        },
        Policy(name: "eprints and published links lead to their archive") {
            $0.field == "URL"
                && ($0.expected.isEmpty || lettersAlone($0.expected) == lettersAlone($0.actual)
                    || $0.expected.replacing("http://", with: "https://") == $0.actual)
        },
        Policy(name: "links stand as they are written") {
            $0.field == "URL"
                && ($0.expected.removingPercentEncoding == $0.actual
                    || $0.expected.replacing("%25", with: "%") == $0.actual)
        },
    ]

    /// Whether the value stands in another of these fields on the other side.
    private static func moved(_ difference: Difference) -> (String) -> Bool {
        { other in
            other != difference.field
                && (difference.actual.isEmpty
                    ? difference.actualItem.fields[other] == difference.expected
                    : difference.expectedItem.fields[other] == difference.actual)
        }
    }

    private static func isText(_ field: String) -> Bool {
        isTitle(field) || ["abstract", "note", "annote", "publisher", "keyword"].contains(field)
    }

    private static func digits(_ text: String) -> [Int] { text.split { !$0.isNumber }.compactMap { Int($0) } }

    private static func lettersAlone(_ text: String) -> String {
        Folding.markup.apply(text).lowercased().filter { $0.isLetter || $0.isNumber }
    }

    private static func isTitle(_ field: String) -> Bool { field.contains("title") }

    private static func isNames(_ difference: Difference) -> Bool {
        !difference.expected.isEmpty && !difference.actual.isEmpty && names.contains(difference.field)
    }

    private static let names: Set<String> = [
        "author", "editor", "translator", "container-author", "collection-editor", "director", "recipient", "composer",
        "contributor", "compiler", "illustrator", "performer", "script-writer", "producer",
    ]

    /// The same letters, whichever part of a name they are in.
    private static func sameWords(_ difference: Difference) -> Bool {
        func words(_ text: String) -> [String] {
            text.split(separator: "\n").map { name in
                Folding([.typography, .letterCase, .tex]).apply(
                    String(name).replacing("[d:", with: " ").replacing("[n:", with: " ").replacing("[s:", with: " ")
                )
                .split { " ,{}]~".contains($0) }.map(String.init).sorted().joined(separator: " ")
            }
        }
        return words(difference.expected) == words(difference.actual)
    }

    private static func same(_ difference: Difference, _ folding: Folding, _ more: (String) -> String = { $0 }) -> Bool
    {
        folding.apply(more(difference.expected)) == folding.apply(more(difference.actual))
    }
}

/// What other projects' types of items are like.
private enum TypeTables {
    /// CSL's types, and what stands for them where they are missing.
    static let lessExact: [String: Set<String>] = [
        "figure": ["graphic"], "periodical": ["document", "book", "article-journal"], "treaty": ["legislation"],
        "motion_picture": ["broadcast"], "speech": ["manuscript"], "article-journal": ["article"],
    ]

    /// Works in print, of which a project takes one for another by the fields that it has: a `@book` with pages for a chapter,
    /// a `@manual` for a report.
    static let works: Set<String> = [
        "article-journal", "book", "chapter", "manuscript", "paper-conference", "report", "thesis",
    ]

    /// Fields that no type of item has, in Zotero's schema.
    private static let missing: Set<String> = [
        "chapter-number", "volume-title", "original-date", "original-title", "original-publisher",
        "original-publisher-place", "event-date", "event-place", "status", "jurisdiction",
    ]

    /// Fields that these types of items have not, in Zotero's schema, as CSL's types.
    private static let missingIn: [String: Set<String>] = [
        "container-title": ["document", "book", "report", "thesis", "graphic", "manuscript"],
        "container-title-short": ["document", "book", "report", "thesis", "chapter", "paper-conference"],
        "publisher": ["article-journal", "article", "legal_case", "legislation"],
        "publisher-place": ["article-journal", "legislation", "bill", "graphic", "legal_case"],
        "event-title": ["speech", "book", "article-journal", "chapter", "document"],
        "collection-number": ["paper-conference", "document", "article-journal"],
        "collection-title": ["document", "thesis", "manuscript"],
        "issue": ["paper-conference", "report", "book", "chapter"],
        "number": ["manuscript", "document", "article-journal"],
        "number-of-pages": ["article-journal", "chapter", "paper-conference", "report", "document"],
        "number-of-volumes": ["article-journal", "paper-conference", "report", "document"],
        "page": ["book", "thesis", "document"], "volume": ["document", "thesis", "report"],
        "ISSN": ["book", "chapter", "paper-conference", "document"], "ISBN": ["article-journal", "document"],
        "edition": ["article-journal", "paper-conference", "document"],
        "version": ["book", "document", "report", "article-journal"],
    ]

    static func isWithout(_ field: String, _ type: String) -> Bool {
        missing.contains(field) || missingIn[field]?.contains(type) == true
    }
}
