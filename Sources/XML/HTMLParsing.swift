internal import CLibXML2

/// libxml2's HTML parser, into a tree.
final class HTMLParsing {
    private static let deepest = 400
    private static let mostAttributes = 256

    private var builder: XMLTreeBuilder
    private var parser: htmlParserCtxtPtr?
    /// How many open elements are deeper than is kept: what they hold stays with the deepest that is.
    private var beyond = 0
    /// Within a script or style sheet, whose text is none.
    private var silent = 0

    private init(_ builder: XMLTreeBuilder) { self.builder = builder }

    static func parse(_ bytes: [UInt8], into builder: inout XMLTreeBuilder) throws(XMLError) {
        XMLLibrary.prepare()
        let parsing = HTMLParsing(builder)
        var handler = handler
        let head = bytes.prefix(4).map { CChar(bitPattern: $0) }
        let data = Unmanaged.passUnretained(parsing).toOpaque()
        guard
            let parser = htmlCreatePushParserCtxt(
                &handler, data, head, Int32(head.count), nil, encoding(of: bytes))
        else { throw XMLError(.memory) }
        parsing.parser = parser
        let options = HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue
        htmlCtxtUseOptions(parser, Int32(options | HTML_PARSE_NOWARNING.rawValue))
        bytes.withUnsafeBufferPointer { buffer in
            var at = head.count
            while at < buffer.count, let base = buffer.baseAddress {
                let count = min(buffer.count - at, 1 << 16)
                base.advanced(by: at).withMemoryRebound(to: CChar.self, capacity: count) { pointer in
                    _ = htmlParseChunk(parser, pointer, Int32(count), 0)
                }
                at += count
            }
        }
        htmlParseChunk(parser, nil, 0, 1)
        if let document = parser.pointee.myDoc {
            xmlFreeDoc(document)
            parser.pointee.myDoc = nil
        }
        htmlFreeParserCtxt(parser)
        parsing.parser = nil
        builder = parsing.builder
    }

    /// What is UTF-8 is read as such, whatever the page says of itself; else libxml2 looks at mark and `meta`.
    private static func encoding(of bytes: [UInt8]) -> xmlCharEncoding {
        if bytes.starts(with: [0xFF, 0xFE]) { return XML_CHAR_ENCODING_UTF16LE }
        if bytes.starts(with: [0xFE, 0xFF]) { return XML_CHAR_ENCODING_UTF16BE }
        return String(validating: bytes, as: UTF8.self) == nil ? XML_CHAR_ENCODING_NONE : XML_CHAR_ENCODING_UTF8
    }

    private var place: (line: Int, column: Int) { (Int(ibid_xml_line(parser)), Int(ibid_xml_column(parser))) }

    private func start(_ name: String, _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        if name == "script" || name == "style" { silent += 1 }
        guard beyond == 0, builder.depth < HTMLParsing.deepest else {
            beyond += 1
            return
        }
        builder.start(builder.id(of: XMLName(name)), line: place.line, column: place.column)
        var index = 0
        while let values, let key = values[index], index < HTMLParsing.mostAttributes * 2 {
            let name = builder.id(of: XMLName(String(cString: key)))
            let value = values[index + 1].map { UnsafeBufferPointer(start: $0, count: Int(xmlStrlen($0))) }
            builder.add(attribute: name, value ?? UnsafeBufferPointer(start: nil, count: 0))
            index += 2
        }
    }

    private func end(_ name: String) {
        if name == "script" || name == "style" { silent = max(0, silent - 1) }
        if beyond > 0 {
            beyond -= 1
            return
        }
        builder.end()
    }

    private func text(_ pointer: UnsafePointer<xmlChar>?, _ count: Int) {
        guard silent == 0, let pointer, count > 0 else { return }
        builder.addText(UnsafeBufferPointer(start: pointer, count: count), line: place.line, column: place.column)
    }

    private static func of(_ pointer: UnsafeMutableRawPointer?) -> HTMLParsing? {
        pointer.map { Unmanaged<HTMLParsing>.fromOpaque($0).takeUnretainedValue() }
    }

    private static var handler: htmlSAXHandler {
        var sax = htmlSAXHandler()
        sax.startElement = { data, name, values in
            guard let name else { return }
            HTMLParsing.of(data)?.start(String(cString: name), values)
        }
        sax.endElement = { data, name in
            guard let name else { return }
            HTMLParsing.of(data)?.end(String(cString: name))
        }
        sax.characters = { data, pointer, count in HTMLParsing.of(data)?.text(pointer, Int(count)) }
        sax.ignorableWhitespace = { data, pointer, count in HTMLParsing.of(data)?.text(pointer, Int(count)) }
        return sax
    }
}
