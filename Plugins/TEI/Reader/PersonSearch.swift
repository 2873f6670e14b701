internal import Formats
internal import XML

/// Looks a document through, once, for the persons and bodies that it describes: those that stand behind the records that point
/// to them.
enum PersonSearch {
    private static let blockSize = 1 << 18
    /// A description that is no larger is waited for.
    private static let largest = 1 << 22

    /// Everyone described in an input, as far as it can be read and is well formed.
    static func persons(in input: Input) throws(InputError) -> Persons {
        let events = XMLEventReader(Vocabulary.known, allowsBareDoctype: true)
        var persons = Persons()
        var next = 0
        var offset = 0
        var waiting = 0
        var isAtEnd = false
        while !isAtEnd {
            let block = try input.bytes(at: offset, count: blockSize)
            offset += block.count
            waiting += block.count
            if block.isEmpty { events.finish() } else { events.feed(block) }
            isAtEnd = block.isEmpty || events.error != nil
            let isFull = waiting > largest
            next = events.withView { look(through: $0, from: next, isFull: isFull, for: &persons) }
            if next == events.count { waiting = 0 }
            _ = events.take(keepingFrom: next)
            next = 0
        }
        persons.isWhole = true
        return persons
    }

    /// Returns where the first description begins that is not whole; the end of the stretch where each is.
    private static func look(
        through view: XMLEventsView, from start: Int, isFull: Bool, for persons: inout Persons
    ) -> Int {
        var at = start
        while at < view.count {
            guard view.kind(at) == .start, isDescription(Node(view: view, index: at)) else {
                at += 1
                continue
            }
            let end = view.partner(at)
            if end >= 0 {
                persons.add(Node(view: view, index: at))
                at = end + 1
            } else if isFull {
                at += 1
            } else {
                return at
            }
        }
        return at
    }

    private static func isDescription(_ node: Node) -> Bool {
        switch node.element {
        case .person, .org, .personGrp: true
        case .persName, .orgName: node[.id] != nil
        default: false
        }
    }
}

/// Names with an identifier in a document's text: those that records point to go out with the records, as persons.
struct TextPersons {
    private var xml: [(id: String, name: String, xml: String)] = []
    private var size = 0
    private static let largest = 1 << 24

    mutating func add(_ node: Node) {
        guard let id = node[.id], xml.count < Persons.most, size < TextPersons.largest else { return }
        let name = Fragment.xml(node, id: "")
        size += name.utf8.count
        xml.append((id, node.element == .orgName ? "org" : "person", name))
    }

    /// The descriptions of those that are pointed to, by the name that they are kept under.
    func described(_ pointed: Set<String>) -> [(name: String, xml: String)] {
        var found: Set<String> = []
        return xml.compactMap { one in
            guard pointed.contains(one.id), found.insert(one.id).inserted else { return nil }
            var writer = XMLWriter()
            writer.start(one.name)
            writer.attribute("xmlns", Element.namespace)
            writer.attribute("xml:id", one.id)
            writer.raw(one.xml)
            writer.end()
            return (one.name, String(decoding: writer.bytes, as: UTF8.self))
        }
    }
}
