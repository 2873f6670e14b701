import Formats
import Foundation
import RIS
import Records
import TestKit
import Testing

@Suite struct RISTests {
    static let fixtures = Checkout.root.appendingPathComponent("Tests/RISTests/Fixtures")
    private let kit = FormatContract(RISFormat(), sample: [])

    private func read(_ text: String) throws -> FormatContract.ReadResult { try kit.read(Array(text.utf8)) }

    private func record(_ lines: String, _ type: String = "JOUR") throws -> Record {
        try #require(try read("TY  - \(type)\n\(lines)\nER  - \n").records.first)
    }

    @Test func keepsTheContract() throws {
        let sample = try Data(contentsOf: RISTests.fixtures.appendingPathComponent("sample.ris"))
        try FormatContract(RISFormat(), sample: [UInt8](sample)).check()
    }

    @Test func writesTheSharedRecords() throws {
        let written = try kit.write(SharedRecords.all).bytes
        try expectGolden(written, at: RISTests.fixtures.appendingPathComponent("shared-records.ris"))
    }

    /// What the README states: the rest comes back.
    @Test func losesWhatTheReadMeStates() throws {
        // The key and the field are enough, and the same in every run.
        let losses = try kit.losses().map { $0.prefix { $0 != "," } + "\n" }.joined()
        try expectGolden(Array(losses.utf8), at: RISTests.fixtures.appendingPathComponent("losses.txt"))
    }

    // MARK: Lines

    @Test(arguments: [
        "TY  - BOOK\nTI  - A\nER  - \n", "TY - BOOK\nTI - A\nER -", "ty  - book\nti  - A\ner  -\n",
        "TY  -BOOK\nTI  - A\nER\n",
        "TY  - BOOK\r\nTI  - A\r\nER  - \r\n", "TY  - BOOK\rTI  - A\rER  - \r",
        "\n\n  \nTY  - BOOK\n\nTI  - A\n\n\nER  - \n\n",
    ])
    func readsLinesOfEveryMake(_ text: String) throws {
        let result = try read(text.replacing("TY  -BOOK", with: "TY  - BOOK"))
        #expect(result.records.map { $0[.title]?.string } == ["A"])
        #expect(result.records.first?.type == .book)
        #expect(result.diagnostics.isEmpty)
    }

    @Test func aValueGoesOnInTheNextLine() throws {
        let record = try record(
            "TI  - A title\nover lines\nAB  - An abstract\n\nof two\nKW  - one\ntwo\nN1  - First\n\nSecond\nL1  - a.pdf\nb.pdf"
        )
        #expect(record[.title] == "A title over lines")
        #expect(record[.abstract] == "An abstract of two")
        #expect(record.all(.keyword) == ["one", "two"])
        #expect(record[.note] == "First\n\nSecond")
        #expect(record.kept.map(\.value) == ["a.pdf", "b.pdf"])
    }

    @Test func recordsWithoutBeginningOrEndAreRead() throws {
        let result = try read(
            "Provider: X\n\nTY  - BOOK\nTI  - A\nTY  - BOOK\nTI  - B\nER  - \nTI  - C\nER  - \nTY  - BOOK\nTI  - D")
        #expect(result.records.map { $0[.title]?.string } == ["A", "B", "C", "D"])
        #expect(
            result.diagnostics.map { "\($0.place?.line ?? 0) \($0.code)" } == [
                "1 ris.outside-record", "3 ris.no-end", "8 ris.no-type", "10 ris.no-end",
            ])
    }

    @Test func anUnknownTypeIsKeptAndWrittenAgain() throws {
        let result = try read("TY  - NOSUCH\nTI  - A\nER  - \nTY  - EBOOK\nTI  - B\nER  - \n")
        #expect(result.records.map(\.type) == [.document, .book])
        #expect(result.diagnostics.map(\.code) == ["ris.unknown-type"])
        let text = String(decoding: try kit.write(result.records).bytes, as: UTF8.self)
        #expect(text.contains("TY  - NOSUCH\r\n") && text.contains("TY  - EBOOK\r\n"))
    }

    @Test func unknownTagsComeOutAgain() throws {
        let record = try record("TI  - A\nU1  - x\nU1  - y\nZZ  - z\nAD  - here")
        #expect(record.kept.map { $0.name + $0.value } == ["U1x", "U1y", "ZZz", "ADhere"])
        let text = String(decoding: try kit.write([record]).bytes, as: UTF8.self)
        #expect(text.contains("U1  - x\r\nU1  - y\r\nZZ  - z\r\nAD  - here\r\nER  - \r\n"))
    }

    @Test func largeInputIsCutBetweenRecords() throws {
        var text = ""
        for number in 0..<20_000 {
            text +=
                "TY  - JOUR\nID  - k\(number)\nTI  - Some title TY here\nAU  - Doe, J.\nAB  - abc\nTYPE of thing\nER  - \n\n"
        }
        let result = try kit.read(Array(text.utf8), cores: 2)
        #expect(result.records.count == 20_000)
        #expect(result.records.enumerated().allSatisfy { $1.key == "k\($0)" && $1[.abstract] == "abc TYPE of thing" })
        #expect(result.diagnostics.isEmpty)
    }

    // MARK: Values

    @Test(arguments: [
        ("2001/03/04/", "2001-03-04"), ("2001/03//", "2001-03"), ("2001///", "2001"), ("2001", "2001"),
        ("2001///Spring", "2001-21"), ("2001/10/", "2001-10"), ("2001/october", "2001-10"),
        ("2001-03-04", "2001-03-04"),
        ("1999-04-01/2000-05-02", "1999-04-01/2000-05-02"), ("1984?", "1984?"), ("March 4, 2001", "2001-03-04"),
        ("1945/1952", "1945/1952"), ("2001/3/4", "2001-03-04"),
    ])
    func readsDates(_ text: String, _ edtf: String) throws {
        #expect(try record("DA  - \(text)")[.issued]?.edtf == edtf)
        let date = try #require(try record("DA  - \(text)")[.issued])
        var plain = date
        plain.raw = ""
        var copy = Record(key: "a", type: .articleJournal)
        copy[.issued] = plain
        #expect(try kit.read(try kit.write([copy]).bytes).records.first?[.issued] == plain)
    }

    @Test func aDateIsPutTogetherFromItsTags() throws {
        #expect(try record("PY  - 1948\nDA  - July")[.issued]?.edtf == "1948-07")
        #expect(try record("Y1  - 1900/01/01\nDA  - 1950/01/01")[.issued]?.edtf == "1950-01-01")
        #expect(try record("PY  - 2014\nY1  - 2014/06/01")[.issued]?.edtf == "2014-06-01")
        let odd = try record("PY  - 2013\nDA  - 2014/06/01")
        #expect(odd[.issued]?.edtf == "2014-06-01" && odd.kept("ris", "PY") == "2013")
        let none = try record("PY  - 0000\nTI  - A")
        #expect(none[.issued] == nil && none.kept("ris", "PY") == "0000")
        let text = try record("DA  - forthcoming")
        #expect(text[.issued] == EDTFDate(literal: "forthcoming"))
    }

    @Test(arguments: [
        ("Doe, John", [Name(family: "Doe", given: "John")]), ("Doe,J.", [Name(family: "Doe", given: "J.")]),
        ("Doe, John, Jr.", [Name(family: "Doe", given: "John", suffix: "Jr.")]), ("Homerus", [Name(family: "Homerus")]),
        ("De Vlinderstichting", [Name(literal: "De Vlinderstichting")]), ("WHO,", [Name(literal: "WHO")]),
        ("Doe, J.; Roe, R.", [Name(family: "Doe", given: "J."), Name(family: "Roe", given: "R.")]),
        ("Trust, Ltd., The,", [Name(literal: "Trust, Ltd., The")]),
    ])
    func readsNames(_ text: String, _ names: [Name]) throws {
        let record = try record("AU  - \(text)")
        #expect(record[.author] == names)
        #expect(try kit.read(try kit.write([record]).bytes).records.first?[.author] == names)
    }

    @Test(arguments: [
        ("SP  - 25\nEP  - 30", "25-30"), ("EP  - 30\nSP  - 25", "25-30"), ("SP  - 25", "25"), ("EP  - 25", "25"),
        ("SP  - 25-30\nEP  - 30", "25-30"), ("SP  - e103\nEP  - e103", "e103"), ("SP  - 1234\nEP  - 56", "1234-56"),
    ])
    func readsPages(_ lines: String, _ page: String) throws { #expect(try record(lines)[.page]?.string == page) }

    @Test func aTagIsReadByTheType() throws {
        #expect(try record("SP  - 345", "BOOK")[.numberOfPages] == "345")
        #expect(try record("T2  - S", "BOOK")[.collectionTitle] == "S")
        #expect(try record("T2  - S\nA2  - Doe, J.", "BOOK")[.collectionEditor].count == 1)
        #expect(try record("A2  - Doe, J.", "BOOK")[.editor].count == 1)
        #expect(try record("A2  - Doe, J.", "PCOMM")[.recipient].count == 1)
        #expect(try record("ET  - 0.5", "COMP")[.version] == "0.5")
        #expect(try record("ET  - 2022/1/24/")[.availableDate]?.edtf == "2022-01-24")
        #expect(try record("DA  - 2019/09/18/", "EBOOK")[.accessed]?.edtf == "2019-09-18")
        #expect(try record("DB  - A", "MANSCPT").reference?.repository == "A")
        #expect(try record("DB  - A")[.source] == "A")
        #expect(try record("DB  - A\nAV  - Box 1").reference == ArchivalReference(repository: "A", location: "Box 1"))
    }

    @Test func titlesOfTheJournalAreToldApart() throws {
        let all = try record("T2  - Journal\nJF  - Journal\nJO  - J.")
        #expect(all[.containerTitle] == "Journal" && all[.containerTitleShort] == "J." && all.kept.isEmpty)
        #expect(try record("JO  - J.")[.containerTitle] == "J.")
        #expect(try record("JA  - J.")[.containerTitle] == "J.")
        let three = try record("JF  - Journal\nJA  - J.\nJ2  - Jl.")
        #expect(three[.containerTitleShort] == "Jl." && three.kept("ris", "JA") == "J.")
    }

    @Test(arguments: [
        ("SN  - 1234-567X", TextField.issn), ("SN  - 978-3-16-148410-0", .isbn), ("SN  - 0306406152", .isbn),
        ("SN  - 1234-5678 (Print)", .issn), ("C2  - PMC123523", .pmcid), ("C2  - 1252546", .pmid),
        ("M3  - doi: 10.1000/182", .doi), ("M3  - Research article", .genre),
        ("DO  - https://doi.org/10.1000/182", .doi),
    ])
    func knowsIdentifiersByTheirLook(_ line: String, _ field: TextField) throws {
        let record = try record(line)
        #expect(record[field] != nil)
        if field == .doi { #expect(record[.doi] == "10.1000/182") }
    }

    @Test func aNoteThatLooksLikeATagStaysANote() throws {
        var record = Record(key: "a", type: .book)
        record[.note] = "One\nER  - \nTY  - BOOK"
        let again = try kit.read(try kit.write([record]).bytes).records
        #expect(again.count == 1)
        #expect(again.first?[.note] == "One\nER  -\nTY  - BOOK")
    }

    @Test(arguments: [
        ("TY  - JOUR\n", FormatDescriptor.Confidence.certain), ("\u{FEFF}\nTY - JOUR\r\n", .certain),
        ("Provider: X\nTY  - JOUR\n", .likely), ("@book{", .no), ("TYPE - x", .no), ("", .no),
    ])
    func recognizesItself(_ text: String, _ confidence: FormatDescriptor.Confidence) {
        let found = Array(text.utf8).withUnsafeBufferPointer { RISFormat().descriptor.recognize($0) }
        #expect(found == confidence)
    }
}
