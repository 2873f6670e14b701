import Contract
import Formats
import Foundation
import JSON
import RecordJSON
import Records
import TestKit
import Testing

@testable import PluginHost

/// The JSON that programs speak, held against its schemas.
@Suite struct SchemaTests {
    static func schema(_ name: String) throws -> JSONSchema {
        let file = Checkout.root.appendingPathComponent("docs/\(name)")
        return JSONSchema(try JSONValue(parsing: [UInt8](Data(contentsOf: file))))
    }

    private func json(of record: Record) throws -> JSONValue {
        var writer = JSONWriter()
        var encoder = RecordEncoder()
        encoder.record(record, to: &writer)
        return try JSONValue(parsing: writer.bytes)
    }

    @Test(arguments: SharedRecords.all) func recordsFitTheirSchema(_ record: Record) throws {
        #expect(try Self.schema("record.schema.json").problems(of: json(of: record)) == [])
    }

    @Test(arguments: [
        #"{"key":"a","type":"tome"}"#, #"{"colour":"red"}"#, #"{"title":true}"#, #"{"author":[1]}"#, "[]",
        #"{"issued":{"edtf":1}}"#, #"{"reference":{"levels":[{"kind":"shelf","value":"1"}]}}"#,
    ])
    func whatIsNoRecordDoesNotFit(_ text: String) throws {
        #expect(try !Self.schema("record.schema.json").problems(of: JSONValue(parsing: text)).isEmpty)
    }

    @Test func aDescriptionFitsItsSchema() throws {
        var claim = PluginClaim(id: "a", title: "A", summary: "s", aliases: ["b"], extensions: ["c"], reads: true)
        claim.writes = true
        claim.isText = true
        claim.needsUniqueKeys = true
        claim.joinsPages = true
        claim.recognizes = true
        claim.options = [
            OptionDescriptor("f", .flag, on: .both, "s"), OptionDescriptor("t", .text("N"), on: .reading, "s"),
            OptionDescriptor("c", .choice(["x", "y"]), on: .writing, "s"), OptionDescriptor("p", .path, on: .both, "s"),
        ]
        claim.signatures = [
            Signature(position: .start, text: "%", confidence: .certain),
            Signature(position: .line, text: "%", confidence: .likely),
            Signature(position: .anywhere, text: "%", confidence: .possible),
        ]
        var writer = JSONWriter()
        ProgramDescription.write(claim, to: &writer)
        let value = try JSONValue(parsing: writer.bytes)
        #expect(try Self.schema("plugin-description.schema.json").problems(of: value) == [])
        let (back, objections) = ProgramDescription.claim(from: value)
        #expect(back == claim && objections.isEmpty)
    }

    @Test(arguments: [
        "[]", #"{"protocol":2,"id":"a"}"#, #"{"protocol":1}"#, #"{"protocol":1,"id":"a","reads":1}"#,
        #"{"protocol":1,"id":"a","reads":true,"options":[{"name":"x","kind":"knob"}]}"#,
        #"{"protocol":1,"id":"a","reads":true,"signatures":[{"confidence":"likely"}]}"#,
        #"{"protocol":1,"id":"a","reads":true,"extensions":"ris"}"#,
    ])
    func whatIsNoDescriptionIsRefusedByBoth(_ text: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(try !Self.schema("plugin-description.schema.json").problems(of: value).isEmpty)
        #expect(!ProgramDescription.claim(from: value).objections.isEmpty)
    }
}
