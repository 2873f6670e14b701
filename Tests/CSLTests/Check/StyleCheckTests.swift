import CSL
import EmbeddedStyles
import Foundation
import TestKit
import Testing

@Suite struct StyleCheckTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

    static let fixtures =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".csl") || $0.hasSuffix(".xml") }.sorted()

    private func check(_ url: URL) throws -> StyleCheck {
        StyleCheck(xml: Array(try Data(contentsOf: url)), source: url.lastPathComponent)
    }

    private func lines(_ check: StyleCheck) -> String {
        check.problems.map { problem in
            let hint = problem.hint.isEmpty ? "" : "\n    \(problem.hint)"
            return
                "\(problem.line):\(problem.column): \(problem.severity): \(problem.message) [\(problem.code)]\(hint)\n"
        }.joined()
    }

    /// Each fixture beside what is told of it.
    @Test(arguments: fixtures)
    func faultsAreToldWithTheirPlaces(_ name: String) throws {
        let url = Self.folder.appendingPathComponent(name)
        let told = lines(try check(url))
        #expect(!told.isEmpty)
        try expectGolden(Array(told.utf8), at: url.deletingPathExtension().appendingPathExtension("expected"))
    }

    @Test func thereAreFixtures() { #expect(Self.fixtures.count >= 14) }

    @Test(arguments: EmbeddedStyles.files.map(\.fileName))
    func ourOwnStylesHaveNoFault(_ name: String) throws {
        let file = try #require(EmbeddedStyles.files.first { $0.fileName == name })
        let check = StyleCheck(xml: file.bytes, source: name)
        #expect(check.problems.filter { $0.severity > .note } == [], "\(lines(check))")
        #expect(check.kind == (name.hasSuffix(".csl") ? .style : .locale))
        #expect(!check.title.isEmpty)
    }

    @Test func tenThousandNestedGroupsAreOneError() {
        let groups = String(repeating: "<group>", count: 10_000)
        let style = "<style xmlns=\"http://purl.org/net/xbiblio/csl\"><citation><layout>\(groups)"
        let check = StyleCheck(xml: Array(style.utf8), source: "deep.csl")
        #expect(check.problems.map(\.code) == ["csl.too-deep"])
    }

    @Test func macrosThatMultiplyAreOneError() {
        let macros = (0..<64).map {
            "<macro name=\"m\($0)\"><text macro=\"m\($0 + 1)\"/><text macro=\"m\($0 + 1)\"/></macro>"
        }
        let style = """
            <style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>t</title><id>t</id>\
            <updated>2020-01-01T00:00:00Z</updated></info>\(macros.joined())<macro name="m64"><text value="x"/></macro>\
            <citation><layout><text macro="m0"/></layout></citation></style>
            """
        let check = StyleCheck(xml: Array(style.utf8), source: "exponential.csl")
        #expect(check.problems.map(\.code) == ["csl.expansion"])
    }

    /// Every eighth, as all take a minute unoptimised; all with `IBID_ALL_STYLES=1`.
    @Test(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
    func noPublicStyleOrLocaleIsFaulted() throws {
        let root = try Shared.url("csl")
        let step = ProcessInfo.processInfo.environment["IBID_ALL_STYLES"] == nil ? 8 : 1
        var seen = 0
        for folder in ["styles", "locales"] {
            for name in try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
            where name.hasSuffix(".csl") || name.hasSuffix(".xml") {
                seen += 1
                guard seen % step == 0 else { continue }
                let told = try check(root.appendingPathComponent("\(folder)/\(name)"))
                #expect(told.problems.filter { $0.severity > .note } == [], "\(name)\n\(lines(told))")
            }
        }
        #expect(seen > 3_000)
    }

    @Test(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
    func hostileStylesEndInAnErrorOrAWarning() throws {
        let folder = try Shared.url("bad-inputs/gen/csl")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where !name.hasPrefix("parent-") {
            let told = try check(folder.appendingPathComponent(name))
            #expect(told.problems.contains { $0.severity > .note }, "\(name)")
        }
    }
}
