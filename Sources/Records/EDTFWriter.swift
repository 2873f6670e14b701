extension EDTFDate {
    /// The EDTF form; empty for a date that is only text.
    public var edtf: String {
        var out: [UInt8] = []
        appendEDTF(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends the EDTF form as UTF-8; nothing for a date that is only text.
    public func appendEDTF(to out: inout [UInt8]) {
        switch shape {
        case .literal: return
        case .point: start?.appendEDTF(to: &out)
        case .interval:
            start?.appendEDTF(to: &out)
            out.append(UInt8(ascii: "/"))
            end?.appendEDTF(to: &out)
        case .openEnd, .unknownEnd:
            start?.appendEDTF(to: &out)
            out.append(contentsOf: shape == .openEnd ? "/..".utf8 : "/".utf8)
        case .openStart, .unknownStart:
            out.append(contentsOf: shape == .openStart ? "../".utf8 : "/".utf8)
            end?.appendEDTF(to: &out)
        case .oneOf, .allOf:
            out.append(shape == .oneOf ? UInt8(ascii: "[") : UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                member.appendMember(to: &out)
            }
            out.append(shape == .oneOf ? UInt8(ascii: "]") : UInt8(ascii: "}"))
        }
    }

    /// In a set, a range is written with two dots.
    private func appendMember(to out: inout [UInt8]) {
        guard isInterval else { return appendEDTF(to: &out) }
        start?.appendEDTF(to: &out)
        out.append(contentsOf: "..".utf8)
        end?.appendEDTF(to: &out)
    }
}

extension EDTFDate.Point {
    /// The EDTF form: "1957-09-11", "1966-10?", "196X", "2001-21".
    public var edtf: String {
        var out: [UInt8] = []
        appendEDTF(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends the EDTF form as UTF-8.
    public func appendEDTF(to out: inout [UInt8]) {
        appendYear(to: &out)
        if month > 0 {
            out.append(UInt8(ascii: "-"))
            appendPadded(Int(month), 2, to: &out)
        } else if flags.contains(.unspecifiedMonth) {
            out.append(contentsOf: "-XX".utf8)
        }
        if day > 0 {
            out.append(UInt8(ascii: "-"))
            appendPadded(Int(day), 2, to: &out)
        } else if flags.contains(.unspecifiedDay) {
            out.append(contentsOf: "-XX".utf8)
        }
        if let time { append(time, to: &out) }
        switch (isUncertain, isApproximate) {
        case (true, true): out.append(UInt8(ascii: "%"))
        case (true, false): out.append(UInt8(ascii: "?"))
        case (false, true): out.append(UInt8(ascii: "~"))
        case (false, false): break
        }
    }

    private func appendYear(to out: inout [UInt8]) {
        let digits = year.magnitude
        if digits > 9999 { out.append(UInt8(ascii: "Y")) }
        if year < 0 { out.append(UInt8(ascii: "-")) }
        let start = out.count
        appendPadded(Int(digits), 4, to: &out)
        for index in 0..<flags.unspecifiedYearDigits where out.count - 1 - index >= start {
            out[out.count - 1 - index] = UInt8(ascii: "X")
        }
    }

    private func append(_ time: EDTFDate.Time, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "T"))
        appendPadded(time.hour, 2, to: &out)
        out.append(UInt8(ascii: ":"))
        appendPadded(time.minute, 2, to: &out)
        out.append(UInt8(ascii: ":"))
        appendPadded(time.second, 2, to: &out)
        guard let zone = time.zone else { return }
        if zone == 0 { return out.append(UInt8(ascii: "Z")) }
        out.append(zone < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        appendPadded(Int(zone.magnitude) / 60, 2, to: &out)
        out.append(UInt8(ascii: ":"))
        appendPadded(Int(zone.magnitude) % 60, 2, to: &out)
    }

    private func appendPadded(_ value: Int, _ width: Int, to out: inout [UInt8]) {
        func digit(_ value: Int) -> UInt8 { UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10) }
        if width == 2, value < 100 {
            out.append(digit(value / 10))
            return out.append(digit(value))
        }
        if width == 4, value < 10_000 {
            out.append(digit(value / 1000))
            out.append(digit(value / 100))
            out.append(digit(value / 10))
            return out.append(digit(value))
        }
        var width = width
        var power = 1
        while value / power >= 10 { power *= 10 }
        var digits = 1
        var p = power
        while p >= 10 {
            p /= 10
            digits += 1
        }
        while width > digits {
            out.append(UInt8(ascii: "0"))
            width -= 1
        }
        var rest = value
        while power > 0 {
            out.append(UInt8(ascii: "0") + UInt8(rest / power % 10))
            rest %= power
            power /= 10
        }
    }
}
