internal import Records

/// Dates as RIS has them: `YYYY/MM/DD/other`, any part but the first empty; and what is sent in their place.
enum RISDate {
    /// - Parameter year: a year from another tag, for a date without one ("July").
    static func read(_ value: String, year: Int? = nil) -> EDTFDate? {
        if let date = digits(value) { return date }
        let bytes = Array(value.utf8)
        if let slash = bytes.firstIndex(of: UInt8(ascii: "/")), slash == 4 || slash == bytes.count - 1 {
            if let date = standard(value, bytes) { return date }
        }
        if let date = EDTFDate(written: value) { return date }
        if let year, var date = EDTFDate(written: "\(value) \(year)") {
            date.raw = ""
            return date
        }
        return nil
    }

    /// `YYYY`, `YYYY/MM/DD` and `YYYY/MM/DD/`, which most dates are.
    private static func digits(_ value: String) -> EDTFDate? {
        var value = value
        return value.withUTF8 { bytes in
            func number(_ range: Range<Int>) -> Int? {
                var number = 0
                for index in range {
                    let digit = bytes[index] &- 0x30
                    if digit > 9 { return nil }
                    number = number * 10 + Int(digit)
                }
                return number
            }
            guard bytes.count == 4 || bytes.count == 10 || bytes.count == 11, let year = number(0..<4), year > 0 else {
                return nil
            }
            if bytes.count == 4 { return EDTFDate(EDTFDate.Point(year: year)) }
            let slash = UInt8(ascii: "/")
            guard bytes[4] == slash, bytes[7] == slash, bytes.count == 10 || bytes[10] == slash,
                let month = number(5..<7), (1...12).contains(month), let day = number(8..<10), day > 0,
                day <= EDTFDate.days(in: month, of: year)
            else { return nil }
            return EDTFDate(EDTFDate.Point(year: year, month: month, day: day))
        }
    }

    /// Four parts with slashes between.
    private static func standard(_ value: String, _ bytes: [UInt8]) -> EDTFDate? {
        let parts = value.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard let year = number(parts[0], digits: 4), year > 0 else { return nil }
        let other = parts.count > 3 ? parts[3] : ""
        var point = EDTFDate.Point(year: year)
        if let month = parts.count > 1 ? number(parts[1], digits: 2) : 0 {
            guard month <= 12 else { return nil }
            point.month = UInt8(month)
        } else if let named = EDTFDate(written: "\(parts[1]) \(year)")?.start, named.day == 0 {
            point = named
        } else {
            return nil
        }
        if let day = parts.count > 2 ? number(parts[2], digits: 2) : 0, day > 0 {
            guard point.month > 0, day <= EDTFDate.days(in: Int(point.month), of: year) else { return nil }
            point.day = UInt8(day)
        } else if parts.count > 2, number(parts[2], digits: 2) == nil {
            return nil
        }
        if other.isEmpty { return EDTFDate(point) }
        if point.month == 0, let season = EDTFDate(written: "\(other) \(year)")?.start, season.day == 0 {
            return EDTFDate(season)
        }
        return EDTFDate(point, raw: value)
    }

    /// A number of at most so many digits; 0 for nothing; nil for something else.
    private static func number(_ text: String, digits: Int) -> Int? {
        if text.isEmpty { return 0 }
        return text.utf8.count <= digits && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    /// The form in which a date is written: RIS's own for a day, month or year; else EDTF; else its text.
    static func text(_ date: EDTFDate) -> String {
        guard date.shape == .point, let point = date.start, point.flags.isEmpty, point.time == nil,
            point.season ?? 21 <= 24, (1...9999).contains(point.year)
        else { return date.shape == .literal ? date.raw : date.edtf }
        func padded(_ number: UInt8) -> String { number == 0 ? "" : number < 10 ? "0\(number)" : "\(number)" }
        let year = String(point.year)
        let digits = String(repeating: "0", count: 4 - year.count) + year
        if let season = point.season { return "\(digits)///\(["spring", "summer", "autumn", "winter"][season - 21])" }
        return "\(digits)/\(padded(point.month))/\(padded(point.day))/"
    }
}

extension EDTFDate {
    /// How much it says: a day more than a month, a month more than a year.
    var detail: Int {
        guard let start else { return 0 }
        return (start.month > 0 ? 1 : 0) + (start.day > 0 ? 1 : 0) + (isInterval ? 1 : 0)
    }

    /// Whether a date that says less says nothing else.
    func includes(_ other: EDTFDate) -> Bool {
        guard let mine = start, let its = other.start, other.shape == .point else { return self == other }
        return mine.year == its.year && (its.month == 0 || its.month == mine.month)
            && (its.day == 0 || its.day == mine.day)
    }
}
