private import CHeap
internal import CSL
internal import Formats
internal import Records

extension Command {
    static let cite = Command(
        "cite", "write citations and a bibliography",
        operands: .inputs(optional: true),
        options: [
            .from, .style, .styles, .locale, .locales, .markup, .output, .only, .clusters, .notes, .bibliography, .json,
            .uncited, .include, .exclude, .sections, .others, .links, .abbreviations, .strict,
        ],
        formatOptions: .reading,
        text: [
            """
            Cites every record of the inputs once, in their order, and writes the citations and then the bibliography: in a \
            style for notes each record's first note, in the others the in-text citation. --notes and --bibliography write \
            one of the two.
            """,
            """
            --clusters takes the citations of a document in place of one for each record: JSON, an array of \
            {"citationItems": [{"id": KEY, "locator": "12"}], "properties": {"noteIndex": 1}}. The bibliography then has what \
            they cite, and what --uncited adds.
            """,
            HelpText.whereStylesAre,
        ],
        examples: [
            .init("ibid cite listing.txt", "the documents of a copied archive listing"),
            .init(
                "ibid cite refs.bib -s archival-author-date --bibliography --markup html",
                "a bibliography in another style, as HTML"),
            .init("ibid cite refs.bib --only doe2001,roe2010 --notes", "two notes"),
            .init(
                "ibid cite refs.bib --bibliography --sections archive,archive_collection --others 'Further reading'",
                "a bibliography by archives and their collections"),
        ],
        run: runCite)

    private static func runCite(_ call: Invocation) throws -> ExitStatus {
        // All records stay until the end.
        ibid_heap_prepare()
        let arguments = call.arguments
        let filter = try BibliographyFilter(arguments)
        let sections = try call.sections()
        let styling = try Styling(call)
        let clusters = try arguments.value(.clusters).map { try ClusterFile(path: $0) }
        let sources = try call.sources()
        let target = arguments.value(.output) ?? "-"
        let isPainted = styling.markup.isForTerminal
        var output = target == "-" ? standardOutput(isPainted: isPainted) : try Output.file(target)
        do {
            var (collection, summary) = try call.conversion(sources).read(sources) { call.messages.report($0) }
            call.messages.endProgress()
            call.tellIfNothingWasFound(summary, in: sources)
            if arguments.has(.only) {
                let found = call.chooseOnly(of: collection.records)
                if found.isEmpty, !collection.records.isEmpty { throw Failure(.failed) }
                collection.records = found
            }
            let parts = CitationParts(arguments)
            var citing = Citing(
                styling, records: collection.records, filter: filter, cites: parts.citations || clusters != nil)
            if let clusters { citing.cite(clusters, uncited: arguments.value(.uncited)) }
            try citing.write(parts: parts, asJSON: arguments.has(.json), sections, to: &output)
            for problem in citing.problems + (clusters?.problems ?? []) {
                call.messages.report(problem)
            }
            if call.messages.lostInput, target != "-" { return .failed }
            try output.commit()
            LeftToTheSystem(collection, citing).leave()
            return call.status
        } catch is Conversion.Stopped {
            return .partly
        }
    }
}

/// Records and what was made of them, which the system takes back when the process ends: to give them back piece by piece would
/// take longer.
private final class LeftToTheSystem {
    private let collection: RecordCollection
    private let citing: Citing

    init(_ collection: RecordCollection, _ citing: Citing) {
        self.collection = collection
        self.citing = citing
    }

    func leave() { _ = Unmanaged.passRetained(self) }
}

/// What of citations and bibliography is written.
struct CitationParts {
    let citations: Bool
    let bibliography: Bool

    /// Both, unless one of them is asked for.
    init(_ arguments: Arguments) {
        let (notes, bibliography) = (arguments.has(.notes), arguments.has(.bibliography))
        citations = notes || !bibliography
        self.bibliography = bibliography || !notes
    }
}

extension Option {
    static let style = Option("style", "s", .style, "a CSL style by its name, its file or its id")
    static let locale = Option(
        "locale", nil, .text("LANG"),
        "the language of terms and dates, and of records that name none, as “de” or “fr-CA”; without it, the style's own"
    )
    static let locales = Option("locales", nil, .folder, "a folder with CSL locales", repeats: true)
    static let markup = Option(
        "markup", nil, .choice("MARKUP", Markup.names), "how formatted text is written; without it, plain")
    static let only = Option("only", nil, .text("KEY,..."), "cite the records with these keys only", repeats: true)
    static let clusters = Option("clusters", nil, .file, "the citations of a document, as JSON")
    static let notes = Option("notes", nil, .flag, "write the notes (or in-text citations) and no bibliography")
    static let bibliography = Option("bibliography", nil, .flag, "write the bibliography alone")
    static let uncited = Option(
        "uncited", nil, .text("KEY,..."),
        "with --clusters: put these records into the bibliography too, or “all”", repeats: true)
    static let include = Option(
        "include", nil, .text("FIELD=VALUE"),
        "only records with one of these in the bibliography, as type=book or archive=RGAE", repeats: true)
    static let exclude = Option(
        "exclude", nil, .text("FIELD=VALUE"), "no record with one of these in the bibliography", repeats: true)
    static let sections = Option(
        "sections", nil, .text("FIELD,..."),
        "a section of the bibliography for each value of a field, as archive or type, and within it for each of the next; "
            + "records without the first come last")
    static let others = Option(
        "others", nil, .text("HEADING"), "with --sections: the heading of the records that come last")
    static let links = Option("links", nil, .flag, "make links of DOI, URL, PMID and PMCID")
    static let abbreviations = Option(
        "abbreviations", nil, .file, "short forms of titles and names for styles that ask for them, as JSON")
}

extension BibliographyFilter {
    /// The conditions of `--include` and `--exclude`.
    fileprivate init(_ arguments: Arguments) throws {
        self.init(
            include: try BibliographyFilter.conditions(arguments.values(.include), of: .include),
            exclude: try BibliographyFilter.conditions(arguments.values(.exclude), of: .exclude))
    }

    private static func conditions(_ words: [String], of option: Option) throws -> [Condition] {
        try words.map { word in
            guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
                throw UsageError.wrongForm("--\(option.name)", value: word, form: "FIELD=VALUE, as type=book")
            }
            let field = String(word[..<equals])
            try check(field, of: option)
            return Condition(field, String(word[word.index(after: equals)...]))
        }
    }

    /// Throws where no record can have a field.
    static func check(_ field: String, of option: Option) throws {
        if fields.contains(field) { return }
        throw UsageError.unknownField("--\(option.name)", field: field, known: fields)
    }
}
