/// Identifiers as they are sent.
enum Identifier {
    enum Kind { case issn, isbn, other }

    /// What a standard number looks like: four and four digits, or ten or thirteen.
    static func kind(_ value: String) -> Kind {
        var digits = 0
        for byte in value.utf8 {
            switch byte {
            case 0x30...0x39, UInt8(ascii: "X"), UInt8(ascii: "x"): digits += 1
            case UInt8(ascii: "-"): break
            // “1234-5678 (Print)”: the first number counts.
            case 0x20, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "("):
                if digits > 0 { return kind(digits) }
            default: return digits > 0 && byte > 0x7F ? kind(digits) : .other
            }
        }
        return kind(digits)
    }

    private static func kind(_ digits: Int) -> Kind {
        switch digits {
        case 8: .issn
        case 10, 13: .isbn
        default: .other
        }
    }

    static func isDOI(_ value: String) -> Bool { value.utf8.contains(UInt8(ascii: "/")) && doi(value).hasPrefix("10.") }

    /// A DOI without what is put before it.
    static func doi(_ value: String) -> String {
        if value.utf8.first == UInt8(ascii: "1") { return value }
        let lower = value.prefix(20).lowercased()
        for prefix in [
            "https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:", "doi ",
        ]
        where lower.hasPrefix(prefix) {
            var rest = value.utf8.dropFirst(prefix.utf8.count)
            while rest.first == 0x20 { rest = rest.dropFirst() }
            return String(decoding: rest, as: UTF8.self)
        }
        return value
    }
}
