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
            DateSorting.append(date, parts: format.parts, to: &out.bytes)
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
        case .literal:
            field.append(Text(markup: date.raw), to: &out)
        case .point:
            if let start = date.start { append(start, format, variable, format.parts.indices, suffixes: true) }
        case .interval:
            guard let start = date.start else { return }
            if let end = date.end {
                range(start, end, format, variable)
            } else {
                append(start, format, variable, format.parts.indices, suffixes: true)
            }
        case .openEnd, .unknownEnd:
            guard let start = date.start else { return }
            append(start, format, variable, format.parts.indices, suffixes: false)
            out.append(delimiter(of: .year, format))
        case .openStart, .unknownStart:
            guard let end = date.end else { return }
            out.append(delimiter(of: .year, format))
            append(end, format, variable, format.parts.indices, suffixes: true)
        case .oneOf, .allOf:
            guard let start = date.members.first?.first else { return }
            if date.members.count > 1, let last = date.members.last, let end = last.end ?? last.start {
                range(start, end, format, variable)
            } else {
                append(start, format, variable, format.parts.indices, suffixes: true)
            }
        }
    }

    /// The parts that the two ends share stand once; between the others stands the delimiter of the largest that differs.
    private mutating func range(_ start: Point, _ end: Point, _ format: ResolvedDate, _ variable: Variable) {
        let parts = format.parts
        let differing: DatePart.Name?
        if start.year != end.year, parts.contains(where: { $0.name == .year }) {
            differing = .year
        } else if start.month != end.month, parts.contains(where: { $0.name == .month }) {
            differing = .month
        } else if start.day != end.day, parts.contains(where: { $0.name == .day }) {
            differing = .day
        } else {
            differing = nil
        }
        guard let differing else { return append(start, format, variable, parts.indices, suffixes: true) }
        let twice = parts.indices.filter { parts[$0].name.rawValue >= differing.rawValue }
        guard let first = twice.first, let last = twice.last else { return }
        // A shared part between two others cannot stand once.
        let block = first...last
        append(start, format, variable, 0..<first, suffixes: true, isPartial: true)
        let before = out.bytes.count
        append(start, format, variable, Range(block), suffixes: false, isPartial: true)
        if out.bytes.count > before {
            out.append(delimiter(of: differing, format))
        }
        append(end, format, variable, Range(block), suffixes: last + 1 < parts.count, isPartial: true, isSecond: true)
        append(end, format, variable, (last + 1)..<parts.count, suffixes: true, isPartial: true)
    }

    private func delimiter(of name: DatePart.Name, _ format: ResolvedDate) -> [UInt8] {
        let own = format.parts.first { $0.name == name }?.rangeDelimiter
        if let own { return own }
        if name == .year, let term = context.terms[FixedTerm.yearRangeDelimiter.index].text(.long, plural: false) {
            return term
        }
        return Renderer.enDash
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
        guard let last = indices.last(where: { has(point, format.parts[$0].name) }) else { return }
        var isFirst = true
        for index in indices where has(point, format.parts[index].name) {
            let part = format.parts[index]
            if !isFirst || (isPartial && index > 0 && !isSecond && !out.bytes.isEmpty && index == indices.lowerBound) {
                out.append(format.delimiter)
            }
            if !(isSecond && isFirst) { out.append(part.prefix) }
            isFirst = false
            appendPart(point, part, variable)
            if index != last || suffixes { out.append(part.suffix) }
        }
    }

    private func has(_ point: Point, _ name: DatePart.Name) -> Bool {
        switch name {
        case .year: true
        case .month: point.month > 0
        case .day: point.day > 0
        }
    }

    private mutating func appendPart(_ point: Point, _ part: DatePart, _ variable: Variable) {
        let textCase = part.textCase ?? .none
        out.open(marks: part.marks)
        let content = out.checkpoint
        switch part.name {
        case .year: appendYear(point, part, variable)
        case .month: appendMonth(point, part)
        case .day: appendDay(point, part)
        }
        if part.stripPeriods == true { out.stripPeriods(since: content) }
        if textCase != .none { cases.apply(textCase, to: &out, since: content, isEnglish: isEnglish) }
        out.close(marks: part.marks)
    }

    private mutating func appendYear(_ point: Point, _ part: DatePart, _ variable: Variable) {
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
        if isBC {
            out.append(context.text(.bc))
        } else if year < 1000 {
            out.append(context.text(.ad))
        }
        out.end(.year)
        if !hasYear, state.yearSuffix >= 0, !usesExplicitYearSuffix, variable != Variable(.accessed) {
            out.begin(.yearSuffix)
            out.append(YearSuffix.letters(Int(state.yearSuffix)))
            out.end(.yearSuffix)
            hasYear = true
        }
    }

    private mutating func appendMonth(_ point: Point, _ part: DatePart) {
        let month = Int(point.month)
        if month > 12 {
            let season = month - 21
            guard (0..<4).contains(season) else { return }
            let term = context.terms[FixedTerm.season01.index + season]
            return out.append(term.text(part.form == .short ? .short : .long, plural: false) ?? [])
        }
        switch part.form {
        case .numeric: out.append(number: month)
        case .numericLeadingZeros:
            if month < 10 { out.bytes.append(48) }
            out.append(number: month)
        case .none, .long, .short, .ordinal:
            let term = context.terms[FixedTerm.month01.index + month - 1]
            out.append(term.text(part.form == .short ? .short : .long, plural: false) ?? [])
        }
    }

    private mutating func appendDay(_ point: Point, _ part: DatePart) {
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
    /// Appends the start, and for ranges the end, with the parts that the format shows; all parts where it is nil.
    static func append(_ date: EDTFDate, parts: [DatePart]?, to out: inout [UInt8]) {
        if date.shape == .literal {
            out.append(contentsOf: date.raw.utf8)
            return
        }
        guard let start = date.first else { return }
        append(start, parts, &out)
        if let end = date.end, date.start != nil {
            out.append(UInt8(ascii: "-"))
            append(end, parts, &out)
        } else if date.isInterval {
            out.append(UInt8(ascii: "-"))
        }
    }

    private static func append(_ point: EDTFDate.Point, _ parts: [DatePart]?, _ out: inout [UInt8]) {
        func shows(_ name: DatePart.Name) -> Bool { parts?.contains { $0.name == name } ?? true }
        // Years before the common era sort before the others: all are moved above zero.
        pad(shows(.year) ? Int(point.year) + 1_000_000_000 : 0, 10, &out)
        pad(shows(.month) && point.month <= 12 ? Int(point.month) : 0, 2, &out)
        pad(shows(.day) ? Int(point.day) : 0, 2, &out)
    }

    private static func pad(_ number: Int, _ width: Int, _ out: inout [UInt8]) {
        let digits = String(max(0, number)).utf8
        for _ in digits.count..<max(width, digits.count) { out.append(48) }
        out.append(contentsOf: digits)
    }
}
