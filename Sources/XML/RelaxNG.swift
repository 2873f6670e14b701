internal import CLibXML2

/// A RelaxNG schema in its XML syntax, to validate documents against. A schema of TEI's size takes seconds to compile.
///
///     let schema = try RelaxNG(schema: bytes)
///     for problem in try schema.validate(document) { print(problem.line, problem.message) }
public final class RelaxNG {
    /// One thing that does not fit the schema.
    public struct Problem: Sendable, Hashable {
        public var line: Int
        public var message: String
    }

    private let schema: xmlRelaxNGPtr

    /// Compiles a schema that stands in one file: nothing that it includes is fetched.
    public init(schema bytes: [UInt8]) throws(XMLError) {
        XMLLibrary.prepare()
        let log = ProblemLog()
        let compiled: xmlRelaxNGPtr? = bytes.withUnsafeBytes { buffer in
            guard let base = buffer.bindMemory(to: CChar.self).baseAddress,
                let parser = xmlRelaxNGNewMemParserCtxt(base, Int32(clamping: buffer.count))
            else { return nil }
            defer { xmlRelaxNGFreeParserCtxt(parser) }
            xmlRelaxNGSetParserStructuredErrors(parser, ProblemLog.collect, log.pointer)
            return log.whileListening { xmlRelaxNGParse(parser) }
        }
        guard let compiled else {
            let first = log.problems.first
            throw XMLError(.malformed(first?.message ?? "the schema cannot be read"), line: first?.line ?? 0)
        }
        schema = compiled
    }

    deinit { xmlRelaxNGFree(schema) }

    /// What does not fit, in document order, at most a thousand; empty for a valid document.
    public func validate(_ document: [UInt8]) throws(XMLError) -> [Problem] {
        guard document.count <= XMLTree.largest else { throw XMLError(.tooLarge(XMLTree.largest)) }
        // Refuses what our own reader refuses, before libxml2 builds a tree of it.
        _ = try XMLTree(xml: document, allowsBareDoctype: true)
        let log = ProblemLog()
        let parsed: xmlDocPtr? = document.withUnsafeBytes { buffer in
            guard let base = buffer.bindMemory(to: CChar.self).baseAddress else { return nil }
            let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            return log.whileListening {
                xmlReadMemory(base, Int32(clamping: buffer.count), nil, nil, Int32(options))
            }
        }
        guard let parsed else { throw XMLError(.malformed(log.problems.first?.message ?? "not well formed")) }
        defer { xmlFreeDoc(parsed) }
        guard let context = xmlRelaxNGNewValidCtxt(schema) else { throw XMLError(.memory) }
        defer { xmlRelaxNGFreeValidCtxt(context) }
        xmlRelaxNGSetValidStructuredErrors(context, ProblemLog.collect, log.pointer)
        let result = log.whileListening { xmlRelaxNGValidateDoc(context, parsed) }
        if result != 0, log.problems.isEmpty {
            log.problems.append(Problem(line: 0, message: "does not fit the schema"))
        }
        return log.problems
    }
}

/// What libxml2 has to say, instead of on standard error.
private final class ProblemLog {
    var problems: [RelaxNG.Problem] = []

    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let collect: xmlStructuredErrorFunc = { data, problem in
        guard let data, let problem, problem.pointee.level != XML_ERR_WARNING else { return }
        let log = Unmanaged<ProblemLog>.fromOpaque(data).takeUnretainedValue()
        guard log.problems.count < 1000 else { return }
        let message = problem.pointee.message.map { String(cString: $0) } ?? "does not fit the schema"
        log.problems.append(
            RelaxNG.Problem(line: Int(problem.pointee.line), message: XMLLibrary.clean(message)))
    }

    /// Takes over this thread's error handler for as long as the work lasts.
    func whileListening<R>(_ work: () -> R) -> R {
        xmlSetStructuredErrorFunc(pointer, ProblemLog.collect)
        defer { XMLLibrary.beQuiet() }
        return work()
    }
}
