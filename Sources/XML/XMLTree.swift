internal import CLibXML2

/// A small document as a whole: styles, locales, pages of a web site. Elements are handles into flat storage, so that a tree
/// of any depth is freed without recursion.
///
///     let root = try XMLTree(xml: bytes).root
///     for child in root.children where child.name.local == "macro" { … child["name"] … }
public final class XMLTree: Sendable {
    struct Node {
        var name: Int32  // -1 for text
        var line: Int32
        var column: Int32
        var firstChild: Int32 = -1
        var nextSibling: Int32 = -1
        var parent: Int32
        /// The first attribute and their number, or the text's first byte and their number.
        var start: Int32
        var count: Int32
    }

    /// An attribute: the number of its name, and where its value stands.
    struct Attribute {
        var name: Int32
        var start: Int32
        var count: Int32
    }

    let nodes: [Node]
    let attributes: [Attribute]
    /// All text and all values of attributes.
    let bytes: [UInt8]
    /// The names that elements and attributes have by their number.
    public let names: [XMLName]

    /// A document larger than this is no small document.
    public static let largest = 1 << 26

    /// Reads an XML document.
    ///
    /// - Parameter allowsBareDoctype: whether a document type declaration without declarations in it is passed over.
    public init(xml bytes: [UInt8], allowsBareDoctype: Bool = false) throws(XMLError) {
        guard bytes.count <= XMLTree.largest else { throw XMLError(.tooLarge(XMLTree.largest)) }
        let reader = XMLEventReader(XMLVocabulary([]), allowsBareDoctype: allowsBareDoctype)
        reader.feed(bytes)
        reader.finish()
        if let error = reader.error { throw error }
        var builder = XMLTreeBuilder()
        reader.withView { builder.add($0) }
        (nodes, names, attributes, self.bytes) = builder.parts()
    }

    /// Reads an HTML page, however broken: tags are closed where they must be, names are in lower case, character references
    /// are resolved. Scripts and style sheets are left out.
    public init(html bytes: [UInt8]) throws(XMLError) {
        guard bytes.count <= XMLTree.largest else { throw XMLError(.tooLarge(XMLTree.largest)) }
        var builder = XMLTreeBuilder()
        try HTMLParsing.parse(bytes, into: &builder)
        (nodes, names, attributes, self.bytes) = builder.parts()
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
    public var attributes: [XMLReader.Attribute] {
        (0..<attributeCount).map {
            XMLReader.Attribute(name: tree.names[attributeName($0)], value: attributeValue($0))
        }
    }

    public var attributeCount: Int { Int(node.count) }

    /// The number of an attribute's name, by which the tree's ``XMLTree/names`` have it; `number` counts from 0.
    public func attributeName(_ number: Int) -> Int { Int(tree.attributes[Int(node.start) + number].name) }

    public func attributeValue(_ number: Int) -> String {
        let attribute = tree.attributes[Int(node.start) + number]
        return tree.string(attribute.start, attribute.count)
    }

    /// The value of an attribute without namespace; nil where there is none.
    public subscript(attribute: String) -> String? { self[XMLName(attribute)] }

    /// The value of an attribute; nil where there is none.
    public subscript(attribute: XMLName) -> String? {
        for number in 0..<attributeCount where tree.names[attributeName(number)] == attribute {
            return attributeValue(number)
        }
        return nil
    }

    /// What an element holds: elements and text, in order.
    public enum Content: Sendable {
        case element(XMLElement)
        case text(String)
    }

    /// Elements and text, in order.
    public var content: [Content] {
        var found: [Content] = []
        var next = Int(node.firstChild)
        while next >= 0 {
            let node = tree.nodes[next]
            found.append(
                node.name >= 0
                    ? .element(XMLElement(tree: tree, index: next)) : .text(tree.string(node.start, node.count)))
            next = Int(node.nextSibling)
        }
        return found
    }

    /// The elements directly within.
    public var children: Children { Children(tree: tree, place: Int(node.firstChild)) }

    /// Elements that follow one another within the same one.
    public struct Children: Sequence, IteratorProtocol {
        fileprivate let tree: XMLTree
        fileprivate var place: Int

        public mutating func next() -> XMLElement? {
            while place >= 0 {
                let index = place
                let node = tree.nodes[index]
                place = Int(node.nextSibling)
                if node.name >= 0 { return XMLElement(tree: tree, index: index) }
            }
            return nil
        }

        public var isEmpty: Bool {
            var rest = self
            return rest.next() == nil
        }
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
            if node.name < 0 { out += tree.string(node.start, node.count) }
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
}

extension XMLTree {
    fileprivate func string(_ start: Int32, _ count: Int32) -> String {
        bytes.withUnsafeBufferPointer {
            String(decoding: UnsafeBufferPointer(rebasing: $0[Int(start)..<Int(start + count)]), as: UTF8.self)
        }
    }
}

/// Puts events together to a tree.
struct XMLTreeBuilder {
    private var nodes: [XMLTree.Node] = []
    private var attributes: [XMLTree.Attribute] = []
    private var bytes: [UInt8] = []
    private var names: [XMLName] = []
    private var nameIDs: [XMLName: Int32] = [:]
    /// The open elements, and the last child of each.
    private var open: [(node: Int32, last: Int32)] = []
    /// The text that is not yet a node: it begins here and goes to the end of the bytes.
    private var text: (start: Int, line: Int32, column: Int32)?

    var depth: Int { open.count }

    /// Adds all of a document.
    mutating func add(_ view: XMLEventsView) {
        names = view.names
        nodes.reserveCapacity(view.count)
        for index in 0..<view.count {
            let (line, column) = (view.line(index), view.column(index))
            switch view.kind(index) {
            case .start:
                start(Int32(clamping: view.name(index)), line: line, column: column)
                for number in 0..<view.attributeCount(index) {
                    add(
                        attribute: Int32(clamping: view.attributeName(index, number)),
                        view.attributeValue(index, number))
                }
            case .end: end()
            case .text: addText(view.text(index), line: line, column: column)
            case .comment, .instruction: break
            }
        }
    }

    /// The number of a name.
    mutating func id(of name: XMLName) -> Int32 {
        if let known = nameIDs[name] { return known }
        let id = Int32(names.count)
        nameIDs[name] = id
        names.append(name)
        return id
    }

    mutating func start(_ name: Int32, line: Int, column: Int) {
        flush()
        let node = append(
            XMLTree.Node(
                name: name, line: Int32(clamping: line), column: Int32(clamping: column), parent: -1,
                start: Int32(attributes.count), count: 0))
        open.append((node, -1))
    }

    /// Adds an attribute to the element that was started last.
    mutating func add(attribute name: Int32, _ value: UnsafeBufferPointer<UInt8>) {
        attributes.append(
            XMLTree.Attribute(name: name, start: Int32(clamping: bytes.count), count: Int32(clamping: value.count)))
        bytes.append(contentsOf: value)
        nodes[nodes.count - 1].count += 1
    }

    mutating func end() {
        flush()
        if open.count > 0 { open.removeLast() }
    }

    mutating func addText(_ text: UnsafeBufferPointer<UInt8>, line: Int, column: Int) {
        if self.text == nil { self.text = (bytes.count, Int32(clamping: line), Int32(clamping: column)) }
        bytes.append(contentsOf: text)
    }

    /// Everything, closed.
    mutating func parts() -> ([XMLTree.Node], [XMLName], [XMLTree.Attribute], [UInt8]) {
        flush()
        if nodes.isEmpty { start(id(of: XMLName("html")), line: 1, column: 1) }
        return (nodes, names, attributes, bytes)
    }

    private mutating func flush() {
        guard let text else { return }
        self.text = nil
        // Outside of all elements there is no text to be kept.
        guard !open.isEmpty, text.start < bytes.count else { return }
        _ = append(
            XMLTree.Node(
                name: -1, line: text.line, column: text.column, parent: -1, start: Int32(clamping: text.start),
                count: Int32(clamping: bytes.count - text.start)))
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
