import Formats
import Records
import Testing

@Suite struct JoiningTests {
    private func record(_ title: String, _ date: String, url: String? = nil) -> Record {
        var record = Record()
        record[.title] = Text(title)
        record[.issued] = EDTFDate(edtf: date)
        record[.url] = url.map { Text($0) }
        return record
    }

    @Test func gapsBetweenPagesAreTold() {
        var joining = Joining()
        for range in [711...720, 731...740, 741...741, 750...759] {
            joining.add(Batch(info: CollectionInfo(ranges: [range], total: 1250)), source: "p")
        }
        joining.finish()
        #expect(joining.collection.info.ranges == [711...720, 731...741, 750...759])
        #expect(
            joining.diagnostics.map(\.message) == [
                "results 721 to 730 of 1250 are missing", "results 742 to 749 of 1250 are missing",
            ])
    }

    @Test func aDocumentOnTwoPagesIsTakenOnce() {
        var joining = Joining()
        joining.add(Batch(records: [record("A", "1960"), record("A", "1961")]), source: "p1")
        joining.add(Batch(records: [record("A", "1960"), record("B", "1960")], lines: [4, 8]), source: "p2")
        joining.finish()
        #expect(joining.collection.records.count == 3)
        #expect(joining.diagnostics.map(\.code) == ["collection.duplicate"])
        #expect(joining.diagnostics.first?.place == Place(source: "p2", line: 4))
    }

    @Test func aDocumentsPageEnrichesTheListing() {
        var listed = record("A", "1960", url: "https://a.example/1")
        listed.reference = ArchivalReference(repository: "Digital Archive")
        var page = record("A", "1960")
        page[.recordID] = "116820"
        page.entries.append(Entry(.reference(ArchivalReference(repository: "RGAE")), evidence: .page))
        var joining = Joining()
        joining.add(Batch(records: [listed]), source: "listing")
        joining.add(Batch(records: [page]), source: "page")
        joining.finish()
        let merged = joining.collection.records
        #expect(merged.count == 1)
        #expect(merged.first?.reference?.repository == "RGAE")
        #expect(merged.first?[.url] == "https://a.example/1")
        #expect(merged.first?[.recordID] == "116820")
        #expect(joining.diagnostics.isEmpty)
    }

    @Test func twinsOnOnePageAreTwoDocuments() {
        var joining = Joining()
        joining.add(Batch(records: [record("Telegram", "1960"), record("Telegram", "1960")]), source: "p1")
        joining.add(
            Batch(records: [record("Telegram", "1960"), record("Telegram", "1960"), record("B", "1961")]), source: "p2")
        #expect(joining.collection.records.count == 3)
    }

    @Test func documentsWithOtherAddressesAreOthers() {
        var joining = Joining()
        joining.add(Batch(records: [record("Telegram", "1960", url: "https://a.example/1")]), source: "p1")
        joining.add(Batch(records: [record("Telegram", "1960", url: "https://a.example/2")]), source: "p2")
        #expect(joining.collection.records.count == 2)
    }

    @Test func marksAndSpacesOfATitleDoNotMatter() {
        var joining = Joining()
        joining.add(Batch(records: [record("Report of the People’s Republic", "1960")]), source: "p1")
        joining.add(Batch(records: [record("Report of the People's  Republic ,", "1960")]), source: "p2")
        #expect(joining.collection.records.count == 1)
    }

    @Test func anAddressByIDAndOneByTitleAreOneDocuments() {
        var joining = Joining()
        joining.add(Batch(records: [record("A", "1960", url: "https://a.example/a-title")]), source: "listing")
        var page = record("A", "1960", url: "http://a.example/116820/")
        page[.recordID] = "116820"
        joining.add(Batch(records: [page]), source: "page")
        joining.add(Batch(records: [record("Other", "1961", url: "https://a.example/116820")]), source: "again")
        #expect(joining.collection.records.map { $0[.title] } == ["A"])
    }

    @Test func keysBecomeUniqueInOrder() {
        var joining = Joining()
        var records = [record("A", "1960"), record("B", "1960"), record("C", "1960")]
        for index in records.indices { records[index].key = index == 1 ? "k-2" : "k" }
        joining.add(Batch(records: records), source: "p1")
        joining.finish()
        #expect(joining.collection.records.map(\.key) == ["k", "k-2", "k-3"])
        #expect(joining.diagnostics.isEmpty)
    }
}
