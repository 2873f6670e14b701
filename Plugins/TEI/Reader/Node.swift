internal import Records
internal import XML

/// An element of a stretch of events: its start. Good as long as the view that it looks at.
struct Node {
    let view: XMLEventsView
    /// The index of the element's start.
    let index: Int

    /// Nil for an element that is not TEI's or that the reader does not know.
    var element: Element? { Vocabulary.element(view.name(index)) }
    /// The index of the element's end.
    var end: Int { max(index, view.partner(index)) }
    var name: XMLName { view.names.indices.contains(view.name(index)) ? view.names[view.name(index)] : XMLName("") }
    var attributeCount: Int { view.attributeCount(index) }

    /// The bytes of an attribute's value; nil where the element has none.
    func bytes(_ attribute: Attribute) -> UnsafeBufferPointer<UInt8>? {
        for number in 0..<attributeCount
        where view.attributeName(index, number) == Vocabulary.elementCount + attribute.rawValue {
            return view.attributeValue(index, number)
        }
        return nil
    }

    subscript(attribute: Attribute) -> String? { bytes(attribute).map { String(decoding: $0, as: UTF8.self) } }

    /// Whether an attribute has a certain value.
    func has(_ attribute: Attribute, _ value: StaticString) -> Bool {
        guard let bytes = bytes(attribute), bytes.count == value.utf8CodeUnitCount else { return false }
        return bytes.elementsEqual(UnsafeBufferPointer(start: value.utf8Start, count: value.utf8CodeUnitCount))
    }

    /// True where every attribute is one of those given, and what is said of certainty and evidence is what a statement holds.
    func hasOnly(_ attributes: AttributeSet) -> Bool {
        for number in 0..<attributeCount {
            let index = view.attributeName(index, number) - Vocabulary.elementCount
            guard index >= 0, index < Vocabulary.attributeCount, attributes.bits & (1 << UInt64(index)) != 0 else {
                return false
            }
            switch Attribute(rawValue: index) {
            case .cert: if self[.cert].flatMap(Evidences.certainty) == nil { return false }
            case .evidence:
                if self[.evidence].flatMap({ Evidences.evidence($0) }) ?? .source == .source { return false }
            case .ana: if self[.ana].flatMap({ Evidences.evidence(pointer: $0) }) ?? .source == .source { return false }
            case .space: if !has(.space, "preserve") { return false }
            default: break
            }
        }
        return true
    }

    /// The elements directly within, in order.
    var children: Children { Children(view: view, at: index + 1, end: end) }

    /// The first element directly within of that name.
    func child(_ element: Element) -> Node? {
        for child in children where child.element == element { return child }
        return nil
    }

    /// Every element of that name at any depth, in document order, none within another of them.
    func descendants(_ element: Element) -> [Node] {
        var found: [Node] = []
        var at = index + 1
        while at < end {
            let node = Node(view: view, index: at)
            if view.kind(at) == .start, node.element == element {
                found.append(node)
                at = node.end
            }
            at += 1
        }
        return found
    }

    /// Whether there is text other than white space directly within.
    var hasOwnText: Bool {
        var at = index + 1
        while at < end {
            switch view.kind(at) {
            case .start: at = max(at, view.partner(at))
            case .text: if !view.text(at).allSatisfy({ $0 <= 0x20 }) { return true }
            case .end, .comment, .instruction: break
            }
            at += 1
        }
        return false
    }

    /// Whether there are comments or instructions within, at any depth.
    var hasRemarks: Bool {
        var at = index + 1
        while at < end {
            if view.kind(at) == .comment || view.kind(at) == .instruction { return true }
            at += 1
        }
        return false
    }

    /// Whether there is an element within.
    var hasChildren: Bool {
        var at = index + 1
        while at < end {
            if view.kind(at) == .start { return true }
            at += 1
        }
        return false
    }

    var isEmpty: Bool { end == index + 1 }

    struct Children: Sequence, IteratorProtocol {
        let view: XMLEventsView
        var at: Int
        let end: Int

        mutating func next() -> Node? {
            while at < end {
                let index = at
                if view.kind(index) == .start {
                    at = Swift.max(index, view.partner(index)) + 1
                    return Node(view: view, index: index)
                }
                at += 1
            }
            return nil
        }
    }
}

/// Some of the attributes.
struct AttributeSet: ExpressibleByArrayLiteral {
    let bits: UInt64

    init(arrayLiteral elements: Attribute...) { self.init(elements) }

    init(_ attributes: [Attribute]) {
        bits = attributes.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
    }

    func union(_ other: AttributeSet) -> AttributeSet { AttributeSet(bits: bits | other.bits) }

    private init(bits: UInt64) { self.bits = bits }
}
