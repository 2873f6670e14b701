/// One of the things that `ibid` does. From this table arguments are parsed, and help, suggestions, completions and the man
/// page are made.
struct Command: Sendable {
    let name: String
    /// One line, without a full stop.
    let summary: String
    let operands: Operands
    let options: [Option]
    /// The options of formats that it takes as well.
    let formatOptions: FormatSides
    /// Paragraphs of plain text for the help.
    let text: [String]
    let examples: [Example]
    let run: @Sendable (Invocation) throws -> ExitStatus

    init(
        _ name: String, _ summary: String, operands: Operands = .none, options: [Option] = [],
        formatOptions: FormatSides = [], text: [String] = [], examples: [Example] = [],
        run: @escaping @Sendable (Invocation) throws -> ExitStatus
    ) {
        self.name = name
        self.summary = summary
        self.operands = operands
        self.options = options
        self.formatOptions = formatOptions
        self.text = text
        self.examples = examples
        self.run = run
    }

    /// A command line to paste, and what it does.
    struct Example: Sendable {
        let line: String
        let meaning: String

        init(_ line: String, _ meaning: String) {
            self.line = line
            self.meaning = meaning
        }
    }

    /// What stands on the command line beside options.
    enum Operands: Sendable {
        case none
        /// Files, or "-" for standard input; none means standard input where `optional`.
        case inputs(optional: Bool)
        /// Words to search for.
        case words(String)
        /// One of these words, or none where `optional`.
        case choice(String, [String], optional: Bool)

        /// "[INPUT...]"
        var synopsis: String {
            switch self {
            case .none: ""
            case .inputs(let optional): optional ? "[INPUT...]" : "INPUT..."
            case .words(let word): "[\(word)...]"
            case .choice(let word, let words, let optional):
                optional ? "[\(word)]" : words.joined(separator: "|")
            }
        }
    }

    /// Which halves of formats a command uses.
    struct FormatSides: OptionSet, Sendable {
        let rawValue: UInt8
        static let reading = FormatSides(rawValue: 1)
        static let writing = FormatSides(rawValue: 2)
    }

    var allOptions: [Option] { options + Option.common + Option.plugins }

    /// "ibid convert [INPUT...] [OPTION...]"
    var synopsis: String {
        ["ibid", name, operands.synopsis, options.isEmpty ? "" : "[OPTION...]"].filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}

/// How the process ends.
enum ExitStatus: Int32, CaseIterable, Sendable {
    /// Done.
    case done = 0
    /// Done, but some input could not be read and was reported.
    case partly = 1
    /// The command line was wrong.
    case usage = 2
    /// The work could not be done: no such file, unreadable, disk full, unknown style.
    case failed = 3

    /// For the help.
    var meaning: String {
        switch self {
        case .done: "done"
        case .partly: "done, but some input could not be read, and was reported"
        case .usage: "the command line was wrong"
        case .failed: "the work could not be done: no such file, disk full, unknown style"
        }
    }
}
