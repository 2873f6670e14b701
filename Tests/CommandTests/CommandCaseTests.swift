import Foundation
import TestKit
import Testing

/// Every file of Tests/CommandTests/Cases: commands, what goes in, what comes out. With `IBID_RECORD=1` what comes out is
/// written into the file, and the test fails once.
@Suite struct CommandCaseTests {
    static let names: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: CommandUnderTest.cases.path)) ?? []
        return all.filter { $0.hasSuffix(".txt") }.sorted()
    }()

    @Test func thereAreCases() {
        #expect(Self.names.count >= 10)
    }

    @Test(arguments: names) func commandsDoWhatTheFileSays(_ name: String) throws {
        let url = CommandUnderTest.cases.appendingPathComponent(name)
        var cases = try CommandCase.parse(String(contentsOf: url, encoding: .utf8), file: name)
        let records = ProcessInfo.processInfo.environment["IBID_RECORD"] == "1"
        for index in cases.indices where !cases[index].script.isEmpty {
            let one = cases[index]
            let outcome = try one.run()
            if records {
                cases[index].outcome = outcome
            } else {
                #expect(outcome.output == one.outcome.output, "\(name):\(one.line): standard output")
                #expect(outcome.errors == one.outcome.errors, "\(name):\(one.line): standard error")
                #expect(outcome.status == one.outcome.status, "\(name):\(one.line): exit status")
            }
        }
        guard records else { return }
        var text = cases.map(\.text).joined()
        while text.hasSuffix("\n\n") { text.removeLast() }
        try Data(text.utf8).write(to: url)
        Issue.record("recorded \(name): look at it, then run again")
    }
}
