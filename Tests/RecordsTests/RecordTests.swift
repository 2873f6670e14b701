import Records
import Testing

@Suite struct RecordTests {
    @Test func settingAFieldReplacesItWhereItStands() {
        var record = Record(key: "k")
        record[.title] = "One"
        record[.author] = [Name(family: "Doe")]
        record[.title] = "Two"
        #expect(record.entries.count == 2)
        #expect(record[.title]?.string == "Two")
        #expect(record.entries.first?.content == .text(.title, "Two"))
    }

    @Test func settingNothingRemoves() {
        var record = Record(key: "k")
        record.append(.text(.keyword, "a"))
        record.append(.text(.keyword, "b"))
        record[.issued] = EDTFDate(edtf: "2000")
        #expect(record.all(.keyword).map(\.string) == ["a", "b"])
        record[.keyword] = nil
        record[.issued] = nil
        record[.author] = []
        record.reference = ArchivalReference()
        #expect(record.entries.isEmpty)
    }

    @Test func copiesAreApart() {
        var name = Name(family: "Beethoven", given: "Ludwig", nonDroppingParticle: "van")
        let copy = name
        name.suffix = "Jr."
        name.nonDroppingParticle = ""
        #expect(copy.nonDroppingParticle == "van" && copy.suffix.isEmpty)
        #expect(name.suffix == "Jr.")
        name.suffix = ""
        #expect(!name.hasDetails)
        #expect(name == Name(family: "Beethoven", given: "Ludwig"))
    }

    @Test func aLiteralNameHasNoParts() {
        var name = Name(literal: "World Bank", kind: .organization)
        #expect(name.family.isEmpty && name.literal == "World Bank" && name.isLiteral)
        name.family = "Bank"
        #expect(name.literal.isEmpty && !name.isLiteral)
    }

    /// A record is small: it is held by the million.
    @Test func valuesAreSmall() {
        #expect(MemoryLayout<Entry>.stride <= 40)
        #expect(MemoryLayout<Name>.stride <= 64)
        #expect(MemoryLayout<Record>.stride <= 48)
    }
}
