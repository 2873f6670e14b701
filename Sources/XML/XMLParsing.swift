internal import CLibXML2

/// What was parsed and not yet taken: events, their attributes and their text, in flat arrays.
@usableFromInline struct XMLBatch: Sendable {
    @usableFromInline struct Item: Sendable {
        @usableFromInline var kind: XMLReader.Event.Kind
        @usableFromInline var name: Int32
        @usableFromInline var line: Int32
        @usableFromInline var column: Int32
        /// The first byte of the text, or the first attribute.
        @usableFromInline var start: Int32
        @usableFromInline var count: Int32
        /// Where the element of a start ends, where that of an end starts, within the batch; -1 where it is not in it.
        @usableFromInline var partner: Int32 = -1
    }

    @usableFromInline struct Attribute: Sendable {
        @usableFromInline var name: Int32
        @usableFromInline var start: Int32
        @usableFromInline var count: Int32
    }

    var events: [Item] = []
    var attributes: [Attribute] = []
    var bytes: [UInt8] = []
}

/// libxml2's push parser with handlers that note events. The only place that touches a parser context.
///
/// What the handlers change stands at an address of its own, which libxml2 hands to them: millions of calls, each without a
/// reference to count or an access to check.
final class XMLParsing {
    private let state: UnsafeMutablePointer<State>
    private let context: Context

    convenience init(names: [XMLName], limits: XMLReader.Limits, allowsBareDoctype: Bool) {
        self.init(table: XMLNameTable(names), limits: limits, allowsBareDoctype: allowsBareDoctype)
    }

    init(table: XMLNameTable, limits: XMLReader.Limits, allowsBareDoctype: Bool) {
        state = .allocate(capacity: 1)
        state.initialize(to: State(table: table, limits: limits, allowsBareDoctype: allowsBareDoctype))
        context = Context()
    }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
    }

    var error: XMLError? { state.pointee.error }
    var names: [XMLName] { state.pointee.table.names }
    func id(of name: XMLName) -> Int { Int(state.pointee.table.id(name)) }

    var events: Int { state.pointee.batch.events.count }

    /// What was parsed, without taking it.
    func withBatch<R>(_ body: (borrowing XMLBatch) -> R) -> R { body(state.pointee.batch) }

    /// Gives up what was parsed, and goes on with a copy of the events from `index` on.
    func take(keepingFrom index: Int) -> XMLBatch { state.pointee.take(keepingFrom: index) }

    /// Puts what was parsed into `batch`, and takes over its arrays' room.
    func swap(_ batch: inout XMLBatch) {
        batch.events.removeAll(keepingCapacity: true)
        batch.attributes.removeAll(keepingCapacity: true)
        batch.bytes.removeAll(keepingCapacity: true)
        Swift.swap(&batch, &state.pointee.batch)
    }

    /// Owns the parser, so that it is freed whatever happens.
    private final class Context {
        var parser: xmlParserCtxtPtr?
        /// The first bytes, held until there are four: libxml2 tells the encoding from them.
        var head: [UInt8] = []

        deinit {
            guard let parser else { return }
            if let document = parser.pointee.myDoc {
                xmlFreeDoc(document)
                parser.pointee.myDoc = nil
            }
            xmlFreeParserCtxt(parser)
        }
    }

    func parse(_ block: UnsafeBufferPointer<UInt8>) {
        guard state.pointee.error == nil else { return }
        state.pointee.beginBlock()
        if context.parser == nil {
            context.head.append(contentsOf: block)
            guard context.head.count >= 4 else { return }
            let head = context.head
            context.head = []
            start(head)
            head.withUnsafeBufferPointer { push(UnsafeBufferPointer(rebasing: $0[4...])) }
        } else {
            push(block)
        }
    }

    func finish() {
        guard state.pointee.error == nil else { return }
        if context.parser == nil {
            let head = context.head
            guard !head.isEmpty else { return fail(.malformed("the document is empty"), line: 1, column: 1) }
            start(head)
        }
        guard let parser = context.parser else { return }
        state.pointee.isFinishing = true
        xmlParseChunk(parser, nil, 0, 1)
        if state.pointee.error == nil, !state.pointee.hasRoot { fail(.malformed("the document has no element")) }
    }

    private func start(_ head: [UInt8]) {
        XMLLibrary.prepare()
        var handler = XMLParsing.handler
        let first = head.prefix(4).map { CChar(bitPattern: $0) }
        let parser = xmlCreatePushParserCtxt(
            &handler, UnsafeMutableRawPointer(state), first, Int32(first.count), nil)
        guard let parser else { return fail(.memory) }
        context.parser = parser
        state.pointee.parser = parser
        xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue))
    }

    private func push(_ block: UnsafeBufferPointer<UInt8>) {
        guard let parser = context.parser, let base = block.baseAddress else { return }
        XMLLibrary.beQuiet()
        var at = 0
        while at < block.count, state.pointee.error == nil {
            let count = min(block.count - at, 1 << 20)
            base.advanced(by: at).withMemoryRebound(to: CChar.self, capacity: count) { pointer in
                _ = xmlParseChunk(parser, pointer, Int32(count), 0)
            }
            at += count
        }
    }

    private func fail(_ reason: XMLError.Reason, line: Int = 0, column: Int = 0) {
        state.pointee.fail(reason, line: line, column: column)
    }

    private static func of(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<State>? {
        pointer?.assumingMemoryBound(to: State.self)
    }

    private static var handler: xmlSAXHandler {
        var sax = xmlSAXHandler()
        sax.initialized = XML_SAX2_MAGIC
        sax.startElementNs = { data, local, _, namespace, _, _, count, _, values in
            guard let local else { return }
            XMLParsing.of(data)?.pointee.element(local, namespace, Int(count), values)
        }
        sax.endElementNs = { data, local, _, namespace in
            guard let local else { return }
            XMLParsing.of(data)?.pointee.end(local, namespace)
        }
        sax.characters = { data, pointer, count in XMLParsing.of(data)?.pointee.text(.text, pointer, Int(count)) }
        sax.ignorableWhitespace = { data, pointer, count in
            XMLParsing.of(data)?.pointee.text(.text, pointer, Int(count))
        }
        sax.cdataBlock = { data, pointer, count in XMLParsing.of(data)?.pointee.text(.text, pointer, Int(count)) }
        sax.comment = { data, pointer in
            XMLParsing.of(data)?.pointee.text(.comment, pointer, pointer.map { Int(xmlStrlen($0)) } ?? 0)
        }
        sax.processingInstruction = { data, target, content in
            guard let target, let state = XMLParsing.of(data) else { return }
            let words = String(cString: target) + (content.map { " " + String(cString: $0) } ?? "")
            Array(words.utf8).withUnsafeBufferPointer { state.pointee.text(.instruction, $0.baseAddress, $0.count) }
        }
        sax.internalSubset = { data, _, _, _ in
            guard let state = XMLParsing.of(data), !state.pointee.allowsBareDoctype else { return }
            state.pointee.fail(.doctype)
        }
        // Declarations within a document type declaration: even a bare one is allowed only without them.
        sax.entityDecl = { data, _, _, _, _, _ in XMLParsing.of(data)?.pointee.fail(.doctype) }
        sax.attributeDecl = { data, _, _, _, _, _, tree in
            if let tree { xmlFreeEnumeration(tree) }
            XMLParsing.of(data)?.pointee.fail(.doctype)
        }
        sax.elementDecl = { data, _, _, _ in XMLParsing.of(data)?.pointee.fail(.doctype) }
        sax.notationDecl = { data, _, _, _ in XMLParsing.of(data)?.pointee.fail(.doctype) }
        sax.serror = { data, problem in
            guard let state = XMLParsing.of(data), let problem, problem.pointee.level != XML_ERR_WARNING else {
                return
            }
            if state.pointee.isFinishing, state.pointee.failWithin() { return }
            let message = problem.pointee.message.map { String(cString: $0) } ?? "not well formed"
            state.pointee.fail(
                .malformed(XMLLibrary.clean(message)), line: Int(problem.pointee.line),
                column: Int(problem.pointee.int2))
        }
        return sax
    }
}

extension XMLParsing {
    /// What the handlers change.
    struct State {
        var batch = XMLBatch()
        var table: XMLNameTable
        let limits: XMLReader.Limits
        let allowsBareDoctype: Bool
        var parser: xmlParserCtxtPtr?
        private(set) var error: XMLError?
        private(set) var hasRoot = false
        private var depth = 0
        /// How many attributes there were on elements with many.
        private var manyAttributes = 0
        /// The first event of the block that is parsed: text of one block that follows text is put to it, so that it mostly
        /// comes in one piece.
        private var blockStart = 0
        /// Whether no more bytes come.
        var isFinishing = false
        private var open: [OpenElement] = []

        private struct OpenElement {
            /// Its start in the batch; -1 where that was taken already.
            var start: Int32
            let name: Int32
            let line: Int32
            let column: Int32
        }

        init(table: XMLNameTable, limits: XMLReader.Limits, allowsBareDoctype: Bool) {
            self.table = table
            self.limits = limits
            self.allowsBareDoctype = allowsBareDoctype
        }

        mutating func beginBlock() { blockStart = batch.events.count }

        mutating func fail(_ reason: XMLError.Reason, line: Int = 0, column: Int = 0) {
            guard error == nil else { return }
            error = XMLError(
                reason, line: line > 0 ? line : Int(ibid_xml_line(parser)),
                column: column > 0 ? column : Int(ibid_xml_column(parser)))
            if let parser { xmlStopParser(parser) }
        }

        /// The document ends within the innermost element that is open. False where none is.
        mutating func failWithin() -> Bool {
            guard error == nil, let last = open.last else { return false }
            fail(.cut(within: table.names[Int(last.name)].local), line: Int(last.line), column: Int(last.column))
            return true
        }

        mutating func element(
            _ local: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?, _ count: Int,
            _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
        ) {
            guard error == nil else { return }
            hasRoot = true
            depth += 1
            if depth > limits.depth { return fail(.tooDeep(limits.depth)) }
            if count > 512 { manyAttributes += count }
            if manyAttributes > limits.attributes { return fail(.tooManyAttributes(limits.attributes)) }
            if table.names.count > limits.names { return fail(.tooManyNames(limits.names)) }
            let name = table.id(local, namespace)
            open.append(
                OpenElement(
                    start: Int32(clamping: batch.events.count), name: name, line: ibid_xml_line(parser),
                    column: ibid_xml_column(parser)))
            let first = batch.attributes.count
            for index in 0..<count {
                // Five pointers an attribute: name, prefix, namespace, first byte of the value, the byte after its last.
                guard let values, let attribute = values[index * 5], let from = values[index * 5 + 3],
                    let to = values[index * 5 + 4]
                else { continue }
                let start = batch.bytes.count
                append(value: UnsafeBufferPointer(start: from, count: max(0, to - from)))
                batch.attributes.append(
                    XMLBatch.Attribute(
                        name: table.id(attribute, values[index * 5 + 2]), start: Int32(clamping: start),
                        count: Int32(clamping: batch.bytes.count - start)))
            }
            note(.start, name: name, start: first, count: batch.attributes.count - first)
        }

        mutating func end(_ local: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?) {
            guard error == nil else { return }
            depth -= 1
            let start = Int(open.popLast()?.start ?? -1)
            guard start >= 0, start < batch.events.count else {
                return note(.end, name: table.id(local, namespace), start: 0, count: 0)
            }
            note(.end, name: batch.events[start].name, start: 0, count: 0)
            let end = batch.events.count - 1
            batch.events[start].partner = Int32(clamping: end)
            batch.events[end].partner = Int32(clamping: start)
        }

        /// Gives up the batch, and goes on with a copy of its events from `index` on.
        mutating func take(keepingFrom index: Int) -> XMLBatch {
            var rest = XMLBatch()
            // As much room as this time: growing step by step would copy everything again and again.
            rest.events.reserveCapacity(batch.events.capacity)
            rest.attributes.reserveCapacity(batch.attributes.capacity)
            rest.bytes.reserveCapacity(batch.bytes.capacity)
            let shift = Int32(clamping: index)
            for event in batch.events[min(index, batch.events.count)...] {
                var event = event
                if event.partner >= 0 { event.partner -= shift }
                let from = Int(event.start)..<Int(event.start + event.count)
                switch event.kind {
                case .start:
                    event.start = Int32(clamping: rest.attributes.count)
                    for var attribute in batch.attributes[from] {
                        let value = batch.bytes[Int(attribute.start)..<Int(attribute.start + attribute.count)]
                        attribute.start = Int32(clamping: rest.bytes.count)
                        rest.bytes.append(contentsOf: value)
                        rest.attributes.append(attribute)
                    }
                case .end: break
                case .text, .comment, .instruction:
                    event.start = Int32(clamping: rest.bytes.count)
                    rest.bytes.append(contentsOf: batch.bytes[from])
                }
                rest.events.append(event)
            }
            for level in open.indices {
                open[level].start = open[level].start >= shift ? open[level].start - shift : -1
            }
            Swift.swap(&batch, &rest)
            return rest
        }

        mutating func text(_ kind: XMLReader.Event.Kind, _ pointer: UnsafePointer<xmlChar>?, _ count: Int) {
            guard error == nil, let pointer, count > 0 || kind == .comment else { return }
            let start = batch.bytes.count
            batch.bytes.append(contentsOf: UnsafeBufferPointer(start: pointer, count: count))
            let last = batch.events.count - 1
            if kind == .text, last >= blockStart, batch.events[last].kind == .text {
                // libxml2 ends a stretch at every reference, and before what is not ASCII.
                batch.events[last].count += Int32(clamping: count)
                batch.events[last].line = ibid_xml_line(parser)
                batch.events[last].column = ibid_xml_column(parser)
                return
            }
            note(kind, name: -1, start: start, count: count)
        }

        /// Where entities are not replaced, libxml2 gives an ampersand in an attribute as "&#38;", and only an ampersand.
        private mutating func append(value: UnsafeBufferPointer<UInt8>) {
            guard value.contains(UInt8(ascii: "&")) else { return batch.bytes.append(contentsOf: value) }
            var at = 0
            while at < value.count {
                batch.bytes.append(value[at])
                at += value[at] == UInt8(ascii: "&") && value[at...].starts(with: "&#38;".utf8) ? 5 : 1
            }
        }

        private mutating func note(_ kind: XMLReader.Event.Kind, name: Int32, start: Int, count: Int) {
            batch.events.append(
                XMLBatch.Item(
                    kind: kind, name: name, line: ibid_xml_line(parser), column: ibid_xml_column(parser),
                    start: Int32(clamping: start), count: Int32(clamping: count)))
        }
    }
}

/// What holds for libxml2 as a whole.
enum XMLLibrary {
    private static let once: Void = {
        xmlInitParser()
        // No file and no address is ever loaded, whatever a document asks for.
        xmlSetExternalEntityLoader { _, _, _ in nil }
    }()

    static func prepare() {
        once
        beQuiet()
    }

    /// Keeps this thread from writing to standard error: libxml2 has messages that it hands to no parser's handler (a
    /// predefined entity that is declared again).
    static func beQuiet() { xmlSetStructuredErrorFunc(nil) { _, _ in } }

    /// A message of libxml2 without its line end and full stop, in lower case.
    static func clean(_ message: String) -> String {
        var text = Substring(message.prefix(300))
        while let last = text.last, last == "\n" || last == "." || last == " " { text.removeLast() }
        guard let first = text.first, text.dropFirst().first?.isLowercase == true else { return String(text) }
        return first.lowercased() + text.dropFirst()
    }
}
