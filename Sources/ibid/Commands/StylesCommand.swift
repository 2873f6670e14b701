internal import CSL
internal import Formats
internal import JSON

extension Command {
    static let styles = Command(
        "styles", "find citation styles",
        operands: .words("WORD"),
        options: [.styles, .json],
        text: [
            """
            Lists the styles that have every word in their name, title, field of study, form of citation or ISSN; without \
            words, all. The name at the start of a line is what “ibid cite --style” takes.
            """,
            HelpText.whereStylesAre,
        ],
        examples: [
            .init("ibid styles archival", "styles with a word in their name or title"),
            .init("ibid styles history note", "styles for history that cite in notes"),
        ],
        run: runStyles)

    private static func runStyles(_ call: Invocation) throws -> ExitStatus {
        let words = call.arguments.operands
        let found = StyleLibrary.standard(styles: call.arguments.values(.styles)).styles(matching: words)
        if call.arguments.has(.json) {
            try print(json(found))
            return .done
        }
        if found.isEmpty {
            throw Failure(
                .failed,
                [
                    Diagnostic(
                        .error, "styles.none",
                        "no style has “\(words.joined(separator: " "))” in its name, title or field",
                        hint: "“ibid styles” lists all; --styles DIR names a folder with more")
                ])
        }
        let width = min(40, found.map(\.name.utf8.count).max() ?? 0)
        try print(found.map { line($0, width: width) }.joined())
        return .done
    }

    /// "archival-notes  Archival documents (notes; history)".
    private static func line(_ style: StyleLibrary.Summary, width: Int) -> String {
        let padding = String(repeating: " ", count: max(0, width - style.name.utf8.count))
        let form = style.info.isDependent ? "as \(style.info.parent)" : style.info.citationFormat
        let facts = [form, style.info.fields.joined(separator: ", ")].filter { !$0.isEmpty }
        let about = facts.isEmpty ? "" : " (\(facts.joined(separator: "; ")))"
        return "\(style.name)\(padding)  \(ControlCharacters.shownOnOneLine(style.info.title + about))\n"
    }

    private static func json(_ styles: [StyleLibrary.Summary]) -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.beginArray()
        for style in styles {
            writer.beginObject()
            writer.member("name", style.name)
            writer.member("title", style.info.title)
            writer.member("id", style.info.id)
            if style.info.isDependent { writer.member("parent", style.info.parent) }
            writer.member("format", style.info.citationFormat)
            writer.key("fields")
            writer.strings(style.info.fields)
            if let path = style.path { writer.member("path", path) }
            writer.endObject()
        }
        writer.endArray()
        return writer.bytes + Array("\n".utf8)
    }
}

extension Option {
    static let styles = Option(
        "styles", nil, .folder, "a folder with CSL styles, looked in before the others", repeats: true)
}

extension HelpText {
    static let whereStylesAre = """
        Styles are looked for in the folders of --styles, in those of $IBID_STYLES, in $XDG_DATA_HOME/ibid/styles, in \
        ~/Zotero/styles, in /usr/share/citation-style-language/styles, and among those that come with Ibid. Locales are \
        looked for in the folders of --locales and in “locales” within or beside each folder of styles.
        """
}

extension StyleProblem {
    /// The problem of a style as a message of the command.
    var diagnostic: Diagnostic {
        let place = source.isEmpty ? nil : Place(source: source, line: line, column: column)
        let severity: Diagnostic.Severity =
            switch self.severity {
            case .note: .note
            case .warning: .warning
            case .error: .error
            }
        return Diagnostic(severity, code, message, at: place, hint: hint.isEmpty ? nil : hint)
    }
}
