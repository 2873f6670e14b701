private import Bytes
internal import Records

/// Puts a field's text into a draft: its markup as marks, its quotation marks as marks too, so that they follow the nesting.
///
/// Straight double and single quotes that have a partner become quotation marks, a straight single one between letters an
/// apostrophe; what has no partner stays. The language's own quotation marks count as well; inner ones that stand outermost stay
/// what they are, unless an element says that it has no quotes.
///
/// Source: citeproc-js's custom ("flip-flop"); docs/csl-notes.md.
struct FieldText {
    /// The language's opening and closing marks, as they may stand in fields.
    let quotes: QuotationMarks
    /// Whether the element says `quotes="false"`.
    var isWithoutQuotes = false

    func append(_ text: Text, to draft: inout Draft) {
        if text.spans.isEmpty { return append(text.string, to: &draft) }
        let bytes = Array(text.string.utf8)
        append(bytes, spans: text.spans, to: &draft)
    }

    func append(_ string: String, to draft: inout Draft) {
        var string = string
        let isSimple = string.withUTF8 { bytes -> Bool in
            guard let first = bytes.first else { return true }
            if mayHaveQuotes(bytes) { return false }
            draft.join(before: first)
            draft.bytes.append(contentsOf: bytes)
            return true
        }
        if !isSimple { append(Array(string.utf8), spans: [], to: &draft) }
    }

    /// Whether there are straight quotes, or a quotation mark of the language that opens and what typographic ones begin with.
    private func mayHaveQuotes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var hasMark = false
        var hasTypographic = false
        var at = 0
        while at < bytes.count {
            // ASCII without straight quotes is passed over.
            if let raw = UnsafeRawPointer(bytes.baseAddress), at + 16 <= bytes.count {
                let block = ByteBlock(raw, at)
                let plain = ByteBlock.first(block.equal(0x22) | block.equal(0x27) | ~block.less(than: 0x80))
                at += plain
                if plain == 16 { continue }
            }
            let byte = bytes[at]
            at += 1
            if byte == 0x22 || byte == 0x27 { return true }
            if byte < 0x80 { continue }
            if byte == 0xE2 || byte == 0xC2 { hasTypographic = true }
            if let mark = mark(bytes, at - 1), mark.opens { hasMark = true }
            if hasMark, hasTypographic { return true }
        }
        return false
    }

    private func append(_ bytes: [UInt8], spans: [Text.Span], to draft: inout Draft) {
        guard let first = bytes.first else { return }
        let roles = roles(bytes, spans)
        if first != 0x22, first != 0x27 { draft.join(before: first) }
        var at = 0
        var next = 0
        var open: [Text.Span] = []
        var nextRole = 0
        while at < bytes.count || !open.isEmpty {
            while let last = open.last, Int(last.end) <= at {
                FieldText.close(last.style, &draft)
                open.removeLast()
            }
            while next < spans.count, Int(spans[next].start) <= at {
                if Int(spans[next].end) > at {
                    FieldText.open(spans[next].style, &draft)
                    var span = spans[next]
                    span.end = min(span.end, open.last?.end ?? span.end)
                    open.append(span)
                }
                next += 1
            }
            guard at < bytes.count else { break }
            if nextRole < roles.count, roles[nextRole].at == at {
                let role = roles[nextRole]
                switch role.kind {
                case .open: draft.mark(.openQuote)
                case .openInner: draft.mark(.openQuote, 1)
                case .close: draft.mark(.closeQuote)
                case .apostrophe: draft.bytes.append(contentsOf: [0xE2, 0x80, 0x99])
                }
                at += role.count
                nextRole += 1
                continue
            }
            var stop = bytes.count
            if nextRole < roles.count { stop = min(stop, roles[nextRole].at) }
            if next < spans.count { stop = min(stop, max(at + 1, Int(spans[next].start))) }
            if let last = open.last { stop = min(stop, max(at + 1, Int(last.end))) }
            draft.bytes.append(contentsOf: bytes[at..<stop])
            at = stop
        }
    }

    private static func open(_ style: Text.Style, _ draft: inout Draft) {
        switch style {
        case .noCase: draft.begin(.noCase)
        case .quoted: draft.mark(.openQuote)
        case .upright:
            draft.begin(.noCase)
            draft.openOwn(.normalWeight)
            draft.openOwn(.normalVariant)
            draft.openOwn(.normalStyle)
        case .smallCaps, .superscript, .subscript:
            draft.begin(.ownMarkup)
            draft.openOwn(kind(style))
        default: draft.openOwn(kind(style))
        }
    }

    private static func close(_ style: Text.Style, _ draft: inout Draft) {
        switch style {
        case .noCase: draft.end(.noCase)
        case .quoted: draft.mark(.closeQuote)
        case .upright:
            draft.closeOwn(.normalStyle)
            draft.closeOwn(.normalVariant)
            draft.closeOwn(.normalWeight)
            draft.end(.noCase)
        case .smallCaps, .superscript, .subscript:
            draft.closeOwn(kind(style))
            draft.end(.ownMarkup)
        default: draft.closeOwn(kind(style))
        }
    }

    private static func kind(_ style: Text.Style) -> FormattedText.Kind {
        switch style {
        case .italic: .italic
        case .bold: .bold
        case .smallCaps: .smallCaps
        case .superscript: .superscript
        case .subscript: .subscript
        case .underline: .underline
        case .strikethrough: .strikethrough
        case .monospace: .monospace
        case .math: .math
        case .noCase, .quoted, .upright: .normalStyle
        }
    }

    // MARK: Quotation marks

    private struct Role {
        var at: Int
        var count: Int
        var kind: Kind

        enum Kind { case open, openInner, close, apostrophe }
    }

    private struct Candidate {
        var at: Int
        var count: Int
        var shape: Shape
        var canOpen: Bool
        var canClose: Bool
        var span: Int
        var isPaired = false
        var opens = false

        enum Shape { case double, single, typographic, typographicInner }
    }

    /// The quotation marks and apostrophes of a text, in order.
    private func roles(_ bytes: [UInt8], _ spans: [Text.Span]) -> [Role] {
        var candidates = candidates(bytes, spans)
        if candidates.isEmpty { return [] }
        pair(&candidates)
        return candidates.compactMap { candidate in
            if candidate.isPaired {
                let isInner = candidate.shape == .typographicInner && !isWithoutQuotes
                return Role(
                    at: candidate.at, count: candidate.count,
                    kind: candidate.opens ? isInner ? .openInner : .open : .close)
            }
            if candidate.shape == .single { return Role(at: candidate.at, count: 1, kind: .apostrophe) }
            return nil
        }
    }

    private func pair(_ candidates: inout [Candidate]) {
        var stack: [Int] = []
        for index in candidates.indices {
            let candidate = candidates[index]
            // A partner further out than this is none: no text nests so deep, and the search stays short.
            if candidate.canClose,
                let partner = stack.suffix(FieldText.deepest).lastIndex(where: {
                    candidates[$0].shape == candidate.shape && candidates[$0].span == candidate.span
                })
            {
                candidates[index].isPaired = true
                candidates[stack[partner]].isPaired = true
                candidates[stack[partner]].opens = true
                stack.removeSubrange(partner...)
            } else if candidate.canOpen {
                stack.append(index)
            }
        }
    }

    private func candidates(_ bytes: [UInt8], _ spans: [Text.Span]) -> [Candidate] {
        bytes.withUnsafeBufferPointer { candidates($0, spans) }
    }

    private func candidates(_ bytes: UnsafeBufferPointer<UInt8>, _ spans: [Text.Span]) -> [Candidate] {
        var found: [Candidate] = []
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == 0x22 || byte == 0x27 {
                var canOpen = FieldText.canOpen(bytes, at)
                // After another mark only where that one opens.
                if canOpen, let last = found.last, last.at + last.count == at, !last.canOpen { canOpen = false }
                let canClose = FieldText.canClose(bytes, at)
                found.append(
                    Candidate(
                        at: at, count: 1, shape: byte == 0x22 ? .double : .single, canOpen: canOpen,
                        canClose: canClose, span: FieldText.innermost(spans, at)))
            } else if byte >= 0x80, let mark = mark(bytes, at) {
                found.append(
                    Candidate(
                        at: at, count: mark.count, shape: mark.shape, canOpen: mark.opens,
                        // An inner one may be an apostrophe.
                        canClose: !mark.opens
                            && (mark.shape == .typographic || FieldText.canClose(bytes, at + mark.count - 1)),
                        span: FieldText.innermost(spans, at)))
                at += mark.count
                continue
            }
            at += 1
        }
        return found
    }

    /// The language's own mark that stands there.
    private func mark(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int
    ) -> (count: Int, shape: Candidate.Shape, opens: Bool)? {
        if FieldText.starts(bytes, at, quotes.open) { return (quotes.open.count, .typographic, true) }
        if FieldText.starts(bytes, at, quotes.close) { return (quotes.close.count, .typographic, false) }
        if FieldText.starts(bytes, at, quotes.openInner) { return (quotes.openInner.count, .typographicInner, true) }
        if FieldText.starts(bytes, at, quotes.closeInner) { return (quotes.closeInner.count, .typographicInner, false) }
        return nil
    }

    private static func starts(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ mark: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard !mark.isEmpty, mark[0] >= 0x80, at + mark.count <= bytes.count else { return false }
        for index in mark.indices where bytes[at + index] != mark[index] { return false }
        return true
    }

    private static let deepest = 64

    private static func innermost(_ spans: [Text.Span], _ at: Int) -> Int {
        if spans.count > 256 { return -1 }
        return spans.lastIndex { Int($0.start) <= at && at < Int($0.end) } ?? -1
    }

    /// After the text's start, a space, an opening bracket, a dash or another quote, and before something.
    private static func canOpen(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        guard at + 1 < bytes.count, !isSpace(bytes[at + 1]) else { return false }
        guard at > 0 else { return true }
        let before = bytes[at - 1]
        if isSpace(before) || before == 0x22 || before == 0x27 { return true }
        if "([{/-<".utf8.contains(before) { return true }
        // Dashes, no-break spaces and typographic quotes: the third byte of E2 80 xx, or C2 A0.
        if at >= 3, bytes[at - 3] == 0xE2, bytes[at - 2] == 0x80 { return before != 0x99 && before != 0x9D }
        return at >= 2 && bytes[at - 2] == 0xC2 && (before == 0xA0 || before == 0xAB)
    }

    /// After something that is no space, and before the text's end, a space or punctuation.
    private static func canClose(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        guard at > 0, !isSpace(bytes[at - 1]) else { return false }
        guard at + 1 < bytes.count else { return true }
        let after = bytes[at + 1]
        if isSpace(after) || after == 0x22 || after == 0x27 || ".,:;!?)]}/-<>".utf8.contains(after) { return true }
        if at + 3 < bytes.count, after == 0xE2, bytes[at + 2] == 0x80 { return true }
        return at + 2 < bytes.count && after == 0xC2 && (bytes[at + 2] == 0xA0 || bytes[at + 2] == 0xBB)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
}
