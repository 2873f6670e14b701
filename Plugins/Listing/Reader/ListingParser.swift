internal import Formats
internal import Records

/// Puts the blocks of a listing together to documents, page by page.
///
/// A date begins a document; the block after it is the title, what follows until the next date is the summary. Where the
/// source has the title first, it is the other way round. What the profile names as page furniture is passed over; what
/// stands outside the documents and is none is told.
struct ListingParser {
    private let reading: BlockReading
    private let profile: SourceProfile
    private let source: String
    private let isTitleFirst: Bool
    /// How many empty lines the page has between a date and its title.
    private let usualEmptyLines: Int

    private var pages: [ListedPage] = [ListedPage()]
    private var diagnostics: [Diagnostic] = []
    private var current: ListedDocument?
    /// After a line that ends the records, and before the first record.
    private var isOutside = true
    /// Whether something was seen that records follow, so that one without a date may begin.
    private var hasBegun = false
    /// After a line that ends a page: what looks like a date there may be a footer's.
    private var hasEnded = false
    private var unknown: [Block] = []
    /// How many documents of the page have no date, where the range tells; nil where it does not.
    private var undatedLeft: Int?

    static func parse(
        _ blocks: [Block], reading: BlockReading, source: String
    ) -> (pages: [ListedPage], diagnostics: [Diagnostic]) {
        var parser = ListingParser(blocks, reading: reading, source: source)
        parser.run(blocks)
        return (parser.pages.filter { !$0.documents.isEmpty || $0.range != nil || $0.total != nil }, parser.diagnostics)
    }

    private init(_ blocks: [Block], reading: BlockReading, source: String) {
        self.reading = reading
        profile = reading.profile
        self.source = source
        isTitleFirst = ListingParser.isTitleFirst(blocks, reading)
        usualEmptyLines = ListingParser.usualEmptyLines(blocks, reading)
    }

    // MARK: The order of date and title

    /// Whether titles stand before their dates: the profile says it, or the first date comes after a title and the last
    /// one has none after it.
    private static func isTitleFirst(_ blocks: [Block], _ reading: BlockReading) -> Bool {
        let order = reading.profile.listing.order
        if let title = order.firstIndex(of: .title), let date = order.firstIndex(of: .date), title < date {
            return true
        }
        if order.first == .title { return true }
        let content = blocks.filter { !isFurniture($0, reading.profile) }
        let dates = content.indices.filter { reading.date(content[$0].text) != nil }
        guard let first = dates.first, let last = dates.last, first > 0, dates.count > 1 else { return false }
        let before = dates.count { $0 > 0 && reading.titleLikeness(content[$0 - 1]) >= .capitalized }
        let after = dates.count { $0 + 1 < content.count && reading.titleLikeness(content[$0 + 1]) >= .capitalized }
        return before == dates.count && after < before && last + 1 >= content.count - 2
    }

    private static func usualEmptyLines(_ blocks: [Block], _ reading: BlockReading) -> Int {
        zip(blocks, blocks.dropFirst()).filter { reading.date($0.0.text) != nil }.map(\.1.emptyLines).max() ?? 1
    }

    private static func isFurniture(_ block: Block, _ profile: SourceProfile) -> Bool {
        let line = block.normalized
        let listing = profile.listing
        return listing.before.match(line) != nil || listing.after.match(line) != nil
            || listing.anywhere.match(line) != nil || listing.ranges.match(line) != nil
            || listing.totals.match(line) != nil
    }

    // MARK: Blocks

    private mutating func run(_ blocks: [Block]) {
        for (index, block) in blocks.enumerated() {
            if takeRange(block, at: index, of: blocks) || takeFurniture(block) || takeLabel(block) { continue }
            if let date = reading.date(block.text) {
                takeDate(date, block)
            } else if current == nil || isOutside, let (date, title) = reading.dateAndTitle(block.text) {
                takeDate(date, block)
                takeTitle(block, text: title)
            } else if current != nil, block.isBulleted || (current?.title.isEmpty == false && blocks.count > 1),
                let (date, title) = reading.dateAndTitle(block.text), block.isBulleted || !isTitleFirst
            {
                takeDate(date, block)
                takeTitle(block, text: title)
            } else {
                takeText(block, next: index + 1 < blocks.count ? blocks[index + 1] : nil)
            }
        }
        close()
        reportUnknown()
    }

    /// "711 - 720 of 1250". Another range begins another page.
    private mutating func takeRange(_ block: Block, at index: Int, of blocks: [Block]) -> Bool {
        let line = block.normalized
        if let numbers = profile.listing.ranges.match(line), let first = numbers["first"], let last = numbers["last"],
            first > 0, first <= last
        {
            let total = numbers["total"]
            if let range = pages[pages.count - 1].range, range == first...last { return true }
            close()
            reportUnknown()
            if pages[pages.count - 1].range != nil || !pages[pages.count - 1].documents.isEmpty {
                pages.append(ListedPage())
            }
            pages[pages.count - 1].range = first...last
            pages[pages.count - 1].rangeLine = block.line
            pages[pages.count - 1].total = total
            hasBegun = true
            hasEnded = false
            isOutside = true
            countUndated(after: index, of: blocks, expected: last - first + 1)
            return true
        }
        guard current == nil, let numbers = profile.listing.totals.match(line), let total = numbers["total"] else {
            return false
        }
        pages[pages.count - 1].total = total
        hasBegun = true
        return true
    }

    /// How many documents of the page that begins here have no date of their own.
    private mutating func countUndated(after index: Int, of blocks: [Block], expected: Int) {
        var dates = 0
        for block in blocks[(index + 1)...] {
            let line = block.normalized
            if let numbers = profile.listing.ranges.match(line),
                numbers["last"] != pages[pages.count - 1].range?.upperBound
            {
                break
            }
            if profile.listing.after.match(line) != nil { break }
            if reading.date(block.text) != nil || reading.dateAndTitle(block.text) != nil { dates += 1 }
        }
        undatedLeft = max(0, expected - dates)
    }

    private mutating func takeFurniture(_ block: Block) -> Bool {
        if current != nil, current?.title.isEmpty == true { return false }
        let line = block.normalized
        if profile.listing.after.match(line) != nil {
            close()
            isOutside = true
            hasBegun = false
            hasEnded = true
            return true
        }
        if profile.listing.anywhere.match(line) != nil {
            return reading.date(block.text) == nil || block.text.utf8.count < 4
        }
        if profile.listing.before.match(line) != nil {
            if current == nil { hasBegun = true }
            return true
        }
        return false
    }

    /// "Reference: FO 371/115054" within a document, or the label alone with the value in the next block.
    private mutating func takeLabel(_ block: Block) -> Bool {
        guard var document = current, !document.title.isEmpty, let colon = block.text.firstIndex(of: ":") else {
            return false
        }
        let label = LinePattern.normalized(String(block.text[..<colon]))
        guard let field = profile.listing.labels.first(where: { $0.label == label || $0.label == label + ":" })?.field
        else {
            return false
        }
        let text = String(block.text[block.text.index(after: colon)...]).tidied
        if field == .date, document.date == nil, let date = reading.date(text) {
            document.date = date
            document.dateLine = block.line
        } else {
            document.values.append(
                .init(
                    label: String(block.text[..<colon]), field: field, text: text, line: block.line, links: block.links)
            )
        }
        current = document
        return true
    }

    private mutating func takeDate(_ date: EDTFDate, _ block: Block) {
        reportUnknown()
        if isTitleFirst, current != nil, current?.date == nil {
            current?.date = date
            current?.dateLine = block.line
            return
        }
        close()
        isOutside = false
        current = ListedDocument(date: date, dateLine: block.line)
    }

    private mutating func takeTitle(_ block: Block, text: String? = nil) {
        current?.title = text ?? block.text
        current?.titleLine = block.line
        takeLinks(block)
    }

    private mutating func takeLinks(_ block: Block) {
        guard current?.address.isEmpty == true else { return }
        if let address = block.links.first(where: { DocumentAddress($0.address, profile: profile) != nil })?.address {
            current?.address = address
        } else if let address = block.link, address.hasPrefix("http") {
            current?.address = address
        }
    }

    private mutating func takeText(_ block: Block, next: Block?) {
        if let address = bareAddress(block) {
            if current != nil, current?.address.isEmpty == true {
                current?.address = address
            } else {
                unknown.append(block)
            }
            return
        }
        if let document = current, !isOutside {
            if document.title.isEmpty { return takeTitle(block) }
            if !beginsDocument(block, next: next) {
                takeLinks(block)
                current?.summary.append(block.text)
                return
            }
        } else if !beginsDocument(block, next: next) {
            unknown.append(block)
            return
        }
        reportUnknown()
        close()
        isOutside = false
        if !isTitleFirst, let left = undatedLeft, left > 0 { undatedLeft = left - 1 }
        current = ListedDocument()
        takeTitle(block)
    }

    private func bareAddress(_ block: Block) -> String? {
        guard block.text.hasPrefix("http://") || block.text.hasPrefix("https://"), !block.text.contains(" ") else {
            return nil
        }
        return block.text
    }

    /// Whether a block that is no date is the title of a next document.
    private func beginsDocument(_ block: Block, next: Block?) -> Bool {
        let likeness = reading.titleLikeness(block)
        if isTitleFirst {
            // The block before a date, or before the labels of a source that has those.
            if let next, reading.date(next.text) != nil {
                return current == nil || current?.date != nil || likeness > .no
            }
            let isDone = current == nil || current?.date != nil || current?.values.isEmpty == false
            return isDone
                && (likeness >= .genre || (likeness == .capitalized && (block.isBulleted || block.isHeading))
                    || (profile.listing.order.first == .title && likeness >= .capitalized))
        }
        if likeness == .link { return current?.title.isEmpty == false || hasBegun }
        if current == nil || isOutside {
            return hasBegun && undatedLeft != 0 && (likeness >= .genre || (likeness > .no && (undatedLeft ?? 0) > 0))
        }
        // An absent date leaves its empty line behind.
        let isApart = block.emptyLines > usualEmptyLines && likeness > .no
        if let left = undatedLeft {
            return left > 0 && (isApart || likeness >= (block.isBulleted ? .capitalized : .genre))
        }
        return likeness >= .genre && (block.isBulleted || isApart || current?.summary.last?.endsSentence == true)
    }

    private mutating func close() {
        guard let document = current else { return }
        current = nil
        if document.title.isEmpty {
            diagnostics.append(
                Diagnostic(
                    hasEnded ? .warning : .error, "listing.no-title",
                    "the date “\(document.date?.text ?? "")” is followed by no title",
                    at: Place(source: source, line: document.dateLine, column: 1),
                    hint: "the line after a date is taken for the title"))
            return
        }
        pages[pages.count - 1].documents.append(document)
    }

    private mutating func reportUnknown() {
        guard let first = unknown.first else { return }
        let text = unknown.map(\.text).joined(separator: " / ")
        let what =
            unknown.count == 1 ? "a line outside the documents is" : "\(unknown.count) lines outside the documents are"
        diagnostics.append(
            Diagnostic(
                .warning, "listing.unknown-line", "\(what) no page furniture that the source is known for: “\(text)”",
                at: Place(source: source, line: first.line, column: first.column),
                hint: "left out; a profile can name it as furniture"))
        unknown = []
    }
}

extension String {
    /// Whether it ends as a sentence does.
    fileprivate var endsSentence: Bool {
        guard let last = unicodeScalars.last(where: { !"\"”’')]".unicodeScalars.contains($0) }) else { return false }
        return ".!?…".unicodeScalars.contains(last)
    }
}

extension EDTFDate {
    /// As the source has it.
    var text: String { raw.isEmpty ? edtf : raw }
}
