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
public struct JSONWriter: Sendable {
    /// What was written. May be exchanged for other bytes to append to them.
    public var bytes: [UInt8] = []
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

    /// A member's name.
    @inlinable public mutating func key(_ name: String) {
        separate()
        appendString(name)
        bytes.append(UInt8(ascii: ":"))
        if layout == .pretty { bytes.append(UInt8(ascii: " ")) }
        isAfterKey = true
    }

    /// A member's name that needs no escapes, given with its quotation marks and colon: `"title":`.
    @inlinable public mutating func key(quoted name: StaticString) {
        separate()
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        if layout == .pretty { bytes.append(UInt8(ascii: " ")) }
        isAfterKey = true
    }

    /// A member's name from a table, with the comma before it in one step.
    public mutating func key(_ index: Int, of names: JSONNameTable) {
        if layout == .pretty || asciiOnly { return key(names[index]) }
        names.withKey(index) { key in
            bytes.append(contentsOf: needsComma ? key : UnsafeBufferPointer(rebasing: key.dropFirst()))
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
        bytes.append(UInt8(ascii: "\""))
        appendEscaped(value)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// A string of characters that need no escapes, which `append` appends as UTF-8.
    @inlinable public mutating func plainString(_ append: (inout [UInt8]) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        append(&bytes)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    @inlinable public mutating func number(_ value: Int) {
        separate()
        appendInteger(value)
        needsComma = true
    }

    @inlinable public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }
    @inlinable public mutating func null() { raw("null") }

    /// A value that is JSON text already.
    @inlinable public mutating func raw(_ json: String) {
        separate()
        bytes.append(contentsOf: json.utf8)
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
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
        if layout == .pretty, depth > 0 { breakLine() }
    }

    @usableFromInline mutating func breakLine() {
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<depth {
            bytes.append(UInt8(ascii: " "))
            bytes.append(UInt8(ascii: " "))
        }
    }

    @inlinable mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        depth += 1
        needsComma = false
    }

    @inlinable mutating func close(_ bracket: UInt8) {
        depth -= 1
        if layout == .pretty, needsComma { breakLine() }
        bytes.append(bracket)
        needsComma = true
    }
}
