import Records
import Testing

@testable import Formats

@Suite struct KeysTests {
    @Test func aMissingKeyIsMade() {
        var record = Record()
        record[.author] = [Name(family: "Müller-Öst")]
        record[.issued] = EDTFDate(edtf: "1999-02")
        var keys = Keys(unique: true)
        #expect(keys.assign(to: &record, place: nil) == nil)
        #expect(record.key == "müller-öst-1999")
        var untitled = Record()
        untitled[.title] = "The “Great” Game’s End: Part 2"
        var again = untitled
        _ = keys.assign(to: &untitled, place: nil)
        _ = keys.assign(to: &again, place: nil)
        #expect([untitled.key, again.key] == ["the-great-games-end", "the-great-games-end-2"])
        var empty = Record()
        _ = keys.assign(to: &empty, place: nil)
        #expect(empty.key == "record")
    }

    @Test func aKeyThatStandsTwiceIsSaidAndChangedOnlyWhereItMustBe() {
        var free = Keys(unique: false)
        var unique = Keys(unique: true)
        var records = [Record(key: "a"), Record(key: "a"), Record(key: "a-2"), Record(key: "a")]
        for index in records.indices { _ = free.assign(to: &records[index], place: nil) }
        #expect(records.map(\.key) == ["a", "a", "a-2", "a"])
        let said = records.indices.compactMap { unique.assign(to: &records[$0], place: Place(source: "s", line: $0)) }
        #expect(records.map(\.key) == ["a", "a-2", "a-2-2", "a-3"])
        #expect(said.map(\.code) == ["record.duplicate-key", "record.duplicate-key", "record.duplicate-key"])
        #expect(said.first?.message == "the key “a” stands more than once; written as “a-2”")
    }

    @Test func keysThatWereMadeAreMadeUnique() {
        var keys = Keys(unique: false)
        var records = [Record(key: "day"), Record(key: "day"), Record(key: "day-2"), Record(key: "day"), Record()]
        for index in records.indices { keys.makeUnique(&records[index]) }
        #expect(records.map(\.key) == ["day", "day-2", "day-2-2", "day-3", "record"])
    }

    @Test func manyKeysAreAllNew() {
        var keys = Keys(unique: false)
        for number in 0..<20_000 {
            var record = Record(key: "key\(number)")
            #expect(keys.assign(to: &record, place: nil) == nil)
        }
    }
}

@Suite struct KeyHashesTests {
    @Test func theFilterTellsNearlyAllThatAreNotThere() {
        var filter = HashFilter(bytes: 16_384)
        let hashes = (0..<filter.room).map { KeyHashes.hash("key\($0)") }
        for hash in hashes { filter.insert(hash) }
        #expect(hashes.allSatisfy { filter.mayContain($0) })
        let strangers = (0..<20_000).count { filter.mayContain(KeyHashes.hash("other\($0)")) }
        #expect(strangers < 2000)
    }

    @Test func runsAreMergedWithNothingLost() {
        let store = ByteStore(memory: 0)
        let hashes = (0..<20_000).map { KeyHashes.hash("key\($0)") }
        let runs = (0..<4).map { part in
            hashes[part * 5000..<(part + 1) * 5000].sorted().withUnsafeBufferPointer { HashRun($0, in: store) }
        }
        let merged = HashRun(merging: runs[...], in: store)
        var all: [UInt64] = []
        merged.each(in: store) { all.append($0) }
        #expect(all == hashes.sorted())
        #expect(hashes.allSatisfy { merged.contains($0, in: store) })
        #expect(!merged.contains(KeyHashes.hash("other"), in: store))
    }

    @Test func whatWasInsertedIsKnownInMemoryAndInTheFile() {
        var hashes = KeyHashes(most: 1000, filterBytes: 4096)
        let isNew = (0..<20_500).map { hashes.insert("key\($0)") }
        let isNewAgain = (0..<20_500).map { hashes.insert("key\($0)") }
        let isAnotherNew = hashes.insert("another")
        #expect(isNew.allSatisfy { $0 })
        #expect(!isNewAgain.contains(true))
        #expect(isAnotherNew)
    }
}
