internal import JSON

/// One fixture of the CSL test suite: sections of text between ">>==== NAME ====>>" and "<<==== NAME ====<<".
struct Fixture {
    let name: String
    private(set) var sections: [String: String] = [:]

    init(name: String, text: String) {
        self.name = name
        var current: String?
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = line.last == "\r" ? line.dropLast() : line
            if let open = current {
                if Fixture.marker(line, "<<") == open {
                    sections[open] = lines.joined(separator: "\n")
                    current = nil
                    lines = []
                } else {
                    lines.append(line)
                }
            } else if let name = Fixture.marker(line, ">>") {
                current = name
            }
        }
    }

    subscript(section: String) -> String? { sections[section] }

    /// A section as JSON.
    func json(_ section: String) -> JSONValue? {
        guard let text = sections[section] else { return nil }
        return try? JSONValue(parsing: text)
    }

    /// The name in ">>==== NAME ====>>"; nil where the line is none such.
    private static func marker(_ line: Substring, _ edge: String) -> String? {
        guard line.hasPrefix(edge + "="), line.hasSuffix("=" + edge) else { return nil }
        let name = line.dropFirst(2).dropLast(2).drop { $0 == "=" }
        return String(name.reversed().drop { $0 == "=" }.reversed()).split(separator: " ").joined()
    }
}
