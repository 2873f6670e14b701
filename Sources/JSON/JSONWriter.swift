public import Bytes

/// Writes JSON, appending to bytes: commas and line breaks are put where they belong.
///
///     var writer = JSONWriter(.pretty)
///     writer.beginObject()
///     writer.key("id")
///     writer.string("wcda-1963-11-12")
///     writer.endObject()
///
/// In strings, control characters (U+0000 to U+001F, U+007F to U+009F) and U+2028 and U+2029 are written as escapes, so that
/// the text does no harm on a terminal or in a script.
public struct JSONWriter: ~Copyable {
    /// What was written; more may be appended.
    public var out = ByteBuffer()
    /// A copy of what was written.
    public var bytes: [UInt8] { out.array }
    /// Whether every character beyond ASCII is written as an escape.
    public let asciiOnly: Bool
    public let layout: Layout
    @usableFromInline var depth: Int
    /// True where a comma is due before the next name or element.
    @usableFromInline var needsComma = false
    @usableFromInline var isAfterKey = false

    public enum Layout: Sendable, Hashable {
        /// No space at all.
        case compact
        /// Two spaces a level, a member or element a line.
        case pretty
    }

    /// - Parameter depth: how many levels the text already has where this is written, for the indentation.
    public init(_ layout: Layout = .compact, asciiOnly: Bool = false, depth: Int = 0) {
        self.layout = layout
        self.asciiOnly = asciiOnly
        self.depth = depth
    }

    /// Writes a value as a text of its own, after whatever `out` has been given.
    @inlinable public mutating func nested(_ body: (inout JSONWriter) -> Void) {
        let outer = (depth, needsComma, isAfterKey)
        (depth, needsComma, isAfterKey) = (0, false, false)
        body(&self)
        (depth, needsComma, isAfterKey) = outer
    }

    /// Ends the text with a line feed, so that another may follow on the next line.
    public mutating func endLine() {
        out.append(UInt8(ascii: "\n"))
        needsComma = false
        isAfterKey = false
    }

    /// A member's name.
    @inlinable public mutating func key(_ name: String) {
        separate()
        appendString(name)
        out.append(UInt8(ascii: ":"))
        if layout == .pretty { out.append(UInt8(ascii: " ")) }
        isAfterKey = true
    }

    /// A member's name that needs no escapes, given with its quotation marks and colon: `"title":`.
    @inlinable public mutating func key(quoted name: StaticString) {
        separate()
        out.append(name)
        if layout == .pretty { out.append(UInt8(ascii: " ")) }
        isAfterKey = true
    }

    /// A member's name from a table, with the comma before it in one step.
    public mutating func key(_ index: Int, of names: JSONNameTable) {
        if layout == .pretty || asciiOnly { return key(names[index]) }
        names.withKey(index) { key in
            out.append(needsComma ? key : UnsafeBufferPointer(rebasing: key.dropFirst()))
        }
        needsComma = false
        isAfterKey = true
    }

    @inlinable public mutating func string(_ value: String) {
        separate()
        appendString(value)
        needsComma = true
    }

    /// A string given as UTF-8.
    @inlinable public mutating func string(utf8 value: UnsafeBufferPointer<UInt8>) {
        separate()
        appendString(utf8: value)
        needsComma = true
    }

    @inlinable public mutating func number(_ value: Int) {
        separate()
        out.append(decimal: value)
        needsComma = true
    }

    @inlinable public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }
    @inlinable public mutating func null() { raw("null") }

    /// A value that is JSON text already.
    @inlinable public mutating func raw(_ json: String) {
        separate()
        out.append(string: json)
        needsComma = true
    }

    @inlinable public mutating func beginObject() { open(UInt8(ascii: "{")) }
    @inlinable public mutating func endObject() { close(UInt8(ascii: "}")) }
    @inlinable public mutating func beginArray() { open(UInt8(ascii: "[")) }
    @inlinable public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// A member with a string.
    @inlinable public mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    /// A member with a string, its name given as for `key(quoted:)`.
    @inlinable public mutating func member(quoted name: StaticString, _ value: String) {
        key(quoted: name)
        string(value)
    }

    /// A tree.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .number(let text): raw(text)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                key(member.name)
                self.value(member.value)
            }
            endObject()
        }
    }

    // MARK: Between values

    @inlinable mutating func separate() {
        if isAfterKey {
            isAfterKey = false
            return
        }
        if needsComma { out.append(UInt8(ascii: ",")) }
        needsComma = false
        if layout == .pretty, depth > 0 { breakLine() }
    }

    @usableFromInline mutating func breakLine() {
        out.append(UInt8(ascii: "\n"))
        for _ in 0..<depth {
            out.append(UInt8(ascii: " "))
            out.append(UInt8(ascii: " "))
        }
    }

    @inlinable mutating func open(_ bracket: UInt8) {
        separate()
        out.append(bracket)
        depth += 1
        needsComma = false
    }

    @inlinable mutating func close(_ bracket: UInt8) {
        depth -= 1
        if layout == .pretty, needsComma { breakLine() }
        out.append(bracket)
        needsComma = true
    }
}
