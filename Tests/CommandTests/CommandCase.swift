import Foundation
import TestKit

/// A command with what goes in and what comes out, as one stretch of a text file:
///
///     # What this shows, in a sentence.
///     @ refs.jsonl
///     | {"key":"a","type":"book","title":"A"}
///     $ ibid convert refs.jsonl -t jsonl
///     < a line of standard input
///     > a line of standard output
///     ! a line of standard error
///     ? 1
///
/// `@` and `|` make a file in the folder where the command runs, `$` is a line for the shell, `?` the exit status (0 where it
/// is not said). The last line of an output that ends without a line feed is followed by `\`. The folders `files` and
/// `examples` there are Tests/CommandTests/Files and docs/examples.
struct CommandCase {
    /// Comments and blank lines before it, word for word.
    var comments: [String] = []
    /// The line of the file on which it begins.
    var line = 1
    var files: [(name: String, lines: [String])] = []
    var script: [String] = []
    var input: [String] = []
    var outcome = Outcome()

    /// What a command wrote, and how it ended.
    struct Outcome: Equatable {
        var output = ""
        var errors = ""
        var status: Int32 = 0
    }

    /// A line that has none of the marks above.
    struct Malformed: Error, CustomStringConvertible {
        let file: String
        let line: Int
        var description: String { "\(file):\(line): a line begins with none of # @ | $ < > ! ?" }
    }

    /// The cases of a file.
    static func parse(_ text: String, file: String) throws -> [CommandCase] {
        var cases: [CommandCase] = []
        var current = CommandCase()
        var hasOutcome = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let mark = line.first
            let isNew = mark == nil || mark == "#" || mark == "@" || (mark == "$" && hasOutcome)
            if isNew, !current.script.isEmpty {
                cases.append(current)
                current = CommandCase()
                hasOutcome = false
            }
            if current.script.isEmpty, current.files.isEmpty { current.line = index + 1 }
            let rest = String(line.dropFirst(2))
            switch mark {
            case nil, "#": current.comments.append(String(line))
            case "@": current.files.append((rest, []))
            case "|":
                guard !current.files.isEmpty else { throw Malformed(file: file, line: index + 1) }
                current.files[current.files.count - 1].lines.append(rest)
            case "$": current.script.append(rest)
            case "<": current.input.append(rest)
            case ">": current.outcome.output += rest + "\n"
            case "!": current.outcome.errors += rest + "\n"
            case "?": current.outcome.status = Int32(rest) ?? -1
            case "\\": current.outcome.output.removeLast()
            default: throw Malformed(file: file, line: index + 1)
            }
            hasOutcome = hasOutcome || mark == ">" || mark == "!" || mark == "?" || mark == "<" || mark == "\\"
        }
        if !current.script.isEmpty || !current.comments.isEmpty { cases.append(current) }
        return cases
    }

    /// The case as it stands in a file.
    var text: String {
        var lines = comments
        for file in files { lines += ["@ \(file.name)"] + file.lines.map { marked("|", $0) } }
        lines += script.map { marked("$", $0) } + input.map { marked("<", $0) }
        lines += CommandCase.lines(outcome.output).map { marked(">", $0) }
        if !outcome.output.isEmpty, !outcome.output.hasSuffix("\n") { lines.append("\\") }
        lines += CommandCase.lines(outcome.errors).map { marked("!", $0) }
        if outcome.status != 0 { lines.append("? \(outcome.status)") }
        return lines.map { $0 + "\n" }.joined()
    }

    private func marked(_ mark: String, _ line: String) -> String { line.isEmpty ? mark : "\(mark) \(line)" }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// Runs it in a folder of its own.
    func run() throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibid-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for link in [CommandUnderTest.files, CommandUnderTest.examples] {
            try FileManager.default.createSymbolicLink(
                at: folder.appendingPathComponent(link.lastPathComponent.lowercased()), withDestinationURL: link)
        }
        for file in files {
            let url = folder.appendingPathComponent(file.name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.lines.map { $0 + "\n" }.joined().utf8).write(to: url)
        }
        return try CommandUnderTest.shell(
            script.joined(separator: "\n"), input: Data(input.map { $0 + "\n" }.joined().utf8), in: folder)
    }
}

/// The command that was built with the tests.
enum CommandUnderTest {
    static let files = Checkout.root.appendingPathComponent("Tests/CommandTests/Files")
    static let examples = Checkout.root.appendingPathComponent("docs/examples")
    static let cases = Checkout.root.appendingPathComponent("Tests/CommandTests/Cases")

    /// The folder where `ibid` was built: `$IBID_BIN`, or that of the tests.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["IBID_BIN"] { return URL(fileURLWithPath: path) }
        let beside = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
        if FileManager.default.isExecutableFile(atPath: beside.appendingPathComponent("ibid").path) { return beside }
        return Checkout.root.appendingPathComponent(".build/debug")
    }()

    static var command: URL { folder.appendingPathComponent("ibid") }

    /// An environment in which nothing of the user's has a say.
    static func environment(in folder: URL) -> [String: String] {
        [
            "PATH": "\(self.folder.path):/usr/local/bin:/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8",
            "TERM": "dumb", "TMPDIR": folder.path,
        ]
    }

    /// Runs a script with `sh`. A script that does not end is stopped.
    static func shell(_ script: String, input: Data, in folder: URL) throws -> CommandCase.Outcome {
        // Streams are files of their own folder, so that no pipe can fill up and nothing is seen by the script.
        let streams = FileManager.default.temporaryDirectory.appendingPathComponent("ibid-streams-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: streams) }
        let paths = ["input", "output", "errors"].map { streams.appendingPathComponent($0) }
        try input.write(to: paths[0])
        for path in paths.dropFirst() { try Data().write(to: path) }
        let process = Process()
        // What the test process ignores, the script is not to inherit.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["--default-signal=PIPE", "timeout", "120", "sh", "-c", script]
        process.currentDirectoryURL = folder
        process.environment = environment(in: folder)
        process.standardInput = try FileHandle(forReadingFrom: paths[0])
        process.standardOutput = try FileHandle(forWritingTo: paths[1])
        process.standardError = try FileHandle(forWritingTo: paths[2])
        try process.run()
        process.waitUntilExit()
        return CommandCase.Outcome(
            output: String(decoding: try Data(contentsOf: paths[1]), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: paths[2]), as: UTF8.self), status: process.terminationStatus)
    }
}
