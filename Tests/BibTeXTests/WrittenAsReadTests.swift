import BibTeX
import Foundation
import Records
import TestKit
import Testing

/// What is kept of a record that nobody changed is not read again when it is written.
@Suite struct WrittenAsReadTests {
    private let format = FormatContract(BibTeXFormat.biblatex, sample: [])

    /// The same record without its reader's mark.
    private func copy(_ record: Record) -> Record {
        Record(key: record.key, type: record.type, entries: Array(record.entries), kept: record.kept)
    }

    private func expectSame(_ bytes: [UInt8], _ name: String) throws {
        let records = try format.read(bytes).records
        let marked = try format.write(records).bytes
        let unmarked = try format.write(records.map(copy)).bytes
        #expect(String(decoding: marked, as: UTF8.self) == String(decoding: unmarked, as: UTF8.self), "\(name)")
    }

    @Test func aRecordIsWrittenAsOneThatIsReadAgain() throws {
        for name in ["everyday.biblatex.in", "everyday.bibtex.in", "shared-records.biblatex"] {
            let url = Checkout.root.appendingPathComponent("Tests/BibTeXTests/Fixtures/\(name).bib")
            try expectSame([UInt8](try Data(contentsOf: url)), name)
        }
        try expectSame(
            Array(
                """
                @book{a, title = {{One} Of {TWO}}, key = {On}, address = {Paris and Rome}, howpublished = {\\url{http://a.org/b}},
                  groups = {x, y}, keywords = {p;q}, month = 3 # "~" # may, year = 1999, note = {N}, annote = {M}, note = {O}}
                @patent{b, location = {countryde and countryfr}, title = "B", crossref = {a}, mine = {{x}y}}
                """.utf8), "text")
    }

    @Test(.enabled(if: Shared.isPresent, Comment(rawValue: Shared.absent))) func everyEntryOfTheCorporaIs() throws {
        let folder = try Shared.url("corpora")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        for case let url as URL in files ?? .init() where url.pathExtension == "bib" {
            try expectSame([UInt8](try Data(contentsOf: url)), url.lastPathComponent)
        }
    }

    @Test func whatWasChangedIsWrittenAnew() throws {
        var record = try #require(
            try format.read(Array("@book{a, title = {The {TeX}book}, author = {Knuth, {D}onald}}".utf8)).records.first)
        record[.title] = "Another"
        let text = String(decoding: try format.write([record]).bytes, as: UTF8.self)
        #expect(text.contains("{Another}"))
        #expect(!text.contains("book}}"))
        #expect(text.contains("Knuth, {D}onald"))
        record.kept = []
        let anew = String(decoding: try format.write([record]).bytes, as: UTF8.self)
        #expect(anew.contains("Knuth, Donald"))
    }
}
