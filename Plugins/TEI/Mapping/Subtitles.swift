internal import Records

/// A title and its subtitle: TEI has them apart, a record has the whole in the title and repeats the part.
enum Subtitles {
    /// Puts the subtitle behind the title, unless it stands there already.
    static func join(_ title: TextField, _ subtitle: TextField, in record: inout Record) {
        guard let part = record[subtitle], let main = record[title], !holds(main.string, part.string) else { return }
        let whole = joined(main, part)
        for index in record.entries.indices {
            if case .text(title, _) = record.entries[index].content {
                record.entries[index].content = .text(title, whole)
                break
            }
        }
    }

    /// Whether a subtitle stands in a title already: at its end, or, with more behind, after a mark and a space.
    private static func holds(_ title: String, _ part: String) -> Bool {
        if title.hasSuffix(part) { return true }
        let title = Array(title.utf8)
        let part = Array(part.utf8)
        guard !part.isEmpty, title.count > part.count + 2 else { return false }
        let marks = Array(":.?!;,–—-".utf8)
        return (2..<title.count - part.count).contains { start in
            title[start] == part[0] && title[start - 1] == 0x20 && marks.contains(title[start - 2])
                && title[start..<start + part.count].elementsEqual(part)
        }
    }

    /// The part of the title before the subtitle; nil where the two were not joined in this way.
    static func main(of whole: Text, without part: Text) -> Text? {
        guard !part.isEmpty, whole.string.hasSuffix(part.string), whole.string.utf8.count > part.string.utf8.count
        else {
            return nil
        }
        let bytes = Array(whole.string.utf8)
        var end = bytes.count - part.string.utf8.count
        while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
        if end > 0, bytes[end - 1] == UInt8(ascii: ":") { end -= 1 }
        guard end > 0, let string = String(validating: bytes[0..<end], as: UTF8.self) else { return nil }
        let spans = whole.spans.filter { $0.end <= Int32(clamping: end) }
        let main = Text(string, spans: spans)
        return joined(main, part) == whole ? main : nil
    }

    private static func joined(_ main: Text, _ part: Text) -> Text {
        let last = main.string.unicodeScalars.last
        let separator = last == "?" || last == "!" || last == "." || last == ":" || last == "…" ? " " : ": "
        let shift = main.string.utf8.count + separator.utf8.count
        let spans = part.spans.map {
            Text.Span($0.style, ($0.range.lowerBound + shift)..<($0.range.upperBound + shift))
        }
        return Text(main.string + separator + part.string, spans: main.spans + spans)
    }
}
