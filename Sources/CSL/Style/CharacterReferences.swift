/// References to characters by number that are left in a text after XML was read: `&#160;`, `&#xA0;`.
enum CharacterReferences {
    /// The text with each of them replaced by its character; what is none stays.
    static func decoded(_ text: String) -> String {
        var made = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            made += rest[..<start]
            rest = rest[start...]
            if let end = rest.prefix(10).firstIndex(of: ";"), let scalar = scalar(rest[..<end]) {
                made.unicodeScalars.append(scalar)
                rest = rest[rest.index(after: end)...]
            } else {
                made.append(rest.removeFirst())
            }
        }
        return made + rest
    }

    private static func scalar(_ reference: Substring) -> Unicode.Scalar? {
        guard reference.hasPrefix("&#") else { return nil }
        let digits = reference.dropFirst(2)
        let value = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap(Unicode.Scalar.init)
    }
}
