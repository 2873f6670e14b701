internal import Records
internal import TeX

/// Reads dates: BibLaTeX's EDTF, BibTeX's year, month and day, and what people write.
enum DateParser {
    struct Parts {
        var year: Bytes?
        var month: Bytes?
        var day: Bytes?
    }

    /// The date of a field. What cannot be understood is text.
    static func date(_ bytes: Bytes, decoder: inout TeXDecoder) -> EDTFDate {
        let bytes = bare(bytes)
        if let date = edtf(bytes) { return date }
        decoder.protectsCase = false
        let text = decoder.decode(bytes).string
        return inWords(text) ?? EDTFDate(literal: text)
    }

    /// A value without spaces around it, and without the second pair of braces that some catalogues put around every value. With a
    /// comma or dots in them they are EDTF's braces of a set.
    private static func bare(_ bytes: Bytes) -> Bytes {
        let bytes = bytes.trimmed
        guard bytes.count > 2, bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") else { return bytes }
        let inner = bytes.slice(1..<(bytes.count - 1))
        return inner.contains { "{},.".utf8.contains($0) } ? bytes : inner.trimmed
    }

    /// EDTF, with the words that earlier drafts and BibLaTeX have for its signs.
    static func edtf(_ bytes: Bytes) -> EDTFDate? {
        if let date = EDTFDate(edtf: bytes) { return date }
        var text = bytes.string
        if text.hasSuffix("/open") { text = text.dropLast(4) + ".." }
        if text.hasSuffix("/unknown") { text = String(text.dropLast(7)) }
        if text.hasPrefix("unknown/") { text = String(text.dropFirst(7)) }
        if text.hasPrefix("y") { text = "Y" + text.dropFirst() }
        if text.hasSuffix("?~") || text.hasSuffix("~?") { text = text.dropLast(2) + "%" }
        return EDTFDate(edtf: text)
    }

    /// Whether the date would be written as it stands.
    static func isAsWritten(_ date: EDTFDate, _ bytes: Bytes, _ scratch: inout [UInt8]) -> Bool {
        if date.shape == .literal { return false }
        scratch.removeAll(keepingCapacity: true)
        date.appendEDTF(to: &scratch)
        return scratch.withUnsafeBufferPointer { $0.equals(bytes) }
    }

    // MARK: Year, month and day

    /// The date of BibTeX's parts; nil where there is no year and nothing else to be understood.
    static func date(_ parts: Parts, decoder: inout TeXDecoder) -> EDTFDate? {
        decoder.protectsCase = false
        guard let yearBytes = parts.year.map(bare), !yearBytes.isEmpty else { return nil }
        guard let year = number(yearBytes) else { return odd(yearBytes, parts, &decoder) }
        var point = EDTFDate.Point(year: year)
        guard let month = parts.month.map(bare), !month.isEmpty else { return EDTFDate(point) }
        var raw = ""
        var end: EDTFDate.Point?
        if let number = number(month), (1...12).contains(number) || (21...24).contains(number) {
            point.month = UInt8(number)
        } else if let number = Months.number(month) {
            point.month = UInt8(number)
        } else {
            let words = MonthWords(decoder.decode(month).string)
            point.month = UInt8(clamping: words.month)
            point.day = UInt8(clamping: words.day)
            if words.endMonth > 0 { end = EDTFDate.Point(year: year, month: words.endMonth, day: words.endDay) }
            if words.month == 0 { raw = "\(decoder.decode(month).string) \(year)" }
        }
        if let day = parts.day.map(bare), let number = number(day), point.month > 0, point.month < 13,
            (1...EDTFDate.days(in: Int(point.month), of: year)).contains(number)
        {
            point.day = UInt8(number)
        }
        if let end { return EDTFDate(from: point, to: end, raw: raw) }
        return EDTFDate(point, raw: raw)
    }

    /// A year that is no number: EDTF, a range, or words.
    private static func odd(_ year: Bytes, _ parts: Parts, _ decoder: inout TeXDecoder) -> EDTFDate {
        if let date = edtf(year) { return date }
        var text = decoder.decode(year).string
        if text.utf8.count <= 4 {
            let plain = text.withUTF8 { digits in
                number(digits) == nil
                    ? nil : date(Parts(year: digits, month: parts.month, day: parts.day), decoder: &decoder)
            }
            if let plain { return plain }
        }
        let sides = text.split { $0 == "–" || $0 == "-" || $0 == "/" }
        if sides.count == 2, let from = Int(sides[0]), let to = Int(sides[1]), sides[0].utf8.count == 4,
            sides[1].utf8.count == 4
        {
            return EDTFDate(from: .init(year: from), to: .init(year: to), raw: text)
        }
        return EDTFDate(literal: text)
    }

    /// Whether year, month and day would be written as they stand.
    static func isAsWritten(_ date: EDTFDate, _ parts: Parts) -> Bool {
        guard date.shape == .point, date.raw.isEmpty, let point = date.start, point.flags.isEmpty, point.time == nil,
            let year = parts.year, year.count == 4, year.allSatisfy(Byte.isDigit)
        else { return false }
        if point.month > 12 || (parts.month != nil) != (point.month > 0) { return false }
        guard let day = parts.day else { return point.day == 0 }
        return String(point.day).utf8.elementsEqual(day)
    }

    /// A number of at most six digits, with a sign.
    private static func number(_ bytes: Bytes) -> Int? {
        guard !bytes.isEmpty, bytes.count <= 7 else { return nil }
        let isNegative = bytes[0] == UInt8(ascii: "-")
        var value = 0
        for byte in bytes.dropFirst(isNegative ? 1 : 0) {
            guard Byte.isDigit(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        if isNegative, bytes.count == 1 { return nil }
        return isNegative ? -value : value
    }

    // MARK: Words

    /// "12 March 1999", "March 12, 1999", "March 1999"; nil for other words.
    static func inWords(_ text: String) -> EDTFDate? {
        guard text.utf8.count <= 64 else { return nil }
        var month = 0
        var day = 0
        var year: Int?
        for word in text.split(whereSeparator: { " ,\u{A0}~".contains($0) }) {
            var word = String(word)
            if let number = Int(word) {
                if number > 31, year == nil {
                    year = number
                } else if day == 0, (1...31).contains(number) {
                    day = number
                } else {
                    return nil
                }
            } else if let number = word.withUTF8({ Months.number($0) }), month == 0 {
                month = number
            } else {
                return nil
            }
        }
        guard let year, month > 0 else { return nil }
        if day > 0, month > 12 || day > EDTFDate.days(in: month, of: year) { return nil }
        return EDTFDate(.init(year: year, month: month, day: day), raw: text)
    }

    /// What the field `month` says: a month, a range, a day with it.
    private struct MonthWords {
        var month = 0
        var day = 0
        var endMonth = 0
        var endDay = 0

        init(_ text: String) {
            guard text.utf8.count <= 64 else { return }
            for word in text.split(whereSeparator: { " ,.–—-/\u{A0}~".contains($0) }) {
                var word = String(word)
                if let number = Int(word) {
                    if month == 0, day == 0, (1...31).contains(number) {
                        day = number
                    } else if day == 0 {
                        day = (1...31).contains(number) ? number : 0
                    } else if (1...31).contains(number) {
                        (endMonth, endDay) = (endMonth == 0 ? month : endMonth, number)
                    }
                } else if let number = word.withUTF8({ Months.number($0) }) {
                    if month == 0 { month = number } else { endMonth = number }
                }
            }
            if month == 0 || month > 12 { (day, endMonth, endDay) = (0, 0, 0) }
        }
    }
}
