import Formats
import Foundation
import Records
import TEI
import TestKit
import Testing

/// What elements become.
@Suite struct TEIReadingTests {
    private let kit = FormatContract(TEIFormat(), sample: [])

    private func read(_ xml: String) throws -> FormatContract.ReadResult { try kit.read(Array(xml.utf8)) }

    private func record(_ body: String) throws -> Record {
        let result = try read("<listBibl xmlns=\"http://www.tei-c.org/ns/1.0\">\(body)</listBibl>")
        #expect(result.diagnostics == [])
        return try #require(result.records.first)
    }

    private func biblStruct(_ body: String) throws -> Record { try record("<biblStruct>\(body)</biblStruct>") }

    private func imprint(_ date: String) throws -> EDTFDate? {
        try biblStruct("<monogr><title>x</title><imprint>\(date)</imprint></monogr>")[.issued]
    }

    @Test func aNameThatPointsToAPersonGetsItsPartsAndIsWrittenAsItWas() throws {
        let xml = """
            <TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>\
            <publicationStmt><p>P</p></publicationStmt><sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader>\
            <standOff><listPerson><person xml:id="k"><persName><surname>Keeper</surname> <forename>Edward C.</forename>\
            </persName><idno type="GND">https://d-nb.info/gnd/1</idno></person></listPerson></standOff>\
            <text><body><listBibl><biblStruct xml:id="a"><monogr><author><persName ref="#k">Keeper</persName></author>\
            <editor><persName ref="#k" n="7">K.</persName></editor><title level="m">A</title>\
            <imprint><date when="2001"/></imprint></monogr></biblStruct></listBibl></body></text></TEI>
            """
        let result = try read(xml)
        let record = try #require(result.records.last)
        let author = try #require(record[.author].first)
        #expect(author.family == "Keeper" && author.given == "Edward C." && author.asWritten == "Keeper")
        #expect(author.identifier == "https://d-nb.info/gnd/1")
        #expect(record[.editor].first?.asWritten == "K.")
        let written = try kit.write(result.records, info: result.info)
        #expect(written.diagnostics == [])
        let text = String(decoding: written.bytes, as: UTF8.self)
        #expect(text.contains("<persName ref=\"#k\" n=\"7\">K.</persName>"))
        #expect(try kit.read(written.bytes).records.last == record)
    }

    @Test(arguments: ["1957", "12 March 2001", "forthcoming", "n.d."])
    func aDateThatIsOnlyTextStaysText(_ text: String) throws {
        var record = Record(key: "a", type: .book)
        record[.title] = "T"
        record[.issued] = EDTFDate(literal: text)
        record[.accessed] = EDTFDate(literal: text)
        let back = try kit.read(try kit.write([record]).bytes).records
        #expect(back.last?[.issued] == EDTFDate(literal: text))
        #expect(back.last?[.accessed] == EDTFDate(literal: text))
    }

    @Test func commentsBetweenRecordsAreWrittenWhereTheyStood() throws {
        func bibl(_ id: String) -> String { "<bibl xml:id=\"\(id)\"><title>\(id)</title></bibl>" }
        let xml =
            "<listBibl xmlns=\"http://www.tei-c.org/ns/1.0\"><!--1-->\(bibl("a"))<!--2--><!--3-->\(bibl("b"))<!--4--></listBibl>"
        let result = try read(xml)
        let written = String(decoding: try kit.write(result.records, info: result.info).bytes, as: UTF8.self)
        let order = ["<!--1-->", "\"a\"", "<!--2-->", "<!--3-->", "\"b\"", "<!--4-->"].map {
            written.range(of: $0)?.lowerBound
        }
        #expect(!order.contains(nil) && order.compactMap { $0 } == order.compactMap { $0 }.sorted())
    }

    @Test func aHeaderIsARecordAndItsListsAre() throws {
        let result = try kit.read(try TEIContractTests.fixture("list.in.xml"))
        #expect(result.records.map(\.key) == ["", "", "article", "", "loose", "letter", "codex"])
        let header = try #require(result.records.dropFirst().first)
        #expect(header[.title]?.string == "A Bibliography: For Examples")
        #expect(
            header[.author] == [Name(family: "Maker", given: "Mary")].map { $0.identified("https://viaf.example/1") })
        #expect(header[.publisher]?.string == "The Press")
        #expect(header[.license]?.string == "CC BY")
        #expect(header[.language]?.string == "en")
        let book = result.records[3]
        #expect(book[.title]?.string == "The Whole: Its Parts")
        #expect(book[.subtitle]?.string == "Its Parts")
        #expect(book[.numberOfPages]?.string == "345")
        #expect(book[.issued]?.edtf == "1984~")
        #expect(book.kept.map(\.name).prefix(2) == ["listBibl", "listBibl"])
        let letter = result.records[5]
        #expect(letter.reference?.levels.map(\.value) == ["8157", "1", "77-80"])
        #expect(letter.reference?.code == "RGAE")
        #expect(result.records[6].type == .manuscript)
        #expect(result.records[6][.title]?.string == "History")
        #expect(result.diagnostics == [])
    }

    @Test func aHeaderThatOnlyNamesTheFileGivesTheListItsTitle() throws {
        let result = try read(
            """
            <TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Exported</title></titleStmt>
            <publicationStmt><p>unpublished</p></publicationStmt><sourceDesc><p>A database</p></sourceDesc></fileDesc></teiHeader>
            <text><body><listBibl><biblStruct><monogr><title>x</title><imprint/></monogr></biblStruct></listBibl></body></text></TEI>
            """)
        #expect(result.records.map { $0[.title]?.string } == ["x"])
        #expect(result.info.title == "Exported")
    }

    @Test func documentsOfAVolume() throws {
        let result = try kit.read(try TEIContractTests.fixture("frus.in.xml"))
        #expect(result.records.count == 3)
        let volume = result.records[0]
        #expect(volume.type == .book)
        #expect(volume[.title]?.string == "Foreign Papers of Exampleland, 1961, Volume II, The East")
        #expect(volume[.editor] == [Name(family: "Keeper", given: "Edward C.")])
        #expect(volume[.collectionEditor] == [Name(family: "Generalis", given: "Glenn W.")])
        #expect(volume[.collectionTitle]?.string == "Foreign Papers of Exampleland")
        #expect(volume[.isbn]?.string == "9780160452062")
        let memorandum = result.records[1]
        #expect(memorandum.key == "d45")
        #expect(memorandum.type == .document)
        #expect(memorandum[.title]?.string == "Memorandum of Conversation")
        #expect(memorandum[.number]?.string == "45")
        #expect(memorandum[.issued]?.edtf == "1961-07-31")
        #expect(memorandum[.eventDate]?.edtf == "1961-07-31T11:00:00/1961-07-31T12:40:00")
        #expect(memorandum[.publisherPlace]?.string == "Capital")
        #expect(memorandum[.keyword]?.string == "Representation")
        #expect(memorandum[.participant].map(\.literal) == ["General Ch'en", "President Keeper"])
        #expect(memorandum[.participant].map(\.role) == ["Vice President, EX", ""])
        #expect(memorandum[.participant].map(\.identifier) == ["#p_C", "#p_K"])
        #expect(memorandum[.containerTitle] == volume[.title])
        #expect(memorandum[.classification]?.string == "Secret")
        #expect(memorandum.reference?.repository.string == "Keeper Library")
        #expect(memorandum.reference?.location.string == "Security Files, Countries Series, East")
        #expect(memorandum[.note]?.string.hasSuffix("The time is from the Appointment Book.") == true)
        let telegram = result.records[2]
        #expect(telegram[.title]?.string == "Telegram From A. B. Sender to the Department")
        #expect(telegram[.author] == [Name(family: "Sender", given: "A. B.")])
        #expect(telegram[.publisherPlace]?.string == "Far City")
        #expect(result.diagnostics.map(\.code) == ["tei.text"])
    }

    @Test func lettersOfAHeader() throws {
        let result = try kit.read(try TEIContractTests.fixture("letters.in.xml"))
        #expect(result.records.count == 3)
        let letters = result.records.filter { $0.type == .personalCommunication }
        #expect(letters.count == 2)
        #expect(letters[0][.number]?.string == "631")
        #expect(letters[0][.author].map(\.literal) == ["Samuel Thomas Soemmerring"])
        #expect(letters[0][.author].map(\.identifier) == ["https://gnd.example/118805193"])
        #expect(letters[0][.recipient].map(\.family) == ["Birkenstock"])
        #expect(letters[0][.recipient].map(\.droppingParticle) == ["von"])
        #expect(letters[0][.issued]?.edtf == "1792-11-22")
        #expect(letters[0][.received]?.edtf == "1792-12-26")
        #expect(letters[0].entries.contains(Entry(.date(.received, EDTFDate(edtf: "1792-12-26")!), certainty: .high)))
        #expect(letters[0][.publisherPlace]?.string == "Mainz")
        #expect(letters[0][.mentioned].map(\.family) == ["Meyerbeer"])
        #expect(letters[0].all(.place).map(\.string) == ["Wien", "Berlin"])
        #expect(letters[1][.issued]?.edtf == "[1810-07-11..1810-07-18]")
        #expect(letters[1][.url]?.string == "https://edition.example/A1")
        let header = try #require(result.records.first { $0.type != .personalCommunication })
        #expect(header[.title]?.string == "Letters of an Edition")
        #expect(header.relations.map(\.title.string) == ["Correspondence 1792–1805. Basel 2001."])
    }

    @Test(arguments: [
        ("<date when='1957-09-11'/>", "1957-09-11", ""), ("<date when='1957'>in 1957</date>", "1957", "in 1957"),
        ("<date from='1957' to='1958-02'/>", "1957/1958-02", ""), ("<date from='1957'/>", "1957/..", ""),
        ("<date to='1957'/>", "../1957", ""), ("<date notBefore='1957'/>", "[1957..]", ""),
        ("<date notBefore='1957' notAfter='1960-01'/>", "[1957..1960-01]", ""),
        ("<date when-iso='1957-09'/>", "1957-09", ""), ("<date from-iso='1957' to-iso='1958'/>", "1957/1958", ""),
        ("<date notBefore-custom='1957' datingMethod='#x'/>", "[1957..]", ""),
        ("<date when-custom='195X'>fifties</date>", "195X", "fifties"),
        ("<date when='1957' precision='low'/>", "1957~", ""), ("<date when='-0043'/>", "-0043", ""),
        ("<date when='1957-09-11T10:00:00.5Z'/>", "1957-09-11T10:00:00Z", ""),
        ("<date when='1957-09-11+02:00'/>", "1957-09-11", ""),
        ("<date>July 18, 1960</date>", "1960-07-18", "July 18, 1960"), ("<date>2001-10</date>", "2001-10", ""),
        ("<date>no date</date>", "", "no date"), ("<date when='12000'/>", "Y12000", ""),
    ])
    func datesWithEveryAttribute(_ xml: String, _ edtf: String, _ raw: String) throws {
        let date = try #require(try imprint(xml))
        #expect(date.edtf == edtf)
        #expect(date.raw == raw)
    }

    @Test func namesInEveryForm() throws {
        let record = try biblStruct(
            """
            <monogr>
              <author><persName ref="https://orcid.example/1"><surname>Doe</surname>, <forename>J.</forename> <forename>Q.</forename></persName></author>
              <author>Roe, Richard</author>
              <author><orgName key="who">World Health Organization</orgName></author>
              <author><persName><forename>Ludwig</forename> <nameLink>van</nameLink> <surname>Beethoven</surname> <genName>Jr.</genName></persName></author>
              <author>Zhou Enlai</author>
              <editor role="translator">Harriet D. Schwar</editor>
              <respStmt><resp>Übersetzer</resp><persName>Anna Novák</persName></respStmt>
              <respStmt><resp>Funded by</resp><name>Nobody</name></respStmt>
              <title>x</title><imprint/>
            </monogr>
            """)
        #expect(
            record[.author].map { [$0.family, $0.given, $0.literal, $0.identifier] } == [
                ["Doe", "J. Q.", "", "https://orcid.example/1"], ["Roe", "Richard", "", ""],
                ["", "", "World Health Organization", "who"], ["Beethoven", "Ludwig", "", ""],
                ["", "", "Zhou Enlai", ""],
            ])
        #expect(record[.author][3].nonDroppingParticle == "van")
        #expect(record[.author][3].suffix == "Jr.")
        #expect(record[.translator].map { $0.family + $0.literal } == ["Schwar", "Anna Novák"])
        #expect(record[.contributor].map(\.role) == ["Funded by"])
    }

    @Test(arguments: [
        (
            "type='journalArticle'",
            "<analytic><title level='a'>x</title></analytic><monogr><title level='j'>y</title><imprint/></monogr>",
            RecordType.articleJournal
        ),
        (
            "type='article'",
            "<analytic><title level='a'>x</title></analytic><monogr><title level='j'>y</title><imprint/></monogr>",
            .articleJournal
        ),
        (
            "", "<analytic><title level='a'>x</title></analytic><monogr><title level='j'>y</title><imprint/></monogr>",
            .articleJournal
        ),
        (
            "", "<analytic><title level='a'>x</title></analytic><monogr><title level='m'>y</title><imprint/></monogr>",
            .chapter
        ),
        ("", "<monogr><title level='m'>y</title><imprint/></monogr>", .book),
        ("", "<monogr><title level='u'>y</title><imprint/></monogr>", .document),
        ("", "<monogr><title level='j'>y</title><imprint/></monogr>", .periodical),
        ("type='mvbook'", "<monogr><title level='m'>y</title><imprint/></monogr>", .book),
        ("type='letter'", "<monogr><title level='u'>y</title><imprint/></monogr>", .personalCommunication),
        ("type='aide-mémoire'", "<monogr><title level='u'>y</title><imprint/></monogr>", .document),
    ])
    func typesFromWordsAndLevels(_ attribute: String, _ body: String, _ type: RecordType) throws {
        #expect(try record("<biblStruct \(attribute)>\(body)</biblStruct>").type == type)
    }

    @Test func anArchiveIsNoContainer() throws {
        let record = try biblStruct(
            """
            <analytic><title level="u">Report</title></analytic>
            <monogr><title level="m">Digital Archive</title><imprint><publisher>The Center</publisher></imprint></monogr>
            """)
        #expect(record.reference == ArchivalReference(repository: "Digital Archive", institution: "The Center"))
        #expect(record[.containerTitle] == nil)
    }

    @Test func textWithMarkup() throws {
        let record = try biblStruct(
            """
            <monogr><title>A <hi rend="bold">bold</hi>
               <emph>word</emph>, <q>said</q> <hi rend="#sup">2</hi><choice><sic>teh</sic><corr>the</corr></choice><note>not this</note></title><imprint/></monogr>
            """)
        #expect(record[.title]?.markup == "A <b>bold</b> <i>word</i>, <q>said</q> <sup>2</sup>the")
    }

    @Test func aDocumentWithoutANamespaceIsRead() throws {
        let result = try read(
            "<listBibl><biblStruct><monogr><title>x</title><imprint><date>2001</date></imprint></monogr></biblStruct></listBibl>"
        )
        #expect(result.records.map { $0[.title]?.string } == ["x"])
    }

    @Test func zoterosExport() throws {
        let record = try record(
            """
            <biblStruct type="bookSection" corresp="http://zotero.org/users/1/items/A">
              <analytic xml:lang="de"><author><forename>Jean</forename><surname>Piaget</surname></author>
                <title level="a">Kapitel</title><idno type="callNumber">QA 1</idno></analytic>
              <monogr><editor><name>Institut</name></editor><title level="m">Buch</title><ptr target="https://x.example"/>
                <imprint><date when="1929-10">10/1929</date><publisher>P</publisher><pubPlace>Wien</pubPlace>
                  <biblScope unit="volume">2</biblScope><biblScope unit="page">1-3</biblScope><date type="accessed">2024-01-29</date></imprint>
                <extent><measure unit="volume" quantity="4"/><measure unit="page" quantity="300"/></extent></monogr>
              <series><title level="s">Reihe</title><biblScope unit="volume">7</biblScope></series>
              <note type="abstract">Kurz</note><note type="tags"><term type="tag">eins</term></note>
            </biblStruct>
            """)
        #expect(record.type == .chapter)
        #expect(record[.language]?.string == "de")
        #expect(record[.url]?.string == "https://x.example")
        #expect(record[.accessed]?.edtf == "2024-01-29")
        #expect(record[.numberOfVolumes]?.string == "4")
        #expect(record[.abstract]?.string == "Kurz")
        #expect(record[.keyword]?.string == "eins")
        #expect(record[.collectionNumber]?.string == "7")
        #expect(record[.callNumber]?.string == "QA 1")
        #expect(record.kept("tei", "biblStruct/@corresp") == "http://zotero.org/users/1/items/A")
    }

    @Test func sureAndUnsure() throws {
        let record = try record(
            """
            <biblStruct><monogr><author><persName cert="low" evidence="conjecture">X</persName></author><title cert="medium">x</title>
            <imprint><date when="1957" cert="high"/></imprint></monogr></biblStruct>
            """)
        #expect(record[.author].map(\.certainty) == [.low])
        #expect(record[.author].map(\.evidence) == [.inference])
        #expect(record.entries.filter { $0.certainty == .medium }.count == 1)
        #expect(record.entries.filter { $0.certainty == .high }.count == 1)
    }

    @Test(arguments: [
        ("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"", FormatDescriptor.Confidence.no),
        ("<?xml version='1.0'?><TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiH", .certain),
        ("<listBibl><bibl>", .likely), ("<html><body>", .no), ("@book{", .no), ("", .no),
    ])
    func recognizesItself(_ text: String, _ confidence: FormatDescriptor.Confidence) {
        let found = Array(text.utf8).withUnsafeBufferPointer { TEIFormat().descriptor.recognize($0) }
        #expect(found == confidence)
    }
}

extension Name {
    fileprivate func identified(_ id: String) -> Name {
        var copy = self
        copy.identifier = id
        return copy
    }
}
