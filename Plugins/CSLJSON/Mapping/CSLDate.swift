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
    var edtf: EDTFDate? { reading?.date }

    /// Whether reading what is written of a date, of which this was made, gives that date again.
    func says(_ date: EDTFDate) -> Bool {
        // Most dates are a year, month and day.
        if date.shape == .point, let point = date.start, point.flags.isEmpty, point.time == nil, date.end == nil,
            date.raw.isEmpty, date.members.isEmpty, point.year.magnitude < 999_999_999,
            point.day == 0 || (1...12).contains(point.month), point.month <= 12,
            Int(point.day) <= EDTFDate.days(in: Int(point.month), of: Int(point.year))
        {
            return true
        }
        return edtf == date
    }

    /// The date in EDTF's terms, and whether it says all that the numbers say: of a month or day that there is not, the year
    /// or month before it is read.
    var reading: (date: EDTFDate, isWhole: Bool)? {
        let last = end.flatMap { $0.point(season: 0) }
        guard var first = start.point(season: season) else {
            // An interval without a start
            guard start.year == 0, let last else { return nil }
            return EDTFDate(edtf: "../\(last.point.edtf)").map { ($0, last.isWhole) }
        }
        if circa { first.point.flags.insert(.approximate) }
        guard let end else { return (EDTFDate(first.point), first.isWhole) }
        if end.year == 0, end.month == 0 {
            return EDTFDate(edtf: "\(first.point.edtf)/..").map { ($0, first.isWhole) }
        }
        guard var last else { return nil }
        if circa { last.point.flags.insert(.approximate) }
        return (EDTFDate(from: first.point, to: last.point), first.isWhole && last.isWhole)
    }
}

extension CSLDate.Parts {
    fileprivate func point(season: Int) -> (point: EDTFDate.Point, isWhole: Bool)? {
        guard year != 0, year.magnitude <= 999_999_999 else { return nil }
        var point = EDTFDate.Point(year: year < 0 ? year + 1 : year)
        switch month {
        case 0:
            if season > 0 { point.month = UInt8(20 + season) }
            return (point, day == 0)
        case 1...12:
            point.month = UInt8(month)
            guard (0...EDTFDate.days(in: month, of: Int(point.year))).contains(day) else { return (point, false) }
            point.day = UInt8(day)
            return (point, true)
        case 13...24:
            // Seasons counted on from the months, as citation processors read them
            point.month = UInt8(21 + (month - 13) % 4)
            return (point, day == 0)
        default: return (point, false)
        }
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
