import JSON
import Testing

@Suite struct JSONParsingTests {
    @Test func readsEveryKindOfValue() throws {
        let value = try JSONValue(parsing: #" {"a": [null, true, false, -1.5e+2, 0, "é\u00e9\n"], "b": {}} "#)
        #expect(
            value == [
                "a": [nil, true, false, .number("-1.5e+2"), 0, "éé\n"],
                "b": .object([]),
            ])
        #expect(value["a"]?.array?[3].double == -150)
        #expect(value["a"]?.array?[4].int == 0)
    }

    @Test func joinsSurrogatePairs() throws {
        #expect(try JSONValue(parsing: #""\ud83d\ude00 \uD834\udD1E""#) == "😀 𝄞")
    }

    @Test func keepsMembersInOrderAndDuplicatesVisible() throws {
        let document = try JSONDocument(parsing: Array(#"{"b":1,"a":2,"b":3}"#.utf8))
        #expect(document.value.members?.map(\.name) == ["b", "a", "b"])
        #expect(document.remarks == [JSONRemark(.duplicateName("b"), at: 13)])
    }

    @Test func reportsHalfASurrogatePair() throws {
        let document = try JSONDocument(parsing: Array(#"["x\udc00y", "\ud800\u0041"]"#.utf8))
        #expect(document.value == ["x\u{FFFD}y", "\u{FFFD}A"])
        #expect(document.remarks == [JSONRemark(.loneSurrogate, at: 3), JSONRemark(.loneSurrogate, at: 14)])
    }

    @Test(arguments: [
        ("", 1, 1, "expected a value, but the text ends"),
        ("[1,\n 2 x]", 2, 4, "expected a comma or “]”, found “x”"),
        ("[1,]", 1, 4, "expected a value, found “]”"),
        ("{\"a\" 1}", 1, 6, "expected a colon after the name, found “1”"),
        ("{a:1}", 1, 2, "expected a name in double quotation marks, found “a”"),
        ("{\"é\":1,}", 1, 8, "expected a name in double quotation marks, found “}”"),
        ("\n\"abc", 2, 1, "the string that begins here is not closed"),
        ("\"a\tb\"", 1, 3, "a control character in a string must be escaped, found a tab"),
        ("\"\\x\"", 1, 3, "expected one of \"\\/bfnrtu after the backslash, found “x”"),
        ("\"\\u12G4\"", 1, 6, "expected four hexadecimal digits after \\u, found “G”"),
        ("[012]", 1, 2, "a number must not begin with a zero"),
        ("[-]", 1, 3, "expected a digit, found “]”"),
        ("[1.]", 1, 4, "expected a digit, found “]”"),
        ("nul", 1, 1, "expected a value, found “n”"),
        ("1 2", 1, 3, "expected nothing after the value, found “2”"),
    ])
    func saysWhatWasExpectedAndWhere(_ text: String, _ line: Int, _ column: Int, _ message: String) {
        let bytes = Array(text.utf8)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.description == message)
        let place = error?.place(in: bytes)
        #expect(place?.line == line)
        #expect(place?.column == column)
    }

    @Test func refusesWhatIsNotUTF8() {
        let bytes: [UInt8] = Array("[\"a".utf8) + [0xE9] + Array("\"]".utf8)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.reason == .utf8)
        #expect(error?.offset == 3)
    }

    @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
    func stopsAtADepthLimit(_ opening: String) {
        let bytes = Array(String(repeating: opening, count: 100_000).utf8)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.reason == .depth(512))
        #expect(error?.place(in: bytes).line == 1)
        let skipping = #expect(throws: JSONError.self) {
            try bytes.withUnsafeBufferPointer { buffer in
                var cursor = JSONCursor(buffer)
                try cursor.skip()
            }
        }
        #expect(skipping == error)
    }

    @Test func readsAsDeepAsTheLimit() throws {
        let text = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        #expect(try JSONValue(parsing: text).text() == text)
    }
}
