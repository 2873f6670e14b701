import BibTeX
import Formats
import Foundation
import Records
import TestKit
import Testing

@Suite struct BibTeXTests {
    static let fixtures = Checkout.root.appendingPathComponent("Tests/BibTeXTests/Fixtures")

    private func contract(_ format: BibTeXFormat, _ file: String) throws -> FormatContract {
        FormatContract(format, sample: [UInt8](try Data(contentsOf: Self.fixtures.appendingPathComponent(file))))
    }

    @Test func bibtexKeepsTheContract() throws { try contract(.bibtex, "everyday.bibtex.in.bib").check() }

    @Test func biblatexKeepsTheContract() throws { try contract(.biblatex, "everyday.biblatex.in.bib").check() }

    @Test func theDialectThatIsFoundKeepsTheContract() throws {
        try contract(BibTeXFormat(), "everyday.bibtex.in.bib").check()
        try contract(BibTeXFormat(), "everyday.biblatex.in.bib").check()
    }

    @Test(arguments: ["bibtex", "biblatex"]) func writesTheSharedRecords(_ id: String) throws {
        let format = id == "bibtex" ? BibTeXFormat.bibtex : .biblatex
        let written = try FormatContract(format, sample: []).write(SharedRecords.all).bytes
        try expectGolden(written, at: Self.fixtures.appendingPathComponent("shared-records.\(id).bib"))
    }
}
