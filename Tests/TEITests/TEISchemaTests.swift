import Formats
import Foundation
import Records
import TEI
import TestKit
import Testing
import XML

/// What is written fits TEI's schema, by our own check and by jing.
@Suite(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
struct TEISchemaTests {
    private let kit = FormatContract(TEIFormat(), sample: [])

    private func written() throws -> [(name: String, bytes: [UInt8])] {
        var all: [(String, [UInt8])] = [("shared records", try kit.write(SharedRecords.all).bytes)]
        for name in ["list.in.xml", "letters.in.xml", "frus.in.xml"] {
            let result = try kit.read(try TEIContractTests.fixture(name))
            all.append((name, try kit.write(result.records, info: result.info).bytes))
        }
        all.append(("keys of all characters", try kit.write(Self.keys).bytes))
        all.append(("nothing", try kit.write([]).bytes))
        var info = CollectionInfo(title: "T", source: "s", ranges: [1...2], total: 3)
        info.kept = [Kept(format: "bibtex", name: "preamble", value: "\\x", form: .source)]
        all.append(("collection", try kit.write([SharedRecords.letter], info: info).bytes))
        return all
    }

    @Test func whatIsWrittenFitsTheSchema() throws {
        let schema = try RelaxNG(schema: [UInt8](try Data(contentsOf: try Shared.url("schemas/tei/tei_all.rng"))))
        for (name, bytes) in try written() {
            #expect(try schema.validate(bytes) == [], "\(name)")
        }
    }

    /// Records whose keys have, together, each character of most scripts.
    private static let keys = stride(from: UInt32(0x20), to: 0x3400, by: 64).map { first in
        var key = "k"
        key.unicodeScalars.append(contentsOf: (first..<first + 64).compactMap { Unicode.Scalar($0) })
        var record = Record(key: key)
        record.append(.text(.title, Text("A title")))
        return record
    }

    private static let jing = "/usr/bin/jing"

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: TEISchemaTests.jing), "jing is not installed"))
    func jingFindsNothing() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibid-tei-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var files: [String] = []
        for (index, one) in try written().enumerated() {
            let file = folder.appendingPathComponent("\(index).xml")
            try Data(one.bytes).write(to: file)
            files.append(file.path)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.jing)
        process.arguments = [try Shared.url("schemas/tei/tei_all.rng").path] + files
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(said)")
    }
}
