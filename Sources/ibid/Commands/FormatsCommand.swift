internal import Formats
internal import JSON

extension Command {
    static let formats = Command(
        "formats", "list every format that can be read or written",
        options: [.json],
        text: [
            """
            Each line has the name that -f and -t take, what can be done (r: read, w: written), and what the format is. \
            Other names, the endings of file names and where a format comes from stand in the output of --json.
            """
        ],
        examples: [
            .init("ibid formats", "the list"),
            .init("ibid formats --json", "everything that is known of them, with their options"),
        ],
        run: runFormats)

    private static func runFormats(_ call: Invocation) throws -> ExitStatus {
        let formats = call.registry.descriptors
        try print(call.arguments.has(.json) ? json(formats) : table(formats))
        return .done
    }

    private static func table(_ formats: [FormatDescriptor]) -> [UInt8] {
        let width = formats.map(\.id.utf8.count).max() ?? 0
        var text = ""
        for format in formats {
            let padding = String(repeating: " ", count: width - format.id.utf8.count)
            let can = (format.canRead ? "r" : "-") + (format.canWrite ? "w" : "-")
            let endings = format.extensions.map { ".\($0)" }.joined(separator: " ")
            text += "\(format.id)\(padding)  \(can)  \(format.title)\(endings.isEmpty ? "" : " (\(endings))")\n"
            let margin = String(repeating: " ", count: width + 6)
            text += "\(margin)\(format.summary)\n"
            if let origin = format.origin.words { text += "\(margin)from \(origin)\n" }
        }
        return Array(text.utf8)
    }

    private static func json(_ formats: [FormatDescriptor]) -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.beginArray()
        for format in formats { write(format, to: &writer) }
        writer.endArray()
        return writer.bytes + Array("\n".utf8)
    }

    private static func write(_ format: FormatDescriptor, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", format.id)
        writer.member("title", format.title)
        writer.key("aliases")
        writer.strings(format.aliases)
        writer.key("extensions")
        writer.strings(format.extensions)
        writer.member("summary", format.summary)
        writer.key("reads")
        writer.bool(format.canRead)
        writer.key("writes")
        writer.bool(format.canWrite)
        writer.member("origin", format.origin.name)
        if let path = format.origin.path { writer.member("path", path) }
        writer.key("options")
        writer.beginArray()
        for option in format.options { write(option, to: &writer) }
        writer.endArray()
        writer.endObject()
    }

    private static func write(_ option: OptionDescriptor, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", option.name)
        writer.member("summary", option.summary)
        writer.member("side", option.side.name)
        switch option.value {
        case .flag: writer.member("value", "flag")
        case .text(let word): writer.member("value", word)
        case .path: writer.member("value", "path")
        case .choice(let words):
            writer.key("value")
            writer.strings(words)
        }
        writer.endObject()
    }
}

extension JSONWriter {
    mutating func strings(_ values: [String]) {
        beginArray()
        for value in values { string(value) }
        endArray()
    }
}

extension FormatDescriptor.Origin {
    var name: String {
        switch self {
        case .builtIn: "built in"
        case .library: "library"
        case .program: "program"
        }
    }

    var path: String? {
        switch self {
        case .builtIn: nil
        case .library(let path), .program(let path): path
        }
    }

    /// "library /usr/lib/…"; nil for what comes with Ibid.
    var words: String? { path.map { "\(name) \($0)" } }
}

extension OptionDescriptor.Side {
    var name: String {
        switch self {
        case .reading: "reading"
        case .writing: "writing"
        case .both: "both"
        }
    }
}
