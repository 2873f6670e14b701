import Foundation
import Testing

/// Ctrl-C and its like: the unfinished output goes, the old file stays, and the process ends by the signal.
@Suite struct InterruptionTests {
    @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func anInterruptedRunLeavesTheOldFile(_ number: Int32) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibid-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let target = folder.appendingPathComponent("out.jsonl")
        try Data("old\n".utf8).write(to: target)
        let pipe = folder.appendingPathComponent("in.jsonl")
        #expect(mkfifo(pipe.path, 0o600) == 0)

        let process = Process()
        process.executableURL = CommandUnderTest.command
        process.arguments = ["convert", "in.jsonl", "-o", "out.jsonl", "--quiet"]
        process.currentDirectoryURL = folder
        process.environment = CommandUnderTest.environment(in: folder)
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        // More than a pipe holds: when all of it is written, the command has read, and its output has been begun.
        signal(SIGPIPE, SIG_IGN)
        let writing = try FileHandle(forWritingTo: pipe)
        let record = #"{"key":"a","type":"book","title":"A"}"# + "\n"
        try writing.write(contentsOf: Data(String(repeating: record, count: 30_000).utf8))
        let during = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(during.count == 3, "the output is not being written: \(during)")

        // The signal stands before the end of the input: it is what ends the process, and nothing waits for ever.
        kill(process.processIdentifier, number)
        try writing.close()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == number)
        let after = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(after == ["in.jsonl", "out.jsonl"])
        #expect(try String(contentsOf: target, encoding: .utf8) == "old\n")
        #expect(try errors.fileHandleForReading.readToEnd() ?? Data() == Data())
    }

    /// What whoever started the command ignores stays ignored, as `nohup` wants it.
    @Test func anIgnoredSignalStaysIgnored() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibid-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try CommandUnderTest.shell(
            """
            mkfifo pipe; trap '' HUP; ibid convert pipe -f jsonl -t jsonl & exec 3>pipe
            kill -HUP $!; echo '{"key":"a","type":"book"}' >&3; exec 3>&-; wait $!
            """, input: Data(), in: folder)
        #expect(outcome == .init(output: "{\"key\":\"a\",\"type\":\"book\"}\n", errors: "", status: 0))
    }
}
