import CSL
import Foundation
import TestKit
import Testing

@Suite struct MarkupTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures")

    private func lines(_ name: String) throws -> [Substring] {
        try String(contentsOf: Self.folder.appendingPathComponent("\(name).txt"), encoding: .utf8).split(
            separator: "\n")
    }

    /// A document that is written piece by piece is the one that is made as a whole, and no piece is as large.
    @Test(arguments: Markup.allCases) func piecesComeToTheWhole(_ markup: Markup) throws {
        let entries = (0..<2_000).map {
            Bibliography.Entry(
                id: "\($0)", text: FormattedText("Entry \($0): \(String(repeating: "text ", count: 30))"))
        }
        let written = WrittenBibliography(entries, Bibliography.Layout(), in: markup)
        let citations = (0..<2_000).map { FormattedText("Citation \($0): \(String(repeating: "text ", count: 30))") }
        let sections = [(headings: ["One"], bibliography: written), (headings: [], bibliography: written)]
        let whole = markup.document(citations: citations, bibliography: sections, isNote: true)
        var pieces: [UInt8] = []
        var largest = 0
        markup.write(citations: citations, bibliography: sections, isNote: true) {
            pieces += $0
            largest = max(largest, $0.count)
        }
        #expect(pieces == whole)
        #expect(largest < whole.count / 4)
    }

    /// A line of the fixture is a text; a line of the golden file is what it becomes.
    @Test(arguments: ["styles", "hostile", "links"], Markup.allCases)
    func eachMarkupWritesTextsInItsWay(_ fixture: String, _ markup: Markup) throws {
        let written = try lines(fixture).map { markup.string(formattedText($0)) + "\n" }.joined()
        try expectGolden(
            Array(written.utf8), at: Self.folder.appendingPathComponent("\(fixture).\(markup.rawValue)"))
    }

    private static let layouts: [(name: String, layout: Bibliography.Layout)] = {
        var hanging = Bibliography.Layout()
        hanging.hangingIndent = true
        hanging.entrySpacing = 0
        var aligned = Bibliography.Layout()
        aligned.secondFieldAlign = .flush
        aligned.maxOffset = 3
        return [("plain-entries", Bibliography.Layout()), ("hanging-entries", hanging), ("aligned-entries", aligned)]
    }()

    @Test(arguments: 0..<3, Markup.allCases)
    func aBibliographyIsSetAsTheStyleAsks(_ index: Int, _ markup: Markup) throws {
        let (name, layout) = Self.layouts[index]
        let texts =
            layout.secondFieldAlign == .none
            ? [
                "{block}Doe, Jane{/block}{leftMargin}1999{/leftMargin}{rightInline}A {italic}title{/italic}.{/rightInline}",
                "Roe, R. {italic}Book{/italic}. {indent}An annotation.{/indent}", "1. No #heading.",
            ]
            : [
                "{leftMargin}[1]{/leftMargin}{rightInline}Doe, {italic}Book{/italic}.{/rightInline}",
                "{leftMargin}[10]{/leftMargin}{rightInline}#panic() \"x\"], [{/rightInline}", "No number #here",
            ]
        let entries = texts.enumerated().map {
            Bibliography.Entry(id: "e\($0.offset)", text: formattedText($0.element))
        }
        let written = markup.string(Bibliography(entries: entries, layout: layout))
        try expectGolden(Array(written.utf8), at: Self.folder.appendingPathComponent("\(name).\(markup.rawValue)"))
    }

    /// The space between a block and what follows is the end of the line.
    @Test func noLineBeginsWithTheSpaceBehindABlock() {
        let text = formattedText("{block}Alpha.{/block} {italic}Beta{/italic}.{indent} Gamma{/indent}")
        #expect(Markup.plain.string(text) == "Alpha.\nBeta.\n    Gamma")
        #expect(Markup.markdown.string(text) == "Alpha.\\\n*Beta*.\\\n    Gamma")
    }

    @Test(arguments: Markup.allCases)
    func noControlCharacterOfATextGetsThrough(_ markup: Markup) {
        let controls = (0..<0x20).filter { $0 != 9 && $0 != 10 }.map { UInt8($0) } + [0x7F]
        var text = FormattedText(utf8: controls)
        text.utf8 += (0x80..<0xA0).flatMap { [0xC2, UInt8($0)] }
        let written = markup.string(text)
        #expect(
            !written.unicodeScalars.contains {
                ($0.value < 0x20 && $0.value != 9 && $0.value != 10) || (0x7F..<0xA0).contains($0.value)
            })
    }

    @Test(arguments: Markup.allCases)
    func noAddressWithAnotherSchemeIsLinked(_ markup: Markup) {
        for address in [
            "javascript:alert(1)", "JaVaScRiPt:x", "file:///x", "data:,x", "vbscript:x", " javascript:x", "x",
        ] {
            let text = formattedText("{linkURL}\(address){/linkURL}")
            #expect(markup.string(text) == markup.string(FormattedText(address)))
        }
    }

    @Test func plainTextKeepsEveryCharacter() {
        let text = "a  b\tc\n“ü” 😀 \u{A0} \u{2028} § ¶ © ®"
        #expect(Markup.plain.string(FormattedText(text)) == text)
    }

    @Test(arguments: Markup.allCases)
    func everyMarkupHasItsNameAndSummary(_ markup: Markup) {
        #expect(Markup(rawValue: markup.rawValue) == markup)
        #expect(!markup.summary.isEmpty)
    }
}
