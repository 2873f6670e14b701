import Contract
import Formats
import Foundation
import JSON
import JSONLines
import RecordJSON
import Records
import TestKit
import Testing

@testable import PluginHost

/// The worked examples, built as their READMEs say, held to the contract and to what they should give.
@Suite struct ExampleTests {
    /// An example: what is built, and its sample.
    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        let plugin: String
        let ending: String
        var testDescription: String { name }

        var folder: URL { Checkout.root.appendingPathComponent("Examples/plugins/\(name)") }

        func fixture(_ name: String) throws -> [UInt8] {
            [UInt8](try Data(contentsOf: folder.appendingPathComponent("fixtures/\(name)")))
        }
    }

    static let examples = [
        Example(name: "refer", plugin: "refer.so", ending: "enw"),
        Example(name: "medline", plugin: "medline.so", ending: "nbib"),
        Example(name: "wikipedia", plugin: "wikipedia.py", ending: "wiki"),
    ]

    /// Builds a copy of an example, where nobody else can write, and gives its format.
    private func withFormat(_ example: Example, isolate: Bool = false, _ body: (any Format) throws -> Void) throws {
        try PluginWorkshop.withFolder { folder in
            let copy = folder.appendingPathComponent(example.name)
            try FileManager.default.copyItem(at: example.folder, to: copy)
            if FileManager.default.fileExists(atPath: copy.appendingPathComponent("Makefile").path) {
                try PluginWorkshop.run(
                    "/usr/bin/env",
                    [
                        "make", "-s", "-B", "-C", copy.path, "IBID_INCLUDE=\(PluginWorkshop.header.path)",
                        "OPTIMIZE=-Onone",
                    ])
            }
            let plugin = copy.appendingPathComponent(example.plugin)
            try PluginWorkshop.protect(plugin)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: copy.path)
            try body(try PluginUnderTest(PluginWorkshop.search(plugin, isolate: isolate)).format)
        }
    }

    @Test(arguments: examples) func keepsTheContract(_ example: Example) throws {
        try withFormat(example) { format in
            let rules = FormatRules(format, sample: try example.fixture("sample.\(example.ending)"), places: 60)
            // A program is started for each of them: a few places will do.
            let few = FormatRules(format, sample: try example.fixture("sample.\(example.ending)"), places: 2)
            let isProgram = if case .program = format.descriptor.origin { true } else { false }
            for finding in (isProgram ? few : rules).check() { Issue.record("\(finding.rule): \(finding.message)") }

            let read = try rules.read(try example.fixture("sample.\(example.ending)"))
            let lines = try FormatRules(JSONLinesFormat(), sample: []).write(read.records).bytes
            try expectGolden(lines, at: example.folder.appendingPathComponent("fixtures/sample.jsonl"))
            let schema = try SchemaTests.schema("record.schema.json")
            for line in lines.split(separator: UInt8(ascii: "\n")) {
                #expect(schema.problems(of: try JSONValue(parsing: Array(line))) == [])
            }
            let shared = try rules.write(SharedRecords.all)
            try expectGolden(
                shared.bytes, at: example.folder.appendingPathComponent("fixtures/shared-records.\(example.ending)"))
            let said = shared.diagnostics.map { "\($0.record ?? ""): \($0.message)\n" }.joined()
            try expectGolden(
                Array(said.utf8), at: example.folder.appendingPathComponent("fixtures/shared-records.messages"))

            let bad = try rules.read(try example.fixture("bad.\(example.ending)"))
            let told = bad.diagnostics.map {
                "\($0.place?.line ?? 0): \($0.severity.name): \($0.message) [\($0.code)]\n"
            }
            try expectGolden(
                Array(told.joined().utf8), at: example.folder.appendingPathComponent("fixtures/bad.messages"))
            #expect(!bad.records.isEmpty)
        }
    }

    /// What Python itself gives fits the schemas, word for word.
    @Test func whatTheProgramSpeaksFitsTheSchemas() throws {
        let example = Self.examples[2]
        let command = ChildProcess.Command(path: example.folder.appendingPathComponent(example.plugin).path)
        func answer(_ verb: String, _ input: [UInt8]) throws -> [UInt8] {
            let child = try ChildProcess(command, [verb], limits: ChildProcess.Limits())
            if !input.isEmpty { child.send(input) }
            child.closeInput()
            while !child.outputHasEnded { try child.step() }
            let output = child.takeOutput()
            try child.finish()
            return output
        }
        let description = try JSONValue(parsing: try answer("describe", []))
        #expect(try SchemaTests.schema("plugin-description.schema.json").problems(of: description) == [])
        let schema = try SchemaTests.schema("record.schema.json")
        let records = try answer("read", try example.fixture("sample.wiki"))
        for line in records.split(separator: UInt8(ascii: "\n")) {
            #expect(schema.problems(of: try JSONValue(parsing: Array(line))) == [])
        }
    }

    /// In a process of its own, a library gives the same.
    @Test func anIsolatedLibraryGivesTheSame() throws {
        let example = Self.examples[0]
        let sample = try example.fixture("sample.enw")
        try withFormat(example, isolate: true) { format in
            let rules = FormatRules(format, sample: sample)
            let records = try rules.read(sample).records
            let lines = try FormatRules(JSONLinesFormat(), sample: []).write(records).bytes
            #expect(try Data(lines) == Data(example.fixture("sample.jsonl")))
            #expect(try Data(rules.write(SharedRecords.all).bytes) == Data(example.fixture("shared-records.enw")))
            #expect(sample.withUnsafeBufferPointer { format.descriptor.recognize($0) } == .certain)
        }
    }

    @Test func anOptionReachesThePlugin() throws {
        try withFormat(Self.examples[0]) { format in
            let rules = FormatRules(format, sample: [])
            let text = Array("%A Doe, J.\n%T On Examples\n%G en\n".utf8)
            let found1 = try rules.read(text).records.first?[.number]?.string
            #expect(found1 == "en")
            let options = FormatOptions(["dialect": "endnote"])
            let found2 = try rules.read(text, options: options).records.first?[.language]?.string
            #expect(found2 == "en")
        }
    }

    /// The short plugins of docs/plugins.md do what is said of them there.
    @Test(arguments: [("python", "titles.py"), ("c", "titles.c")])
    func theGuidesPluginsKeepWhatItSays(_ language: String, _ name: String) throws {
        let guide = try String(
            contentsOf: Checkout.root.appendingPathComponent("docs/plugins.md"), encoding: .utf8)
        let parts = guide.components(separatedBy: "```\(language)\n")
        try #require(parts.count == 2)
        let text = try #require(parts[1].components(separatedBy: "```").first)
        try PluginWorkshop.withFolder { folder in
            var plugin = folder.appendingPathComponent(name)
            try Data(text.utf8).write(to: plugin)
            if language == "c" {
                let library = folder.appendingPathComponent("titles.so")
                try PluginWorkshop.run(
                    "/usr/bin/env",
                    ["cc", "-shared", "-fPIC", "-I\(PluginWorkshop.header.path)", "-o", library.path, plugin.path])
                plugin = library
            }
            try PluginWorkshop.protect(plugin)
            let format = try PluginUnderTest(PluginWorkshop.search(plugin)).format
            let rules = FormatRules(format, sample: Array("On Examples\nMore Examples\n".utf8), places: 2)
            let broken = Set(rules.check().map(\.rule.rawValue))
            // The program drops what it cannot write, as the guide says; the library only reads.
            #expect(broken == (language == "python" ? ["nothing-lost-in-silence"] : []))
        }
    }
}
