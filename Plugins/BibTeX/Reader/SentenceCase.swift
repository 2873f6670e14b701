internal import Records

/// Titles in headline case made sentence case, as CSL wants them in the data.
///
/// A word is made lower case that begins with a capital and has no other, unless it is the first or stands after a colon, is
/// protected by braces, is an argument of a macro, or is mathematics. The first word, and one after a colon, gets a capital
/// where it is in small letters.
enum SentenceCase {
    /// The text in sentence case; nil where that changes nothing.
    ///
    /// - Parameter arguments: stretches that were arguments of macros, whose case BibTeX leaves alone.
    static func apply(_ text: Text, arguments: [Range<Int>], _ stretches: inout Stretches) -> Text? {
        var bytes = Array(text.string.utf8)
        let changed = bytes.withUnsafeMutableBufferPointer {
            apply(to: $0, text.spans, arguments: arguments, &stretches)
        }
        return changed ? Text(String(decoding: bytes, as: UTF8.self), spans: text.spans) : nil
    }

    /// Whether a text in sentence case would be another.
    static func changes(_ text: Text, _ scratch: inout [UInt8], _ stretches: inout Stretches) -> Bool {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: text.string.utf8)
        return scratch.withUnsafeMutableBufferPointer { apply(to: $0, text.spans, arguments: [], &stretches) }
    }

    /// Puts bytes in sentence case. False where that changes nothing.
    @discardableResult static func apply(
        to bytes: UnsafeMutableBufferPointer<UInt8>, _ spans: [Text.Span], arguments: [Range<Int>],
        _ stretches: inout Stretches
    ) -> Bool {
        stretches.take(spans, arguments)
        return change(bytes, stretches)
    }

    /// Stretches of a text whose case stays, in order. Its room is used again.
    struct Stretches {
        fileprivate private(set) var all: [Stretch] = []

        fileprivate mutating func take(_ spans: [Text.Span], _ arguments: [Range<Int>]) {
            all.removeAll(keepingCapacity: true)
            for span in spans where span.style == .noCase || span.style == .math {
                all.append(Stretch(range: span.range, isFixed: true))
            }
            if arguments.isEmpty { return }
            for range in arguments { all.append(Stretch(range: range, isFixed: false)) }
            all.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        }
    }

    /// After the change of case, protection says something only where a word begins with a small letter.
    static func removeNeedlessProtection(of bytes: Bytes, _ spans: inout [Text.Span]) {
        guard spans.contains(where: { $0.style == .noCase }) else { return }
        spans.removeAll { span in
            let end = min(bytes.count, Int(span.end))
            let start = min(end, max(0, Int(span.start)))
            return span.style == .noCase && !hasSmallWord(bytes.slice(start..<end))
        }
    }

    /// As ``removeNeedlessProtection(of:_:)``, of a text.
    static func withoutNeedlessProtection(_ text: Text) -> Text {
        guard text.spans.contains(where: { $0.style == .noCase }) else { return text }
        var text = text
        var spans = text.spans
        text.string.withUTF8 { removeNeedlessProtection(of: $0, &spans) }
        text.spans = spans
        return text
    }

    /// Plain bytes in sentence case, into `out`. False where that changes nothing.
    static func apply(_ bytes: Bytes, into out: inout [UInt8]) -> Bool {
        out.removeAll(keepingCapacity: true)
        out.append(contentsOf: bytes)
        return out.withUnsafeMutableBufferPointer { change($0, Stretches()) }
    }

    fileprivate struct Stretch {
        var range: Range<Int>
        /// False where a first letter may still become a capital.
        var isFixed: Bool
    }

    private static func change(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ stretches: Stretches) -> Bool {
        let protected = stretches.all
        var changed = false
        var isFirst = true
        var afterColon = false
        var at = 0
        var span = 0
        // Up to here, words are gone through one by one.
        var unclear = 0
        while at < bytes.count {
            if !isFirst, !afterColon, at >= unclear {
                at = nextOfInterest(Bytes(bytes), from: at, unclear: &unclear)
                guard at < bytes.count else { break }
            }
            let gap = gapWidth(Bytes(bytes), at)
            if gap > 0 {
                if bytes[at] == UInt8(ascii: ":"), at + 1 < bytes.count, bytes[at + 1] == 0x20 { afterColon = true }
                at += gap
                continue
            }
            let word = Word(Bytes(bytes), from: at)
            at = word.range.upperBound
            while span < protected.count, protected[span].range.upperBound <= word.range.lowerBound { span += 1 }
            if isFirst || afterColon {
                if word.isSmall {
                    let isFixed = protected[span...].prefix { $0.range.lowerBound < at }.contains { $0.isFixed }
                    if !isFixed {
                        bytes[word.range.lowerBound] &= ~0x20
                        changed = true
                    }
                }
                isFirst = false
                afterColon = false
            } else if word.isCapitalised, span >= protected.count || protected[span].range.lowerBound >= at {
                lowerFirst(bytes, word.range.lowerBound)
                changed = true
            }
        }
        return changed
    }

    /// Where a word, or what stands between words, begins that may have a capital first or be a colon: `start` is such a place,
    /// and what is passed over is neither.
    private static func nextOfInterest(_ bytes: Bytes, from start: Int, unclear: inout Int) -> Int {
        guard let base = bytes.baseAddress else { return bytes.count }
        var start = start
        while true {
            let found = Search.capitalOrColon(base, from: start, to: bytes.count)
            if found == start || found == bytes.count { return found }
            let before = bytes[found - 1]
            if bytes[found] == UInt8(ascii: ":") { return found }
            // An apostrophe may stand within a word or before it, a byte beyond ASCII as well: the words are gone through.
            if before >= 0x80 || before == UInt8(ascii: "'") {
                unclear = found + 1
                return start
            }
            if !Byte.isLetter(before), !Byte.isDigit(before) { return found }
            start = Word(bytes, from: found).range.upperBound
        }
    }

    /// A word: letters, digits, and what is beyond ASCII and no sign. An apostrophe between letters belongs to it.
    private struct Word {
        let range: Range<Int>
        /// Small letters of ASCII at the beginning, and no capital.
        let isSmall: Bool
        /// A capital first, and none after it.
        let isCapitalised: Bool

        init(_ bytes: Bytes, from start: Int) {
            let first = bytes[start]
            let isCapital = Byte.isUpper(first) || SentenceCase.isUpperPair(bytes, start)
            var hasCapital = Byte.isUpper(first) || Byte.isDigit(first)
            var hasLaterCapital = false
            var at = start + 1
            while at < bytes.count {
                let byte = bytes[at]
                if byte &- UInt8(ascii: "a") < 26 {
                    at += 1
                    continue
                }
                if Byte.isUpper(byte) || Byte.isDigit(byte) {
                    hasCapital = true
                    hasLaterCapital = true
                    at += 1
                    continue
                }
                let gap = SentenceCase.gapWidth(bytes, at)
                if gap == 0 {
                    if SentenceCase.isUpperPair(bytes, at) { hasLaterCapital = true }
                    at += 1
                } else if SentenceCase.isApostrophe(bytes, at, gap) {
                    at += gap
                } else {
                    break
                }
            }
            range = start..<min(at, bytes.count)
            isSmall = first &- UInt8(ascii: "a") < 26 && !hasCapital
            isCapitalised = isCapital && !hasLaterCapital
        }
    }

    /// The width of what is no part of a word: signs and spaces of ASCII, Latin-1 and General Punctuation; 0 for the others.
    private static func gapWidth(_ bytes: Bytes, _ at: Int) -> Int {
        let byte = bytes[at]
        if byte < 0x80 { return Byte.isLetter(byte) || Byte.isDigit(byte) ? 0 : 1 }
        if byte == 0xC2 { return 2 }
        return byte == 0xE2 && at + 1 < bytes.count && bytes[at + 1] & 0xFE == 0x80 ? 3 : 0
    }

    /// Whether an apostrophe stands here, with a letter behind it.
    private static func isApostrophe(_ bytes: Bytes, _ at: Int, _ gap: Int) -> Bool {
        let isMark = bytes[at] == UInt8(ascii: "'") || (gap == 3 && at + 2 < bytes.count && bytes[at + 2] == 0x99)
        return isMark && at + gap < bytes.count && Byte.isLetter(bytes[at + gap])
    }

    /// Capitals of Latin-1, Greek and Cyrillic, of two bytes each.
    private static func isUpperPair(_ bytes: Bytes, _ at: Int) -> Bool {
        guard at + 1 < bytes.count else { return false }
        switch (bytes[at], bytes[at + 1]) {
        case (0xC3, 0x80...0x9E): return bytes[at + 1] != 0x97
        case (0xD0, 0x80...0xAF): return true
        case (0xCE, 0x91...0xA9): return true
        case (0xC4, 0x80...0xBF): return bytes[at + 1] & 1 == 0 && bytes[at + 1] < 0xB8
        default: return false
        }
    }

    private static func lowerFirst(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ at: Int) {
        if bytes[at] < 0x80 {
            bytes[at] |= 0x20
            return
        }
        guard at + 1 < bytes.count else { return }
        switch (bytes[at], bytes[at + 1]) {
        case (0xC3, _): bytes[at + 1] += 0x20
        case (0xC4, _): bytes[at + 1] += 1
        case (0xCE, 0x91...0x9F): bytes[at + 1] += 0x20
        case (0xCE, _):
            bytes[at] = 0xCF
            bytes[at + 1] -= 0x20
        case (0xD0, 0x80...0x8F):
            bytes[at] = 0xD1
            bytes[at + 1] += 0x10
        case (0xD0, 0x90...0x9F): bytes[at + 1] += 0x20
        case (0xD0, _):
            bytes[at] = 0xD1
            bytes[at + 1] -= 0x20
        default: break
        }
    }

    /// Whether a word begins with a small letter.
    static func hasSmallWord(_ bytes: Bytes) -> Bool {
        var at = 0
        while at < bytes.count {
            let gap = gapWidth(bytes, at)
            if gap > 0 {
                at += gap
                continue
            }
            if isSmall(bytes, at) { return true }
            at = Word(bytes, from: at).range.upperBound
        }
        return false
    }

    private static func isSmall(_ bytes: Bytes, _ at: Int) -> Bool {
        if bytes[at] < 0x80 { return bytes[at] >= UInt8(ascii: "a") && bytes[at] <= UInt8(ascii: "z") }
        var width = 1
        while at + width < bytes.count, bytes[at + width] & 0xC0 == 0x80 { width += 1 }
        return bytes.slice(at..<(at + width)).string.unicodeScalars.first?.properties.isLowercase ?? false
    }
}
