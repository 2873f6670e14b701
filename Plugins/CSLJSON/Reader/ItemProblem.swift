internal import Formats

/// What is to be said of an item, by its place in the piece.
struct ItemProblem {
    var severity: Diagnostic.Severity
    /// A stable word: "unknown-type".
    var code: String
    var message: String
    var offset: Int
    var hint: String?
    var record: String?
    /// The member that it is about, where the message is to name it and the item.
    var member: String?
    /// Where that stands of which this is a repetition.
    var first: Int?

    init(_ severity: Diagnostic.Severity, _ code: String, _ message: String, at offset: Int, hint: String? = nil) {
        self.severity = severity
        self.code = code
        self.message = message
        self.offset = offset
        self.hint = hint
    }

    /// Takes note of the key of the item, which may stand behind what the problem is about.
    mutating func tell(_ key: String) {
        record = key.isEmpty ? nil : key
        if let member { message = "“\(member)”" + (key.isEmpty ? "" : " of “\(key)”") + ": " + message }
        member = nil
    }
}

extension ItemProblem {
    typealias Severity = Diagnostic.Severity

    static func loneSurrogate(at offset: Int) -> ItemProblem {
        ItemProblem(
            .warning, "lone-surrogate", "half of a UTF-16 pair stands alone", at: offset, hint: "it is read as U+FFFD")
    }
}
