import Foundation
import TestKit
import Testing

/// The examples of README.md do what it says: a block that begins with `$ ` is a command and its output. With `IBID_RECORD=1`
/// the output is written into the page, and the test fails once.
@Suite struct ReadMeTests {
    private static let page = Checkout.root.appendingPathComponent("README.md")

    @Test func theExamplesAreTrue() throws {
        var lines = try String(contentsOf: Self.page, encoding: .utf8).components(separatedBy: "\n")
        let records = ProcessInfo.processInfo.environment["IBID_RECORD"] == "1"
        var index = 0
        var count = 0
        while let start = lines[index...].firstIndex(where: { $0.hasPrefix("$ ") }) {
            let end = lines[start...].firstIndex(of: "```") ?? lines.endIndex
            let outcome = try CommandUnderTest.shell(
                String(lines[start].dropFirst(2)), input: Data(), in: Checkout.root)
            var output = outcome.output.components(separatedBy: "\n")
            if output.last == "" { output.removeLast() }
            if !records {
                #expect(output == Array(lines[(start + 1)..<end]), "README.md:\(start + 1)")
            }
            #expect(outcome.status == 0)
            lines.replaceSubrange((start + 1)..<end, with: output)
            index = start + output.count + 1
            count += 1
        }
        #expect(count >= 2)
        guard records else { return }
        try Data(lines.joined(separator: "\n").utf8).write(to: Self.page)
        Issue.record("recorded README.md: look at it, then run again")
    }

    /// The two commands that do all the set-up are those that the Makefile has, and `.ci/run` calls the second.
    @Test func theTwoCommandsAreThere() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let makefile = try String(
            contentsOf: Checkout.root.appendingPathComponent("Makefile"), encoding: .utf8)
        for target in ["demo", "test"] {
            #expect(text.contains("    make \(target) "))
            #expect(makefile.contains("\n\(target): "))
        }
        let check = try String(contentsOf: Checkout.root.appendingPathComponent(".ci/run"), encoding: .utf8)
        #expect(check.contains("make test"))
    }
}
