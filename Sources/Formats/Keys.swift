public import Records

/// Gives every record a key, and tells which keys stand twice. Of the keys seen it keeps hashes, in bounded memory (``KeyHashes``).
///
/// A key that is missing is made from the record: the first author's family name (or the first words of the title), the year
/// and a letter where needed. The same records in the same order always get the same keys.
public struct Keys: Sendable {
    private var seen = KeyHashes()
    /// The last suffix that a key was given out with; only for keys that stand twice.
    private var suffixes: [String: Int] = [:]
    /// So that memory is bounded; beyond it, suffixes are sought from 2 on again.
    private static let mostSuffixes = 1 << 16
    private let unique: Bool

    /// - Parameter unique: whether a key that stands twice is changed.
    public init(unique: Bool) { self.unique = unique }

    /// Gives the record its key. Returns what there is to say of it: nothing, where it had one of its own.
    public mutating func assign(to record: inout Record, place: Place?) -> Diagnostic? {
        if record.key.isEmpty {
            record.key = Keys.make(for: record)
            if !seen.insert(record.key) { record.key = suffixed(record.key) }
            return nil
        }
        if seen.insert(record.key) { return nil }
        let key = record.key
        guard unique else {
            return Diagnostic(
                .warning, "record.duplicate-key", "the key “\(key)” stands more than once", at: place, record: key)
        }
        record.key = suffixed(key)
        return Diagnostic(
            .warning, "record.duplicate-key", "the key “\(key)” stands more than once; written as “\(record.key)”",
            at: place, record: record.key)
    }

    /// Gives a record whose key was made by its reader one that no other has: "wcda-1958-09-02-2".
    public mutating func makeUnique(_ record: inout Record) {
        if record.key.isEmpty { record.key = Keys.make(for: record) }
        if !seen.insert(record.key) { record.key = suffixed(record.key) }
    }

    /// A key that is taken, with the first number that makes it new.
    private mutating func suffixed(_ key: String) -> String {
        var number = suffixes[key] ?? 1
        var made: String
        repeat {
            number += 1
            made = "\(key)-\(number)"
        } while !seen.insert(made)
        if suffixes.count >= Keys.mostSuffixes { suffixes.removeAll() }
        suffixes[key] = number
        return made
    }

    /// A readable key from what the record says: "khrushchev1960", "protocol-no-1-1957", "record".
    public static func make(for record: Record) -> String {
        var words: [String] = []
        if let name = [NameField.author, .editor].lazy.compactMap({ record[$0].first }).first {
            words = [slug(name.family.isEmpty ? name.literal : name.family, words: 3)]
        } else if let title = record[.title] {
            words = [slug(title.string, words: 4)]
        }
        if let year = record[.issued]?.first?.year { words.append(String(year)) }
        let key = words.filter { !$0.isEmpty }.joined(separator: words.first?.contains("-") == true ? "-" : "")
        return key.isEmpty ? "record" : key
    }

    /// The first words in lower case, letters and digits only, joined by hyphens.
    package static func slug(_ text: String, words: Int) -> String {
        var out = ""
        var count = 0
        var inWord = false
        for scalar in text.unicodeScalars.prefix(200) {
            guard isWordPart(scalar) else {
                if scalar != "'", scalar != "’", !isMark(scalar) { inWord = false }
                continue
            }
            if !inWord {
                if count == words { break }
                if count > 0 { out += "-" }
                count += 1
                inWord = true
            }
            switch scalar {
            case "A"..."Z": out.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
            case ..<"\u{80}": out.unicodeScalars.append(scalar)
            default: out += scalar.properties.lowercaseMapping
            }
        }
        return out
    }

    // Unicode is asked only of what is not ASCII.

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        case ..<"\u{80}": false
        default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar >= "\u{80}" && scalar.properties.generalCategory == .nonspacingMark
    }
}
