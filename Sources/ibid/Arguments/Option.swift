/// An option of the command, as it is typed: `--name`, `--name VALUE`, `-n VALUE`.
struct Option: Sendable {
    /// Without the dashes: "style".
    let name: String
    /// The one letter that stands for it: "s"; nil where there is none.
    let letter: String?
    let value: Value
    /// One line for the help, without a full stop.
    let summary: String
    /// Whether each value that is given counts; otherwise the last does.
    let repeats: Bool

    init(_ name: String, _ letter: String? = nil, _ value: Value, _ summary: String, repeats: Bool = false) {
        self.name = name
        self.letter = letter
        self.value = value
        self.summary = summary
        self.repeats = repeats
    }

    /// What follows the option.
    enum Value: Sendable {
        /// Nothing.
        case flag
        /// Any text; the word stands for it in the help.
        case text(String)
        /// One of these words; the first word stands for them in the help.
        case choice(String, [String])
        case file
        case folder
        /// A format that can be read, or written.
        case format(reading: Bool)
        /// The name of a style, or a file.
        case style

        /// The word that stands for the value in the help; nil for a flag.
        var word: String? {
            switch self {
            case .flag: nil
            case .text(let word), .choice(let word, _): word
            case .file: "FILE"
            case .folder: "DIR"
            case .format: "FORMAT"
            case .style: "STYLE"
            }
        }

        /// The words that may stand there; empty where that is not known.
        var choices: [String] {
            if case .choice(_, let words) = self { words } else { [] }
        }
    }

    /// "-f, --from FORMAT"
    var synopsis: String {
        (letter.map { "-\($0), " } ?? "") + "--\(name)" + (value.word.map { " \($0)" } ?? "")
    }
}

extension Option {
    // MARK: Every command

    static let help = Option("help", "h", .flag, "show what the command does and its options")
    static let messages = Option(
        "messages", nil, .choice("FORM", ["text", "json"]),
        "write messages as text, or as JSON, one a line, for programs")
    static let color = Option(
        "color", nil, .choice("WHEN", ["auto", "always", "never"]),
        "color messages: on a terminal (auto), always, never; NO_COLOR is respected")
    static let quiet = Option("quiet", "q", .flag, "tell errors only, no warnings and notes")

    static let common = [messages, color, quiet, help]

    // MARK: Reading

    static let from = Option(
        "from", "f", .format(reading: true),
        "the format of the inputs; without it, their names and their content tell")
    static let strict = Option("strict", nil, .flag, "stop at the first error and write no file")

    // MARK: Writing

    static let to = Option(
        "to", "t", .format(reading: false), "the format to write; without it, the output's name tells")
    static let output = Option(
        "output", "o", .file, "write to FILE, which is replaced only when all is written; without it, standard output")
    static let json = Option("json", nil, .flag, "write JSON, for programs")
}
