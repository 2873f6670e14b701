import Formats
import Foundation
import TestKit
import Testing

@testable import PluginHost

/// Where plugins are looked for, and which are trusted.
@Suite struct FindingTests {
    private func search(_ places: [PluginSearch.Place], cache: String? = nil) -> PluginSearch {
        var search = PluginSearch()
        search.places = places
        search.cache = cache
        return search
    }

    @Test func everyKindOfPluginInAFolderIsFound() throws {
        try PluginWorkshop.withFolder { folder in
            _ = try PluginWorkshop.program(in: folder)
            _ = try PluginWorkshop.buildLibrary(in: folder, name: "library.so", macros: ["ID=\"other\""])
            let found = search([.init(folder.path, .user)]).find()
            #expect(found.plugins.compactMap { $0.format?.descriptor.id } == ["hostile", "other"])
            #expect(found.plugins.map(\.reason) == [.user, .user])
            let origins = found.plugins.compactMap { $0.format?.descriptor.origin }
            #expect(origins == [.program("\(folder.path)/hostile.sh"), .library("\(folder.path)/library.so")])
        }
    }

    @Test func otherThingsInAFolderArePassedOver() throws {
        try PluginWorkshop.withFolder { folder in
            let files = FileManager.default
            try Data("read me".utf8).write(to: folder.appendingPathComponent("README.md"))
            try Data("hidden".utf8).write(to: folder.appendingPathComponent(".hidden.so"))
            try files.createDirectory(at: folder.appendingPathComponent("sub.so"), withIntermediateDirectories: true)
            mkfifo(folder.appendingPathComponent("pipe.so").path, 0o755)
            symlink("nowhere", folder.appendingPathComponent("broken.so").path)
            symlink("loop.so", folder.appendingPathComponent("loop.so").path)
            for index in 0..<300 { try Data().write(to: folder.appendingPathComponent("data-\(index)")) }
            let found = search([.init(folder.path, .user)]).find()
            #expect(found.problems.isEmpty)
            #expect(found.plugins.allSatisfy { $0.format == nil && $0.refusal == nil })
            #expect(found.plugins.count == 305)
        }
    }

    @Test func aFolderThatIsNoneIsTold() throws {
        try PluginWorkshop.withFolder { folder in
            let file = folder.appendingPathComponent("plugins")
            try Data("a file".utf8).write(to: file)
            symlink("round", folder.appendingPathComponent("round").path)
            let places = [
                PluginSearch.Place(file.path, .user), .init(folder.appendingPathComponent("round").path, .user),
                .init(folder.appendingPathComponent("missing").path, .user),
                .init(folder.appendingPathComponent("missing").path, .variable),
            ]
            let found = search(places).find()
            // One that nobody has made is no problem; one that was named is.
            #expect(found.problems.map(\.code) == ["plugin.no-folder", "plugin.cannot-open", "plugin.cannot-open"])
            #expect(found.plugins.isEmpty)
        }
    }

    /// As somebody who may not read the folder: root may read every one, and so becomes somebody else.
    @Test func aFolderThatCannotBeReadIsTold() throws {
        try PluginWorkshop.withFolder { folder in
            let shut = folder.appendingPathComponent("shut")
            try FileManager.default.createDirectory(
                at: shut, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o000])
            defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: shut.path) }
            let nobody = ["setpriv", "--reuid=65534", "--clear-groups"]
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = (getuid() == 0 ? nobody : []) + [PluginWorkshop.ibid, "formats"]
            process.environment = ["IBID_PLUGINS": shut.path, "PATH": "/usr/bin:/bin"]
            let errors = Pipe()
            (process.standardOutput, process.standardError) = (FileHandle.nullDevice, errors)
            try process.run()
            let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(said.contains("\(shut.path): warning: cannot be read: permission denied [plugin.cannot-open]"))
            #expect(process.terminationStatus == 0)
        }
    }

    @Test func ofAnOverfullFolderAThousandFilesAreLookedAt() throws {
        try PluginWorkshop.withFolder { folder in
            for index in 0..<1003 { try Data().write(to: folder.appendingPathComponent("data-\(index)")) }
            let found = search([.init(folder.path, .user)]).find()
            #expect(found.plugins.count == 1000)
            #expect(found.problems.map(\.code) == ["plugin.full-folder"])
        }
    }

    @Test func theWorkingFolderIsNeverSearched() {
        let found = search([.init(".", .variable), .init("plugins", .variable), .init("", .variable)]).find()
        #expect(found.problems.map(\.code) == Array(repeating: "plugin.relative-path", count: 3))
    }

    @Test func standardPlacesAreNamedFromTheRoot() {
        for place in PluginSearch.standard().places where place.reason != .variable {
            #expect(place.path.hasPrefix("/") && place.path.hasSuffix("/ibid/plugins"))
        }
    }

    @Test(arguments: [(0o777, "hostile.sh"), (0o775, "hostile.sh"), (0o757, "")])
    func whatOthersCanWriteIsNotLoaded(_ permissions: Int, _ name: String) throws {
        try PluginWorkshop.withFolder { folder in
            let inner = folder.appendingPathComponent("inner")
            try FileManager.default.createDirectory(
                at: inner, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
            _ = try PluginWorkshop.program(in: inner)
            let loose = name.isEmpty ? folder : inner.appendingPathComponent(name)
            try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: loose.path)
            let found = search([.init(inner.path, .user)]).find()
            let refusal = try #require(found.plugins.first?.refusal)
            #expect(refusal.code == "plugin.not-trusted")
            #expect(refusal.message.contains("can be written by others"))
            #expect(refusal.hint?.hasPrefix("chmod go-w") == true)
        }
    }

    /// A link in a trusted folder to a file in one that others can write.
    @Test func aLinkIsAsGoodAsWhatItLeadsTo() throws {
        try PluginWorkshop.withFolder { folder in
            for (name, permissions) in [("open", 0o777), ("shut", 0o755)] {
                try FileManager.default.createDirectory(
                    at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
                try FileManager.default.setAttributes(
                    [.posixPermissions: permissions], ofItemAtPath: folder.appendingPathComponent(name).path)
            }
            let program = try PluginWorkshop.program(in: folder.appendingPathComponent("open"))
            symlink(program.path, folder.appendingPathComponent("shut/link.sh").path)
            let found = search([.init(folder.appendingPathComponent("shut").path, .user)]).find()
            #expect(found.plugins.first?.refusal?.code == "plugin.not-trusted")
        }
    }

    @Test func aNameBelongsToWhoCameFirst() throws {
        try PluginWorkshop.withFolder { folder in
            _ = try PluginWorkshop.program(in: folder, name: "a.sh")
            _ = try PluginWorkshop.program(in: folder, name: "b.sh")
            _ = try PluginWorkshop.buildLibrary(in: folder, name: "c.so", macros: ["ID=\"lines\""])
            var registry = Registry([BuiltIn()])
            var said: [Diagnostic] = []
            var found = search([.init(folder.path, .user)]).find()
            found.add(to: &registry) { said.append($0) }
            #expect(registry.descriptors.map(\.id) == ["lines", "hostile"])
            #expect(said.map(\.code) == ["plugin.name-taken", "plugin.name-taken"])
            #expect(said[0].message.contains("a.sh"))
            #expect(said[1].message.contains("comes with Ibid"))
        }
    }

    private struct BuiltIn: Format {
        let descriptor = FormatDescriptor(id: "lines", title: "Lines", summary: "", canRead: true, canWrite: false)
    }

    @Test func aFileIsFoundOnce() throws {
        try PluginWorkshop.withFolder { folder in
            let program = try PluginWorkshop.program(in: folder)
            symlink(program.path, folder.appendingPathComponent("z-link.sh").path)
            var search = search([.init(folder.path, .user), .init(folder.path, .installation)])
            search.named = [program.path]
            let found = search.find()
            #expect(found.plugins.compactMap(\.format).count == 1)
            #expect(found.plugins.first?.reason == .named)
        }
    }

    @Test func aNamedFileThatIsNoPluginIsRefused() throws {
        try PluginWorkshop.withFolder { folder in
            let file = folder.appendingPathComponent("notes.txt")
            try Data("notes".utf8).write(to: file)
            #expect(PluginWorkshop.search(file).find().plugins.first?.refusal?.code == "plugin.no-plugin")
            let missing = PluginWorkshop.search(folder.appendingPathComponent("missing.so")).find()
            #expect(missing.problems.map(\.code) == ["plugin.cannot-open"])
        }
    }

    // MARK: The cache

    @Test func aDescriptionIsKeptAsLongAsTheFileIsTheSame() throws {
        try PluginWorkshop.withFolder { folder in
            let plugins = folder.appendingPathComponent("plugins")
            try FileManager.default.createDirectory(
                at: plugins, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
            let program = plugins.appendingPathComponent("counts.sh")
            // Each time that it is asked, it leaves a mark.
            let script = """
                #!/bin/sh
                echo asked >> "\(folder.path)/marks"
                echo '{"protocol":1,"id":"ID","title":"Counts","reads":true,"options":[{"name":"o","kind":"choice",\
                "choices":["a","b"],"side":"reading","summary":"s"}],"signatures":[{"contains":"x"}]}'
                """
            try Data(script.replacingOccurrences(of: "ID", with: "one").utf8).write(to: program)
            try PluginWorkshop.protect(program)
            let search = search(
                [.init(plugins.path, .user)], cache: folder.appendingPathComponent("cache/plugins.json").path)
            func marks() throws -> Int {
                try String(contentsOf: folder.appendingPathComponent("marks"), encoding: .utf8).split(separator: "\n")
                    .count
            }
            let first = try #require(search.find().plugins.first?.format?.descriptor)
            let second = try #require(search.find().plugins.first?.format?.descriptor)
            #expect(try marks() == 1)
            #expect(second.id == first.id && second.options == first.options && second.title == "Counts")
            #expect(Array("..x".utf8).withUnsafeBufferPointer { second.recognize($0) } == .likely)
            _ = search.find(afresh: true)
            #expect(try marks() == 2)
            try Data(script.replacingOccurrences(of: "ID", with: "another").utf8).write(to: program)
            #expect(search.find().plugins.first?.format?.descriptor.id == "another")
            #expect(try marks() == 3)
        }
    }

    @Test(arguments: [
        "", "{", "[1]", #"{"version":1,"entries":[{"path":3},{"path":"x","kind":"program","state":[1]}]}"#,
    ])
    func aBadCacheIsWorthNothing(_ text: String) throws {
        try PluginWorkshop.withFolder { folder in
            let cache = folder.appendingPathComponent("cache.json")
            try Data(text.utf8).write(to: cache)
            let program = try PluginWorkshop.program(in: folder)
            var search = PluginWorkshop.search(program)
            search.cache = cache.path
            #expect(search.find().plugins.first?.format != nil)
            #expect(search.find().plugins.first?.format != nil)
        }
    }
}
