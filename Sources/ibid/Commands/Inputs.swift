internal import Formats
private import Records

extension Invocation {
    /// The inputs with their formats and options; everything is opened and looked at before any work begins.
    ///
    /// - Parameter writer: the format that is written, whose options are no business of the readers.
    func sources(writer: FormatDescriptor? = nil) throws -> [Reading.Source] {
        try choose(try openInputs(), writer: writer)
    }

    /// The inputs, opened.
    func openInputs() throws -> [Input] {
        let paths = arguments.operands.isEmpty ? ["-"] : arguments.operands
        if paths.contains("-"), Terminal.isTerminal(0) {
            Terminal.writeError("ibid: reads what you type or paste; Ctrl-D on a line of its own ends it\n")
        }
        return try open(paths)
    }

    /// The inputs with their formats and options; those that are empty are told and left out.
    func choose(_ inputs: [Input], writer: FormatDescriptor? = nil) throws -> [Reading.Source] {
        let chosen = try inputs.compactMap { input -> (input: Input, format: any Format)? in
            if try input.peek(1).isEmpty {
                messages.report(
                    Diagnostic(
                        .warning, "input.empty", "the input is empty: there are no records in it",
                        at: Place(source: input.name, line: 1, column: 1)))
                if arguments.value(.from) == nil { return nil }
            }
            return (input, try registry.reader(named: arguments.value(.from), for: input))
        }
        try checkFormatOptions(readers: chosen.map(\.format.descriptor), writer: writer)
        return try chosen.map { input, format in
            let options = formatOptions(for: format.descriptor, .reading)
            try checkValues { _ = try format.makeReader(Input(bytes: [], name: input.name), options: options) }
            return Reading.Source(input, format, options: options)
        }
    }

    /// Opens every input, or tells of each that cannot be.
    private func open(_ paths: [String]) throws -> [Input] {
        var inputs: [Input] = []
        var failures: [Diagnostic] = []
        for path in paths {
            do {
                inputs.append(try Input(path: path))
            } catch {
                var diagnostic = error.diagnostic
                if case .open(let number) = error.reason, number == Terminal.noSuchFile, isLikelyOutput(path) {
                    diagnostic.hint = "to write that file, say -o \(path)"
                }
                failures.append(diagnostic)
            }
        }
        if !failures.isEmpty { throw Failure(.failed, failures) }
        return inputs
    }

    /// Whether a last file that is not there was likely meant as the output.
    func isLikelyOutput(_ path: String) -> Bool {
        command.options.contains { $0.name == Option.output.name } && arguments.value(.output) == nil
            && arguments.operands.count > 1 && path == arguments.operands.last && !Terminal.exists(path)
            && (try? registry.writer(named: nil, output: path)) != nil
    }

    /// The options that were given for one side of a format.
    func formatOptions(for format: FormatDescriptor, _ side: OptionDescriptor.Side) -> FormatOptions {
        var options = FormatOptions()
        for given in arguments.formatOptions where given.side == nil || given.side == side {
            if format.takes(given.name, on: side) { options[given.name] = given.value }
        }
        return options
    }

    /// Every option of a format must have a part in the work.
    private func checkFormatOptions(readers: [FormatDescriptor], writer: FormatDescriptor?) throws {
        for given in arguments.formatOptions {
            let isRead = given.side != .writing && readers.contains { $0.takes(given.name, on: .reading) }
            let isWritten = given.side != .reading && writer?.takes(given.name, on: .writing) ?? false
            if isRead || isWritten || (readers.isEmpty && given.side != .writing) { continue }
            let owners = registry.descriptors.filter { $0.options.contains { $0.name == given.name } }.map(\.id)
            throw UsageError.idleFormatOption(given.written, formats: owners)
        }
    }

    /// Makes a reader or writer to see whether it can use its options' values.
    func checkValues(_ make: () throws -> Void) throws {
        do { try make() } catch let error as Diagnostic {
            throw Failure(error.code.hasPrefix("plugin.") ? .failed : .usage, [error])
        }
    }

    /// Reads the inputs and tells what there is to tell; a warning where nothing was found and nothing said.
    func tellIfNothingWasFound(_ summary: Conversion.Summary, in sources: [Reading.Source]) {
        guard summary.records == 0, summary.errors == 0, summary.warnings == 0 else { return }
        for source in sources {
            messages.report(
                Diagnostic(
                    .warning, "input.no-records", "no records were found, read as \(source.format.descriptor.title)",
                    at: Place(source: source.input.name, line: 1, column: 1),
                    hint: "if it is of another format, say which with -f"))
        }
    }

    /// A conversion as this run wants it: strict or not, with progress on a terminal.
    func conversion(_ sources: [Reading.Source]) -> Conversion {
        var conversion = Conversion()
        conversion.strict = arguments.has(.strict)
        let sizes = sources.map(\.input.size)
        let total = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
        // Records that scroll over the terminal are progress enough.
        let isSeen = command.formatOptions.contains(.writing) && arguments.value(.output) == nil
        if !(isSeen && Terminal.isTerminal(1)), let progress = Progress(total: total) {
            messages.show(progress)
            conversion.progress = { progress.update($0) }
        }
        return conversion
    }

    /// The status of work that was done, by what was told.
    var status: ExitStatus {
        if messages.lostInput { return .failed }
        return messages.counts[.error, default: 0] > 0 ? .partly : .done
    }
}

extension FormatDescriptor {
    /// Whether the format has an option of that name on that side.
    func takes(_ option: String, on side: OptionDescriptor.Side) -> Bool {
        options.contains { $0.name == option && ($0.side == side || $0.side == .both) }
    }
}
