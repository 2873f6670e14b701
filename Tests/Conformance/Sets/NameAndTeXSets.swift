import BuiltInFormats
import Formats
import Foundation
import JSON
import Records
import TeX

/// The tables of names and of TeX markup.
struct TableSet: Sendable {
    struct Result {
        var count = 0
        var equal = 0
        var policy = 0
        var differences: [String] = []

        mutating func add(_ isEqual: Bool, policy isPolicy: Bool, _ text: @autoclosure () -> String) {
            count += 1
            if isEqual {
                equal += 1
            } else if isPolicy {
                policy += 1
            } else {
                differences.append(text())
            }
        }
    }

    var name: String
    var run: @Sendable (URL) throws -> Result
}

enum NameAndTeXSets {
    static let all: [TableSet] = [
        TableSet(name: "names") { folder in
            var result = TableSet.Result()
            let cases =
                try JSONValue(parsing: try folder.appendingPathComponent("names/names.json").bytes()).array ?? []
            for one in cases { try check(name: one, &result) }
            return result
        },
        TableSet(name: "latex-decode") { folder in
            var result = TableSet.Result()
            let file = folder.appendingPathComponent("latex-decode/tests.json")
            for one in try JSONValue(parsing: try file.bytes()).array ?? [] { check(markup: one, &result) }
            return result
        },
    ]

    // MARK: Names

    private static func check(name one: JSONValue, _ result: inout TableSet.Result) throws {
        let input = one["input"]?.string ?? ""
        let (names, isTold) = try read(input)
        let expected = one["expected"] ?? .null
        switch one["kind"]?.string {
        case "split-list":
            let wanted = (expected.array ?? []).compactMap(\.string).map(words)
            let found = names.map { words(parts($0).joined(separator: " ")) }
            result.add(wanted == found, policy: isTold, "\(input): want \(wanted), got \(found)")
        case "invalid-strict":
            result.add(isTold, policy: !names.isEmpty, "\(input): nothing is said of “\(expected.string ?? "")”")
        default:
            let wanted = ["first", "von", "last", "jr"].map { plain(text(expected[$0])) }
            let found = names.first.map(parts)?.map(plain) ?? []
            // More than two commas: BibTeX says so and takes what it can. Its particles run to the last small word.
            let runsOn =
                found.count == 4 && wanted.count == 4 && found[1].hasPrefix(wanted[1]) && !wanted[1].isEmpty
                && wanted[1] + " " + wanted[2] == found[1] + " " + found[2]
            result.add(wanted == found, policy: isTold || runsOn, "\(input): want \(wanted), got \(found)")
        }
    }

    private static func read(_ names: String) throws -> (names: [Name], isTold: Bool) {
        let input = Input(text: "@misc{k,\n author = {\(names)}\n}\n")
        let format = try BuiltInFormats.registry.reader(named: "biblatex", for: input)
        var record = Record()
        var isTold = false
        var reading = Reading([.init(input, format)], cores: 1)
        while let found = try reading.next() {
            for part in found {
                record = part.batch.records.first ?? record
                isTold = isTold || part.batch.diagnostics.contains { $0.severity >= .warning }
            }
        }
        return (record[.author], isTold)
    }

    /// Given name, particles, family name, suffix.
    private static func parts(_ name: Name) -> [String] {
        if name.isLiteral { return ["", "", name.literal, ""] }
        return [name.given, name.droppingParticle + name.nonDroppingParticle, name.family, name.suffix]
    }

    private static func text(_ value: JSONValue?) -> String {
        value?.string ?? value?.array?.compactMap(\.string).joined(separator: " ") ?? ""
    }

    /// The text without markup, braces and ties.
    private static func plain(_ text: String) -> String {
        var decoder = TeXDecoder()
        return Folding([.typography, .tex]).apply(decoder.decode(text).string)
    }

    /// The words of a name in any order, since a list is split only.
    private static func words(_ text: String) -> [String] {
        plain(text).split { " ,".contains($0) }.map(String.init).sorted()
    }

    // MARK: Markup

    private static func check(markup one: JSONValue, _ result: inout TableSet.Result) {
        let latex = one["latex"]?.string ?? ""
        let unicode = one["unicode"]?.string ?? ""
        var decoder = TeXDecoder()
        let decoded = decoder.decode(latex)
        if one["dir"]?.string == "decode" {
            let folding = Folding([.typography, .tex, .markup])
            let isFolded = folding.apply(Scripts.tagged(unicode)) == folding.apply(decoded.markup)
            let isKept = unicode.contains("\\")
            // Styles are spans, not other letters of Unicode.
            let isStyled = letters(unicode) == letters(decoded.string)
            // A letter under an accent has its dot or none as Unicode's composed letter has.
            let isDotted = dotted(unicode) == composed(decoded.string)
            result.add(
                composed(unicode) == composed(decoded.string), policy: isFolded || isKept || isStyled || isDotted,
                "\(latex): want \(unicode), got \(decoded.string)")
        } else {
            let encoded = TeXEncoder(repertoire: .ascii).encode(Text(unicode))
            var again = TeXDecoder()
            let back = again.decode(encoded).string
            result.add(
                encoded == latex || composed(back) == composed(unicode),
                policy: composed(back) == composed(decoded.string),
                "\(unicode): want \(latex), got \(encoded)")
        }
    }

    /// The text without what only compatibility tells apart (superscript letters, mathematical italics).
    private static func letters(_ text: String) -> String { composed(text.precomposedStringWithCompatibilityMapping) }

    /// The text with accents on dotted letters.
    private static func dotted(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
            let isMark = (0x300...0x315).contains(scalar.value)
            if isMark, out.last == "\u{131}" { out.replaceSubrange(out.index(before: out.endIndex)..., with: ["i"]) }
            if isMark, out.last == "\u{237}" { out.replaceSubrange(out.index(before: out.endIndex)..., with: ["j"]) }
            out.append(scalar)
        }
        return composed(String(out))
    }

    private static func composed(_ text: String) -> String {
        text.precomposedStringWithCanonicalMapping.split { " \n\u{A0}".contains($0) }.joined(separator: " ")
    }
}
