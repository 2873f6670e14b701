internal import Formats

extension Command {
    static let check = Command(
        "check", "tell what is wrong with inputs, and write nothing",
        operands: .inputs(optional: false),
        options: [.from],
        formatOptions: .reading,
        text: [
            """
            Reads the inputs as “ibid convert” would, and tells what it finds: each message names the file, line and column, \
            what is wrong and what was expected. A line for each input says how many records were read.
            """
        ],
        examples: [
            .init("ibid check refs.bib", "what is wrong with a bibliography"),
            .init("ibid check --messages json *.bib", "the same for a program"),
        ],
        run: runCheck)

    private static func runCheck(_ call: Invocation) throws -> ExitStatus {
        var status = ExitStatus.done
        for source in try call.sources() {
            let (_, summary) = try call.conversion([source]).read([source]) { call.messages.report($0) }
            call.tellIfNothingWasFound(summary, in: [source])
            if summary.errors > 0 { status = .partly }
            try print(verdict(summary, on: source))
        }
        return call.messages.lostInput ? .failed : status
    }

    private static func verdict(_ summary: Conversion.Summary, on source: Reading.Source) -> String {
        let counts = [
            counted(summary.records, "record"), counted(summary.errors, "error"), counted(summary.warnings, "warning"),
        ]
        return "\(source.input.name): \(source.format.descriptor.title), \(counts.joined(separator: ", "))\n"
    }

    private static func counted(_ count: Int, _ word: String) -> String {
        "\(count == 0 ? "no" : String(count)) \(word)\(count == 1 ? "" : "s")"
    }
}
