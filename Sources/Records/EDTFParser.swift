extension EDTFDate {
    /// Reads an EDTF string: levels 0 and 1, and sets. Nil where it is not one; `raw` stays empty where it is.
    ///
    /// Beside the standard: a calendar date is checked for its month and day, a time may follow a full date, `~` and `?` may
    /// stand after any part (they are taken for the whole point), and `u` and `*` are read as `X`, as in earlier drafts.
    public init?(edtf: String) {
        guard edtf.utf8.count <= EDTFParser.longest else { return nil }
        let bytes = Array(edtf.utf8)
        guard let date = bytes.withUnsafeBufferPointer({ EDTFParser(bytes: $0).date() }) else { return nil }
        self = date
    }

    /// Reads an EDTF string from UTF-8 bytes, as `init(edtf:)`.
    public init?(edtf bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count <= EDTFParser.longest, let date = EDTFParser(bytes: bytes).date() else { return nil }
        self = date
    }
}

/// The grammar of EDTF, over bytes.
struct EDTFParser {
    static let longest = 4096
    private static let mostMembers = 64

    let bytes: UnsafeBufferPointer<UInt8>

    func date() -> EDTFDate? {
        if let point = plainPoint() { return EDTFDate(point) }
        guard let first = bytes.first, let last = bytes.last else { return nil }
        if first == UInt8(ascii: "["), last == UInt8(ascii: "]") { return set(.oneOf) }
        if first == UInt8(ascii: "{"), last == UInt8(ascii: "}") { return set(.allOf) }
        return pointOrInterval(0..<bytes.count)
    }

    /// What most dates are, digits and hyphens alone: "1957", "1957-09", "1957-09-11". Nil for every other.
    private func plainPoint() -> EDTFDate.Point? {
        guard bytes.count == 4 || bytes.count == 7 || bytes.count == 10, let high = pair(0), let low = pair(2) else {
            return nil
        }
        let year = high * 100 + low
        if bytes.count == 4 { return EDTFDate.Point(year: year) }
        guard bytes[4] == UInt8(ascii: "-"), let month = pair(5), (1...12).contains(month) else { return nil }
        if bytes.count == 7 { return EDTFDate.Point(year: year, month: month) }
        guard bytes[7] == UInt8(ascii: "-"), let day = pair(8), day > 0, day <= EDTFDate.days(in: month, of: year)
        else {
            return nil
        }
        return EDTFDate.Point(year: year, month: month, day: day)
    }

    /// The number that two digits make.
    private func pair(_ index: Int) -> Int? {
        let (tens, units) = (bytes[index] &- UInt8(ascii: "0"), bytes[index + 1] &- UInt8(ascii: "0"))
        return tens <= 9 && units <= 9 ? Int(tens) * 10 + Int(units) : nil
    }

    private func set(_ shape: EDTFDate.Shape) -> EDTFDate? {
        var members: [EDTFDate] = []
        var start = 1
        let end = bytes.count - 1
        guard end > start else { return nil }
        for index in start...end where index == end || bytes[index] == UInt8(ascii: ",") {
            var range = start..<index
            while let b = range.first, bytes[b] == UInt8(ascii: " ") { range = (b + 1)..<range.upperBound }
            guard members.count < EDTFParser.mostMembers, let member = member(range) else { return nil }
            members.append(member)
            start = index + 1
        }
        return EDTFDate(shape: shape, members: members)
    }

    /// A set's member: a point, or a range of points "1670..1672", either end open.
    private func member(_ range: Range<Int>) -> EDTFDate? {
        guard let dots = dots(in: range) else { return point(range).map { EDTFDate($0) } }
        let from = range.lowerBound..<dots
        let to = (dots + 2)..<range.upperBound
        if from.isEmpty { return point(to).map { EDTFDate(shape: .openStart, end: $0) } }
        guard let start = point(from) else { return nil }
        if to.isEmpty { return EDTFDate(shape: .openEnd, start: start) }
        return point(to).map { EDTFDate(from: start, to: $0) }
    }

    private func dots(in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index + 1 < range.upperBound {
            if bytes[index] == UInt8(ascii: "."), bytes[index + 1] == UInt8(ascii: ".") { return index }
            index += 1
        }
        return nil
    }

    private func pointOrInterval(_ range: Range<Int>) -> EDTFDate? {
        guard let slash = range.first(where: { bytes[$0] == UInt8(ascii: "/") }) else {
            return point(range).map { EDTFDate($0) }
        }
        let from = range.lowerBound..<slash
        let to = (slash + 1)..<range.upperBound
        let openFrom = isOpen(from)
        let openTo = isOpen(to)
        switch (from.isEmpty, openFrom, to.isEmpty, openTo) {
        case (true, _, _, _): return point(to).map { EDTFDate(shape: .unknownStart, end: $0) }
        case (_, true, _, _): return point(to).map { EDTFDate(shape: .openStart, end: $0) }
        case (_, _, true, _): return point(from).map { EDTFDate(shape: .unknownEnd, start: $0) }
        case (_, _, _, true): return point(from).map { EDTFDate(shape: .openEnd, start: $0) }
        default:
            guard let start = point(from), let end = point(to) else { return nil }
            return EDTFDate(from: start, to: end)
        }
    }

    private func isOpen(_ range: Range<Int>) -> Bool {
        range.count == 2 && bytes[range.lowerBound] == UInt8(ascii: ".")
            && bytes[range.lowerBound + 1] == UInt8(ascii: ".")
            || matches(range, "open")
    }

    private func matches(_ range: Range<Int>, _ word: StaticString) -> Bool {
        range.count == word.utf8CodeUnitCount
            && range.indices.allSatisfy {
                bytes[range.lowerBound + ($0 - range.lowerBound)] == word.utf8Start[$0 - range.lowerBound]
            }
    }

    private func point(_ whole: Range<Int>) -> EDTFDate.Point? {
        var scanner = Scanner(bytes: bytes, at: whole.lowerBound, end: whole.upperBound)
        guard var point = scanner.year() else { return nil }
        scanner.qualifiers(&point.flags)
        if scanner.take(UInt8(ascii: "-")) {
            scanner.qualifiers(&point.flags)
            guard scanner.month(&point) else { return nil }
            scanner.qualifiers(&point.flags)
            if scanner.take(UInt8(ascii: "-")) {
                scanner.qualifiers(&point.flags)
                guard point.month <= 12, scanner.day(&point) else { return nil }
                scanner.qualifiers(&point.flags)
                if scanner.take(UInt8(ascii: "T")) {
                    guard point.day > 0, scanner.time(&point) else { return nil }
                    scanner.qualifiers(&point.flags)
                }
            }
        }
        return scanner.isAtEnd ? point : nil
    }
}

extension EDTFParser {
    /// The parts of a point, one after the other.
    private struct Scanner {
        let bytes: UnsafeBufferPointer<UInt8>
        var at: Int
        let end: Int

        var isAtEnd: Bool { at >= end }

        mutating func take(_ byte: UInt8) -> Bool {
            guard at < end, bytes[at] == byte else { return false }
            at += 1
            return true
        }

        /// `?`, `~`, `%`, in any number.
        mutating func qualifiers(_ flags: inout EDTFDate.Flags) {
            while at < end {
                switch bytes[at] {
                case UInt8(ascii: "?"): flags.insert(.uncertain)
                case UInt8(ascii: "~"): flags.insert(.approximate)
                case UInt8(ascii: "%"): flags.formUnion([.uncertain, .approximate])
                default: return
                }
                at += 1
            }
        }

        private static func isUnspecified(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "X") || byte == UInt8(ascii: "x") || byte == UInt8(ascii: "u")
                || byte == UInt8(ascii: "*")
        }

        private func digit(_ index: Int) -> Int? {
            guard index < end, bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") else { return nil }
            return Int(bytes[index] - UInt8(ascii: "0"))
        }

        /// Four digits, the last of them perhaps unspecified; `-` before; `Y` and more digits for far years.
        mutating func year() -> EDTFDate.Point? {
            let long = take(UInt8(ascii: "Y")) || take(UInt8(ascii: "y"))
            let negative = take(UInt8(ascii: "-"))
            var value = 0
            var digits = 0
            var unspecified = 0
            while at < end, digits < (long ? 9 : 4) {
                if let d = digit(at), unspecified == 0 {
                    value = value * 10 + d
                } else if !long, Scanner.isUnspecified(bytes[at]) {
                    value *= 10
                    unspecified += 1
                } else {
                    break
                }
                at += 1
                digits += 1
            }
            guard long ? digits >= 1 : digits == 4, !(negative && unspecified == 4) else { return nil }
            return EDTFDate.Point(year: negative ? -value : value, flags: EDTFDate.Flags.yearDigits[unspecified])
        }

        mutating func month(_ point: inout EDTFDate.Point) -> Bool {
            if unspecifiedPair() {
                point.flags.insert(.unspecifiedMonth)
                return true
            }
            guard let month = pair(), (1...12).contains(month) || (21...41).contains(month) else { return false }
            point.month = UInt8(month)
            return true
        }

        mutating func day(_ point: inout EDTFDate.Point) -> Bool {
            if unspecifiedPair() {
                point.flags.insert(.unspecifiedDay)
                return true
            }
            guard point.month > 0, let day = pair(), day >= 1,
                day <= EDTFDate.days(in: Int(point.month), of: Int(point.year))
            else { return false }
            point.day = UInt8(day)
            return true
        }

        /// `10:10:10`, `10:10`, then `Z`, `+05:30` or nothing.
        mutating func time(_ point: inout EDTFDate.Point) -> Bool {
            guard let hour = pair(), hour <= 24, take(UInt8(ascii: ":")), let minute = pair(), minute < 60 else {
                return false
            }
            var second = 0
            if take(UInt8(ascii: ":")) {
                guard let value = pair(), value <= 60 else { return false }
                second = value
            }
            guard let zone = zone() else { return false }
            point.time = EDTFDate.Time(hour: hour, minute: minute, second: second, zone: zone)
            return true
        }

        /// `Z`, `+05:30`, `-04`, or nothing. Nil where it is cut off.
        private mutating func zone() -> Int?? {
            if take(UInt8(ascii: "Z")) { return .some(0) }
            guard at < end, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") else { return .some(nil) }
            let sign = bytes[at] == UInt8(ascii: "-") ? -1 : 1
            at += 1
            guard let hours = pair(), hours <= 14 else { return nil }
            var minutes = 0
            if take(UInt8(ascii: ":")) || digit(at) != nil {
                guard let more = pair(), more < 60 else { return nil }
                minutes = more
            }
            return .some(sign * (hours * 60 + minutes))
        }

        private mutating func pair() -> Int? {
            guard let a = digit(at), let b = digit(at + 1) else { return nil }
            at += 2
            return a * 10 + b
        }

        private mutating func unspecifiedPair() -> Bool {
            guard at + 1 < end, Scanner.isUnspecified(bytes[at]), Scanner.isUnspecified(bytes[at + 1]) else {
                return false
            }
            at += 2
            return true
        }
    }
}

extension EDTFDate {
    /// The days of a month in the proleptic Gregorian calendar; 31 where the month is none of the twelve.
    public static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }
}
