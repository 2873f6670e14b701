/// Why a text is no JSON: what was expected, what is there, and where.
///
/// Source: RFC 8259.
public struct JSONError: Error, Sendable, Hashable {
    public var reason: Reason
    /// The byte at which the text goes wrong, from 0.
    public var offset: Int
    /// The byte that is there; nil at the end of the text.
    public var found: UInt8?

    public init(_ reason: Reason, at offset: Int, found: UInt8? = nil) {
        self.reason = reason
        self.offset = offset
        self.found = found
    }

    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// A value should begin here.
        case value
        /// A member's name in quotation marks should stand here.
        case key
        case colon
        case commaOrBrace
        case commaOrBracket
        /// The quotation mark that closes a string is missing.
        case closingQuote
        /// A control character stands in a string unescaped.
        case controlCharacter
        /// A backslash is followed by none of `"\/bfnrtu`.
        case escape
        /// `\u` is not followed by four hexadecimal digits.
        case hexDigits
        case digit
        /// A number begins with 0 and goes on.
        case leadingZero
        /// A string is not valid UTF-8.
        case utf8
        /// Something follows the value that is the whole text.
        case end
        /// Arrays and objects lie deeper within one another than the reader allows.
        case depth(Int)
        /// A value of this kind was asked for and another stands here.
        case kind(JSONKind, found: JSONKind)
    }
}

extension JSONError: CustomStringConvertible {
    /// One sentence without a full stop: "expected a comma or “]”, found “x”".
    public var description: String {
        switch reason {
        case .value: "expected a value, \(foundWords)"
        case .key: "expected a name in double quotation marks, \(foundWords)"
        case .colon: "expected a colon after the name, \(foundWords)"
        case .commaOrBrace: "expected a comma or “}”, \(foundWords)"
        case .commaOrBracket: "expected a comma or “]”, \(foundWords)"
        case .closingQuote: "the string that begins here is not closed"
        case .controlCharacter: "a control character in a string must be escaped, \(foundWords)"
        case .escape: "expected one of \"\\/bfnrtu after the backslash, \(foundWords)"
        case .hexDigits: "expected four hexadecimal digits after \\u, \(foundWords)"
        case .digit: "expected a digit, \(foundWords)"
        case .leadingZero: "a number must not begin with a zero"
        case .utf8: "the string is not valid UTF-8"
        case .end: "expected nothing after the value, \(foundWords)"
        case .depth(let limit): "arrays and objects are nested deeper than \(limit) levels"
        case .kind(let wanted, let found): "expected \(wanted.words), found \(found.words)"
        }
    }

    private var foundWords: String {
        guard let found else { return "but the text ends" }
        switch found {
        case 0x20: return "found a space"
        case 0x0A, 0x0D: return "found the end of the line"
        case 0x09: return "found a tab"
        case 0x21...0x7E: return "found “\(Character(Unicode.Scalar(found)))”"
        default: return "found byte 0x" + (found < 16 ? "0" : "") + String(found, radix: 16, uppercase: true)
        }
    }
}

extension JSONError {
    /// Line and column of the error, from 1, in the text that was parsed; the column counts characters.
    public func place(in bytes: UnsafeBufferPointer<UInt8>) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        for byte in bytes.prefix(max(0, offset)) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return (line, column)
    }

    /// Line and column of the error, as above.
    public func place(in bytes: [UInt8]) -> (line: Int, column: Int) {
        bytes.withUnsafeBufferPointer { place(in: $0) }
    }
}

/// The kinds of JSON value.
public enum JSONKind: UInt8, CaseIterable, Sendable, Hashable {
    case object, array, string, number, bool, null

    /// With its article: "an object".
    public var words: String {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .number: "a number"
        case .bool: "true or false"
        case .null: "null"
        }
    }
}

/// Something that a JSON text should not have and that does not keep it from being read.
public struct JSONRemark: Sendable, Hashable {
    public var kind: Kind
    /// The byte where it stands, from 0.
    public var offset: Int

    public init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    public enum Kind: Sendable, Hashable {
        /// An object has two members of this name (RFC 8259, section 4).
        case duplicateName(String)
        /// An escape is half of a UTF-16 pair without the other half; it is read as U+FFFD (RFC 8259, section 8.2).
        case loneSurrogate
    }
}
