import Bytes
import JSON
import Testing

@Suite struct JSONWriterTests {
    private static let tree: JSONValue = ["a": [1, "x", .object([])], "b": ["c": nil], "d": []]

    @Test func writesCompactly() {
        #expect(JSONWriterTests.tree.text() == #"{"a":[1,"x",{}],"b":{"c":null},"d":[]}"#)
    }

    @Test func writesPrettily() {
        #expect(
            JSONWriterTests.tree.text(.pretty) == """
                {
                  "a": [
                    1,
                    "x",
                    {}
                  ],
                  "b": {
                    "c": null
                  },
                  "d": []
                }
                """)
    }

    @Test(arguments: [
        ("plain", #""plain""#), ("\"\\/", #""\"\\/""#), ("\u{0}\u{1F}\n\r\t\u{8}\u{C}", #""\u0000\u001f\n\r\t\b\f""#),
        ("\u{7F}\u{85}\u{A0}", "\"\\u007f\\u0085\u{A0}\""),
        ("“\u{2028}\u{2029}”\u{2027}", "\"“\\u2028\\u2029”\u{2027}\""),
        ("a long text of more than sixteen bytes “quoted”", "\"a long text of more than sixteen bytes “quoted”\""),
    ])
    func escapesWhatMustBe(_ text: String, _ json: String) {
        var writer = JSONWriter()
        writer.string(text)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == json)
    }

    @Test func writesASCIIAlone() {
        var writer = JSONWriter(asciiOnly: true)
        writer.string("é“Ж”😀")
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #""\u00e9\u201c\u0416\u201d\ud83d\ude00""#)
    }

    @Test func writesMembersOneByOne() {
        var writer = JSONWriter()
        writer.out.append("> ")
        writer.beginArray()
        writer.beginObject()
        writer.key(quoted: "\"n\":")
        writer.number(-120)
        writer.member("s", "t")
        writer.key("b")
        writer.bool(true)
        writer.endObject()
        writer.raw("[0]")
        writer.number(0)
        writer.number(.min)
        writer.endArray()
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"> [{"n":-120,"s":"t","b":true},[0],0,-9223372036854775808]"#)
    }

    /// Every scalar up to U+30FF and some beyond, alone and between others, comes back as it was.
    @Test(arguments: [false, true]) func roundTripsEveryCharacter(_ asciiOnly: Bool) throws {
        let scalars = (0..<0x3100).compactMap { Unicode.Scalar(UInt32($0)) } + ["\u{FEFF}", "\u{FFFD}", "\u{10FFFF}"]
        for scalar in scalars {
            let text = "0123456789abcde\(Character(scalar))z\(Character(scalar))"
            var writer = JSONWriter(asciiOnly: asciiOnly)
            writer.string(text)
            #expect(!asciiOnly || writer.bytes.allSatisfy { $0 < 0x80 })
            #expect(try JSONValue(parsing: writer.bytes) == .string(text))
        }
    }

    /// Strings of every length up to some blocks, with something to escape at every place.
    @Test(arguments: ["\"", "\n", "\u{7F}", "\u{85}", "\u{2028}", "é", "”", "😀", "<"])
    func escapesAtEveryPlace(_ piece: String) throws {
        for count in 0..<40 {
            for place in 0...count {
                let text = String(repeating: "x", count: place) + piece + String(repeating: "y", count: count - place)
                for asciiOnly in [false, true] {
                    var writer = JSONWriter(asciiOnly: asciiOnly)
                    #expect(writer.appendString(text) == (piece == "<"))
                    #expect(!asciiOnly || writer.bytes.allSatisfy { $0 < 0x80 })
                    #expect(try JSONValue(parsing: writer.bytes) == .string(text))
                }
            }
        }
    }
}
