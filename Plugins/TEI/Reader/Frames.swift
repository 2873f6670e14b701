internal import XML

extension Segmenter {
    /// An open element that is no record.
    enum Frame {
        /// What holds text or lists; of a division its start tag.
        case structure(String?)
        /// A list of bibliography, with its start tag and heads.
        case list(ListFrame)
        case header
        case profile
        /// A document within a volume; its parts as far as they describe it.
        case document(DocumentFrame)
        /// What is passed over.
        case passed
    }

    struct ListFrame {
        var tag: String
        var heads = ""
        var hasAttributes: Bool
        var hasRecords = false

        /// The list without its records; nil where there is nothing to say of it.
        var path: String? {
            guard hasAttributes || !heads.isEmpty else { return nil }
            return heads.isEmpty ? tag : "\(tag.dropLast(2))>\(heads)</listBibl>"
        }
    }

    struct DocumentFrame {
        var tag: String
        var parts = ""
        var line: Int
    }
}
