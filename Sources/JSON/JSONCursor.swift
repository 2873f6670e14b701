/// Walks through a JSON text value by value, without building anything: what hot paths use.
///
///     var cursor = JSONCursor(bytes)
///     try cursor.enterObject()
///     while let key = try cursor.nextKey() {
///         if key.equals("title") { title = try cursor.string() } else { try cursor.skip() }
///     }
///     try cursor.finish()
///
/// Strict: what RFC 8259 does not allow is an error with its offset. The bytes must outlive the cursor and everything that
/// it gives; decoding is safe where they are not UTF-8, but only `JSONValue.init(parsing:)` checks that they are.
public struct JSONCursor {
    /// The text.
    public let bytes: UnsafeBufferPointer<UInt8>
    /// The next byte to be read. May be set to a place where a value, comma or end stands.
    public var offset: Int
    /// How many arrays and objects are open.
    public internal(set) var depth = 0
    /// True between an opening bracket and what follows it, where no comma is due.
    var isFirst = false
    /// Whether the bytes are known to be UTF-8, so that strings need not be checked.
    let isUTF8: Bool

    /// Deeper nesting than this is an error.
    public static let deepest = 512

    /// A cursor at the start of the bytes, or at a place within.
    ///
    /// - Parameter isUTF8: whether the bytes are known to be valid UTF-8; where they are not after all, strings are broken.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int = 0, isUTF8: Bool = false) {
        self.bytes = bytes
        self.offset = max(0, offset)
        self.isUTF8 = isUTF8
    }

    /// The kind of the value that comes next. Only white space is passed over.
    public mutating func kind() throws(JSONError) -> JSONKind {
        skipSpace()
        guard offset < bytes.count else { throw error(.value) }
        switch bytes[offset] {
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        default: throw error(.value)
        }
    }

    // MARK: Objects and arrays

    /// Enters the object that comes next.
    public mutating func enterObject() throws(JSONError) { try enter(UInt8(ascii: "{"), .object) }

    /// Enters the array that comes next.
    public mutating func enterArray() throws(JSONError) { try enter(UInt8(ascii: "["), .array) }

    /// The name of the object's next member, whose value comes next; nil once the object has ended, and has been left.
    public mutating func nextKey() throws(JSONError) -> JSONText? {
        guard try nextPart(UInt8(ascii: "}"), .commaOrBrace) else { return nil }
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { throw error(.key) }
        let key = try scanString()
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ":") {
            offset += 1
            return key
        }
        skipSpace()
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: ":") else { throw error(.colon) }
        offset += 1
        return key
    }

    /// True where a further element of the array comes next; false once the array has ended, and has been left.
    public mutating func nextElement() throws(JSONError) -> Bool {
        try nextPart(UInt8(ascii: "]"), .commaOrBracket)
    }

    private mutating func enter(_ bracket: UInt8, _ wanted: JSONKind) throws(JSONError) {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == bracket else { throw mismatch(wanted) }
        guard depth < JSONCursor.deepest else { throw error(.depth(JSONCursor.deepest)) }
        offset += 1
        depth += 1
        isFirst = true
    }

    @inline(__always) private mutating func nextPart(_ close: UInt8, _ reason: JSONError.Reason) throws(JSONError)
        -> Bool
    {
        skipSpace()
        guard offset < bytes.count else { throw error(reason) }
        let byte = bytes[offset]
        if byte == close {
            offset += 1
            depth -= 1
            isFirst = false
            return false
        }
        if !isFirst {
            guard byte == UInt8(ascii: ",") else { throw error(reason) }
            offset += 1
            skipSpace()
        }
        isFirst = false
        return true
    }

    // MARK: Values

    /// The string that comes next, undecoded.
    public mutating func text() throws(JSONError) -> JSONText {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { throw mismatch(.string) }
        return try scanString()
    }

    /// Passes over bytes that are exactly these, on no more levels after them than before. False, with nothing passed over,
    /// where others come next.
    public mutating func pass(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard count <= bytes.count - offset else { return false }
        for index in 0..<count where bytes[offset + index] != word.utf8Start[index] { return false }
        offset += count
        return true
    }

    /// The string that begins with the next byte, undecoded; nil where none does, or it has half of a UTF-16 pair.
    public mutating func wholeText() -> JSONText? {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\""), let text = try? scanString(),
            !text.hasEscapes || text.loneSurrogates.isEmpty
        else { return nil }
        return text
    }

    /// The string that comes next.
    public mutating func string() throws(JSONError) -> String { try text().string }

    /// The string or number that comes next, undecoded; nil where another value does, which is still to be read.
    public mutating func scalar() throws(JSONError) -> JSONText? {
        skipSpace()
        guard offset < bytes.count else { throw error(.value) }
        if bytes[offset] == UInt8(ascii: "\"") { return try scanString() }
        guard bytes[offset] == UInt8(ascii: "-") || isDigit(offset) else { return nil }
        let start = offset
        return JSONText(bytes: try scanNumber().bytes, offset: start, hasEscapes: false, isUTF8: isUTF8)
    }

    /// The whole number of at most nine digits that comes next; nil, with nothing passed over, where another value does.
    public mutating func smallInteger() -> Int? {
        skipSpace()
        var at = offset
        var value = 0
        while at < bytes.count, at - offset < 9, bytes[at] &- UInt8(ascii: "0") <= 9 {
            value = value * 10 + Int(bytes[at] &- UInt8(ascii: "0"))
            at += 1
        }
        guard at > offset, at < bytes.count, bytes[at] == UInt8(ascii: ",") || bytes[at] == UInt8(ascii: "]"),
            bytes[offset] != UInt8(ascii: "0") || at == offset + 1
        else { return nil }
        offset = at
        return value
    }

    /// The number that comes next, as written.
    public mutating func number() throws(JSONError) -> JSONNumber {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "-") || isDigit(offset) else {
            throw mismatch(.number)
        }
        return try scanNumber()
    }

    /// The true or false that comes next.
    public mutating func bool() throws(JSONError) -> Bool {
        skipSpace()
        guard offset < bytes.count else { throw error(.value) }
        if bytes[offset] == UInt8(ascii: "t") {
            try take("true")
            return true
        }
        guard bytes[offset] == UInt8(ascii: "f") else { throw mismatch(.bool) }
        try take("false")
        return false
    }

    /// The null that comes next.
    public mutating func null() throws(JSONError) {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "n") else { throw mismatch(.null) }
        try take("null")
    }

    /// Passes over the value that comes next, checking it, and gives the bytes that it takes.
    @discardableResult
    public mutating func skip() throws(JSONError) -> UnsafeBufferPointer<UInt8> {
        skipSpace()
        let start = offset
        let outer = depth
        var levels = Levels()
        repeat {
            switch try kind() {
            case .object:
                try enterObject()
                levels.push(isObject: true)
            case .array:
                try enterArray()
                levels.push(isObject: false)
            case .string: _ = try scanString()
            case .number: _ = try scanNumber()
            case .bool: _ = try bool()
            case .null: try null()
            }
            while depth > outer {
                let goesOn = levels.isObject ? try nextKey() != nil : try nextElement()
                if goesOn { break }
                levels.pop()
            }
        } while depth > outer
        return UnsafeBufferPointer(rebasing: bytes[start..<offset])
    }

    /// Nothing but white space may be left.
    public mutating func finish() throws(JSONError) {
        skipSpace()
        if offset < bytes.count { throw error(.end) }
    }
}
