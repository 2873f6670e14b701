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

    /// A copy of a pipe's start is read again, and what was read ahead for it is not lost.
    @Test(arguments: [0, 1, 5, 9, 10, 11, 100]) func aPipeIsReadAgainFromItsCopy(_ limit: Int) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("ibid-\(UUID().uuidString)")
        #expect(mkfifo(url.path, 0o600) == 0)
        defer { try? FileManager.default.removeItem(at: url) }
        let thread = Thread { try? Data("0123456789".utf8).write(to: url) }
        thread.start()
        let input = try Input(path: url.path)
        #expect(try input.peek(2) == Array("01".utf8))
        try input.keepCopy(limit: limit)
        var read: [UInt8] = []
        #expect(try input.read(4, appendingTo: &read) > 0)
        try input.completeCopy()
        #expect(try input.bytes(at: 0, count: 20) == Array("0123456789".utf8.prefix(limit)))
        #expect(try input.bytes(at: 3, count: 2) == Array("0123456789".utf8.prefix(limit).dropFirst(3).prefix(2)))
        #expect(read + (try input.readAll()) == Array("0123456789".utf8))
    }

    /// What can be read twice needs no copy.
    @Test func aFileNeedsNoCopy() throws {
        let url = try temporary(Array("0123456789".utf8))
        defer { try? FileManager.default.removeItem(at: url) }
        for input in [try Input(path: url.path), Input(text: "0123456789")] {
            try input.keepCopy(limit: 3)
            var read: [UInt8] = []
            #expect(try input.read(4, appendingTo: &read) == 4)
            try input.completeCopy()
            #expect(try input.bytes(at: 2, count: 20) == Array("23456789".utf8))
            #expect(read + (try input.readAll()) == Array("0123456789".utf8))
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
