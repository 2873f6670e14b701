import Formats
import Testing

@Suite struct RegistryTests {
    /// A format that can be one or both halves, recognised by its first byte.
    private struct Plain: Format {
        let descriptor: FormatDescriptor

        init(_ id: String, mark: Character? = nil, extensions: [String], read: Bool = true, write: Bool = true) {
            descriptor = FormatDescriptor(
                id: id, title: id.uppercased(), aliases: ["\(id)-alias"], extensions: extensions, summary: "",
                canRead: read,
                canWrite: write
            ) { head in
                guard let mark, let byte = head.first else { return .no }
                return byte == mark.asciiValue ? .certain : .no
            }
        }
    }

    private let registry = Registry([
        Plain("bibtex", mark: "@", extensions: ["bib"]), Plain("biblatex", mark: "%", extensions: ["bib"]),
        Plain("listing", mark: "L", extensions: ["txt"], write: false),
        Plain("terminal", extensions: ["out"], read: false),
    ])

    @Test func findsByIdAndAliasInAnyCase() {
        #expect(registry.format(named: "BibTeX")?.descriptor.id == "bibtex")
        #expect(registry.format(named: "listing-alias")?.descriptor.id == "listing")
        #expect(registry.format(named: "ris") == nil)
    }

    @Test func readsByNameThenFileNameThenContent() throws {
        #expect(try registry.reader(named: "listing", for: Input(text: "@")).descriptor.id == "listing")
        #expect(try registry.reader(named: nil, for: Input(text: "x", name: "a.txt")).descriptor.id == "listing")
        #expect(try registry.reader(named: nil, for: Input(text: "%", name: "a.bib")).descriptor.id == "biblatex")
        #expect(try registry.reader(named: nil, for: Input(text: "x", name: "a.bib")).descriptor.id == "bibtex")
        #expect(try registry.reader(named: nil, for: Input(text: "L", name: "a.unknown")).descriptor.id == "listing")
    }

    @Test func anUnknownNameGuesses() {
        #expect(
            throws: RegistryError.unknown("bibtx", guess: "bibtex", known: ["bibtex", "biblatex", "listing"])
        ) { try registry.reader(named: "bibtx", for: Input(text: "")) }
    }

    @Test func aMissingHalfNamesWhatThereIs() {
        #expect(throws: RegistryError.cannotWrite("listing", writable: ["bibtex", "biblatex", "terminal"])) {
            try registry.writer(named: "listing", output: nil)
        }
        #expect(throws: RegistryError.cannotRead("terminal", readable: ["bibtex", "biblatex", "listing"])) {
            try registry.reader(named: "terminal", for: Input(text: ""))
        }
    }

    @Test func nothingTellsTheFormat() {
        #expect(throws: RegistryError.self) { try registry.reader(named: nil, for: Input(text: "?", name: "a.q")) }
        #expect(throws: RegistryError.self) { try registry.writer(named: nil, output: "a.q") }
        #expect(throws: RegistryError.self) { try registry.writer(named: nil, output: nil) }
    }

    @Test func aNameIsTakenOnce() {
        var registry = registry
        let added = registry.add(Plain("bibtex-alias", extensions: []))
        #expect(!added)
        #expect(registry.refused.map(\.id) == ["bibtex-alias"])
    }

    @Test(arguments: [("bibtx", "bibtex"), ("CSL-JSN", "csl-json"), ("csl", "csl-json"), ("bib", "bibtex")])
    func guessesWhatWasMeant(word: String, meant: String) {
        #expect(Guess.nearest(to: word, among: ["bibtex", "csl-json", "tei", "csv-file"]) == meant)
    }

    @Test(arguments: ["zzzzzz", "", "x"])
    func guessesNothingFarOff(word: String) {
        #expect(Guess.nearest(to: word, among: ["bibtex", "csl-json", "markdown"]) == nil)
    }
}
