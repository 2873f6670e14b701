import Contract
import Formats
import Foundation
import Records
import TestKit
import Testing

@testable import PluginHost

/// Makes plugins to test with: builds the hostile ones, in folders that only the user can write.
enum PluginWorkshop {
    static let sources = Checkout.root.appendingPathComponent("Tests/PluginHostTests/Hostile")
    static let header = Checkout.root.appendingPathComponent("Sources/CPlugin/include")

    /// The command that was built with the tests; it runs libraries in processes of their own.
    static let ibid: String = {
        let beside = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("ibid")
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside.path }
        return Checkout.root.appendingPathComponent(".build/debug/ibid").path
    }()

    /// A fresh folder, gone when the closure returns.
    static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibid-plugins-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// Builds hostile.c with some macros.
    static func buildLibrary(in folder: URL, name: String = "hostile.so", macros: [String] = []) throws -> URL {
        let library = folder.appendingPathComponent(name)
        try run(
            "/usr/bin/env",
            ["cc", "-shared", "-fPIC", "-pthread", "-I\(header.path)", "-o", library.path] + macros.map { "-D\($0)" }
                + [sources.appendingPathComponent("hostile.c").path])
        try protect(library)
        return library
    }

    /// A copy of hostile.sh under a name that decides how it describes itself.
    static func program(in folder: URL, name: String = "hostile.sh") throws -> URL {
        let program = folder.appendingPathComponent(name)
        try FileManager.default.copyItem(at: sources.appendingPathComponent("hostile.sh"), to: program)
        try protect(program)
        return program
    }

    static func protect(_ file: URL) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }

    /// A search of one file or folder, and of no other place.
    static func search(_ url: URL, isolate: Bool = false, timeLimit: Int = 20_000) -> PluginSearch {
        var search = PluginSearch()
        search.named = [url.path]
        search.isolate = isolate
        search.timeLimit = timeLimit
        search.libraryRunner = [ibid, "run-library"]
        return search
    }

    static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if process.terminationStatus != 0 {
            throw Failed(said: "\(arguments.joined(separator: " ")): \(String(decoding: said, as: UTF8.self))")
        }
    }

    struct Failed: Error { let said: String }
}

/// A plugin that was found, with what is done to it in most tests.
struct PluginUnderTest {
    let format: any Format

    /// - Throws: the reason where it was refused.
    init(_ search: PluginSearch) throws {
        let found = search.find()
        if let refusal = found.plugins.compactMap(\.refusal).first ?? found.problems.first { throw refusal }
        format = try #require(found.plugins.compactMap(\.format).first)
    }

    /// Reads; a reader that breaks off gives its reason beside what came before.
    func read(
        _ text: String = "input\n", mode: String? = nil
    ) throws -> (records: [Record], diagnostics: [Diagnostic], failure: Diagnostic?) {
        var result: (records: [Record], diagnostics: [Diagnostic], failure: Diagnostic?) = ([], [], nil)
        var reading = Reading([.init(Input(text: text, name: "input"), format, options: options(mode))])
        while let parts = try reading.next() {
            for part in parts {
                result.records += part.batch.records
                result.diagnostics += part.batch.diagnostics
                result.failure = result.failure ?? part.batch.failure
            }
        }
        return result
    }

    func options(_ mode: String?) -> FormatOptions {
        var options = FormatOptions()
        options["mode"] = mode
        return options
    }

    /// Converts a reader's records into a file, as the command does.
    func write(_ records: [Record], mode: String? = nil, to path: String) throws -> [Diagnostic] {
        var said: [Diagnostic] = []
        var output = try Output.file(path)
        let writer = try format.makeWriter(options: options(mode))
        let source = Reading.Source(Input(text: ""), Given(records: records))
        do {
            _ = try Conversion().run([source], to: writer, output: &output) { said.append($0) }
        } catch is Conversion.Failed {
            return said
        }
        try output.commit()
        return said
    }

    /// A format that reads the records that it was made with.
    private struct Given: Format {
        let records: [Record]
        let descriptor = FormatDescriptor(id: "given", title: "Given", summary: "", canRead: true, canWrite: false)

        func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader { Reader(records: records) }

        struct Reader: RecordReader {
            var records: [Record]?
            mutating func next() throws(InputError) -> Piece? {
                guard let records else { return nil }
                self.records = nil
                return Piece(Batch(records: records))
            }
        }
    }
}
