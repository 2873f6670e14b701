import Contract
import Formats
import Foundation
import Records
import TestKit
import Testing

@testable import PluginHost

/// Programs that misbehave: each is a diagnostic with its name and the last thing that it said, and none outlives us.
@Suite struct HostileProgramTests {
    private func withPlugin(timeLimit: Int = 20_000, _ body: (PluginUnderTest) throws -> Void) throws {
        try PluginWorkshop.withFolder { folder in
            let program = try PluginWorkshop.program(in: folder)
            try body(PluginUnderTest(PluginWorkshop.search(program, timeLimit: timeLimit)))
        }
    }

    @Test func readsLineByLine() throws {
        try withPlugin { plugin in
            let result = try plugin.read("one\ntwo\n")
            #expect(result.records.map { $0[.title]?.string } == ["one", "two"])
            #expect(result.diagnostics.isEmpty && result.failure == nil)
            #expect(try plugin.read("").records.isEmpty)
        }
    }

    @Test(arguments: [
        ("crash", "plugin.died", "these are my last words"), ("status", "plugin.died", "no more"),
    ])
    func oneThatDiesIsToldWithItsLastWords(_ mode: String, _ code: String, _ words: String) throws {
        try withPlugin { plugin in
            let failure = try #require(try plugin.read(mode: mode).failure)
            #expect(failure.code == code)
            #expect(failure.message.contains("hostile"))
            #expect(failure.hint?.contains(words) == true)
            #expect(failure.place?.source == "input")
        }
    }

    @Test(arguments: ["hang", "deaf"]) func oneThatHangsIsEnded(_ mode: String) throws {
        try withPlugin(timeLimit: 200) { plugin in
            // More than a pipe holds, so that one that does not listen blocks us as well.
            let failure = try plugin.read(String(repeating: "a line\n", count: 300_000), mode: mode).failure
            #expect(failure?.code == "plugin.hangs")
            #expect(failure?.message.contains("200 milliseconds") == true)
        }
    }

    /// What has no end, held to smaller limits than usual.
    @Test(arguments: [("endless", "plugin.endless-line"), ("errors", "plugin.too-many-messages")])
    func whatHasNoEndIsEnded(_ mode: String, _ code: String) throws {
        try PluginWorkshop.withFolder { folder in
            let program = try PluginWorkshop.program(in: folder)
            let command = ChildProcess.Command(path: program.path)
            let limits = ChildProcess.Limits(errors: 1 << 20, line: 1 << 20)
            let claim = try ProgramFormat.describe(command, limits: limits)
            let format = ProgramFormat(command, origin: .program(program.path), claim: claim, limits: limits)
            var reader = try format.makeReader(Input(text: "x"), options: FormatOptions(["mode": mode]))
            let failure = try reader.next()?.parse().failure
            #expect(failure?.code == code)
            #expect(mode == "endless" || failure?.hint?.contains("I complain") == true)
            let next = try reader.next()
            #expect(next == nil)
        }
    }

    @Test func rubbishIsToldLineByLineAndTheRestArrives() throws {
        try withPlugin { plugin in
            let result = try plugin.read(mode: "rubbish")
            #expect(result.records.count == 2)
            #expect(result.diagnostics.map(\.code) == Array(repeating: "plugin.not-json", count: 3))
            #expect(result.diagnostics.first?.message.contains("line 2") == true)
            #expect(result.diagnostics.first?.hint?.contains("what is JSON?") == true)
            #expect(result.failure == nil)
        }
    }

    @Test func whatIsNotUTF8IsMendedAndTold() throws {
        try withPlugin { plugin in
            let result = try plugin.read(mode: "notutf8")
            #expect(result.records.map { $0[.title]?.string } == ["g\u{FFFD}od", "Good"])
            #expect(result.diagnostics.map(\.code) == ["plugin.not-utf8"])
            #expect(result.diagnostics.first?.message.contains("line 1") == true)
        }
    }

    /// A hundred thousand brackets, as a line and within a record: the depth is limited, and so is our stack.
    @Test func nestingWithoutEndIsAnError() throws {
        try withPlugin { plugin in
            let result = try plugin.read(mode: "deep")
            #expect(result.records.map(\.key) == ["good"])
            #expect(result.diagnostics.map(\.code) == ["plugin.not-json", "plugin.not-json"])
        }
    }

    @Test func halfALineIsAnError() throws {
        try withPlugin { plugin in
            let result = try plugin.read(mode: "half")
            #expect(result.records.count == 1)
            #expect(result.diagnostics.map(\.severity) == [.error])
        }
    }

    @Test func otherWordsAreANote() throws {
        try withPlugin { plugin in
            let said = try plugin.read(mode: "words").diagnostics
            #expect(said.map(\.code) == ["plugin.words"])
            #expect(said.first?.severity == .note)
            #expect(said.first?.message.contains("a word to the wise") == true)
        }
    }

    @Test func manyDiagnosticsAreAThousandAndACount() throws {
        try withPlugin { plugin in
            #expect(try plugin.read(mode: "many").diagnostics.count < 7000)
            let said = try plugin.read(mode: "manyerrors").diagnostics
            #expect(said.count <= 2001)
            #expect(said.last?.message.contains("more messages") == true)
        }
    }

    @Test func diagnosticsAndTheCollectionComeThrough() throws {
        try withPlugin { plugin in
            let result = try FormatRules(plugin.format, sample: []).read(
                Array("x".utf8), options: FormatOptions(["mode": "diagnostics"]))
            #expect(result.info.title == "All of them")
            #expect(result.diagnostics.map(\.code) == ["hostile.aside", "hostile.odd"])
            let odd = try #require(result.diagnostics.last)
            #expect(odd.place == Place(source: "sample", line: 3, column: 2))
            #expect(odd.hint == "mend it" && odd.severity == .warning)
        }
    }

    /// A child that writes five megabytes before it reads, and is sent more than that: neither blocks the other.
    @Test func neitherSideBlocksTheOther() throws {
        try withPlugin { plugin in
            let input = String(repeating: "a line of input that nobody reads until later\n", count: 100_000)
            let result = try plugin.read(input, mode: "writesfirst")
            #expect(result.records.count == 100_000)
            #expect(result.failure == nil)
        }
    }

    /// A reader may stop where it has what it wants: its status says whether that is all.
    @Test func oneThatDoesNotTakeAllItsInputIsBelieved() throws {
        try withPlugin { plugin in
            let input = String(repeating: "a line of input\n", count: 300_000)
            let result = try plugin.read(input, mode: "leaves")
            #expect(result.records.count == 1 && result.failure == nil)
        }
    }

    @Test func whatItLeavesBehindIsEnded() throws {
        try withPlugin { plugin in
            let result = try plugin.read(mode: "orphan")
            #expect(result.records.count == 1)
            #expect(result.failure == nil)
        }
    }

    @Test func itSeesACleanEnvironment() throws {
        setenv("IBID_TEST_SECRET", "x", 1)
        setenv("LD_PRELOAD_TEST", "x", 1)
        try withPlugin { plugin in
            let names = try plugin.read(mode: "environment").diagnostics.first?.message.split(separator: " ") ?? []
            #expect(names.contains("PATH") && names.contains("IBID_PLUGIN_PROTOCOL"))
            let allowed: Set<Substring> = [
                "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "TMPDIR", "TZ", "USER", "LOGNAME", "PATH",
                "IBID_PLUGIN_PROTOCOL", "SWIFT_BACKTRACE", "PWD", "OLDPWD", "SHLVL", "_",
            ]
            #expect(Set(names).subtracting(allowed).isEmpty)
        }
    }

    @Test(arguments: [
        ("rubbish", "plugin.bad-description", "hello there"), ("crashes", "plugin.died", "segmentation fault"),
        ("version", "plugin.bad-description", "version 9"), ("member", "plugin.bad-description", "colour"),
        ("badid", "plugin.bad-description", "Evil"), ("nothing", "plugin.bad-description", "neither reads nor writes"),
        ("hangs", "plugin.hangs", "200 milliseconds"),
    ])
    func oneThatDoesNotDescribeItselfIsRefused(_ how: String, _ code: String, _ words: String) throws {
        try PluginWorkshop.withFolder { folder in
            let program = try PluginWorkshop.program(in: folder, name: "hostile-\(how).sh")
            let found = PluginWorkshop.search(program, timeLimit: how == "hangs" ? 200 : 20_000).find()
            let refusal = try #require(found.plugins.first?.refusal)
            #expect(refusal.code == code)
            #expect(refusal.message.contains(words), "\(refusal.message)")
            #expect(refusal.place?.source == program.path)
        }
    }

    @Test func oneThatCannotBeStartedIsRefused() throws {
        try PluginWorkshop.withFolder { folder in
            for (name, text) in [("nowhere", "#!/no/such/interpreter\n"), ("nothing", "no first line\n")] {
                let file = folder.appendingPathComponent(name)
                try Data(text.utf8).write(to: file)
                try PluginWorkshop.protect(file)
            }
            let codes = PluginWorkshop.search(folder).find().plugins.compactMap(\.refusal).map(\.code)
            #expect(codes == ["plugin.cannot-start", "plugin.cannot-start"])
        }
    }
}

/// Programs that write.
@Suite struct WritingProgramTests {
    private func write(
        _ records: [Record], mode: String?, timeLimit: Int = 20_000
    ) throws -> (text: String, said: [Diagnostic]) {
        try PluginWorkshop.withFolder { folder in
            let program = try PluginWorkshop.program(in: folder)
            let plugin = try PluginUnderTest(PluginWorkshop.search(program, timeLimit: timeLimit))
            let out = folder.appendingPathComponent("out")
            try Data("old".utf8).write(to: out)
            let said = try plugin.write(records, mode: mode, to: out.path)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["hostile.sh", "out"])
            return (try String(contentsOf: out, encoding: .utf8), said)
        }
    }

    private let many = (0..<20_000).map { Record(key: "record-\($0)", type: .book) }

    @Test func recordsComeAsJSONLines() throws {
        let (text, said) = try write(many, mode: nil)
        #expect(said.isEmpty)
        #expect(text.hasPrefix("{\"key\":\"record-0\",\"type\":\"book\"}\n"))
        #expect(text.split(separator: "\n").count == 20_000)
    }

    @Test func diagnosticsOnStandardErrorComeThrough() throws {
        let said = try write([Record(key: "a")], mode: "says").said
        #expect(said.map(\.code) == ["hostile.lossy"])
        #expect(said.first?.record == "a")
    }

    @Test func outputThatComesLastIsNotHeldInOnePiece() throws {
        #expect(try write(many, mode: "late").text.utf8.count == 200_000 * 22)
    }

    @Test(arguments: [
        ("crash", "plugin.died"), ("status", "plugin.died"), ("leaves", "plugin.died"), ("hang", "plugin.hangs"),
    ])
    func oneThatFailsLeavesTheOldFile(_ mode: String, _ code: String) throws {
        let (text, said) = try write(many, mode: mode, timeLimit: mode == "hang" ? 200 : 20_000)
        #expect(text == "old")
        #expect(said.map(\.code) == [code])
        #expect(said.first?.message.contains("hostile") == true)
    }
}
