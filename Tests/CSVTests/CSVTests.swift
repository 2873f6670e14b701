import CSV
import Formats
import Foundation
import JSON
import Records
import TestKit
import Testing

@Suite struct CSVTests {
    static let fixtures = Checkout.root.appendingPathComponent("Tests/CSVTests/Fixtures")
    private let kit = FormatContract(CSVFormat(), sample: [])

    private func read(_ text: String, _ options: [String: String] = [:]) throws -> FormatContract.ReadResult {
        try kit.read(Array(text.utf8), options: FormatOptions(options))
    }

    private func written(_ records: [Record], _ options: [String: String] = [:]) throws -> String {
        String(decoding: try kit.write(records, options: FormatOptions(options)).bytes, as: UTF8.self)
    }

    @Test func keepsTheContract() throws {
        let sample = try Data(contentsOf: CSVTests.fixtures.appendingPathComponent("sample.csv"))
        try FormatContract(CSVFormat(), sample: [UInt8](sample)).check()
    }

    @Test func writesTheSharedRecords() throws {
        let written = try kit.write(SharedRecords.all).bytes
        try expectGolden(written, at: CSVTests.fixtures.appendingPathComponent("shared-records.csv"))
    }

    @Test func losesNothing() throws { #expect(try kit.losses() == []) }

    /// What programs export, beside what is made of it in our own columns.
    @Test(arguments: ["zotero", "atom", "archivesspace"])
    func readsColumnSets(_ name: String) throws {
        let result = try kit.read(
            [UInt8](try Data(contentsOf: CSVTests.fixtures.appendingPathComponent("\(name).csv"))))
        #expect(result.diagnostics.isEmpty)
        let bytes = try kit.write(result.records).bytes
        try expectGolden(bytes, at: CSVTests.fixtures.appendingPathComponent("\(name).out.csv"))
    }

    // MARK: Rows and cells

    @Test(arguments: [
        "title,volume\nA,1\nB,2\n", "title;volume\r\nA;1\r\nB;2", "title\tvolume\nA\t1\nB\t2\n",
        "title|volume\rA|1\rB|2",
        "sep=;\ntitle;volume\nA;1\nB;2\n", "\n\ntitle,volume\n\nA,1\n\r\nB,2\n\n",
        "\"title\",\"volume\"\n\"A\",\"1\"\n\"B\",\"2\"",
        " Title , VOLUME \n A , 1 \nB,2",
    ])
    func readsEveryDialect(_ text: String) throws {
        let result = try read(text)
        #expect(result.records.map { $0[.title]?.string } == ["A", "B"])
        #expect(result.records.map { $0[.volume]?.string } == ["1", "2"])
        #expect(result.diagnostics.isEmpty)
    }

    @Test func aDelimiterCanBeSaid() throws {
        #expect(try read("title~volume\nA;B~1\n", ["delimiter": "~"]).records.first?[.title] == "A;B")
        #expect(throws: Diagnostic.self) { try read("a", ["delimiter": "ab"]) }
        var record = Record(key: "k")
        record[.title] = "A\tB;C"
        let table = try written([record], ["delimiter": "tab"])
        #expect(table.hasPrefix("key\ttype\ttitle\t"))
        #expect(try read(table).records.first?[.title] == "A\tB;C")
    }

    @Test func raggedRowsAreTold() throws {
        let result = try read("title,volume,note\nA,1\nB,2,3,4\n\nC,1,2\n")
        #expect(result.records.map { $0[.title]?.string } == ["A", "B", "C"])
        #expect(result.records[1].kept("csv", "column 4") == "4")
        #expect(
            result.diagnostics.map { "\($0.code) \($0.place?.line ?? 0)" } == ["csv.ragged-row 2", "csv.ragged-row 3"])
    }

    @Test func aTornQuoteEndsWithItsLine() throws {
        let result = try read("title,volume\nA,1\n\"B,2\nC,3\nD x,4\n")
        #expect(result.records.map { $0[.title]?.string } == ["A", "\"B", "C", "D x"])
        let error = try #require(result.diagnostics.first { $0.severity == .error })
        #expect(error.code == "csv.unclosed-quote" && error.place?.line == 3 && error.place?.column == 1)
    }

    @Test func anyNumberOfTornQuotesCostsNoMore() throws {
        let rows = String(repeating: "\"\"\"y\n", count: 30_000)
        #expect(try read("title\n" + rows).records.count > 1)
    }

    @Test func textAfterAQuoteIsPartOfTheCell() throws {
        let result = try read("title,volume\n\"A\" b,1\nC,2\n")
        #expect(result.records.map { $0[.volume]?.string } == ["1", "2"])
        #expect(result.diagnostics.map(\.code) == ["csv.text-after-quote"])
    }

    @Test func largeInputIsCutBetweenRows() throws {
        var text = "key,title,note\n"
        for number in 0..<30_000 { text += "k\(number),\"line\nbreak, \"\"quote\"\"\",n\(number)\n" }
        let result = try kit.read(Array(text.utf8), cores: 2)
        #expect(result.diagnostics.isEmpty)
        #expect(result.records.count == 30_000)
        #expect(result.records.enumerated().allSatisfy { $1[.note]?.string == "n\($0)" })
    }

    @Test(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
    func readsCSVSpectrum() throws {
        let folder = try Shared.url("bad-inputs/csv/csv-spectrum")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let tables = files.filter { $0.pathExtension == "csv" }
        #expect(tables.count == 12)
        for file in tables {
            let name = file.deletingPathExtension().lastPathComponent.replacing("csvs__", with: "json__")
            let answer = try JSONValue(
                parsing: [UInt8](try Data(contentsOf: folder.appendingPathComponent("\(name).json"))))
            // Every column is kept under its own name, so that it can be compared.
            let names = (answer.array?.first ?? answer).members?.map { "\"\($0.name)\": null" } ?? []
            let mapping = try temporaryFile("{\"columns\": {\(names.joined(separator: ","))}}")
            defer { try? FileManager.default.removeItem(at: mapping) }
            let result = try kit.read(
                [UInt8](try Data(contentsOf: file)), options: FormatOptions(["mapping": mapping.path]))
            let rows = result.records.map { record in record.kept.map { JSONMember($0.name, .string($0.value)) } }
            let expected = (answer.array ?? [answer]).map { $0.members?.filter { $0.value != "" } ?? [] }
            // The set's own answers have another telephone number, and CRLF where a checkout may have LF.
            #expect(CSVTests.comparable(rows) == CSVTests.comparable(expected), "\(file.lastPathComponent)")
        }
    }

    private static func comparable(_ rows: [[JSONMember]]) -> [[JSONMember]] {
        rows.map { row in
            row.filter { $0.name != "Contact Phone Number" }.map {
                JSONMember($0.name, .string($0.value.string?.replacing("\r\n", with: "\n") ?? ""))
            }
        }
    }

    // MARK: Columns

    @Test func headersAreTakenByAnyOfTheirNames() throws {
        let result = try read(
            "ID,Item Type,Authors,Year,Journal,Pages,Tags,Short_Title\nk,book,\"Doe, J.\",1999,J,1-2,a; b,S\n")
        let record = try #require(result.records.first)
        #expect(record.key == "k" && record.type == .book)
        #expect(record[.author] == [Name(family: "Doe", given: "J.")])
        #expect(record[.issued] == EDTFDate(edtf: "1999"))
        #expect(record[.containerTitle] == "J" && record[.page] == "1-2" && record[.titleShort] == "S")
        #expect(record.all(.keyword) == ["a", "b"])
    }

    @Test func aColumnThatStandsTwiceIsTold() throws {
        let result = try read("title,title\nA,B\n")
        #expect(result.records.first?[.title] == "A")
        #expect(result.records.first?.kept("csv", "title") == "B")
        #expect(result.diagnostics.map(\.code) == ["csv.repeated-column"])
        #expect(result.diagnostics.first?.place?.column == 7)
    }

    @Test func aMappingFileSaysWhichColumnIsWhich() throws {
        let file = try temporaryFile(
            #"{"delimiter":";","columns":{"Verfasser":"author","Jahr":"issued","Fach":{"field":"keyword","separator":","},"title":null}}"#
        )
        defer { try? FileManager.default.removeItem(at: file) }
        let options = ["mapping": file.path]
        let record = try #require(
            try read("Verfasser;Jahr;Fach;title;volume\nDoe, J.;1999;a, b;T;3\n", options).records.first)
        #expect(record[.author] == [Name(family: "Doe", given: "J.")])
        #expect(record.all(.keyword) == ["a", "b"])
        #expect(record.kept("csv", "title") == "T" && record[.volume] == "3")
        let table = try written([record], options)
        #expect(table.hasPrefix("Verfasser;Jahr;Fach;more\r\nDoe, J.;1999;\"a; b\";"))
    }

    @Test(arguments: [#"{"columns":{"a":"isued"}}"#, "{", "[]"])
    func aMappingFileThatCannotBeUsedIsTold(_ text: String) throws {
        let file = try temporaryFile(text)
        defer { try? FileManager.default.removeItem(at: file) }
        let error = #expect(throws: Diagnostic.self) { try read("a\n1\n", ["mapping": file.path]) }
        #expect(error?.code == "csv.mapping" && error?.place?.source == file.path)
    }

    private func temporaryFile(_ text: String) throws -> URL {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("ibid-\(UUID().uuidString).json")
        try Data(text.utf8).write(to: file)
        return file
    }

    // MARK: Values

    @Test(arguments: [
        "=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'=1", "''=1", "'", "''", "'x", "-", "=", "＝1", "=\"a,b\"",
    ])
    func formulasAreGuardedAndComeBack(_ value: String) throws {
        var record = Record(key: value)
        record[.title] = Text(value)
        let table = try written([record])
        let row = table.split(separator: "\r\n", maxSplits: 1)[1]
        for start in ["=", "+", "-", "@", "\t", "\"=", "\"+", "\"-", "\"@", "\"\t", "\"\r", "\"\n", "＝"] {
            #expect(!row.hasPrefix(start))
            #expect(!row.contains(",document,\(start)"))
        }
        let back = try #require(try read(table).records.first)
        #expect(back.key == value && back[.title]?.string == value)
        let exact = try read(try written([record], ["exact-cells": ""])).records.first
        #expect(exact?[.title]?.string == value)
    }

    @Test(arguments: [
        ("Doe, John", [Name(family: "Doe", given: "John")]), ("Society", [Name(literal: "Society")]),
        ("{Trust, Ltd.}; Roe, R.", [Name(literal: "Trust, Ltd."), Name(family: "Roe", given: "R.")]),
        ("Doe, John, Jr.", [Name(family: "Doe", given: "John", suffix: "Jr.")]),
        ("Doe, III, John", [Name(family: "Doe", given: "John", suffix: "III")]), (" ; ", []),
        ("van Gogh, Vincent", [Name(family: "van Gogh", given: "Vincent")]),
        ("others", [Name(literal: "others", kind: .others)]),
    ])
    func readsNames(_ cell: String, _ names: [Name]) throws {
        #expect(try read("title\tauthor\nA\t\(cell)\n").records.first?[.author] == names)
    }

    @Test func numbersThatASpreadsheetSpoiltAreMendedOrTold() throws {
        let result = try read("volume,issued,ISBN,version\n12.0,1999.0,9.78316E+12,2.0\n")
        let record = try #require(result.records.first)
        #expect(record[.volume] == "12" && record[.version] == "2.0")
        #expect(record[.issued] == EDTFDate(.init(year: 1999), raw: "1999.0"))
        #expect(record[.isbn] == "9.78316E+12")
        #expect(result.diagnostics.map(\.code) == ["csv.lost-digits"])
    }

    @Test func aCellChangedAfterwardsCounts() throws {
        var record = Record(key: "a")
        record[.author] = [Name(family: "Ivanov")]
        record.append(.text(.subtitle, "S"))
        let table = try written([record])
        #expect(try read(table).records == [record])
        let changed = try read(table.replacing(",Ivanov,", with: ",Petrov,"))
        #expect(changed.records.first?[.author] == [Name(literal: "Petrov")])
        #expect(changed.records.first?[.subtitle] == "S")
        #expect(changed.diagnostics.map(\.code) == ["csv.more-differs"])
    }

    @Test func beginsWithAMarkOnRequest() throws {
        let bytes = try kit.write([Record(key: "a")], options: FormatOptions(["bom": ""])).bytes
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF, UInt8(ascii: "k")]))
        #expect(try kit.read(bytes).records.map(\.key) == ["a"])
    }

    @Test(arguments: [
        ("key,type,title\n", FormatDescriptor.Confidence.certain), ("title;year;foo;bar;baz\n", .likely),
        ("a,b\n1,2\n", .no),
        ("title\nA\n", .no), ("@book{a, title = {x}}", .no), ("{\"id\":1,\"title\":2}", .no), ("", .no),
        ("legacyId,x,levelOfDescription,scopeAndContent,y,z\n", .certain),
    ])
    func recognizesItself(_ text: String, _ confidence: FormatDescriptor.Confidence) {
        let found = Array(text.utf8).withUnsafeBufferPointer { CSVFormat().descriptor.recognize($0) }
        #expect(found == confidence)
    }
}
