/// A stretch of a document as events in flat arrays: what `XMLEventReader` parsed. A value that may be looked at on any thread.
///
/// An element is the index of its start; where it ends is known without a search, so that passing over it costs nothing.
public struct XMLEvents: Sendable {
    private let batch: XMLBatch
    /// The names that events and attributes have by their number.
    public let names: [XMLName]

    init(_ batch: XMLBatch, names: [XMLName]) {
        self.batch = batch
        self.names = names
    }

    /// How many events there are.
    public var count: Int { batch.events.count }

    /// Looks at the events. The view is good only within `body`.
    public func withView<R>(_ body: (XMLEventsView) -> R) -> R {
        batch.withView(names: names, body)
    }
}

extension XMLBatch {
    func withView<R>(names: [XMLName], _ body: (XMLEventsView) -> R) -> R {
        events.withUnsafeBufferPointer { events in
            attributes.withUnsafeBufferPointer { attributes in
                bytes.withUnsafeBufferPointer { bytes in
                    body(XMLEventsView(events: events, attributes: attributes, bytes: bytes, names: names))
                }
            }
        }
    }
}

/// Access to a stretch of events without checks: indices come from 0 to `count` - 1 and from `partner`.
public struct XMLEventsView {
    @usableFromInline let events: UnsafeBufferPointer<XMLBatch.Item>
    @usableFromInline let attributes: UnsafeBufferPointer<XMLBatch.Attribute>
    @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
    /// The names that events and attributes have by their number.
    public let names: [XMLName]

    @inlinable public var count: Int { events.count }
    @inlinable public func kind(_ index: Int) -> XMLReader.Event.Kind { events[index].kind }
    /// The number of an element's name; -1 for text.
    @inlinable public func name(_ index: Int) -> Int { Int(events[index].name) }
    /// For a start the index of its end, for an end that of its start; -1 where that is outside the stretch.
    @inlinable public func partner(_ index: Int) -> Int { Int(events[index].partner) }
    /// Where the event ends, from 1.
    @inlinable public func line(_ index: Int) -> Int { Int(events[index].line) }
    @inlinable public func column(_ index: Int) -> Int { Int(events[index].column) }

    /// The bytes of character data, of a comment or an instruction; empty for the others.
    @inlinable public func text(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let event = events[index]
        guard event.kind != .start, event.kind != .end else { return UnsafeBufferPointer(rebasing: bytes[0..<0]) }
        return UnsafeBufferPointer(rebasing: bytes[Int(event.start)..<Int(event.start + event.count)])
    }

    /// How many attributes the start at `index` has.
    @inlinable public func attributeCount(_ index: Int) -> Int {
        events[index].kind == .start ? Int(events[index].count) : 0
    }

    /// The number of an attribute's name; `number` counts from 0 to `attributeCount` - 1.
    @inlinable public func attributeName(_ index: Int, _ number: Int) -> Int {
        Int(attributes[Int(events[index].start) + number].name)
    }

    @inlinable public func attributeValue(_ index: Int, _ number: Int) -> UnsafeBufferPointer<UInt8> {
        let attribute = attributes[Int(events[index].start) + number]
        return UnsafeBufferPointer(rebasing: bytes[Int(attribute.start)..<Int(attribute.start + attribute.count)])
    }
}

/// Parses XML as it comes into stretches of events, for a reader that cuts a document into elements and maps them elsewhere.
/// The rules of `XMLReader` hold: nothing is fetched, nothing expanded, depth and names bounded.
///
///     let reader = XMLEventReader(vocabulary)
///     reader.feed(block)
///     reader.withView { view in … find what is whole, and where the unfinished element begins … }
///     let events = reader.take(keepingFrom: unfinished)
public struct XMLEventReader {
    private let parsing: XMLParsing

    /// - Parameter vocabulary: names that events tell by their place in its list.
    public init(
        _ vocabulary: XMLVocabulary, limits: XMLReader.Limits = XMLReader.Limits(), allowsBareDoctype: Bool = false
    ) {
        parsing = XMLParsing(table: vocabulary.table, limits: limits, allowsBareDoctype: allowsBareDoctype)
    }

    /// Parses the next bytes; their events follow those that were not taken. The bytes may end anywhere.
    public func feed(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { parsing.parse($0) } }

    /// Says that there are no more bytes.
    public func finish() { parsing.finish() }

    /// What ended the reading; the events before it are there.
    public var error: XMLError? { parsing.error }

    /// How many events were not taken.
    public var count: Int { parsing.events }

    /// Looks at what was not taken. The view is good only within `body`.
    public func withView<R>(_ body: (XMLEventsView) -> R) -> R {
        let names = parsing.names
        return parsing.withBatch { $0.withView(names: names, body) }
    }

    /// Takes what was parsed. Events from `index` on are kept too, as the first of what comes.
    public func take(keepingFrom index: Int) -> XMLEvents {
        XMLEvents(parsing.take(keepingFrom: index), names: parsing.names)
    }
}
