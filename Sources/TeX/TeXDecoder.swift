public import Records

/// Reads TeX markup, as it stands in BibTeX fields, into text with spans.
///
///     var decoder = TeXDecoder()
///     decoder.decode("The {DNA} of \\emph{Homo} G\\\"odel's")
///     // "The DNA of Homo Gödel’s" with no-case over "DNA" and italic over "Homo"
///
/// A decoder keeps its buffers, so one is made for many fields. What it does not know stays as source text and is told in
/// ``unknownMacros``. Cost is linear, depth bounded.
public struct TeXDecoder {
    /// Whether a brace group that is no argument protects its text from case changes (titles do, names do not).
    public var protectsCase = true
    /// Whether ``unknownMacros`` is filled.
    public var collectsUnknown = true
    /// The names of macros that were not known, without backslash, since it was last emptied.
    public var unknownMacros: [String] = []
    /// Which stretches of the text that was decoded last were arguments of macros, in braces, as UTF-8 offsets in order of
    /// their ends: BibTeX leaves their case alone as that of any other group.
    public private(set) var arguments: [Range<Int>] = []

    // The text being read, valid within `decode` only.
    var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var at = 0
    var end = 0

    // What was read so far.
    var out: [UInt8] = []
    var spans: [Text.Span] = []
    var frames: [Frame] = []
    var quoteDepth = 0
    /// Braces within groups deeper than `deepest`, which mean nothing.
    var ignoredBraces = 0
    var inMathematics = false
    /// Set where something cannot be shown: mathematics is then kept as TeX.
    var metUnknown = false

    static let deepest = 256

    public init() { out.reserveCapacity(512) }

    /// What is open: a group, or a macro whose argument is being read.
    struct Frame {
        enum Kind {
            case group
            case styled
            case declaration
            case accent(Unicode.Scalar)
            /// With the sign that ends it.
            case enclosed(UInt8)
            /// Single marks, or double ones.
            case quotation(single: Bool)
        }
        var kind: Kind
        /// Where its text begins in `out`.
        var start: Int
        /// Its span's place in `spans`; -1 where it has none.
        var span = -1
        /// False for an argument without braces, which is one unit long.
        var braced: Bool
    }

    /// Decodes a string of TeX markup.
    public mutating func decode(_ source: String) -> Text {
        var source = source
        return source.withUTF8 { decode($0) }
    }

    /// Decodes UTF-8 bytes of TeX markup. Runs of white space become one space; there is none at the ends.
    public mutating func decode(_ source: UnsafeBufferPointer<UInt8>) -> Text {
        start(source)
        run()
        finish()
        return text
    }

    /// What was read. The spans are copied, as many as there are: their room is used again.
    private var text: Text {
        let copy = spans.isEmpty ? [] : spans.withUnsafeBufferPointer { Array($0) }
        return Text(String(decoding: out, as: UTF8.self), spans: copy)
    }

    /// Decodes as ``decode(_:)``, and lets `change` have the bytes and the spans before they become a text: a change of case
    /// then costs no second string.
    ///
    /// - Parameter change: is given the text, the spans, and ``arguments``.
    public mutating func decode(
        _ source: UnsafeBufferPointer<UInt8>,
        changing change: (UnsafeMutableBufferPointer<UInt8>, inout [Text.Span], [Range<Int>]) -> Void
    ) -> Text {
        start(source)
        run()
        finish()
        let arguments = arguments
        out.withUnsafeMutableBufferPointer { change($0, &spans, arguments) }
        return text
    }

    private mutating func start(_ source: UnsafeBufferPointer<UInt8>) {
        bytes = source
        at = 0
        end = source.count
        out.removeAll(keepingCapacity: true)
        spans.removeAll(keepingCapacity: true)
        arguments.removeAll(keepingCapacity: true)
        frames.removeAll(keepingCapacity: true)
        quoteDepth = 0
        ignoredBraces = 0
        inMathematics = false
        metUnknown = false
    }

    private mutating func finish() {
        while !frames.isEmpty { closeFrame() }
        while out.last == 0x20 { out.removeLast() }
        let count = Int32(clamping: out.count)
        for index in spans.indices where spans[index].end > count { spans[index].end = count }
        if spans.contains(where: { $0.start >= $0.end }) { spans.removeAll { $0.start >= $0.end } }
        bytes = UnsafeBufferPointer(start: nil, count: 0)
    }
}

// MARK: - The loop

extension TeXDecoder {
    /// Reads from `at` to `end`.
    mutating func run() {
        while at < end {
            if !isWithinUnit { copyRun() }
            guard at < end else { break }
            step(bytes[at])
        }
    }

    /// Whether an argument without braces is open, which is one unit long.
    @inline(__always) private var isWithinUnit: Bool { frames.last.map(\.isUnit) ?? false }

    /// Copies what is no markup.
    private mutating func copyRun() {
        guard let base = bytes.baseAddress else { return }
        let start = at
        at = inMathematics ? formulaEnd() : TeXByte.markup(base, from: start, to: end)
        if at > start { out.append(contentsOf: UnsafeBufferPointer(start: base + start, count: at - start)) }
    }

    /// Where the next markup, space, or sign of a formula stands.
    private func formulaEnd() -> Int {
        var index = at
        while index < end, !TeXByte.isMarkup(bytes[index]), bytes[index] != UInt8(ascii: "^"),
            bytes[index] != UInt8(ascii: "_")
        {
            index += 1
        }
        return index
    }

    private mutating func step(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\\"): controlSequence()
        case UInt8(ascii: "{"): openGroup()
        case UInt8(ascii: "}"): closeGroup()
        case UInt8(ascii: "$"): mathematicsShift()
        case UInt8(ascii: "~"):
            at += 1
            emit(sign: "\u{A0}")
        case UInt8(ascii: "-"), UInt8(ascii: "`"), UInt8(ascii: "'"), UInt8(ascii: "!"), UInt8(ascii: "?"):
            ligature(byte)
        case UInt8(ascii: "^") where inMathematics, UInt8(ascii: "_") where inMathematics:
            at += 1
            openArgument(.styled, style: byte == UInt8(ascii: "^") ? .superscript : .subscript)
        default:
            if TeXByte.isSpace(byte) { space() } else { character() }
        }
    }

    /// A run of white space: one space, none at the beginning or after another.
    private mutating func space() {
        while at < end, TeXByte.isSpace(bytes[at]) { at += 1 }
        if !inMathematics { emitSpace() }
    }

    mutating func emitSpace() {
        if let last = out.last, last != 0x20 { out.append(0x20) }
    }

    /// One character of UTF-8, as it is.
    private mutating func character() {
        var next = at + 1
        while next < end, bytes[next] & 0xC0 == 0x80 { next += 1 }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<next]))
        at = next
        unitDone()
    }

    /// Text that came from a macro.
    mutating func emit(_ characters: String) {
        out.append(contentsOf: characters.utf8)
        unitDone()
    }

    /// Text that came from a ligature or another sign.
    mutating func emit(sign: StaticString) {
        put(sign)
        unitDone()
    }

    mutating func put(_ sign: StaticString) {
        out.append(contentsOf: UnsafeBufferPointer(start: sign.utf8Start, count: sign.utf8CodeUnitCount))
    }

    /// Dashes, quotation marks, and Spanish question marks, as TeX's fonts have them.
    private mutating func ligature(_ byte: UInt8) {
        var count = 1
        while at + count < end, bytes[at + count] == byte { count += 1 }
        let next = at + count < end ? bytes[at + count] : 0
        switch byte {
        case UInt8(ascii: "-") where inMathematics:
            at += 1
            emit(sign: "−")
        case UInt8(ascii: "-"):
            at += count
            switch count {
            case 2: emit(sign: "–")
            case 3: emit(sign: "—")
            default:
                out.append(contentsOf: repeatElement(byte, count: count))
                unitDone()
            }
        case UInt8(ascii: "`"):
            at += count >= 2 ? 2 : 1
            emit(sign: count >= 2 ? "“" : "‘")
        case UInt8(ascii: "'") where inMathematics:
            at += 1
            emit(sign: "′")
        case UInt8(ascii: "'"):
            at += count >= 2 ? 2 : 1
            emit(sign: count >= 2 ? "”" : "’")
        default:
            // ?` and !`
            if count == 1, next == UInt8(ascii: "`"), at + 2 >= end || bytes[at + 2] != UInt8(ascii: "`") {
                at += 2
                emit(sign: byte == UInt8(ascii: "?") ? "¿" : "¡")
            } else {
                character()
            }
        }
    }
}

// MARK: - Groups and arguments

extension TeXDecoder.Frame {
    var isDeclaration: Bool { if case .declaration = kind { true } else { false } }

    /// True for an argument without braces.
    var isUnit: Bool { !braced && !isDeclaration }

    /// True for the argument of a macro other than an accent.
    var isArgument: Bool {
        switch kind {
        case .styled, .enclosed, .quotation: true
        case .group, .declaration, .accent: false
        }
    }
}

extension TeXDecoder {
    private mutating func openGroup() {
        at += 1
        if frames.count >= TeXDecoder.deepest {
            ignoredBraces += 1
            return
        }
        if at < end, bytes[at] == UInt8(ascii: "}") {
            at += 1
            return unitDone()
        }
        // BibTeX: a group that begins with a backslash is a "special character" and protects nothing.
        let protects =
            protectsCase && !inMathematics && at < end && bytes[at] != UInt8(ascii: "\\")
            && !frames.contains { if case .group = $0.kind { $0.span >= 0 } else { false } }
        frames.append(Frame(kind: .group, start: out.count, span: protects ? openSpan(.noCase) : -1, braced: true))
    }

    private mutating func closeGroup() {
        at += 1
        if ignoredBraces > 0 {
            ignoredBraces -= 1
            return
        }
        // A brace that closes nothing means nothing.
        guard frames.contains(where: { $0.braced }) else { return }
        closeInnermostBraced()
        unitDone()
    }

    /// Ends the innermost group or argument in braces, and what is open within it.
    mutating func closeInnermostBraced() {
        while frames.last?.braced == false { closeFrame() }
        closeFrame()
    }

    mutating func openSpan(_ style: Text.Style) -> Int {
        spans.append(Text.Span(style, out.count..<out.count))
        return spans.count - 1
    }

    /// Begins to read a macro's argument: in braces, or the one unit that follows.
    mutating func openArgument(_ kind: Frame.Kind, style: Text.Style? = nil) {
        skipSpaces()
        let braced = at < end && bytes[at] == UInt8(ascii: "{")
        if braced { at += 1 }
        guard frames.count < TeXDecoder.deepest else {
            if braced { ignoredBraces += 1 }
            return
        }
        let span = style.map { openSpan($0) } ?? -1
        frames.append(Frame(kind: kind, start: out.count, span: span, braced: braced))
        if !braced, at >= end || bytes[at] == UInt8(ascii: "}") { closeFrame() }
    }

    /// After one unit: arguments without braces end here.
    mutating func unitDone() {
        while isWithinUnit { closeFrame() }
    }

    /// Ends the innermost frame and does what it is there for.
    mutating func closeFrame() {
        guard let frame = frames.popLast() else { return }
        switch frame.kind {
        case .group, .styled, .declaration: break
        case .accent(let mark): putMark(mark, from: frame.start)
        case .enclosed(let closing): out.append(closing)
        case .quotation(let single):
            quoteDepth -= 1
            put(single ? "’" : "”")
        }
        if frame.braced, frame.isArgument { arguments.append(frame.start..<out.count) }
        if frame.span >= 0 { spans[frame.span].end = Int32(clamping: out.count) }
    }

    mutating func putMark(_ mark: Unicode.Scalar, from start: Int) {
        let growth = Int32(clamping: Composition.put(mark, on: &out, from: start))
        guard growth != 0, !spans.isEmpty else { return }
        for index in spans.indices.reversed() where spans[index].end > start {
            if spans[index].start > start { spans[index].start += growth }
            spans[index].end += growth
        }
    }

    mutating func skipSpaces() {
        while at < end, TeXByte.isSpace(bytes[at]) { at += 1 }
    }

    /// Reads past a group in braces, or one unit, or an optional argument where it is wanted. Returns what is inside.
    mutating func rawArgument() -> Range<Int> {
        skipSpaces()
        guard at < end, bytes[at] == UInt8(ascii: "{") else { return at..<at }
        let range = TeXByte.group(bytes, at: at, end: end)
        at = min(end, range.upperBound + 1)
        return range
    }

    mutating func skipOptionalArgument() {
        guard at < end, bytes[at] == UInt8(ascii: "[") else { return }
        var index = at + 1
        let limit = min(end, at + 256)
        while index < limit, bytes[index] != UInt8(ascii: "]"), bytes[index] != UInt8(ascii: "{") { index += 1 }
        if index < limit, bytes[index] == UInt8(ascii: "]") { at = index + 1 }
    }
}
