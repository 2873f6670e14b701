/// A bibliography in a markup, written while its entries are rendered: no entry's text is kept beside what it is written as.
///
///     let written = document.bibliography(in: .html)
///     written.append(to: &bytes)
public struct WrittenBibliography: Sendable {
    public let layout: Bibliography.Layout
    /// The keys of the records for which the style renders nothing. They have no entry.
    public let blanks: [String]
    private let markup: Markup
    private let runs: [Run]

    /// Entries one behind the other, without what stands around them, and where each ends.
    struct Run: Sendable {
        let markup: Markup
        let layout: Bibliography.Layout
        private let frame: BibliographyFrame
        fileprivate var bytes: [UInt8] = []
        fileprivate var ends: [Int] = []
        fileprivate var blanks: [String] = []
        /// The characters of the widest first field.
        private(set) var widest = 0

        /// - Parameter count: how many entries there will be, about.
        init(_ markup: Markup, _ layout: Bibliography.Layout, count: Int) {
            self.markup = markup
            self.layout = layout
            frame = markup.frame(of: layout)
            bytes.reserveCapacity(count * 320)
            ends.reserveCapacity(count)
        }

        mutating func add(_ text: FormattedText) {
            markup.appendBody(text, in: layout, frame, to: &bytes)
            ends.append(bytes.count)
            widest = max(widest, text.firstFieldWidth)
        }

        /// Adds an entry, or notes that there is nothing of it.
        mutating func add(_ text: FormattedText, id: String) {
            if text.isBlank { blanks.append(id) } else { add(text) }
        }
    }

    init(_ markup: Markup, _ layout: Bibliography.Layout, runs: [Run]) {
        self.markup = markup
        self.layout = layout
        self.runs = runs
        blanks = runs.flatMap(\.blanks)
    }

    /// Entries that were rendered already; those without text are left out.
    public init(_ entries: [Bibliography.Entry], _ layout: Bibliography.Layout, in markup: Markup) {
        var run = Run(markup, layout, count: entries.count)
        for entry in entries { run.add(entry.text, id: entry.id) }
        self.init(markup, layout, runs: [run])
    }

    /// Appends the entries, with what stands before, between and after them.
    public func append(to out: inout [UInt8]) {
        let frame = markup.frame(of: layout)
        let around = frame.entryStart.count + frame.entryEnd.count + frame.between.count
        let room = runs.reduce(frame.start.count + frame.end.count) { $0 + $1.bytes.count + $1.ends.count * around }
        out.reserveCapacity(out.count + room + 64)
        append(to: &out, passing: .max) { _ in }
    }

    /// Appends the same, and passes on what there is whenever it is more than so many bytes; some of the end stays.
    func append<Failure: Error>(
        to out: inout [UInt8], passing most: Int, _ pass: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let frame = markup.frame(of: layout)
        out.append(contentsOf: frame.start)
        var isFirst = true
        for run in runs {
            var start = 0
            for end in run.ends {
                if out.count > most {
                    try pass(out)
                    out.removeAll(keepingCapacity: true)
                }
                if !isFirst { out.append(contentsOf: frame.between) }
                isFirst = false
                out.append(contentsOf: frame.entryStart)
                // `add` noted where it ended.
                run.bytes.withUnsafeBufferPointer {
                    out.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start..<end]))
                }
                out.append(contentsOf: frame.entryEnd)
                start = end
            }
        }
        out.append(contentsOf: frame.end)
    }
}
