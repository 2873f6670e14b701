import Testing

@testable import CSLJSON

/// Where CSL-JSON is cut between items, held against a count byte by byte.
@Suite struct ItemCutTests {
    private static let items = [
        #"{"id":"a","title":"brackets ] } [ { in a string"}"#,
        #"{"id":"b","title":"a quotation mark \" and ]}"}"#,
        #"{"id":"c","title":"ends with a backslash \\"}"#,
        #"{"id":"d","title":"\\\\\\\"]\\","author":[{"family":"Doe"},{"family":"Roe"}]}"#,
        #"{"id":"e","custom":{"a":[[[],{}],{"b":"}"}]}}"#,
        #"{}"#, #"{"id":\"f","title":\\"x]"}"#, #"{"id":"ü","title":"“quoted” — »\u005D«"}"#,
    ]

    /// What is within the array: every place behind an item that is whole, found byte by byte.
    private func ends(_ bytes: [UInt8]) -> [Int] {
        var ends: [Int] = []
        var depth = 0
        var isInString = false
        var at = 1
        while at < bytes.count {
            switch (bytes[at], isInString) {
            case (UInt8(ascii: "\\"), true): at += 1
            case (UInt8(ascii: "\""), _): isInString.toggle()
            case (UInt8(ascii: "{"), false), (UInt8(ascii: "["), false): depth += 1
            case (UInt8(ascii: "}"), false), (UInt8(ascii: "]"), false):
                depth -= 1
                if depth == 0 { ends.append(at + 1) }
                if depth < 0 { return ends }
            default: break
            }
            at += 1
        }
        return ends
    }

    @Test(arguments: 0..<70) func findsTheLastWholeItemOfEveryStretch(_ indent: Int) {
        let space = String(repeating: " ", count: indent)
        let text = "[" + space + Self.items.joined(separator: ",\n") + "]" + #" {"id":"z"}"#
        let bytes = Array(text.utf8)
        let ends = ends(bytes)
        #expect(ends.count == Self.items.count)
        for count in 1...bytes.count {
            let found = bytes[..<count].withUnsafeBufferPointer { ItemCut.last(in: $0) }
            #expect(found == ends.last { $0 <= count }, "\(count) bytes")
        }
    }
}
