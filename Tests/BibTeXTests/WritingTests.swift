import BibTeX
import Formats
import Records
import TestKit
import Testing

/// How entries are written on request.
@Suite struct WritingTests {
    private let format = FormatContract(BibTeXFormat.biblatex, sample: [])

    private func convert(_ text: String, _ options: [String: String] = [:]) throws -> (
        text: String, diagnostics: [Diagnostic]
    ) {
        let records = try format.read(Array(text.utf8)).records
        let written = try format.write(records, options: FormatOptions(options))
        return (String(decoding: written.bytes, as: UTF8.self), written.diagnostics)
    }

    @Test func commandsInAValueBecomeTextUnlessTrusted() throws {
        let source =
            "@book{k,\n  title        = {{A} \\foo{b} \\emph{c} \\input{/etc/passwd}\\immediate\\write18{ls} ^^5cx},\n}\n"
        let safe = try convert(source)
        #expect(safe.text.contains("{A} \\foo{b} \\emph{c} \\textbackslash{}input{/etc/passwd}"))
        for command in ["\\input", "\\write", "\\immediate", "^^5c"] { #expect(!safe.text.contains(command)) }
        #expect(safe.diagnostics.map(\.code) == ["bibtex.command"])
        let trusted = try convert(source, ["trust-tex": ""])
        #expect(trusted.text == source)
        #expect(trusted.diagnostics.isEmpty)
    }

    @Test func textOfOtherFormatsIsTeXOnlyWhereTrusted() throws {
        var record = Record(key: "k", type: .book)
        record[.note] = "see \\emph{this}"
        let plain = try format.write([record]).bytes
        #expect(String(decoding: plain, as: UTF8.self).contains("see \\textbackslash{}emph\\{this\\}"))
        let trusted = try format.write([record], options: FormatOptions(["trust-tex": ""])).bytes
        #expect(String(decoding: trusted, as: UTF8.self).contains("note         = {see \\emph{this}}"))
    }

    /// A kept value that comes from elsewhere than a .bib file cannot end the field that it stands in.
    @Test func keptNamesThatAreNoNamesAreNotWritten() throws {
        var record = Record(key: "k", type: .book)
        record.kept = [
            Kept(format: "biblatex", name: "x = {}, y", value: "z", form: .source),
            Kept(format: "biblatex", name: "mine", value: "}, y = {", form: .source),
        ]
        let text = String(decoding: try format.write([record]).bytes, as: UTF8.self)
        #expect(!text.contains("y ="))
    }

    @Test func tidiedEntriesStandByKeyWithTheirSignsAligned() throws {
        let source = """
            @inproceedings{b, year = 1999, journalsubtitle = {S}, title = {T}, author = {Doe, Jane}, crossref = {a}}
            @proceedings{a, title = {P}}
            @book{A1, title = {U}}
            """
        #expect(
            try convert(source, ["tidy": ""]).text == """
                @book{A1,
                  title = {U},
                }

                @inproceedings{b,
                  author          = {Doe, Jane},
                  title           = {T},
                  journalsubtitle = {S},
                  year            = {1999},
                  crossref        = {a},
                }

                @proceedings{a,
                  title = {P},
                }

                """)
    }
}
