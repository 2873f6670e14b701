import Formats
import Foundation
import Records
import TEI
import TestKit
import Testing

/// What stands in descriptions of manuscripts, letters and documents, as fields.
@Suite struct TEIFieldTests {
    private let kit = FormatContract(TEIFormat(), sample: [])

    /// The one record of a list, which is the same after it was written and read again.
    private func record(_ body: String) throws -> Record {
        let xml = "<listBibl xmlns=\"http://www.tei-c.org/ns/1.0\">\(body)</listBibl>"
        let result = try kit.read(Array(xml.utf8))
        #expect(result.diagnostics == [])
        let written = try kit.write(result.records, info: result.info)
        #expect(written.diagnostics == [])
        #expect(try kit.read(written.bytes).records == result.records)
        return try #require(result.records.first)
    }

    @Test(
        arguments: [
            ("<extent>2 leaves</extent>", "2 leaves", nil),
            (
                "<extent>2 leaves <dimensions unit='mm'><height>200</height><width>150</width></dimensions></extent>",
                "2 leaves", "200 × 150 mm"
            ),
            ("<extent><dimensions><height quantity='20' unit='cm'/></dimensions></extent>", nil, "20 cm"),
            ("<extent><measure type='composition' unit='leaf' quantity='10'/></extent>", "10 leaf", nil),
            ("<extent><measure type='pageDimensions'>8 × 11 inches</measure></extent>", nil, "8 × 11 inches"),
            (
                "<extent><measure unit='leaves'>ii + 90</measure><measure unit='mm'>90 × 60</measure></extent>",
                "ii + 90", "90 × 60"
            ),
            ("<extent><dimensions>large folio</dimensions></extent>", nil, "large folio"),
        ] as [(String, String?, String?)])
    func extents(_ xml: String, _ extent: String?, _ dimensions: String?) throws {
        let book = try record(
            "<biblStruct xml:id='a'><monogr><title>T</title><imprint><date when='1900'/></imprint>\(xml)</monogr></biblStruct>"
        )
        let codex = try record(
            "<msDesc xml:id='a'><msIdentifier><idno>1</idno></msIdentifier><physDesc><objectDesc><supportDesc>\(xml)"
                + "</supportDesc></objectDesc></physDesc></msDesc>")
        let beside = try record(
            "<biblStruct xml:id='a'><monogr><title level='u'>T</title><imprint><date when='1900'/></imprint></monogr></biblStruct>"
                + "<msDesc xml:id='ms-a'><msIdentifier><idno>1</idno></msIdentifier><physDesc><objectDesc><supportDesc>\(xml)"
                + "</supportDesc></objectDesc></physDesc></msDesc>")
        for record in [book, codex, beside] {
            #expect(record[.extent]?.string == extent)
            #expect(record[.dimensions]?.string == dimensions)
        }
    }

    @Test func aManuscriptsOriginAndOtherNumbers() throws {
        let record = try record(
            """
            <msDesc xml:id="a"><msIdentifier><repository>Library</repository><idno>MS 1</idno>\
            <altIdentifier type="catalogue"><idno>Cat. 7</idno></altIdentifier>\
            <altIdentifier type="former"><repository>Abbey</repository><idno>A 3</idno></altIdentifier></msIdentifier>\
            <history><origin><p>Written in <placeName>Paris</placeName> in <date when="1250">1250</date>.</p></origin></history></msDesc>
            """)
        #expect(record.reference?.location.string == "MS 1")
        #expect(record[.callNumber]?.string == "Cat. 7")
        #expect(record[.note]?.string == "Abbey, A 3")
        #expect(record[.publisherPlace]?.string == "Paris")
        #expect(record[.issued]?.edtf == "1250")
    }

    @Test func anAddressIsNoPartOfAName() throws {
        let record = try record(
            """
            <biblStruct xml:id="a"><monogr><author>Doe, J. <idno type="ORCID">0000-0002-1825-0097</idno></author>\
            <editor>Stefan Editor <email>s@example.org</email></editor><title>T</title>\
            <imprint><date when="1900"/></imprint></monogr></biblStruct>
            """)
        #expect(record[.author].map(\.family) == ["Doe"])
        #expect(record[.author].map(\.identifier) == ["https://orcid.org/0000-0002-1825-0097"])
        #expect(record[.editor].map { $0.literal + $0.family } == ["Stefan Editor"])
    }

    @Test func aLettersPlaces() throws {
        let letters = try kit.read(try TEIContractTests.fixture("letters.in.xml"))
        let letter = try #require(letters.records.first { $0.type == .personalCommunication })
        #expect(letter[.publisherPlace]?.string == "Mainz")
        #expect(letter.all(.place).map(\.string) == ["Wien", "Berlin"])
        let header = try #require(letters.records.first { $0.type != .personalCommunication })
        #expect(header[.editor].map { $0.literal + $0.given + $0.family } == ["Stefan M.Editor"])

        var own = Record(key: "a", type: .personalCommunication)
        own[.title] = "Letter"
        own.append(.names(.author, [Name(family: "Doe", given: "Jane")]))
        own[.publisherPlace] = "Mainz"
        let written = try kit.write([own]).bytes
        #expect(String(decoding: written, as: UTF8.self).contains("<placeName>Mainz</placeName>"))
        #expect(try kit.read(written).records == [own])
    }

    private func document(_ note: String) throws -> Record {
        let result = try kit.read(
            Array(
                """
                <div xmlns="http://www.tei-c.org/ns/1.0" type="document" xml:id="d1" n="1"><head>1. Telegram\
                <note>\(note)</note></head></div>
                """.utf8))
        return try #require(result.records.first)
    }

    @Test(arguments: [
        ("Source: Department of State, Central Files, 611.51/3–1553. Secret.", ["file 611.51/3–1553"]),
        (
            "Source: National Archives, RG 59, Central Decimal File 1960–63, Box 12, 793.00/7-3161.",
            ["record-group 59", "box 12", "file 793.00/7-3161"]
        ),
        ("Source: Kennedy Library, Vol. II, 1/2/61. Secret.", []), ("Source: Library, 11/3-1, 61.5/a-b, /.", []),
    ])
    func levelsOfSourceNotes(_ note: String, _ levels: [String]) throws {
        let reference = try #require(try document(note).reference)
        #expect(reference.levels.map { "\($0.kind.name) \($0.value)" } == levels)
    }

    @Test(arguments: [
        ("Secret. Drafted by Rinden.", ["Rinden"]),
        ("Secret. Drafted by Robert W. Rinden on August 3 and approved in S/S.", ["Robert W.+Rinden"]),
        ("Drafted by Rinden and Smith and approved by Rusk.", ["Rinden", "Smith"]),
        ("Drafted by Bohlen, Thompson (in substance), and cleared by Kohler.", ["Bohlen", "Thompson"]),
        ("Drafted by the Department. Secret.", []), ("Secret. No drafting.", []),
    ])
    func draftersOfSourceNotes(_ note: String, _ names: [String]) throws {
        let found = try document("Source: Library, File. \(note)")[.contributor]
        #expect(found.map { $0.isLiteral ? $0.literal : "\($0.given)+\($0.family)" } == names)
        #expect(found.allSatisfy { $0.role == "drafter" && $0.evidence == .inference })
    }

    @Test func aDrafterPointsToAPerson() throws {
        let note = "Source: Library, File. Drafted by <persName corresp=\"#p_R\">Rinden</persName>."
        #expect(try document(note)[.contributor].map(\.identifier) == ["#p_R"])
    }

    @Test func numbersOfAVolume() throws {
        let record = try record(
            """
            <biblStruct xml:id="a"><monogr><title>T</title><idno type="dospubno">10320</idno>\
            <idno type="frus">frus1961-63v22</idno><imprint><date when="1996"/></imprint></monogr></biblStruct>
            """)
        #expect(record[.number]?.string == "10320")
        #expect(record[.recordID]?.string == "frus1961-63v22")
    }
}
