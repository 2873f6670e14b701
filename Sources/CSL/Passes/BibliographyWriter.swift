internal import Records

/// Writes bibliography entries.
///
/// Source: CSL 1.0.2 specification, "Bibliography", "Reference Grouping", "Whitespace".
struct BibliographyWriter {
    var renderer: Renderer
    let area: Area
    var typesetter: Typesetter
    /// The names of the entry before, for `subsequent-author-substitute`.
    private var previousNames: [[UInt8]] = []
    /// Whose names those are.
    private var previousPersons: [Int] = []

    init(renderer: Renderer, area: Area) {
        self.renderer = renderer
        self.area = area
        typesetter = Typesetter(renderer.context)
    }

    /// One entry; empty where the style renders nothing for it.
    mutating func entry(_ item: Int, _ state: ItemState) -> FormattedText {
        renderer.begin(item, .bibliography)
        renderer.out.removeAll()
        renderer.state = state
        renderer.cite = CiteContext()
        renderer.cite.position = 0
        renderer.startsSentence = true
        renderer.keepsCommas = area.bibliographyLayout.secondFieldAlign != .none
        let start = renderer.out.bytes.count
        let open = renderer.openLayout(area.formatting)
        let content = renderer.out.checkpoint
        var hasSuffix = true
        if area.bibliographyLayout.secondFieldAlign != .none {
            hasSuffix = renderFields()
        } else {
            renderer.renderLayout(area)
        }
        guard renderer.out.bytes.count > content.bytes else {
            previousNames = []
            previousPersons = []
            return FormattedText()
        }
        substituteAuthors(content)
        // The layout's prefix stands within the first block, as its suffix does within the last.
        if content.marks < renderer.out.marks.count, renderer.out.marks[content.marks].kind == .open,
            Int(renderer.out.marks[content.marks].offset) == content.bytes,
            FormattedText.Kind(rawValue: renderer.out.marks[content.marks].value)?.isDisplay == true
        {
            renderer.out.marks[content.marks].offset = Int32(start)
        }
        closeLayout(open, content, hasSuffix)
        var text = typesetter.set(renderer.out)
        BibliographyWriter.tidyEnds(&text)
        return text
    }

    /// A space at the end stands behind the last block, one at the start before the first.
    private static func tidyEnds(_ text: inout FormattedText) {
        let end = Int32(text.utf8.count)
        if text.utf8.last == 0x20, let last = text.marks.last, last.kind.isDisplay, last.offset == end {
            text.marks[text.marks.count - 1].offset = end - 1
        }
        if text.utf8.first == 0x20, let first = text.marks.first, first.kind.isDisplay, first.offset == 0 {
            text.marks[0].offset = 1
        }
    }

    /// The layout's suffix stands within the last block, where the entry ends with one.
    private mutating func closeLayout(_ open: Int32, _ content: Draft.Checkpoint, _ hasSuffix: Bool) {
        if let last = renderer.out.marks.last, last.kind == .close, Int(last.offset) == renderer.out.bytes.count,
            FormattedText.Kind(rawValue: last.value)?.isDisplay == true,
            open >= 0
        {
            renderer.out.marks.removeLast()
            renderer.closeLayout(open, content, hasSuffix: hasSuffix)
            renderer.out.mark(.close, last.value)
            return
        }
        renderer.closeLayout(open, content, hasSuffix: hasSuffix)
    }

    /// The first field in the margin, the others beside it.
    ///
    /// - Returns: whether there are others: a number alone is not ended by the layout's suffix.
    private mutating func renderFields() -> Bool {
        let children = area.layout
        guard children.count > 0 else { return true }
        let start = renderer.out.checkpoint
        renderer.out.open(.leftMargin)
        var isFirst = true
        _ = renderer.render(Slice(start: children.start, count: 1), delimiter: Bytes(), isFirst: &isFirst)
        if isFirst {
            renderer.out.cut(to: start)
        } else {
            renderer.out.close(.leftMargin)
        }
        let rest = renderer.out.checkpoint
        renderer.out.open(.rightInline)
        isFirst = true
        _ = renderer.render(
            Slice(start: children.start + 1, count: children.count - 1), delimiter: Bytes(), isFirst: &isFirst)
        if isFirst { renderer.out.cut(to: rest) } else { renderer.out.close(.rightInline) }
        return !isFirst
    }

    // MARK: Authors that stand already

    private mutating func substituteAuthors(_ content: Draft.Checkpoint) {
        guard let substitute = area.subsequentAuthorSubstitute,
            let names = renderer.out.region(.nameList, from: content.marks)
                ?? renderer.out.region(.names, from: content.marks)
        else { return }
        // Two works are not by the same "Anonymous".
        guard !renderer.names.isTerm else { return }
        let shown = renderer.names.rendered
        let whole = Array(renderer.out.bytes[names.bytes])
        let text = Array(renderer.style.blob[substitute.range])
        let key = shown.isEmpty ? [whole] : shown
        let persons = renderer.names.persons
        let others = previousPersons
        defer {
            previousNames = [whole] + key
            previousPersons = persons
        }
        guard let previousWhole = previousNames.first else { return }
        let previous = Array(previousNames.dropFirst())
        // Two persons may look the same: "Doe, M.".
        let table = renderer.items.names
        func isSame(_ index: Int) -> Bool {
            key[index] == previous[index]
                && (index >= persons.count || index >= others.count
                    || table.haveSameParts(table.names[persons[index]], table.names[others[index]]))
        }
        // What stands behind the names, "et al." and labels, is no name.
        let areSame =
            (!shown.isEmpty || whole == previousWhole) && key.count == previous.count
            && key.indices.allSatisfy(isSame)
        switch area.subsequentAuthorRule {
        case .completeAll:
            guard areSame else { return }
            // A title that stands for names keeps how it is set.
            replaceNames(renderer.out.region(.substitute, from: names.marks.lowerBound) ?? names, with: text)
            if text.isEmpty {
                dropDelimiter(at: names.bytes.lowerBound, content)
                dropEmptyBlocks(content)
            }
        case .completeEach:
            guard areSame else { return }
            replaceEach(key, names.bytes, count: key.count, with: text)
        case .partialEach:
            var same = 0
            while same < min(key.count, previous.count), isSame(same) { same += 1 }
            replaceEach(key, names.bytes, count: same, with: text)
        case .partialFirst:
            guard !key.isEmpty, !previous.isEmpty, isSame(0) else { return }
            replaceEach(key, names.bytes, count: 1, with: text)
        }
    }

    private mutating func replaceNames(_ region: (marks: Range<Int>, bytes: Range<Int>), with text: [UInt8]) {
        // Formatting of the names goes with them.
        let inner = (region.marks.lowerBound + 1)..<(region.marks.upperBound - 1)
        renderer.out.marks.removeSubrange(inner)
        renderer.out.replace(region.bytes, with: text)
        renderer.out.join(at: region.bytes.lowerBound + text.count)
    }

    /// Behind names that are replaced by nothing no delimiter stands, where they were the first of their group.
    private mutating func dropDelimiter(at start: Int, _ content: Draft.Checkpoint) {
        var end = start
        while end < renderer.out.bytes.count, " .,;:".utf8.contains(renderer.out.bytes[end]) { end += 1 }
        guard end > start, end < renderer.out.bytes.count, renderer.out.bytes[start] != 0x20 else { return }
        if start > content.bytes, renderer.out.bytes[start - 1] != 0x20 { return }
        // What another element opens is its own.
        let isOthers = renderer.out.marks[content.marks...].contains {
            Int($0.offset) > start && Int($0.offset) < end && ($0.kind == .open || $0.kind == .close)
        }
        if !isOthers { renderer.out.replace(start..<end, with: []) }
    }

    /// A block of names that are replaced by nothing goes with them.
    private mutating func dropEmptyBlocks(_ content: Draft.Checkpoint) {
        var index = content.marks
        while index < renderer.out.marks.count {
            let mark = renderer.out.marks[index]
            guard mark.kind == .open, FormattedText.Kind(rawValue: mark.value)?.isDisplay == true,
                let end = renderer.out.marks[index...].firstIndex(where: { $0.kind == .close && $0.value == mark.value }
                )
            else {
                index += 1
                continue
            }
            let range = Int(mark.offset)..<Int(renderer.out.marks[end].offset)
            guard renderer.out.bytes[range].allSatisfy({ $0 == 0x20 }) else {
                index = end + 1
                continue
            }
            renderer.out.marks.removeSubrange(index...end)
            renderer.out.replace(range, with: [])
        }
    }

    private mutating func replaceEach(_ names: [[UInt8]], _ region: Range<Int>, count: Int, with text: [UInt8]) {
        var at = region.lowerBound
        for name in names.prefix(count) {
            guard let found = renderer.out.find(name, from: at) else { return }
            // Formatting of the name goes with it.
            renderer.out.removeFormatting(within: found)
            renderer.out.replace(found, with: text)
            at = found.lowerBound + text.count
        }
    }
}

extension Draft {
    /// The next place where some bytes stand.
    func find(_ needle: [UInt8], from start: Int) -> Range<Int>? {
        guard let first = needle.first else { return nil }
        var at = start
        while at + needle.count <= bytes.count {
            if bytes[at] == first, bytes[at..<(at + needle.count)].elementsEqual(needle) {
                return at..<(at + needle.count)
            }
            at += 1
        }
        return nil
    }
}
