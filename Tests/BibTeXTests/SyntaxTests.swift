import BibTeX
import Formats
import Records
import TestKit
import Testing

/// What stands in .bib files that no manual has.
@Suite struct SyntaxTests {
    private func read(_ text: String, _ format: BibTeXFormat = .bibtex) throws -> FormatContract.ReadResult {
        try FormatContract(format, sample: []).read(Array(text.utf8))
    }

    private func messages(_ result: FormatContract.ReadResult) -> [String] {
        result.diagnostics.map { "\($0.place?.line ?? 0):\($0.place?.column ?? 0) \($0.code)" }
    }

    @Test func anUnclosedValueNamesItsOpeningBrace() throws {
        let result = try read(
            "@book{a, title = {A}}\n@book{b,\n  title = {B,\n  year = 2000\n}\n\n@book{c, title = {C}}\n")
        #expect(result.records.map(\.key) == ["a", "b", "c"])
        #expect(messages(result) == ["2:6 bibtex.unclosed"])
    }

    @Test func oneBrokenEntryAmongAHundredKeepsTheHundred() throws {
        var text = ""
        for number in 0..<100 {
            if number == 50 { text += "@book{broken, title = {never {closed, year = 1999\n\n" }
            text += "@book{k\(number), title = {Title \(number)}}\n\n"
        }
        let result = try read(text)
        let keys = Set(result.records.map(\.key))
        #expect((0..<100).allSatisfy { keys.contains("k\($0)") })
        #expect(messages(result) == ["101:23 bibtex.unclosed"])
    }

    @Test func megabytesOfTextBetweenEntriesAreToldAndLeftOut() throws {
        let result = try read(
            "@book{a, title = {A}}\n" + String(repeating: "rubbish ", count: 200_000) + "\n@book{b, title = {B}}\n")
        #expect(result.records.map(\.key) == ["a", "b"])
        #expect(messages(result) == ["1:22 bibtex.text-too-long"])
    }

    @Test func stringsAreKnownFromTheirDefinitionOn() throws {
        let result = try read(
            "@string{a = \"x\" # a}\n@book{k, title = a # { y} # b, month = jan}\n@string(b = {z})\n@book{l, title = b}"
        )
        #expect(result.records.map { $0[.title]?.string } == ["Xa yb", "Z"])
        #expect(messages(result) == ["1:19 bibtex.unknown-string", "2:29 bibtex.unknown-string"])
    }

    @Test func aStringIsWhatItWasDefinedAsLastBefore() throws {
        let lines = (0..<500).map { "@string{s = {x\($0)}}\n@book{k, note = s # { } # s}\n@string{s = {y\($0)}}" }
        let result = try read(lines.joined(separator: "\n") + "\n@book{k, note = s}")
        let notes = result.records.map { $0[.note]?.string }
        #expect(notes == (0..<500).map { "x\($0) x\($0)" } + ["y499"])
    }

    @Test func cyclesAreTold() throws {
        let result = try read(
            "@book{a, crossref = {b}, title = {A}}\n@book{b, crossref = {a}, year = 2000}\n", .biblatex)
        #expect(result.records.count == 2)
        #expect(messages(result) == ["1:1 bibtex.cycle", "2:1 bibtex.cycle"])
        #expect(result.records[0][.issued] == EDTFDate(edtf: "2000"))
    }

    @Test func inheritanceFollowsTheTable() throws {
        let result = try read(
            """
            @inbook{part, crossref = {whole}, title = {Part}, author = {Doe, Jane}}
            @book{whole, title = {Whole}, subtitle = {All of It}, editor = {Roe, Ann}, date = {1999}, author = {Poe, E.}}
            """, .biblatex)
        let part = try #require(result.records.first)
        #expect(part[.containerTitle]?.string == "Whole: All of it")
        #expect(part[.containerAuthor] == [Name(family: "Poe", given: "E.")])
        #expect(part[.author] == [Name(family: "Doe", given: "Jane")])
        #expect(part.entries.filter { $0.evidence == .parent }.count == 5)
        let written = try FormatContract(BibTeXFormat.biblatex, sample: []).write([part]).bytes
        #expect(!String(decoding: written, as: UTF8.self).contains("Whole"))
    }

    @Test(arguments: [
        ("Doe, Jane", [Name(family: "Doe", given: "Jane")]),
        ("Ludwig van Beethoven", [Name(family: "Beethoven", given: "Ludwig", droppingParticle: "van")]),
        ("{NASA} and others", [Name(literal: "NASA"), Name(literal: "others", kind: .others)]),
        ("King, Jr., Martin Luther", [Name(family: "King", given: "Martin Luther", suffix: "Jr.")]),
        (
            "family=Beethoven, given=Ludwig, prefix=van, useprefix=true",
            [Name(family: "Beethoven", given: "Ludwig", nonDroppingParticle: "van")]
        ),
        ("{\\'E}milie du Ch{\\^a}telet", [Name(family: "Châtelet", given: "Émilie", droppingParticle: "du")]),
        ("Barnes {and} Noble", [Name(family: "Noble", given: "Barnes and")]),
    ])
    func names(_ source: String, _ expected: [Name]) throws {
        let result = try read("@book{k, author = {\(source)}}", .biblatex)
        #expect(result.records.first?[.author] == expected)
    }

    @Test(arguments: [
        ("The Origin of {DNA}: a Study", "The origin of DNA: A study"),
        ("\\emph{Homo Sapiens} in Rome", "<i>Homo Sapiens</i> in rome"),
        ("Using {iOS} and e{B}ay", "Using <span class=\"nocase\">iOS</span> and eBay"),
    ])
    func titlesBecomeSentenceCase(_ source: String, _ expected: String) throws {
        #expect(try read("@book{k, title = {\(source)}}").records.first?[.title]?.markup == expected)
        let kept = try FormatContract(BibTeXFormat.bibtex, sample: [])
            .read(Array("@book{k, title = {The Big One}}".utf8), options: FormatOptions(["title-case": "keep"]))
        #expect(kept.records.first?[.title]?.string == "The Big One")
    }

    /// Text from elsewhere cannot run anything in LaTeX.
    @Test func nothingIsSmuggledIntoTeX() throws {
        var record = Record(key: "a}\\input{x", type: .book)
        record[.title] = "\\input{/etc/passwd} $\\write18{ls}$"
        record[.author] = [Name(family: "\\immediate", given: "{x}")]
        record[.url] = "https://example.org/}\\input{x}"
        record.kept = [Kept(format: "csl-json", name: "x", value: "\\input{y}", form: .json)]
        for format in [BibTeXFormat.bibtex, .biblatex] {
            let text = String(decoding: try FormatContract(format, sample: []).write([record]).bytes, as: UTF8.self)
            for command in ["\\input", "\\write", "\\immediate"] { #expect(!text.contains(command), "\(text)") }
        }
    }
}
