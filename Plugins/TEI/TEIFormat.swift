public import Formats
internal import XML

/// TEI XML: bibliographies, headers of whole documents, manuscript and correspondence descriptions.
public struct TEIFormat: Format {
    public init() {}

    static let id = "tei"
    static let inText = "in-text"

    public var descriptor: FormatDescriptor {
        FormatDescriptor(
            id: TEIFormat.id, title: "TEI XML", aliases: ["tei-xml", "cmif"], extensions: ["tei", "xml", "odd"],
            summary: "Bibliographies, headers and letters of the Text Encoding Initiative",
            canRead: true, canWrite: true,
            options: [
                OptionDescriptor(
                    TEIFormat.inText, .flag, on: .reading,
                    "read each bibl in the text of a document, as in its notes, not only those in lists")
            ],
            recognize: TEIFormat.recognize)
    }

    public func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader {
        TEIReader(input, readsText: options.has(TEIFormat.inText))
    }

    public func makeWriter(options: FormatOptions) throws -> any RecordWriter { TEIWriter() }

    /// XML whose first element is one of TEI's.
    @Sendable static func recognize(_ head: UnsafeBufferPointer<UInt8>) -> FormatDescriptor.Confidence {
        let start = head.prefix(512)
        guard start.contains(UInt8(ascii: "<")) else { return .no }
        let events = XMLEventReader(Vocabulary.known, allowsBareDoctype: true)
        events.feed(Array(head.prefix(1 << 14)))
        return events.withView { view in
            guard let first = (0..<view.count).first(where: { view.kind($0) == .start }) else { return .no }
            let node = Node(view: view, index: first)
            if node.name.namespace == Element.namespace { return .certain }
            switch node.element {
            case .tei, .teiP4, .teiCorpus, .teiHeader, .listBibl, .biblStruct, .biblFull, .msDesc: return .likely
            default: return .no
            }
        }
    }
}
