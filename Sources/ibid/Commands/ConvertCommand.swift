internal import Formats

extension Command {
    static let convert = Command(
        "convert", "read records in one format and write them in another",
        operands: .inputs(optional: true),
        options: [.from, .to, .output, .strict],
        formatOptions: [.reading, .writing],
        text: [
            """
            Reads the inputs (standard input where none is named, or “-”) and writes their records to standard output, or to \
            the file that -o names. The formats are those that -f and -t name, else those that the names of the files tell, \
            else what the content is recognized as. Several inputs become one collection.
            """,
            """
            Nothing is lost in silence: what a record's fields cannot hold is kept and written again in the format that it \
            came from, and what cannot be read or written is told. A record that cannot be read does not keep the others \
            from arriving.
            """,
            """
            An option of a format is given by its name. Where both the format that is read and the one that is written have \
            it, it means both; --from-NAME and --to-NAME mean one.
            """,
        ],
        examples: [
            .init("ibid convert refs.bib -o refs.json", "BibTeX to CSL-JSON, by the names of the files"),
            .init("ibid convert listing.txt -t csv > sheet.csv", "a copied archive listing to a spreadsheet"),
            .init("ibid convert page1.txt page2.txt -t tei -o edition.xml", "two pages of one listing to TEI"),
            .init("curl -s URL | ibid convert -f ris -t bibtex", "from a pipe to a pipe"),
        ],
        run: runConvert)

    private static func runConvert(_ call: Invocation) throws -> ExitStatus {
        let arguments = call.arguments
        let target = arguments.value(.output) ?? "-"
        if arguments.value(.to) == nil, let last = arguments.operands.last, call.isLikelyOutput(last) {
            throw UsageError.missingOutputOption(last)
        }
        let format = try call.registry.writer(named: arguments.value(.to), output: target == "-" ? nil : target)
        let sources = try call.sources(writer: format.descriptor)
        let options = call.formatOptions(for: format.descriptor, .writing)
        var writer: (any RecordWriter)?
        try call.checkValues { writer = try format.makeWriter(options: options) }
        guard let writer else { return .failed }
        var output = target == "-" ? standardOutput() : try Output.file(target)
        do {
            let summary = try call.conversion(sources).run(sources, to: writer, output: &output) {
                call.messages.report($0)
            }
            call.tellIfNothingWasFound(summary, in: sources)
            if call.messages.lostInput, target != "-" { return .failed }
            try output.commit()
            return call.status
        } catch is Conversion.Stopped {
            return .partly
        }
    }
}
