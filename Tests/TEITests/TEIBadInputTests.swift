import Formats
import Foundation
import Records
import TEI
import TestKit
import Testing
import XML

/// What is no TEI, or hostile: one clear message with its place, and the records before it.
@Suite struct TEIBadInputTests {
    private let kit = FormatContract(TEIFormat(), sample: [])
    private let head = "<listBibl xmlns=\"http://www.tei-c.org/ns/1.0\">\n"
    private let good = "<biblStruct xml:id=\"a\"><monogr><title>Good</title><imprint/></monogr></biblStruct>\n"

    private func read(_ xml: String) throws -> (titles: [String], said: [String]) {
        let result = try kit.read(Array(xml.utf8))
        return (
            result.records.map { $0[.title]?.string ?? "" },
            result.diagnostics.map {
                "\($0.severity.name) \($0.place?.line ?? 0):\($0.place?.column ?? 0) \($0.code)"
            }
        )
    }

    @Test func whatStandsBeforeACutArrives() throws {
        let (titles, said) = try read(head + good + good + "<biblStruct><monogr><title>Cu")
        #expect(titles == ["Good", "Good"])
        #expect(said.count == 1 && said[0].hasPrefix("error 4:") && said[0].hasSuffix("tei.not-well-formed"))
    }

    @Test(arguments: [
        "<biblStruct><monogr><title>Cu", "<biblStruct><monogr><title>",
        "<biblStruct><monogr><title>Cu &am",
    ])
    func aCutIsToldWithTheElementThatIsOpen(_ rest: String) throws {
        let said = try kit.read(Array((head + good + rest).utf8)).diagnostics
        #expect(said.map(\.message) == ["the document ends within <title>, which begins here"])
        #expect(said.first?.place?.line == 3)
    }

    @Test func aMismatchIsToldWithItsPlace() throws {
        let result = try kit.read(Array((head + good + "<biblStruct><monogr></biblStruct></listBibl>").utf8))
        #expect(result.records.count == 1)
        let said = try #require(result.diagnostics.first)
        #expect(said.code == "tei.not-well-formed")
        #expect(said.place?.line == 3)
        #expect(said.message.contains("monogr"))
        #expect(said.hint == "what stands before is read")
    }

    @Test(arguments: [
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>", "<!DOCTYPE x [<!ENTITY e \"eeee\">]>",
        "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x.dtd\"> %p;]>",
        "<!DOCTYPE x [<!ELEMENT x ANY>]>",
    ])
    func declarationsAreRefused(_ doctype: String) throws {
        let (titles, said) = try read(
            doctype + head + "<biblStruct><monogr><title>[&e;]</title></monogr></biblStruct></listBibl>")
        #expect(titles == [])
        #expect(said.count == 1 && said[0].hasSuffix("tei.doctype"), "\(said)")
    }

    @Test func aBareDocumentTypeIsPassedOver() throws {
        let (titles, said) = try read("<!DOCTYPE TEI SYSTEM \"tei.dtd\">" + head + good + "</listBibl>")
        #expect(titles == ["Good"])
        #expect(said == [])
    }

    @Test func anXIncludeIsNotFollowed() throws {
        let (titles, said) = try read(
            head
                + "<biblStruct><monogr><title>A<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/hostname\"/></title>"
                + "<imprint/></monogr></biblStruct></listBibl>")
        #expect(titles == ["A"])
        #expect(said == ["warning 0:0 tei.xinclude"])
    }

    @Test func depthIsLimited() throws {
        let (titles, said) = try read(head + good + "<biblStruct>" + String(repeating: "<note>", count: 100_000))
        #expect(titles == ["Good"])
        #expect(said.count == 1 && said[0].hasPrefix("error 3:") && said[0].hasSuffix("tei.too-deep"))
    }

    @Test func deepButAllowed() throws {
        let notes = String(repeating: "<note>", count: 500) + "x" + String(repeating: "</note>", count: 500)
        let (titles, said) = try read(
            head + "<biblStruct><monogr><title>T</title><imprint/></monogr>" + notes + "</biblStruct></listBibl>")
        #expect(titles == ["T"])
        #expect(said == [])
    }

    @Test(arguments: [
        ("<html><body/></html>", "tei.no-records"), ("", "tei.not-well-formed"), ("x", "tei.not-well-formed"),
    ])
    func whatIsNoTEISaysSo(_ text: String, _ code: String) throws {
        let (titles, said) = try read(text)
        #expect(titles == [])
        #expect(said.count == 1 && said[0].hasSuffix(code), "\(said)")
    }

    @Test func aFieldCannotSmuggleMarkup() throws {
        var record = Record(key: "a\"><script>", type: .book)
        record[.title] = "</title><evil/>"
        record.kept = [
            Kept(format: "tei", name: "biblStruct/note", value: "</biblStruct><evil/>", form: .xml),
            Kept(format: "tei", name: "listBibl", value: "</listBibl><evil/>", form: .xml),
            Kept(format: "tei", name: "record/bibl", value: "<evil/>", form: .xml),
            Kept(format: "tei", name: "biblStruct/@x\"><evil/><y z=\"", value: "v"),
            Kept(format: "tei", name: "biblStruct/#comment", value: "--><evil/>"),
            Kept(format: "tei", name: "biblStruct/#instruction", value: "x?><evil/>"),
        ]
        let written = try kit.write([record])
        let again = try kit.read(written.bytes)
        #expect(try XMLTree(xml: written.bytes).root.descendants.allSatisfy { $0.name.local != "evil" })
        #expect(again.records.map(\.key) == [record.key])
        #expect(again.records.first?[.title] == record[.title])
        #expect(written.diagnostics.map(\.code) == ["tei.changed", "tei.kept"])
    }

    @Test(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
    func theSharedAttacks() throws {
        let folder = try Shared.url("bad-inputs/gen/xml")
        let expected: [String: Set<String>] = [
            "tei-attrs-20k.xml": [], "tei-bad-charref.xml": ["tei.not-well-formed"],
            "tei-billion-laughs.xml": ["tei.doctype"], "tei-ctrl.xml": ["tei.not-well-formed"],
            "tei-deep-100k.xml": ["tei.too-deep"], "tei-latin1-as-utf8.xml": ["tei.not-well-formed"],
            "tei-nul.xml": ["tei.not-well-formed"], "tei-quadratic.xml": ["tei.doctype"],
            "tei-truncated.xml": ["tei.not-well-formed"], "tei-utf16le.xml": [], "tei-xinclude.xml": ["tei.xinclude"],
            "tei-xxe-file.xml": ["tei.doctype"], "tei-xxe-param-http.xml": ["tei.doctype"],
        ]
        for (name, codes) in expected.sorted(by: { $0.key < $1.key }) {
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else { continue }
            let result = try kit.read([UInt8](data))
            #expect(Set(result.diagnostics.map(\.code)) == codes, "\(name): \(result.diagnostics)")
            #expect(!"\(result.records)".contains("CANARY"))
        }
    }

    /// Nothing of the folders of broken XML crashes, and nothing passes without a word.
    @Test(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
    func brokenXMLOfEveryKind() throws {
        var count = 0
        for folder in [
            "bad-inputs/xml/defusedxml", "bad-inputs/xml/libxml2-errors", "bad-inputs/xml/libxml2-recurse",
            "bad-inputs/gen/xml",
        ] {
            for file in try FileManager.default.contentsOfDirectory(
                at: try Shared.url(folder), includingPropertiesForKeys: nil)
            {
                guard let data = try? Data(contentsOf: file), file.pathExtension == "xml" else { continue }
                count += 1
                let result = try kit.read([UInt8](data))
                #expect(!result.records.isEmpty || !result.diagnostics.isEmpty, "\(file.lastPathComponent)")
                #expect(!"\(result.records)".contains("CANARY"))
            }
        }
        #expect(count > 50)
    }
}
