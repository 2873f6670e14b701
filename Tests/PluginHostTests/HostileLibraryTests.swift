import CPlugin
import Contract
import Formats
import Foundation
import Parallel
import Records
import TestKit
import Testing

@testable import PluginHost

/// Shared libraries that misbehave: each is a diagnostic, none a crash of ours.
@Suite struct HostileLibraryTests {
    private static var folder: URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("ibid-hostile-\(getpid())")
    }

    /// One build for all modes, gone when the tests end.
    private static let library = Result { () throws -> URL in
        let folder = Self.folder
        atexit { try? FileManager.default.removeItem(at: HostileLibraryTests.folder) }
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        return try PluginWorkshop.buildLibrary(in: folder)
    }

    private func plugin(isolate: Bool = false, timeLimit: Int = 20_000) throws -> PluginUnderTest {
        try PluginUnderTest(PluginWorkshop.search(Self.library.get(), isolate: isolate, timeLimit: timeLimit))
    }

    @Test(arguments: [
        ("null-string", "plugin.null-pointer", 1), ("null-entries", "plugin.null-pointer", 1),
        ("lying-count", "plugin.bad-length", 0), ("lying-string", "plugin.bad-length", 0),
        ("small-struct", "plugin.bad-struct", 0), ("unknown-field", "plugin.unknown-number", 1),
        ("unknown-type", "plugin.unknown-number", 1), ("not-utf8", "plugin.not-utf8", 1),
        ("bad-spans", "plugin.bad-span", 1), ("bad-date", "plugin.bad-date", 1), ("thread", "plugin.late-call", 1),
        ("late", "plugin.late-call", 1),
    ])
    func badRecordsAreToldAndMended(_ mode: String, _ code: String, _ count: Int) throws {
        let result = try plugin().read(mode: mode)
        #expect(result.diagnostics.map(\.code) == [code])
        #expect(result.records.count == count)
        #expect(result.failure == nil)
        #expect(result.diagnostics.allSatisfy { $0.message.contains("hostile") })
    }

    @Test func aNullRecordOrHostIsPassedOver() throws {
        for mode in ["null-record", "null-host"] {
            let result = try plugin().read(mode: mode)
            #expect(result.records.isEmpty && result.failure == nil)
        }
    }

    @Test func whatIsNotUTF8IsMended() throws {
        let found1 = try plugin().read(mode: "not-utf8").records.first?[.title]?.string
        #expect(found1 == "g\u{FFFD}od")
    }

    @Test func onlySpansThatNestAreKept() throws {
        let found2 = try plugin().read(mode: "bad-spans").records.first?[.title]?.spans
        #expect(found2 == [.init(.italic, 0..<3)])
    }

    @Test func aMillionDiagnosticsAreAThousandAndACount() throws {
        let said = try plugin().read(mode: "million-diagnostics").diagnostics
        #expect(said.count == 1001)
        #expect(said.last?.code == "plugin.too-many-messages")
        #expect(said.last?.message.contains("999000") == true)
        #expect(said.last?.severity == .error)
    }

    @Test func recordsThatArePartsOfOneAnotherComeThrough() throws {
        let records = try plugin().read(mode: "cycle").records
        #expect(records.map(\.key) == ["a", "b", "c"])
        #expect(records.map { $0.relations.first?.key } == ["b", "a", "c"])
    }

    @Test func givingUpEndsTheWorkWithTheReason() throws {
        let found3 = try plugin().read(mode: "fail").failure?.code
        #expect(found3 == "plugin.gave-up")
        let found4 = try plugin().read(mode: "fail-with-words").failure?.message
        #expect(found4 == "the dog ate it")
        let found5 = try plugin().read(mode: "open-null").failure?.code
        #expect(found5 == "plugin.gave-up")
    }

    @Test(arguments: ["null-bytes", "lying-bytes"]) func badBytesAreTold(_ mode: String) throws {
        try PluginWorkshop.withFolder { folder in
            let path = folder.appendingPathComponent("out").path
            let said = try plugin().write([SharedRecords.book], mode: mode, to: path)
            #expect(said.map(\.code) == ["plugin.bad-length"])
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "written\n")
        }
    }

    @Test func aWriterThatGivesUpLeavesTheOldFile() throws {
        try PluginWorkshop.withFolder { folder in
            let path = folder.appendingPathComponent("out").path
            try Data("old".utf8).write(to: URL(fileURLWithPath: path))
            let said = try plugin().write(SharedRecords.all, mode: "fail", to: path)
            #expect(said.map(\.code) == ["plugin.gave-up"])
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out"])
        }
    }

    /// A library that crashes takes its process with it: with `isolate` that is not ours.
    @Test(arguments: [("crash", "segmentation fault"), ("abort", "aborted"), ("fail", "status 3")])
    func inAProcessOfItsOwnACrashIsAMessage(_ mode: String, _ words: String) throws {
        let result = try plugin(isolate: true).read(mode: mode)
        #expect(result.failure?.code == "plugin.died")
        #expect(result.failure?.message.contains(words) == true, "\(result.failure?.message ?? "")")
        #expect(result.failure?.message.contains("hostile") == true)
    }

    @Test func inAProcessOfItsOwnAHangIsAMessage() throws {
        let result = try plugin(isolate: true, timeLimit: 300).read(mode: "hang")
        #expect(result.failure?.code == "plugin.hangs")
    }

    @Test func inAProcessOfItsOwnItReadsAndWritesTheSame() throws {
        let result = try plugin(isolate: true).read(mode: "not-utf8")
        #expect(result.records.first?[.title]?.string == "g\u{FFFD}od")
        #expect(result.diagnostics.map(\.code) == ["plugin.not-utf8"])
        try PluginWorkshop.withFolder { folder in
            let path = folder.appendingPathComponent("out").path
            #expect(try plugin(isolate: true).write([SharedRecords.book], to: path).isEmpty)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "written\n")
            let said = try plugin(isolate: true).write([SharedRecords.book], mode: "crash", to: path)
            #expect(said.map(\.code) == ["plugin.died"])
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "written\n")
        }
    }

    @Test(arguments: [
        (["ABI=7"], "plugin.other-version"), (["SIZE=16"], "plugin.bad-struct"), (["NULL_ENTRY"], "plugin.null"),
        (["NO_ENTRY"], "plugin.no-entry"), (["ID=NULL"], "plugin.bad-description"),
        (["ID=\"Not A Name\""], "plugin.bad-description"), (["WITHOUT_OPEN"], "plugin.bad-description"),
    ])
    func whatDoesNotHoldToTheContractIsRefused(_ macros: [String], _ code: String) throws {
        try PluginWorkshop.withFolder { folder in
            let library = try PluginWorkshop.buildLibrary(in: folder, macros: macros)
            let found = PluginWorkshop.search(folder).find()
            #expect(found.plugins.compactMap(\.refusal).map(\.code) == [code])
            #expect(found.plugins.first?.refusal?.place?.source == library.path)
        }
    }

    @Test func whatIsNoLibraryIsRefused() throws {
        try PluginWorkshop.withFolder { folder in
            var bytes = try Data(contentsOf: Self.library.get())
            try Data("no library at all".utf8).write(to: folder.appendingPathComponent("text.so"))
            try bytes.prefix(200).write(to: folder.appendingPathComponent("cut.so"))
            // e_machine of the ELF header: an s390.
            bytes.replaceSubrange(18..<20, with: [22, 0])
            try bytes.write(to: folder.appendingPathComponent("elsewhere.so"))
            for name in ["text.so", "cut.so", "elsewhere.so"] {
                try PluginWorkshop.protect(folder.appendingPathComponent(name))
            }
            let found = PluginWorkshop.search(folder).find()
            #expect(found.plugins.compactMap(\.refusal).map(\.code) == Array(repeating: "plugin.cannot-load", count: 3))
        }
    }

    @Test func oneThatCrashesAtOnceIsRefusedInAProcessOfItsOwn() throws {
        try PluginWorkshop.withFolder { folder in
            _ = try PluginWorkshop.buildLibrary(in: folder, macros: ["CRASHES_AT_ONCE"])
            let found = PluginWorkshop.search(folder, isolate: true).find()
            #expect(found.plugins.compactMap(\.refusal).map(\.code) == ["plugin.died"])
        }
    }

    /// A text whose lines end just where a part of it ends is cut there; places that cannot be are none.
    @Test(arguments: [("cut_lines", 8), ("cut_beyond", 1), ("cut_character", 1)])
    func aTextIsCutWhereItCanBe(_ cut: String, _ count: Int) throws {
        try PluginWorkshop.withFolder { folder in
            let library = try PluginWorkshop.buildLibrary(in: folder, macros: ["CUT=\(cut)"])
            let plugin = try PluginUnderTest(PluginWorkshop.search(library))
            let line = cut == "cut_character" ? "abcd\u{FC}\u{FC}" : "abcdefg\n"
            let text = String(repeating: line, count: TextPieces.size)
            var reader = try plugin.format.makeReader(Input(text: text), options: FormatOptions())
            var pieces: [Int] = []
            while let piece = try reader.next() { pieces.append(piece.size) }
            #expect(pieces.reduce(0, +) == text.utf8.count)
            #expect(pieces.filter { $0 > 0 }.count == count)
        }
    }

    /// Hundreds of readers at once, each with its own session.
    @Test func manyReadersAtOnce() throws {
        let plugin = try plugin()
        let counts = Cores.map(Array(0..<200), cores: 4) { _ in (try? plugin.read().records.count) ?? 0 }
        #expect(counts.allSatisfy { $0 == 1 })
    }
}
