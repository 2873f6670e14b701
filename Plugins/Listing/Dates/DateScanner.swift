internal import Records

/// Reads dates as archives and titles write them: "November 12, 1963", "18 November 1962", "September 11-18, 1957",
/// "October, 1966", "1945-1952", "circa 1957", "1963-11-12", "12.11.1963", "Spring 1956", in several languages.
///
/// A date is given as EDTF with the words as `raw`. Nothing is guessed: a day that its month has not is no date.
struct DateScanner {
    private let tokens: ArraySlice<Token>
    private let line: String
    private let order: SourceProfile.DateOrder
    private let words: DateWords

    init(_ tokens: ArraySlice<Token>, of line: String, order: SourceProfile.DateOrder, words: DateWords) {
        self.tokens = tokens
        self.line = line
        self.order = order
        self.words = words
    }

    /// A date with the index after its last token.
    struct Found {
        var date: EDTFDate
        var end: Int
        /// Whether it has a day or month, so that it is no mere number.
        var isSure: Bool
    }

    /// The date that begins at a token, the longest that can be read; nil where there is none.
    func date(at start: Int) -> Found? {
        guard let first = token(start), words.mayBegin(first) else { return nil }
        var index = start
        var flags: EDTFDate.Flags = []
        if let word = token(index)?.folded, words.weekdays.contains(word) {
            index += 1
            if kind(index) == .comma { index += 1 }
        }
        while let word = token(index)?.folded, words.approximate.contains(word) {
            flags.insert(.approximate)
            index += 1
            if kind(index) == .dash { index += 1 }
        }
        let isBracketed = kind(index) == .open
        if isBracketed { index += 1 }
        guard var found = interval(at: index) ?? point(at: index) else { return nil }
        index = found.end
        if token(index)?.text == "?" {
            flags.insert(.uncertain)
            index += 1
        }
        if isBracketed {
            guard kind(index) == .close else { return nil }
            flags.insert(.uncertain)
            index += 1
        }
        if !flags.isEmpty { found.date = found.date.adding(flags) }
        guard let last = token(index - 1) else { return nil }
        found.date.raw = line.part(first.range.lowerBound..<last.range.upperBound)
        found.end = index
        return found
    }

    // MARK: Tokens

    private func token(_ index: Int) -> Token? { tokens.indices.contains(index) ? tokens[index] : nil }
    private func kind(_ index: Int) -> Token.Kind? { token(index)?.kind }

    private func number(_ index: Int, digits: ClosedRange<Int>) -> Int? {
        guard let token = token(index), token.kind == .number, digits.contains(token.text.utf8.count) else {
            return nil
        }
        return Int(token.text)
    }

    private func year(_ index: Int) -> Int? {
        guard let year = number(index, digits: 4...4), (1000...2199).contains(year) else { return nil }
        return year
    }

    /// "12", "12th", "12."; a day from 1 to 31. Gives the index after it.
    private func day(_ index: Int) -> (day: Int, end: Int)? {
        guard let token = token(index) else { return nil }
        var text = Substring(token.folded)
        for ending in ["st", "nd", "rd", "th", "er", "º", "."] where text.hasSuffix(ending) {
            text = text.dropLast(ending.count)
        }
        guard text.utf8.count <= 2, let day = Int(text), (1...31).contains(day) else { return nil }
        let hasStop =
            kind(index + 1) == .stop && self.token(index + 1)?.text == "."
            && self.token(index + 1)?.isSpaced == false && month(index + 2) != nil
        return (day, index + (hasStop ? 2 : 1))
    }

    private func month(_ index: Int) -> Int? {
        guard let token = token(index), token.kind == .word else { return nil }
        return words.months[token.folded.hasSuffix(".") ? String(token.folded.dropLast()) : token.folded]
    }

    /// Passes over "de", "of" and a comma between the parts of a date.
    private func passing(_ index: Int, comma: Bool = true) -> Int {
        var index = index
        if comma, kind(index) == .comma { index += 1 }
        if let word = token(index)?.folded, words.joints.contains(word) { index += 1 }
        return index
    }

    // MARK: One date

    private func point(at index: Int) -> Found? {
        numeric(at: index) ?? monthFirst(at: index) ?? dayFirst(at: index) ?? seasonOrDecade(at: index)
            ?? yearFirst(at: index)
    }

    /// "November 12, 1963", "October, 1966", "October 1966".
    private func monthFirst(at index: Int) -> Found? {
        guard let month = month(index) else { return nil }
        if let (day, after) = day(index + 1), let year = year(passing(after)) {
            return made(year, month, day, end: passing(after) + 1)
        }
        let at = passing(index + 1)
        guard let year = year(at) else { return nil }
        return made(year, month, 0, end: at + 1)
    }

    /// "12 November 1963", "12. November 1963", "12 de noviembre de 1963".
    private func dayFirst(at index: Int) -> Found? {
        guard let (day, after) = day(index) else { return nil }
        let at = passing(after, comma: false)
        guard let month = month(at), let year = year(passing(at + 1)) else { return nil }
        return made(year, month, day, end: passing(at + 1) + 1)
    }

    /// "1963-11-12", "1963/11/12", "11/12/1963", "12.11.1963", "1963-11".
    private func numeric(at index: Int) -> Found? {
        if let found = dotted(index) { return found }
        guard let first = number(index, digits: 1...4), let mark = kind(index + 1), mark == .dash || mark == .slash,
            token(index + 1)?.isSpaced == false, token(index + 2)?.isSpaced == false,
            let second = number(index + 2, digits: 1...2)
        else { return nil }
        let hasThird =
            kind(index + 3) == mark && token(index + 3)?.isSpaced == false && token(index + 4)?.isSpaced == false
        if hasThird, let third = number(index + 4, digits: 1...4) {
            if year(index) != nil { return made(first, second, third, end: index + 5) }
            guard let year = year(index + 4) else { return nil }
            let (month, day) = parts(first, second)
            return made(year, month, day, end: index + 5)
        }
        guard year(index) != nil, token(index + 2)?.text.utf8.count == 2, (1...12).contains(second) else { return nil }
        return made(first, second, 0, end: index + 3)
    }

    /// "12.11.1963", which the lexer gives as one number: always day, month, year.
    private func dotted(_ index: Int) -> Found? {
        guard let token = token(index), token.kind == .number else { return nil }
        let parts = token.text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let a = parts[0], let b = parts[1], let c = parts[2] else { return nil }
        if (1000...2199).contains(a) { return made(a, b, c, end: index + 1) }
        guard (1000...2199).contains(c) else { return nil }
        return made(c, b, a, end: index + 1)
    }

    /// Month and day in the order of the source; the other way round where only that is possible.
    private func parts(_ first: Int, _ second: Int) -> (month: Int, day: Int) {
        let monthFirst = order == .monthDayYear ? first <= 12 : second > 12
        return monthFirst ? (first, second) : (second, first)
    }

    /// "Spring 1956", "the 1950s".
    private func seasonOrDecade(at index: Int) -> Found? {
        if let season = token(index).flatMap({ words.seasons[$0.folded] }) {
            let at = passing(index + 1)
            guard let year = year(at) else { return nil }
            return Found(date: EDTFDate(.init(year: year, month: season)), end: at + 1, isSure: true)
        }
        guard let token = token(index), token.folded.hasSuffix("0s") || token.folded.hasSuffix("0's"),
            let year = Int(token.folded.prefix(4)), (1000...2190).contains(year)
        else { return nil }
        return Found(date: EDTFDate(.init(year: year, flags: .unspecifiedYear1)), end: index + 1, isSure: true)
    }

    /// "1963", "1963 November 12".
    private func yearFirst(at index: Int) -> Found? {
        guard let year = year(index) else { return nil }
        let at = passing(index + 1)
        if let month = month(at) {
            if let (day, after) = day(at + 1), self.year(passing(after)) == nil, month <= 12 {
                if let found = made(year, month, day, end: after) { return found }
            }
            // "1956, October 23, 1957" is no date of 1956.
            if day(at + 1) == nil, self.year(passing(at + 1)) == nil { return made(year, month, 0, end: at + 1) }
        }
        return Found(date: EDTFDate(.init(year: year)), end: index + 1, isSure: false)
    }

    private func made(_ year: Int, _ month: Int, _ day: Int, end: Int) -> Found? {
        guard (1...12).contains(month), day >= 0, day <= EDTFDate.days(in: month, of: year) else { return nil }
        return Found(date: EDTFDate(.init(year: year, month: month, day: day)), end: end, isSure: true)
    }

    // MARK: From … to …

    private func interval(at index: Int) -> Found? {
        daysOfOneMonth(at: index) ?? monthsOfOneYear(at: index) ?? years(at: index) ?? wholeDates(at: index)
    }

    /// A dash, "to", "through", "until".
    private func joint(_ index: Int) -> Int? {
        if kind(index) == .dash { return index + 1 }
        guard let word = token(index)?.folded, words.until.contains(word) else { return nil }
        return index + 1
    }

    /// "September 11-18, 1957", "11-18 September 1957".
    private func daysOfOneMonth(at index: Int) -> Found? {
        if let month = month(index), let (from, a) = day(index + 1), let b = joint(a), let (to, c) = day(b),
            let year = year(passing(c))
        {
            return between(made(year, month, from, end: c), made(year, month, to, end: passing(c) + 1))
        }
        guard let (from, a) = day(index), let b = joint(a), let (to, c) = day(b),
            let month = month(passing(c, comma: false))
        else { return nil }
        let at = passing(passing(c, comma: false) + 1)
        guard let year = year(at) else { return nil }
        return between(made(year, month, from, end: c), made(year, month, to, end: at + 1))
    }

    /// "October-November 1956", "September 11 - October 2, 1957", "30 September - 2 October 1957".
    private func monthsOfOneYear(at index: Int) -> Found? {
        // "October-November" is one word.
        let names = token(index)?.folded.split(separator: "-").compactMap { words.months[String($0)] } ?? []
        if names.count == 2, let year = year(passing(index + 1)) {
            let end = passing(index + 1) + 1
            return between(made(year, names[0], 0, end: end), made(year, names[1], 0, end: end))
        }
        guard let (fromMonth, fromDay, a) = monthAndDay(index), let b = joint(a),
            let (toMonth, toDay, c) = monthAndDay(b),
            (fromDay == 0) == (toDay == 0), let year = year(passing(c))
        else { return nil }
        return between(made(year, fromMonth, fromDay, end: a), made(year, toMonth, toDay, end: passing(c) + 1))
    }

    private func monthAndDay(_ index: Int) -> (month: Int, day: Int, end: Int)? {
        if let month = month(index) {
            guard let (day, after) = day(index + 1) else { return (month, 0, index + 1) }
            return (month, day, after)
        }
        guard let (day, after) = day(index), let month = month(passing(after, comma: false)) else { return nil }
        return (month, day, passing(after, comma: false) + 1)
    }

    /// "1945-1952", "1945–52".
    private func years(at index: Int) -> Found? {
        guard let from = year(index), let b = joint(index + 1) else { return nil }
        if let to = year(b), to > from, month(b + 1) == nil, !isDateMark(b + 1) {
            return Found(date: EDTFDate(from: .init(year: from), to: .init(year: to)), end: b + 1, isSure: true)
        }
        guard kind(index + 1) == .dash, let short = number(b, digits: 2...2), from / 100 * 100 + short > from,
            short > 12,
            !isDateMark(b + 1)
        else { return nil }
        let to = from / 100 * 100 + short
        return Found(date: EDTFDate(from: .init(year: from), to: .init(year: to)), end: b + 1, isSure: true)
    }

    private func isDateMark(_ index: Int) -> Bool {
        (kind(index) == .dash || kind(index) == .slash) && token(index + 1)?.kind == .number
            && token(index + 1)?.isSpaced == false
    }

    /// "December 30, 1956 - January 5, 1957".
    private func wholeDates(at index: Int) -> Found? {
        guard let from = point(at: index), from.isSure, let b = joint(from.end), let to = point(at: b), to.isSure else {
            return nil
        }
        return between(from, to)
    }

    private func between(_ from: Found?, _ to: Found?) -> Found? {
        guard let from, let to, let start = from.date.start, let end = to.date.start, start < end else { return nil }
        return Found(date: EDTFDate(from: start, to: end), end: to.end, isSure: true)
    }
}

extension EDTFDate {
    fileprivate func adding(_ flags: Flags) -> EDTFDate {
        var date = self
        date.start?.flags.formUnion(flags)
        date.end?.flags.formUnion(flags)
        return date
    }
}
