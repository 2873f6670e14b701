/// The bytes of a draft that no case conversion changes: `noCase` regions, year suffixes, and a field's own small capitals,
/// superscripts and subscripts.
struct ProtectedRanges {
    /// In order, none within another.
    private var ranges: [Range<Int>] = []

    init(_ draft: Draft, since checkpoint: Draft.Checkpoint) {
        var depth = 0
        var start = 0
        for mark in draft.marks[min(checkpoint.marks, draft.marks.count)...]
        where mark.kind == .begin || mark.kind == .end {
            let counts =
                mark.value == Draft.Region.noCase.rawValue || mark.value == Draft.Region.yearSuffix.rawValue
                || mark.value == Draft.Region.ownMarkup.rawValue
            guard counts else { continue }
            if mark.kind == .begin {
                if depth == 0 { start = Int(mark.offset) }
                depth += 1
            } else if depth > 0 {
                depth -= 1
                if depth == 0, Int(mark.offset) > start { ranges.append(start..<Int(mark.offset)) }
            }
        }
    }

    func contains(_ offset: Int) -> Bool { overlaps(offset..<(offset + 1)) }

    /// Whether a range, which is not empty, has a byte that stays.
    func overlaps(_ range: Range<Int>) -> Bool {
        if ranges.isEmpty { return false }
        // The first that ends behind the start of the range.
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound > range.lowerBound { high = middle } else { low = middle + 1 }
        }
        return low < ranges.count && ranges[low].lowerBound < range.upperBound
    }
}
