import JSON
import Testing

@Suite struct JSONCursorTests {
    private func read<T>(_ text: String, _ body: (inout JSONCursor) throws -> T) rethrows -> T {
        try Array(text.utf8).withUnsafeBufferPointer { buffer in
            var cursor = JSONCursor(buffer)
            return try body(&cursor)
        }
    }

    @Test func walksThroughAnObject() throws {
        try read(#" { "title" : "A \"b\"", "skip": [{"x":[]},2,"]}"], "n": 42, "\u0069d": 1.5 } "#) { cursor in
            var seen: [String] = []
            try cursor.enterObject()
            while let key = try cursor.nextKey() {
                seen.append(key.string)
                if key.equals("title") {
                    #expect(try cursor.string() == "A \"b\"")
                } else if key.equals("skip") {
                    #expect(String(decoding: try cursor.skip(), as: UTF8.self) == #"[{"x":[]},2,"]}"]"#)
                } else if key.equals("n") {
                    #expect(try cursor.number().int == 42)
                } else {
                    #expect(key.equals("id"))
                    let number = try cursor.number()
                    #expect(number.int == nil)
                    #expect(number.string == "1.5")
                }
            }
            try cursor.finish()
            #expect(seen == ["title", "skip", "n", "id"])
        }
    }

    @Test func saysWhatKindWasThereInstead() {
        let error = #expect(throws: JSONError.self) { try read("  [1]") { _ = try $0.string() } }
        #expect(error?.description == "expected a string, found an array")
        #expect(error?.offset == 2)
    }

    @Test(arguments: ["[1 2]", "{\"a\":1 \"b\":2}", "[[1],{\"a\":tru}]", "[1}", "{\"a\":[}"])
    func checksWhatItPassesOver(_ text: String) {
        #expect(throws: JSONError.self) { try read(text) { _ = try $0.skip() } }
    }

    @Test func passesOverManyLevelsOfBothKinds() throws {
        let text = String(repeating: "{\"a\":[", count: 150) + String(repeating: "]}", count: 150)
        try read(text) { cursor in
            #expect(try cursor.skip().count == text.utf8.count)
            try cursor.finish()
        }
    }

    @Test func refusesNumbersThatAreTooLargeForAnInteger() throws {
        try read("[9223372036854775807, 9223372036854775808, -9223372036854775807]") { cursor in
            var numbers: [Int?] = []
            try cursor.enterArray()
            while try cursor.nextElement() { numbers.append(try cursor.number().int) }
            #expect(numbers == [.max, nil, -.max])
        }
    }
}
