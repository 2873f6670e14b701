internal import Formats
private import Records

/// Parses a piece: entries to records, problems to diagnostics.
struct PieceParser: Sendable {
    private let piece: TextPiece
    private let options: ReadingOptions
    private let macros: Macros
    private let parents: Parents
    private let problems: [Int: [SyntaxProblem]]

    /// - Parameter problems: what is wrong with the values of strings, by the places of their signs.
    init(
        _ piece: TextPiece, _ options: ReadingOptions, _ macros: Macros, _ parents: Parents,
        problems: [Int: [SyntaxProblem]]
    ) {
        self.problems = problems
        self.piece = piece
        self.options = options
        self.macros = macros
        self.parents = parents
    }

    func parse() -> Batch {
        var batch = Batch(diagnostics: piece.diagnostics)
        piece.bytes.withUnsafeBufferPointer { bytes in
            var run = Run(bytes, self)
            run.run()
            batch.records = run.records
            batch.lines = run.lines
            batch.diagnostics += run.diagnostics.finished()
            if !run.before.isEmpty {
                batch.info = CollectionInfo(kept: run.before)
            }
        }
        return batch
    }

    private struct Run {
        let bytes: Bytes
        let options: ReadingOptions
        var scanner: EntryScanner
        var mapper: EntryMapper
        var inheritance: Inheritance
        var records: [Record] = []
        var lines: [Int] = []
        /// What stands before the next entry and is written there again.
        var before: [Kept] = []
        var diagnostics: SyntaxDiagnostics
        private let problems: [Int: [SyntaxProblem]]
        /// The line of the entry that was read last, and where it begins.
        private var line: Int
        private var lineAt = 0
        /// What stands between two entries is kept up to this many bytes, so that memory is bounded: 1 MB.
        private static let mostText = 1 << 20
        /// Where what is not yet kept begins.
        private var layoutStart = 0

        init(_ bytes: Bytes, _ parser: PieceParser) {
            self.bytes = bytes
            options = parser.options
            scanner = EntryScanner(bytes, offset: parser.piece.offset, arena: Arena(), macros: parser.macros)
            scanner.joinsStrings = false
            problems = parser.problems
            mapper = EntryMapper(dialect: options.dialect, sentenceCase: options.sentenceCase)
            inheritance = Inheritance(parser.parents, dialect: options.dialect, arena: scanner.arena, in: bytes)
            diagnostics = SyntaxDiagnostics(parser.piece)
            line = parser.piece.line
            records.reserveCapacity(bytes.count / 400)
            lines.reserveCapacity(bytes.count / 400)
        }

        mutating func run() {
            var texts: [Range<Int>] = []
            while true {
                texts.removeAll(keepingCapacity: true)
                let item = scanner.next { texts.append($0) }
                for text in texts { keepText(text) }
                if !scanner.problems.isEmpty {
                    for problem in scanner.problems { diagnostics.add(problem) }
                    scanner.problems.removeAll(keepingCapacity: true)
                }
                guard let item else { break }
                switch item {
                case .entry: entry()
                case .comment(let range): keep(bytes.slice(range).string)
                case .preamble(let value): keep("@preamble{{\(value.string)}}")
                // Its value stands wherever its name stood.
                case .string(_, _, let range):
                    for problem in problems[range.lowerBound] ?? [] { diagnostics.add(problem) }
                }
                scanner.arena.reset()
            }
            if options.keepsLayout, layoutStart < bytes.count {
                before = [source(layoutStart..<bytes.count)]
            }
        }

        private mutating func keepText(_ range: Range<Int>) {
            guard !options.keepsLayout else { return }
            let text = bytes.slice(range).trimmed
            guard text.count <= Run.mostText else {
                return diagnostics.addLongText(at: range.lowerBound, bytes: text.count)
            }
            if !text.isEmpty { keep(text.string) }
        }

        private mutating func keep(_ text: String) {
            guard !options.keepsLayout else { return }
            before.append(Kept(format: options.dialect.id, name: KeptName.before, value: text, form: .source))
        }

        private func source(_ range: Range<Int>) -> Kept {
            Kept(format: options.dialect.id, name: KeptName.source, value: bytes.slice(range).string, form: .source)
        }

        private mutating func entry() {
            let raw = scanner.entry
            if raw.type.isWord("xdata") {
                return keep(bytes.slice(raw.range).string)
            }
            let whole = inheritance.complete(raw)
            for problem in inheritance.problems { diagnostics.add(problem, raw, bytes) }
            inheritance.problems.removeAll(keepingCapacity: true)
            var record = mapper.map(whole)
            for problem in mapper.problems { diagnostics.add(problem, raw, bytes) }
            mapper.problems.removeAll(keepingCapacity: true)
            if raw.key.isEmpty { diagnostics.addMissingKey(at: raw.range.lowerBound) }
            if options.keepsLayout {
                record.kept.append(source(layoutStart..<raw.range.upperBound))
                layoutStart = raw.range.upperBound
            } else if !before.isEmpty {
                record.kept.append(contentsOf: before)
                before.removeAll()
            }
            line += LineBreaks.count(bytes.slice(lineAt..<raw.range.lowerBound))
            lineAt = raw.range.lowerBound
            lines.append(line)
            if let said = mapper.saidByKept { record.markAsRead(saidByKept: said) }
            records.append(record)
        }
    }
}
