internal import XML

/// Writes elements of a stretch as XML that can stand alone: namespaces are declared in it.
enum Fragment {
    /// An element with everything within it.
    static func xml(_ node: Node) -> String {
        var writer = Writer(view: node.view)
        writer.events(node.index...node.end)
        return String(decoding: writer.out, as: UTF8.self)
    }

    /// An element's start tag with its attributes, around what `content` gives.
    static func xml(_ node: Node, around content: String) -> String {
        var writer = Writer(view: node.view)
        writer.start(node.index)
        writer.raw(content)
        writer.end()
        return String(decoding: writer.out, as: UTF8.self)
    }

    /// An element with everything within it, its id replaced, as a part of a TEI document.
    static func xml(_ node: Node, id: String) -> String {
        var writer = Writer(view: node.view, within: Element.namespace)
        writer.id = (node.index, id)
        writer.events(node.index...node.end)
        return String(decoding: writer.out, as: UTF8.self)
    }

    /// An element as text to compare: without white space between elements, but for a single space as between a name's parts.
    static func content(_ node: Node) -> String {
        var writer = Writer(view: node.view)
        writer.passesOverSpace = true
        writer.events(node.index...node.end)
        return String(decoding: writer.out, as: UTF8.self)
    }

    private struct Writer {
        let view: XMLEventsView
        var out: [UInt8] = []
        private var open: [(tag: String, namespace: String)] = []
        private var isTagOpen = false
        private let outer: String?
        var passesOverSpace = false
        var id: (index: Int, value: String)?

        /// - Parameter within: the namespace that holds where the XML will stand.
        init(view: XMLEventsView, within: String? = nil) {
            self.view = view
            outer = within
        }

        mutating func raw(_ xml: String) {
            if xml.isEmpty { return }
            closeTag()
            write(xml)
        }

        mutating func events(_ range: ClosedRange<Int>) {
            for index in range {
                switch view.kind(index) {
                case .start: start(index)
                case .end: end()
                case .text:
                    let text = view.text(index)
                    if passesOverSpace, text.allSatisfy({ $0 <= 0x20 }), !text.elementsEqual(CollectionOfOne(0x20)) {
                        continue
                    }
                    closeTag()
                    escape(text)
                case .comment:
                    closeTag()
                    write("<!--")
                    out.append(contentsOf: view.text(index))
                    write("-->")
                case .instruction:
                    closeTag()
                    write("<?")
                    out.append(contentsOf: view.text(index))
                    write("?>")
                }
            }
        }

        mutating func start(_ index: Int) {
            closeTag()
            let name = Node(view: view, index: index).name
            // A document without a namespace is read as TEI, and kept as such.
            let namespace = name.namespace.isEmpty ? Element.namespace : name.namespace
            write("<\(name.local)")
            if namespace != (open.isEmpty ? outer : open.last?.namespace) { attribute("xmlns", Array(namespace.utf8)) }
            var prefixes: [String] = []
            let ownID = self.id?.index == index ? self.id?.value : nil
            if let ownID, !ownID.isEmpty { attribute("xml:id", Array(ownID.utf8)) }
            for number in 0..<view.attributeCount(index) {
                let id = view.attributeName(index, number)
                if ownID != nil, Vocabulary.attribute(id) == .id { continue }
                guard view.names.indices.contains(id) else { continue }
                let name = view.names[id]
                var qualified = name.local
                if name.namespace == XMLName.xmlNamespace {
                    qualified = "xml:\(name.local)"
                } else if !name.namespace.isEmpty {
                    let place = prefixes.firstIndex(of: name.namespace) ?? prefixes.count
                    if place == prefixes.count {
                        prefixes.append(name.namespace)
                        attribute("xmlns:ns\(place + 1)", Array(name.namespace.utf8))
                    }
                    qualified = "ns\(place + 1):\(name.local)"
                }
                write(" \(qualified)=\"")
                escape(view.attributeValue(index, number), inAttribute: true)
                out.append(UInt8(ascii: "\""))
            }
            open.append((name.local, namespace))
            isTagOpen = true
        }

        mutating func end() {
            guard let last = open.popLast() else { return }
            if isTagOpen {
                write("/>")
                isTagOpen = false
            } else {
                write("</\(last.tag)>")
            }
        }

        private mutating func closeTag() {
            guard isTagOpen else { return }
            out.append(UInt8(ascii: ">"))
            isTagOpen = false
        }

        private mutating func write(_ text: String) { out.append(contentsOf: text.utf8) }

        private mutating func attribute(_ name: String, _ value: [UInt8]) {
            write(" \(name)=\"")
            value.withUnsafeBufferPointer { escape($0, inAttribute: true) }
            out.append(UInt8(ascii: "\""))
        }

        private mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>, inAttribute: Bool = false) {
            var start = 0
            func copy(to end: Int) {
                if end > start { out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end])) }
                start = end + 1
            }
            for index in bytes.indices {
                let reference: StaticString
                switch bytes[index] {
                case UInt8(ascii: "&"): reference = "&amp;"
                case UInt8(ascii: "<"): reference = "&lt;"
                case UInt8(ascii: ">"): reference = "&gt;"
                case UInt8(ascii: "\"") where inAttribute: reference = "&quot;"
                case 0x0A where inAttribute: reference = "&#10;"
                case 0x09 where inAttribute: reference = "&#9;"
                case 0x0D: reference = "&#13;"
                default: continue
                }
                copy(to: index)
                out.append(
                    contentsOf: UnsafeBufferPointer(start: reference.utf8Start, count: reference.utf8CodeUnitCount))
            }
            copy(to: bytes.count)
        }
    }
}
