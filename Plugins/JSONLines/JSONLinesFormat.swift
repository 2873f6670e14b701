public import Formats
internal import JSON

/// JSON Lines of whole records: a record a line, nothing lost. What programs read and write that extend Ibid.
public struct JSONLinesFormat: Format {
    public init() {}

    public var descriptor: FormatDescriptor {
        FormatDescriptor(
            id: JSONLinesFormat.id, title: "JSON Lines", aliases: ["json-lines", "jsonlines", "ndjson"],
            extensions: ["jsonl", "ndjson"],
            summary: "Whole records, one a line: loses nothing, and is easy for programs",
            canRead: true, canWrite: true,
            options: [
                OptionDescriptor("ascii", .flag, on: .writing, "write every character beyond ASCII as \\u escape")
            ],
            recognize: JSONLinesFormat.recognize)
    }

    public func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader {
        JSONLinesReader(input)
    }

    public func makeWriter(options: FormatOptions) throws -> any RecordWriter {
        JSONLinesWriter(asciiOnly: options.has("ascii"))
    }

    static let id = "jsonl"

    /// The first line is an object with a `key` or `type` and no `id` (which CSL-JSON has), or describes a collection.
    @Sendable static func recognize(_ head: UnsafeBufferPointer<UInt8>) -> FormatDescriptor.Confidence {
        var cursor = JSONCursor(head, at: head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        var confidence = FormatDescriptor.Confidence.no
        guard (try? cursor.enterObject()) != nil else { return .no }
        while let key = try? cursor.nextKey() {
            if key.equals("id") || key.equals("items") { return .no }
            if key.equals("collection") || key.equals("key") { return .certain }
            if key.equals("type") { confidence = .likely }
            if (try? cursor.skip()) == nil { break }
        }
        return confidence
    }
}
