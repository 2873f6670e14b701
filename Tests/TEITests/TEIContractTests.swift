import Formats
import Foundation
import Records
import TEI
import TestKit
import Testing

/// What holds for every format, and what the shared records lose.
@Suite struct TEIContractTests {
    static let fixtures = Checkout.root.appendingPathComponent("Tests/TEITests/Fixtures")

    static func fixture(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: fixtures.appendingPathComponent(name)))
    }

    private let kit = FormatContract(TEIFormat(), sample: [])

    @Test func keepsTheContract() throws {
        try FormatContract(TEIFormat(), sample: try Self.fixture("list.in.xml")).check()
    }

    /// What was written is read as the same records.
    @Test func keepsTheContractWithItsOwnOutput() throws {
        try FormatContract(TEIFormat(), sample: try Self.fixture("shared-records.xml")).check()
    }

    @Test func writesTheSharedRecords() throws {
        let written = try kit.write(SharedRecords.all)
        try expectGolden(written.bytes, at: Self.fixtures.appendingPathComponent("shared-records.xml"))
        #expect(written.diagnostics == [])
    }

    /// An element that a field fits comes back in the field.
    @Test func theSharedRecordsLoseWhatTheReadMeSays() throws {
        #expect(try kit.losses() == ["odd: kept tei extent"])
    }
}
