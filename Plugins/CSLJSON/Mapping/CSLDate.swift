internal import Records

/// A date as CSL-JSON has it: one or two lists of year, month and day, a season, `circa`, and text.
///
/// A year before 1 is counted as historians do (-100 is 100 BC), where EDTF counts astronomically (-0099). Source: csl-data.json,
/// "date-variable"; CSL 1.0.2 specification, "Date".
struct CSLDate: Equatable {
    struct Parts: Equatable {
        var year = 0
        var month = 0
        var day = 0
        /// How many numbers there are.
        var count = 0
    }

    var start = Parts()
    var end: Parts?
    /// 1 to 4; 0 for none.
    var season = 0
    var circa = false
}

extension CSLDate {
    /// The date in EDTF's terms; nil where the numbers are no date.
    var edtf: EDTFDate? {
        guard var first = point(start, season: season) else {
            // An interval without a start
            guard start.year == 0, let end, let last = point(end, season: 0) else { return nil }
            return EDTFDate(edtf: "../\(last.edtf)")
        }
        if circa { first.flags.insert(.approximate) }
        guard let end else { return EDTFDate(first) }
        if end.year == 0, end.month == 0 { return EDTFDate(edtf: "\(first.edtf)/..") }
        guard var last = point(end, season: 0) else { return nil }
        if circa { last.flags.insert(.approximate) }
        return EDTFDate(from: first, to: last)
    }

    private func point(_ parts: Parts, season: Int) -> EDTFDate.Point? {
        guard parts.year != 0, parts.year.magnitude <= 999_999_999 else { return nil }
        var month = parts.month
        switch month {
        case 0...12: break
        // Seasons counted on from the months, as citation processors read them
        case 13...16: month += 8
        case 21...24: break
        case -4 ... -1: month = 20 - month
        default: return nil
        }
        guard parts.day >= 0, parts.day == 0 || month <= 12 else { return nil }
        let year = parts.year < 0 ? parts.year + 1 : parts.year
        guard parts.day <= EDTFDate.days(in: month, of: year) else { return nil }
        if month == 0, season > 0 { month = 20 + season }
        return EDTFDate.Point(year: year, month: month, day: month == 0 ? 0 : parts.day)
    }
}

extension CSLDate {
    /// The nearest that CSL-JSON can say of a date; nil where that is nothing but text.
    init?(_ date: EDTFDate) {
        switch date.shape {
        case .literal: return nil
        case .point:
            guard let start = date.start else { return nil }
            self.init(start)
        case .interval:
            guard let start = date.start, let end = date.end else { return nil }
            self.init(start)
            self.end = Parts(end, last: true)
            circa = circa || end.isApproximate || end.isUncertain
        case .openEnd, .unknownEnd:
            guard let start = date.start else { return nil }
            self.init(start)
            end = Parts(year: 0, count: 1)
        case .openStart, .unknownStart:
            guard let end = date.end else { return nil }
            self.init()
            start = Parts(year: 0, count: 1)
            self.end = Parts(end, last: true)
            circa = end.isApproximate || end.isUncertain
        case .oneOf, .allOf:
            guard let first = date.members.first?.first else { return nil }
            self.init(first)
            if date.members.count > 1, let last = date.members.last.flatMap({ $0.end ?? $0.start }) {
                end = Parts(last, last: true)
            }
        }
    }

    private init(_ point: EDTFDate.Point) {
        self.init()
        start = Parts(point, last: false)
        circa = point.isApproximate || point.isUncertain
        if let found = point.season {
            if found <= 24 { season = found - 20 }
        } else if point.flags.unspecifiedYearDigits > 0 {
            end = Parts(point, last: true)
        }
    }
}

extension CSLDate.Parts {
    /// - Parameter last: whether digits that are not known are taken as nines.
    fileprivate init(_ point: EDTFDate.Point, last: Bool) {
        var year = Int(point.year)
        if last {
            var ones = 1
            for _ in 0..<point.flags.unspecifiedYearDigits { ones *= 10 }
            year += ones - 1
        }
        self.year = year < 1 ? year - 1 : year
        month = point.season == nil ? Int(point.month) : 0
        day = month == 0 ? 0 : Int(point.day)
        count = day > 0 ? 3 : month > 0 ? 2 : 1
    }
}
