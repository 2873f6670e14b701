internal import Formats

/// Finds the lines that messages are about. Places are asked for mostly from front to back, so a file is read once.
struct SourceExcerpts {
    /// A line as it is shown, and the caret under the place.
    struct Excerpt {
        let text: String
        let caret: String
    }

    private var source = ""
    private var input: Input?
    private var buffer: [UInt8] = []
    private var at = 0
    private var line = 1
    private var current: (line: Int, bytes: [UInt8])?
    private var isAtEnd = false
    private var spent = 0

    /// How much of a line is kept, and how much of an input is searched for all of its messages.
    private static let longestLine = 4096
    private static let budget = 1 << 26

    /// The line of a place; nil where it cannot be shown: no file, no text, too far on.
    mutating func excerpt(at place: Place) -> Excerpt? {
        guard place.line > 0, (1...SourceExcerpts.longestLine).contains(place.column), open(place) else { return nil }
        while line <= place.line {
            guard let bytes = nextLine() else { break }
            current = (line, bytes)
            line += 1
        }
        guard let current, current.line == place.line, let text = String(validating: current.bytes, as: UTF8.self)
        else { return nil }
        return SourceExcerpts.show(text, line: place.line, column: place.column)
    }

    private mutating func open(_ place: Place) -> Bool {
        if place.source == source, place.line >= line - 1 { return input != nil }
        let spent = place.source == source ? self.spent : 0
        self = SourceExcerpts()
        self.spent = spent
        source = place.source
        guard Terminal.isFile(source), let file = try? Input(path: source), file.size != nil else { return false }
        input = file
        return true
    }

    private mutating func nextLine() -> [UInt8]? {
        var bytes: [UInt8] = []
        while true {
            if at == buffer.count {
                guard !isAtEnd, spent < SourceExcerpts.budget else { return bytes.isEmpty ? nil : bytes }
                buffer.removeAll(keepingCapacity: true)
                at = 0
                isAtEnd = ((try? input?.read(1 << 16, appendingTo: &buffer)) ?? 0) == 0
                spent += buffer.count
                if isAtEnd { continue }
            }
            let end = buffer[at...].firstIndex(of: UInt8(ascii: "\n"))
            let part = buffer[at..<(end ?? buffer.count)]
            bytes.append(contentsOf: part.prefix(max(0, 4 * SourceExcerpts.longestLine - bytes.count)))
            at = end.map { $0 + 1 } ?? buffer.count
            if end != nil { return bytes }
        }
    }

    /// The part of the line around the place, at most 76 columns of it.
    private static func show(_ text: String, line: Int, column: Int) -> Excerpt {
        let scalars = Array(text.unicodeScalars.prefix { $0 != "\r" })
        let index = min(column - 1, scalars.count)
        let from = max(0, index - 50)
        let shown = scalars[from..<min(scalars.count, from + 76)]
        let before = shown.prefix(index - from).reduce(0) { $0 + width($1) }
        let number = String(line)
        let margin = String(repeating: " ", count: max(0, 5 - number.utf8.count)) + number
        let cut = from > 0 ? "…" : ""
        var visible = String.UnicodeScalarView()
        visible.append(contentsOf: shown)
        let text = ControlCharacters.shownOnOneLine(String(visible))
        return Excerpt(
            text: "\(margin) | \(cut)\(text)\n",
            caret: String(repeating: " ", count: margin.utf8.count) + " | "
                + String(repeating: " ", count: before + cut.count) + "^")
    }

    /// How many columns of a terminal a character takes.
    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        case .format: return scalar.value == 0xAD ? 1 : 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
