import Formats
import Foundation
import Records
import TEI
import TestKit
import Testing
import XML

/// Persons and bodies that a document describes apart from its records.
@Suite struct TEIPersonTests {
    private let kit = FormatContract(TEIFormat(), sample: [])

    private func isAsDescribed(_ record: Record) {
        let authors = record[.author]
        #expect(authors.map(\.family) == ["Keeper", "Doe", "Taker", "Own"])
        #expect(authors.map(\.given) == ["Edward C.", "Jane", "Part", "Ina"])
        #expect(authors.map(\.asWritten) == ["Keeper", "J. D.", "Taker", ""])
        #expect(
            authors.map(\.identifier) == [
                "https://d-nb.info/gnd/118540238", "https://isni.org/isni/0000000121032683",
                "https://orcid.org/0000-0002-1825-0097", "https://d-nb.info/gnd/123456789",
            ])
        #expect(authors.first?.original == "Кипер, Э.")
        #expect(record[.editor].map(\.family) == ["Ch'en", "", ""])
        #expect(record[.editor].map(\.identifier) == ["#pointed", "#body", "#nowhere"])
    }

    @Test func thoseBehindTheRecordsAreKnown() throws {
        let result = try kit.read(try TEIContractTests.fixture("persons.in.xml"))
        isAsDescribed(try #require(result.records.first))
        #expect(result.records.count == 1)
    }

    @Test func theyGoOutWithTheRecords() throws {
        let result = try kit.read(try TEIContractTests.fixture("persons.in.xml"))
        let written = try kit.write(result.records, info: result.info)
        try expectGolden(written.bytes, at: TEIContractTests.fixtures.appendingPathComponent("persons.out.xml"))
        #expect(written.diagnostics == [])
        let again = try kit.read(written.bytes)
        #expect(again.records == result.records)
        #expect(try kit.write(again.records, info: again.info).bytes == written.bytes)
    }

    /// A text may name thousands; those that no record points to do not belong to the records.
    @Test func aNameInTheTextGoesOutWhereARecordPointsToIt() throws {
        let xml = """
            <TEI xmlns="http://www.tei-c.org/ns/1.0"><text><front><p><persName xml:id="a">Doe, Jane</persName>\
            <persName xml:id="b">Roe, Ray</persName></p></front><body><listBibl><bibl><author><persName ref="#b">R.</persName>\
            </author> <title>T</title></bibl></listBibl></body></text></TEI>
            """
        let result = try kit.read(Array(xml.utf8))
        #expect(result.info.kept.map(\.name) == ["standOff/person"])
        let written = String(decoding: try kit.write(result.records, info: result.info).bytes, as: UTF8.self)
        #expect(written.contains("<person xml:id=\"b\"><persName>Roe, Ray</persName></person>"))
        #expect(!written.contains("Jane"))
    }

    /// Of a pipe a copy is kept, which is looked through.
    @Test(arguments: [0, 1 << 19]) func thoseInAPipeAreKnown(_ padding: Int) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("ibid-\(UUID().uuidString).xml")
        #expect(mkfifo(url.path, 0o600) == 0)
        defer { try? FileManager.default.removeItem(at: url) }
        let text = String(decoding: try TEIContractTests.fixture("persons.in.xml"), as: UTF8.self)
            .replacingOccurrences(of: "<back>", with: "<back><p>\(String(repeating: "x", count: padding))</p>")
        let thread = Thread { try? Data(text.utf8).write(to: url) }
        thread.start()
        var reader = try TEIFormat().makeReader(try Input(path: url.path), options: FormatOptions())
        var records: [Record] = []
        while let piece = try reader.next() { records += piece.parse().records }
        isAsDescribed(try #require(records.first))
    }
}
