private import Formats
internal import JSON
internal import Records

/// Reads a date variable: date parts, season, circa, text; an EDTF string; a year.
extension ItemParser {
    /// What a date's members say, its texts as they stand.
    private struct DateMembers {
        var value = CSLDate()
        var hasParts = false
        var literal: JSONText?
        var raw: JSONText?
        var edtf: JSONText?
        /// False where the date says more than was read.
        var isWhole = true
        /// Whether the date parts are something else than arrays of whole numbers in an array.
        var hasWrongParts = false {
            didSet { if hasWrongParts { isWhole = false } }
        }
    }

    /// The date that comes next, the value of `key`; nil where it says nothing that can be read, or nothing at all. `isWhole`
    /// is false where the date says more than was read.
    mutating func date(_ kind: JSONKind, of key: JSONText) throws(JSONError) -> (date: EDTFDate?, isWhole: Bool) {
        let start = cursor.offset
        var members = DateMembers()
        switch kind {
        case .object: try read(&members)
        case .string, .number: members.raw = try cursor.scalar()
        default:
            try cursor.skip()
            sayNoDate("“\(kind.words)” is no date", at: start)
            return (nil, false)
        }
        if members.hasWrongParts {
            var problem = ItemProblem(
                .warning, "date-parts", "date-parts are arrays of whole numbers in an array", at: start,
                hint: "what there is of it is read, all of it kept")
            problem.member = key.string
            problems.append(problem)
        }
        let date = date(&members, start)
        return (date, members.isWhole)
    }

    private mutating func date(_ members: inout DateMembers, _ start: Int) -> EDTFDate? {
        let literal = text(members.literal)
        let raw = text(members.raw)
        if members.hasParts {
            if let reading = members.value.reading {
                var date = reading.date
                if !reading.isWhole {
                    members.isWhole = false
                    if !members.hasWrongParts {
                        sayNoDate(
                            "there is no such month or day", at: start,
                            hint: "what there is of it is read, all of it kept")
                    }
                }
                // Text beside the parts: how the source words it.
                let words = literal.isEmpty ? raw : literal
                if !words.isEmpty { date.raw = words }
                if !words.isEmpty || members.value.season > 0 && members.value.start.month != 0 {
                    members.isWhole = false
                }
                return date
            }
            members.isWhole = false
            if !members.hasWrongParts {
                sayNoDate("the numbers are no date", at: start, hint: "the date is kept as it stands")
            }
        }
        let edtf = text(members.edtf)
        if !edtf.isEmpty, let date = EDTFDate(edtf: edtf) {
            members.isWhole = false
            return date
        }
        if !raw.isEmpty, literal.isEmpty {
            guard let date = EDTFDate(written: raw) else { return EDTFDate(literal: raw) }
            return members.value.circa ? date.approximate : date
        }
        if !raw.isEmpty { members.isWhole = false }
        if !literal.isEmpty { return EDTFDate(literal: literal) }
        if members.value.season != 0 || !edtf.isEmpty { members.isWhole = false }
        return nil
    }

    private mutating func text(_ text: JSONText?) -> String { text.map { string($0) } ?? "" }

    private mutating func read(_ members: inout DateMembers) throws(JSONError) {
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            if key.equals("date-parts") {
                try dateParts(&members)
            } else if key.equals("literal") {
                members.literal = try words(&members)
            } else if key.equals("raw") {
                members.raw = try words(&members)
            } else if key.equals("edtf") {
                members.edtf = try words(&members)
            } else if key.equals("circa") {
                members.value.circa = try flag()
            } else if key.equals("season") {
                try season(&members)
            } else {
                try cursor.skip()
                members.isWhole = false
            }
        }
    }

    private mutating func dateParts(_ members: inout DateMembers) throws(JSONError) {
        guard try cursor.kind() == .array else { return try noDateParts(&members) }
        var count = 0
        var isFlat = false
        try cursor.enterArray()
        while try cursor.nextElement() {
            count += 1
            switch try cursor.kind() {
            case .array where count == 1: members.value.start = try parts(&members)
            case .array where count == 2 && !isFlat: members.value.end = try parts(&members)
            case .number, .string:
                // [1999, 12] without the outer list
                guard count == 1 || isFlat else { fallthrough }
                isFlat = true
                members.hasWrongParts = true
                if let number = try number(&members), !members.value.start.add(number) { members.hasWrongParts = true }
            default:
                try cursor.skip()
                members.hasWrongParts = true
            }
        }
        members.hasParts = members.value.start.count > 0
        // [[1999], []] and [[1999], [0]]: without an end
        if members.value.start.count == 0, let end = members.value.end, end.count > 0 { members.hasParts = true }
    }

    /// A year alone, or a date in words; null is nothing.
    private mutating func noDateParts(_ members: inout DateMembers) throws(JSONError) {
        members.isWhole = false
        if try cursor.kind() == .null { return try cursor.null() }
        members.hasWrongParts = true
        if let text = try cursor.scalar() { members.raw = members.raw ?? text } else { try cursor.skip() }
    }

    private mutating func parts(_ members: inout DateMembers) throws(JSONError) -> CSLDate.Parts {
        var parts = CSLDate.Parts()
        try cursor.enterArray()
        while try cursor.nextElement() {
            if try cursor.kind() == .array {
                // [[[1999, 12]]], in a list too many
                members.hasWrongParts = true
                let inner = try self.parts(&members)
                for number in [inner.year, inner.month, inner.day].prefix(inner.count) { _ = parts.add(number) }
            } else if let number = try number(&members), !parts.add(number) {
                members.hasWrongParts = true
            }
        }
        return parts
    }

    /// A whole number, or a string that is one. An empty string, null, or another value is none.
    private mutating func number(_ members: inout DateMembers) throws(JSONError) -> Int? {
        if let number = cursor.smallInteger() { return number }
        switch try cursor.kind() {
        case .number:
            let number = try cursor.number()
            if let number = number.int { return number }
            if number.isInteger {
                members.isWhole = false
                return .max
            }
        case .string:
            let text = try cursor.text()
            let string = string(text)
            let digits = string.drop { $0 == " " }.prefix { $0 != " " }
            if digits.isEmpty { return nil }
            if let number = Int(digits) { return number }
            // A whole date where a number should stand
            if members.raw == nil, EDTFDate(written: string) != nil { members.raw = text }
        case .null:
            try cursor.null()
            return nil
        default: try cursor.skip()
        }
        // A number that no date has, so that the whole is not read as one.
        members.hasWrongParts = true
        return .max
    }

    private mutating func season(_ members: inout DateMembers) throws(JSONError) {
        let number: Int?
        switch try cursor.kind() {
        case .number: number = try cursor.number().int
        case .string:
            let word = string(try cursor.text())
            number = Int(word) ?? Self.seasons.firstIndex(of: word.lowercased()).map { $0 % 4 + 1 }
        default:
            try cursor.skip()
            number = nil
        }
        switch number {
        case .some(let season) where (1...4).contains(season): members.value.season = season
        case .some(let season) where (21...24).contains(season): members.value.season = season - 20
        default: members.isWhole = false
        }
    }

    private static let seasons = ["spring", "summer", "autumn", "winter", "spring", "summer", "fall", "winter"]

    /// A string or number; nil where another value stands, which is passed over.
    private mutating func words(_ members: inout DateMembers) throws(JSONError) -> JSONText? {
        if let text = try cursor.scalar() { return text }
        try cursor.skip()
        members.isWhole = false
        return nil
    }

    private mutating func sayNoDate(_ message: String, at offset: Int, hint: String? = nil) {
        say(.warning, "no-date", message, at: offset, hint: hint)
    }
}

extension CSLDate.Parts {
    /// Adds what comes after year and month. False where a date has no further number.
    fileprivate mutating func add(_ number: Int) -> Bool {
        count += 1
        switch count {
        case 1: year = number
        case 2: month = number
        case 3: day = number
        default: return false
        }
        return true
    }
}

extension EDTFDate {
    /// The date, if a point, as one that is about right.
    fileprivate var approximate: EDTFDate {
        guard shape == .point, var point = start else { return self }
        point.flags.insert(.approximate)
        return EDTFDate(point)
    }
}
