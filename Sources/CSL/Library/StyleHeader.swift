internal import XML

/// The beginning of a style, up to the end of `cs:info`: enough for a list, a hundredth of the cost of the whole.
struct StyleHeader: Sendable, Hashable {
    var info = StyleInfo()
    /// "in-text" or "note"; empty for a dependent style.
    var styleClass = ""
    var defaultLocale = ""
    /// Whether the bytes reached to the end of `cs:info`, or to where it cannot follow.
    var isComplete = false

    /// How many bytes are parsed at a time: most headers end within the first.
    private static let piece = 4096

    /// Reads the header of a style.
    ///
    /// - Parameter bytes: the file, or as much of it as holds `cs:info`.
    /// - Throws: where it is no well-formed XML as far as that, or no CSL style.
    static func read(_ bytes: [UInt8], source: String) throws(StyleError) -> StyleHeader {
        var reader = XMLReader()
        var rest = bytes[...]
        var parser = StyleHeaderParser()
        do throws(XMLError) {
            reading: while !parser.isDone {
                switch try reader.next() {
                case .event(let event): parser.take(event, from: reader)
                case .needsInput where !rest.isEmpty:
                    let piece = rest.prefix(StyleHeader.piece)
                    rest = rest.dropFirst(piece.count)
                    piece.withUnsafeBufferPointer { reader.feed($0) }
                case .needsInput, .end:
                    guard parser.hasRoot else {
                        throw XMLError(
                            .malformed(bytes.isEmpty ? "the file is empty" : "there is no element in it"), line: 1,
                            column: 1)
                    }
                    break reading
                }
            }
        } catch {
            throw StyleError(LocaleReader.xmlProblem(error, source: source))
        }
        guard parser.isStyle else {
            throw StyleError(
                StyleProblem(
                    .error, code: "csl.no-style", source: source, line: parser.line, column: parser.column,
                    message: "this is no CSL style: its outermost element is “\(parser.root)”, not “style”"))
        }
        var header = parser.header
        header.isComplete = parser.isDone
        return header
    }
}

private struct StyleHeaderParser {
    var header = StyleHeader()
    var isDone = false
    private(set) var root = ""
    private(set) var line = 0
    private(set) var column = 0
    private var depth = 0
    private var isInInfo = false
    private var text = ""

    var hasRoot: Bool { !root.isEmpty }
    var isStyle: Bool { root == "style" }

    mutating func take(_ event: XMLReader.Event, from reader: XMLReader) {
        switch event.kind {
        case .start:
            depth += 1
            text = ""
            if depth == 1 { (line, column) = (event.line, event.column) }
            start(reader.name(event.name).local, reader)
        case .end:
            if isInInfo, depth == 3 { end(reader.name(event.name).local) }
            if isInInfo, depth == 2 { isDone = true }
            depth -= 1
        case .text: if isInInfo { text += reader.text }
        case .comment, .instruction: break
        }
    }

    private mutating func start(_ name: String, _ reader: XMLReader) {
        switch (depth, name) {
        case (1, _):
            root = name
            isDone = name != "style"
            header.styleClass = reader.attribute("class") ?? ""
            header.defaultLocale = reader.attribute("default-locale") ?? ""
        case (2, "info"): isInInfo = true
        // A style without cs:info: nothing of interest follows.
        case (2, "macro"), (2, "citation"), (2, "bibliography"): isDone = true
        case (3, "category"):
            if let format = reader.attribute("citation-format") { header.info.citationFormat = format }
            if let field = reader.attribute("field") { header.info.fields.append(field) }
        case (3, "link") where reader.attribute("rel") == "independent-parent":
            header.info.parent = reader.attribute("href") ?? ""
        default: break
        }
    }

    private mutating func end(_ name: String) {
        let value = text.trimmedSpaces
        switch name {
        case "id": header.info.id = value
        case "title": header.info.title = value
        case "title-short": header.info.shortTitle = value
        case "summary": header.info.summary = value
        case "updated": header.info.updated = value
        case "issn", "eissn", "issnl": header.info.issn.append(value)
        default: break
        }
        text = ""
    }
}
