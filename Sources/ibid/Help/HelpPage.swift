internal import Formats

/// A page of help as blocks, from which text and the man page are made.
struct HelpPage {
    enum Block {
        case heading(String)
        case paragraph(String)
        /// What is typed, exactly.
        case code([String])
        /// Terms and what they mean.
        case definitions([(term: String, meaning: String)])
    }

    var blocks: [Block] = []

    mutating func heading(_ text: String) { blocks.append(.heading(text)) }
    mutating func paragraph(_ text: String) { blocks.append(.paragraph(text)) }
    mutating func code(_ lines: [String]) { blocks.append(.code(lines)) }

    mutating func definitions(_ list: [(term: String, meaning: String)]) {
        if !list.isEmpty { blocks.append(.definitions(list)) }
    }

    /// The page as plain text, at most 80 columns wide where words allow.
    var text: String {
        var out = ""
        for block in blocks {
            switch block {
            case .heading(let text): out += "\n\(text)\n"
            case .paragraph(let text): out += HelpPage.wrap(text, indent: 2) + "\n"
            case .code(let lines): out += lines.map { "    \($0)\n" }.joined()
            case .definitions(let list): out += HelpPage.table(list)
            }
        }
        return out
    }

    private static func table(_ list: [(term: String, meaning: String)]) -> String {
        let width = min(26, list.map(\.term.count).max() ?? 0)
        return list.map { term, meaning in
            let text = wrap(meaning, indent: width + 4)
            if term.count > width { return "  \(term)\n\(text)" }
            return "  \(term)" + text.dropFirst(term.count + 2)
        }.joined()
    }

    /// Words put into lines of at most 80 columns, each with an indentation and a line feed.
    static func wrap(_ text: String, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, indent + line.count + 1 + word.count > 80 {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        lines.append(line)
        return lines.map { margin + $0 + "\n" }.joined()
    }
}

/// The texts of the help, from the table of commands and the formats that there are.
struct HelpText {
    let formats: [FormatDescriptor]

    /// What `ibid` alone says.
    static let overview = """
        Ibid turns descriptions of documents into citations, bibliographies and other
        formats.

        Cite the documents of a listing that was copied from an archive's site:
            ibid cite listing.txt

        Make a bibliography in a style, as HTML:
            ibid cite refs.bib -s archival-author-date --bibliography --markup html

        Convert records for Zotero, LaTeX, a TEI edition or a spreadsheet:
            ibid convert listing.txt -o records.json
            ibid convert records.json -o refs.bib
            ibid convert refs.bib -t tei -o refs.xml
            ibid convert refs.bib -o sheet.csv

        See what is wrong with a file:
            ibid check refs.bib

        “ibid help” lists all commands, “ibid help COMMAND” tells all about one,
        “ibid formats” lists the formats and “ibid styles” the citation styles.

        """

    static let title = "Ibid turns descriptions of documents into citations, bibliographies and other formats."

    /// Variables of the environment that are looked at.
    static let environment: [(term: String, meaning: String)] = [
        ("IBID_STYLES", "folders with CSL styles, separated by colons, looked in after those of --styles"),
        (
            "IBID_PLUGINS",
            "folders with formats from outside, separated by colons, looked in before ~/.local/share/ibid/plugins"
        ),
        ("IBID_CORES", "how many processor cores are used; the output is the same for any number"),
        ("NO_COLOR", "where it is set, messages have no color"),
        ("TMPDIR", "where standard input is set aside when it must be read twice (/tmp)"),
    ]

    static let exitStatuses = ExitStatus.allCases.map { (term: String($0.rawValue), meaning: $0.meaning) }

    /// `ibid help`: every command in a line, and what holds for all.
    var all: String {
        var page = HelpPage()
        page.heading("Commands")
        page.definitions(Commands.all.map { ($0.name, $0.summary) })
        page.heading("Options of every command")
        page.definitions(Option.common.map { ($0.synopsis, $0.summary) } + [("--version", "show the version")])
        page.heading("Options for formats from outside")
        page.definitions(Option.plugins.map { ($0.synopsis, $0.summary) })
        page.heading("Exit status")
        page.definitions(HelpText.exitStatuses)
        page.heading("Environment")
        page.definitions(HelpText.environment)
        return HelpPage.wrap(HelpText.title, indent: 0) + page.text
            + "\n“ibid help COMMAND” tells all about one; “ibid” alone shows what is done most.\n"
    }

    /// `ibid help COMMAND`.
    func help(for command: Command) -> String {
        var page = HelpPage()
        add(command, to: &page)
        page.heading("Options of every command")
        page.definitions(Option.common.map { ($0.synopsis, $0.summary) })
        if command.name == Command.plugins.name || !command.formatOptions.isEmpty {
            page.heading("Options for formats from outside")
            page.definitions(Option.plugins.map { ($0.synopsis, $0.summary) })
        }
        return HelpPage.wrap("ibid \(command.name): \(command.summary)", indent: 0) + page.text
    }

    /// Usage, text, options and examples of a command.
    func add(_ command: Command, to page: inout HelpPage) {
        page.heading("Usage")
        page.code([command.synopsis])
        for (index, text) in command.text.enumerated() {
            if index == 0 { page.heading("What it does") }
            page.paragraph(text)
        }
        if !command.options.isEmpty {
            page.heading("Options")
            page.definitions(command.options.map { ($0.synopsis, describe($0)) })
        }
        let formatOptions = describeFormatOptions(of: command)
        if !formatOptions.isEmpty {
            page.heading("Options of formats")
            page.definitions(formatOptions)
        }
        if !command.examples.isEmpty {
            page.heading("Examples")
            for example in command.examples {
                page.paragraph("\(example.meaning.capitalizedFirst):")
                page.code([example.line])
            }
        }
    }

    private func describe(_ option: Option) -> String {
        let choices = option.value.choices
        return choices.isEmpty ? option.summary : "\(option.summary) (\(choices.joined(separator: ", ")))"
    }

    /// Each option once, with the formats that have it: "csv, reading and writing: …".
    private func describeFormatOptions(of command: Command) -> [(term: String, meaning: String)] {
        var list: [(term: String, meaning: String)] = []
        for format in formats {
            for option in format.options where command.takes(option) {
                let value = Option(option.name, nil, option.value.onCommandLine, option.summary)
                let owner = option.side == .both ? format.id : "\(format.id), \(option.side.name)"
                list.append((value.synopsis, "\(owner): \(describe(value))"))
            }
        }
        return list
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Command {
    /// Whether the command takes an option of a format.
    func takes(_ option: OptionDescriptor) -> Bool {
        switch option.side {
        case .reading: formatOptions.contains(.reading)
        case .writing: formatOptions.contains(.writing)
        case .both: !formatOptions.isEmpty
        }
    }
}
