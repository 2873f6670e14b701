/// Why an XML or HTML input could not be read on.
public struct XMLError: Error, Sendable, Hashable {
    public var reason: Reason
    /// From 1; 0 where it is not known.
    public var line: Int
    /// From 1; 0 where it is not known.
    public var column: Int

    public init(_ reason: Reason, line: Int = 0, column: Int = 0) {
        self.reason = reason
        self.line = line
        self.column = column
    }

    public enum Reason: Sendable, Hashable {
        /// Not well formed; libxml2's words.
        case malformed(String)
        /// The document ends within an element of this name; line and column are where its start tag ends.
        case cut(within: String)
        /// There is a document type declaration, or one with declarations in it: neither is read, nothing is fetched.
        case doctype
        /// More levels of elements than allowed.
        case tooDeep(Int)
        /// More attributes on elements with many of them than allowed.
        case tooManyAttributes(Int)
        /// More different names than allowed.
        case tooManyNames(Int)
        /// The document is larger than a tree may be.
        case tooLarge(Int)
        /// libxml2 has no memory left.
        case memory
    }

    /// One sentence for people, without the place.
    public var message: String {
        switch reason {
        case .malformed(let text): text
        case .cut(let name): "the document ends within <\(name)>, which begins here"
        case .doctype: "the document type declaration is not allowed: it could fetch files or expand entities"
        case .tooDeep(let limit): "elements are nested more than \(limit) deep"
        case .tooManyAttributes(let limit): "there are more than \(limit) attributes on elements with many"
        case .tooManyNames(let limit): "there are more than \(limit) different names of elements and attributes"
        case .tooLarge(let limit): "the document is larger than \(limit >> 20) MB"
        case .memory: "there is not enough memory"
        }
    }
}
