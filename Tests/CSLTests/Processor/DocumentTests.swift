import CSL
import EmbeddedStyles
import Records
import Testing

/// The examples of the documentation, and what a document does as its clusters change.
@Suite struct DocumentTests {
    static let authorDate = """
        <style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
          <info><id/><title/><updated>2026-01-01T00:00:00+00:00</updated></info>
          <citation disambiguate-add-year-suffix="true">
            <layout prefix="(" suffix=")" delimiter="; ">
              <group delimiter=" ">
                <names variable="author"><name form="short"/></names>
                <date variable="issued"><date-part name="year"/></date>
                <text variable="locator"/>
              </group>
            </layout>
          </citation>
          <bibliography>
            <sort><key variable="author"/><key variable="title"/></sort>
            <layout suffix="."><text variable="title" font-style="italic"/></layout>
          </bibliography>
        </style>
        """

    static func records() -> [Record] {
        [
            ("doe1", "Doe", 1960, "Beta", "Archive A"), ("roe", "Roe", 1970, "Gamma", ""),
            ("doe2", "Doe", 1960, "Alpha", "Archive A"),
        ]
        .map { key, family, year, title, archive in
            var record = Record(key: key, type: .book)
            record[.author] = [Name(family: family, given: "J.")]
            record[.issued] = EDTFDate(.init(year: year))
            record[.title] = Text(title)
            if !archive.isEmpty { record.reference = ArchivalReference(repository: Text(archive)) }
            return record
        }
    }

    static func document() throws -> CitationDocument {
        let style = try Style(xml: Array(authorDate.utf8), source: "author-date.csl")
        return CitationProcessor(style: style, locales: []).document(records())
    }

    @Test func everyRecordIsCitedOnce() throws {
        var document = try DocumentTests.document()
        document.citeEach()
        #expect(document.citations().map(\.text.string) == ["(Doe 1960b)", "(Roe 1970)", "(Doe 1960a)"])
        let bibliography = document.bibliography()
        #expect(bibliography.entries.map(\.text.string) == ["Alpha.", "Beta.", "Gamma."])
        #expect(bibliography.entries[0].text.marks.map(\.kind) == [.italic, .italic])
        #expect(Markup.html.string(bibliography.entries[0].text) == "<i>Alpha</i>.")
    }

    /// Without a language of its own a record is in that of the output, and title case is English.
    @Test(arguments: [("", "Die Reise Nach Rom"), ("en-GB", "Die Reise Nach Rom"), ("de", "Die Reise nach Rom")])
    func titleCaseGoesByTheLanguageOfTheOutput(_ language: String, _ title: String) throws {
        let xml = DocumentTests.authorDate
            .replacing("font-style=\"italic\"", with: "text-case=\"title\"")
            .replacing("class=", with: "default-locale=\"en-US\" class=")
        var record = Record(key: "a", type: .book)
        record[.title] = Text("Die Reise nach Rom")
        let style = try Style(xml: Array(xml.utf8), source: "author-date.csl")
        var document = CitationProcessor(style: style, locales: [], language: language).document([record])
        document.citeEach()
        #expect(document.bibliography().entries.map(\.text.string) == [title + "."])
    }

    @Test func anInsertionReportsWhatItChanges() throws {
        var document = try DocumentTests.document()
        document.cite([Cluster(id: "1", cites: [Cite("doe1")]), Cluster(id: "2", cites: [Cite("roe", locator: "5")])])
        #expect(document.citations().map(\.text.string) == ["(Doe 1960)", "(Roe 1970 5)"])
        let changed = document.insert(Cluster(id: "3", cites: [Cite("doe2")]), at: 1)
        #expect(changed == ["1", "3"])
        #expect(document.citations().map(\.text.string) == ["(Doe 1960b)", "(Doe 1960a)", "(Roe 1970 5)"])
        #expect(document.remove(id: "3") == ["1"])
        #expect(document.update(Cluster(id: "2", cites: [Cite("doe1", prefix: "see")])) == ["2"])
        #expect(document.citations().map(\.text.string) == ["(Doe 1960)", "(see Doe 1960)"])
    }

    @Test func aCompositeClusterNamesItsAuthorInTheText() throws {
        let document = try DocumentTests.document()
        func text(_ mode: Cluster.Mode) -> String {
            var cluster = Cluster(id: "1", cites: [Cite("roe", locator: "5"), Cite("doe1")])
            cluster.mode = mode
            return document.preview(cluster, at: 0).string
        }
        #expect(text(.composite) == "Roe (1970 5; Doe 1960)")
        #expect(text(.authorOnly) == "Roe")
        #expect(text(.suppressAuthor) == "(1970 5; Doe 1960)")
    }

    @Test func aCompositeClusterOfANumericStyleIsItsNumber() throws {
        let xml = """
            <style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
              <info><id/><title/><updated>2026-01-01T00:00:00+00:00</updated></info>
              <citation><layout prefix="[" suffix="]"><text variable="citation-number"/></layout></citation>
            </style>
            """
        let style = try Style(xml: Array(xml.utf8))
        var document = CitationProcessor(style: style, locales: []).document(DocumentTests.records())
        var cluster = Cluster(id: "1", cites: [Cite("roe")])
        cluster.mode = .composite
        document.cite([cluster])
        #expect(document.citations().map(\.text.string) == ["[1]"])
    }

    @Test func aPreviewChangesNothing() throws {
        var document = try DocumentTests.document()
        document.cite([Cluster(id: "1", cites: [Cite("doe1")])])
        #expect(document.preview(Cluster(id: "x", cites: [Cite("roe")]), at: 0).string == "(Roe 1970)")
        #expect(document.citations().map(\.id) == ["1"])
    }

    @Test func whatIsNotCitedIsListedWhereAskedFor() throws {
        var document = try DocumentTests.document()
        document.cite([Cluster(id: "1", cites: [Cite("roe")])])
        #expect(document.bibliography().entries.map(\.id) == ["roe"])
        document.addUncited(["doe1"])
        #expect(document.bibliography().entries.map(\.id) == ["doe1", "roe"])
    }

    @Test func aBibliographyIsFilteredAndCutIntoSections() throws {
        var document = try DocumentTests.document()
        document.citeEach()
        let archive = BibliographyFilter(include: [.init("archive", "Archive A")])
        #expect(document.bibliography(archive).entries.map(\.id) == ["doe2", "doe1"])
        let others = BibliographyFilter(exclude: [.init("archive", "Archive A")])
        #expect(document.bibliography(others).entries.map(\.id) == ["roe"])
        let sections = document.bibliographySections(by: ["archive"])
        #expect(sections.map(\.headings) == [["Archive A"], []])
        #expect(sections.map { $0.entries.map(\.id) } == [["doe2", "doe1"], ["roe"]])
    }

    @Test func aMissingRecordIsAWarning() throws {
        var document = try DocumentTests.document()
        document.cite([Cluster(id: "1", cites: [Cite("nobody"), Cite("roe")])])
        #expect(document.citations().map(\.text.string) == ["(Roe 1970)"])
        #expect(document.warnings.map(\.code) == ["csl.missing-record"])
    }

    @Test(arguments: [
        ("<style", "csl.xml"), ("<!DOCTYPE style []><style/>", "csl.doctype"), ("<other/>", "csl.no-style"),
        (
            "<style><macro name='a'><text macro='b'/></macro><macro name='b'><text macro='a'/></macro><citation/></style>",
            "csl.macro-cycle"
        ),
        ("<style><citation><layout><text macro='x'/></layout></citation></style>", "csl.unknown-macro"),
    ]) func aBadStyleIsAnError(_ xml: String, _ code: String) throws {
        let error = #expect(throws: StyleError.self) { try Style(xml: Array(xml.utf8), source: "bad.csl") }
        #expect(error?.first.code == code)
    }

    @Test func tenThousandNestedGroupsAreAnError() throws {
        let xml =
            "<style><citation><layout>" + String(repeating: "<group>", count: 10_000)
            + String(repeating: "</group>", count: 10_000) + "</layout></citation></style>"
        let error = #expect(throws: StyleError.self) { try Style(xml: Array(xml.utf8)) }
        #expect(error?.first.code == "csl.too-deep")
    }

    @Test func aRecordWithPagesAndAnArchiveHasBoth() throws {
        var record = Record(key: "letter", type: .manuscript)
        record[.page] = "12-13"
        record.reference = ArchivalReference(repository: "Archive A")
        let xml = """
            <style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note">
              <info><id/><title/><updated>2026-01-01T00:00:00+00:00</updated></info>
              <citation><layout delimiter="; "><group delimiter=", "><text variable="archive"/><text variable="page-first"/>
                <text variable="page"/></group></layout></citation>
            </style>
            """
        var document = CitationProcessor(style: try Style(xml: Array(xml.utf8)), locales: []).document([record])
        document.citeEach()
        #expect(document.citations().map(\.text.string) == ["Archive A, 12, 12–13"])
    }

    @Test func oddRecordsAreCitedAllTheSame() throws {
        var many = Record(key: "many", type: .book)
        many[.author] = (0..<100_000).map { Name(family: "Name\($0)", given: "A") }
        var long = Record(key: "long", type: .book)
        long[.title] = Text(String(repeating: "\"a' ", count: 1 << 18))
        let empty = Record(key: "empty")
        let style = try Style(xml: Array(DocumentTests.authorDate.utf8))
        var document = CitationProcessor(style: style, locales: []).document([many, long, empty])
        document.citeEach()
        #expect(document.citations().count == 3)
        #expect(document.bibliography().entries.count == 3)
    }

    @Test(arguments: [("title", "word ", "Word "), ("sentence", "Word ", "word "), ("uppercase", "word ", "WORD ")])
    func theCaseOfALongTitleChangesAsThatOfAnyOther(textCase: String, word: String, cited: String) throws {
        let count = 100_000
        var record = Record(key: "long", type: .book)
        record[.title] = Text("A" + String(repeating: " " + word.dropLast(), count: count))
        let xml = """
            <style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
              <info><id/><title/><updated>2026-01-01T00:00:00+00:00</updated></info>
              <citation><layout><text variable="title" text-case="\(textCase)"/></layout></citation>
            </style>
            """
        var document = CitationProcessor(style: try Style(xml: Array(xml.utf8)), locales: []).document([record])
        document.citeEach()
        #expect(
            document.citations().map(\.text.string) == ["A" + String(repeating: " " + cited.dropLast(), count: count)])
    }
}
