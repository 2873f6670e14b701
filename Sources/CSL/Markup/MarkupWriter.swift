/// One markup: how text is escaped in it, and what opens and closes a mark.
protocol MarkupWriter {
    typealias Kind = FormattedText.Kind

    /// Whether marks that change nothing (italics within italics) are written too.
    static var keepsEveryMark: Bool { get }
    /// Whether the space at which a block begins or ends a line is written too.
    static var keepsSpacesOfBlocks: Bool { get }
    /// Whether how a mark is opened depends on where it closes.
    static var looksAhead: Bool { get }

    /// Appends text with what means something in the markup escaped.
    mutating func text(_ text: MarkupStretch, to out: inout [UInt8])
    /// Appends what begins a mark that is no link.
    mutating func open(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8])
    mutating func close(_ kind: Kind, at place: MarkupStretch, to out: inout [UInt8])
    /// Appends what begins a link to an address, which is ASCII and has an allowed scheme.
    mutating func openLink(_ address: [UInt8], at place: MarkupStretch, to out: inout [UInt8])
    mutating func closeLink(at place: MarkupStretch, to out: inout [UInt8])
}

extension MarkupWriter {
    static var keepsEveryMark: Bool { false }
    static var keepsSpacesOfBlocks: Bool { false }
    static var looksAhead: Bool { false }
}

/// A stretch of a text, with what is around it: some escapes depend on the neighbours.
struct MarkupStretch {
    /// The whole text.
    let bytes: UnsafeBufferPointer<UInt8>
    /// The stretch; empty for a place.
    var range: Range<Int>
    /// For an opening mark the offset where it closes, for writers that look ahead.
    var end = 0

    var isEmpty: Bool { range.isEmpty }

    /// The byte at an offset; a line's end before the first and after the last.
    subscript(offset: Int) -> UInt8 { offset >= 0 && offset < bytes.count ? bytes[offset] : 0x0A }
}

/// Goes through a text and has a writer write its stretches and marks.
enum MarkupWalk {
    static func write<Writer: MarkupWriter>(_ text: FormattedText, _ writer: Writer, to out: inout [UInt8]) {
        var writer = writer
        text.utf8.withUnsafeBufferPointer { bytes in
            var at = 0
            var links: [Bool] = []
            var changes = FormattingChanges()
            for (index, mark) in text.marks.enumerated() {
                let offset = max(at, min(Int(mark.offset), bytes.count))
                if offset > at { writer.text(MarkupStretch(bytes: bytes, range: at..<offset), to: &out) }
                at = offset
                var place = MarkupStretch(bytes: bytes, range: offset..<offset)
                if mark.kind == .noCase || !(Writer.keepsEveryMark || changes.follow(mark)) { continue }
                if !mark.kind.isLink {
                    if mark.isOpening {
                        if Writer.looksAhead { place.end = end(of: index, in: text.marks, count: bytes.count) }
                        writer.open(mark.kind, at: place, to: &out)
                    } else {
                        writer.close(mark.kind, at: place, to: &out)
                    }
                    let breaksLine = mark.kind == .block || mark.kind == .indent
                    if breaksLine, !Writer.keepsSpacesOfBlocks, at > 0, at < bytes.count, bytes[at] == 0x20 { at += 1 }
                } else if mark.isOpening {
                    place.end = end(of: index, in: text.marks, count: bytes.count)
                    let address = LinkAddress.of(bytes[offset..<max(offset, place.end)], mark.kind)
                    links.append(address != nil)
                    if let address { writer.openLink(address, at: place, to: &out) }
                } else if links.popLast() == true {
                    writer.closeLink(at: place, to: &out)
                }
            }
            if at < bytes.count { writer.text(MarkupStretch(bytes: bytes, range: at..<bytes.count), to: &out) }
        }
    }

    /// Where the mark that opens at an index closes.
    private static func end(of index: Int, in marks: [FormattedText.Mark], count: Int) -> Int {
        var depth = 0
        for mark in marks[index...] {
            depth += mark.isOpening ? 1 : -1
            if depth == 0 { return min(Int(mark.offset), count) }
        }
        return count
    }
}

/// Tells marks that change the look of a text from those that do not: a style may ask for italics within italics.
private struct FormattingChanges {
    /// Of each dimension what holds, the innermost last; nil is "normal".
    private var held: [[FormattedText.Kind?]] = []
    /// For each open mark whether it changes something.
    private var shown: [Bool] = []

    /// Takes the next mark; gives whether it is to be written.
    mutating func follow(_ mark: FormattedText.Mark) -> Bool {
        guard let (dimension, value) = FormattingChanges.meaning(mark.kind) else { return true }
        if held.isEmpty { held = Array(repeating: [], count: 5) }
        guard mark.isOpening else {
            _ = held[dimension].popLast()
            return shown.popLast() ?? true
        }
        let changes = (held[dimension].last ?? nil) != value
        held[dimension].append(value)
        shown.append(changes)
        return changes
    }

    private static func meaning(_ kind: FormattedText.Kind) -> (Int, FormattedText.Kind?)? {
        switch kind {
        case .italic, .oblique: (0, kind)
        case .normalStyle: (0, nil)
        case .smallCaps: (1, kind)
        case .normalVariant: (1, nil)
        case .bold, .light: (2, kind)
        case .normalWeight: (2, nil)
        case .underline: (3, kind)
        case .noDecoration: (3, nil)
        case .superscript, .subscript: (4, kind)
        case .baseline: (4, nil)
        default: nil
        }
    }
}

/// What opens and closes each kind of mark, as bytes.
struct MarkTable: Sendable {
    private var opening: [[UInt8]]
    private var closing: [[UInt8]]

    /// - Parameter rows: kinds that the markup knows; the others are written without anything around them.
    init(_ rows: [(kind: FormattedText.Kind, open: String, close: String)]) {
        opening = FormattedText.Kind.allCases.map { _ in [] }
        closing = opening
        for row in rows {
            opening[Int(row.kind.rawValue)] = Array(row.open.utf8)
            closing[Int(row.kind.rawValue)] = Array(row.close.utf8)
        }
    }

    func open(_ kind: FormattedText.Kind) -> [UInt8] { opening[Int(kind.rawValue)] }
    func close(_ kind: FormattedText.Kind) -> [UInt8] { closing[Int(kind.rawValue)] }
}

/// What single bytes are written as.
struct ByteEscapes: Sendable {
    private var replacements: [[UInt8]?]

    /// - Parameter table: ASCII characters and what stands for them. Control characters other than tab and line feed become
    ///   U+FFFD in every markup.
    init(_ table: [Character: String] = [:]) {
        replacements = Array(repeating: nil, count: 256)
        for byte in 0..<0x20 where byte != 0x09 && byte != 0x0A { replacements[byte] = ByteEscapes.replacement }
        replacements[0x7F] = ByteEscapes.replacement
        // The first byte of U+0080 to U+00BF; the control characters among them are looked at where it occurs.
        replacements[0xC2] = []
        for (character, text) in table {
            if let byte = character.asciiValue { replacements[Int(byte)] = Array(text.utf8) }
        }
    }

    static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    /// Appends a stretch; `special` has a look at each byte that the table has, and may say what to write.
    @inline(__always) func append(
        _ text: MarkupStretch, to out: inout [UInt8], special: (UInt8, Int) -> [UInt8]? = { _, _ in nil }
    ) {
        var start = text.range.lowerBound
        var at = start
        while at < text.range.upperBound {
            let byte = text.bytes[at]
            guard let known = replacements[Int(byte)] else {
                at += 1
                continue
            }
            var length = 1
            var written = special(byte, at) ?? known
            if byte == 0xC2 {
                // U+0080 to U+009F are control characters too.
                guard text[at + 1] < 0xA0 else {
                    at += 2
                    continue
                }
                written = ByteEscapes.replacement
                length = 2
            }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: text.bytes[start..<at]))
            out.append(contentsOf: written)
            at = min(at + length, text.range.upperBound)
            start = at
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: text.bytes[start..<text.range.upperBound]))
    }
}
