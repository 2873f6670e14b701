/// A block of an entry that would begin with punctuation leaves it to what stands before, and so does what follows a block:
/// "1957." and "Fond 8157" stand beside each other, not "1957" and ". Fond 8157".
enum BlockPunctuation {
    /// Moves the first mark of punctuation of each block that is not the first, and of text behind a block.
    static func move(in text: inout FormattedText) {
        for index in text.marks.indices where !text.marks[index].isOpening && text.marks[index].kind.isDisplay {
            let at = Int(text.marks[index].offset)
            let isLast = index + 1 == text.marks.count || Int(text.marks[index + 1].offset) > at
            if isLast, at > 0, at < text.utf8.count, isPunctuation(text.utf8[at]) { text.marks[index].offset += 1 }
        }
        for index in text.marks.indices where text.marks[index].isOpening && text.marks[index].kind.isDisplay {
            let offset = text.marks[index].offset
            let at = Int(offset)
            guard at > 0, at < text.utf8.count, isPunctuation(text.utf8[at]) else { continue }
            // The text stays as it is: what begins here, and a block that ends here, does so behind the mark.
            var first = index
            while first > 0, text.marks[first - 1].offset == offset, text.marks[first - 1].kind.isDisplay { first -= 1 }
            var next = first
            while next < text.marks.count, text.marks[next].offset == offset {
                text.marks[next].offset += 1
                next += 1
            }
        }
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ":")
    }
}
