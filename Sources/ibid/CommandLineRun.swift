internal import BuiltInFormats
internal import Formats
internal import PluginHost

/// One run of `ibid`: finds the command, parses its arguments by its table, runs it, and words what goes wrong.
struct CommandLineRun {
    private let words: [String]
    private let messages: Messages

    init(_ words: [String]) {
        self.words = words
        let color = CommandLineRun.early(Option.color, in: words)
        messages = Messages(
            asJSON: CommandLineRun.early(Option.messages, in: words) == "json",
            color: Terminal.wantsColor(color, on: 2),
            quiet: words.contains("--quiet") || words.contains("-q"))
    }

    func run() -> ExitStatus {
        defer { messages.finish() }
        do {
            return try runCommand()
        } catch let error as UsageError {
            messages.report(error.diagnostic)
            return .usage
        } catch let error as OutputError {
            // Whoever read the output has what it wanted.
            if error.isClosedPipe { return .done }
            messages.report(error.diagnostic)
            return .failed
        } catch let error as RegistryError {
            messages.report(error.diagnostic)
            return error.isUsage ? .usage : .failed
        } catch let error as InputError {
            messages.report(error.diagnostic)
            return .failed
        } catch is Conversion.Failed {
            // It was told when it happened.
            return .failed
        } catch let error as Failure {
            for diagnostic in error.diagnostics { messages.report(diagnostic) }
            return error.status
        } catch {
            messages.report(Diagnostic(.error, "command.failed", "\(error)"))
            return .failed
        }
    }

    private func runCommand() throws -> ExitStatus {
        // Options that every command takes may stand before the command.
        let position = commandPosition()
        guard let position else { return try withoutCommand() }
        let name = words[position]
        guard let command = Commands.named(name) else {
            throw UsageError.unknownCommand(
                name, guess: Guess.nearest(to: name, among: Commands.all.map(\.name)), isFile: Terminal.isFile(name))
        }
        var rest = words
        rest.remove(at: position)
        let registry =
            try command.name == Command.plugins.name
            ? BuiltInFormats.registry : FormatCatalogue.registry(words: rest, report: messages.report)
        let arguments = try ArgumentParser(command, formats: registry.descriptors).parse(rest)
        if arguments.has(.help) {
            try print(HelpText(formats: registry.descriptors).help(for: command))
            return .done
        }
        return try command.run(
            Invocation(
                command: command, arguments: arguments, registry: registry,
                pluginSearch: try FormatCatalogue.search(words: rest), messages: messages))
    }

    /// `ibid`, `ibid --version`, `ibid --help`.
    private func withoutCommand() throws -> ExitStatus {
        if words.contains("--version") || words.contains("-V") {
            try print("ibid \(Version.string)\n")
            return .done
        }
        if words.contains("--help") || words.contains("-h") {
            let registry = try FormatCatalogue.registry(words: words, report: messages.report)
            try print(HelpText(formats: registry.descriptors).all)
            return .done
        }
        if let word = words.first(where: { $0.hasPrefix("-") }), !Option.common.contains(where: { $0.isNamed(word) }) {
            throw UsageError.unknownCommand(
                word, guess: Guess.nearest(to: word, among: ["--version", "--help"]), isFile: false)
        }
        try print(HelpText.overview)
        return .done
    }

    /// Where the command stands: the first word that is neither a common option nor the value of one.
    private func commandPosition() -> Int? {
        var index = 0
        while index < words.count {
            let word = words[index]
            guard word.hasPrefix("-") else { return index }
            guard let option = (Option.common + Option.plugins).first(where: { $0.isNamed(word) }) else { return nil }
            if option.value.word != nil, !word.contains("=") { index += 1 }
            index += 1
        }
        return nil
    }

    /// The value of an option that must be known before the others are parsed.
    private static func early(_ option: Option, in words: [String]) -> String? {
        for (index, word) in words.enumerated() where option.isNamed(word) {
            if let equals = word.firstIndex(of: "=") { return String(word[word.index(after: equals)...]) }
            return index + 1 < words.count ? words[index + 1] : nil
        }
        return nil
    }
}

extension Option {
    /// Whether a word is this option: `--name`, `--name=…`, `-n`.
    func isNamed(_ word: String) -> Bool {
        word == "--\(name)" || word.hasPrefix("--\(name)=") || letter.map { word == "-\($0)" } ?? false
    }
}

/// What a command works with.
struct Invocation {
    let command: Command
    let arguments: Arguments
    let registry: Registry
    /// Where formats from outside are looked for; nil where none are wanted.
    let pluginSearch: PluginSearch?
    let messages: Messages
}

/// Work that cannot be done, or not wholly.
struct Failure: Error {
    let status: ExitStatus
    /// What there is to tell; empty where it was told already.
    let diagnostics: [Diagnostic]

    init(_ status: ExitStatus, _ diagnostics: [Diagnostic] = []) {
        self.status = status
        self.diagnostics = diagnostics
    }
}

extension RegistryError {
    /// Whether the command line was wrong, and not the input.
    var isUsage: Bool {
        switch self {
        case .notRecognized, .binary: false
        default: true
        }
    }
}

/// Standard output; on a terminal, control characters are made visible.
///
/// - Parameter isPainted: whether what is written formats text for a terminal, and has made those of records visible itself.
func standardOutput(isPainted: Bool = false) -> Output {
    .standardOutput(showingControls: !isPainted && Terminal.isTerminal(1))
}

/// Writes text to standard output, to its end.
func print(_ text: String) throws(OutputError) { try print(Array(text.utf8)) }

/// Writes UTF-8 to standard output, to its end.
func print(_ bytes: [UInt8]) throws(OutputError) {
    var output = standardOutput()
    try output.write(bytes)
    try output.commit()
}
