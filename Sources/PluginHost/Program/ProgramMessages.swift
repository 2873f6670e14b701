internal import Formats
internal import JSON

/// A program as its diagnostics name it: what it says and what is to be said of it.
struct ProgramVoice: Sendable {
    /// The format's id, or the program's path where the id is not known yet.
    var name: String
    /// The input's name; nil for a writer.
    var source: String?

    /// What a `{"diagnostic":{…}}` of the protocol says.
    func diagnostic(_ value: JSONValue) -> Diagnostic {
        let body = value["diagnostic"] ?? .null
        func text(_ name: String) -> String? {
            body[name]?.string.map { $0.tamed() }.flatMap { $0.isEmpty ? nil : $0 }
        }
        let severity = Diagnostic.Severity.allCases.first { $0.name == body["severity"]?.string } ?? .error
        var place = source.map { Place(source: $0) }
        if let line = body["line"]?.int, line > 0 {
            place?.line = line
            place?.column = max(0, body["column"]?.int ?? 0)
        }
        return Diagnostic(
            severity, PluginWord.code(body["code"]?.string ?? "", of: name),
            text("message") ?? "the plugin gave no words", at: place, hint: text("hint"), record: text("record"))
    }

    /// A message about what the program gave.
    func say(_ severity: Diagnostic.Severity, _ code: String, _ message: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(
            severity, code, "the plugin “\(name)” \(message)", at: source.map { Place(source: $0) }, hint: hint)
    }

    /// The messages on its standard error, and a note of other words there where it ended well.
    func diagnostics(of child: ChildProcess, atEnd: Bool = false) -> [Diagnostic] {
        var diagnostics = child.takeDiagnostics().map { diagnostic($0.value) }
        guard atEnd else { return diagnostics }
        if child.errors.left > 0 {
            diagnostics.append(
                say(.error, "plugin.too-many-messages", "has \(child.errors.left) more messages; they are left out"))
        }
        let words = child.errors.lastWords
        if !words.isEmpty { diagnostics.append(say(.note, "plugin.words", "says: \(words)")) }
        return diagnostics
    }

    /// Why the work ends, with the last thing that the program said.
    func failure(_ failure: ChildProcess.Failure, of child: ChildProcess?) -> Diagnostic {
        let words = child?.errors.lastWords ?? ""
        return say(.error, failure.code, failure.words, hint: words.isEmpty ? failure.hint : "it said last: \(words)")
    }
}

extension ChildProcess.Failure {
    var code: String {
        switch self {
        case .cannotStart: "plugin.cannot-start"
        case .hangs: "plugin.hangs"
        case .signal, .status, .leftInput: "plugin.died"
        case .talksTooMuch: "plugin.too-many-messages"
        case .endlessLine: "plugin.endless-line"
        }
    }

    /// What happened, to follow the plugin's name.
    var words: String {
        switch self {
        case .cannotStart(let number): "cannot be started: \(systemMessage(number))"
        case .hangs(let milliseconds): "did nothing for \(ChildProcess.Failure.seconds(milliseconds)) and was ended"
        case .signal(let number): "was ended by signal \(number) (\(ChildProcess.Failure.name(ofSignal: number)))"
        case .status(let status): "ended with status \(status)"
        case .talksTooMuch: "filled its standard error and was ended"
        case .endlessLine: "gave a line that does not end and was ended"
        case .leftInput: "ended before it had taken everything"
        }
    }

    var hint: String? {
        switch self {
        case .cannotStart(2): "the program or the interpreter in its first line is not there"
        case .cannotStart(8): "it is for another machine, or its first line names no interpreter"
        case .hangs: "--plugin-time-limit SECONDS gives it longer"
        default: nil
        }
    }

    private static func seconds(_ milliseconds: Int) -> String {
        milliseconds % 1000 == 0 ? "\(milliseconds / 1000) seconds" : "\(milliseconds) milliseconds"
    }

    private static func name(ofSignal number: Int32) -> String {
        switch number {
        case 4: "illegal instruction"
        case 6: "aborted"
        case 7: "bus error"
        case 8: "arithmetic error"
        case 9: "killed"
        case 11: "segmentation fault"
        case 13: "closed pipe"
        case 15: "terminated"
        default: "unexpected"
        }
    }
}
