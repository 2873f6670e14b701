private import Synchronization

/// The strings of a file (`@string`), each known from where it is defined on. Filled from front to back while pieces are
/// handed out, and asked by the parsers of pieces on any thread.
final class Macros: Sendable {
    private struct Definition {
        let offset: Int
        /// Where the value stands in the table's bytes, and how long it is.
        let start: Int32
        let count: Int32
        /// The definition of the same name before this; -1 where there is none.
        let previous: Int32
        /// One further back, by which one of many is found in few steps; the first definition itself for that.
        let jump: Int32
        /// How many definitions of the name are before this.
        let number: Int32

        var value: Range<Int> { Int(start)..<(Int(start) + Int(count)) }
    }

    private struct Table {
        /// The last definition of a name.
        var last: [UInt64: Int32] = [:]
        var definitions: [Definition] = []
        /// All values, one behind the other.
        var bytes: [UInt8] = []
        /// The name that was asked for or defined last: often the next as well.
        var recent: (key: UInt64, place: Int32) = (0, -1)

        mutating func place(of key: UInt64) -> Int32 {
            if recent.key != key || recent.place < 0 { recent = (key, last[key] ?? -1) }
            return recent.place
        }

        /// The last definition before a place of the input, of those from `place` back.
        func definition(before offset: Int, from place: Int32) -> Definition? {
            var place = place
            while place >= 0 {
                let definition = definitions[Int(place)]
                if definition.offset < offset { return definition }
                let jump = definition.jump
                place = jump != place && definitions[Int(jump)].offset >= offset ? jump : definition.previous
            }
            return nil
        }

        /// Adds a definition of a name that was defined before at `previous`.
        mutating func define(_ value: Bytes, at offset: Int, after previous: Int32) {
            let start = bytes.count
            if start + value.count <= Macros.largest { bytes.append(contentsOf: value) }
            let place = Int32(truncatingIfNeeded: definitions.count)
            definitions.append(
                Definition(
                    offset: offset, start: Int32(start), count: Int32(bytes.count - start), previous: previous,
                    jump: previous < 0 ? place : jump(from: previous),
                    number: previous < 0 ? 0 : definitions[Int(previous)].number + 1))
        }

        /// Where the definition behind `previous` jumps to: over as much as the two jumps before, where these are of one width.
        private func jump(from previous: Int32) -> Int32 {
            let last = definitions[Int(previous)]
            let next = definitions[Int(last.jump)]
            let width = next.number - definitions[Int(next.jump)].number
            return last.number - next.number == width ? next.jump : previous
        }
    }

    private let table = Mutex(Table())
    /// What all strings of a file may come to; one beyond that is empty.
    private static let largest = 1 << 25

    /// A copy of a name's value at a place of the input; nil where it is not defined before that. Names know no case.
    ///
    /// - Parameter most: how many bytes it may have; of a longer one comes nothing but the fact.
    func value(of name: Bytes, before offset: Int, most: Int, to arena: Arena) -> Value? {
        let key = Macros.key(name)
        var found: Value?
        table.withLock { table in
            guard let range = table.definition(before: offset, from: table.place(of: key))?.value else { return }
            found =
                range.count > most
                ? .tooLong : .text(table.bytes.withUnsafeBufferPointer { arena.copy($0.slice(range)) })
        }
        return found
    }

    enum Value {
        case text(Bytes)
        case tooLong
    }

    /// Defines a name. One that has this value already keeps it.
    func define(_ name: Bytes, as value: Bytes, at offset: Int) {
        let key = Macros.key(name)
        table.withLock { table in
            let place = Int32(truncatingIfNeeded: table.definitions.count)
            let previous = table.last.updateValue(place, forKey: key) ?? -1
            table.recent = (key, place)
            if previous >= 0, table.bytes[table.definitions[Int(previous)].value].elementsEqual(value) {
                table.last[key] = previous
                table.recent = (key, previous)
                return
            }
            table.define(value, at: offset, after: previous)
        }
    }

    private static func key(_ name: Bytes) -> UInt64 { KeyHash.of(name, ignoringCase: true) }
}

/// The months: names, the strings that every BibTeX style defines for them, and numbers.
enum Months {
    private static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let macros = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// The month's name that a string stands for; nil for another string.
    static func name(ofMacro macro: Bytes) -> String? {
        guard macro.count == 3, let number = number(macro) else { return nil }
        return names[number - 1]
    }

    /// Whether a word is the string of a month.
    static func isMacro(_ word: Bytes) -> Bool { word.count == 3 && (number(word) ?? 13) <= 12 }

    /// The string for a month, 1 to 12.
    static func macro(_ month: Int) -> String? { (1...12).contains(month) ? macros[month - 1] : nil }

    /// The month, 1 to 12, or season, 21 to 24, that a word names, in full or by its first letters ("Sept."); nil where none.
    static func number(_ word: Bytes) -> Int? {
        var word = word
        if word.last == UInt8(ascii: ".") { word = word.slice(0..<(word.count - 1)) }
        guard word.count >= 3, word.count <= 9, let found = first(word) else { return nil }
        if found <= 12 { return starts(names[found - 1], with: word) ? found : nil }
        let name = seasons[found - 21]
        guard name.utf8.count == word.count, starts(name, with: word) else { return nil }
        return found == 25 ? 23 : found
    }

    private static let seasons = ["spring", "summer", "autumn", "winter", "fall"]

    /// The only month, or season from 21 on, that begins with the word's first three letters.
    private static func first(_ word: Bytes) -> Int? {
        switch (word[0] | 0x20, word[1] | 0x20, word[2] | 0x20) {
        case (0x6A, 0x61, 0x6E): 1
        case (0x66, 0x65, 0x62): 2
        case (0x6D, 0x61, 0x72): 3
        case (0x61, 0x70, 0x72): 4
        case (0x6D, 0x61, 0x79): 5
        case (0x6A, 0x75, 0x6E): 6
        case (0x6A, 0x75, 0x6C): 7
        case (0x61, 0x75, 0x67): 8
        case (0x73, 0x65, 0x70): 9
        case (0x6F, 0x63, 0x74): 10
        case (0x6E, 0x6F, 0x76): 11
        case (0x64, 0x65, 0x63): 12
        case (0x73, 0x70, 0x72): 21
        case (0x73, 0x75, 0x6D): 22
        case (0x61, 0x75, 0x74): 23
        case (0x77, 0x69, 0x6E): 24
        case (0x66, 0x61, 0x6C): 25
        default: nil
        }
    }

    private static func starts(_ name: String, with word: Bytes) -> Bool {
        guard word.count <= name.utf8.count else { return false }
        return zip(name.utf8, word).allSatisfy { Byte.lower($0) == Byte.lower($1) }
    }
}
