private import Bytes

/// A JSON value as a tree, for small documents: settings, profiles, answers. Members keep their order, and one that stands
/// twice stands twice.
///
///     let value = try JSONValue(parsing: "{\"name\": \"RGAE\", \"levels\": [1, 2]}")
///     value["name"]?.string        // "RGAE"
///     value["levels"]?.array?.count  // 2
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number as written: "1.50".
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])
}

/// A member of an object: its name and value.
public struct JSONMember: Sendable, Hashable {
    public var name: String
    public var value: JSONValue

    public init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}

extension JSONValue {
    /// Parses a whole text: one value, and white space around it. A byte order mark before it is passed over.
    ///
    /// - Throws: `JSONError`; `place(in:)` gives its line and column.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        self = try JSONDocument(parsing: bytes).value
    }

    /// Parses a whole text.
    public init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)) }

    /// Reads the value that comes next under a cursor. Remarks are appended.
    public init(_ cursor: inout JSONCursor, remarks: inout [JSONRemark]) throws(JSONError) {
        switch try cursor.kind() {
        case .string: self = .string(try JSONValue.string(cursor.text(), &remarks))
        case .number: self = .number(try cursor.number().string)
        case .bool: self = .bool(try cursor.bool())
        case .null:
            try cursor.null()
            self = .null
        case .array:
            var elements: [JSONValue] = []
            try cursor.enterArray()
            while try cursor.nextElement() { elements.append(try JSONValue(&cursor, remarks: &remarks)) }
            self = .array(elements)
        case .object: self = .object(try JSONValue.members(&cursor, &remarks))
        }
    }

    private static func members(
        _ cursor: inout JSONCursor, _ remarks: inout [JSONRemark]
    ) throws(JSONError) -> [JSONMember] {
        var members: [JSONMember] = []
        var names = Set<String>()
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            let name = JSONValue.string(key, &remarks)
            if !names.insert(name).inserted { remarks.append(JSONRemark(.duplicateName(name), at: key.offset - 1)) }
            members.append(JSONMember(name, try JSONValue(&cursor, remarks: &remarks)))
        }
        return members
    }

    private static func string(_ text: JSONText, _ remarks: inout [JSONRemark]) -> String {
        for offset in text.loneSurrogates { remarks.append(JSONRemark(.loneSurrogate, at: offset)) }
        return text.string
    }
}

/// A JSON text that was parsed, with what is to be said of it.
public struct JSONDocument: Sendable, Hashable {
    public var value: JSONValue
    /// Names that stand twice in one object and halves of UTF-16 pairs, in order.
    public var remarks: [JSONRemark]

    /// Parses a whole text, as `JSONValue.init(parsing:)`.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        var remarks: [JSONRemark] = []
        value = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
            var cursor = JSONCursor(buffer, at: buffer.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
            let value = try JSONValue(&cursor, remarks: &remarks)
            try cursor.finish()
            return value
        }
        if let offset = JSONDocument.firstInvalid(bytes) {
            throw JSONError(.utf8, at: offset, found: bytes[offset])
        }
        self.remarks = remarks
    }

    /// The first byte that is no part of a UTF-8 character.
    private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        var at = 0
        var decoder = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        while case .valid(let scalar) = decoder.parseScalar(from: &iterator) { at += scalar.count }
        return min(at, bytes.count - 1)
    }
}

// MARK: What a value is

extension JSONValue {
    /// The value of the first member of that name; nil where there is none or this is no object.
    public subscript(name: String) -> JSONValue? { members?.first { $0.name == name }?.value }

    public var string: String? { if case .string(let string) = self { string } else { nil } }
    public var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
    public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    public var members: [JSONMember]? { if case .object(let members) = self { members } else { nil } }
    public var int: Int? { if case .number(let text) = self { Int(text) } else { nil } }
    public var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }
    public var isNull: Bool { self == .null }

    public var kind: JSONKind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The value as JSON text.
    public func text(_ layout: JSONWriter.Layout = .compact) -> String {
        var writer = JSONWriter(layout)
        writer.value(self)
        return writer.out.withBytes { String(decoding: $0, as: UTF8.self) }
    }
}

// MARK: Literals

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .number(String(value)) }
    public init(floatLiteral value: Double) { self = .number("\(value)") }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { JSONMember($0.0, $0.1) })
    }
}
