internal import CLibXML2

/// A small document as a whole: styles, locales, pages of a web site. Elements are handles into flat storage, so that a tree
/// of any depth is freed without recursion.
///
///     let root = try XMLTree(xml: bytes).root
///     for child in root.children where child.name.local == "macro" { … child["name"] … }
public final class XMLTree: Sendable {
    struct Node {
        var name: Int32  // -1 for text, -2 for a comment
        var line: Int32
        var column: Int32
        var firstChild: Int32 = -1
        var nextSibling: Int32 = -1
        var parent: Int32
        /// The first attribute and their number, or the text's place.
        var start: Int32
        var count: Int32
    }

    let nodes: [Node]
    let names: [XMLName]
    let attributes: [XMLReader.Attribute]
    let texts: [String]

    /// A document larger than this is no small document.
    public static let largest = 1 << 26

    /// Reads an XML document.
    ///
    /// - Parameter allowsBareDoctype: whether a document type declaration without declarations in it is passed over.
    public init(xml bytes: [UInt8], allowsBareDoctype: Bool = false) throws(XMLError) {
        guard bytes.count <= XMLTree.largest else { throw XMLError(.tooLarge(XMLTree.largest)) }
        var reader = XMLReader(allowsBareDoctype: allowsBareDoctype)
        var builder = XMLTreeBuilder()
        var fed = false
        while true {
            switch try reader.next() {
            case .event(let event): builder.add(event, of: reader)
            case .needsInput:
                if fed { reader.finish() } else { reader.feed(bytes) }
                fed = true
            case .end:
                (nodes, names, attributes, texts) = builder.parts()
                return
            }
        }
    }

    /// Reads an HTML page, however broken: tags are closed where they must be, names are in lower case, character references
    /// are resolved. Scripts and style sheets are left out.
    public init(html bytes: [UInt8]) throws(XMLError) {
        guard bytes.count <= XMLTree.largest else { throw XMLError(.tooLarge(XMLTree.largest)) }
        var builder = XMLTreeBuilder()
        try HTMLParsing.parse(bytes, into: &builder)
        (nodes, names, attributes, texts) = builder.parts()
    }

    /// The outermost element.
    public var root: XMLElement { XMLElement(tree: self, index: 0) }
}

/// An element of a tree, with its name, attributes, children and place.
public struct XMLElement: Sendable {
    /// The tree that the element is part of.
    public let tree: XMLTree
    let index: Int

    private var node: XMLTree.Node { tree.nodes[index] }

    public var name: XMLName { tree.names[Int(node.name)] }
    /// From 1.
    public var line: Int { Int(node.line) }
    /// From 1.
    public var column: Int { Int(node.column) }

    public var parent: XMLElement? { node.parent < 0 ? nil : XMLElement(tree: tree, index: Int(node.parent)) }

    /// The attributes, in their order.
    public var attributes: ArraySlice<XMLReader.Attribute> {
        tree.attributes[Int(node.start)..<Int(node.start + node.count)]
    }

    /// The value of an attribute without namespace; nil where there is none.
    public subscript(attribute: String) -> String? { self[XMLName(attribute)] }

    /// The value of an attribute; nil where there is none.
    public subscript(attribute: XMLName) -> String? { attributes.first { $0.name == attribute }?.value }

    /// What an element holds: elements and text, in order.
    public enum Content: Sendable {
        case element(XMLElement)
        case text(String)
    }

    /// Elements and text, in order.
    public var content: [Content] {
        indices.compactMap { child in
            let node = tree.nodes[child]
            if node.name >= 0 { return .element(XMLElement(tree: tree, index: child)) }
            return node.name == -1 ? .text(tree.texts[Int(node.start)]) : nil
        }
    }

    /// The elements directly within.
    public var children: [XMLElement] {
        indices.filter { tree.nodes[$0].name >= 0 }.map { XMLElement(tree: tree, index: $0) }
    }

    /// The first element directly within that has this local name, in whatever namespace.
    public func child(_ local: String) -> XMLElement? { children.first { $0.name.local == local } }

    /// Every element within, at any depth, in document order; not the element itself.
    public var descendants: [XMLElement] {
        var found: [XMLElement] = []
        var next = Int(node.firstChild)
        while next >= 0 {
            let node = tree.nodes[next]
            if node.name >= 0 { found.append(XMLElement(tree: tree, index: next)) }
            if node.firstChild >= 0 {
                next = Int(node.firstChild)
                continue
            }
            var up = next
            while up != index, tree.nodes[up].nextSibling < 0 { up = Int(tree.nodes[up].parent) }
            next = up == index ? -1 : Int(tree.nodes[up].nextSibling)
        }
        return found
    }

    /// All character data within, at any depth, as it stands.
    public var text: String {
        var out = ""
        var next = Int(node.firstChild)
        while next >= 0 {
            let node = tree.nodes[next]
            if node.name == -1 { out += tree.texts[Int(node.start)] }
            if node.firstChild >= 0 {
                next = Int(node.firstChild)
                continue
            }
            var up = next
            while up != index, tree.nodes[up].nextSibling < 0 { up = Int(tree.nodes[up].parent) }
            next = up == index ? -1 : Int(tree.nodes[up].nextSibling)
        }
        return out
    }

    private var indices: [Int] {
        var found: [Int] = []
        var next = Int(node.firstChild)
        while next >= 0 {
            found.append(next)
            next = Int(tree.nodes[next].nextSibling)
        }
        return found
    }
}

/// Puts events together to a tree.
struct XMLTreeBuilder {
    private var nodes: [XMLTree.Node] = []
    private var names: [XMLName] = []
    private var nameIDs: [XMLName: Int32] = [:]
    private var attributes: [XMLReader.Attribute] = []
    private var texts: [String] = []
    /// The open elements, and the last child of each.
    private var open: [(node: Int32, last: Int32)] = []
    private var text: [UInt8] = []
    private var textPlace: (line: Int32, column: Int32) = (0, 0)

    var depth: Int { open.count }
    var isEmpty: Bool { nodes.isEmpty }

    mutating func add(_ event: XMLReader.Event, of reader: XMLReader) {
        switch event.kind {
        case .start: start(reader.name(event.name), reader.attributes, line: event.line, column: event.column)
        case .end: end()
        case .text:
            if text.isEmpty { textPlace = (Int32(clamping: event.line), Int32(clamping: event.column)) }
            reader.appendText(to: &text)
        case .comment, .instruction: break
        }
    }

    mutating func start(_ name: XMLName, _ own: [XMLReader.Attribute], line: Int, column: Int) {
        flush()
        let id: Int32
        if let known = nameIDs[name] {
            id = known
        } else {
            id = Int32(names.count)
            nameIDs[name] = id
            names.append(name)
        }
        let node = append(
            XMLTree.Node(
                name: id, line: Int32(clamping: line), column: Int32(clamping: column), parent: -1,
                start: Int32(attributes.count), count: Int32(own.count)))
        attributes.append(contentsOf: own)
        open.append((node, -1))
    }

    mutating func end() {
        flush()
        if open.count > 0 { open.removeLast() }
    }

    mutating func addText(_ bytes: UnsafeBufferPointer<UInt8>, line: Int, column: Int) {
        if text.isEmpty { textPlace = (Int32(clamping: line), Int32(clamping: column)) }
        text.append(contentsOf: bytes)
    }

    /// Everything, closed.
    mutating func parts() -> ([XMLTree.Node], [XMLName], [XMLReader.Attribute], [String]) {
        flush()
        if nodes.isEmpty { start(XMLName("html"), [], line: 1, column: 1) }
        return (nodes, names, attributes, texts)
    }

    private mutating func flush() {
        guard !text.isEmpty else { return }
        defer { text.removeAll(keepingCapacity: true) }
        guard !open.isEmpty else { return }
        texts.append(String(decoding: text, as: UTF8.self))
        _ = append(
            XMLTree.Node(
                name: -1, line: textPlace.line, column: textPlace.column, parent: -1, start: Int32(texts.count - 1),
                count: 0))
    }

    private mutating func append(_ node: XMLTree.Node) -> Int32 {
        var node = node
        let index = Int32(nodes.count)
        if let parent = open.last {
            node.parent = parent.node
            if parent.last < 0 {
                nodes[Int(parent.node)].firstChild = index
            } else {
                nodes[Int(parent.last)].nextSibling = index
            }
            open[open.count - 1].last = index
        }
        nodes.append(node)
        return index
    }
}
