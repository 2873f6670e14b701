import Formats
import Foundation
import JSON
import JSONLines
import RecordJSON
import Records
import TestKit
import Testing

@Suite struct JSONLinesTests {
    private let fixtures = Checkout.root.appendingPathComponent("Tests/JSONLinesTests/Fixtures")

    private var contract: FormatContract {
        get throws {
            let sample = try Data(contentsOf: fixtures.appendingPathComponent("shared-records.jsonl"))
            return FormatContract(JSONLinesFormat(), sample: [UInt8](sample))
        }
    }

    private func read(_ text: String) throws -> FormatContract.ReadResult {
        try FormatContract(JSONLinesFormat(), sample: []).read(Array(text.utf8))
    }

    @Test func keepsTheContract() throws { try contract.check() }

    @Test func writesTheSharedRecords() throws {
        let written = try FormatContract(JSONLinesFormat(), sample: []).write(SharedRecords.all).bytes
        try expectGolden(written, at: fixtures.appendingPathComponent("shared-records.jsonl"))
    }

    @Test func losesNothing() throws { #expect(try contract.losses() == []) }

    @Test(arguments: 1...20) func randomRecordsComeBackAsTheyWere(_ seed: UInt64) throws {
        var random = RandomRecords(seed: seed)
        let records = (0..<30).map { _ in random.record() }
        let kit = FormatContract(JSONLinesFormat(), sample: [])
        let written = try kit.write(records)
        #expect(written.diagnostics.isEmpty)
        let result = try kit.read(written.bytes, cores: 2)
        #expect(result.records.count == records.count)
        let different = zip(records, result.records).first { $0 != $1 }
        #expect(different == nil)
        #expect(result.diagnostics.isEmpty)
        let ascii = try kit.write(records, options: FormatOptions(["ascii": ""])).bytes
        #expect(ascii.allSatisfy { $0 < 0x80 })
        #expect(zip(try kit.read(ascii).records, records).allSatisfy { $0 == $1 })
    }

    @Test func writesWhatBelongsToTheCollectionFirst() throws {
        let info = CollectionInfo(
            title: "Sino-Soviet \"relations\"", source: "example", ranges: [711...720, 731...740], total: 1250,
            kept: [Kept(format: "bibtex", name: "preamble", value: "\\x", form: .source)])
        let kit = FormatContract(JSONLinesFormat(), sample: [])
        let bytes = try kit.write([SharedRecords.letter], info: info).bytes
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(
            text.hasPrefix(
                #"{"collection":{"title":"Sino-Soviet \"relations\"","source":"example","ranges":[[711,720],"#))
        let result = try kit.read(bytes)
        #expect(result.info == info)
        #expect(result.records == [SharedRecords.letter])
    }

    @Test func aBrokenLineIsToldAndTheOthersArrive() throws {
        let result = try read(
            """
            {"key":"a","type":"book","title":"A"}
            {"key":"b","type":"book","title":"B
            {"key":"c","type":"book","title":"C"}

            [1,2]
            {"key":"d","type":"book"} x
            """)
        #expect(result.records.map(\.key) == ["a", "c"])
        #expect(
            result.diagnostics.map { "\($0.place?.line ?? 0):\($0.place?.column ?? 0) \($0.message)" } == [
                "2:34 the string that begins here is not closed",
                "5:1 expected an object, found an array",
                "6:27 expected nothing after the value, found “x”",
            ])
        #expect(result.diagnostics.allSatisfy { $0.code == "jsonl.not-json" && $0.severity == .error })
    }

    @Test func whatIsNoMemberIsKeptAndTold() throws {
        let result = try read(#"{"key":1,"type":"tome","title":{"x":2},"shelf":[1,{"a":null}],"issued":7,"volume":12}"#)
        let record = try #require(result.records.first)
        #expect(record.key == "1")
        #expect(record[.volume]?.string == "12")
        #expect(
            record.kept == [
                Kept(format: "jsonl", name: "shelf", value: #"[1,{"a":null}]"#, form: .json),
                Kept(format: "jsonl", name: "issued", value: "7", form: .json),
            ])
        #expect(
            result.diagnostics.map(\.code) == [
                "jsonl.unknown-type", "jsonl.unknown-member", "jsonl.unknown-member", "jsonl.wrong-type",
            ])
        #expect(result.diagnostics.map { $0.place?.column } == [17, 33, 40, 63])
    }

    @Test func takesWhatIsEasierToMake() throws {
        let result = try read(
            #"{"type":"book","title":{"markup":"On <i>Homo</i>"},"author":"Doe","editor":{"family":"Roe","given":"R."},"#
                + #""keyword":["a",{"text":"b","certainty":"low"}]}"#)
        #expect(result.diagnostics.isEmpty)
        let record = try #require(result.records.first)
        #expect(record[.title] == Text("On Homo", spans: [.init(.italic, 3..<7)]))
        #expect(record[.author] == [Name(literal: "Doe")])
        #expect(record[.editor] == [Name(family: "Roe", given: "R.")])
        #expect(record.entries.last == Entry(.text(.keyword, "b"), certainty: .low))
    }

    @Test(arguments: [
        (#"{"key":"a","type":"book"}"#, FormatDescriptor.Confidence.certain), (#"{"collection":{}}"#, .certain),
        (#"{"type":"book","title":"x"#, .likely), (#"{"id":"a","type":"book"}"#, .no), ("[{}]", .no), ("@book{", .no),
    ])
    func recognizesItself(_ text: String, _ confidence: FormatDescriptor.Confidence) {
        let found = Array(text.utf8).withUnsafeBufferPointer { JSONLinesFormat().descriptor.recognize($0) }
        #expect(found == confidence)
    }

    @Test func theSchemaHasEveryMember() throws {
        let file = Checkout.root.appendingPathComponent("docs/record.schema.json")
        let schema = try JSONValue(parsing: [UInt8](try Data(contentsOf: file)))
        let names = try #require(schema["$defs"]?["members"]?["properties"]?.members?.map(\.name))
        let top = try #require(schema["$defs"]?["record"]?["properties"]?.members?.map(\.name))
        #expect(Set(names + top) == Set(RecordMember.all.map(\.name)))
        let types = schema["$defs"]?["type"]?["enum"]?.array?.compactMap(\.string)
        #expect(types == RecordType.allCases.map(\.name))
        let levels = schema["$defs"]?["level"]?["properties"]?["kind"]?["enum"]?.array?.compactMap(\.string)
        #expect(levels == ArchivalReference.Kind.allCases.map(\.name))
        let relations = schema["$defs"]?["relation"]?["properties"]?["kind"]?["enum"]?.array?.compactMap(\.string)
        #expect(relations == Relation.Kind.allCases.map(\.name))
    }
}
