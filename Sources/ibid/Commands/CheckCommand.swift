internal import CSL
internal import Formats
internal import XML

extension Command {
    static let check = Command(
        "check", "tell what is wrong with inputs or citation styles, and write nothing",
        operands: .inputs(optional: false),
        options: [.from, .schema],
        formatOptions: .reading,
        text: [
            """
            Reads the inputs as “ibid convert” would, and tells what it finds: each message names the file, line and column, \
            what is wrong and what was expected. A line for each input says how many records were read.
            """,
            """
            CSL styles and locales are told by their content. They are held against CSL 1.0.2, and each message says what \
            was likely meant.
            """,
        ],
        examples: [
            .init("ibid check refs.bib", "what is wrong with a bibliography"),
            .init("ibid check my-style.csl", "what is wrong with a citation style"),
            .init("ibid check --schema tei_all.rng edition.xml", "whether an edition fits a RelaxNG schema"),
            .init("ibid check --messages json *.bib", "messages for a program"),
        ],
        run: runCheck)

    private static func runCheck(_ call: Invocation) throws -> ExitStatus {
        var check = InputCheck(call: call, schema: try call.arguments.value(.schema).map { try Schema(path: $0) })
        for input in try call.openInputs() { try check.check(input) }
        return call.messages.lostInput ? .failed : check.status
    }
}

extension Option {
    static let schema = Option("schema", nil, .file, "a RelaxNG schema (.rng) that XML inputs are to fit")
}

/// A RelaxNG schema by its file.
private struct Schema {
    let grammar: RelaxNG

    init(path: String) throws {
        let bytes = try Input(path: path).readAll()
        do {
            grammar = try RelaxNG(schema: bytes)
        } catch {
            throw Failure(
                .failed,
                [
                    Diagnostic(
                        .error, "schema.unusable", "the schema cannot be used: \(error.message)",
                        at: Place(source: path, line: max(0, error.line)))
                ])
        }
    }
}

/// Checks inputs one by one.
private struct InputCheck {
    let call: Invocation
    let schema: Schema?
    var status = ExitStatus.done

    mutating func check(_ input: Input) throws {
        if try isStyle(input) {
            let result = StyleCheck(xml: try input.readAll(limit: XMLTree.largest), source: input.name)
            for problem in result.problems { call.messages.report(problem.diagnostic) }
            let errors = result.problems.filter { $0.severity == .error }.count
            let warnings = result.problems.filter { $0.severity == .warning }.count
            let kind = result.kind == .unknown ? "not CSL" : "CSL \(result.kind.rawValue)"
            try tell(input.name, [kind, counted(errors, "error"), counted(warnings, "warning")], errors: errors)
        } else {
            try checkRecords(of: input)
        }
    }

    private mutating func checkRecords(of input: Input) throws {
        var input = input
        var misfits = 0
        if let schema {
            let bytes = try input.readAll(limit: XMLTree.largest)
            misfits = validate(bytes, of: input.name, schema)
            input = Input(bytes: bytes, name: input.name)
        }
        // XML that fits a schema need not be of a format that is read.
        if schema != nil, !isRecognized(input) {
            return try tell(input.name, ["XML", counted(misfits, "error")], errors: misfits)
        }
        guard let source = try call.choose([input]).first else {
            return try tell(input.name, ["empty"], errors: misfits)
        }
        let messages = call.messages
        let (_, summary) = try call.conversion([source]).read([source]) { messages.report($0) }
        messages.endProgress()
        call.tellIfNothingWasFound(summary, in: [source])
        let errors = summary.errors + misfits
        let facts = [
            source.format.descriptor.title, counted(summary.records, "record"), counted(errors, "error"),
            counted(summary.warnings, "warning"),
        ]
        try tell(input.name, facts, errors: errors)
    }

    private func isRecognized(_ input: Input) -> Bool {
        (try? call.registry.reader(named: call.arguments.value(.from), for: input)) != nil
    }

    /// How many places do not fit the schema.
    private func validate(_ bytes: [UInt8], of name: String, _ schema: Schema) -> Int {
        do {
            let problems = try schema.grammar.validate(bytes)
            for problem in problems {
                call.messages.report(
                    Diagnostic(
                        .error, "schema.misfit", problem.message, at: Place(source: name, line: problem.line)))
            }
            return problems.count
        } catch {
            call.messages.report(
                Diagnostic(.error, "schema.not-xml", error.message, at: Place(source: name, line: error.line)))
            return 1
        }
    }

    private mutating func tell(_ name: String, _ facts: [String], errors: Int) throws {
        if errors > 0 { status = .partly }
        try print("\(ControlCharacters.shownOnOneLine(name)): \(facts.joined(separator: ", "))\n")
    }

    /// Whether an input is a CSL style or locale: by its name, or because it says so in its first lines.
    private func isStyle(_ input: Input) throws -> Bool {
        if call.arguments.value(.from) != nil { return false }
        if input.fileExtension == "csl" { return true }
        let head = String(decoding: try input.peek(4096), as: UTF8.self)
        return head.contains("http://purl.org/net/xbiblio/csl") && (head.contains("<style") || head.contains("<locale"))
    }

    private func counted(_ count: Int, _ word: String) -> String {
        "\(count == 0 ? "no" : String(count)) \(word)\(count == 1 ? "" : "s")"
    }
}
