import Foundation
import Testing

@testable import Formats

@Suite struct OutputTests {
    private func folder() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("ibid-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    @Test func aFileTakesItsPlaceOnlyWhenWhole() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("out.bib").path
        try "old".write(toFile: path, atomically: false, encoding: .utf8)
        do {
            var output = try Output.file(path)
            try output.write([UInt8](repeating: 65, count: 200_000))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.bib"])
        var output = try Output.file(path)
        try output.write("new")
        try output.commit()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.bib"])
    }

    @Test func modeAndLinkStay() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("real.bib").path
        let link = folder.appendingPathComponent("link.bib").path
        try "old".write(toFile: path, atomically: false, encoding: .utf8)
        chmod(path, 0o640)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.bib")
        var output = try Output.file(link)
        try output.write("new")
        try output.commit()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.bib")
        let mode = try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
        #expect(mode == 0o640)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full"))
    func aFullDiskIsAnError() throws {
        var output = try Output.file("/dev/full")
        try output.write("x")
        #expect(throws: OutputError(ENOSPC, "/dev/full")) { try output.flush() }
    }

    @Test func aFolderIsNoOutput() {
        #expect(throws: OutputError.self) { _ = try Output.file("/") }
    }
}
