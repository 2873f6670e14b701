import Formats
import Foundation
import TestKit
import Testing

@testable import Listing

@Suite struct ProfileTests {
    private let fixtures = Checkout.root.appendingPathComponent("Tests/ListingTests/Fixtures")

    @Test func theEmbeddedDataHasNoFaults() throws {
        for name in Profiles.names {
            let (profile, diagnostics) = try Profiles.profile(name)
            #expect(diagnostics.isEmpty, "\(diagnostics)")
            #expect(!profile.recordURLs.isEmpty && !profile.keyPrefix.isEmpty)
        }
        let data = try Data(
            contentsOf: Checkout.root.appendingPathComponent("Sources/CEmbeddedSources/data/repositories.json"))
        let (table, diagnostics) = ProfileDecoder.repositories([UInt8](data), source: "repositories.json")
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        #expect(table.repositories.count > 30)
    }

    @Test func everyFormOfTheGrammarCanBeRead() throws {
        let url = Checkout.root.appendingPathComponent("Sources/CEmbeddedSources/data/title-forms.txt")
        let lines = TitleGrammar.lines(of: try String(contentsOf: url, encoding: .utf8))
        let grammar = TitleGrammar.embedded
        #expect(lines.count > 40)
        #expect(grammar.forms.count + grammar.sentences.count == lines.count)
    }

    @Test func faultsHaveTheirPlace() throws {
        let bytes = [UInt8](try Data(contentsOf: fixtures.appendingPathComponent("broken-profile.json")))
        let (profile, diagnostics) = ProfileDecoder.profile(bytes, source: "broken-profile.json")
        #expect(profile == nil)
        #expect(
            diagnostics.map { "\($0.place?.line ?? 0):\($0.place?.column ?? 0) \($0.message)" } == [
                "3:11 expected a string, found a number",
                "4:3 a profile has no member “colour” here",
                "5:16 “sideways” is none of the words that may stand here",
                "7:15 expected an array, found a string",
                "8:29 “shelf” is no value for “Reference”",
                "1:1 the profile has no “name”",
            ])
    }

    @Test func anUnknownSourceNamesThoseThereAre() {
        #expect {
            _ = try Profiles.profile("wilson")
        } throws: { error in
            guard let diagnostic = error as? Diagnostic else { return false }
            return diagnostic.code == "profile.not-found" && diagnostic.hint?.contains("wilson-center") == true
        }
    }

    @Test func theProfileOfTheDocumentationCanBeRead() throws {
        let text = try String(
            contentsOf: Checkout.root.appendingPathComponent("docs/archive-sources.md"), encoding: .utf8)
        let blocks = text.components(separatedBy: "```json\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        #expect(!blocks.isEmpty)
        for block in blocks where block.hasPrefix("{\n  \"id\"") {
            let (profile, diagnostics) = ProfileDecoder.profile(Array(block.utf8), source: "docs")
            #expect(profile != nil && diagnostics.isEmpty, "\(diagnostics)")
        }
    }

    @Test(arguments: [
        ("711 - 720 of 1250", 711, 720, 1250), ("711–720 of 1,250", 711, 720, 1250),
        ("Displaying 1 - 10 of 434", 1, 10, 434), ("RESULTS 1 to 10 of 434", 1, 10, 434),
    ])
    func rangesAreRead(_ line: String, _ first: Int, _ last: Int, _ total: Int) throws {
        let patterns = Profiles.standard.listing.ranges
        let numbers = try #require(patterns.match(LinePattern.normalized(line)))
        #expect(numbers == ["first": first, "last": last, "total": total])
    }

    @Test(arguments: [
        ("https://digitalarchive.wilsoncenter.org/document/116821", "116821"),
        ("http://digitalarchive.wilsoncenter.org/document/116821?x=1#y", "116821"),
        ("/document/a-title/", ""), ("https://example.org/document/1", nil), ("/search?page=1", nil),
    ])
    func addressesOfDocumentsAreKnown(_ address: String, _ id: String?) {
        #expect(DocumentAddress(address, profile: Profiles.standard)?.recordID == id)
    }
}
