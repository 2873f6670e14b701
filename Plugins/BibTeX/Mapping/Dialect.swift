/// BibTeX as its standard styles know it, or BibLaTeX.
enum Dialect: String, Sendable, CaseIterable {
    case bibtex, biblatex

    /// The dialect of a kept value's format; nil for another format.
    init?(format: String) {
        if format == Dialect.biblatex.id {
            self = .biblatex
        } else if format == Dialect.bibtex.id {
            self = .bibtex
        } else {
            return nil
        }
    }

    var id: String { rawValue }
}

/// The dialects that know a field.
struct Dialects: OptionSet, Sendable {
    let rawValue: UInt8
    static let bibtex = Dialects(rawValue: 1)
    static let biblatex = Dialects(rawValue: 2)
    static let both: Dialects = [.bibtex, .biblatex]

    func contains(_ dialect: Dialect) -> Bool { isSuperset(of: dialect == .bibtex ? .bibtex : .biblatex) }
}
