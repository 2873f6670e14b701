internal import Formats

/// What was typed after a command's name, sorted by the command's table.
struct Arguments: Sendable {
    var operands: [String] = []
    /// Values by the option's name, in the order in which they were given; flags have an empty one.
    private var values: [String: [String]] = [:]
    /// Options of formats.
    var formatOptions: [FormatOption] = []

    /// An option of a format as it was typed.
    struct FormatOption: Sendable {
        /// As in the format's descriptor.
        let name: String
        let value: String
        /// The side that was said with `--from-…` or `--to-…`; nil where none was.
        let side: OptionDescriptor.Side?

        /// As it was typed.
        var written: String {
            switch side {
            case .reading: "--from-\(name)"
            case .writing: "--to-\(name)"
            default: "--\(name)"
            }
        }
    }

    func has(_ option: Option) -> Bool { values[option.name] != nil }

    /// The value that counts: the last.
    func value(_ option: Option) -> String? { values[option.name]?.last }

    /// Every value, in order.
    func values(_ option: Option) -> [String] { values[option.name] ?? [] }

    mutating func add(_ option: Option, _ value: String) { values[option.name, default: []].append(value) }
}

/// Sorts the words of a command line by a command's table and the options of the registry's formats.
struct ArgumentParser {
    private let command: Command
    private let formats: [FormatDescriptor]
    private var words: ArraySlice<String>
    private var arguments = Arguments()

    init(_ command: Command, formats: [FormatDescriptor]) {
        self.command = command
        self.formats = formats
        words = []
    }

    /// - Throws: `UsageError`, for the first word that does not fit.
    consuming func parse(_ given: [String]) throws(UsageError) -> Arguments {
        words = given[...]
        while let word = words.popFirst() {
            if word == "--" {
                arguments.operands += words
                words = []
            } else if word.hasPrefix("--") {
                try long(word)
            } else if word.hasPrefix("-"), word != "-" {
                try letters(word)
            } else {
                arguments.operands.append(word)
            }
        }
        if !arguments.has(.help) { try checkOperands() }
        return arguments
    }

    private func checkOperands() throws(UsageError) {
        let operands = arguments.operands
        switch command.operands {
        case .none:
            if !operands.isEmpty { throw .tooManyOperands(operands, command) }
        case .inputs(let optional):
            if operands.isEmpty, !optional { throw .missingOperand(command) }
        case .words: break
        case .choice(_, let words, let optional):
            if operands.isEmpty, !optional { throw .missingOperand(command) }
            if operands.count > 1 { throw .tooManyOperands(Array(operands.dropFirst()), command) }
            if let word = operands.first, !words.contains(word) { throw .wrongOperand(word, choices: words) }
        }
    }

    /// `--name`, `--name VALUE`, `--name=VALUE`.
    private mutating func long(_ word: String) throws(UsageError) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let attached = parts.count > 1 ? String(parts[1]) : nil
        if let option = command.allOptions.first(where: { $0.name == name }) {
            arguments.add(option, try value(of: option, written: "--\(name)", attached))
        } else if let (option, side) = formatOption(name) {
            let asOption = Option(option.name, nil, option.value.onCommandLine, option.summary)
            let value = try value(of: asOption, written: "--\(name)", attached)
            arguments.formatOptions.append(.init(name: option.name, value: value, side: side))
        } else {
            throw unknown("--\(name)")
        }
    }

    /// `-f FORMAT`, `-fFORMAT`, `-qf FORMAT`.
    private mutating func letters(_ word: String) throws(UsageError) {
        var rest = word.dropFirst()
        while let letter = rest.popFirst() {
            guard let option = command.allOptions.first(where: { $0.letter == String(letter) }) else {
                throw unknown("-\(letter)", whole: word)
            }
            if case .flag = option.value {
                arguments.add(option, "")
                continue
            }
            var attached = rest.isEmpty ? nil : String(rest)
            if let text = attached, text.hasPrefix("=") { attached = String(text.dropFirst()) }
            arguments.add(option, try value(of: option, written: "-\(letter)", attached))
            return
        }
    }

    private mutating func value(
        of option: Option, written: String, _ attached: String?
    ) throws(UsageError) -> String {
        if case .flag = option.value {
            if let attached { throw .unexpectedValue(written, value: attached) }
            return ""
        }
        guard let value = attached ?? words.first else { throw .missingValue(option, as: written, next: nil) }
        if attached == nil {
            if isOption(value) { throw .missingValue(option, as: written, next: value) }
            words.removeFirst()
        }
        let choices = option.value.choices
        if !choices.isEmpty, !choices.contains(value) { throw .wrongValue(written, value: value, choices: choices) }
        return value
    }

    /// Whether a word is an option of this command, so that it is no value of the one before it.
    private func isOption(_ word: String) -> Bool {
        guard word.hasPrefix("-"), word != "-" else { return false }
        let name = word.hasPrefix("--") ? String(word.dropFirst(2).prefix { $0 != "=" }) : ""
        return command.allOptions.contains { $0.name == name || "-\($0.letter ?? " ")" == word }
    }

    /// The option of a format by its name, with `from-` or `to-` before it where one side is meant. Where formats differ in
    /// what follows the option, the earlier in the registry decides.
    private func formatOption(_ name: String) -> (option: OptionDescriptor, side: OptionDescriptor.Side?)? {
        let candidates = FormatOptionNames(command: command, formats: formats).all
        return candidates.first { $0.written == name }.map { ($0.option, $0.side) }
    }

    private func unknown(_ word: String, whole: String? = nil) -> UsageError {
        let own = command.allOptions.map { "--\($0.name)" }
        let ofFormats = FormatOptionNames(command: command, formats: formats).all.map { "--\($0.written)" }
        let isLong = word.hasPrefix("--")
        let elsewhere = Commands.all.filter { other in
            other.options.contains { "--\($0.name)" == word || "-\($0.letter ?? " ")" == word }
        }
        let typed = isLong ? word : "-" + (whole ?? word)
        let guess = elsewhere.isEmpty ? Guess.nearest(to: typed, among: own + ofFormats) : nil
        return .unknownOption(word, command: command, guess: guess, elsewhere: elsewhere.map(\.name))
    }
}

/// The names under which a command takes the options of formats.
struct FormatOptionNames {
    let command: Command
    let formats: [FormatDescriptor]

    struct Name {
        /// Without dashes: "delimiter", "from-delimiter".
        let written: String
        let option: OptionDescriptor
        let side: OptionDescriptor.Side?
    }

    /// The plain names first, then those with a side.
    var all: [Name] {
        let options = formats.flatMap(\.options).filter(isTaken)
        let plain = options.map { Name(written: $0.name, option: $0, side: nil) }
        guard command.formatOptions == [.reading, .writing] else { return plain }
        return plain
            + options.filter { $0.side != .writing }
            .map { Name(written: "from-\($0.name)", option: $0, side: .reading) }
            + options.filter { $0.side != .reading }
            .map { Name(written: "to-\($0.name)", option: $0, side: .writing) }
    }

    private func isTaken(_ option: OptionDescriptor) -> Bool {
        switch option.side {
        case .reading: command.formatOptions.contains(.reading)
        case .writing: command.formatOptions.contains(.writing)
        case .both: !command.formatOptions.isEmpty
        }
    }
}

extension OptionDescriptor.Value {
    /// The same for the command's own parser.
    var onCommandLine: Option.Value {
        switch self {
        case .flag: .flag
        case .text(let word): .text(word)
        case .choice(let words): .choice("WORD", words)
        case .path: .file
        }
    }
}
