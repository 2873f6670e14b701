import Formats
import Foundation
import JSONLines
import Listing
import Records
import TestKit
import Testing

/// Pages in, whole records and messages out: each fixture beside what it gives.
@Suite struct ListingTests {
    private static let fixtures = Checkout.root.appendingPathComponent("Tests/ListingTests/Fixtures")

    private func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: Self.fixtures.appendingPathComponent(name)))
    }

    /// The records as JSON Lines, then a line for each message.
    private func read(_ names: [String], options: FormatOptions = FormatOptions()) throws -> String {
        let sources = try names.map {
            Reading.Source(Input(bytes: try bytes($0), name: $0), ListingFormat(), options: options)
        }
        var messages: [String] = []
        var output = Output.memory()
        _ = try Conversion().run(
            sources, to: JSONLinesFormat().makeWriter(options: FormatOptions()), output: &output
        ) { messages.append(Self.line($0)) }
        return String(decoding: output.takeBytes(), as: UTF8.self) + messages.map { $0 + "\n" }.joined()
    }

    private static func line(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.place.map { "\($0.source):\($0.line):\($0.column): " } ?? ""
        return "\(place)\(diagnostic.severity.name): \(diagnostic.message) [\(diagnostic.code)]"
    }

    @Test(arguments: [
        "plain.txt", "bullets.txt", "tight.txt", "wrapped.txt", "undated.txt", "title-first.txt", "links.txt",
        "unknown.txt", "no-dates.txt", "listing.html", "no-listing.html", "document.txt", "document.html",
        "document-old.txt",
    ])
    func pageGivesRecordsAndMessages(_ name: String) throws {
        try expectGolden(Array(try read([name]).utf8), at: Self.fixtures.appendingPathComponent("\(name).expected"))
    }

    @Test func whatIsLargerThanAnyPageIsRefusedAtOnce() throws {
        let input = Input(bytes: Array(repeating: UInt8(ascii: "a"), count: (1 << 24) + 1), name: "large")
        var reader = try ListingFormat().makeReader(input, options: FormatOptions())
        let error = try #require(throws: InputError.self) { try reader.next() }
        #expect(error.diagnostic.code == "input.too-large")
        #expect(error.diagnostic.message == "is larger than 16 MB")
    }

    @Test func pagesAreJoinedDuplicatesToldAndGapsNamed() throws {
        try expectGolden(
            Array(try read(["pages-1.txt", "pages-2.txt"]).utf8),
            at: Self.fixtures.appendingPathComponent("pages.expected"))
    }

    @Test func aDocumentsPageEnrichesTheListingsRecord() throws {
        try expectGolden(
            Array(try read(["plain.txt", "document-old.txt"]).utf8),
            at: Self.fixtures.appendingPathComponent("enriched.expected"))
    }

    @Test func aSecondArchiveIsReadByItsProfile() throws {
        let path = Self.fixtures.appendingPathComponent("freedonia.json").path
        try expectGolden(
            Array(try read(["freedonia.txt"], options: FormatOptions(["source": path])).utf8),
            at: Self.fixtures.appendingPathComponent("freedonia.txt.expected"))
    }

    @Test func keepsTheContract() throws {
        try FormatContract(ListingFormat(), sample: try bytes("tight.txt")).check()
    }

    @Test(arguments: [
        ("plain.txt", FormatDescriptor.Confidence.certain), ("bullets.txt", .certain), ("tight.txt", .certain),
        ("wrapped.txt", .certain), ("no-dates.txt", .certain), ("document-old.txt", .certain),
        ("document.txt", .certain),
        ("listing.html", .likely), ("freedonia.json", .no),
    ])
    func recognizesPages(_ name: String, _ confidence: FormatDescriptor.Confidence) throws {
        let found = try bytes(name).withUnsafeBufferPointer { ListingFormat().descriptor.recognize($0) }
        #expect(found == confidence)
    }

    @Test(arguments: [
        "@book{a,\n date = {1960},\n}\n", "[{\"id\": \"a\"}]", "TY  - JOUR\nPY  - 1960\nER  - \n", "",
        "<?xml version=\"1.0\"?><TEI xmlns=\"http://www.tei-c.org/ns/1.0\"/>", "key,title,date\na,B,1960\n",
    ])
    func leavesOthersAlone(_ text: String) {
        let found = Array(text.utf8).withUnsafeBufferPointer { ListingFormat().descriptor.recognize($0) }
        #expect(found <= .possible)
    }
}
