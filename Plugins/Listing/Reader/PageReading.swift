internal import Formats
internal import Records
private import XML

/// Reads one input: tells text from HTML, a listing from a document's own page, and makes the batches.
struct PageReading {
    let profile: SourceProfile
    let source: String

    func batches(_ bytes: [UInt8]) -> [Batch] {
        let reading = BlockReading(profile: profile)
        guard PageReading.isHTML(bytes) else {
            let blocks = TextBlocks.blocks(of: bytes) { reading.isAlone($0) }
            return read(blocks, address: "", reading)
        }
        do {
            let page = try HTMLBlocks.page(bytes, profile: profile)
            return read(page.blocks, address: page.address, reading)
        } catch {
            let place = Place(source: source, line: error.line, column: error.column)
            return [Batch(diagnostics: [Diagnostic(.error, "listing.html", error.message, at: place)])]
        }
    }

    /// Whether the first thing in the input is a tag.
    private static func isHTML(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }), bytes[first] == UInt8(ascii: "<"),
            first + 1 < bytes.count
        else { return false }
        let next = bytes[first + 1]
        return next == UInt8(ascii: "!") || next == UInt8(ascii: "?") || (next | 0x20 >= 0x61 && next | 0x20 <= 0x7A)
    }

    private func read(_ blocks: [Block], address: String, _ reading: BlockReading) -> [Batch] {
        if DocumentPageParser.recognizes(blocks, profile) { return [document(blocks, address: address, reading)] }
        return listing(blocks, reading)
    }

    private func document(_ blocks: [Block], address: String, _ reading: BlockReading) -> Batch {
        let known = DocumentAddress(address, profile: profile) != nil ? address : ""
        let (page, diagnostics) = DocumentPageParser.parse(blocks, reading: reading, address: known, source: source)
        let mapping = DocumentRecord(profile: profile, grammar: .embedded)
        let record = mapping.record(page)
        guard record[.title] != nil else {
            let message = "the page of a document has no title"
            return Batch(
                diagnostics: diagnostics + [
                    Diagnostic(
                        .error, "listing.no-title", message, at: Place(source: source, line: blocks.first?.line ?? 1),
                        hint: "copy the page from its heading on, or with its citation")
                ])
        }
        let records = [record] + mapping.records(ofFurther: page.citations.dropFirst())
        return Batch(
            records: records, lines: records.map { _ in max(1, page.titleLine) }, diagnostics: diagnostics,
            info: CollectionInfo(title: profile.name, source: profile.id))
    }

    private func listing(_ blocks: [Block], _ reading: BlockReading) -> [Batch] {
        let (pages, diagnostics) = ListingParser.parse(blocks, reading: reading, source: source)
        let mapping = ListedRecord(profile: profile, grammar: .embedded)
        var batches = pages.map { page in
            Batch(
                records: page.documents.map(mapping.record), lines: page.documents.map(\.line),
                diagnostics: diagnose(page),
                info: CollectionInfo(
                    title: profile.name, source: profile.id, ranges: page.range.map { [$0] } ?? [], total: page.total))
        }
        if pages.allSatisfy({ $0.documents.isEmpty }) {
            batches = [Batch(diagnostics: [noListing(blocks)])]
        } else {
            batches[0].diagnostics = diagnostics + batches[0].diagnostics
        }
        return batches
    }

    private func diagnose(_ page: ListedPage) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for document in page.documents where document.date == nil {
            diagnostics.append(
                Diagnostic(
                    .note, "listing.no-date", "the document “\(document.title)” has no date",
                    at: Place(source: source, line: document.line, column: 1)))
        }
        for document in page.documents {
            guard let date = document.date, date.shape == .literal else { continue }
            diagnostics.append(
                Diagnostic(
                    .note, "listing.undated", "the document is marked “\(date.raw)”",
                    at: Place(source: source, line: document.dateLine, column: 1)))
        }
        if let range = page.range, range.count != page.documents.count, !page.documents.isEmpty {
            diagnostics.append(
                Diagnostic(
                    .warning, "listing.count",
                    "the page says results \(range.lowerBound) to \(range.upperBound), which are \(range.count), and has \(page.documents.count)",
                    at: Place(source: source, line: page.rangeLine, column: 1),
                    hint: "part of the page may not have been copied, or a document has no date"))
        }
        return diagnostics
    }

    private func noListing(_ blocks: [Block]) -> Diagnostic {
        let start = blocks.prefix(20).map(\.text).joined(separator: " / ").beginning(160)
        return Diagnostic(
            .error, "listing.no-documents",
            "no documents were found in “\(start)”: this is no listing that the source is known for",
            at: Place(source: source, line: blocks.first?.line ?? 1, column: 1),
            hint:
                "expected is a date (“November 12, 1963”), the title after it, then the summary; --source names another archive"
        )
    }
}

extension BlockReading {
    /// Whether a line is a paragraph of its own: a date, a label, or page furniture.
    func isAlone(_ text: String) -> Bool {
        if date(text) != nil { return true }
        let line = LinePattern.normalized(text)
        let document = profile.document
        let plain = line.hasSuffix(":") ? String(line.dropLast()) : line
        if document.labels.contains(where: { $0.label == plain || $0.label == line })
            || document.headings.match(line) != nil
            || document.markers.match(line) != nil || document.credits.match(line) != nil
        {
            return true
        }
        let listing = profile.listing
        return listing.before.match(line) != nil || listing.after.match(line) != nil
            || listing.anywhere.match(line) != nil || listing.ranges.match(line) != nil
            || listing.totals.match(line) != nil
    }
}
