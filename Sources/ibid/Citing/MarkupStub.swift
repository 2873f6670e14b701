internal import CSL

/// Plain text until the processor's own output is there.
enum Markup {
    case plain, terminal
    static let names = ["plain"]
    init?(name: String) { self = .plain }
    var isForTerminal: Bool { false }

    func text(_ text: FormattedText) -> [UInt8] { text.utf8 }

    func document(
        citations: [FormattedText]?, bibliography: [(heading: String?, bibliography: Bibliography)]?, isNote: Bool
    ) -> [UInt8] {
        var out: [UInt8] = []
        for citation in citations ?? [] { out += citation.utf8 + [10] }
        if citations != nil, bibliography != nil { out.append(10) }
        for section in bibliography ?? [] {
            if let heading = section.heading { out += Array("\(heading)\n\n".utf8) }
            for entry in section.bibliography.entries { out += entry.text.utf8 + [10] }
        }
        return out
    }
}
