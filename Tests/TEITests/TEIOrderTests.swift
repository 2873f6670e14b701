import Formats
import Foundation
import Records
import TEI
import TestKit
import Testing
import XML

/// What is written stands where it stood, and as it stood.
@Suite struct TEIOrderTests {
    private let kit = FormatContract(TEIFormat(), sample: [])

    private func again(_ body: String) throws -> [UInt8] {
        let xml =
            "<listBibl xmlns=\"http://www.tei-c.org/ns/1.0\"><biblStruct xml:id=\"a\">\(body)</biblStruct></listBibl>"
        let result = try kit.read(Array(xml.utf8))
        let written = try kit.write(result.records, info: result.info)
        #expect(written.diagnostics == [])
        let back = try kit.read(written.bytes)
        #expect(back.records == result.records)
        #expect(try kit.write(back.records, info: back.info).bytes == written.bytes)
        return written.bytes
    }

    /// The texts of titles and names at a level, in their order.
    private func texts(_ xml: [UInt8], _ level: String) throws -> [String] {
        let tree = try XMLTree(xml: xml)
        let level = try #require(tree.root.descendants.first { $0.name.local == level })
        return level.children.filter {
            ["title", "author", "editor", "respStmt"].contains($0.name.local)
        }.map { $0.text.filter { !$0.isWhitespace } }
    }

    @Test(arguments: [
        "<author>A</author><editor>E</editor><author>B</author><title>T</title>",
        "<editor>E</editor><author>A</author><title>T</title>",
        "<author>A</author><respStmt><resp>translator</resp><name>R</name></respStmt><author>B</author><editor>E</editor><title>T</title>",
        "<author>A</author><editor>E</editor><respStmt><resp>translator</resp><name>R</name></respStmt><title>T</title>",
        "<author>A</author><author>B</author><editor>E</editor><title>T</title>",
        "<title>T</title><title type=\"parallel\">P</title><title type=\"sub\">S</title>",
        "<title type=\"sub\">S</title><title type=\"main\">T</title>",
        "<title type=\"main\">T</title><title type=\"sub\">S</title><title type=\"short\">Sh</title><title type=\"x\">X</title>",
        "<title>T</title><title type=\"short\">Sh</title><title type=\"x\">X</title><title type=\"sub\">S</title><title type=\"desc\">D</title>",
        "<title>T</title><title type=\"sub\" n=\"1\">S</title><title type=\"short\">Sh</title>",
    ])
    func namesAndTitlesKeepTheirOrder(_ parts: String) throws {
        let words = parts.replacingOccurrences(
            of: "(</title>|</author>|</editor>|</respStmt>)", with: "|", options: .regularExpression)
        let expected = words.replacingOccurrences(of: "<[^>]*>", with: "", options: .regularExpression)
            .split(separator: "|").map(String.init)
        let alone = try again("<monogr>\(parts)<imprint><date when=\"1900\"/></imprint></monogr>")
        #expect(try texts(alone, "monogr") == expected)
        let within = try again(
            "<analytic>\(parts)</analytic><monogr><title>M</title><imprint><date when=\"1900\"/></imprint></monogr>")
        #expect(try texts(within, "analytic") == expected)
        let behind = try again(
            "<analytic><title>M</title></analytic><monogr>\(parts)<imprint><date when=\"1900\"/></imprint></monogr>")
        #expect(try texts(behind, "monogr") == expected)
    }

    @Test(
        arguments: [
            (
                "<analytic><title level='u'>D</title></analytic>"
                    + "<monogr><title level='m' cert='high' ana='#ibid.evidence.conjecture'>Archive</title>"
                    + "<imprint><publisher>Center</publisher></imprint></monogr>",
                "Archive"
            ),
            (
                "<analytic><title level='u'>D</title></analytic>"
                    + "<monogr><title level='m'>Archive</title>"
                    + "<imprint><publisher ana='#ibid.evidence.conjecture'>Center</publisher></imprint></monogr>",
                nil
            ),
        ] as [(String, String?)])
    func theEvidenceOfAnArchiveIsWritten(_ body: String, _ repository: String?) throws {
        let xml = String(decoding: try again(body), as: UTF8.self)
        #expect(xml.contains("ana=\"#ibid.evidence.conjecture\">"))
        let record = try #require(try kit.read(Array(xml.utf8)).records.first)
        #expect(record.reference?.repository.string == repository)
        let sure = record.entries.filter { $0.evidence == .inference }
        #expect(sure.count == 1)
    }

    @Test func theEvidenceOfAReferenceIsWritten() throws {
        var record = Record(key: "a", type: .document)
        record.append(.text(.title, Text("Letter")))
        let reference = ArchivalReference(repository: "Library", location: "Box 1")
        record.entries.append(Entry(.reference(reference), certainty: .high, evidence: .inference))
        let written = try kit.write([record]).bytes
        #expect(try kit.read(written).records == [record])
    }

    /// Records of other formats come back, and are written in the same bytes then.
    @Test func recordsOfOtherFormatsComeBack() throws {
        var whole = Record(key: "a", type: .book)
        whole.append(.text(.title, Text("Title: Subtitle. Addon")))
        whole.append(.text(.subtitle, Text("Subtitle")))
        whole.append(.text(.titleAddon, Text("Addon")))
        var review = Record(key: "b", type: .book)
        review.append(.text(.title, Text("T")))
        var relation = Relation(.reviewOf, key: "a")
        relation.label = "Review of the film"
        review.append(.relation(relation))
        let written = try kit.write([whole, review])
        let back = try kit.read(written.bytes)
        #expect(back.records == [whole, review])
        #expect(try kit.write(back.records, info: back.info).bytes == written.bytes)
    }

    /// What stands for a control character is no white space.
    @Test func aControlCharacterIsNoWhiteSpace() throws {
        var record = Record(key: "a", type: .book)
        record.append(.text(.title, Text("A\u{1}B")))
        record.kept = [Kept(format: "bibtex", name: "title", value: "A\u{1}B", form: .source)]
        let written = try kit.write([record])
        #expect(!String(decoding: written.bytes, as: UTF8.self).contains("xml:space"))
        let back = try kit.read(written.bytes)
        #expect(try kit.write(back.records, info: back.info).bytes == written.bytes)
    }

    @Test(arguments: [
        ("A", true), ("A  B", true), (" A ", true), ("A\nB", true), ("A", false), ("A  B", false),
    ])
    func whiteSpaceThatIsSaidToMatter(_ text: String, _ preserves: Bool) throws {
        let attribute = preserves ? " xml:space=\"preserve\"" : ""
        let xml = String(
            decoding: try again(
                "<monogr><title\(attribute)>\(text)</title><imprint><date when=\"1900\"/></imprint></monogr>"),
            as: UTF8.self)
        #expect(xml.contains("xml:space=\"preserve\"") == preserves)
        let title = try #require(try kit.read(Array(xml.utf8)).records.first?[.title]?.string)
        #expect(title == (preserves ? text : "A\(text.count > 1 ? " B" : "")"))
    }
}
