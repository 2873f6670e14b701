import CSLJSON
import Formats
import Foundation
import JSON
import Records
import TestKit
import Testing

@Suite struct CSLJSONTests {
    static let fixtures = Checkout.root.appendingPathComponent("Tests/CSLJSONTests/Fixtures")
    private let kit = FormatContract(CSLJSONFormat(), sample: [])

    private func read(_ text: String, _ options: [String: String] = [:]) throws -> FormatContract.ReadResult {
        try kit.read(Array(text.utf8), options: FormatOptions(options))
    }

    private func record(_ item: String) throws -> Record { try #require(try read("[\(item)]").records.first) }

    private func written(_ record: Record, _ options: [String: String] = [:]) throws -> JSONValue {
        let bytes = try kit.write([record], options: FormatOptions(options)).bytes
        return try #require(try JSONValue(parsing: bytes).array?.first)
    }

    @Test func keepsTheContract() throws {
        let sample = try Data(contentsOf: CSLJSONTests.fixtures.appendingPathComponent("sample.json"))
        try FormatContract(CSLJSONFormat(), sample: [UInt8](sample)).check()
    }

    @Test func writesTheSharedRecords() throws {
        let written = try kit.write(SharedRecords.all).bytes
        try expectGolden(written, at: CSLJSONTests.fixtures.appendingPathComponent("shared-records.json"))
    }

    @Test func losesNothing() throws { #expect(try kit.losses() == []) }

    @Test func readsWhatZoteroPandocMendeleyAndCrossrefWrite() throws {
        for name in ["zotero", "pandoc", "mendeley", "crossref"] {
            let file = CSLJSONTests.fixtures.appendingPathComponent("\(name).json")
            let result = try kit.read([UInt8](try Data(contentsOf: file)))
            #expect(result.diagnostics.isEmpty, "\(name): \(result.diagnostics)")
            let output = try kit.write(result.records).bytes
            try expectGolden(output, at: CSLJSONTests.fixtures.appendingPathComponent("\(name).out.json"))
        }
    }

    // MARK: Items

    @Test func takesNumbersForStringsAndStringsForNumbers() throws {
        let record = try record(
            #"{"id":7,"type":"book","volume":12,"edition":"2","issued":{"date-parts":[["2001","03"]]}}"#)
        #expect(record.key == "7")
        #expect(record[.volume] == "12")
        #expect(record[.issued] == EDTFDate(edtf: "2001-03"))
    }

    @Test func anItemWithoutTypeOrIDIsRead() throws {
        let result = try read(#"[{"id":"a","type":"book"},{"title":"T"},{"id":"c","title":"U"}]"#)
        #expect(result.diagnostics.map(\.code) == ["csl-json.no-type", "csl-json.no-type"])
        #expect(result.diagnostics.map(\.place?.column) == [27, 41])
        #expect(result.diagnostics.last?.record == "c")
        let record = try record(#"{"title":"T"}"#)
        #expect(record.key.isEmpty && record.type == .document)
        #expect(record.kept == [Kept(format: "csl-json", name: "type", value: "null", form: .json)])
    }

    @Test func keepsUnknownMembersUnderCustom() throws {
        let record = try record(#"{"id":"a","type":"book","x-y":{"z":[1,null]},"custom":{"w":true}}"#)
        #expect(record.kept.map(\.name) == ["x-y", "w"])
        let custom = try written(record)["custom"]
        #expect(custom?["x-y"]?.text() == #"{"z":[1,null]}"#)
        #expect(custom?["w"]?.bool == true)
    }

    @Test(arguments: [
        (#"{"date-parts":[[1957,9,11]]}"#, "1957-09-11"), (#"{"date-parts":[["1957","9"]]}"#, "1957-09"),
        (#"{"date-parts":[[1957,"",""]]}"#, "1957"), (#"{"date-parts":[[1957,0,0]]}"#, "1957"),
        (#"{"date-parts":[[1945],[1952,2]]}"#, "1945/1952-02"), (#"{"date-parts":[[1985],[0]]}"#, "1985/.."),
        (#"{"date-parts":[[1985],[]]}"#, "1985/.."), (#"{"date-parts":[[-44,3,15]]}"#, "-0043-03-15"),
        (#"{"date-parts":[[1957]],"season":"3"}"#, "1957-23"), (#"{"date-parts":[[1957,13]]}"#, "1957-21"),
        (#"{"date-parts":[[1957,24]]}"#, "1957-24"), (#"{"date-parts":[[1957]],"circa":1}"#, "1957~"),
        (#"{"date-parts":[[1957]],"circa":false}"#, "1957"), (#"{"raw":"1957-09-11"}"#, "1957-09-11"),
        (#"{"raw":"1957/1958"}"#, "1957/1958"), (#""1957-09""#, "1957-09"), ("1957", "1957"),
    ])
    func readsDates(_ json: String, _ edtf: String) throws {
        let result = try read(#"[{"id":"a","type":"book","issued":\#(json)}]"#)
        #expect(result.records.first?[.issued] == EDTFDate(edtf: edtf))
        #expect(result.diagnostics.isEmpty)
    }

    @Test func readsAWrittenDate() throws {
        let date = try record(#"{"id":"a","type":"book","issued":{"raw":"March 12, 2001"}}"#)[.issued]
        #expect(date == EDTFDate(.init(year: 2001, month: 3, day: 12), raw: "March 12, 2001"))
    }

    @Test(arguments: [
        ("1945/1952-02", "[[1945],[1952,2]]"), ("199X", "[[1990],[1999]]"), ("1985/..", "[[1985],[0]]"),
        ("-0099", "[[-100]]"), ("2004-01-01T10:10:10Z", "[[2004,1,1]]"), ("[1667,1668,1670..1672]", "[[1667],[1672]]"),
    ])
    func writesDates(_ edtf: String, _ parts: String) throws {
        var record = Record(key: "a")
        record[.issued] = EDTFDate(edtf: edtf)
        let item = try written(record)
        #expect(item["issued"]?["date-parts"]?.text() == parts)
        let back = try read("[\(item.text())]").records.first
        #expect(back?[.issued] == EDTFDate(edtf: edtf), "what the parts cannot say is kept")
    }

    /// Date parts of another shape are read as far as they say something, kept, and told with item and member.
    @Test(arguments: [
        ("[2008]", "2008"), ("[2008, 5, 3]", "2008-05-03"), ("2008", "2008"), (#""2008""#, "2008"),
        (#""n.d.""#, nil),
        ("[[[2008, 1]]]", "2008-01"), (#"[["2008-05-03"]]"#, "2008-05-03"), (#"[["x", "y"]]"#, nil),
        ("[[2008.5]]", nil),
        ("[[2008], [2009], [2010]]", "2008/2009"), ("[[2008, 1, 2, 3]]", "2008-01-02"), ("{}", nil),
        ("[null]", nil), ("[[2008], 2009]", "2008"),
    ])
    func datePartsOfAnotherShapeAreTold(_ parts: String, _ edtf: String?) throws {
        let json = #"{"date-parts": \#(parts)}"#
        let result = try read(#"[{"issued":\#(json),"id":"a","type":"book"}]"#)
        #expect(result.diagnostics.map(\.code) == ["csl-json.date-parts"])
        #expect(result.diagnostics.first?.message.hasPrefix("“issued” of “a”: ") == true)
        #expect(result.diagnostics.first?.place == Place(source: "sample", line: 1, column: 12))
        #expect(result.records.first?.kept("csl-json", "issued") != nil)
        let date = result.records.first?[.issued]
        #expect(edtf == nil ? date == nil || date?.shape == .literal : date?.edtf == edtf)
        #expect(date?.raw.contains("date-parts") != true, "no reader wants to see that in a footnote")
    }

    @Test(arguments: [
        #"{"date-parts":[[1957,14,31]]}"#, #"{"date-parts":[[99999999999999999999]]}"#,
        #"{"date-parts":[[1957,2,30]]}"#, #"{"date-parts":[[1957,-1]]}"#, "[1957]", "true",
    ])
    func aDateThatIsNoneIsKeptAndTold(_ json: String) throws {
        let result = try read(#"[{"id":"a","type":"book","issued":\#(json)}]"#)
        #expect(result.diagnostics.map(\.code) == ["csl-json.no-date"])
        #expect(result.records.first?.kept("csl-json", "issued") == json)
    }

    @Test func namesOfEveryShape() throws {
        let result = try read(
            #"[{"id":"a","type":"book","author":[{"family":"de la Fontaine","given":"Jean"},"#
                + #"{"family":"Roe","given":"R.","dropping-particle":"de","non-dropping-particle":"van","suffix":"III","comma-suffix":true},"#
                + #"{"family":"WHO","isInstitution":"1"},{"literal":"others"},{"name":"Org"},{"given":"Plato"},"#
                + #"{"literal":"A B","family":"B","given":"A"},{"family":"X","multi":{"_key":{}}}]}]"#)
        #expect(result.diagnostics.isEmpty)
        let names = try #require(result.records.first)[.author]
        #expect(names[0] == Name(family: "de la Fontaine", given: "Jean"), "particles are not split")
        #expect(names[1].droppingParticle == "de" && names[1].nonDroppingParticle == "van" && names[1].commaSuffix)
        #expect(names[2].literal == "WHO" && names[2].kind == .organization)
        #expect(names[3].kind == .others)
        #expect(names[4].literal == "Org")
        #expect(names[5].given == "Plato")
        #expect(names[6].kept.map(\.name) == ["family", "given"])
        #expect(names[7].kept.map(\.value) == [#"{"_key":{}}"#])
    }

    @Test func aDuplicateIsToldWithBothPlaces() throws {
        let result = try read("[{\"id\":\"k\",\"type\":\"book\",\"title\":\"A\",\n\"title\":\"B\"}]")
        #expect(result.records.first?[.title] == "B")
        #expect(result.records.first?.kept("csl-json", "title") == "\"A\"")
        let diagnostic = try #require(result.diagnostics.first)
        #expect(diagnostic.message == "“title” stands a second time; before that in line 1, column 26")
        #expect(diagnostic.place?.line == 2 && diagnostic.place?.column == 1)
    }

    @Test func aLoneSurrogateIsTold() throws {
        let result = try read(#"[{"id":"k","type":"book","title":"\ud800 \udc00\ud800"}]"#)
        #expect(result.diagnostics.map(\.code) == Array(repeating: "csl-json.lone-surrogate", count: 3))
        #expect(result.diagnostics.map { $0.place?.column } == [35, 42, 48])
        #expect(result.records.first?[.title] == "\u{FFFD} \u{FFFD}\u{FFFD}")
    }

    // MARK: Around the items

    @Test(arguments: [
        #"[{"id":"a"},{"id":"b"}]"#, #"{"items":[{"id":"a"},{"id":"b"}]}"#,
        #"{"x":{"items":1},"items":[{"id":"a"},{"id":"b"}],"y":2}"#,
        "{\"id\":\"a\"}\n{\"id\":\"b\"}\n", "{\"id\":\"a\"}\r\n\r\n{\"id\":\"b\"}",
        "\u{1E}{\"id\":\"a\"}\n\u{1E}{\"id\":\"b\"}\n",
        #"{"references":[{"id":"a"},{"id":"b"}]}"#, " [ {\"id\" : \"a\"} , {\"id\":\"b\"} ] ",
    ])
    func readsEveryEnvelope(_ text: String) throws {
        let result = try read(text)
        #expect(result.records.map(\.key) == ["a", "b"])
        #expect(result.diagnostics.allSatisfy { $0.code == "csl-json.no-type" })
    }

    @Test func anEnvelopesMembersAreToldOn() throws {
        let result = try read(#"{"version":1,"items":[{"id":"a"}],"style":"apa"}"#)
        #expect(result.info.kept.map { "\($0.name)=\($0.value)" } == ["version=1", "style=\"apa\""])
    }

    @Test func brokenItemsAreToldAndTheOthersArrive() throws {
        let result = try read(
            """
            [
              {"id": "a", "title": "A"},
              {"id": "b", "title": "B},
              {"id": "c", "title": "C" "author": []},
              {"id": "d", "title": "D"}
              {"id": "e", "author": [{"family": "E"}]},
              {"id": "f", "title": tru},
              {"id": "g"},
            ]
            """)
        #expect(result.records.map(\.key) == ["a", "d", "e", "g"])
        #expect(
            result.diagnostics.filter { $0.code != "csl-json.no-type" }.map {
                "\($0.place?.line ?? 0):\($0.place?.column ?? 0) \($0.message)"
            } == [
                "3:28 a control character in a string must be escaped, found the end of the line",
                "4:28 expected a comma or “}”, found “\"”",
                "6:3 expected a comma or “]”, found “{”",
                "7:24 expected a value, found “t”",
                "9:1 expected a value, found “]”",
            ])
    }

    @Test func aCutTextGivesWhatIsWhole() throws {
        let result = try read(#"[{"id":"k","type":"book","title":"A"},{"id":"l""#)
        #expect(result.records.map(\.key) == ["k"])
        #expect(result.diagnostics.map(\.code) == ["csl-json.not-json"])
    }

    @Test func largeInputIsCutBetweenItems() throws {
        var text = "{\"a\":1,\"items\":[\n"
        for number in 0..<20_000 {
            text += number > 0 ? "," : ""
            text +=
                #"{"id":"k\#(number)","type":"book","title":"}],{\"id\": [ \\","author":[{"family":"F\#(number)"}]}"#
            text += number.isMultiple(of: 7) ? "\n" : ""
        }
        text += "],\"b\":2}"
        let result = try kit.read(Array(text.utf8), cores: 2)
        #expect(result.diagnostics.isEmpty)
        #expect(result.records.count == 20_000)
        #expect(result.records.last?.key == "k19999")
        #expect(result.records.enumerated().allSatisfy { $1[.author].first?.family == "F\($0)" })
    }

    @Test(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
    func readsAllOfTheJSONTestSuiteThatIsJSON() throws {
        let folder = try Shared.url("bad-inputs/json/jsontestsuite")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        for file in files where file.pathExtension == "json" {
            let result = try kit.read([UInt8](try Data(contentsOf: file)))
            let errors = result.diagnostics.filter { $0.code == "csl-json.not-json" || $0.code == "input.not-utf8" }
            let name = file.lastPathComponent
            if name.hasPrefix("y_") { #expect(errors.isEmpty, "\(name): \(errors)") }
            if name.hasPrefix("n_") {
                #expect(!errors.isEmpty, "\(name) is taken")
                #expect(errors.allSatisfy { ($0.place?.line ?? 0) > 0 && ($0.place?.column ?? 0) > 0 }, "\(name)")
            }
        }
    }

    // MARK: Writing

    /// The members that csl-data.json lists; it allows no others.
    private func schemaMembers() throws -> [String] {
        let file = CSLJSONTests.fixtures.appendingPathComponent("schema-members.json")
        return try JSONValue(parsing: [UInt8](try Data(contentsOf: file))).array?.compactMap(\.string) ?? []
    }

    @Test func onlyMembersOfTheSchemaAreWritten() throws {
        var record = Record(key: "a", type: .book)
        for field in TextField.allCases { record.append(.text(field, Text("v"))) }
        for field in NameField.allCases { record.append(.names(field, [Name(family: "F")])) }
        let date = try #require(EDTFDate(edtf: "2001"))
        for field in DateField.allCases { record.append(.date(field, date)) }
        let members = try written(record).members?.map(\.name) ?? []
        #expect(members.count > 90)
        #expect(Set(members).subtracting(try schemaMembers()) == [])
    }

    @Test func everyMemberOfTheSchemaIsKnown() throws {
        for name in try schemaMembers() {
            let value =
                name == "type"
                ? "\"book\""
                : ["[{\"family\":\"F\"}]", "{\"raw\":\"2001\"}", "\"v\""].first {
                    (try? read("[{\"\(name)\":\($0)}]").records.first?.entries.isEmpty == false) == true
                } ?? "\"v\""
            let result = try read(
                "[{\"id\":\"i\",\"type\":\"book\",\"\(name)\":\(value)}]".replacing(
                    "\"type\":\"book\",\"type\"", with: "\"type\""))
            #expect(result.diagnostics.allSatisfy { $0.code == "csl-json.duplicate-member" }, "\(name)")
        }
    }

    @Test func writesASCIIOnRequest() throws {
        var record = Record(key: "мир")
        record[.title] = "Größe 😀"
        let bytes = try kit.write([record], options: FormatOptions(["ascii": ""])).bytes
        #expect(bytes.allSatisfy { $0 < 0x80 })
        #expect(try kit.read(bytes).records.first?[.title] == "Größe 😀")
    }

    @Test func aGenreTakenFromTheTitleStandsUnderCustom() throws {
        var record = Record(key: "a")
        record.entries.append(Entry(.text(.genre, "letter"), certainty: .high, evidence: .title))
        #expect(try written(record).text() == #"{"id":"a","type":"document","custom":{"genre":"letter"}}"#)
        #expect(try read("[\(try written(record).text())]").records == [record].map { $0 })
    }

    @Test func cslOnlyWritesNothingOfOurs() throws {
        let item = try written(SharedRecords.protocolOfMeeting, ["csl-only": ""])
        #expect(item["custom"] == nil)
        #expect(item["archive_location"]?.string == "f. 8157, op. 1, d. 1991, l. 100-116")
    }

    @Test func aMemberChangedAfterwardsCounts() throws {
        var record = Record(key: "a", type: .book)
        var name = Name(family: "Ivanov")
        name.role = "sender"
        record[.author] = [name]
        let text = String(decoding: try kit.write([record]).bytes, as: UTF8.self)
        #expect(try read(text).records.first?[.author] == [name])
        let changed = try read(text.replacing("[{\"family\": \"Ivanov\"}]", with: "[{\"family\": \"Petrov\"}]"))
        #expect(changed.records.first?[.author] == [Name(family: "Petrov")])
        #expect(changed.diagnostics.map(\.code) == ["csl-json.custom-differs"])
    }

    @Test func readsFieldsInANoteWhereAsked() throws {
        let item =
            #"[{"id":"a","type":"book","title":"T","note":"original-date: 1866-01\nstatus: in press\neditor: Roe || Jane\n"#
            + #"type: report\nThe text: {:volume: 4} goes on."}]"#
        #expect(try read(item).records.first?[.status] == nil)
        let record = try #require(try read(item, ["note-fields": ""]).records.first)
        #expect(record.type == .report)
        #expect(record[.originalDate] == EDTFDate(edtf: "1866-01"))
        #expect(record[.status] == "in press")
        #expect(record[.editor] == [Name(family: "Roe", given: "Jane")])
        #expect(record[.volume] == "4")
        #expect(record[.note] == "The text:  goes on.")
    }

    @Test(arguments: [
        (#"[{"id":"a","type":"book"}]"#, FormatDescriptor.Confidence.certain),
        (#"{"items":[{"id":"a","type":"b"#, .certain),
        (#"[{"title":"a"#, .likely), ("[]", .possible), (#"{"key":"a","type":"book"}"#, .no), ("@book{", .no),
        ("", .no),
    ])
    func recognizesItself(_ text: String, _ confidence: FormatDescriptor.Confidence) {
        let found = Array(text.utf8).withUnsafeBufferPointer { CSLJSONFormat().descriptor.recognize($0) }
        #expect(found == confidence)
    }
}
