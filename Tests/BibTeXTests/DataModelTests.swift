import BibTeX
import Formats
import Records
import TestKit
import Testing

/// What BibLaTeX's data model says, and JabRef's.
@Suite struct DataModelTests {
    private func read(_ text: String, cores: Int = 1) throws -> FormatContract.ReadResult {
        try FormatContract(BibTeXFormat.biblatex, sample: []).read(Array(text.utf8), cores: cores)
    }

    private func written(_ records: [Record], _ options: [String: String] = [:]) throws -> String {
        String(
            decoding: try FormatContract(BibTeXFormat.biblatex, sample: [])
                .write(records, options: FormatOptions(options)).bytes, as: UTF8.self)
    }

    @Test func aValueOrAMemberOfAListStandsInADataEntry() throws {
        let text = """
            @xdata{people-1,
              author = {Bloom, Brian and Anderson, Arthur},
              title = {On Data},
            }

            @book{k,
              author = {Smith, Simon and xdata=people-1-author-2},
              title = {xdata=people-1-title},
              editor = {xdata=people-1-author-3},
              location = {xdata=nowhere-location},
            }

            """
        let result = try read(text)
        let record = try #require(result.records.first)
        #expect(record[.author].map(\.family) == ["Smith", "Anderson"])
        #expect(record[.title]?.string == "On data")
        #expect(record[.publisherPlace]?.string == "xdata=nowhere-location")
        #expect(result.diagnostics.map(\.code) == ["bibtex.no-parent", "bibtex.no-parent"])
        let again = try written(result.records)
        for line in [
            "author       = {Smith, Simon and xdata=people-1-author-2}", "title        = {xdata=people-1-title}",
        ] {
            #expect(again.contains(line))
        }
        #expect(!again.contains("On data"))
    }

    @Test func aSetNamesItsMembers() throws {
        let record = try #require(try read("@set{k, entryset = {a, b}}").records.first)
        #expect(record.relations.map(\.kind) == [.hasPart, .hasPart])
        #expect(record.relations.map(\.key) == ["a", "b"])
        #expect(try written([record]).contains("entryset     = {a, b}"))
    }

    @Test(arguments: [("3", "3rd ser."), ("11", "11th ser."), ("22", "22nd ser."), ("newseries", "new series")])
    func aJournalsSeriesIsInWords(_ source: String, _ expected: String) throws {
        let record = try #require(try read("@article{k, journaltitle = {J}, series = {\(source)}}").records.first)
        #expect(record[.collectionTitle]?.string == expected)
        #expect(try written([record]).contains("series       = {\(source)}"))
    }

    /// The last ones were numbers to one part of the reader and none to the other, which asked each other for ever.
    @Test(arguments: [
        ("2001", "2001-03"), ("{2001}", "2001-03"), ("1999--2000", "1999/2000"), ("in press", "in press"), ("+2", "+2"),
        ("{+201}", "+201"), ("-{}0", "0000-03"),
    ])
    func aYearOfAnyShapeIsRead(_ year: String, _ date: String) throws {
        let record = try #require(try read("@book{k, year = {\(year)}, month = mar}").records.first)
        let read = try #require(record[.issued])
        #expect((read.shape == .literal ? read.raw : read.edtf) == date)
    }

    /// As the Web of Science has it around every value.
    @Test func bracesAroundADateAreNoSet() throws {
        let record = try #require(
            try read("@book{k, year = {{2001}}, month = {{MAR}}, day = {{ 4 }}}\n@book{l, date = {{2001-03}}}").records
                .first)
        #expect(record[.issued]?.edtf == "2001-03-04")
        let set = try #require(try read("@book{k, date = {{2001,2003}}}").records.first)
        #expect(set[.issued]?.members.count == 2)
    }

    @Test func groupsOfJabRefAreKeywordsAndKept() throws {
        let record = try #require(try read("@book{k, keywords = {a, b}, groups = {b, To Read}}").records.first)
        #expect(record.all(.keyword).map(\.string) == ["a", "b", "To Read"])
        let again = try written([record])
        #expect(again.contains("keywords     = {a, b}"))
        #expect(again.contains("groups       = {b, To Read}"))
    }

    @Test func anUnpublishedDocumentWithAnEventIsNoSpeech() throws {
        var record = Record(key: "k", type: .document)
        record[.title] = "Minutes"
        record[.eventDate] = EDTFDate(edtf: "1957-09-11")
        record.reference = ArchivalReference(repository: "Archive")
        #expect(try read(try written([record])).records.first?.type == .document)
    }

    @Test func aFileWithoutEntriesIsToldWhereItBegins() throws {
        let result = try read("just words\n")
        #expect(result.diagnostics.map(\.code) == ["bibtex.no-entries"])
        #expect(result.diagnostics.first?.place?.line == 1)
        #expect(result.diagnostics.first?.place?.column == 1)
    }

    /// Strings, parents and keys that stand twice are in other pieces than what needs them.
    @Test func oneCoreAndTwoReadTheSame() throws {
        var text = "@string{j = {Journal of Examples}}\n"
        for number in 0..<4000 {
            if number % 500 == 0 { text += "@string{j = {Journal No. \(number)}}\n" }
            text +=
                "@inproceedings{k\(number % 3900), title = {Title \(number)}, journal = j, crossref = {p\(number % 7)},\n"
            text +=
                "  author = {M{\\\"u}ller, J{\\\"u}rgen and Doe, Jane}, year = 1999, abstract = {\(String(repeating: "word ", count: 40))}}\n"
        }
        for number in 0..<7 { text += "@proceedings{p\(number), title = {Proceedings \(number)}, publisher = {P}}\n" }
        let one = try read(text)
        let two = try read(text, cores: 2)
        #expect(one.records == two.records)
        #expect(one.diagnostics == two.diagnostics)
        #expect(one.records[3999][.containerTitle]?.string == "Proceedings 2")
        #expect(try written(one.records) == written(two.records))
    }
}
