import BuiltInFormats
import Formats
import Foundation
import JSON
import Records

/// One input with the items that are expected of it.
struct Case {
    var set: String
    var name: String
    var source: [UInt8]
    /// The format that reads it.
    var format: String
    var expected: [Item]

    /// What Ibid makes of the source: read, and written as CSL-JSON.
    func actual() throws -> [Item] {
        let input = Input(bytes: source, name: name)
        let reader = try BuiltInFormats.registry.reader(named: format, for: input)
        let writer = try BuiltInFormats.registry.writer(named: "csl-json", output: nil)
            .makeWriter(options: FormatOptions(["csl-only": ""]))
        var records: [Record] = []
        var reading = Reading([.init(input, reader)], cores: 1)
        while let parts = try reading.next() { for part in parts { records += part.batch.records } }
        var sink = WriteSink()
        writer.begin(CollectionHead(records: writer.needsAllRecords ? records : []), into: &sink)
        for (index, record) in records.enumerated() {
            if index > 0 { sink.bytes += writer.separator }
            writer.write(record, into: &sink)
        }
        writer.end(CollectionHead(), into: &sink)
        return (try JSONValue(parsing: sink.bytes).array ?? []).map(Item.init(csl:))
    }
}

/// A set of cases, from a folder of the shared data.
struct CaseSet: Sendable {
    var name: String
    /// The share of fields without a stated policy that has to be equal, and of all fields; in percent.
    var leastUntouched = 98.0
    var leastOfAll = 0.0
    /// The rules that may explain a difference.
    var policies = Policies.all
    var load: @Sendable (URL) throws -> [Case]
}

extension URL {
    /// The files of a folder and those below whose names end so, in order.
    func files(ending: String) -> [URL] {
        let all = FileManager.default.enumerator(at: self, includingPropertiesForKeys: nil)
        return (all?.compactMap { $0 as? URL } ?? []).filter { $0.lastPathComponent.hasSuffix(ending) }
            .sorted { $0.path < $1.path }
    }

    func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: self)) }

    /// The file of the same name with another ending.
    func sibling(_ ending: String, instead: String) -> URL {
        deletingLastPathComponent().appendingPathComponent(String(lastPathComponent.dropLast(ending.count)) + instead)
    }
}
