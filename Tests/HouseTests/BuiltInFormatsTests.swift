import BuiltInFormats
import Formats
import Foundation
import TestKit
import Testing

/// The list of built-in formats, held against the folders and against itself.
@Suite struct BuiltInFormatsTests {
    @Test func everyPluginFolderIsInTheListAndNoOther() throws {
        let folders = Set(try RoomRulesTests.plugins())
        let listed = Set(
            BuiltInFormats.all.map { String(reflecting: type(of: $0)).prefix { $0 != "." } }.map(String.init))
        #expect(
            listed == folders,
            "add the format to Sources/BuiltInFormats/BuiltInFormats.swift and to the list in Package.swift")
    }

    @Test func everyFormatHasItsReadMe() throws {
        for folder in try RoomRulesTests.plugins() {
            let file = Checkout.root.appendingPathComponent("Plugins/\(folder)/README.md")
            let text = try String(contentsOf: file, encoding: .utf8)
            for heading in ["Specification", "Mapped", "Kept"] {
                #expect(text.contains(heading), "Plugins/\(folder)/README.md says nothing under “\(heading)”")
            }
        }
    }

    @Test func namesAreUnique() {
        let registry = BuiltInFormats.registry
        #expect(registry.refused.isEmpty)
        let names = registry.descriptors.flatMap { [$0.id] + $0.aliases }
        #expect(Set(names).count == names.count, "two formats share a name")
        for descriptor in registry.descriptors {
            #expect(
                descriptor.id == descriptor.id.lowercased() && !descriptor.title.isEmpty && !descriptor.summary.isEmpty)
            #expect(descriptor.canRead || descriptor.canWrite)
        }
    }

    @Test func onlyWhatIsSaidCanBeMade() throws {
        for format in BuiltInFormats.all {
            if format.descriptor.canRead { _ = try format.makeReader(Input(text: ""), options: FormatOptions()) }
            if format.descriptor.canWrite { _ = try format.makeWriter(options: FormatOptions()) }
        }
    }
}
