import Bytes
import Testing

@Suite struct ByteBlockTests {
    /// Every byte at every place, among others that do not fit.
    @Test func findsTheFirstByteThatFits() {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<16 {
                var bytes = [UInt8](repeating: 0x61, count: 16)
                bytes[place] = byte
                bytes.withUnsafeBytes { raw in
                    guard let base = raw.baseAddress else { return }
                    let block = ByteBlock(base, 0)
                    #expect(ByteBlock.first(block.equal(byte)) == (byte == 0x61 ? 0 : place))
                    #expect(ByteBlock.first(block.less(than: 0x20)) == (byte < 0x20 ? place : 16))
                    #expect(ByteBlock.first(block.equal(0x80, in: 0x80)) == (byte >= 0x80 ? place : 16))
                    #expect(ByteBlock.first(block.among(3, from: 0x7B)) == (0x7B...0x7D ~= byte ? place : 16))
                    #expect(ByteBlock.bits(block.equal(byte)) == (byte == 0x61 ? 0xFFFF : 1 << UInt32(place)))
                    #expect(ByteBlock.bits(~block.equal(block)) == 0)
                }
            }
        }
    }
}

@Suite struct ByteWordTests {
    /// What is shorter than a word is read without what stands behind it.
    @Test(arguments: 1...7) func readsShortStretches(_ count: Int) {
        let bytes = (0..<8).map { UInt8($0 < count ? 0x21 + $0 : 0x01) }
        bytes.withUnsafeBytes { raw in
            guard let base = raw.baseAddress else { return }
            let word = ByteWord(base, 0, count: count)
            #expect(word.less(than: 0x20) == 0)
            for index in 0..<count { #expect(ByteWord.first(word.equal(bytes[index])) == index) }
            #expect(ByteWord.first(word.equal(0x61)) == count)
        }
    }
}
