import Testing
import XML

@Suite struct XMLReaderTests {
    private static let tei = "http://www.tei-c.org/ns/1.0"

    /// The events as words, fed in blocks of a size.
    private func events(_ xml: String, block: Int = 7, allowsBareDoctype: Bool = false) throws -> [String] {
        var reader = XMLReader(names: [XMLName("bibl", in: Self.tei)], allowsBareDoctype: allowsBareDoctype)
        var words: [String] = []
        var rest = Array(xml.utf8)[...]
        while true {
            switch try reader.next() {
            case .event(let event):
                switch event.kind {
                case .start:
                    let attributes = reader.attributes.map { " \($0.name.local)=\($0.value)" }.joined()
                    words.append("<\(reader.name(event.name).local)\(attributes)>")
                    if event.name == 0 { words.append("(known)") }
                case .end: words.append("</\(reader.name(event.name).local)>")
                case .text:
                    if words.last?.hasPrefix("'") == true {
                        words[words.count - 1] += reader.text
                    } else {
                        words.append("'" + reader.text)
                    }
                case .comment: words.append("!" + reader.text)
                case .instruction: words.append("?" + reader.text)
                }
            case .needsInput:
                if rest.isEmpty {
                    reader.finish()
                } else {
                    reader.feed(Array(rest.prefix(block)))
                    rest = rest.dropFirst(block)
                }
            case .end: return words
            }
        }
    }

    @Test(arguments: [1, 3, 7, 1000])
    func givesEventsInOrderHoweverItIsFed(block: Int) throws {
        let xml = """
            <?xml version="1.0"?><?style x?><TEI xmlns="\(Self.tei)"><bibl xml:id="a" n="1 &lt; 2">Größe &amp; Maß<!-- c -->\
            <![CDATA[<x>]]></bibl><x:y xmlns:x="u"/></TEI>
            """
        let words = try events(xml, block: block)
        #expect(
            words == [
                "?style x", "<TEI>", "<bibl id=a n=1 < 2>", "(known)", "'Größe & Maß", "! c ", "'<x>", "</bibl>", "<y>",
                "</y>",
                "</TEI>",
            ])
    }

    @Test(arguments: [
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "<!DOCTYPE a><a/>",
    ])
    func refusesDocumentTypeDeclarations(xml: String) {
        let error = #expect(throws: XMLError.self) { try events(xml) }
        #expect(error?.reason == .doctype)
    }

    @Test func aBareDoctypeMayBeAllowedButNeverDeclarations() throws {
        #expect(try events("<!DOCTYPE a><a/>", allowsBareDoctype: true) == ["<a>", "</a>"])
        let error = #expect(throws: XMLError.self) {
            try events("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", allowsBareDoctype: true)
        }
        #expect(error?.reason == .doctype)
    }

    @Test func errorsHaveTheirPlaceAndComeAfterWhatWasRead() throws {
        let error = #expect(throws: XMLError.self) { try events("<a>\n  <b></c>\n</a>") }
        #expect(error?.line == 2)
        #expect(error?.message.contains("mismatch") == true)
        #expect(throws: XMLError.self) { try events("") }
        #expect(throws: XMLError.self) { try events("<a") }
        #expect(throws: XMLError.self) { try events("<doc>x") }
        #expect(throws: XMLError.self) { try events("<a>&undefined;</a>") }
    }

    @Test func deepNestingAndManyAttributesEnd() {
        let deep = #expect(throws: XMLError.self) { try events(String(repeating: "<a>", count: 100_000), block: 4096) }
        #expect(deep?.reason == .tooDeep(512))
        let wide = "<a" + (0..<20_000).map { " a\($0)=''" }.joined() + "/>"
        #expect(throws: Never.self) { try events("<b>\(wide)</b>", block: 4096) }
        let many = #expect(throws: XMLError.self) { try events("<b>\(wide)\(wide)\(wide)\(wide)</b>", block: 4096) }
        #expect(many?.reason == .tooManyAttributes(1 << 16))
    }

    @Test func otherEncodingsAreRead() throws {
        var bytes = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xE4] + Array("</a>".utf8)
        let tree = try XMLTree(xml: bytes)
        #expect(tree.root.text == "ä")
        bytes = [0xFF, 0xFE] + "<a>ß</a>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try XMLTree(xml: bytes).root.text == "ß")
    }
}
