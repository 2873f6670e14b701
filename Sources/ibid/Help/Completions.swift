internal import Formats

/// Completions for shells, from the table of commands and the formats that there are.
struct Completions {
    static let shells = ["bash", "zsh", "fish"]

    let formats: [FormatDescriptor]

    func text(for shell: String) -> String {
        switch shell {
        case "zsh": zsh
        case "fish": fish
        default: bash
        }
    }

    /// The command's own options and those of formats, each name once.
    private func options(of command: Command) -> [Option] {
        var options = command.allOptions
        for name in FormatOptionNames(command: command, formats: formats).all
        where !options.contains(where: { $0.name == name.written }) {
            options.append(Option(name.written, nil, name.option.value.onCommandLine, name.option.summary))
        }
        return options
    }

    /// The words that may follow an option; nil where files may.
    private func words(for value: Option.Value) -> [String]? {
        switch value {
        case .flag: nil
        case .choice(_, let words): words
        case .format(let reading): formats.filter { reading ? $0.canRead : $0.canWrite }.map(\.id)
        case .text, .file, .folder, .style: nil
        }
    }

    private func operandWords(of command: Command) -> [String] {
        if case .choice(_, let words, _) = command.operands { return words }
        return command.name == Command.help.name ? Commands.all.map(\.name) : []
    }

    // MARK: bash

    private var bash: String {
        var out = """
            # Completions of ibid for bash; made by: ibid completions bash
            _ibid() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i
                COMPREPLY=()
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
                        -*) ;;
                        *) command=${COMP_WORDS[i]}; break ;;
                    esac
                done
                if [[ -z $command ]]; then
                    COMPREPLY=($(compgen -W "\(Commands.all.map(\.name).joined(separator: " ")) --version --help" -- "$word"))
                    return
                fi
                case $command:$before in

            """
        for command in Commands.all {
            for option in options(of: command) {
                let spellings = ["--\(option.name)"] + (option.letter.map { ["-\($0)"] } ?? [])
                let names = spellings.map { "\(command.name):\($0)" }
                guard let reply = bashReply(option.value) else { continue }
                out += "        \(names.joined(separator: "|"))) \(reply) ;;\n"
            }
        }
        out += "    esac\n    case $command in\n"
        for command in Commands.all {
            let names = options(of: command).map { "--\($0.name)" }.joined(separator: " ")
            out += "        \(command.name)) [[ $word == -* ]] && COMPREPLY=($(compgen -W \"\(names)\" -- \"$word\"))"
            let operands = operandWords(of: command)
            if !operands.isEmpty {
                let list = operands.joined(separator: " ")
                out += "\n            [[ $word == -* ]] || COMPREPLY=($(compgen -W \"\(list)\" -- \"$word\"))"
            }
            out += " ;;\n"
        }
        return out + "    esac\n}\ncomplete -o default -F _ibid ibid\n"
    }

    private func bashReply(_ value: Option.Value) -> String? {
        if let words = words(for: value) {
            return "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$word\")); return"
        }
        switch value {
        case .folder: return "COMPREPLY=($(compgen -d -- \"$word\")); return"
        case .style:
            return "COMPREPLY=($(compgen -W \"$(\(Completions.styles))\" -- \"$word\")"
                + " $(compgen -f -- \"$word\")); return"
        case .file, .text: return "return"
        case .flag, .choice, .format: return nil
        }
    }

    /// Lists the names of styles, in any shell.
    private static let styles = "ibid styles 2>/dev/null | cut -d' ' -f1"

    // MARK: zsh

    private var zsh: String {
        var out = """
            #compdef ibid
            # Completions of ibid for zsh; made by: ibid completions zsh
            _ibid() {
                local state line
                _arguments -C '--version[show the version]' '--help[list the commands]' \
                    '1:command:->command' '*::argument:->argument'
                case $state in
                    command)
                        local -a commands=(

            """
        for command in Commands.all { out += "                \(quote("\(command.name):\(command.summary)"))\n" }
        out += "            )\n            _describe command commands ;;\n"
        out += "        argument)\n            case $line[1] in\n"
        for command in Commands.all {
            out += "                \(command.name)) _arguments"
            for option in options(of: command) { out += " \\\n                    " + zshArgument(option) }
            let operands = operandWords(of: command)
            let action = operands.isEmpty ? "*:input:_files" : "*:word:(\(operands.joined(separator: " ")))"
            out += " \\\n                    \(quote(action)) ;;\n"
        }
        return out + "            esac ;;\n    esac\n}\n_ibid \"$@\"\n"
    }

    private func zshArgument(_ option: Option) -> String {
        var summary = ""
        for character in option.summary {
            if character == "[" || character == "]" || character == ":" { summary += "\\" }
            summary.append(character)
        }
        var tail = "[\(summary)]"
        if let word = option.value.word {
            tail += ":\(word):"
            if let words = words(for: option.value) {
                tail += "(\(words.joined(separator: " ")))"
            } else {
                switch option.value {
                case .folder: tail += "_files -/"
                case .style: tail += "{compadd $(\(Completions.styles)); _files}"
                case .file: tail += "_files"
                default: tail += " "
                }
            }
        }
        let star = option.repeats ? "*" : ""
        guard let letter = option.letter else { return quote("\(star)--\(option.name)\(tail)") }
        let exclusion = option.repeats ? "" : "'(-\(letter) --\(option.name))'"
        return "\(exclusion){-\(letter),--\(option.name)}" + quote(tail)
    }

    // MARK: fish

    private var fish: String {
        var out = "# Completions of ibid for fish; made by: ibid completions fish\n"
        out += "complete -c ibid -n __fish_use_subcommand -f -l version -d 'show the version'\n"
        for command in Commands.all {
            out += "complete -c ibid -n __fish_use_subcommand -f -a \(command.name) -d \(quote(command.summary))\n"
        }
        for command in Commands.all {
            let condition = "-n '__fish_seen_subcommand_from \(command.name)'"
            for option in options(of: command) {
                out += "complete -c ibid \(condition) -l \(option.name)" + (option.letter.map { " -s \($0)" } ?? "")
                out += fishArgument(option.value) + " -d \(quote(option.summary))\n"
            }
            let operands = operandWords(of: command)
            if operands.isEmpty { continue }
            out += "complete -c ibid \(condition) -f -a \(quote(operands.joined(separator: " ")))\n"
        }
        return out
    }

    private func fishArgument(_ value: Option.Value) -> String {
        if let words = words(for: value) { return " -x -a \(quote(words.joined(separator: " ")))" }
        switch value {
        case .flag: return ""
        case .style: return " -r -a \"(\(Completions.styles))\""
        default: return " -r"
        }
    }

    private func quote(_ text: String) -> String {
        var out = "'"
        for character in text { out += character == "'" ? "'\\''" : String(character) }
        return out + "'"
    }
}
