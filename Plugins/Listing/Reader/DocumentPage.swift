internal import Formats
internal import Records

/// What the page of one document says of it.
struct DocumentPage: Sendable {
    var title = ""
    var titleLine = 0
    var date: EDTFDate?
    var summary: [String] = []
    var credits: [String] = []
    var values: [ListedDocument.Value] = []
    var citations: [CitationString] = []
    var address = ""
    /// How many paragraphs of the document's own text stand on the page, and where they begin.
    var textParagraphs = 0
    var textLine = 0
    /// How that text begins.
    var textStart = ""
}

/// Reads the page of one document by the labels that the profile gives, from text or HTML.
struct DocumentPageParser {
    private let reading: BlockReading
    private let profile: SourceProfile
    private let source: String
    private var page = DocumentPage()
    private var unknown: [Block] = []
    /// The label whose values come next.
    private var label: (text: String, field: SourceProfile.Field, line: Int)?
    private var isInText = false
    /// Paragraphs after the title without a label: the document's text, and last the summary.
    private var body: [Block] = []

    /// Whether the blocks are a document's page: two of its marks, and no range of results.
    static func recognizes(_ blocks: [Block], _ profile: SourceProfile) -> Bool {
        var found = Set<String>()
        for block in blocks {
            let line = block.normalized
            if profile.listing.ranges.match(line) != nil { return false }
            // No listing names who paid for one document.
            if profile.document.credits.match(line) != nil { return true }
            let plain = line.hasSuffix(":") ? String(line.dropLast()) : line
            let before = String(line.prefix { $0 != ":" })
            for text in [line, plain, before] {
                if let marker = profile.document.markers.matched(text) { found.insert(marker) }
            }
        }
        return found.count >= 2
    }

    static func parse(
        _ blocks: [Block], reading: BlockReading, address: String, source: String
    ) -> (page: DocumentPage, diagnostics: [Diagnostic]) {
        var parser = DocumentPageParser(reading: reading, profile: reading.profile, source: source)
        parser.page.address = address
        for block in blocks { parser.take(block) }
        parser.settleBody(hasLabels: false)
        parser.settleTitle()
        return (parser.page, parser.diagnostics())
    }

    private init(reading: BlockReading, profile: SourceProfile, source: String) {
        self.reading = reading
        self.profile = profile
        self.source = source
    }

    /// The citation has the title; a heading that says something else is none.
    private mutating func settleTitle() {
        guard let title = page.citations.first?.title, !title.isEmpty, !page.title.isEmpty,
            Keys.slug(title, words: 200) != Keys.slug(page.title, words: 200)
        else { return }
        unknown.insert(Block(text: page.title, line: page.titleLine, column: 1), at: 0)
        page.title = title
    }

    // MARK: Blocks

    private mutating func take(_ block: Block) {
        let line = block.normalized
        if takeLabel(block, line) || takeCitation(block) || takeHeld(block) { return }
        if profile.document.text.match(line) != nil {
            isInText = true
            label = nil
            return
        }
        if profile.document.credits.match(line) != nil {
            page.credits.append(block.text)
            label = nil
            return
        }
        if profile.document.headings.match(line) != nil { return isInText ? countText(block) : () }
        if let current = label, !isInText {
            return takeValue(block, current)
        }
        if isInText { return countText(block) }
        takeHead(block, line)
    }

    /// A label alone on its line, or with its value after a colon.
    private mutating func takeLabel(_ block: Block, _ line: String) -> Bool {
        let plain = line.hasSuffix(":") ? String(line.dropLast()).tidied : line
        if let found = find(plain) {
            settleBody(hasLabels: true)
            label = (block.text.trimmedMarks, found, block.line)
            isInText = false
            return true
        }
        guard let colon = block.text.firstIndex(of: ":"),
            let found = find(LinePattern.normalized(String(block.text[..<colon])))
        else { return false }
        settleBody(hasLabels: true)
        let text = String(block.text[block.text.index(after: colon)...]).tidied
        label = (String(block.text[..<colon]), found, block.line)
        isInText = false
        if !text.isEmpty {
            var rest = block
            rest.text = text
            takeValue(rest, (String(block.text[..<colon]), found, block.line))
        }
        return true
    }

    private func find(_ label: String) -> SourceProfile.Field? {
        profile.document.labels.first { $0.label == label || $0.label == label + ":" }?.field
    }

    private mutating func takeCitation(_ block: Block) -> Bool {
        guard let citation = CitationString(block.text, reading: reading) else { return false }
        if page.citations.isEmpty, page.address.isEmpty { page.address = citation.address }
        page.citations.append(citation)
        return true
    }

    /// What the class of an HTML element says of its text.
    private mutating func takeHeld(_ block: Block) -> Bool {
        switch block.held {
        case .heading where page.title.isEmpty:
            page.title = block.text
            page.titleLine = block.line
        case .date where page.date == nil:
            guard let date = reading.date(block.text) else { return false }
            page.date = date
        case .credits: page.credits.append(block.text)
        case .summary where label == nil || label?.field == .summary: page.summary.append(block.text)
        case .text: countText(block)
        default: return false
        }
        if block.held != .text { label = label?.field == .summary ? label : nil }
        return true
    }

    private mutating func countText(_ block: Block) {
        if page.textParagraphs == 0 { page.textLine = block.line }
        if page.textStart.utf8.count < 120 { page.textStart += (page.textStart.isEmpty ? "" : " / ") + block.text }
        page.textParagraphs += 1
    }

    /// A value of the label before. Fields of one value take the first block; what follows is looked at as if there were no
    /// label.
    private mutating func takeValue(_ block: Block, _ current: (text: String, field: SourceProfile.Field, line: Int)) {
        switch current.field {
        case .summary: page.summary.append(block.text)
        case .citation: page.summary.append(block.text)
        case .date:
            label = nil
            guard let date = reading.date(block.text) else { return add(block, current, block.text) }
            page.date = date
        case .title:
            page.title = block.text
            page.titleLine = block.line
            label = nil
        case .skip: break
        case .author, .participant, .mentioned, .recipient, .contributor, .translator, .donor, .place, .subject:
            for value in block.text.split(whereSeparator: { $0 == ";" || $0 == "|" }) {
                add(block, current, String(value.trimmed))
            }
        case .rights: add(block, current, block.text)
        default:
            add(block, current, block.text)
            label = nil
        }
    }

    private mutating func add(
        _ block: Block, _ current: (text: String, field: SourceProfile.Field, line: Int), _ text: String
    ) {
        page.values.append(
            .init(label: current.text, field: current.field, text: text, line: block.line, links: block.links))
    }

    /// Date, title and summary at the head of the page.
    private mutating func takeHead(_ block: Block, _ line: String) {
        if let date = reading.date(block.text) {
            if page.date == nil { page.date = date } else { unknown.append(block) }
            return
        }
        let isFurniture =
            profile.listing.before.match(line) != nil || profile.listing.after.match(line) != nil
            || profile.listing.anywhere.match(line) != nil
        if isFurniture { return }
        if block.text.hasPrefix("http"), !block.text.contains(" ") {
            if page.address.isEmpty { page.address = block.text } else { unknown.append(block) }
            return
        }
        if page.title.isEmpty, block.isHeading || reading.titleLikeness(block) > .no || page.date != nil {
            unknown += body
            body = []
            page.title = block.text
            page.titleLine = block.line
        } else {
            body.append(block)
        }
    }

    /// What stood between title and labels: the last paragraph is the summary, which the site puts after the document's text.
    private mutating func settleBody(hasLabels: Bool) {
        guard !body.isEmpty else { return }
        defer { body = [] }
        if page.title.isEmpty {
            unknown += body
            return
        }
        if hasLabels, page.summary.isEmpty, let last = body.popLast() { page.summary = [last.text] }
        for block in body { countText(block) }
    }

    // MARK: What is to be said

    private func diagnostics() -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        if let first = unknown.first {
            let text = unknown.map(\.text).joined(separator: " / ")
            diagnostics.append(
                Diagnostic(
                    .warning, "listing.unknown-line", "no label says what this is: “\(text)”",
                    at: Place(source: source, line: first.line, column: first.column),
                    hint: "left out; a profile can name the label, or the line as furniture"))
        }
        if page.textParagraphs > 0 {
            let count = page.textParagraphs == 1 ? "one paragraph" : "\(page.textParagraphs) paragraphs"
            diagnostics.append(
                Diagnostic(
                    .note, "listing.document-text",
                    "the text of the document itself, \(count), is no part of its description: “\(page.textStart.beginning(200))”",
                    at: Place(source: source, line: page.textLine, column: 1)))
        }
        return diagnostics
    }
}

extension String {
    /// The first characters, and a mark where there are more.
    func beginning(_ count: Int) -> String { self.count > count ? prefix(count) + "…" : self }
}
