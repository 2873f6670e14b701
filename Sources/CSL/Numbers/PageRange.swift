/// Ranges of pages, expanded or shortened.
///
/// Source: CSL 1.0.2 specification, Appendix V.
enum PageRange {
    typealias Format = StyleOptions.PageRangeFormat
    typealias Text = UnsafeBufferPointer<UInt8>
    typealias Piece = Swift.Slice<UnsafeBufferPointer<UInt8>>

    /// The first page of a range. A hyphen behind a backslash is a part of the page's number.
    static func first(_ text: String) -> String {
        var head = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "-", head.last == "\\" {
                head.removeLast()
            } else if "-–,&;".unicodeScalars.contains(scalar) {
                break
            }
            head.append(scalar)
        }
        return String(head).trimmedSpaces
    }

    /// Writes the ranges of a text.
    ///
    /// - Parameters:
    ///   - delimiter: what stands between first and last page.
    ///   - and: what stands for an ampersand.
    static func format(_ bytes: Text, _ format: Format, delimiter: Text, and: Text, into out: inout [UInt8]) {
        var at = 0
        while at < bytes.count {
            // A list is taken apart at its commas, semicolons and ampersands.
            var end = at
            while end < bytes.count, !isListSeparator(bytes[end]) || isThousands(bytes, end) { end += 1 }
            range(bytes[at..<end], format, delimiter, &out)
            if end < bytes.count {
                separator(bytes, &end, and, &out)
            }
            at = end
        }
    }

    private static func isListSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: ";")
    }

    /// Whether a comma stands between digits, three of which follow: "1,234".
    private static func isThousands(_ bytes: Text, _ at: Int) -> Bool {
        func isDigit(_ place: Int) -> Bool { place >= 0 && place < bytes.count && bytes[place] &- 48 < 10 }
        return bytes[at] == UInt8(ascii: ",") && isDigit(at - 1) && (1...3).allSatisfy { isDigit(at + $0) }
            && !isDigit(at + 4)
    }

    private static func separator(_ bytes: Text, _ at: inout Int, _ and: Text, _ out: inout [UInt8]) {
        let byte = bytes[at]
        at += 1
        while at < bytes.count, bytes[at] == 0x20 { at += 1 }
        if byte == UInt8(ascii: "&") {
            if out.last != 0x20 { out.append(0x20) }
            out.append(contentsOf: and)
            out.append(0x20)
        } else {
            while out.last == 0x20 { out.removeLast() }
            out.append(byte)
            if at < bytes.count { out.append(0x20) }
        }
    }

    private static func range(_ piece: Piece, _ format: Format, _ delimiter: Text, _ out: inout [UInt8]) {
        guard let parts = halves(piece) else {
            var at = piece.startIndex
            while at < piece.endIndex {
                // A hyphen that is to stay one
                if piece[at] == UInt8(ascii: "\\"), at + 1 < piece.endIndex, piece[at + 1] == UInt8(ascii: "-") {
                    at += 1
                }
                out.append(piece[at])
                at += 1
            }
            return
        }
        let (first, last, tail) = parts
        let a = Page(first)
        let b = Page(last)
        if let a, let b, a.prefix.elementsEqual(b.prefix) {
            numbers(a, b, first, last, format, delimiter, &out)
        } else if isRoman(first), isRoman(last) {
            out.append(contentsOf: first)
            out.append(contentsOf: delimiter)
            out.append(contentsOf: last)
        } else {
            out.append(contentsOf: first)
            out.append(UInt8(ascii: "-"))
            out.append(contentsOf: last)
        }
        out.append(contentsOf: tail)
    }

    private static func numbers(
        _ a: Page, _ b: Page, _ first: Piece, _ last: Piece, _ format: Format,
        _ delimiter: Text, _ out: inout [UInt8]
    ) {
        out.append(contentsOf: first)
        out.append(contentsOf: delimiter)
        guard format != .none, a.suffix.isEmpty, b.suffix.isEmpty, a.prefix.last != UInt8(ascii: ","),
            a.digits.first != 48 || a.digits.count == b.digits.count
        else {
            return out.append(contentsOf: last)
        }
        let whole = expanded(a.digits, b.digits)
        let isLonger = whole.count > a.digits.count
        let rises = isLonger || whole.count == a.digits.count && a.digits.lexicographicallyPrecedes(whole)
        // Digits that the first page does not lend ("2787-16") are no shortened page.
        if !rises, b.digits.count < a.digits.count { return out.append(contentsOf: last) }
        // A range that does not rise is no range; of one that does the letters stand once.
        if format == .expanded || !rises {
            out.append(contentsOf: a.prefix)
            return out.append(contentsOf: whole)
        }
        if a.prefix.contains(where: { $0 &- 48 < 10 }) {
            // "12:3" has a number before that of the page.
            out.append(contentsOf: a.prefix)
            return out.append(contentsOf: whole)
        }
        out.append(contentsOf: isLonger ? whole : shortened(a.digits, whole, format))
    }

    /// The last page with the digits that it shares with the first: 321, 8: 328.
    private static func expanded(_ first: Piece, _ last: Piece) -> [UInt8] {
        last.count < first.count ? Array(first.prefix(first.count - last.count)) + last : Array(last)
    }

    private static func shortened(_ first: Piece, _ last: [UInt8], _ format: Format) -> [UInt8] {
        let a = Array(first)
        var same = 0
        while same < a.count - 1, a[same] == last[same] { same += 1 }
        switch format {
        case .minimal: return Array(last[same...])
        case .minimalTwo: return Array(last[min(same, max(0, last.count - 2))...])
        case .chicago15, .chicago16:
            guard a.count >= 3 else { return last }
            let lastTwo = a[(a.count - 2)...]
            if lastTwo.allSatisfy({ $0 == 48 }) { return last }
            if a[a.count - 2] == 48 { return Array(last[same...]) }
            let changed = last.count - same
            if format == .chicago15, a.count == 4, changed >= 3 { return last }
            return Array(last[min(same, last.count - 2)...])
        case .none, .expanded: return last
        }
    }

    /// The two sides of the one hyphen or en dash of a piece, without spaces around; what follows the second after a space.
    private static func halves(
        _ piece: Piece
    ) -> (first: Piece, last: Piece, tail: Piece)? {
        var at = piece.startIndex
        var found: Range<Int>?
        while at < piece.endIndex {
            if piece[at] == UInt8(ascii: "\\") { return nil }
            let length = piece[at] == UInt8(ascii: "-") ? 1 : isDash(piece, at) ? 3 : 0
            if length > 0 {
                if let before = found {
                    // "--" is one delimiter
                    if before.upperBound == at {
                        found = before.lowerBound..<(at + length)
                        at += length
                        continue
                    }
                    return nil
                }
                found = at..<(at + length)
                at += length
                continue
            }
            at += 1
        }
        guard let found else { return nil }
        var first = piece[piece.startIndex..<found.lowerBound]
        var last = piece[found.upperBound...]
        while first.last == 0x20 { first.removeLast() }
        while last.first == 0x20 { last.removeFirst() }
        guard !first.isEmpty, !last.isEmpty, !first.contains(0x20) else { return nil }
        if let space = last.firstIndex(of: 0x20) { return (first, last[..<space], last[space...]) }
        return (first, last, last[last.endIndex...])
    }

    private static func isDash(_ bytes: Piece, _ at: Int) -> Bool {
        at + 2 < bytes.endIndex && bytes[at] == 0xE2 && bytes[at + 1] == 0x80 && (0x90...0x94).contains(bytes[at + 2])
    }

    private static func isRoman(_ word: Piece) -> Bool {
        NumericValue.isRoman(UnsafeBufferPointer(rebasing: word))
    }

    /// A page number: letters or more before the last run of digits, and letters after it.
    private struct Page {
        let prefix: Piece
        let digits: Piece
        let suffix: Piece

        init?(_ text: Piece) {
            guard let last = text.lastIndex(where: { $0 >= 48 && $0 <= 57 }) else { return nil }
            var start = last
            while start > text.startIndex, text[start - 1] >= 48, text[start - 1] <= 57 { start -= 1 }
            prefix = text[text.startIndex..<start]
            digits = text[start...last]
            suffix = text[(last + 1)...]
        }
    }
}
