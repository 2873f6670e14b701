import Testing

@testable import Formats

@Suite struct TextPiecesTests {
    /// Cuts before every "@" that begins a line.
    private static let cut: TextPieces.Cut = { bytes in
        bytes.indices.reversed().first {
            $0 > 0 && bytes[$0] == UInt8(ascii: "@") && bytes[$0 - 1] == UInt8(ascii: "\n")
        }
    }

    private func pieces(_ bytes: [UInt8], size: Int = 64, largest: Int = TextPieces.largest) throws -> [TextPiece] {
        var pieces = TextPieces(Input(bytes: bytes, name: "in"), pieceSize: size, largest: largest, cut: Self.cut)
        var found: [TextPiece] = []
        while let piece = try pieces.next() { found.append(piece) }
        return found
    }

    @Test func piecesPutTogetherAreTheInput() throws {
        let text = (0..<5000).map { "@entry{key\($0),\n title = {ä}\n}\n" }.joined()
        let found = try pieces(Array(text.utf8))
        #expect(found.count > 1)
        #expect(found.flatMap(\.bytes) == Array(text.utf8))
        for piece in found.dropFirst() { #expect(piece.bytes.first == UInt8(ascii: "@")) }
        for (piece, next) in zip(found, found.dropFirst()) { #expect(next.line == piece.line + piece.bytes.lineBreaks) }
    }

    @Test func aByteOrderMarkGoes() throws {
        #expect(try pieces([0xEF, 0xBB, 0xBF, 0x61]).flatMap(\.bytes) == [0x61])
    }

    @Test(arguments: [true, false])
    func utf16IsConverted(big: Bool) throws {
        let text = "größer 𝔘 戦\n"
        var bytes: [UInt8] = big ? [0xFE, 0xFF] : [0xFF, 0xFE]
        for unit in text.utf16 {
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            bytes += big ? pair : pair.reversed()
        }
        let found = try pieces(bytes)
        #expect(String(decoding: found.flatMap(\.bytes), as: UTF8.self) == text)
        #expect(found.flatMap(\.diagnostics).map(\.code) == ["input.utf16"])
    }

    @Test func halfACharacterOfUTF16IsReplacedAndSaid() throws {
        let found = try pieces([0xFF, 0xFE, 0x61, 0x00, 0x3D, 0xD8, 0x62, 0x00, 0x63])
        #expect(String(decoding: found.flatMap(\.bytes), as: UTF8.self) == "a\u{FFFD}b\u{FFFD}")
        #expect(found.flatMap(\.diagnostics).map(\.code).contains("input.utf16-surrogate"))
        #expect(found.flatMap(\.diagnostics).map(\.code).contains("input.utf16-cut"))
    }

    @Test func latin1IsReadAndSaidWithItsPlace() throws {
        let found = try pieces(Array("a\nM".utf8) + [0xFC] + Array("ller ".utf8) + [0x93, 0x94] + Array(" ä".utf8))
        #expect(String(decoding: found.flatMap(\.bytes), as: UTF8.self) == "a\nMüller “” ä")
        let diagnostic = try #require(found.flatMap(\.diagnostics).first)
        #expect(diagnostic.code == "input.not-utf8")
        #expect(diagnostic.place == Place(source: "in", line: 2, column: 2))
    }

    @Test func aRecordLargerThanAllowedIsReadInParts() throws {
        let bytes = Array(String(repeating: "ä", count: 250_000).utf8)
        let found = try pieces(bytes, largest: 100_000)
        #expect(found.allSatisfy { String(validating: $0.bytes, as: UTF8.self) != nil && $0.bytes.count <= 200_000 })
        #expect(found.reduce(0) { $0 + $1.bytes.count } == bytes.count)
        #expect(found.flatMap(\.diagnostics).contains { $0.code == "input.record-too-large" })
    }

    @Test func aRecordLargerThanAllowedIsLeftOutWhereAReaderWantsThat() throws {
        let text = "@a\n" + String(repeating: "x", count: 300_000) + "\n@b\n@c\n"
        var pieces = TextPieces(
            Input(text: text, name: "in"), pieceSize: 64, largest: 1000, leavesOutTooLarge: true, cut: Self.cut)
        var found: [TextPiece] = []
        while let piece = try pieces.next() { found.append(piece) }
        #expect(String(decoding: found.flatMap(\.bytes), as: UTF8.self) == "@b\n@c\n")
        #expect(found.flatMap(\.diagnostics).map(\.code) == ["input.record-too-large"])
        #expect(found.first { !$0.bytes.isEmpty }?.line == 3)
    }

    @Test(arguments: [0, 1, 15, 16, 17, 4079, 4080, 4081, 100_000])
    func lineBreaksAreCounted(_ count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 % 3 == 0 ? 0x0A : $0) }
        #expect(bytes.lineBreaks == bytes.count { $0 == 0x0A })
    }

    @Test func placesCountCharacters() {
        let piece = TextPiece(bytes: Array("äö\nxy".utf8), source: "in", line: 7)
        #expect(piece.place(at: 4) == Place(source: "in", line: 7, column: 3))
        #expect(piece.place(at: 6) == Place(source: "in", line: 8, column: 2))
        var finder = TextPiece.PlaceFinder(piece)
        #expect(finder.place(at: 4) == piece.place(at: 4))
        #expect(finder.place(at: 6) == piece.place(at: 6))
        #expect(finder.place(at: 0) == piece.place(at: 0))
        #expect(finder.line(at: 1000) == 8)
    }
}
