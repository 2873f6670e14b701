private import Formats
internal import JSON
internal import Records

/// Reads a date variable: date parts, season, circa, text; an EDTF string; a year.
struct DateParser {
    var cursor: JSONCursor
    private(set) var problem: ItemProblem?
    /// False where the date says more than was read.
    private(set) var isWhole = true

    private var value = CSLDate()
    private var hasParts = false
    private var literal = ""
    private var raw = ""
    private var edtf = ""

    init(_ cursor: JSONCursor) { self.cursor = cursor }

    /// The date that comes next; nil where it says nothing that can be read, or nothing at all.
    mutating func date() throws(JSONError) -> EDTFDate? {
        let kind = try cursor.kind()
        let start = cursor.offset
        switch kind {
        case .object: try object()
        case .string: raw = try string()
        case .number: raw = try cursor.number().string
        default:
            try cursor.skip()
            isWhole = false
            say("“\(kind.words)” is no date", at: start)
            return nil
        }
        return result(start)
    }

    private mutating func result(_ start: Int) -> EDTFDate? {
        if hasParts {
            if let reading = value.reading {
                var date = reading.date
                if !reading.isWhole {
                    isWhole = false
                    say("there is no such month or day", at: start, hint: "what there is of it is read, all of it kept")
                }
                // Text beside the parts: how the source words it.
                date.raw = literal.isEmpty ? raw : literal
                if !date.raw.isEmpty || value.season > 0 && value.start.month != 0 { isWhole = false }
                return date
            }
            isWhole = false
            say("the numbers are no date", at: start, hint: "the date is kept as it stands")
        }
        if !edtf.isEmpty, let date = EDTFDate(edtf: edtf) {
            isWhole = false
            return date
        }
        if !raw.isEmpty, literal.isEmpty {
            if let date = EDTFDate(written: raw) { return circa(date) }
            return EDTFDate(literal: raw)
        }
        if !raw.isEmpty { isWhole = false }
        if !literal.isEmpty { return EDTFDate(literal: literal) }
        if value.season != 0 || !edtf.isEmpty { isWhole = false }
        if hasParts { return EDTFDate(literal: String(decoding: cursor.bytes[start..<cursor.offset], as: UTF8.self)) }
        return nil
    }

    private func circa(_ date: EDTFDate) -> EDTFDate {
        guard value.circa, date.shape == .point, var point = date.start else { return date }
        point.flags.insert(.approximate)
        return EDTFDate(point)
    }

    private mutating func object() throws(JSONError) {
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            if key.equals("date-parts") {
                try dateParts()
            } else if key.equals("literal") {
                literal = try text()
            } else if key.equals("raw") {
                raw = try text()
            } else if key.equals("edtf") {
                edtf = try text()
            } else if key.equals("circa") {
                value.circa = try flag()
            } else if key.equals("season") {
                try season()
            } else {
                try cursor.skip()
                isWhole = false
            }
        }
    }

    private mutating func dateParts() throws(JSONError) {
        guard try cursor.kind() == .array else {
            try cursor.skip()
            isWhole = false
            return
        }
        var count = 0
        try cursor.enterArray()
        while try cursor.nextElement() {
            count += 1
            switch (try cursor.kind(), count) {
            case (.array, 1): value.start = try parts()
            case (.array, 2): value.end = try parts()
            case (.number, 1), (.string, 1):
                // [1999, 12] without the outer list
                if let year = try number() {
                    value.start.year = year
                    value.start.count = 1
                }
                isWhole = false
            default:
                try cursor.skip()
                isWhole = false
            }
        }
        hasParts = value.start.count > 0
        // [[1999], []] and [[1999], [0]]: without an end
        if value.start.count == 0, let end = value.end, end.count > 0 { hasParts = true }
    }

    private mutating func parts() throws(JSONError) -> CSLDate.Parts {
        var parts = CSLDate.Parts()
        try cursor.enterArray()
        while try cursor.nextElement() {
            guard let number = try number() else { continue }
            parts.count += 1
            switch parts.count {
            case 1: parts.year = number
            case 2: parts.month = number
            case 3: parts.day = number
            default: isWhole = false
            }
        }
        return parts
    }

    /// A whole number, or a string that is one. An empty string, null, or another value is none.
    private mutating func number() throws(JSONError) -> Int? {
        switch try cursor.kind() {
        case .number:
            let number = try cursor.number()
            return number.int ?? unreadable()
        case .string:
            let string = try string()
            let digits = string.drop { $0 == " " }.prefix { $0 != " " }
            if digits.isEmpty { return nil }
            return Int(digits) ?? unreadable()
        case .null:
            try cursor.null()
            return nil
        default:
            try cursor.skip()
            return unreadable()
        }
    }

    /// A number that no date has, so that the whole is not read as one.
    private mutating func unreadable() -> Int? {
        isWhole = false
        return .max
    }

    private mutating func season() throws(JSONError) {
        let number: Int?
        switch try cursor.kind() {
        case .number: number = try cursor.number().int
        case .string:
            let word = try string()
            number = Int(word) ?? DateParser.seasons.firstIndex(of: word.lowercased()).map { $0 % 4 + 1 }
        default:
            try cursor.skip()
            number = nil
        }
        switch number {
        case .some(let season) where (1...4).contains(season): value.season = season
        case .some(let season) where (21...24).contains(season): value.season = season - 20
        default: isWhole = false
        }
    }

    private static let seasons = ["spring", "summer", "autumn", "winter", "spring", "summer", "fall", "winter"]

    private mutating func text() throws(JSONError) -> String {
        switch try cursor.kind() {
        case .string: return try string()
        case .number: return try cursor.number().string
        default:
            try cursor.skip()
            isWhole = false
            return ""
        }
    }

    private mutating func flag() throws(JSONError) -> Bool {
        switch try cursor.kind() {
        case .bool: return try cursor.bool()
        case .number: return try cursor.number().double != 0
        case .string: return !["", "false", "0", "no"].contains(try string())
        default:
            try cursor.skip()
            return false
        }
    }

    private mutating func string() throws(JSONError) -> String { try cursor.text().string }

    private mutating func say(_ message: String, at offset: Int, hint: String? = nil) {
        problem = ItemProblem(.warning, "no-date", message, at: offset, hint: hint)
    }
}
