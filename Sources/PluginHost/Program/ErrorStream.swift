internal import JSON

/// What a child says on standard error: a line that is a JSON object with `diagnostic` is a message of the protocol; of the
/// rest, the last lines are kept, to be shown when it fails.
struct ErrorStream {
    /// A line that is a message.
    struct Line: Sendable, Hashable {
        var value: JSONValue
    }

    /// How many bytes there were.
    private(set) var count = 0
    private var line: [UInt8] = []
    private var isTooLong = false
    private var last: [String] = []
    private var found: [Line] = []
    /// Messages that were too many to be kept.
    private(set) var left = 0

    private static let longestLine = 1 << 14
    private static let keptLines = 8
    private static let mostMessages = 2000

    mutating func append(_ bytes: [UInt8]) {
        count += bytes.count
        var start = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            take(bytes[start..<end])
            endLine()
            start = end + 1
        }
        take(bytes[start...])
    }

    /// Takes what stands after the last line break as a line.
    mutating func finish() { if !line.isEmpty { endLine() } }

    mutating func takeDiagnostics() -> [Line] {
        if found.isEmpty { return [] }
        defer { found = [] }
        return found
    }

    /// The last things that it said, newest last; empty where it said nothing.
    var lastWords: String { last.joined(separator: " / ") }

    private mutating func take(_ bytes: ArraySlice<UInt8>) {
        let room = ErrorStream.longestLine - line.count
        if bytes.count > room { isTooLong = true }
        line.append(contentsOf: bytes.prefix(max(0, room)))
    }

    private mutating func endLine() {
        defer {
            line.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        if line.first == UInt8(ascii: "{"), !isTooLong, let value = try? JSONValue(parsing: line),
            value["diagnostic"] != nil
        {
            if found.count < ErrorStream.mostMessages { found.append(Line(value: value)) } else { left += 1 }
            return
        }
        let text = String(decoding: line, as: UTF8.self).tamed(300)
        if text.allSatisfy(\.isWhitespace) { return }
        last.append(text)
        if last.count > ErrorStream.keptLines { last.removeFirst() }
    }
}
