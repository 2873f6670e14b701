import Foundation
import TestKit
import Testing

/// Arrows run one way (docs/architecture.md): SwiftPM lets an undeclared import between our targets through, so this looks.
@Suite struct RoomRulesTests {
    /// What each room may import of ours. A plugin may import what stands under "Plugins", whatever its name.
    private static let rules: [String: Set<String>] = [
        "Records": [],
        "Bytes": ["CBytes"],
        "Parallel": [],
        "JSON": ["Bytes"],
        "EmbeddedSources": [],
        "RecordJSON": ["Bytes", "Records", "JSON"],
        "XML": ["Bytes", "CLibXML2"],
        "ICU": ["CICU"],
        "TeX": ["Bytes", "Records"],
        "EmbeddedStyles": [],
        "Formats": ["Records", "Parallel"],
        "Contract": ["Records", "Formats", "Parallel"],
        "PluginHost": ["Bytes", "Records", "Formats", "JSON", "RecordJSON", "CPlugin"],
        "CSL": ["Bytes", "Records", "Parallel", "XML", "ICU", "TeX", "EmbeddedStyles"],
        "Plugins": ["Bytes", "Records", "Formats", "XML", "TeX", "JSON", "RecordJSON", "EmbeddedSources"],
    ]

    private static let system: Set<String> = [
        "Glibc", "Musl", "Darwin", "Dispatch", "Synchronization", "Swift", "CEmbeddedStyles", "CEmbeddedSources",
    ]

    @Test func everyImportFollowsTheArrows() throws {
        for (room, allowed) in Self.rules where room != "Plugins" {
            try look(in: "Sources/\(room)", name: room, allowed: allowed)
        }
        for plugin in try Self.plugins() {
            try look(in: "Plugins/\(plugin)", name: plugin, allowed: Self.rules["Plugins"] ?? [])
        }
    }

    /// Foundation makes the command start three times slower: no room of the product imports it.
    @Test func noRoomImportsFoundation() throws {
        for file in try Self.swiftFiles(in: "Sources") + Self.swiftFiles(in: "Plugins")
        where !file.path.contains("csl-suite") {
            let found = try Self.imports(of: file).filter { $0.hasPrefix("Foundation") }
            #expect(found.isEmpty, "\(file.path) imports \(found)")
        }
    }

    /// What stands at the top is agreed on: anything else is a stray file.
    @Test func theTopHoldsWhatIsAgreedOn() throws {
        let agreed: Set<String> = [
            "Benchmarks", "Examples", "Makefile", "Package.resolved", "Package.swift", "Plugins", "README.md",
            "Sources",
            "Styles", "Tests", "docs",
        ]
        let found = try FileManager.default.contentsOfDirectory(atPath: Checkout.root.path)
        #expect(found.filter { !$0.hasPrefix(".") && !agreed.contains($0) }.isEmpty)
    }

    /// No format is named in the command.
    @Test func theCommandNamesNoFormat() throws {
        let plugins = Set(try Self.plugins())
        for file in try Self.swiftFiles(in: "Sources/ibid") {
            let found = try Self.imports(of: file).filter { plugins.contains($0) }
            #expect(found.isEmpty, "\(file.path) imports \(found)")
        }
    }

    static func plugins() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: Checkout.root.appendingPathComponent("Plugins").path)
            .filter { !$0.hasPrefix(".") }.sorted()
    }

    private func look(in folder: String, name: String, allowed: Set<String>) throws {
        let files = try Self.swiftFiles(in: folder)
        #expect(!files.isEmpty, "\(folder) has no Swift files")
        for file in files {
            for imported in try Self.imports(of: file) {
                #expect(
                    allowed.contains(imported) || Self.system.contains(imported),
                    "\(folder)/\(file.lastPathComponent) imports \(imported): \(name) may import only \(allowed.sorted())"
                )
            }
        }
    }

    private static func swiftFiles(in folder: String) throws -> [URL] {
        let root = Checkout.root.appendingPathComponent(folder)
        guard let all = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else { return [] }
        return all.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    }

    private static func imports(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
                words[..<index].allSatisfy({ word in
                    ["public", "internal", "private", "package", "fileprivate"].contains(word) || word.hasPrefix("@")
                })
            else { return nil }
            return String(words[index + 1])
        }
    }
}
