internal import Formats
internal import JSON

/// Tells diagnostics on standard error: as text, with the line and a caret on a terminal, or as JSON for programs.
final class Messages {
    private let asJSON: Bool
    private let paint: Paint
    private let showsLines: Bool
    private let least: Diagnostic.Severity
    private var progress: Progress?
    private var flood = Flood()
    private var excerpts = SourceExcerpts()
    private(set) var counts: [Diagnostic.Severity: Int] = [:]
    /// Whether an input could not be read to its end.
    private(set) var lostInput = false

    init(asJSON: Bool, color: Bool, quiet: Bool) {
        self.asJSON = asJSON
        paint = Paint(isOn: color)
        showsLines = Terminal.isTerminal(2)
        least = quiet ? .error : .note
    }

    func report(_ diagnostic: Diagnostic) {
        counts[diagnostic.severity, default: 0] += 1
        if diagnostic.code == "input.cannot-read" || diagnostic.code == "input.no-temporary-file" { lostInput = true }
        guard diagnostic.severity >= least else { return }
        if asJSON { return Terminal.writeError(Messages.json(diagnostic)) }
        if flood.admits(diagnostic) { write(flood.withoutKnownHint(diagnostic)) }
    }

    /// Tells how many were held back. Call once, at the end.
    func finish() {
        endProgress()
        for summary in flood.summaries() { write(summary) }
    }

    /// Shows progress from now on, where there is a terminal to show it on.
    func show(_ progress: Progress?) { self.progress = progress }

    /// Takes the progress away, before anything is written to the same terminal.
    func endProgress() {
        progress?.clear()
        progress = nil
    }

    private func write(_ diagnostic: Diagnostic) {
        progress?.clear()
        let place = diagnostic.place.map(Messages.place) ?? "ibid"
        let record = diagnostic.place == nil ? diagnostic.record.map { "\($0): " } ?? "" : ""
        var text = paint.bold("\(place): ") + paint.severity(diagnostic.severity, "\(diagnostic.severity.name): ")
        text += ControlCharacters.shownOnOneLine("\(record)\(diagnostic.message) [\(diagnostic.code)]") + "\n"
        if showsLines, let place = diagnostic.place, let excerpt = excerpts.excerpt(at: place) {
            text += excerpt.text + paint.severity(diagnostic.severity, excerpt.caret) + "\n"
        }
        if let hint = diagnostic.hint {
            text += "  " + paint.bold("hint: ") + ControlCharacters.shownOnOneLine(hint) + "\n"
        }
        Terminal.writeError(text)
    }

    private static func place(_ place: Place) -> String {
        let source = ControlCharacters.shownOnOneLine(place.source)
        if place.line == 0 { return source }
        return "\(source):\(place.line)" + (place.column > 0 ? ":\(place.column)" : "")
    }

    private static func json(_ diagnostic: Diagnostic) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("severity", diagnostic.severity.name)
        writer.member("code", diagnostic.code)
        writer.member("message", diagnostic.message)
        if let place = diagnostic.place {
            writer.member("source", place.source)
            for (name, number) in [("line", place.line), ("column", place.column)] where number > 0 {
                writer.key(name)
                writer.number(number)
            }
        }
        if let hint = diagnostic.hint { writer.member("hint", hint) }
        if let record = diagnostic.record { writer.member("record", record) }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}

/// Keeps many messages of one kind from drowning the others: the first of each code and input are told, the rest counted.
private struct Flood {
    private static let limit = 10

    private struct Kind: Hashable {
        let code: String
        let source: String
    }

    private var counts: [Kind: Int] = [:]
    private var hints: Set<String> = []
    /// The kinds that flowed over, in order, each with a message of it.
    private var over: [(kind: Kind, like: Diagnostic)] = []

    mutating func admits(_ diagnostic: Diagnostic) -> Bool {
        let kind = Kind(code: diagnostic.code, source: diagnostic.place?.source ?? "")
        let count = counts[kind, default: 0] + 1
        counts[kind] = count
        if count == Flood.limit + 1 { over.append((kind, diagnostic)) }
        return count <= Flood.limit
    }

    /// The message without its hint where that was told before with another of its kind.
    mutating func withoutKnownHint(_ diagnostic: Diagnostic) -> Diagnostic {
        guard let hint = diagnostic.hint, !hints.insert("\(diagnostic.code) \(hint)").inserted else {
            return diagnostic
        }
        var short = diagnostic
        short.hint = nil
        return short
    }

    mutating func summaries() -> [Diagnostic] {
        defer { self = Flood() }
        return over.map { kind, like in
            let more = (counts[kind] ?? 0) - Flood.limit
            return Diagnostic(
                like.severity, kind.code, "\(more) more of this kind \(more == 1 ? "is" : "are") not shown",
                at: kind.source.isEmpty ? nil : Place(source: kind.source),
                hint: "--messages json shows each")
        }
    }
}

/// Colors, where they are wanted.
struct Paint {
    let isOn: Bool

    func bold(_ text: String) -> String { with("1", text) }

    func severity(_ severity: Diagnostic.Severity, _ text: String) -> String {
        switch severity {
        case .error: with("1;31", text)
        case .warning: with("1;35", text)
        case .note: with("1;36", text)
        }
    }

    private func with(_ code: String, _ text: String) -> String { isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
