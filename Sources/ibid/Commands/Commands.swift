/// The commands, in the order of the help.
enum Commands {
    static let all: [Command] = [
        .cite, .convert, .formats, .styles, .check, .plugins, .help, .completions,
    ]

    static func named(_ name: String) -> Command? { all.first { $0.name == name } }
}
