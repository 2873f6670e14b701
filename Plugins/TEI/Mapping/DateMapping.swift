internal import Records

/// A date's attributes in TEI and back. What W3C's datatypes can say stands in `@when`, `@from`, `@to`, `@notBefore` and
/// `@notAfter`; every other EDTF date in `@when-custom`, with `@datingMethod` naming EDTF.
///
/// Source: TEI P5 Guidelines, att.datable.w3c, att.datable.custom; EDTF.
enum DateMapping {
    static let datingMethod = "http://www.loc.gov/standards/datetime/"
    /// The dating method of a date that is only text though it reads like a date.
    static let textMethod = datingMethod + "#text"

    /// The attributes of a date, in the order in which they are written.
    static func attributes(_ date: EDTFDate) -> [(Attribute, String)] {
        switch date.shape {
        case .point:
            if let when = w3c(date.start) { return [(.when, when)] }
        case .interval:
            if let from = w3c(date.start), let to = w3c(date.end) { return [(.from, from), (.to, to)] }
        case .openEnd:
            if let from = w3c(date.start) { return [(.from, from)] }
        case .openStart:
            if let to = w3c(date.end) { return [(.to, to)] }
        case .oneOf:
            if date.members.count == 1, let member = date.members.first, let range = range(member) { return range }
        case .literal: return EDTFDate(written: date.raw) == nil ? [] : [(.datingMethod, textMethod)]
        case .unknownEnd, .unknownStart, .allOf: break
        }
        let edtf = date.edtf
        guard !edtf.isEmpty else { return [] }
        var attributes: [(Attribute, String)] = []
        // For programs that know no EDTF: the day, month or year that is meant, where there is one.
        if date.shape == .point, var point = date.start, point.flags.unspecifiedYearDigits == 0, point.season == nil {
            point.flags = []
            if let when = w3c(point) { attributes.append((.when, when)) }
        }
        return attributes + [(.whenCustom, edtf), (.datingMethod, datingMethod)]
    }

    private static func range(_ member: EDTFDate) -> [(Attribute, String)]? {
        switch member.shape {
        case .interval:
            guard let from = w3c(member.start), let to = w3c(member.end) else { return nil }
            return [(.notBefore, from), (.notAfter, to)]
        case .openEnd: return w3c(member.start).map { [(.notBefore, $0)] }
        case .openStart: return w3c(member.end).map { [(.notAfter, $0)] }
        default: return nil
        }
    }

    /// A point as xsd:date, xsd:gYearMonth, xsd:gYear or xsd:dateTime; nil where it is none.
    static func w3c(_ point: EDTFDate.Point?) -> String? {
        guard let point, point.flags.isEmpty, point.season == nil, point.year != 0, point.month != 0 || point.day == 0
        else { return nil }
        if let time = point.time, time.hour > 23 || time.second > 59 { return nil }
        let edtf = point.edtf
        return edtf.hasPrefix("Y") ? String(edtf.dropFirst()) : edtf
    }

    /// A point from a value of W3C's or ISO's form; nil where it is none. What EDTF has no place for (a time zone after a day,
    /// fractions of a second) is passed over: `isExact` is false then.
    static func point(_ value: String) -> (point: EDTFDate.Point, isExact: Bool)? {
        if let date = EDTFDate(edtf: value), date.shape == .point, let point = date.start { return (point, true) }
        let bytes = Array(value.utf8)
        let digits = bytes.drop { $0 == UInt8(ascii: "-") }.prefix {
            $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
        }
        if digits.count > 4, digits.count <= 9, let date = EDTFDate(edtf: "Y" + value), let point = date.start {
            return (point, true)
        }
        // Days with a time zone, months and days of "00", times with fractions.
        for count in [19, 16, 10, 7, 4] where bytes.count > count {
            let head = String(decoding: bytes[0..<count], as: UTF8.self)
            let tail = zone(bytes[count...])
            if let date = EDTFDate(edtf: count > 10 ? head + tail : head), date.shape == .point, let point = date.start
            {
                return (point, false)
            }
        }
        return nil
    }

    /// The time zone at the end of a time with fractions of a second.
    private static func zone(_ bytes: ArraySlice<UInt8>) -> String {
        let rest = bytes.drop { $0 == UInt8(ascii: ".") || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) }
        return String(decoding: rest, as: UTF8.self)
    }
}
