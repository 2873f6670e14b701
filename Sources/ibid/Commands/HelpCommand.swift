internal import Formats

extension Command {
    static let help = Command(
        "help", "tell what the commands do, or all about one",
        operands: .words("COMMAND"),
        options: [.man],
        run: runHelp)

    static let completions = Command(
        "completions", "write completions for a shell",
        operands: .choice("SHELL", Completions.shells, optional: false),
        text: [
            """
            “make install” puts them in place. By hand: ibid completions bash > \
            ~/.local/share/bash-completion/completions/ibid, ibid completions zsh > a folder of $fpath/_ibid, \
            ibid completions fish > ~/.config/fish/completions/ibid.fish.
            """
        ],
        run: runCompletions)

    private static func runHelp(_ call: Invocation) throws -> ExitStatus {
        let help = HelpText(formats: call.registry.descriptors)
        let words = call.arguments.operands
        if call.arguments.has(.man) {
            try print(ManPage(help: help).text)
        } else if let word = words.first {
            if words.count > 1 { throw UsageError.tooManyOperands(Array(words.dropFirst()), .help) }
            guard let command = Commands.named(word) else {
                let names = Commands.all.map(\.name)
                throw UsageError.unknownCommand(word, guess: Guess.nearest(to: word, among: names), isFile: false)
            }
            try print(help.help(for: command))
        } else {
            try print(help.all)
        }
        return .done
    }

    private static func runCompletions(_ call: Invocation) throws -> ExitStatus {
        let completions = Completions(formats: call.registry.descriptors)
        try print(completions.text(for: call.arguments.operands.first ?? ""))
        return .done
    }
}

extension Option {
    static let man = Option("man", nil, .flag, "write the man page instead")
}
