internal import Formats

/// Finds out which dialect a file is in, by the fields and types that only one of the two has.
enum DialectGuess {
    /// The dialect of a file by its first bytes; BibTeX where nothing speaks for either.
    static func dialect(of head: [UInt8]) -> Dialect {
        // Cut off by line at worst, and UTF-8 whatever it was.
        var pieces = TextPieces(Input(bytes: head), pieceSize: max(1, head.count)) { $0.count }
        guard let piece = try? pieces.next() else { return .bibtex }
        return piece.bytes.withUnsafeBufferPointer { bytes in
            var scanner = EntryScanner(bytes, arena: Arena(), macros: nil)
            var balance = 0
            while let item = scanner.next(text: { _ in }) {
                guard case .entry = item else { continue }
                balance += weight(scanner.entry)
            }
            return balance > 0 ? .biblatex : .bibtex
        }
    }

    /// How much an entry speaks for BibLaTeX: negative for BibTeX.
    private static func weight(_ entry: RawEntry) -> Int {
        var weight = 0
        if let type = EntryType.named(entry.type), !type.dialects.contains(.bibtex) { weight += 2 }
        for field in entry.fields {
            switch field.field {
            case .date, .journaltitle, .location, .langid, .eprinttype, .subtitle, .urldate, .maintitle, .origdate,
                .hyphenation, .booksubtitle, .xdata, .related, .eventdate, .pubstate, .annotation:
                weight += 1
            case .journal, .year, .month, .address, .school, .annote, .archiveprefix: weight -= 1
            default: break
            }
        }
        return weight
    }
}
