public import Formats

/// BibTeX and BibLaTeX: the files that LaTeX documents cite from.
///
/// One module gives three formats: `bibtex` and `biblatex` say the dialect; `bib` finds it in the file when it reads, and
/// writes each record in the dialect that it came from.
public struct BibTeXFormat: Format {
    private let id: ID

    /// The dialect as found in the file.
    public init() { id = .guessed }

    private init(_ id: ID) { self.id = id }

    /// BibTeX, as its standard styles know it.
    public static let bibtex = BibTeXFormat(.bibtex)
    /// BibLaTeX.
    public static let biblatex = BibTeXFormat(.biblatex)

    private enum ID: String, Sendable {
        case guessed = "bib"
        case bibtex, biblatex

        var dialect: Dialect? { Dialect(rawValue: rawValue) }
    }

    public var descriptor: FormatDescriptor {
        switch id {
        case .guessed:
            descriptor(
                title: "BibTeX or BibLaTeX", extensions: ["bib"],
                summary: "A .bib file in the dialect that it has; written in the dialect that a record came from")
        case .bibtex:
            descriptor(
                title: "BibTeX", extensions: ["bibtex"],
                summary: "BibTeX for its standard styles, ASCII with TeX's macros")
        case .biblatex:
            descriptor(
                title: "BibLaTeX", extensions: ["biblatex"], summary: "BibLaTeX with all of its data model, UTF-8")
        }
    }

    private func descriptor(title: String, extensions: [String], summary: String) -> FormatDescriptor {
        let isGuessed = id == .guessed
        return FormatDescriptor(
            id: id.rawValue, title: title, extensions: extensions, summary: summary, canRead: true, canWrite: true,
            options: BibTeXFormat.options, recognize: { isGuessed ? BibTeXFormat.recognize($0) : .no })
    }

    private static let options: [OptionDescriptor] = [
        OptionDescriptor(
            "title-case", .choice(["sentence", "keep"]), on: .reading,
            "English titles in sentence case, as CSL wants them (the default), or as they stand"),
        OptionDescriptor(
            "layout", .choice(["new", "keep"]), on: .both,
            "keep: what is not changed is written byte for byte as it was read, with comments, order and strings"),
        OptionDescriptor("encoding", .choice(["ascii", "utf8"]), on: .writing, "ASCII with macros, or UTF-8"),
        OptionDescriptor(
            "tidy", .flag, on: .writing,
            "write entries by key, and fields in one order and form, their signs below each other"),
        OptionDescriptor(
            "trust-tex", .flag, on: .writing,
            "let commands through that do more than set text, and take TeX in other formats' records for TeX"),
    ]

    public func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader {
        var dialect = id.dialect
        if dialect == nil { dialect = DialectGuess.dialect(of: try input.peek(1 << 16)) }
        return try BibTeXReader(
            input,
            ReadingOptions(
                dialect: dialect ?? .bibtex, sentenceCase: try BibTeXFormat.choice("title-case", options) != "keep",
                keepsLayout: try BibTeXFormat.choice("layout", options) == "keep"))
    }

    public func makeWriter(options: FormatOptions) throws -> any RecordWriter {
        BibTeXWriter(
            WritingOptions(
                dialect: id.dialect, isASCII: try BibTeXFormat.choice("encoding", options).map { $0 == "ascii" },
                keepsLayout: try BibTeXFormat.choice("layout", options) == "keep", isTidy: options.has("tidy"),
                trustsTeX: options.has("trust-tex")))
    }

    /// An option's word; an error for one that it does not have.
    private static func choice(_ name: String, _ given: FormatOptions) throws(Diagnostic) -> String? {
        guard let word = given[name] else { return nil }
        let words = options.lazy.compactMap { option -> [String]? in
            guard option.name == name, case .choice(let words) = option.value else { return nil }
            return words
        }.first
        if let words, !words.contains(word) {
            throw Diagnostic(
                .error, "bibtex.option", "“\(word)” is no value of --\(name)",
                hint: "there are: \(words.joined(separator: ", "))")
        }
        return word
    }

    /// An entry or one of the other `@` commands stands in it.
    @Sendable private static func recognize(_ head: UnsafeBufferPointer<UInt8>) -> FormatDescriptor.Confidence {
        // UTF-16 is ASCII with zeros between as far as this goes.
        let bytes = head.prefix(2).contains(where: { $0 == 0 || $0 >= 0xFE }) ? head.filter { $0 != 0 } : Array(head)
        return bytes.withUnsafeBufferPointer { bytes in
            var scanner = EntryScanner(bytes, arena: Arena(), macros: nil)
            guard let item = scanner.next(text: { _ in }) else { return .no }
            switch item {
            case .entry: return EntryType.named(scanner.entry.type) != nil ? .certain : .likely
            default: return .likely
            }
        }
    }
}

/// What a reader is told.
struct ReadingOptions: Sendable {
    var dialect: Dialect
    /// Whether English titles become sentence case.
    var sentenceCase = true
    /// Whether each entry is kept as it stands, with what stands before it.
    var keepsLayout = false
}
