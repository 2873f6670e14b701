import Foundation
import JSON
import TestKit
import Testing

/// Every file of nst/JSONTestSuite: `y_` is read, `n_` is refused with a place, `i_` does no harm.
@Suite(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
struct JSONTestSuiteTests {
    @Test func decidesEveryFile() throws {
        let folder = try Shared.url("bad-inputs/json/jsontestsuite")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        var counts: [String: Int] = [:]
        for file in files where file.pathExtension == "json" {
            let name = file.lastPathComponent
            let bytes = [UInt8](try Data(contentsOf: file))
            counts[String(name.prefix(2)), default: 0] += 1
            do {
                _ = try JSONDocument(parsing: bytes)
                #expect(!name.hasPrefix("n_"), "\(name) was read")
            } catch {
                #expect(!name.hasPrefix("y_"), "\(name) was refused: \(error)")
                #expect(error.place(in: bytes).line >= 1 && error.offset <= bytes.count, "\(name)")
            }
        }
        #expect(counts["y_"] ?? 0 > 90)
        #expect(counts["n_"] ?? 0 > 180)
    }
}
