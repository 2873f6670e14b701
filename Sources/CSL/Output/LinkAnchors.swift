/// Has links begin where their addresses do: "doi: <a>https://doi.org/10.1/x</a>", whatever element the first half is of.
///
/// Source: CSL 1.0.2 specification, appendix "Links": what is rendered of an address belongs to the anchor, other text does not.
enum LinkAnchors {
    static func widen(in text: inout FormattedText) {
        for index in text.marks.indices where text.marks[index].isOpening && text.marks[index].kind.isLink {
            let start = Int(text.marks[index].offset)
            let floor = index > 0 ? Int(text.marks[index - 1].offset) : 0
            guard let address = address(in: text.utf8, floor..<start) else { continue }
            text.marks[index].offset = Int32(clamping: address)
        }
    }

    /// Where the address begins that a range ends with; nil where there is none.
    private static func address(in text: [UInt8], _ range: Range<Int>) -> Int? {
        // Neither spaces nor brackets stand in one.
        let first = text[range].lastIndex { $0 <= 0x20 || $0 >= 0x80 || "<>()[]\"".utf8.contains($0) }
        let word = text[(first.map { $0 + 1 } ?? range.lowerBound)..<range.upperBound]
        let starts = word.indices.filter { start in
            schemes.contains { word[start...].starts(with: $0.utf8) }
        }
        return starts.last
    }

    private static let schemes = ["https://", "http://"]
}
