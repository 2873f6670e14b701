import Foundation
import TestKit
import Testing
import XML

@Suite struct XMLTreeTests {
    @Test func aTreeGivesElementsTextAndPlaces() throws {
        let tree = try XMLTree(xml: Array("<a x='1'>t<b><c/>u</b>v\n<d y='2'/></a>".utf8))
        let root = tree.root
        #expect(root.name.local == "a" && root["x"] == "1" && root["q"] == nil)
        #expect(root.children.map(\.name.local) == ["b", "d"])
        #expect(root.descendants.map(\.name.local) == ["b", "c", "d"])
        #expect(root.text == "tuv\n")
        #expect(root.child("d")?.line == 2)
        #expect(root.child("b")?.parent?.name.local == "a")
        #expect(root.child("b")?.descendants.map(\.name.local) == ["c"])
        #expect(root.content.count == 4)
    }

    @Test func aPageIsReadHoweverBroken() throws {
        let html =
            "<HTML><body><p class=date>April 1, 1949<p><a href='/document/x?a=1&amp;b=2'>Letter &eacute;</a><br><script>var x = '<p>';</script><style>p{}</style><div>"
        let root = try XMLTree(html: Array(html.utf8)).root
        let links = root.descendants.filter { $0.name.local == "a" }
        #expect(links.first?["href"] == "/document/x?a=1&b=2")
        #expect(links.first?.text == "Letter é")
        #expect(root.descendants.filter { $0.name.local == "p" }.count == 2)
        #expect(!root.text.contains("var x") && !root.text.contains("p{}"))
    }

    @Test(arguments: ["", "   ", "plain text", "<", "<<<>>>", "<!DOCTYPE html>", "\u{0}\u{1}\u{2}"])
    func anythingIsSomePage(_ html: String) throws {
        _ = try XMLTree(html: Array(html.utf8)).root.descendants
    }

    @Test func deepPagesAreFreedWithoutRecursion() throws {
        let html = String(repeating: "<div>", count: 100_000) + "x"
        #expect(try XMLTree(html: Array(html.utf8)).root.text.contains("x"))
    }

    @Test func latin1PagesAreReadByTheirMeta() throws {
        let html =
            Array("<html><head><meta charset=iso-8859-1></head><body>M".utf8) + [0xFC] + Array("ller</body>".utf8)
        #expect(try XMLTree(html: html).root.text == "Müller")
    }

    @Test(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
    func badInputsEndInTimeWithoutACrash() throws {
        let folder = try Shared.url("bad-inputs/xml")
        guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        else { return }
        for case let file as URL in files
        where (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true {
            let bytes = Array(try Data(contentsOf: file))
            _ = try? XMLTree(xml: bytes)
            _ = try? XMLTree(html: bytes)
        }
    }
}
