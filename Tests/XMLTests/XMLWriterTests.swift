import Testing
import XML

@Suite struct XMLWriterTests {
    @Test func whatIsWrittenIsReadBack() throws {
        var writer = XMLWriter()
        writer.declaration()
        writer.start("a")
        writer.attribute("x", "1 < 2 & \"3\"\n\t'")
        writer.text("a < b & c > d ]]> é 𝔘\r\n")
        writer.element("b", ["y": ""])
        writer.comment("-- a -->")
        writer.end()
        let root = try XMLTree(xml: writer.bytes).root
        #expect(root["x"] == "1 < 2 & \"3\"\n\t'")
        #expect(root.text == "a < b & c > d ]]> é 𝔘\r\n")
        #expect(writer.replaced == 0)
    }

    @Test func charactersThatXMLCannotHoldAreReplacedAndCounted() throws {
        var writer = XMLWriter()
        writer.element("a", text: "x\u{0}\u{8}\u{FFFE}y")
        #expect(writer.replaced == 3)
        #expect(try XMLTree(xml: writer.bytes).root.text == "x\u{FFFD}\u{FFFD}\u{FFFD}y")
    }

    @Test func elementsStandOnLinesOfTheirOwnExceptBesideText() {
        var writer = XMLWriter(indentation: 0)
        writer.start("a")
        writer.start("b")
        writer.text("x ")
        writer.element("hi", text: "y")
        writer.end()
        writer.element("c")
        writer.end()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "<a>\n  <b>x <hi>y</hi></b>\n  <c/>\n</a>")
    }

    @Test func aSchemaTellsWhatDoesNotFit() throws {
        let schema = """
            <element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><oneOrMore><element name="b"><text/></element></oneOrMore></element>
            """
        let compiled = try RelaxNG(schema: Array(schema.utf8))
        #expect(try compiled.validate(Array("<a><b>x</b></a>".utf8)).isEmpty)
        let problems = try compiled.validate(Array("<a>\n<c/></a>".utf8))
        #expect(problems.first?.line == 2)
        #expect(throws: XMLError.self) { try compiled.validate(Array("<a>".utf8)) }
        #expect(throws: XMLError.self) { try RelaxNG(schema: Array("<nonsense/>".utf8)) }
    }

    /// What is escaped is so at every place of a text, in blocks of sixteen bytes and after them.
    @Test(arguments: ["&", "<", ">", "\"", "\t", "\u{FFFD}", "é", "x"]) func escapesAtEveryPlace(_ piece: String) throws
    {
        for count in 0..<36 {
            for place in 0...count {
                let text = String(repeating: "a", count: place) + piece + String(repeating: "b", count: count - place)
                var writer = XMLWriter()
                writer.start("a")
                writer.attribute("b", text)
                writer.text(text)
                writer.end()
                let root = try XMLTree(xml: writer.bytes).root
                #expect(root.text == text)
                #expect(root["b"] == text)
            }
        }
    }
}
