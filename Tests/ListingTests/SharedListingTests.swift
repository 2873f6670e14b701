import Formats
import Foundation
import JSON
import Listing
import Records
import TestKit
import Testing

/// The worked answers of the shared listing: what an expert takes from each page and title.
@Suite(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
struct SharedListingTests {
    private let format = ListingFormat()

    private func read(_ file: String) throws -> (collection: RecordCollection, diagnostics: [Diagnostic]) {
        let input = try Input(path: try Shared.url("archives/\(file)").path)
        var diagnostics: [Diagnostic] = []
        let result = try Conversion().read([.init(input, format)]) { diagnostics.append($0) }
        return (result.collection, diagnostics)
    }

    @Test func theFiveRecordsAreAsWorkedOut() throws {
        let (collection, diagnostics) = try read("listing-711-720.txt")
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        #expect(collection.records.count == 10)
        #expect(collection.info.ranges == [711...720])
        #expect(collection.info.total == 1250)
        let file = try Shared.url("archives/expected-listing-711-720.json")
        let expected = try JSONValue(parsing: [UInt8](try Data(contentsOf: file)))
        for answer in try #require(expected["records"]?.array) {
            let record = try #require(
                collection.records.first { $0.key == answer["id"]?.string }, "\(answer["id"] ?? "")")
            let listing = try #require(answer["listing"])
            #expect(record[.title]?.string == listing["title"]?.string)
            #expect(record[.abstract]?.string == listing["summary"]?.string)
            #expect(record[.issued]?.raw == listing["date_text"]?.string)
            #expect(record[.titleShort]?.string == answer["short_title"]?.string)
            try compare(record, try #require(answer["extraction"]))
        }
    }

    private func compare(_ record: Record, _ answer: JSONValue) throws {
        #expect(record[.genre]?.string == answer["genre"]?["value"]?.string)
        for (field, member) in [
            (NameField.author, "creators"), (.recipient, "recipients"), (.participant, "participants"),
        ] {
            let names = try #require(answer[member]?.array)
            let described = record[field].map { describe($0) }
            #expect(described == names.map { describe($0) }, "\(record.key) \(member)")
        }
        let dates = try #require(answer["dates"]?.array)
        #expect(record[.issued]?.edtf == dates.first { $0["kind"]?.string == "document" }?["edtf"]?.string)
        #expect(record[.eventDate]?.edtf == dates.first { $0["kind"]?.string == "event" }?["edtf"]?.string)
        #expect(record.relations.isEmpty == (answer["parent"]?.isNull ?? true))
    }

    private func describe(_ name: Name) -> [String] {
        let kind =
            switch name.kind {
            case .organization: "corporate"
            case .person: "person"
            case .group: "group"
            case .office: "office"
            default: "unknown"
            }
        let role = String(name.role.split(separator: ";").first ?? "")
        return [kind, name.family, name.given, name.literal, role, name.evidence == .title ? "title" : "summary"]
    }

    private func describe(_ answer: JSONValue) -> [String] {
        let family = answer["family"]?.string ?? ""
        let name = answer["name"]?.string ?? ""
        let isPerson = answer["kind"]?.string == "person"
        let role = String((answer["role"]?.string ?? "").split(separator: ";").first ?? "")
        return [
            answer["kind"]?.string ?? "", isPerson && family.isEmpty ? name : family, answer["given"]?.string ?? "",
            isPerson ? "" : name, role, answer["evidence"]?.string ?? "",
        ]
    }
}
