/// An entry as it stands: its type, key and fields, nothing decoded. The bytes belong to the piece or an ``Arena``.
struct RawEntry {
    var type = Bytes(start: nil, count: 0)
    var key = Bytes(start: nil, count: 0)
    var fields: [RawField] = []
    /// From the `@` to behind the closing delimiter.
    var range = 0..<0
    /// False where the entry was broken off.
    var isWhole = true
}

/// A field as it stands.
struct RawField {
    var name: Bytes
    var value: Bytes
    /// What the name means; nil for one that is not known.
    var field: Field?
    var form: Form
    /// The string's name where the value is but one.
    var macro: Bytes?
    /// True for a field that came from another entry, if only in part.
    var isInherited = false
    /// The value as it stood, where it referred to another entry's.
    var source: Bytes?

    /// False for a value that is put together.
    var standsInPiece: Bool { form != .macro && form != .joined }

    enum Form: UInt8 {
        case braced, quoted
        /// Bare digits.
        case number
        /// The name of a string, put in.
        case macro
        /// Several of these, joined by `#`.
        case joined
    }
}

/// Something between entries that is written again where it stood.
enum RawItem {
    case entry
    case comment(Range<Int>)
    case preamble(Bytes)
    case string(name: Bytes, value: Bytes, range: Range<Int>)
}

/// What is wrong with the syntax, and where in the piece.
enum SyntaxProblem {
    case unclosed(open: Int, what: String)
    case expected(String, at: Int)
    case mismatched(at: Int)
    case unknownString(String, at: Int)
    case tooLong(at: Int)

    /// Whether it is found where values are put together.
    var isOfValue: Bool {
        switch self {
        case .unknownString, .tooLong: true
        case .unclosed, .expected, .mismatched: false
        }
    }
}
