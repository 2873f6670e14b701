internal import Formats

/// Turns problems into diagnostics, in the order of their places. Of very many of one kind only the first are told one by
/// one.
struct SyntaxDiagnostics {
    private let piece: TextPiece
    private var found: [(at: Int, diagnostic: Diagnostic)] = []
    private var counts: [String: Int] = [:]
    private static let mostOfAKind = 20

    init(_ piece: TextPiece) { self.piece = piece }

    mutating func add(_ problem: SyntaxProblem) {
        switch problem {
        case .unclosed(let open, let what):
            say(.error, "unclosed", "\(what) that opens here is not closed", at: open, hint: "a } is missing")
        case .expected(let what, let at):
            say(isSevere(what) ? .error : .warning, "syntax", "expected \(what)", at: at)
        case .mismatched(let at):
            say(.warning, "delimiter", "the entry is closed by the other kind of delimiter", at: at)
        case .unknownString(let name, let at):
            say(
                .warning, "unknown-string", "the string “\(name)” is not defined",
                at: at,
                hint: "define it before: @string{\(name) = \"…\"}")
        case .tooLong(let at):
            say(.error, "value-too-long", "the value grows beyond 1 MB; what follows is left out", at: at)
        }
    }

    /// A missing sign is mended; a missing field or value costs what stands there.
    private func isSevere(_ what: String) -> Bool { what.hasPrefix("a ") }

    mutating func add(_ problem: FieldProblem, _ entry: RawEntry, _ bytes: Bytes) {
        let key = entry.key.string
        switch problem {
        case .repeated(let field):
            say(
                .warning, "repeated-field", "“\(field.name.string)” stands more than once; the first is taken",
                at: offset(field, entry, bytes), key: key)
        case .unknownMacros(let names, let field):
            for name in names {
                say(
                    .warning, "unknown-macro", "the macro \\\(name) is not known; it is kept as it stands",
                    at: offset(field, entry, bytes), key: key)
            }
        case .date(let field):
            say(
                .warning, "date",
                "“\(field.value.string.prefix(80))” is no date that can be understood; it is kept as text",
                at: offset(field, entry, bytes), hint: "dates are written as 1957-09-11", key: key)
        case .name(let message, let field): say(.warning, "name", message, at: offset(field, entry, bytes), key: key)
        case .cycle(let keys):
            say(
                .warning, "cycle", "the entries refer to each other in a circle: \(keys.joined(separator: " → "))",
                at: entry.range.lowerBound, key: key)
        case .noParent(let name, let what):
            say(
                .warning, "no-parent", "there is no entry “\(name)” to take fields from",
                at: offset(what, entry, bytes),
                key: key)
        case .tooDeep(let name):
            say(
                .warning, "chain", "the chain of entries is followed no further than “\(name)”",
                at: entry.range.lowerBound, key: key)
        }
    }

    mutating func addLongText(at offset: Int, bytes: Int) {
        say(
            .error, "text-too-long", "\(bytes >> 20) MB of text stand here without an entry; they are left out",
            at: offset, hint: "is the file of another format?")
    }

    mutating func addMissingKey(at offset: Int) {
        say(.warning, "no-key", "the entry has no key; one is made for it", at: offset)
    }

    /// Where a field stands in the piece; the entry's place for one that came from elsewhere.
    private func offset(_ field: RawField, _ entry: RawEntry, _ bytes: Bytes) -> Int {
        guard let base = bytes.baseAddress, let name = field.name.baseAddress else { return entry.range.lowerBound }
        let offset = name - base
        return entry.range.contains(offset) ? offset : entry.range.lowerBound
    }

    private mutating func say(
        _ severity: Diagnostic.Severity, _ code: String, _ message: String, at offset: Int, hint: String? = nil,
        key: String? = nil
    ) {
        counts[code, default: 0] += 1
        guard (counts[code] ?? 0) <= SyntaxDiagnostics.mostOfAKind else { return }
        found.append((offset, Diagnostic(severity, "bibtex.\(code)", message, hint: hint, record: key)))
    }

    /// All of them, with their places.
    consuming func finished() -> [Diagnostic] {
        guard !found.isEmpty else { return [] }
        found.sort { $0.at < $1.at }
        var finder = TextPiece.PlaceFinder(piece)
        var all = found.map { found in
            var diagnostic = found.diagnostic
            diagnostic.place = finder.place(at: found.at)
            return diagnostic
        }
        for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count > SyntaxDiagnostics.mostOfAKind {
            guard var last = all.last(where: { $0.code == "bibtex.\(code)" }) else { continue }
            last.message = "\(count - SyntaxDiagnostics.mostOfAKind) more of this kind follow"
            last.hint = nil
            last.record = nil
            all.append(last)
        }
        return all
    }
}
