public import Formats

/// RIS: the tagged lines that archives, publishers and reference managers exchange.
///
/// Source: "RIS Format Specifications" (Research Information Systems, 2001) and its successor of 2011 (EndNote).
public struct RISFormat: Format {
    public init() {}

    public var descriptor: FormatDescriptor {
        FormatDescriptor(
            id: RISFormat.id, title: "RIS", aliases: ["refman"], extensions: ["ris"],
            summary: "Tagged lines (“TY  - JOUR”): what publishers, archives and reference managers exchange",
            canRead: true, canWrite: true, recognize: RISFormat.recognize)
    }

    public func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader { RISReader(input) }

    public func makeWriter(options: FormatOptions) throws -> any RecordWriter { RISWriter() }

    static let id = "ris"

    /// A line begins a record: `TY  - `.
    @Sendable static func recognize(_ head: UnsafeBufferPointer<UInt8>) -> FormatDescriptor.Confidence {
        let bytes = head.filter { $0 != 0 }
        return bytes.withUnsafeBufferPointer { bytes in
            var line = TagLine(bytes, from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
            var isFirst = true
            while line.next() {
                if line.isBlank { continue }
                if line.tag == .type { return isFirst ? .certain : .likely }
                isFirst = isFirst && line.tag != nil
            }
            return .no
        }
    }
}
