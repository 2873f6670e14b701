extension EDTFDate {
    /// Reads a date as people and programs write it: "November 12, 1963", "12 November 1963", "12.11.1963", "Oct. 1966",
    /// "spring 1999", "ca. 1950", "1939-1946", "September 11 to 18, 1957", "2016-00-00"; and EDTF. `raw` keeps the text where it
    /// is not EDTF. Nil where the text is none of these, or can be read in two ways ("11/12/1963").
    ///
    /// Names of months are English, German, French, Spanish, Italian and Russian.
    public init?(written text: String) {
        guard text.utf8.count <= 200 else { return nil }
        // "[1950?]" is a supplied date, not a set of one.
        if let date = EDTFDate(edtf: text), date.members.count != 1 {
            self = date
            return
        }
        guard var date = WrittenDate(text).date else { return nil }
        date.raw = text
        self = date
    }
}

/// A written date taken apart into words, numbers and dashes.
private struct WrittenDate {
    private enum Token: Equatable {
        case number(Int, digits: Int)
        case month(Int)
        case season(Int)
        case dash, slash, dot
        case circa, doubt
        case other
    }

    /// What a stretch of tokens says; 0 where it does not.
    private struct Parts {
        var year = 0
        var month = 0
        var day = 0
    }

    private var tokens: [Token] = []
    private var flags: EDTFDate.Flags = []

    init(_ text: String) {
        var word = ""
        for character in text.lowercased().unicodeScalars {
            if isPart(character, of: word) {
                word.unicodeScalars.append(character)
                continue
            }
            take(&word)
            switch character {
            case "-", "–", "—", "−": tokens.append(.dash)
            case "/": tokens.append(.slash)
            case ".": tokens.append(.dot)
            case "?": tokens.append(.doubt)
            case " ", ",", "[", "]", "(", ")", "\u{A0}", "\t", "'", "’": break
            default:
                if isPart(character, of: "") { word.unicodeScalars.append(character) } else { tokens.append(.other) }
            }
        }
        take(&word)
        dropDots()
        for (token, flag) in [(Token.circa, EDTFDate.Flags.approximate), (.doubt, .uncertain)]
        where tokens.contains(token) {
            flags.insert(flag)
            tokens.removeAll { $0 == token }
        }
    }

    private func isPart(_ scalar: Unicode.Scalar, of word: String) -> Bool {
        let isDigit = ("0"..."9").contains(scalar)
        guard let first = word.unicodeScalars.first else { return isDigit || scalar.properties.isAlphabetic }
        return ("0"..."9").contains(first) ? isDigit : scalar.properties.isAlphabetic
    }

    private mutating func take(_ word: inout String) {
        if word.isEmpty { return }
        defer { word = "" }
        if let number = Int(word) {
            tokens.append(.number(number, digits: word.utf8.count))
        } else if let month = WrittenDate.month(word) {
            tokens.append(.month(month))
        } else if let season = WrittenDate.seasons[word] {
            tokens.append(.season(season))
        } else if ["c", "ca", "circa", "about", "approximately", "um"].contains(word) {
            tokens.append(.circa)
        } else if ["to", "bis", "until", "through", "à"].contains(word) {
            tokens.append(.dash)
        } else if !["st", "nd", "rd", "th", "of", "the", "de", "del", "di", "г", "года"].contains(word) {
            tokens.append(.other)
        }
    }

    /// A full stop counts only between two numbers: "12.11.1963".
    private mutating func dropDots() {
        var kept: [Token] = []
        for (index, token) in tokens.enumerated() {
            if token == .dot {
                guard index > 0, index + 1 < tokens.count, case .number = tokens[index - 1],
                    case .number = tokens[index + 1]
                else { continue }
            }
            kept.append(token)
        }
        tokens = kept
    }

    var date: EDTFDate? {
        if tokens.isEmpty || tokens.contains(.other) { return nil }
        if let parts = parts(tokens[...]), let point = point(parts) { return EDTFDate(point) }
        for (index, token) in tokens.enumerated() where token == .dash || token == .slash {
            if let date = interval(tokens[..<index], tokens[(index + 1)...]) { return date }
        }
        return nil
    }

    /// What one side does not say, the other does: "12-18 November 1963", "November 12-18, 1963".
    private func interval(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>) -> EDTFDate? {
        guard var from = parts(left, isPartial: true), var to = parts(right, isPartial: true) else { return nil }
        if from.year == 0, to.year != 0 {
            from.year = to.year
            if from.month == 0 { from.month = to.month }
        }
        if to.month == 0, to.day > 0 { to.month = from.month }
        if to.year == 0 { to.year = from.year }
        guard let start = point(from), let end = point(to), start <= end else { return nil }
        return start == end ? EDTFDate(start) : EDTFDate(from: start, to: end)
    }

    private func point(_ parts: Parts) -> EDTFDate.Point? {
        guard parts.year > 0, parts.day == 0 || (1...12).contains(parts.month),
            parts.day <= EDTFDate.days(in: parts.month, of: parts.year)
        else { return nil }
        return EDTFDate.Point(year: parts.year, month: parts.month, day: parts.day, flags: flags)
    }

    /// - Parameter isPartial: whether the year may be missing.
    private func parts(_ tokens: ArraySlice<Token>, isPartial: Bool = false) -> Parts? {
        var parts = Parts()
        var numbers: [(value: Int, digits: Int)] = []
        var separator: Token?
        for token in tokens {
            switch token {
            case .number(let value, let digits): numbers.append((value, digits))
            case .month(let month), .season(let month):
                guard parts.month == 0 else { return nil }
                parts.month = month
            case .dash, .slash, .dot:
                guard separator == nil || separator == token else { return nil }
                separator = token
            case .circa, .doubt, .other: return nil
            }
        }
        let isNumeric = parts.month == 0
        guard numbers.count <= 3, isNumeric || separator == nil else { return nil }
        if let index = numbers.firstIndex(where: { $0.digits >= 3 }) {
            parts.year = numbers[index].value
            numbers.remove(at: index)
            let isDay = !isNumeric || isPartial && separator == nil
            let isRead = isDay ? day(&parts, numbers) : numeric(&parts, numbers, yearAt: index, separator)
            return isRead ? parts : nil
        }
        guard isPartial, day(&parts, numbers) else { return nil }
        return parts
    }

    private func day(_ parts: inout Parts, _ numbers: [(value: Int, digits: Int)]) -> Bool {
        guard let first = numbers.first else { return true }
        guard numbers.count == 1, (1...31).contains(first.value), parts.month <= 12 else { return false }
        parts.day = first.value
        return true
    }

    /// Month and day beside a year, all in digits. Zeros say nothing.
    private func numeric(
        _ parts: inout Parts, _ numbers: [(value: Int, digits: Int)], yearAt index: Int, _ separator: Token?
    ) -> Bool {
        let values = numbers.map(\.value)
        if values.count > 0, separator == nil { return false }
        switch (values.count, index) {
        case (0, _): return true
        case (1, _): return set(&parts, values[0], 0)
        case (2, 0): return set(&parts, values[0], values[1])
        case (2, 2):
            // The day stands first where full stops divide; where slashes do, only if one of them can be no month.
            if separator == .dot || values[0] > 12 { return set(&parts, values[1], values[0]) }
            if values[1] > 12 || values[0] == values[1] { return set(&parts, values[0], values[1]) }
            return false
        default: return false
        }
    }

    private func set(_ parts: inout Parts, _ month: Int, _ day: Int) -> Bool {
        guard month <= 12, day <= 31, month > 0 || day == 0 else { return false }
        parts.month = month
        parts.day = day
        return true
    }

    // MARK: Words

    /// A month by its name, or by the first letters of it (three or more).
    private static func month(_ word: String) -> Int? {
        guard word.count >= 3 else { return nil }
        if word == "sept" || word == "mär" || word == "mrz" { return word == "sept" ? 9 : 3 }
        for (index, name) in months.enumerated() where name.hasPrefix(word) { return index % 12 + 1 }
        return nil
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december", "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober",
        "november", "dezember", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
        "septiembre", "octubre", "noviembre", "diciembre", "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
        "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre", "января", "февраля", "марта", "апреля",
        "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря", "январь", "февраль", "март",
        "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
    ]

    /// EDTF's seasons.
    private static let seasons = [
        "spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24, "frühjahr": 21, "frühling": 21,
        "sommer": 22,
        "herbst": 23, "printemps": 21, "été": 22, "automne": 23, "hiver": 24,
    ]
}
