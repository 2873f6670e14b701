import Foundation
import Testing

@testable import Formats

@Suite struct InputTests {
    private func temporary(_ bytes: [UInt8]) throws -> URL {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("ibid-\(UUID().uuidString).bib")
        try Data(bytes).write(to: url)
        return url
    }

    @Test func whatWasPeekedAtIsReadAgain() throws {
        let url = try temporary(Array("0123456789".utf8))
        defer { try? FileManager.default.removeItem(at: url) }
        for input in [try Input(path: url.path), Input(text: "0123456789")] {
            #expect(try input.peek(4) == Array("0123".utf8))
            #expect(try input.readAll() == Array("0123456789".utf8))
            input.rewind()
            #expect(try input.peek(100) == Array("0123456789".utf8))
            try input.makeSeekable()
            #expect(try input.bytes(at: 3, count: 2) == Array("34".utf8))
            #expect(try input.bytes(at: 8, count: 20) == Array("89".utf8))
            #expect(try input.bytes(at: 50, count: 2).isEmpty)
            #expect(try input.readAll() == Array("0123456789".utf8))
            #expect(input.size == 10)
        }
    }

    @Test func extensionsAreLowerCase() {
        #expect(Input(bytes: [], name: "a/b.c/Refs.BIB").fileExtension == "bib")
        #expect(Input(bytes: [], name: "a.b/refs").fileExtension == "")
        #expect(Input(bytes: [], name: ".bib").fileExtension == "")
    }

    @Test func aMissingFileAndAFolderSaySo() {
        #expect(throws: InputError(.directory, "/")) { try Input(path: "/") }
        #expect(throws: InputError(.open(ENOENT), "/no/such")) { try Input(path: "/no/such") }
        #expect(InputError(.open(ENOENT), "x").diagnostic.message == "cannot be opened: no such file or directory")
    }
}
