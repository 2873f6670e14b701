import Foundation
import TestKit
import Testing

@testable import csl_suite

/// Fixtures in the format of the CSL test suite: our own, and the suite's where it is there.
@Suite struct SuiteTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    /// Our own fixtures: one area of the specification each.
    static let own: [String] = names(in: folder.appendingPathComponent("Fixtures").path)

    @Test(arguments: own) func ownFixture(_ name: String) throws {
        let path = SuiteTests.folder.appendingPathComponent("Fixtures/\(name).txt").path
        let fixture = Fixture(name: name, text: try String(contentsOfFile: path, encoding: .utf8))
        let locales = LocaleFolder(SuiteTests.folder.appendingPathComponent("../../../Styles").path)
        let got = try FixtureRun(fixture: fixture, locales: locales).output()
        let wanted = try #require(fixture["RESULT"], "the fixture has no RESULT")
        #expect(
            got.trimmingCharacters(in: .whitespacesAndNewlines)
                == wanted.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// `suite-passes.txt` names the suite's fixtures that pass: each of them must, and no other.
    @Test(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
    func theSuitePassesAsListed() throws {
        let list = SuiteTests.folder.appendingPathComponent("suite-passes.txt").path
        let listed = Set(
            try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").map(String.init))
        let suite = try Shared.url("csl/test-suite").path
        let locales = LocaleFolder(try Shared.url("csl/locales").path)
        var wrong: [String] = []
        for name in SuiteTests.names(in: suite) {
            let text = try String(contentsOfFile: "\(suite)/\(name).txt", encoding: .utf8)
            let fixture = Fixture(name: name, text: text)
            guard let wanted = fixture["RESULT"] else { continue }
            let got = (try? FixtureRun(fixture: fixture, locales: locales).output()) ?? "(error)"
            let passes =
                got.trimmingCharacters(in: .whitespacesAndNewlines)
                == wanted.trimmingCharacters(in: .whitespacesAndNewlines)
            if passes != listed.contains(name) {
                wrong.append(passes ? "\(name) passes and is not listed" : "\(name) is listed and fails")
            }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    private static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }
}
