import CPlugin
import Foundation
import Records
import TestKit
import Testing

@testable import PluginHost

/// How a record crosses to a shared library and back.
@Suite struct RecordViewTests {
    private func crossed(_ record: Record) -> (Record?, [RecordImporter.Problem]) {
        let exporter = RecordExporter()
        var importer = RecordImporter()
        let copy = importer.record(exporter.view(of: record))
        return (copy, importer.takeProblems())
    }

    @Test(arguments: SharedRecords.all) func aRecordCrossesWithoutLoss(_ record: Record) {
        let (copy, problems) = crossed(record)
        #expect(copy == record)
        #expect(problems.isEmpty)
    }

    /// Every field, every part of a name, every kind of level and relation.
    @Test func everythingThatARecordCanHoldCrosses() {
        var record = Record(key: "all", type: .webpage)
        for field in TextField.allCases { record.append(.text(field, Text(field.name))) }
        for field in NameField.allCases { record.append(.names(field, [Name(family: field.name, given: "G.")])) }
        for field in DateField.allCases { record.append(.date(field, EDTFDate(.init(year: 1999), raw: field.name))) }
        for kind in Name.Kind.allCases {
            var name = Name(
                family: "F", given: "G", droppingParticle: "de", nonDroppingParticle: "van", suffix: "Jr.", kind: kind)
            name.role = "role"
            name.original = "原"
            name.asWritten = "as"
            name.identifier = "id"
            name.commaSuffix = true
            name.staticOrdering = kind == .person
            name.certainty = .low
            name.evidence = .inference
            name.kept = [Kept(format: "f", name: "n", value: "v", form: .json)]
            record.append(.names(.author, [name, Name(literal: "", kind: kind)]))
        }
        var reference = SharedRecords.protocolOfMeeting.reference ?? ArchivalReference()
        reference.levels = ArchivalReference.Kind.allCases.map { .init($0, "1", label: "l") }
        record.append(.reference(reference))
        for kind in Relation.Kind.allCases {
            record.append(
                .relation(Relation(kind, key: "k", title: "t", label: "l", certainty: .high, evidence: .page)))
        }
        for certainty in Certainty.allCases {
            for evidence in Evidence.allCases {
                record.entries.append(Entry(.text(.note, "n"), certainty: certainty, evidence: evidence))
            }
        }
        for style in Text.Style.allCases { record.append(.text(.note, Text("text", spans: [.init(style, 0..<4)]))) }
        for form in Kept.Form.allCases { record.kept.append(Kept(format: "f", name: "n", value: "v", form: form)) }
        let (copy, problems) = crossed(record)
        #expect(copy == record)
        #expect(problems.isEmpty)
        for type in RecordType.allCases { #expect(crossed(Record(type: type)).0?.type == type) }
    }

    @Test func whatBelongsToTheCollectionCrosses() {
        let info = CollectionInfo(
            title: "Sino-Soviet relations", source: "wilson-center", ranges: [711...720, 731...740], total: 1250,
            kept: [Kept(format: "bibtex", name: "preamble", value: "\\x", form: .source)])
        let exporter = RecordExporter()
        var importer = RecordImporter()
        #expect(importer.collection(exporter.view(of: info)) == info)
        #expect(importer.takeProblems().isEmpty)
        withUnsafePointer(to: ibid_range(first: 2, last: 1)) { range in
            var view = exporter.view(of: CollectionInfo(title: "T")).pointee
            (view.ranges, view.range_count) = (range, 1)
            #expect(importer.collection(&view) == CollectionInfo(title: "T"))
        }
        #expect(importer.takeProblems() == [.badRange])
    }

    @Test func aLargeRecordCrosses() {
        let text = String(repeating: "a long text, ", count: 100_000)
        let record = Record(key: "long", entries: (0..<20).map { _ in Entry(.text(.note, Text(text))) })
        #expect(crossed(record).0 == record)
    }

    @Test func aDateCanBeGivenInParts() throws {
        var entry = ibid_entry()
        entry.field = UInt16(IBID_DATE_ISSUED)
        entry.value.date = ibid_date()
        entry.value.date.has_parts = 1
        (entry.value.date.year, entry.value.date.month, entry.value.date.day) = (1957, 9, 11)
        var importer = RecordImporter()
        func issued() -> EDTFDate? {
            withUnsafePointer(to: entry) { entries in
                var record = ibid_record()
                record.size = UInt32(MemoryLayout<ibid_record>.size)
                record.entries = entries
                record.entry_count = 1
                return importer.record(&record)?[.issued]
            }
        }
        #expect(issued() == EDTFDate(edtf: "1957-09-11"))
        entry.value.date.day = 31
        #expect(issued()?.shape == .literal)
        #expect(importer.takeProblems() == [.badDate("1957-9-31")])
    }

    /// The header stands alone, in C and in C++, without a warning.
    @Test(arguments: [["-xc", "-std=c99"], ["-xc++", "-std=c++11"]]) func theHeaderCompiles(_ language: [String]) throws
    {
        try PluginWorkshop.withFolder { folder in
            let file = folder.appendingPathComponent("use.txt")
            try Data("#include \"ibid_plugin.h\"\nibid_string text = IBID_STRING(\"x\");\n".utf8).write(to: file)
            try PluginWorkshop.run(
                "/usr/bin/env",
                ["cc"] + language
                    + ["-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I\(PluginWorkshop.header.path)", file.path])
        }
    }

    /// Within one version of the interface nothing of these may change: plugins that are built already rely on it.
    @Test func theLayoutIsThatOfVersion1() {
        #expect(IBID_PLUGIN_ABI == 1)
        #expect(MemoryLayout<ibid_string>.size == 16)
        #expect(MemoryLayout<ibid_text>.size == 32)
        #expect(MemoryLayout<ibid_span>.size == 12)
        #expect(MemoryLayout<ibid_kept>.size == 56)
        #expect(MemoryLayout<ibid_name>.size == 176)
        #expect(MemoryLayout<ibid_date>.size == 40)
        #expect(MemoryLayout<ibid_level>.size == 40)
        #expect(MemoryLayout<ibid_entry>.size == 48)
        #expect(MemoryLayout<ibid_setting>.size == 32)
        #expect(MemoryLayout<ibid_option>.size == 32)
        #expect(MemoryLayout<ibid_record>.size == 64 && MemoryLayout<ibid_plugin>.size == 152)
        #expect(MemoryLayout<ibid_collection>.size == 80 && MemoryLayout<ibid_range>.size == 16)
        // A sample of the numbers, which never change.
        #expect(IBID_TEXT_TITLE == 0x0125 && IBID_NAMES_AUTHOR == 0x0400 && IBID_DATE_ISSUED == 0x0603)
        #expect(IBID_TYPE_BOOK == 6 && IBID_LEVEL_FONDS == 2 && IBID_RELATION_PART_OF == 1)
    }
}
