internal import Records

/// `cs:date`.
///
/// Source: CSL 1.0.2 specification, "Date", "Date-part", "Date Ranges", "AD and BC", "Seasons".
extension Renderer {
    typealias Point = EDTFDate.Point

    mutating func date(_ node: Node) -> Outcome {
        let variable = node.variable
        if suppressed.contains(variable) { return .attempted }
        guard variable.isDate, let date = items.date(item, variable) else { return .attempted }
        // When a work was looked at does not tell it from another.
        if names.isTracing, variable == Variable(.accessed) { return .attempted }
        let format = context.dates[Int(node.detail)]
        if sorting != nil {
            DateSorting.append(date, shown: format.shown, to: &out.bytes)
            return [.attempted, .succeeded]
        }
        let start = out.bytes.count
        formatted(node.formatting) { renderer in
            if format.marks != 0 || format.textCase != .none {
                renderer.localeFormatted(format) { $0.append(date, format, variable) }
            } else {
                renderer.append(date, format, variable)
            }
        }
        if out.bytes.count == start { return .attempted }
        return finish(variable)
    }

    private mutating func localeFormatted(_ format: ResolvedDate, _ body: (inout Renderer) -> Void) {
        out.open(marks: format.marks)
        let content = out.checkpoint
        body(&self)
        cases.apply(format.textCase, to: &out, since: content, isEnglish: isEnglish)
        out.close(marks: format.marks)
    }

    private mutating func append(_ date: EDTFDate, _ format: ResolvedDate, _ variable: Variable) {
        switch date.shape {
        case .literal: appendLiteral(date.raw, format)
        case .point:
            if let start = date.start { append(start, format, variable, format.parts.range, suffixes: true) }
        case .interval:
            guard let start = date.start else { return }
            if let end = date.end {
                range(start, end, format, variable)
            } else {
                append(start, format, variable, format.parts.range, suffixes: true)
            }
        case .openEnd, .unknownEnd:
            guard let start = date.start else { return }
            append(start, format, variable, format.parts.range, suffixes: false)
            append(delimiter(of: .year, format))
        case .openStart, .unknownStart:
            guard let end = date.end else { return }
            append(delimiter(of: .year, format))
            append(end, format, variable, format.parts.range, suffixes: true)
        case .oneOf, .allOf:
            guard let start = date.members.first?.first else { return }
            if date.members.count > 1, let last = date.members.last, let end = last.end ?? last.start {
                range(start, end, format, variable)
            } else {
                append(start, format, variable, format.parts.range, suffixes: true)
            }
        }
    }

    /// A date in words stands where the year does, and looks like it; a style has the other parts elsewhere.
    private mutating func appendLiteral(_ text: String, _ format: ResolvedDate) {
        let parts = context.dateParts
        guard let part = format.parts.range.lazy.map({ parts[$0] }).first(where: { $0.name == .year }) else { return }
        out.append(part.prefix, of: context.bytes)
        formatted(part) { $0.field.append(Text(markup: text), to: &$0.out) }
        out.append(part.suffix, of: context.bytes)
    }

    /// The parts that the two ends share stand once; between the others stands the delimiter of the largest that differs.
    private mutating func range(_ start: Point, _ end: Point, _ format: ResolvedDate, _ variable: Variable) {
        let parts = format.parts.range
        let differing: DatePart.Name?
        if start.year != end.year, format.shown.contains(DatePart.Names(.year)) {
            differing = .year
        } else if start.month != end.month, format.shown.contains(DatePart.Names(.month)) {
            differing = .month
        } else if start.day != end.day, format.shown.contains(DatePart.Names(.day)) {
            differing = .day
        } else {
            differing = nil
        }
        guard let differing else { return append(start, format, variable, parts, suffixes: true) }
        func isTwice(_ index: Int) -> Bool {
            context.dateParts[index].name.rawValue >= differing.rawValue
        }
        guard let first = parts.first(where: isTwice), let last = parts.last(where: isTwice) else { return }
        // A shared part between two others cannot stand once.
        let block = first..<(last + 1)
        append(start, format, variable, parts.lowerBound..<first, suffixes: true, isPartial: true)
        let before = out.bytes.count
        append(start, format, variable, block, suffixes: false, isPartial: true)
        if out.bytes.count > before {
            append(delimiter(of: differing, format))
        }
        append(end, format, variable, block, suffixes: true, isPartial: true, isSecond: true)
        append(end, format, variable, block.upperBound..<parts.upperBound, suffixes: true, isPartial: true)
    }

    /// What stands between the ends of a range; nil for an en dash.
    private func delimiter(of name: DatePart.Name, _ format: ResolvedDate) -> Bytes? {
        for index in format.parts.range where context.dateParts[index].name == name {
            // An empty one is as good as none.
            if let own = context.dateParts[index].rangeDelimiter, own.count > 0 { return own }
            break
        }
        return name == .year
            ? context.terms[FixedTerm.yearRangeDelimiter.index].text(.long, plural: false) : nil
    }

    private mutating func append(_ delimiter: Bytes?) {
        if let delimiter {
            out.append(delimiter, of: context.bytes)
        } else {
            out.append(Renderer.enDash)
        }
    }

    private static let enDash = Array("–".utf8)

    /// Appends some parts of a point.
    ///
    /// - Parameters:
    ///   - suffixes: whether the last of them keeps its suffix.
    ///   - isSecond: whether the first of them loses its prefix, as after a range's delimiter.
    private mutating func append(
        _ point: Point, _ format: ResolvedDate, _ variable: Variable, _ indices: Range<Int>, suffixes: Bool,
        isPartial: Bool = false, isSecond: Bool = false
    ) {
        let parts = context.dateParts
        guard let last = indices.last(where: { has(point, parts[$0].name) }) else { return }
        var isFirst = true
        for index in indices where has(point, parts[index].name) {
            let part = parts[index]
            if !isFirst
                || (isPartial && index > format.parts.range.lowerBound && !isSecond && !out.bytes.isEmpty
                    && index == indices.lowerBound)
            {
                out.append(format.delimiter, of: context.bytes)
            }
            if !(isSecond && isFirst) { out.append(part.prefix, of: context.bytes) }
            isFirst = false
            appendPart(point, part, variable)
            if index != last || suffixes { out.append(part.suffix, of: context.bytes) }
            if part.name == .year, hasWordForYear(part), let era = era(of: point) { out.append(era) }
        }
    }

    private func has(_ point: Point, _ name: DatePart.Name) -> Bool {
        switch name {
        case .year: true
        case .month: point.month > 0
        case .day: point.day > 0
        }
    }

    private mutating func appendPart(_ point: Point, _ part: ResolvedPart, _ variable: Variable) {
        formatted(part) { renderer in
            switch part.name {
            case .year: renderer.appendYear(point, part, variable)
            case .month: renderer.appendMonth(point, part)
            case .day: renderer.appendDay(point, part)
            }
        }
    }

    @inline(__always)
    private mutating func formatted(_ part: ResolvedPart, _ body: (inout Renderer) -> Void) {
        out.open(marks: part.marks)
        let content = out.checkpoint
        body(&self)
        if part.stripPeriods || strips > 0 { out.stripPeriods(since: content, inNames: false) }
        if part.textCase != .none { cases.apply(part.textCase, to: &out, since: content, isEnglish: isEnglish) }
        out.close(marks: part.marks)
    }

    private mutating func appendYear(_ point: Point, _ part: ResolvedPart, _ variable: Variable) {
        // EDTF counts a year 0, which is 1 BC.
        let isBC = point.year <= 0
        let year = isBC ? 1 - Int(point.year) : Int(point.year)
        out.begin(.year)
        if part.form == .short, !isBC, year >= 1000 {
            let short = year % 100
            if short < 10 { out.bytes.append(48) }
            out.append(number: short)
        } else {
            out.append(number: year)
        }
        if !hasWordForYear(part), let era = era(of: point) { out.append(era) }
        out.end(.year)
        if !hasYear, sorting == nil, state.yearSuffix >= 0, !hasPlaceForYearSuffix, variable != Variable(.accessed) {
            out.begin(.yearSuffix)
            out.append(YearSuffix.letters(Int(state.yearSuffix)))
            out.end(.yearSuffix)
            hasYear = true
        }
    }

    private func era(of point: Point) -> UnsafeBufferPointer<UInt8>? {
        point.year <= 0 ? context.text(.bc) : point.year < 1000 ? context.text(.ad) : nil
    }

    /// Whether the word for a year stands behind its number, as in Russian and Korean: the era follows that.
    private func hasWordForYear(_ part: ResolvedPart) -> Bool {
        guard let first = context.bytes[part.suffix.range].first(where: { $0 != 0x20 }) else { return false }
        return first >= 0x80 ? first != 0xE2 : (first | 0x20) &- 0x61 < 26
    }

    private mutating func appendMonth(_ point: Point, _ part: ResolvedPart) {
        let month = Int(point.month)
        if month > 12 {
            let season = month - 21
            guard (0..<4).contains(season) else { return }
            return appendTerm(FixedTerm.season01.index + season, part)
        }
        switch part.form {
        case .numeric: out.append(number: month)
        case .numericLeadingZeros:
            if month < 10 { out.bytes.append(48) }
            out.append(number: month)
        case .none, .long, .short, .ordinal:
            appendTerm(FixedTerm.month01.index + month - 1, part)
        }
    }

    private mutating func appendTerm(_ index: Int, _ part: ResolvedPart) {
        if let text = context.term(index, part.form == .short ? .short : .long, plural: false) {
            out.append(text)
        }
    }

    private mutating func appendDay(_ point: Point, _ part: ResolvedPart) {
        let day = Int(point.day)
        switch part.form {
        case .numericLeadingZeros:
            if day < 10 { out.bytes.append(48) }
            out.append(number: day)
        case .ordinal where !context.limitsDayOrdinals || day == 1:
            let month = Int(point.month)
            let gender = (1...12).contains(month) ? context.terms[FixedTerm.month01.index + month - 1].gender : .neuter
            out.append(number: day)
            out.append(context.ordinalSuffix(day, gender))
        case .ordinal, .none, .numeric, .long, .short: out.append(number: day)
        }
    }
}

/// Dates as strings that sort by time.
///
/// Source: CSL 1.0.2 specification, "Sorting Variables", dates; "Sorting Macros".
enum DateSorting {
    /// Appends the start, and for ranges the end, with the parts that the format shows.
    static func append(_ date: EDTFDate, shown: DatePart.Names, to out: inout [UInt8]) {
        if date.shape == .literal {
            out.append(contentsOf: date.raw.utf8)
            return
        }
        guard let start = date.first else { return }
        append(start, shown, &out)
        if let end = date.end, date.start != nil {
            out.append(UInt8(ascii: "-"))
            append(end, shown, &out)
        } else if date.isInterval {
            out.append(UInt8(ascii: "-"))
        }
    }

    private static func append(_ point: EDTFDate.Point, _ shown: DatePart.Names, _ out: inout [UInt8]) {
        // Years before the common era sort before the others: all are moved above zero.
        pad(shown.contains(DatePart.Names(.year)) ? Int(point.year) + 1_000_000_000 : 0, 10, &out)
        pad(shown.contains(DatePart.Names(.month)) && point.month <= 12 ? Int(point.month) : 0, 2, &out)
        pad(shown.contains(DatePart.Names(.day)) ? Int(point.day) : 0, 2, &out)
    }

    private static func pad(_ number: Int, _ width: Int, _ out: inout [UInt8]) {
        let digits = String(max(0, number)).utf8
        for _ in digits.count..<max(width, digits.count) { out.append(48) }
        out.append(contentsOf: digits)
    }
}
