private import Bytes

/// Makes a draft into formatted text: quotation marks by their nesting, punctuation that meets collapsed or moved into
/// quotation marks, formatting that would hold twice turned around.
///
/// Source: CSL 1.0.2 specification, "Formatting", "Quotes", "Locale Options"; how punctuation collides is citeproc-js's
/// custom, which users of styles rely on (docs/csl-notes.md).
struct Typesetter {
    let quotes: QuotationMarks
    /// The locale's option: full stops and commas go inside.
    let punctuationInQuote: Bool
    /// French sets narrow spaces before tall punctuation.
    let isFrench: Bool

    private var out = FormattedText()
    /// The closing quotation marks at the end of `out`: where the first begins, and how many marks of `out` stood then.
    private var tail = -1
    private var tailMarks = 0
    /// Where a colon or semicolon stands right behind quotation marks, and what the tail was before it.
    private var behindQuotes: (at: Int, tail: Int, marks: Int)?
    /// Of each quotation that is open, its level: an even one has outer marks.
    private var levels: [Int] = []
    /// Of each dimension of formatting, what holds.
    private var state = FormatState()
    private var opened: [Opened] = []

    /// What a mark that is open was turned into.
    private struct Opened {
        var wanted: UInt8
        var made: FormattedText.Kind?
        var saved: FormatState
        var at: Int
        var mark: Int
    }

    init(_ context: StyleContext) {
        quotes = context.quotes
        punctuationInQuote = context.punctuationInQuote
        isFrench = context.baseLanguage == "fr"
    }

    mutating func set(_ draft: Draft) -> FormattedText {
        out.utf8.removeAll(keepingCapacity: true)
        out.marks.removeAll(keepingCapacity: true)
        tail = -1
        behindQuotes = nil
        levels.removeAll(keepingCapacity: true)
        state = FormatState()
        opened.removeAll(keepingCapacity: true)
        draft.bytes.withUnsafeBufferPointer { bytes in
            var at = 0
            for mark in draft.marks {
                let offset = Int(mark.offset)
                if offset > at {
                    copy(bytes, at..<offset)
                    at = offset
                }
                switch mark.kind {
                case .open: open(mark.value)
                case .close: close(mark.value)
                case .openQuote: openQuote(isInner: mark.value != 0)
                case .closeQuote: closeQuote(formats: mark.value)
                case .join: at = meet(bytes, at, Draft.Meeting(rawValue: mark.value) ?? .usual)
                case .begin, .end: break
                }
            }
            if at < bytes.count { copy(bytes, at..<bytes.count) }
        }
        while let last = opened.last { close(last.wanted) }
        BlockPunctuation.move(in: &out)
        FrenchSpacing.apply(to: &out, beforeTall: isFrench)
        LinkAnchors.widen(in: &out)
        // Copies that are no longer than they have to be, as the room that texts are made in.
        return FormattedText(
            utf8: out.utf8.withUnsafeBufferPointer { Array($0) },
            marks: out.marks.withUnsafeBufferPointer { Array($0) })
    }

    private mutating func copy(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        behindQuotes = tail >= 0 && range.count == 1 ? (out.utf8.count, tail, tailMarks) : nil
        out.utf8.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
        tail = -1
    }

    // MARK: Quotation marks

    /// - Parameter isInner: whether it was written as an inner mark: outermost, it stays one.
    private mutating func openQuote(isInner: Bool) {
        let before = levels.last.map { $0 + 1 } ?? 0
        let level = before == 0 && isInner ? 1 : before
        levels.append(level)
        out.utf8.append(contentsOf: level % 2 == 0 ? quotes.open : quotes.openInner)
        tail = -1
    }

    /// - Parameter formats: how many marks of the quoted element's own close right before: what moves into the quotation
    ///   marks moves into these too.
    private mutating func closeQuote(formats: UInt8) {
        let level = levels.popLast() ?? 0
        if tail < 0 {
            tail = out.utf8.count
            tailMarks = out.marks.count
            for _ in 0..<formats {
                guard tailMarks > 0, !out.marks[tailMarks - 1].isOpening, out.marks[tailMarks - 1].offset == tail else {
                    break
                }
                tailMarks -= 1
            }
        }
        out.utf8.append(contentsOf: level % 2 == 0 ? quotes.close : quotes.closeInner)
    }

    // MARK: Collisions

    /// Two pieces meet before `at`: what of the second's first character and the first's last one is kept.
    ///
    /// - Returns: where to go on.
    private mutating func meet(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ meeting: Draft.Meeting) -> Int {
        guard at < bytes.count else { return at }
        let second = bytes[at]
        let end = tail >= 0 ? tail : out.utf8.count
        guard end > 0 else { return at }
        let first = out.utf8[end - 1]
        if second == UInt8(ascii: " ") { return tail < 0 && first == second && !beginsBlock ? at + 1 : at }
        if meeting == .prefixes { return at }
        if meeting == .formatted, first != second { return at }
        let isInside = tail >= 0 && punctuationInQuote && Collision.movesIntoQuotes(second)
        if isInside, meeting != .comma {
            if let kept = Collision.table(first, second) {
                if kept == .second { out.utf8[end - 1] = second }
                if kept == .both { insert(second) }
            } else {
                insert(second)
            }
            return at + 1
        }
        guard let kept = Collision.table(first, second) else { return at }
        if tail >= 0 {
            if punctuationInQuote { return kept == .first ? at + 1 : at }
            return Collision.isSwallowedAcrossQuotes(first, second) ? at + 1 : at
        }
        if kept == .second, punctuationInQuote, let behind = behindQuotes, behind.at == end - 1,
            Collision.movesIntoQuotes(second)
        {
            out.utf8.removeLast()
            tail = behind.tail
            tailMarks = behind.marks
            insert(second)
            return at + 1
        }
        switch kept {
        case .both: return at
        case .first: return at + 1
        case .second:
            out.utf8[end - 1] = second
            return at + 1
        }
    }

    /// Whether a block has just been opened: a space at its start stands beside one before it.
    private var beginsBlock: Bool {
        guard let last = out.marks.last, last.isOpening, Int(last.offset) == out.utf8.count else { return false }
        return last.kind.isDisplay
    }

    /// Puts a character before the closing quotation marks at the end.
    private mutating func insert(_ byte: UInt8) {
        out.utf8.insert(byte, at: tail)
        for index in tailMarks..<out.marks.count { out.marks[index].offset += 1 }
        for index in opened.indices where opened[index].at > tail { opened[index].at += 1 }
        tail += 1
    }

    // MARK: Formatting

    private mutating func open(_ value: UInt8) {
        behindQuotes = nil
        let saved = state
        var made = FormattedText.Kind(rawValue: value & ~(Draft.own | Draft.kept))
        if let kind = made {
            if value & Draft.own != 0 {
                made = state.enter(kind)
            } else {
                let turns = state.set(kind)
                // "normal" says something only within what is not.
                if kind.isNormal, !turns, value & Draft.kept == 0 { made = nil }
            }
        }
        opened.append(
            Opened(wanted: value & ~Draft.kept, made: made, saved: saved, at: out.utf8.count, mark: out.marks.count))
        if let made { out.marks.append(FormattedText.Mark(out.utf8.count, made, isOpening: true)) }
    }

    private mutating func close(_ value: UInt8) {
        guard let last = opened.last, last.wanted == value else { return }
        opened.removeLast()
        state = last.saved
        guard let made = last.made else { return }
        if last.at == out.utf8.count, out.marks.count == last.mark + 1 {
            out.marks.removeLast()
            return
        }
        out.marks.append(FormattedText.Mark(out.utf8.count, made, isOpening: false))
    }
}

/// What holds of each dimension of formatting.
private struct FormatState {
    private var italic = false, smallCaps = false, bold = false, underline = false
    private var align: FormattedText.Kind = .baseline

    /// Enters a style's formatting, which does not turn around.
    ///
    /// - Returns: whether something else held before.
    mutating func set(_ kind: FormattedText.Kind) -> Bool {
        switch kind {
        case .italic, .oblique: italic = true
        case .normalStyle:
            defer { italic = false }
            return italic
        case .smallCaps: smallCaps = true
        case .normalVariant:
            defer { smallCaps = false }
            return smallCaps
        case .bold, .light: bold = true
        case .normalWeight:
            defer { bold = false }
            return bold
        case .underline: underline = true
        case .noDecoration:
            defer { underline = false }
            return underline
        case .superscript, .subscript, .baseline: align = kind
        default: break
        }
        return true
    }

    /// Enters formatting; gives what has to be marked, or nil where nothing changes.
    mutating func enter(_ kind: FormattedText.Kind) -> FormattedText.Kind? {
        switch kind {
        case .italic, .oblique:
            italic.toggle()
            return italic ? kind : .normalStyle
        case .normalStyle:
            defer { italic = false }
            return italic ? kind : nil
        case .smallCaps:
            smallCaps.toggle()
            return smallCaps ? kind : .normalVariant
        case .normalVariant:
            defer { smallCaps = false }
            return smallCaps ? kind : nil
        case .bold, .light:
            bold.toggle()
            return bold ? kind : .normalWeight
        case .normalWeight:
            defer { bold = false }
            return bold ? kind : nil
        case .underline:
            underline.toggle()
            return underline ? kind : .noDecoration
        case .noDecoration:
            defer { underline = false }
            return underline ? kind : nil
        case .superscript, .subscript:
            align = kind
            return kind
        case .baseline:
            defer { align = .baseline }
            return align == .baseline ? nil : kind
        case .noCase: return nil
        case .strikethrough, .monospace, .math, .linkURL, .linkDOI, .linkPMID, .linkPMCID, .block, .leftMargin,
            .rightInline, .indent:
            return kind
        }
    }
}

/// A language's quotation marks.
///
/// The bytes are those of a ``StyleContext``, and hold as long as that.
struct QuotationMarks: @unchecked Sendable {
    let open: UnsafeBufferPointer<UInt8>
    let close: UnsafeBufferPointer<UInt8>
    let openInner: UnsafeBufferPointer<UInt8>
    let closeInner: UnsafeBufferPointer<UInt8>
}

/// What becomes of two marks of punctuation that meet.
enum Collision {
    enum Kept { case first, second, both }

    /// Nil where one of the two is no punctuation.
    static func table(_ first: UInt8, _ second: UInt8) -> Kept? {
        guard let row = index(first), let column = index(second) else { return nil }
        return rows[row][column]
    }

    /// In American usage.
    static func movesIntoQuotes(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    }

    /// A full stop or colon after a quotation that ends a sentence, where punctuation stays outside.
    static func isSwallowedAcrossQuotes(_ first: UInt8, _ second: UInt8) -> Bool {
        if first == UInt8(ascii: ".") { return second == UInt8(ascii: ".") }
        return (first == UInt8(ascii: "!") || first == UInt8(ascii: "?"))
            && (second == UInt8(ascii: ".") || second == UInt8(ascii: ":"))
    }

    private static func index(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: ":"): 0
        case UInt8(ascii: "."): 1
        case UInt8(ascii: ";"): 2
        case UInt8(ascii: "!"): 3
        case UInt8(ascii: "?"): 4
        case UInt8(ascii: ","): 5
        default: nil
        }
    }

    /// Rows: the first mark, columns: the second, both in the order of `index`.
    private static let rows: [[Kept]] = [
        [.first, .first, .both, .second, .second, .both],
        [.both, .first, .both, .both, .both, .both],
        [.first, .first, .first, .second, .second, .both],
        [.first, .first, .both, .first, .both, .both],
        [.first, .first, .both, .both, .first, .both],
        [.both, .both, .both, .both, .both, .first],
    ]
}

/// The spaces within French quotation marks and before tall punctuation are narrow and do not break.
enum FrenchSpacing {
    private static let narrow: [UInt8] = [0xE2, 0x80, 0xAF]

    static func apply(to text: inout FormattedText, beforeTall: Bool) {
        guard beforeTall || hasGuillemet(text.utf8) else { return }
        let old = text.utf8
        guard old.indices.contains(where: { isNarrow(old, $0, beforeTall) }) else { return }
        var made: [UInt8] = []
        made.reserveCapacity(old.count + 16)
        var next = 0
        for at in old.indices {
            while next < text.marks.count, Int(text.marks[next].offset) <= at {
                text.marks[next].offset = Int32(made.count)
                next += 1
            }
            if isNarrow(old, at, beforeTall) { made += narrow } else { made.append(old[at]) }
        }
        for index in next..<max(next, text.marks.count) { text.marks[index].offset = Int32(made.count) }
        text.utf8 = made
    }

    /// Whether there may be one: its first byte occurs.
    private static func hasGuillemet(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var at = 0
            if let raw = UnsafeRawPointer(bytes.baseAddress) {
                while at + 16 <= bytes.count {
                    if ByteBlock.first(ByteBlock(raw, at).equal(0xC2)) < 16 { return true }
                    at += 16
                }
            }
            for byte in bytes[at...] where byte == 0xC2 { return true }
            return false
        }
    }

    private static func isNarrow(_ bytes: [UInt8], _ at: Int, _ beforeTall: Bool) -> Bool {
        bytes[at] == 0x20 && (isWithinQuotes(bytes, at) || (beforeTall && isBeforeTall(bytes, at)))
    }

    private static func isWithinQuotes(_ bytes: [UInt8], _ at: Int) -> Bool {
        if at >= 2, bytes[at - 2] == 0xC2, bytes[at - 1] == 0xAB { return true }
        return at + 2 < bytes.count && bytes[at + 1] == 0xC2 && bytes[at + 2] == 0xBB
    }

    private static func isBeforeTall(_ bytes: [UInt8], _ at: Int) -> Bool {
        guard at + 1 < bytes.count, at > 0 else { return false }
        let next = bytes[at + 1]
        if next == UInt8(ascii: ":") || next == UInt8(ascii: ";") || next == UInt8(ascii: "!")
            || next == UInt8(ascii: "?")
        {
            return true
        }
        return at + 2 < bytes.count && next == 0xC2 && bytes[at + 2] == 0xBB
    }
}
