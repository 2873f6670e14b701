import BuiltInFormats
import Contract
import Formats
import Foundation
import JSONLines
import Records
import TestKit
import Testing

/// What holds for every built-in format, whoever wrote it.
@Suite struct EveryFormatTests {
    static let formats = BuiltInFormats.all.map(\.descriptor)

    // MARK: The contract

    /// The shared records, as each format writes them. What is read back the same, each format's own tests show with a sample
    /// of their own; that nothing is lost in silence is shown of every fixture below.
    @Test(arguments: formats.map(\.id)) func everyFormatKeepsTheContract(_ id: String) throws {
        let format = try Self.format(id)
        let rules = FormatRules.Rule.allCases.filter { $0 != .silence && $0 != .roundTrip }
        for finding in FormatRules(format, sample: try Self.sample(of: format), places: 50).check(rules) {
            Issue.record("\(id): \(finding.rule.rawValue): \(finding.message)")
        }
    }

    private static func sample(of format: any Format) throws -> [UInt8] {
        guard format.descriptor.canRead else { return [] }
        if format.descriptor.canWrite {
            return try FormatContract(format, sample: []).write(SharedRecords.all).bytes
        }
        let first = try #require(fixtures(of: format).first, "\(format.descriptor.id) has no fixture")
        return Array(try Data(contentsOf: first))
    }

    // MARK: Fixtures

    struct Fixture: CustomTestStringConvertible {
        let format: String
        let file: URL
        var testDescription: String { "\(format) \(file.lastPathComponent)" }
    }

    static let inputs: [Fixture] =
        (try? BuiltInFormats.all.flatMap { format in
            try fixtures(of: format).map { Fixture(format: format.descriptor.id, file: $0) }
        }) ?? []

    /// Every value of every input fixture is in a field, kept, or in a message.
    @Test(arguments: inputs) func noValueOfAFixtureIsLostInSilence(_ fixture: Fixture) throws {
        let format = try Self.format(fixture.format)
        let bytes = Array(try Data(contentsOf: fixture.file))
        let result = try FormatContract(format, sample: bytes).read(bytes)
        // All that a record holds stands in its JSON; what the format writes again counts as well.
        var found = try Self.words(result, in: JSONLinesFormat())
        if format.descriptor.canWrite { found.formUnion(try Self.words(result, in: format)) }
        for diagnostic in result.diagnostics {
            found.formUnion(FixtureValues.allWords(of: "\(diagnostic.message) \(diagnostic.hint ?? "")"))
        }
        let values = try FixtureValues.words(of: fixture.file)
        #expect(!values.isEmpty)
        var passedOver: Set<String> = []
        if format.descriptor.joinsPages {
            passedOver = Self.furniture
            for range in result.info.ranges { passedOver.formUnion(["\(range.lowerBound)", "\(range.upperBound)"]) }
            if let total = result.info.total { passedOver.formUnion(["\(total)", String(String(total).suffix(3))]) }
        }
        let lost = values.subtracting(found).subtracting(passedOver).sorted()
        #expect(lost.isEmpty, "\(fixture.testDescription): in no record and no message")
    }

    /// Words of an archive's pages that say nothing of a document: what the profiles name as page furniture and labels.
    private static let furniture: Set<String> = {
        let folder = Checkout.root.appendingPathComponent("Sources/CEmbeddedSources/data")
        let fixtures = Checkout.root.appendingPathComponent("Tests/ListingTests/Fixtures")
        let files = [folder, fixtures].flatMap {
            (try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)) ?? []
        }
        var words: Set<String> = ["current"]
        for file in files where file.pathExtension == "json" {
            guard let text = try? String(contentsOf: file, encoding: .utf8), let part = text.range(of: "\"listing\"")
            else { continue }
            words.formUnion(FixtureValues.allWords(of: String(text[part.lowerBound...])))
        }
        return words
    }()

    private static func words(_ result: FormatContract.ReadResult, in format: any Format) throws -> Set<String> {
        let bytes = try FormatContract(format, sample: []).write(result.records, info: result.info).bytes
        return FixtureValues.allWords(of: String(decoding: bytes, as: UTF8.self))
    }

    @Test func thereAreFixtures() { #expect(Self.inputs.count >= 10) }

    /// The inputs among the fixtures of a format's tests: files of its endings, or those of the formats beside it in its folder,
    /// that are no expected output.
    private static func fixtures(of format: any Format) throws -> [URL] {
        guard format.descriptor.canRead else { return [] }
        let folder = Checkout.root.appendingPathComponent("Tests/\(plugin(of: format))Tests/Fixtures")
        guard let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
        let beside = BuiltInFormats.all.filter { plugin(of: $0) == plugin(of: format) }
        let endings = beside.flatMap(\.descriptor.extensions) + (format.descriptor.joinsPages ? ["txt"] : [])
        return all.compactMap { $0 as? URL }.filter { file in
            endings.contains(file.pathExtension) && !file.lastPathComponent.contains(".out.")
                && !file.lastPathComponent.hasPrefix("schema-")
        }.sorted { $0.path < $1.path }
    }

    // MARK: From a listing to each format and back

    /// A listing, written in each format and read again, is the same but for what the format's README names as lost.
    @Test(arguments: formats.filter { $0.canRead && $0.canWrite }.map(\.id))
    func aListingComesBackButForWhatIsSaidToBeLost(_ id: String) throws {
        let format = try Self.format(id)
        var lost: Set<String> = []
        for page in try Self.listings() {
            let records = try Self.read(page, named: "listing").records
            #expect(records.count >= 4)
            let written = try FormatContract(format, sample: []).write(records).bytes
            let input = Input(bytes: written, name: id)
            let back = try Conversion().read([.init(input, format)]) { _ in }.collection.records
            #expect(back.map(\.key) == records.map(\.key), "\(id): other records came back")
            for (record, other) in zip(records, back) { lost.formUnion(Self.losses(of: record, in: other)) }
        }
        let page = Checkout.root.appendingPathComponent("Plugins/\(Self.plugin(of: format))/README.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let section = text.range(of: "\n## Lost").map { String(text[$0.upperBound...]) } ?? ""
        let said = section.range(of: "\n## ").map { String(section[..<$0.lowerBound]) } ?? section
        let unsaid = lost.filter { name in
            !(Self.statements[name] ?? [name]).contains { said.localizedCaseInsensitiveContains($0) }
        }
        #expect(
            unsaid.isEmpty,
            "Plugins/\(Self.plugin(of: format))/README.md does not say under “Lost” that \(id) loses them")
    }

    /// How a README says that a thing is lost, where it is not named as our own files name it.
    private static let statements: [String: [String]] = [
        "title": ["Headline case"], "title-short": ["Headline case"], "abstract": ["apostrophe"],
        "language": ["language"], "raw": ["raw", "that a date was read from"],
        "event-date": ["event"], "certainty": ["certainty"], "participant": ["participant", "apostrophe"],
    ]

    /// The example, and the real listing where the shared data are there.
    private static func listings() throws -> [URL] {
        var pages = [Checkout.root.appendingPathComponent("docs/examples/listing.txt")]
        if Shared.isPresent { pages.append(try Shared.url("archives/listing-711-720.txt")) }
        return pages
    }

    private static func read(_ file: URL, named id: String) throws -> RecordCollection {
        let input = Input(bytes: Array(try Data(contentsOf: file)), name: file.lastPathComponent)
        return try Conversion().read([.init(input, format(id))]) { _ in }.collection
    }

    /// What of a record another does not have: names of fields, and of what stands beside a value.
    private static func losses(of record: Record, in other: Record) -> Set<String> {
        var lost: Set<String> = []
        for entry in record.entries where !other.entries.contains(entry) {
            guard let near = other.entries.first(where: { $0.content == entry.content }) else {
                lost.insert(name(of: entry.content, in: other))
                continue
            }
            if near.certainty != entry.certainty || near.evidence != entry.evidence { lost.insert("certainty") }
        }
        if record.type != other.type { lost.insert("type") }
        for kept in record.kept where !other.kept.contains(kept) { lost.insert("kept") }
        return lost
    }

    private static func name(of content: Entry.Content, in other: Record) -> String {
        switch content {
        case .text(let field, _): return field.name
        case .date(let field, let date): return other[field]?.edtf == date.edtf ? "raw" : field.name
        case .reference: return "reference"
        case .relation: return "relation"
        case .names(let field, let names):
            // The names themselves may have come back, with less beside them.
            return other[field].map(\.bare) == names.map(\.bare) ? "certainty" : field.name
        }
    }

    // MARK: Finding formats

    private static func format(_ id: String) throws -> any Format {
        try #require(BuiltInFormats.all.first { $0.descriptor.id == id })
    }

    private static func plugin(of format: any Format) -> String {
        String(String(reflecting: type(of: format)).prefix { $0 != "." })
    }
}

extension Name {
    /// The name without role, certainty, evidence and the words it was taken from.
    fileprivate var bare: Name {
        if isLiteral { return Name(literal: literal) }
        return Name(
            family: family, given: given, droppingParticle: droppingParticle, nonDroppingParticle: nonDroppingParticle,
            suffix: suffix)
    }
}
