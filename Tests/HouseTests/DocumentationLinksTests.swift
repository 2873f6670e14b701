import Foundation
import TestKit
import Testing

/// Links between the pages of the project lead somewhere.
@Suite struct DocumentationLinksTests {
    @Test func everyLinkLeadsToAFile() throws {
        let root = Checkout.root
        let docs = try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("docs").path)
        let plugins = try RoomRulesTests.plugins().map { "Plugins/\($0)/README.md" }
        let pages = ["README.md"] + docs.filter { $0.hasSuffix(".md") }.map { "docs/\($0)" } + plugins
        for page in pages {
            let url = root.appendingPathComponent(page)
            let text = try String(contentsOf: url, encoding: .utf8)
            for link in text.components(separatedBy: "](").dropFirst().map({ $0.prefix { $0 != ")" && $0 != "#" } }) {
                if link.isEmpty || link.contains(":") { continue }
                let target = url.deletingLastPathComponent().appendingPathComponent(String(link))
                #expect(FileManager.default.fileExists(atPath: target.path), "\(page) links to \(link)")
            }
        }
    }
}
