/// Title case for English: every lowercase word gets a capital but for stop words, which get one at the start, at the end and
/// after a colon.
///
/// Source: CSL 1.0.2 specification, "Title Case Conversion"; the stop words are those of the schema's list.
struct TitleCase {
    let cases: CaseConversion

    private struct Word {
        var range: Range<Int>
        /// After the start, a colon, or the like.
        var isFirst: Bool
        var isLast = false
        /// Part of a word with hyphens, and which: 0 first.
        var part = 0
        var isProtected: Bool
        /// Before anything but letters and spaces.
        var isInOpening: Bool
    }

    func apply(_ draft: inout Draft, _ checkpoint: Draft.Checkpoint, _ protected: ProtectedRanges) {
        let words = words(draft, checkpoint, protected)
        for word in words.reversed() where !word.isProtected {
            // Apart from the change: no one else may hold the bytes then, or all of them would be copied.
            let letter = draft.bytes.withUnsafeBufferPointer { letterToChange($0, word) }
            if let letter { cases.convert(&draft, letter, lower: false) }
        }
    }

    private func words(_ draft: Draft, _ checkpoint: Draft.Checkpoint, _ protected: ProtectedRanges) -> [Word] {
        draft.bytes.withUnsafeBufferPointer { words($0, draft, checkpoint, protected) }
    }

    private func words(
        _ bytes: UnsafeBufferPointer<UInt8>, _ draft: Draft, _ checkpoint: Draft.Checkpoint,
        _ protected: ProtectedRanges
    ) -> [Word] {
        var words: [Word] = []
        words.reserveCapacity((bytes.count - checkpoint.bytes) / 5)
        var at = checkpoint.bytes
        var isFirst = true
        var part = 0
        var opening = bytes.count
        if checkpoint.marks < draft.marks.count { opening = Int(draft.marks[checkpoint.marks].offset) }
        while at < bytes.count {
            if let length = separator(bytes, at) {
                let byte = bytes[at]
                if byte != UInt8(ascii: " ") { opening = min(opening, at) }
                if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!") {
                    isFirst = byte == UInt8(ascii: ":") || at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: " ")
                } else if length == 3, bytes[at + 2] == 0x94 {
                    isFirst = false
                }
                part = byte == UInt8(ascii: "-") || length == 3 ? part + 1 : 0
                at += length
                continue
            }
            let start = at
            while at < bytes.count, separator(bytes, at) == nil {
                if CaseConversion.isApostrophe(bytes, at) { opening = min(opening, at) }
                at += 1
            }
            // Full stops within a word belong to it ("A.N.").
            let isProtected = protected.overlaps(start..<at)
            words.append(
                Word(
                    range: start..<at, isFirst: isFirst, part: part, isProtected: isProtected,
                    isInOpening: at <= opening))
            isFirst = false
        }
        if !words.isEmpty { words[words.count - 1].isLast = true }
        return words
    }

    /// The length of what separates words here; nil within a word.
    @inline(__always)
    private func separator(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        let byte = bytes[at]
        // Letters.
        if byte >= UInt8(ascii: "a"), byte < 0x80 { return nil }
        if byte < 0x40 { return TitleCase.separators >> UInt64(byte) & 1 == 1 ? 1 : stop(bytes, at) }
        return byte < 0x80
            ? (byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") ? 1 : nil) : longSeparator(bytes, at)
    }

    /// A bit for each of these characters: space, line feed, tab and `:;,?!()/-"&`.
    private static let separators: UInt64 =
        1 << 0x20 | 1 << 0x0A | 1 << 0x09 | 1 << 0x3A | 1 << 0x3B | 1 << 0x2C | 1 << 0x3F | 1 << 0x21 | 1 << 0x28
        | 1 << 0x29 | 1 << 0x2F | 1 << 0x2D | 1 << 0x22 | 1 << 0x26

    private func stop(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        guard bytes[at] == UInt8(ascii: ".") else { return nil }
        // At a word's end only, and several of them anywhere.
        if at + 1 == bytes.count { return 1 }
        if bytes[at + 1] == UInt8(ascii: " ") || bytes[at + 1] == UInt8(ascii: ".") { return 1 }
        return at > 0 && bytes[at - 1] == UInt8(ascii: ".") ? 1 : nil
    }

    private func longSeparator(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        switch bytes[at] {
        case 0xE2:
            guard at + 2 < bytes.count, bytes[at + 1] == 0x80 else { return nil }
            // Dashes and typographic quotes, not the apostrophe.
            return (0x90...0x95).contains(bytes[at + 2]) || [0x98, 0x9C, 0x9D, 0xAF].contains(bytes[at + 2])
                ? 3 : nil
        case 0xC2:
            guard at + 1 < bytes.count else { return nil }
            return bytes[at + 1] == 0xA0 || bytes[at + 1] == 0xAB || bytes[at + 1] == 0xBB ? 2 : nil
        default: return nil
        }
    }

    /// The letter of a word that becomes a capital; nil where the word stays.
    ///
    /// A stop word or a letter that begins a compound is a word of its own in the opening words of a title alone, as in citeproc-js
    /// ("The On-Line Archive"; "Archives: The on-Line Catalogue").
    private func letterToChange(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Word) -> Range<Int>? {
        let slice = UnsafeBufferPointer(rebasing: bytes[word.range])
        // Behind an apostrophe an opening word begins anew: "o’Neill".
        guard let first = slice.first, isLowercase(word.isFirst ? TitleCase.head(slice) : slice) else { return nil }
        let opensCompound =
            word.part == 0 && word.isInOpening && word.range.upperBound < bytes.count
            && bytes[word.range.upperBound] == UInt8(ascii: "-")
        if TitleCase.isLetterAlone(slice) {
            if !word.isFirst, !opensCompound { return nil }
        } else if TitleCase.isStopWord(slice) {
            let stays = word.isFirst || word.isLast || opensCompound
            if !stays { return nil }
        }
        guard slice.count > 1 || word.part == 0 else { return nil }
        let end = CaseConversion.scalarEnd(bytes, word.range.lowerBound)
        // A single letter of another script before a hyphen ("β-carotene") is no word.
        if first >= 0x80, end == word.range.upperBound { return nil }
        return word.range.lowerBound..<end
    }

    /// A letter by itself is a symbol or an initial more often than a word ("Murphy, n."; "u.s."), and so is one before an
    /// apostrophe ("coup d’état").
    private static func isLetterAlone(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        word.count == 1 || word[1] == UInt8(ascii: ".") || CaseConversion.isApostrophe(word, 1)
    }

    /// What stands before an apostrophe.
    private static func head(_ word: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let end = word.indices.first { CaseConversion.isApostrophe(word, $0) } ?? word.count
        return UnsafeBufferPointer(rebasing: word[..<end])
    }

    private func isLowercase(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        var isASCII = true
        for byte in word {
            if byte >= 65, byte <= 90 { return false }
            if byte >= 0x80 { isASCII = false }
        }
        if isASCII { return true }
        return !String(decoding: word, as: UTF8.self).unicodeScalars.contains { $0.properties.isUppercase }
    }

    private static func isStopWord(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard word.count <= 15, let first = word.first, first >= 0x80 || mayBegin(first, word.count) else {
            return false
        }
        if word.count <= 8 { return packedStopWords.contains(packed(word)) }
        return stopWords.contains(String(decoding: word, as: UTF8.self).lowercased())
    }

    /// Whether a stop word of that many bytes begins with a letter: most words are told by that.
    private static func mayBegin(_ letter: UInt8, _ count: Int) -> Bool {
        counts[Int(letter & 0x1F)] >> UInt16(count) & 1 == 1
    }

    /// For each letter of the alphabet the lengths of the stop words that begin with it, a bit each.
    private static let counts: [UInt16] = {
        var counts = [UInt16](repeating: 0, count: 32)
        for word in stopWords {
            guard let first = word.utf8.first, word.utf8.count < 16 else { continue }
            counts[Int(first & 0x1F)] |= 1 << UInt16(word.utf8.count)
        }
        return counts
    }()

    /// Up to eight bytes as one number, ASCII letters in lower case.
    private static func packed(_ word: some Sequence<UInt8>) -> UInt64 {
        var value: UInt64 = 0
        for byte in word { value = value << 8 | UInt64(byte >= 65 && byte <= 90 ? byte | 0x20 : byte) }
        return value
    }

    private static let packedStopWords = Set(stopWords.filter { $0.utf8.count <= 8 }.map { packed($0.utf8) })

    private static let stopWords: Set<String> = [
        "a", "about", "above", "across", "afore", "after", "against", "al", "along", "alongside", "amid", "amidst",
        "among", "amongst", "an",
        "and", "anenst", "apropos", "apud", "around", "as", "aside", "astride", "at", "athwart", "atop", "barring",
        "before", "behind", "below", "beneath", "beside", "besides", "between", "beyond", "but", "by", "c", "ca",
        "circa", "d'", "d’", "de", "despite", "down", "during", "et", "except", "for", "forenenst", "from", "given",
        "in", "inside", "into", "lest", "like", "modulo", "near", "next", "nor", "notwithstanding", "of", "off", "on",
        "onto", "or", "out", "over", "per", "plus", "pro", "qua", "sans", "since", "so", "than", "the", "through",
        "throughout", "thru", "thruout", "till", "to", "toward", "towards", "under", "underneath", "until", "unto",
        "up", "upon", "v", "v.", "van", "versus", "via", "vis-à-vis", "von", "vs", "vs.", "with", "within", "without",
        "yet",
    ]
}
