internal import Records

/// One document as a listing gives it.
struct ListedDocument: Sendable {
    var title = ""
    /// Where the title stands.
    var titleLine = 0
    /// The listing's date: as it stands, and understood. Nil where there is none.
    var date: EDTFDate?
    var dateLine = 0
    var summary: [String] = []
    /// The address of the document's page; empty where it is not known.
    var address = ""
    /// Labelled values beside date, title and summary.
    var values: [Value] = []

    struct Value: Sendable, Hashable {
        var label: String
        var field: SourceProfile.Field
        var text: String
        var line: Int
        var links: [Block.Link] = []
    }

    /// The line on which it begins.
    var line: Int { dateLine > 0 && titleLine > 0 ? min(dateLine, titleLine) : max(dateLine, titleLine) }
}

/// A page of a listing: its documents, and which part of the whole they are.
struct ListedPage: Sendable {
    var documents: [ListedDocument] = []
    var range: ClosedRange<Int>?
    var rangeLine = 0
    var total: Int?
}
