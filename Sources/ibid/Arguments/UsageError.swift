internal import Formats

/// What is wrong with a command line. The cases carry what was found; `diagnostic` words it.
enum UsageError: Error {
    case unknownCommand(String, guess: String?, isFile: Bool)
    case unknownOption(String, command: Command, guess: String?, elsewhere: [String])
    case missingValue(Option, as: String, next: String?)
    case unexpectedValue(String, value: String)
    case wrongValue(String, value: String, choices: [String])
    case tooManyOperands([String], Command)
    case missingOperand(Command)
    case wrongOperand(String, choices: [String])
    /// An option of a format that has no part in the work.
    case idleFormatOption(String, formats: [String])
    /// A file to write that stands among the inputs.
    case missingOutputOption(String)
    case conflict(String, String)
    /// A value that is not of the form that it must have.
    case wrongForm(String, value: String, form: String)
    /// A field that records do not have.
    case unknownField(String, field: String, known: [String])

    var diagnostic: Diagnostic {
        switch self {
        case .unknownCommand(let word, let guess, let isFile):
            if isFile {
                return Self.error(
                    "unknown-command", "“\(word)” is a file, not a command",
                    hint: "to cite it: ibid cite \(word); to convert it: ibid convert \(word) -t FORMAT")
            }
            return Self.error(
                "unknown-command", "there is no command “\(word)”",
                hint: guess.map { "did you mean “\($0)”?" }
                    ?? "the commands are \(Commands.all.map(\.name).joined(separator: ", "))")
        case .unknownOption(let word, let command, let guess, let elsewhere):
            return Self.error(
                "unknown-option", "ibid \(command.name) has no option \(word)",
                hint: guess.map { "did you mean \($0)?" }
                    ?? (elsewhere.isEmpty
                        ? "ibid help \(command.name) lists its options"
                        : "it is an option of \(elsewhere.map { "ibid \($0)" }.joined(separator: " and "))"))
        case .missingValue(let option, let written, let next):
            return Self.error(
                "missing-value", "\(written) needs \(Self.article(option)) after it",
                hint: next.map { "“\($0)” follows, which is an option" }
                    ?? (option.value.choices.isEmpty
                        ? "\(written) \(option.value.word ?? "VALUE"): \(option.summary)"
                        : "one of \(option.value.choices.joined(separator: ", "))"))
        case .unexpectedValue(let option, let value):
            return Self.error("unexpected-value", "\(option) takes no value, but “\(value)” is given")
        case .wrongValue(let option, let value, let choices):
            let guess = Guess.nearest(to: value, among: choices)
            return Self.error(
                "wrong-value", "\(option) cannot be “\(value)”",
                hint: (guess.map { "did you mean “\($0)”? " } ?? "")
                    + "It is one of \(choices.joined(separator: ", "))")
        case .tooManyOperands(let words, let command):
            return Self.error(
                "too-many", "ibid \(command.name) does not take “\(words.joined(separator: " "))”",
                hint: "usage: \(command.synopsis)")
        case .missingOperand(let command):
            return Self.error(
                "missing-operand", "ibid \(command.name) needs \(command.operands.synopsis)",
                hint: "usage: \(command.synopsis)")
        case .wrongOperand(let word, let choices):
            return Self.error(
                "wrong-operand", "“\(word)” is none of \(choices.joined(separator: ", "))",
                hint: Guess.nearest(to: word, among: choices).map { "did you mean “\($0)”?" })
        case .idleFormatOption(let option, let formats):
            return Self.error(
                "idle-option", "\(option) has no part in this",
                hint: "it is an option of \(formats.joined(separator: ", "))")
        case .missingOutputOption(let path):
            return Self.error(
                "output", "“\(path)” stands among the inputs, and there is no such file",
                hint: "to write that file, say -o \(path)")
        case .conflict(let one, let other):
            return Self.error("conflict", "\(one) and \(other) exclude each other", hint: "leave one of them out")
        case .wrongForm(let option, let value, let form):
            return Self.error("wrong-value", "\(option) cannot be “\(value)”", hint: "it is \(form)")
        case .unknownField(let option, let field, let known):
            return Self.error(
                "unknown-field", "\(option): no record has a field “\(field)”",
                hint: Guess.nearest(to: field, among: known).map { "did you mean “\($0)”?" }
                    ?? "it is type or a variable of CSL, as archive, archive_collection or author")
        }
    }

    private static func error(_ code: String, _ message: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(.error, "usage.\(code)", message, hint: hint)
    }

    private static func article(_ option: Option) -> String {
        switch option.value {
        case .flag: "nothing"
        case .text(let word), .choice(let word, _): "a value (\(word))"
        case .file: "the name of a file"
        case .folder: "the name of a folder"
        case .format: "the name of a format"
        case .style: "the name of a style"
        }
    }
}
