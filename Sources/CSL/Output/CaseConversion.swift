/// Changes the case of what was appended to a draft.
///
/// Text within `noCase` regions stays; title case leaves a field's own small capitals, superscripts and subscripts alone.
///
/// Source: CSL 1.0.2 specification, "Text-case".
struct CaseConversion {
    /// "tr" and "az" have an i of their own, "el" has no accents in capitals.
    let language: String
    private let isTurkic: Bool

    init(language: String) {
        self.language = language
        isTurkic = language == "tr" || language == "az"
    }

    func apply(_ textCase: TextCase, to draft: inout Draft, since checkpoint: Draft.Checkpoint, isEnglish: Bool) {
        guard textCase != .none, draft.bytes.count > checkpoint.bytes else { return }
        let protected = ProtectedRanges(draft, since: checkpoint)
        switch textCase {
        case .none: break
        case .lowercase: mapAll(&draft, checkpoint, protected, lower: true)
        case .uppercase: mapAll(&draft, checkpoint, protected, lower: false)
        case .capitalizeFirst: capitalizeFirst(&draft, checkpoint, protected)
        case .capitalizeAll: capitalizeAll(&draft, checkpoint, protected)
        case .sentence: sentence(&draft, checkpoint, protected)
        case .titleOfTerm: TitleCase(cases: self).apply(&draft, checkpoint, protected)
        case .title: if isEnglish { TitleCase(cases: self).apply(&draft, checkpoint, protected) }
        }
    }

    // MARK: The simple ones

    private func mapAll(_ draft: inout Draft, _ checkpoint: Draft.Checkpoint, _ protected: ProtectedRanges, lower: Bool)
    {
        var at = draft.bytes.count
        // From the end, so that earlier offsets hold.
        while at > checkpoint.bytes {
            let start = CaseConversion.scalarStart(draft.bytes, before: at, floor: checkpoint.bytes)
            if !protected.contains(start) {
                convert(&draft, start..<at, lower: lower, isAll: true)
                if lower { endSigma(&draft, at: start, floor: checkpoint.bytes) }
            }
            at = start
        }
    }

    /// A sigma at the end of a word has a form of its own.
    private func endSigma(_ draft: inout Draft, at start: Int, floor: Int) {
        guard draft.bytes[start] == 0xCF, start + 1 < draft.bytes.count, draft.bytes[start + 1] == 0x83,
            start > floor, draft.bytes[start - 1] >= 0x80
        else { return }
        if start + 2 < draft.bytes.count, CaseConversion.isWordByte(draft.bytes[start + 2]) { return }
        draft.bytes[start + 1] = 0x82
    }

    private func capitalizeFirst(_ draft: inout Draft, _ checkpoint: Draft.Checkpoint, _ protected: ProtectedRanges) {
        var at = checkpoint.bytes
        while at < draft.bytes.count, !CaseConversion.isWordByte(draft.bytes[at]) {
            // A name on a network, a tag, or what a star marks.
            if "@#*".utf8.contains(draft.bytes[at]) { return }
            at += 1
        }
        guard at < draft.bytes.count, !protected.contains(at) else { return }
        var end = at
        while end < draft.bytes.count, CaseConversion.isWordByte(draft.bytes[end]) {
            if draft.bytes[end] == 0xA0, draft.bytes[end - 1] == 0xC2 { break }
            // Behind an apostrophe a word begins anew: "d’Artagnan".
            if CaseConversion.isApostrophe(draft.bytes, end) { break }
            // A word such as "arXiv" is as it should be.
            if draft.bytes[end] >= 65, draft.bytes[end] <= 90 { return }
            end += 1
        }
        convert(&draft, at..<CaseConversion.scalarEnd(draft.bytes, at), lower: false)
    }

    private func capitalizeAll(_ draft: inout Draft, _ checkpoint: Draft.Checkpoint, _ protected: ProtectedRanges) {
        var at = draft.bytes.count
        // Words with a capital in them stay: "iPad".
        var hasCapital = false
        while at > checkpoint.bytes {
            let start = CaseConversion.scalarStart(draft.bytes, before: at, floor: checkpoint.bytes)
            let isFirst = CaseConversion.endsWord(draft.bytes[checkpoint.bytes..<start])
            if isFirst, !hasCapital, !protected.contains(start) {
                convert(&draft, start..<at, lower: false)
            }
            let goesOn = !isFirst && !CaseConversion.isApostrophe(draft.bytes, start)
            hasCapital = goesOn && (hasCapital || isCapital(draft.bytes[start..<at]))
            at = start
        }
    }

    private func isCapital(_ scalar: ArraySlice<UInt8>) -> Bool {
        guard let first = scalar.first else { return false }
        if first < 0x80 { return first >= 65 && first <= 90 }
        return String(decoding: scalar, as: UTF8.self).unicodeScalars.contains { $0.properties.isUppercase }
    }

    /// Nothing, a space, a bracket, a hyphen, a slash, a mark of punctuation, a dash, or a quotation mark that opens.
    private static func endsWord(_ before: ArraySlice<UInt8>) -> Bool {
        guard let last = before.last else { return true }
        if last < 0x80 { return " ()[]-/,.;:?!\"".utf8.contains(last) }
        return wordEnds.contains { before.suffix($0.count).elementsEqual($0) }
    }

    private static let wordEnds = ["\u{A0}", "\u{202F}", "–", "—", "‘", "“", "«"].map { Array($0.utf8) }

    private func sentence(_ draft: inout Draft, _ checkpoint: Draft.Checkpoint, _ protected: ProtectedRanges) {
        if isUppercase(draft.bytes[checkpoint.bytes...]) {
            mapAll(&draft, checkpoint, protected, lower: true)
        } else {
            lowerCapitalizedWords(&draft, checkpoint, protected)
        }
        capitalizeFirst(&draft, checkpoint, protected)
    }

    /// Words with one capital, at their start, lose it, but for the first and those after a colon, question or exclamation
    /// mark. Words in capitals stay.
    private func lowerCapitalizedWords(
        _ draft: inout Draft, _ checkpoint: Draft.Checkpoint, _ protected: ProtectedRanges
    ) {
        var at = checkpoint.bytes
        var isFirst = true
        while at < draft.bytes.count {
            guard CaseConversion.isWordByte(draft.bytes[at]) else {
                if ":?!".utf8.contains(draft.bytes[at]) { isFirst = true }
                at += 1
                continue
            }
            let start = at
            var end = CaseConversion.scalarEnd(draft.bytes, at)
            let isCapital = isUppercase(draft.bytes[start..<end])
            let second = end
            while end < draft.bytes.count, CaseConversion.isWordByte(draft.bytes[end]) { end += 1 }
            at = end
            if !isFirst, isCapital, !protected.contains(start), isSmall(draft.bytes[second..<end]) {
                let before = draft.bytes.count
                convert(&draft, start..<second, lower: true)
                at += draft.bytes.count - before
            }
            isFirst = false
        }
    }

    /// Whether the rest of a word, behind its first letter, is as words are: small.
    private func isSmall(_ rest: ArraySlice<UInt8>) -> Bool {
        !rest.isEmpty && !isUppercase(rest) && !rest.contains { $0 >= 65 && $0 <= 90 }
    }

    // MARK: Characters

    /// Whether there are letters with case, and all of them are capitals.
    func isUppercase(_ bytes: ArraySlice<UInt8>) -> Bool {
        var found = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if scalar.properties.isLowercase { return false }
            if scalar.properties.isUppercase { found = true }
        }
        return found
    }

    /// Changes one character's case in place.
    ///
    /// - Parameter isAll: whether that of the others changes too.
    func convert(_ draft: inout Draft, _ range: Range<Int>, lower: Bool, isAll: Bool = false) {
        if range.count == 1 {
            let byte = draft.bytes[range.lowerBound]
            if lower, byte >= 65, byte <= 90, !isTurkic || byte != UInt8(ascii: "I") {
                draft.bytes[range.lowerBound] = byte + 32
                return
            }
            if !lower, byte >= 97, byte <= 122, !isTurkic || byte != UInt8(ascii: "i") {
                draft.bytes[range.lowerBound] = byte - 32
                return
            }
            if !isTurkic { return }
        }
        let text = String(decoding: draft.bytes[range], as: UTF8.self)
        let new = mapped(text, lower: lower, isAll: isAll)
        // In a very long text, what would move all that follows stays.
        if new != text, new.utf8.count == range.count || draft.bytes.count < 1 << 16 {
            draft.replace(range, with: Array(new.utf8))
        }
    }

    private func mapped(_ text: String, lower: Bool, isAll: Bool) -> String {
        if isTurkic {
            if !lower, text == "i" { return "İ" }
            if lower, text == "I" { return "ı" }
            if lower, text == "İ" { return "i" }
        }
        if lower { return text.lowercased() }
        return isAll && language == "el" ? GreekCapitals.withoutAccents(text.uppercased()) : text.uppercased()
    }

    /// Letters, digits, and what is no ASCII but no punctuation of the kind E2 80.
    static func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
    }

    /// Whether an apostrophe begins here.
    static func isApostrophe(_ bytes: [UInt8], _ at: Int) -> Bool {
        bytes.withUnsafeBufferPointer { isApostrophe($0, at) }
    }

    static func isApostrophe(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        if bytes[at] == UInt8(ascii: "'") { return true }
        return bytes[at] == 0xE2 && at + 2 < bytes.count && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x99
    }

    static func scalarStart(_ bytes: [UInt8], before end: Int, floor: Int) -> Int {
        var start = end - 1
        while start > floor, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    static func scalarEnd(_ bytes: [UInt8], _ start: Int) -> Int {
        bytes.withUnsafeBufferPointer { scalarEnd($0, start) }
    }

    static func scalarEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var end = start + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}
