internal import Formats
internal import Records
internal import XML

/// Reads TEI: XML is parsed in order and cut into records, which are mapped on all cores. Memory holds a stretch of the
/// document and the largest record.
struct TEIReader: RecordReader {
    private static let blockSize = 1 << 18
    /// An element that is no larger is waited for.
    private static let largest = 1 << 25

    /// How much of a pipe is kept to look through for persons: what stands behind is not looked for.
    private static let largestCopy = 1 << 28

    private let input: Input
    private var hasBegun = false
    private let events: XMLEventReader
    private var segmenter: Segmenter
    private var waiting = 0
    private var isAtEnd = false
    private var isDone = false

    /// - Parameter readsText: whether each `bibl` in the text of a document becomes a record.
    init(_ input: Input, readsText: Bool) {
        self.input = input
        events = XMLEventReader(Vocabulary.known, allowsBareDoctype: true)
        segmenter = Segmenter(source: input.name, readsText: readsText)
    }

    mutating func next() throws(InputError) -> Piece? {
        while !isDone {
            let size = try feed()
            let isFull = waiting > TEIReader.largest
            var unfinished = advance(isFull: isFull)
            if segmenter.asksForPersons {
                segmenter.learn(try persons())
                unfinished = advance(isFull: isFull)
            }
            if isAtEnd {
                segmenter.finish()
                isDone = true
            }
            let found = segmenter.jobs.count
            // What is passed over is forgotten when enough has come together.
            let isPassedOver = unfinished > 100_000 || waiting > TEIReader.blockSize * 4 && unfinished == events.count
            guard found > 0 || isDone || isPassedOver || segmenter.hasInfo else { continue }
            waiting = 0
            let taken = segmenter.take(keepingFrom: unfinished)
            let mapping = JobMapping(events: events.take(keepingFrom: unfinished), jobs: taken.jobs)
            let diagnostics = taken.diagnostics + (isDone ? endings() : [])
            let info = taken.info
            return Piece(size: size) { mapping.batch(diagnostics, info: info) }
        }
        return nil
    }

    private mutating func advance(isFull: Bool) -> Int {
        events.withView { segmenter.advance($0, isLast: isAtEnd, isFull: isFull) }
    }

    /// Everyone whom the document describes: it is looked through once. Of a pipe the rest is set aside for that.
    private func persons() throws(InputError) -> Persons {
        try input.completeCopy()
        return try PersonSearch.persons(in: input)
    }

    /// Parses the next block. Returns its size.
    private mutating func feed() throws(InputError) -> Int {
        if !hasBegun {
            hasBegun = true
            try input.keepCopy(limit: TEIReader.largestCopy)
        }
        var block: [UInt8] = []
        let size = try input.read(TEIReader.blockSize, appendingTo: &block)
        waiting += size
        if size == 0 { events.finish() } else { events.feed(block) }
        if size == 0 || events.error != nil { isAtEnd = true }
        return size
    }

    /// What is to say when no more comes.
    private func endings() -> [Diagnostic] {
        var found: [Diagnostic] = []
        let names = events.withView { $0.names }
        if names.contains(where: { $0.local == "include" && $0.namespace == "http://www.w3.org/2001/XInclude" }) {
            found.append(
                Diagnostic(
                    .warning, "tei.xinclude", "an XInclude is not followed", at: Place(source: input.name),
                    hint: "run xmllint --xinclude first"))
        }
        if let error = events.error {
            found.append(diagnostic(error))
        } else if segmenter.count == 0 {
            found.append(
                Diagnostic(
                    .error, "tei.no-records",
                    segmenter.sawRoot
                        ? "there is no header, list or bibliographic element in it"
                        : "the root element is none of TEI’s, and there is no bibliographic element in it",
                    at: Place(source: input.name, line: 1, column: 1),
                    hint: "expected teiHeader, listBibl, biblStruct, biblFull, bibl, msDesc or correspDesc somewhere"))
        }
        return found
    }

    private func diagnostic(_ error: XMLError) -> Diagnostic {
        let code: String
        var hint: String? = segmenter.count > 0 ? "what stands before is read" : nil
        switch error.reason {
        case .malformed, .cut: code = "tei.not-well-formed"
        case .doctype:
            code = "tei.doctype"
            hint = "resolve the entities first, and remove the declarations"
        case .tooDeep: code = "tei.too-deep"
        case .tooManyAttributes, .tooManyNames, .tooLarge: code = "tei.too-large"
        case .memory: code = "tei.memory"
        }
        return Diagnostic(
            .error, code, error.message, at: Place(source: input.name, line: error.line, column: error.column),
            hint: hint)
    }
}
