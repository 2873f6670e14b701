/// A paragraph of a page, copied as text or taken from HTML, with the place where it begins.
struct Block: Sendable {
    var text: String
    var line: Int
    var column: Int
    /// Whether a bullet, dash or number of a list stands before it.
    var isBulleted = false
    /// Whether it stands in an element for headings, or after the marks of one.
    var isHeading = false
    /// Whether white space alone separates it from the block before, without an empty line.
    var isTight = false
    /// How many empty lines stand before it, in text.
    var emptyLines = 0
    /// Addresses of the links within, with their text.
    var links: [Link] = []
    /// The class of the nearest element that a profile names, in HTML.
    var held: SourceProfile.Document.Held?

    struct Link: Sendable, Hashable {
        var address: String
        var text: String
    }

    /// The text as patterns compare it.
    var normalized: String { LinePattern.normalized(text) }

    /// The link that covers the whole text, if one does.
    var link: String? { links.first { $0.text == text }?.address }
}
