internal import Records

/// Whether the titles and names of a level stand in the order in which they would be written: what stands in another is kept
/// whole, and so keeps its place.
struct ElementOrder {
    private var keepsNames = false
    private var isImprint = false
    /// The rank of the last title, and whether one was kept, behind which the next ones have to stand.
    private var lastTitle = -1
    private var nextTitle = -1
    private var keepsTitles = false

    /// Before the parts of a level are read.
    mutating func begin(_ level: Node, at place: BiblPlace, hasAnalytic: Bool) {
        isImprint = place == .imprint
        if isImprint { return }
        self = ElementOrder()
        keepsNames = !Self.isUsual(level, isGrouped: place == .series || place == .monogr && hasAnalytic)
    }

    /// Names are written by their kind: authors, those responsible otherwise, editors; beside an `analytic` those
    /// responsible otherwise come first, and each other kind where it stands first.
    private static func isUsual(_ level: Node, isGrouped: Bool) -> Bool {
        var last = -1
        var seen = 0
        for child in level.children {
            let kind: Int
            switch child.element {
            case .author: kind = child.bytes(.role) == nil ? 0 : 1
            case .respStmt: kind = 1
            case .editor: kind = child.bytes(.role) == nil ? 2 : 1
            // No names stand behind it.
            case .imprint: return true
            default: continue
            }
            if kind != last {
                if isGrouped ? seen & (1 << kind) != 0 || kind == 1 && seen != 0 : kind < last { return false }
            }
            seen |= 1 << kind
            last = kind
        }
        return true
    }

    /// A title of a field is met.
    mutating func isTitle(of field: TextField) { nextTitle = StatementOrder.rank(of: field) }

    /// What mapping a title came to, as far as its place allows that.
    mutating func title(_ outcome: RecordReading.Outcome) -> RecordReading.Outcome {
        if isImprint { return outcome }
        let isInOrder = !keepsTitles && (nextTitle < 0 || nextTitle >= lastTitle)
        let outcome = outcome == .exact && !isInOrder ? .more : outcome
        if outcome != .exact { keepsTitles = true }
        lastTitle = max(lastTitle, nextTitle)
        nextTitle = -1
        return outcome
    }

    /// Likewise of a name.
    func name(_ outcome: RecordReading.Outcome) -> RecordReading.Outcome {
        outcome == .exact && keepsNames && !isImprint ? .more : outcome
    }
}
