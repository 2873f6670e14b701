public import Formats
private import JSON

/// CSL-JSON: the items that citation processors read and Zotero, pandoc, Mendeley and citation.js write.
///
/// Source: csl-data.json of the CSL 1.0.2 schema.
public struct CSLJSONFormat: Format {
    public init() {}

    public var descriptor: FormatDescriptor {
        FormatDescriptor(
            id: CSLJSONFormat.id, title: "CSL-JSON", aliases: ["csl", "csljson", "citeproc-json"], extensions: ["json"],
            summary: "The items of citation processors: what Zotero, pandoc and Mendeley exchange",
            canRead: true, canWrite: true,
            options: [
                OptionDescriptor(
                    "note-fields", .flag, on: .reading, "read lines such as “status: in press” in a note as fields"),
                OptionDescriptor("ascii", .flag, on: .writing, "write every character beyond ASCII as \\u escape"),
                OptionDescriptor(
                    "csl-only", .flag, on: .writing, "leave out what CSL has no member for, instead of keeping it"),
            ],
            recognize: CSLJSONFormat.recognize)
    }

    public func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader {
        CSLJSONReader(input, readsNoteFields: options.has("note-fields"))
    }

    public func makeWriter(options: FormatOptions) throws -> any RecordWriter {
        CSLJSONWriter(asciiOnly: options.has("ascii"), keepsRest: !options.has("csl-only"))
    }

    static let id = "csl-json"

    /// An array, an object with `items`, or an object, whose first item has members of CSL-JSON.
    @Sendable static func recognize(_ head: UnsafeBufferPointer<UInt8>) -> FormatDescriptor.Confidence {
        var cursor = JSONCursor(head, at: head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        guard let kind = try? cursor.kind() else { return .no }
        switch kind {
        case .array: return recognizeArray(&cursor)
        case .object:
            guard let list = Envelope.list(head, from: cursor.offset) else { return recognizeItem(&cursor) }
            cursor = JSONCursor(head, at: list)
            return recognizeArray(&cursor)
        default: return .no
        }
    }

    private static func recognizeArray(_ cursor: inout JSONCursor) -> FormatDescriptor.Confidence {
        guard (try? cursor.enterArray()) != nil, (try? cursor.nextElement()) == true else { return .possible }
        return recognizeItem(&cursor)
    }

    private static func recognizeItem(_ cursor: inout JSONCursor) -> FormatDescriptor.Confidence {
        guard (try? cursor.enterObject()) != nil else { return .no }
        var known = 0
        var hasID = false
        while let key = try? cursor.nextKey() {
            if key.equals("id") { hasID = true }
            if key.equals("key") || key.equals("collection") { return .no }
            if Member.table[key] != nil { known += 1 }
            if (try? cursor.skip()) == nil { break }
        }
        if hasID, known > 1 { return .certain }
        return known > 0 ? .likely : .possible
    }
}
