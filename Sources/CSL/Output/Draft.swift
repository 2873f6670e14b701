/// Text being made: UTF-8, and marks of what holds from where to where. Appended to, cut back where an element turns out
/// empty, and set at the end (``Typesetter``).
struct Draft {
    var bytes: [UInt8] = []
    var marks: [Mark] = []
    /// Where the first text begins that is no affix.
    private(set) var firstContent = Int.max
    /// Where the last prefix or delimiter ends.
    private var prefixEnd = -1
    private var delimiterEnd = -1
    /// The suffix of the last element that holds no others.
    private var innerSuffix = InnerSuffix()
    /// Where the suffix of the last element ends, or where one does that says the same again as the one within.
    private var suffixEnd = -1
    private var repeatedEnd = -1
    /// The punctuation of an outer suffix that went before an inner one, and where all of that ends.
    private var moved: (byte: UInt8, end: Int) = (0, -1)

    /// What follows is content rather than an affix.
    @inline(__always)
    mutating func noteContent() { if firstContent > bytes.count { firstContent = bytes.count } }

    /// What has been written does not begin the text: the next is the first content.
    mutating func forgetContent() { firstContent = .max }

    /// Whether nothing but affixes has been written.
    var hasOnlyAffixes: Bool { firstContent >= bytes.count }

    struct Mark {
        var offset: Int32
        var kind: Kind
        /// Of `open` and `close`: a ``FormattedText/Kind``; of `begin` and `end`: a ``Region``.
        var value: UInt8

        enum Kind: UInt8 {
            case open, close
            case openQuote, closeQuote
            /// Two pieces meet here, and their punctuation or spaces may collide; `value` is a ``Meeting``.
            case join
            /// Regions that later passes look for; they do not show.
            case begin, end
        }
    }

    /// What later passes have to find again.
    enum Region: UInt8 {
        case names, nameList, year, yearSuffix, citationNumber, noCase, locator, title
        /// A field that stands for names, without the formatting of its element.
        case substitute
        /// A field's own small capitals, superscript and subscript, which keep their case.
        case ownMarkup
    }

    /// Where a draft stood, to cut it back to.
    struct Checkpoint {
        let bytes: Int
        let marks: Int
    }

    var checkpoint: Checkpoint { Checkpoint(bytes: bytes.count, marks: marks.count) }
    var isEmpty: Bool { bytes.isEmpty }

    mutating func cut(to checkpoint: Checkpoint) {
        if bytes.count > checkpoint.bytes { bytes.removeLast(bytes.count - checkpoint.bytes) }
        if marks.count > checkpoint.marks { marks.removeLast(marks.count - checkpoint.marks) }
        if firstContent >= checkpoint.bytes { firstContent = .max }
        if prefixEnd > checkpoint.bytes { prefixEnd = -1 }
        if delimiterEnd > checkpoint.bytes { delimiterEnd = -1 }
        if innerSuffix.end > checkpoint.bytes { innerSuffix = InnerSuffix() }
        if moved.end > checkpoint.bytes { moved.end = -1 }
        if suffixEnd > checkpoint.bytes { suffixEnd = -1 }
        if repeatedEnd > checkpoint.bytes { repeatedEnd = -1 }
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        firstContent = .max
        prefixEnd = -1
        delimiterEnd = -1
        innerSuffix = InnerSuffix()
        moved.end = -1
        suffixEnd = -1
        repeatedEnd = -1
    }

    // MARK: Appending

    /// How two pieces meet.
    enum Meeting: UInt8 {
        case usual
        /// The prefix of an element and that of one that begins it, or a delimiter and a prefix: both stand.
        case prefixes
        /// A comma at the beginning of a prefix that does not move into quotation marks before it.
        case comma
        /// One of the two has formatting, or the second is a mark of punctuation by itself: only the same collapse.
        case formatted
    }

    /// Appends an element's prefix.
    ///
    /// - Parameters:
    ///   - keepsComma: whether a comma at its beginning stays outside of quotation marks.
    ///   - isFormatted: whether the element has formatting of its own, or the one before it.
    mutating func append(
        prefix piece: Bytes, of blob: UnsafeBufferPointer<UInt8>, keepsComma: Bool, isFormatted: Bool
    ) {
        guard piece.count > 0 else { return }
        let first = blob[Int(piece.start)]
        if moved.end == bytes.count && moved.byte == first || isSwallowed(first) {
            // What went before an inner suffix stands there already; after two suffixes that were one there is enough.
            return append(
                prefix: Bytes(start: piece.start + 1, count: piece.count - 1), of: blob, keepsComma: keepsComma,
                isFormatted: isFormatted)
        }
        if Draft.collides(first), let last = bytes.last, Draft.collides(last) || endsWithQuote {
            let follows = prefixEnd == bytes.count || delimiterEnd == bytes.count && first != last
            let meeting: Meeting =
                follows
                ? .prefixes : keepsComma && first == UInt8(ascii: ",") ? .comma : isFormatted ? .formatted : .usual
            mark(.join, meeting.rawValue)
        }
        bytes.append(contentsOf: blob[piece])
        prefixEnd = bytes.count
    }

    /// Appends what stands between two elements: behind formatting or a number, as a suffix of the first would.
    ///
    /// - Parameter end: what the element before ends in, if it holds no others.
    mutating func append(delimiter piece: Bytes, of blob: UnsafeBufferPointer<UInt8>, behind end: ElementEnd) {
        guard piece.count > 0 else { return }
        if isSwallowed(blob[Int(piece.start)]) {
            let rest = Bytes(start: piece.start + 1, count: piece.count - 1)
            return append(delimiter: rest, of: blob, behind: end)
        }
        let isAfterNumber = innerSuffix.end == bytes.count && innerSuffix.content == .number
        append(piece, of: blob, behind: isAfterNumber && !end.isMarked ? .formatting : end)
        delimiterEnd = bytes.count
    }

    /// Whether punctuation is left out here, behind an element whose suffix says the same as that of its last child.
    ///
    /// Source: citeproc-js's custom; docs/csl-notes.md.
    private func isSwallowed(_ first: UInt8) -> Bool {
        repeatedEnd == bytes.count && first != UInt8(ascii: " ") && Draft.collides(first)
    }

    /// Whether what was appended has formatting or quotation marks of a field in it.
    func isMarkedUp(since checkpoint: Checkpoint) -> Bool {
        marks[min(checkpoint.marks, marks.count)...].contains { $0.kind == .open || $0.kind == .openQuote }
    }

    /// An element that holds others has no suffix of its own.
    mutating func forgetSuffix() { suffixEnd = -1 }

    /// What an element that holds no others ends in. Behind formatting and quotation marks of its own punctuation collapses with
    /// the same only, unless its text has formatting or quotation marks in it.
    enum ElementEnd {
        case text, formatting
        /// Quotation marks; what moves into them collapses as ever.
        case quotes(punctuationMovesIn: Bool)

        var isMarked: Bool { if case .text = self { false } else { true } }
    }

    /// Appends a piece behind an element. It moves into quotation marks of a field.
    private mutating func append(_ piece: Bytes, of blob: UnsafeBufferPointer<UInt8>, behind end: ElementEnd) {
        let first = blob[Int(piece.start)]
        let keepsAll: Bool
        switch end {
        case .text: keepsAll = false
        case .formatting: keepsAll = !endsWithQuote
        case .quotes(let punctuationMovesIn):
            keepsAll = !punctuationMovesIn || !Collision.movesIntoQuotes(first)
        }
        if keepsAll, let last = bytes.last, last != first, first != UInt8(ascii: " "), Draft.collides(first) {
            bytes.append(contentsOf: blob[piece])
        } else {
            append(piece, of: blob)
        }
    }

    /// The suffix of an element that holds no others.
    private struct InnerSuffix {
        var content = InnerContent.text
        /// How many marks there were before the element's formatting ended.
        var marks = 0
        var start = -1
        var end = -1
    }

    /// What an element that holds no others shows before its suffix.
    enum InnerContent { case text, number, quotation }

    /// Appends the suffix of an element that holds no others.
    ///
    /// - Parameters:
    ///   - marks: how many marks there were before its formatting ended.
    ///   - end: what it ends in.
    mutating func append(
        innerSuffix piece: Bytes, of blob: UnsafeBufferPointer<UInt8>, _ content: InnerContent, marks: Int,
        behind end: ElementEnd
    ) {
        let start = bytes.count
        if piece.count > 0 { append(piece, of: blob, behind: end) }
        innerSuffix = InnerSuffix(content: content, marks: marks, start: start, end: bytes.count)
        suffixEnd = bytes.count
    }

    /// Appends the suffix of an element that holds others, the last of which may have a suffix too: punctuation that the
    /// two would collapse to goes before the inner one, except for numbers, behind which both stand.
    ///
    /// Source: citeproc-js's custom; docs/csl-notes.md.
    ///
    /// - Parameter intoQuotes: whether punctuation moves into quotation marks.
    mutating func append(outerSuffix piece: Bytes, of blob: UnsafeBufferPointer<UInt8>, intoQuotes: Bool) {
        guard piece.count > 0 else { return forgetSuffix() }
        let first = blob[Int(piece.start)]
        // What stands before may have swallowed both: "Who?".
        let isRepeated =
            suffixEnd == bytes.count && bytes.last == first && piece.count == 1
            && !(bytes.dropLast().last.map(Draft.collides) ?? true)
        defer {
            suffixEnd = bytes.count
            if isRepeated { repeatedEnd = bytes.count }
        }
        let inner = innerSuffix
        guard inner.end == bytes.count, inner.start > 0, inner.start < inner.end, let last = bytes.last, first != last,
            let kept = Collision.table(last, first)
        else { return append(piece, of: blob) }
        switch inner.content {
        case .number:
            if kept == .both { return append(piece, of: blob) }
            bytes.append(contentsOf: blob[piece])
        case .text, .quotation:
            guard kept != .both || inner.content == .quotation && intoQuotes else { return append(piece, of: blob) }
            insert(first, at: inner.start, marks: inner.marks)
            append(Bytes(start: piece.start + 1, count: piece.count - 1), of: blob)
            moved = (first, bytes.count)
        }
        innerSuffix = InnerSuffix()
    }

    /// Puts a mark of punctuation at the end of an element's content, before what closes its formatting.
    private mutating func insert(_ byte: UInt8, at place: Int, marks first: Int) {
        let before = bytes[place - 1]
        if before == byte { return }
        bytes.insert(byte, at: place)
        for index in first..<marks.count where Int(marks[index].offset) >= place { marks[index].offset += 1 }
        if Draft.collides(before) {
            marks.insert(
                Mark(offset: Int32(place), kind: .join, value: Meeting.usual.rawValue), at: min(first, marks.count))
        }
    }

    /// Notes where a piece begins, if it could collide with what stands before it.
    @inline(__always)
    mutating func join(before first: UInt8) {
        guard Draft.collides(first), let last = bytes.last else { return }
        if Draft.collides(last) || endsWithQuote { mark(.join) }
    }

    /// Whether a quotation ends here, formatting aside.
    private var endsWithQuote: Bool {
        var index = marks.count - 1
        while index >= 0, Int(marks[index].offset) == bytes.count {
            switch marks[index].kind {
            case .closeQuote: return true
            case .close, .end: index -= 1
            case .open, .openQuote, .join, .begin: return false
            }
        }
        return false
    }

    /// Appends a mark of punctuation that is an element by itself.
    mutating func append(mark byte: UInt8) {
        if let last = bytes.last, Draft.collides(last) || endsWithQuote { mark(.join, Meeting.formatted.rawValue) }
        bytes.append(byte)
    }

    mutating func append(_ piece: [UInt8]) {
        guard let first = piece.first else { return }
        join(before: first)
        bytes.append(contentsOf: piece)
    }

    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
        guard let first = piece.first else { return }
        join(before: first)
        bytes.append(contentsOf: piece)
    }

    mutating func append(_ piece: Bytes, of blob: UnsafeBufferPointer<UInt8>) {
        guard piece.count > 0 else { return }
        join(before: blob[Int(piece.start)])
        bytes.append(contentsOf: blob[piece])
    }

    mutating func append(_ piece: String) {
        guard let first = piece.utf8.first else { return }
        join(before: first)
        bytes.append(contentsOf: piece.utf8)
    }

    mutating func append(number: Int) {
        guard number >= 0 else { return bytes.append(contentsOf: String(number).utf8) }
        var power = 1
        while number / power >= 10 { power *= 10 }
        while power > 0 {
            bytes.append(UInt8(truncatingIfNeeded: 48 + number / power % 10))
            power /= 10
        }
    }

    mutating func append(byte: UInt8) {
        join(before: byte)
        bytes.append(byte)
    }

    /// Appends another draft, marks and all.
    mutating func append(_ other: Draft) {
        guard let first = other.bytes.first else { return }
        join(before: first)
        let base = Int32(bytes.count)
        let count = marks.count
        bytes.append(contentsOf: other.bytes)
        for mark in other.marks {
            marks.append(Mark(offset: mark.offset + base, kind: mark.kind, value: mark.value))
        }
        if other.innerSuffix.end == other.bytes.count {
            innerSuffix = other.innerSuffix
            innerSuffix.marks += count
            innerSuffix.start += Int(base)
            innerSuffix.end = bytes.count
        }
    }

    mutating func mark(_ kind: Mark.Kind, _ value: UInt8 = 0) {
        marks.append(Mark(offset: Int32(truncatingIfNeeded: bytes.count), kind: kind, value: value))
    }
    mutating func open(_ kind: FormattedText.Kind) { mark(.open, kind.rawValue) }
    mutating func close(_ kind: FormattedText.Kind) { mark(.close, kind.rawValue) }
    /// Formatting that a field brings: within the same formatting it turns around.
    mutating func openOwn(_ kind: FormattedText.Kind) { mark(.open, kind.rawValue | Draft.own) }
    mutating func closeOwn(_ kind: FormattedText.Kind) { mark(.close, kind.rawValue | Draft.own) }

    /// Opens a set of marks (``FormattingAttributes/bit(_:)``), the outermost first.
    mutating func open(marks: UInt32) {
        var rest = marks
        while rest != 0 {
            open(FormattingAttributes.order[rest.trailingZeroBitCount])
            rest &= rest - 1
        }
    }

    /// Closes a set of marks, the innermost first.
    mutating func close(marks: UInt32) {
        var rest = marks
        while rest != 0 {
            let place = 31 - rest.leadingZeroBitCount
            close(FormattingAttributes.order[place])
            rest &= ~(1 << UInt32(place))
        }
    }

    static let own: UInt8 = 0x80
    /// Of a "normal": to be marked also where there is nothing that it undoes.
    static let kept: UInt8 = 0x40
    mutating func begin(_ region: Region) { mark(.begin, region.rawValue) }
    mutating func end(_ region: Region) { mark(.end, region.rawValue) }

    /// Punctuation and spaces, which collide at a join.
    @inline(__always)
    static func collides(_ byte: UInt8) -> Bool { byte < 64 && collisionBits >> UInt64(byte) & 1 == 1 }

    /// A bit for each of " .,:;!?".
    private static let collisionBits: UInt64 =
        1 << 0x20 | 1 << 0x2E | 1 << 0x2C | 1 << 0x3A | 1 << 0x3B | 1 << 0x21 | 1 << 0x3F
}
