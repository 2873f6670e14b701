import Bytes
import Testing

@Suite struct ByteBufferTests {
    private func bytes(_ fill: (inout ByteBuffer) -> Void) -> [UInt8] {
        var buffer = ByteBuffer(capacity: 64)
        fill(&buffer)
        var bytes: [UInt8] = [0x3E]
        buffer.take(into: &bytes)
        #expect(buffer.count == 0)
        return bytes
    }

    @Test func whatIsAppendedStandsBehindWhatWasThere() {
        let found = bytes { buffer in
            buffer.append("a")
            buffer.append(string: "bc")
            buffer.append(UInt8(ascii: "d"))
            buffer.append([0x65, 0x66])
        }
        #expect(found == Array(">abcdef".utf8))
    }

    @Test func growsAsFarAsIsAskedFor() {
        let text = String(repeating: "größer ", count: 10_000)
        let found = bytes { buffer in
            for _ in 0..<3 { buffer.append(string: text) }
        }
        #expect(String(decoding: found.dropFirst(), as: UTF8.self) == text + text + text)
    }

    @Test(arguments: [0, 7, 10, 99, 100, 1957, -1, -2026, Int.max, Int.min])
    func numbersAreDecimal(_ number: Int) {
        #expect(String(decoding: bytes { $0.append(decimal: number) }, as: UTF8.self) == ">\(number)")
    }

    @Test func whatIsRemovedIsForgotten() {
        let found = bytes { buffer in
            buffer.append("abc")
            buffer.removeAll(from: 1)
            buffer.append("d")
        }
        #expect(found == Array(">ad".utf8))
    }

    @Test func oneByteIsAppendedManyTimes() {
        let found = bytes { buffer in
            #expect(buffer.last == nil)
            buffer.append(repeating: UInt8(ascii: "a"), count: 100)
            buffer.append(repeating: UInt8(ascii: "b"), count: 0)
            #expect(buffer.last == UInt8(ascii: "a"))
        }
        #expect(String(decoding: found, as: UTF8.self) == ">" + String(repeating: "a", count: 100))
    }
}
