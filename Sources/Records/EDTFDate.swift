/// A date as the Extended Date/Time Format knows it: a point, an interval with open or unknown ends, or a set; uncertain,
/// approximate or with unspecified digits where the source says so. The text that it was read from is kept beside.
///
///     EDTFDate(edtf: "1957-09-11")          // one day
///     EDTFDate(edtf: "1945/1952")           // an interval
///     EDTFDate(edtf: "1966-10?")            // October 1966, uncertain
///     EDTFDate(.init(year: 1966, month: 10), raw: "October, 1966")
///
/// Source: ISO 8601-2:2019 and the EDTF specification of the Library of Congress, levels 0 and 1 and of level 2 the sets.
public struct EDTFDate: Sendable, Hashable {
    private var startPoint = Point(year: 0)
    public var shape: Shape
    private var hasStart = false
    private var more: More?

    /// The point, or an interval's start; nil where the start is open or unknown, or nothing could be understood.
    public var start: Point? {
        get { hasStart ? startPoint : nil }
        set {
            hasStart = newValue != nil
            startPoint = newValue ?? Point(year: 0)
        }
    }

    /// An interval's end; nil for a point, and where the end is open or unknown.
    public var end: Point? {
        get { more?.end }
        set { more = More(raw: raw, end: newValue, members: members) }
    }

    public enum Shape: UInt8, CaseIterable, Sendable, Hashable {
        case point
        case interval
        /// An interval without an end, "1985/..".
        case openEnd
        /// An interval without a start, "../1985".
        case openStart
        /// An interval whose end is not known, "1985/".
        case unknownEnd
        /// An interval whose start is not known, "/1985".
        case unknownStart
        /// One of several, "[1667,1668]"; `members` has them.
        case oneOf
        /// All of several, "{1667,1668}"; `members` has them.
        case allOf
        /// Only text: `raw` says what the source has ("n.d.", "forthcoming").
        case literal
    }

    /// A point in time, as text read from `raw` where that differs from the EDTF form.
    public init(_ point: Point, raw: String = "") {
        shape = .point
        start = point
        if !raw.isEmpty { self.raw = raw }
    }

    /// An interval between two points.
    public init(from start: Point, to end: Point, raw: String = "") {
        shape = .interval
        self.start = start
        more = More(raw: raw, end: end, members: [])
    }

    /// A date that is only text.
    public init(literal: String) {
        shape = .literal
        raw = literal
    }

    init(shape: Shape, start: Point? = nil, end: Point? = nil, members: [EDTFDate] = []) {
        self.shape = shape
        self.start = start
        if end != nil || !members.isEmpty { more = More(raw: "", end: end, members: members) }
    }

    /// What the source has, word for word; empty where it has the EDTF form itself.
    public var raw: String {
        get { more?.raw ?? "" }
        set { more = More(raw: newValue, end: end, members: members) }
    }

    /// The points and intervals of a set; empty otherwise.
    public var members: [EDTFDate] { more?.members ?? [] }

    /// The point, or an interval's start or else its end, or a set's first: what a date sorts by.
    public var first: Point? { start ?? end ?? members.first?.first }

    public var isInterval: Bool {
        switch shape {
        case .interval, .openEnd, .openStart, .unknownEnd, .unknownStart: true
        case .point, .oneOf, .allOf, .literal: false
        }
    }

    /// True where a point of it is approximate or uncertain ("circa").
    public var isUncertain: Bool {
        start?.isUncertain == true || start?.isApproximate == true || end?.isUncertain == true
            || end?.isApproximate == true || members.contains { $0.isUncertain }
    }

    /// What most dates have not, apart and shared between copies, so that a date stays small.
    private final class More: Sendable, Hashable {
        let raw: String
        let end: Point?
        let members: [EDTFDate]

        /// Nil where there is nothing to hold.
        init?(raw: String, end: Point?, members: [EDTFDate]) {
            if raw.isEmpty, end == nil, members.isEmpty { return nil }
            self.raw = raw
            self.end = end
            self.members = members
        }

        static func == (a: More, b: More) -> Bool {
            a === b || (a.raw == b.raw && a.end == b.end && a.members == b.members)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(raw)
            hasher.combine(end)
            hasher.combine(members)
        }
    }
}

extension EDTFDate {
    /// A year, month or day (or season), with what is said of its certainty.
    public struct Point: Sendable, Hashable {
        /// Astronomical: year 0 is 1 BC, -99 is 100 BC.
        public var year: Int32
        /// 1 to 12; 21 to 41 for EDTF's seasons, quarters and halves (21 spring, 22 summer, 23 autumn, 24 winter); 0 for none.
        public var month: UInt8
        /// 1 to 31; 0 for none.
        public var day: UInt8
        public var flags: Flags
        /// The time of day; nil where the source gives none.
        public var time: Time? {
            get { packedTime == 0 ? nil : Time(packed: packedTime) }
            set { packedTime = newValue?.packed ?? 0 }
        }
        private var packedTime: UInt32

        public init(year: Int, month: Int = 0, day: Int = 0, flags: Flags = []) {
            self.year = Int32(clamping: year)
            self.month = UInt8(clamping: month)
            self.day = UInt8(clamping: day)
            self.flags = flags
            packedTime = 0
        }

        public var isUncertain: Bool { flags.contains(.uncertain) }
        public var isApproximate: Bool { flags.contains(.approximate) }
        /// EDTF season, quarter or half, 21 to 41; nil for a month or none.
        public var season: Int? { month >= 21 ? Int(month) : nil }
    }

    /// A time of day, as the source gives it.
    public struct Time: Sendable, Hashable, Comparable {
        /// 0 to 24.
        public var hour: Int
        /// 0 to 59.
        public var minute: Int
        /// 0 to 60.
        public var second: Int
        /// Minutes east of UTC, -1439 to 1439; nil where the source says nothing of it.
        public var zone: Int?

        public init(hour: Int, minute: Int, second: Int = 0, zone: Int? = nil) {
            self.hour = min(max(0, hour), 24)
            self.minute = min(max(0, minute), 59)
            self.second = min(max(0, second), 60)
            self.zone = zone.map { min(max(-1439, $0), 1439) }
        }

        public static func < (a: Time, b: Time) -> Bool { (a.hour, a.minute, a.second) < (b.hour, b.minute, b.second) }

        // From the lowest bit: minutes of the day plus one (11 bits), seconds (6), zone plus 1440, 0 for none (12).
        fileprivate var packed: UInt32 {
            UInt32(hour * 60 + minute + 1) | UInt32(second) << 11 | UInt32(zone.map { $0 + 1440 } ?? 0) << 17
        }

        fileprivate init(packed: UInt32) {
            let minutes = Int(packed & 0x7FF) - 1
            hour = minutes / 60
            minute = minutes % 60
            second = Int(packed >> 11 & 0x3F)
            let zone = Int(packed >> 17)
            self.zone = zone == 0 ? nil : zone - 1440
        }
    }

    /// What is said of a point beyond its digits.
    public struct Flags: OptionSet, Sendable, Hashable {
        public let rawValue: UInt16
        @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
        /// `?`
        public static let uncertain = Flags(rawValue: 1)
        /// `~`
        public static let approximate = Flags(rawValue: 2)
        /// EDTF's X for a digit that is not known, at the end of the year (`201X`, `20XX` …); the year holds zeros there.
        public static let unspecifiedYear1 = Flags(rawValue: 4)
        public static let unspecifiedYear2 = Flags(rawValue: 8)
        public static let unspecifiedYear3 = Flags(rawValue: 16)
        public static let unspecifiedYear4 = Flags(rawValue: 32)
        /// `2004-XX`
        public static let unspecifiedMonth = Flags(rawValue: 64)
        /// `2004-06-XX`
        public static let unspecifiedDay = Flags(rawValue: 128)

        /// How many of the year's last digits are not known, 0 to 4.
        public var unspecifiedYearDigits: Int {
            if contains(.unspecifiedYear4) { return 4 }
            if contains(.unspecifiedYear3) { return 3 }
            if contains(.unspecifiedYear2) { return 2 }
            return contains(.unspecifiedYear1) ? 1 : 0
        }

        static let yearDigits: [Flags] = [
            [], .unspecifiedYear1, .unspecifiedYear2, .unspecifiedYear3, .unspecifiedYear4,
        ]
    }
}

extension EDTFDate.Point: Comparable {
    /// Earlier first; a whole year before its months, a whole month before its days.
    public static func < (a: Self, b: Self) -> Bool {
        if (a.year, a.sortMonth, a.day) != (b.year, b.sortMonth, b.day) {
            return (a.year, a.sortMonth, a.day) < (b.year, b.sortMonth, b.day)
        }
        guard let time = b.time else { return false }
        return a.time.map { $0 < time } ?? true
    }

    /// Seasons sort by the month in which they begin.
    private var sortMonth: UInt8 {
        switch month {
        case 21: 3
        case 22: 6
        case 23: 9
        case 24: 12
        default: month
        }
    }
}
