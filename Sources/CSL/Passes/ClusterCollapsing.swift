/// Cites of a cluster that share names, years or a run of numbers say these once.
///
/// Source: CSL 1.0.2 specification, "Cite Grouping", "Cite Collapsing".
extension ClusterWriter {
    mutating func collapse(_ parts: inout [Part], _ states: [ItemState]) {
        switch area.collapse {
        case .citationNumber: collapseNumbers(&parts, states)
        case .none: if area.citeGroupDelimiter != nil { group(&parts) }
        case .year, .yearSuffix, .yearSuffixRanged:
            group(&parts)
            collapseYears(&parts, states)
        }
    }

    /// Moves cites with the same names to the first of them.
    private func group(_ parts: inout [Part]) {
        var grouped: [Part] = []
        var done = [Bool](repeating: false, count: parts.count)
        for index in parts.indices where !done[index] {
            grouped.append(parts[index])
            guard !parts[index].names.isEmpty else { continue }
            for other in (index + 1)..<max(parts.count, index + 1)
            where !done[other] && parts[other].names == parts[index].names {
                // Without sorting the author's order stands.
                if sorting == nil, other > index + 1, !done[other - 1] { break }
                done[other] = true
                var part = parts[other]
                if area.collapse == .none { part.delimiter = area.citeGroupDelimiter ?? part.delimiter }
                grouped.append(part)
            }
        }
        parts = grouped
    }

    private mutating func collapseYears(_ parts: inout [Part], _ states: [ItemState]) {
        let collapsesSuffix = area.collapse != .year && area.disambiguatesByYearSuffix
        var index = 0
        while index < parts.count {
            var end = index + 1
            while end < parts.count, parts[end].names == parts[index].names, parts[end].cite.prefix.isEmpty,
                !parts[index].names.isEmpty || (collapsesSuffix && hasSameYear(parts[end], parts[index]))
            {
                end += 1
            }
            for place in (index + 1)..<max(end, index + 1) {
                render(&parts[place], states, startsSentence: false, mode: .whole, collapsed: true)
                parts[place].isCollapsed = true
                parts[place].groupsWithPrevious = true
                parts[place].showsText = renderer.showsText
                // A locator ends what a collapsed cite says.
                let ends = !parts[place - 1].cite.locator.isEmpty
                parts[place].delimiter =
                    (ends ? area.afterCollapseDelimiter : nil) ?? area.citeGroupDelimiter
            }
            if collapsesSuffix { collapseSuffixes(&parts, index..<end, states) }
            // Where whole years collapse, cites that stand alone are as groups of one.
            let ends = end - index > 1 || area.collapse != .yearSuffix || !parts[end - 1].cite.locator.isEmpty
            if end < parts.count, ends, let after = area.afterCollapseDelimiter { parts[end].delimiter = after }
            index = end
        }
    }

    /// Whether two cites show the same year, and a suffix each.
    private func hasSameYear(_ one: Part, _ other: Part) -> Bool {
        one.draft.region(.yearSuffix) != nil && other.draft.region(.yearSuffix) != nil
            && yearText(one) == yearText(other)
    }

    /// Leaves out years that stand already, and with `year-suffix-ranged` letters between first and last.
    private mutating func collapseSuffixes(_ parts: inout [Part], _ range: Range<Int>, _ states: [ItemState]) {
        var index = range.lowerBound
        while index < range.upperBound {
            guard let year = yearText(parts[index]) else {
                index += 1
                continue
            }
            var end = index + 1
            while end < range.upperBound, parts[end - 1].cite.suffix.isEmpty, yearText(parts[end]) == year {
                end += 1
            }
            shorten(&parts, index..<end, states)
            index = end
        }
    }

    private mutating func shorten(_ parts: inout [Part], _ run: Range<Int>, _ states: [ItemState]) {
        guard run.count > 1 else { return }
        for place in run.dropFirst() {
            let draft = parts[place].draft
            guard let suffix = draft.region(.yearSuffix) else {
                if isNothingButYear(parts[place]) { parts[place].draft = Draft() }
                continue
            }
            if let year = draft.region(.year), year.bytes.upperBound == suffix.bytes.lowerBound {
                // What stands around the year stays: "(2000a), (b)".
                parts[place].draft.replace(year.bytes, with: [])
            } else if parts[place].cite.locator.isEmpty {
                parts[place].draft = withAffixes(
                    parts[place].cite, draft.slice(withFormatting(suffix, in: draft), suffix.bytes))
            } else {
                // A locator stands behind the letter.
                parts[place].draft = draft.slice(
                    suffix.marks.lowerBound..<draft.marks.count, suffix.bytes.lowerBound..<draft.bytes.count)
            }
            parts[place].delimiter = area.yearSuffixDelimiter ?? area.citeGroupDelimiter ?? area.delimiter
        }
        guard area.collapse == .yearSuffixRanged else { return }
        var start = run.lowerBound
        while start < run.upperBound {
            var end = start + 1
            while end < run.upperBound,
                states[parts[end].item].yearSuffix == states[parts[end - 1].item].yearSuffix + 1
            {
                end += 1
            }
            if end - start > 2 {
                for place in (start + 1)..<(end - 1) { parts[place].draft = Draft() }
                parts[end - 1].isCollapsed = true
                parts[end - 1].delimiter = ClusterWriter.range
            }
            start = end
        }
    }

    /// A delimiter that stands for the en dash of a range.
    static let range = Bytes(start: -1, count: 0)

    /// The marks of a region with those of the formatting that holds for it alone.
    private func withFormatting(_ region: (marks: Range<Int>, bytes: Range<Int>), in draft: Draft) -> Range<Int> {
        var marks = region.marks
        while marks.lowerBound > 0, marks.upperBound < draft.marks.count {
            let before = draft.marks[marks.lowerBound - 1]
            let after = draft.marks[marks.upperBound]
            guard before.kind == .open, Int(before.offset) == region.bytes.lowerBound, after.kind == .close,
                Int(after.offset) == region.bytes.upperBound
            else { break }
            marks = (marks.lowerBound - 1)..<(marks.upperBound + 1)
        }
        return marks
    }

    /// A collapsed cite that would say once more what stands already.
    private func isNothingButYear(_ part: Part) -> Bool {
        part.isCollapsed && !part.showsText && part.cite.locator.isEmpty && part.cite.prefix.isEmpty
            && part.cite.suffix.isEmpty
    }

    /// The year that a cite shows, or what stands before its suffix in the place of one.
    private func yearText(_ part: Part) -> [UInt8]? {
        if let year = part.draft.region(.year) { return Array(part.draft.bytes[year.bytes]) }
        guard let suffix = part.draft.region(.yearSuffix) else { return nil }
        let names = part.draft.region(.names)?.bytes.upperBound ?? 0
        guard names <= suffix.bytes.lowerBound else { return nil }
        return Array(part.draft.bytes[names..<suffix.bytes.lowerBound])
    }

    private func collapseNumbers(_ parts: inout [Part], _ states: [ItemState]) {
        var start = 0
        while start < parts.count {
            var end = start + 1
            while end < parts.count, isBare(parts[end - 1]), isBare(parts[end]),
                states[parts[end].item].citationNumber == states[parts[end - 1].item].citationNumber + 1
            {
                end += 1
            }
            if end - start > 2 {
                for place in (start + 1)..<(end - 1) { parts[place].draft = Draft() }
                parts[end - 1].delimiter = ClusterWriter.range
            }
            if end - start > 2, end < parts.count, let after = area.afterCollapseDelimiter {
                parts[end].delimiter = after
            }
            start = end
        }
    }

    /// A number without anything of the document's around it.
    private func isBare(_ part: Part) -> Bool {
        part.cite.prefix.isEmpty && part.cite.suffix.isEmpty && part.draft.region(.locator) == nil
            && part.draft.region(.citationNumber) != nil
    }
}
