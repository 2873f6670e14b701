internal import CLibXML2

/// Reads XML as it comes: bytes are fed in, events are taken out, and what was taken is forgotten.
///
///     var reader = XMLReader(names: [XMLName("bibl", in: tei)])
///     while true {
///         switch try reader.next() {
///         case .event(let event): if event.kind == .start, event.name == 0 { … reader.attribute("key") … }
///         case .needsInput: feed the next block, or call finish()
///         case .end: return
///         }
///     }
///
/// Nothing is fetched and no entity but XML's five is expanded: a document type declaration ends the reading with an error, or
/// is passed over where it is bare and `allowsBareDoctype` says so. Depth and attributes are bounded; text comes in stretches.
///
/// A copy reads on from the same parser: copy none that is in use.
public struct XMLReader {
    /// One event. Its text and attributes are the reader's until the next call of `next`.
    public struct Event: Sendable {
        public var kind: Kind
        /// The element's number: its place in the names that the reader was made with, or beyond them.
        public var name: Int
        /// Where the event ends, from 1.
        public var line: Int
        public var column: Int

        public enum Kind: UInt8, Sendable, Hashable {
            case start, end
            /// A stretch of character data; long text comes as several.
            case text
            case comment
            /// A processing instruction; `text` is its target, a space and its data.
            case instruction
        }
    }

    public enum Step: Sendable {
        case event(Event)
        /// Feed more, or call `finish`.
        case needsInput
        case end
    }

    /// An attribute of the element whose start was the last event.
    public struct Attribute: Sendable, Hashable {
        public var name: XMLName
        public var value: String
    }

    /// What is not allowed to grow without bound.
    public struct Limits: Sendable {
        public var depth = 512
        /// Attributes on elements that have more than 512 of them, all together: libxml2 compares each with each.
        public var attributes = 1 << 16
        /// Different names of elements and attributes.
        public var names = 50_000

        public init() {}
    }

    private let parsing: XMLParsing
    private var batch = XMLBatch()
    private var taken = 0
    private var isFinished = false

    /// - Parameter names: names that events tell by their place in this list.
    public init(names: [XMLName] = [], limits: Limits = Limits(), allowsBareDoctype: Bool = false) {
        parsing = XMLParsing(names: names, limits: limits, allowsBareDoctype: allowsBareDoctype)
    }

    /// Gives the next bytes. They may end anywhere. Call when `next` says `needsInput`.
    public mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) {
        parsing.parse(bytes)
        parsing.swap(&batch)
        taken = 0
    }

    /// Gives the next bytes.
    public mutating func feed(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { feed($0) } }

    /// Says that there are no more bytes.
    public mutating func finish() {
        guard !isFinished else { return }
        isFinished = true
        parsing.finish()
        parsing.swap(&batch)
        taken = 0
    }

    /// The next event, in order. Events before an error come first; then the error is thrown.
    public mutating func next() throws(XMLError) -> Step {
        if taken < batch.events.count {
            taken += 1
            let event = batch.events[taken - 1]
            return .event(
                Event(kind: event.kind, name: Int(event.name), line: Int(event.line), column: Int(event.column)))
        }
        if let error = parsing.error { throw error }
        return isFinished ? .end : .needsInput
    }

    /// The name of a number that an event has.
    public func name(_ id: Int) -> XMLName { id >= 0 && id < parsing.names.count ? parsing.names[id] : XMLName("") }

    /// The number of a name: one of those given, or a new one.
    public func id(of name: XMLName) -> Int { parsing.id(of: name) }

    /// The text of the last event: character data, a comment, an instruction.
    public var text: String {
        guard let event = current else { return "" }
        return String(decoding: batch.bytes[Int(event.start)..<Int(event.start + event.count)], as: UTF8.self)
    }

    /// Appends the text of the last event, as UTF-8.
    public func appendText(to out: inout [UInt8]) {
        guard let event = current else { return }
        out.append(contentsOf: batch.bytes[Int(event.start)..<Int(event.start + event.count)])
    }

    /// Whether the last event's text is white space only.
    public var isWhitespace: Bool {
        guard let event = current else { return true }
        return batch.bytes[Int(event.start)..<Int(event.start + event.count)].allSatisfy { $0 <= 0x20 }
    }

    /// How many attributes the element has whose start was the last event.
    public var attributeCount: Int { current.map { $0.kind == .start ? Int($0.count) : 0 } ?? 0 }

    /// The number of the name of an attribute.
    public func attributeName(_ index: Int) -> Int {
        guard let event = current, event.kind == .start, index < Int(event.count) else { return -1 }
        return Int(batch.attributes[Int(event.start) + index].name)
    }

    /// The value of an attribute.
    public func attributeValue(_ index: Int) -> String {
        guard let event = current, event.kind == .start, index < Int(event.count) else { return "" }
        let attribute = batch.attributes[Int(event.start) + index]
        return String(
            decoding: batch.bytes[Int(attribute.start)..<Int(attribute.start + attribute.count)], as: UTF8.self)
    }

    /// The value of the attribute of that name; nil where the element has none.
    public func attribute(_ local: String, in namespace: String = "") -> String? {
        for index in 0..<attributeCount where name(attributeName(index)) == XMLName(local, in: namespace) {
            return attributeValue(index)
        }
        return nil
    }

    /// Every attribute of the element whose start was the last event.
    public var attributes: [Attribute] {
        (0..<attributeCount).map { Attribute(name: name(attributeName($0)), value: attributeValue($0)) }
    }

    private var current: XMLBatch.Item? { taken > 0 && taken <= batch.events.count ? batch.events[taken - 1] : nil }
}
