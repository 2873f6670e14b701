internal import Records

/// Walks a style's nodes for one item and appends what they render to a draft.
///
/// Source: CSL 1.0.2 specification, "Rendering Elements".
struct Renderer {
    let context: StyleContext
    let style: CompiledStyle
    let options: CitationProcessor.Options
    var field: FieldText
    var items: ItemTable
    var out = Draft()

    // What is rendered
    var item = 0
    var type = RecordType.document
    /// The variables that the item has; more may be among them, but none is missing.
    private var present = VariableSet()
    var area = AreaKind.citation
    var cite = CiteContext()
    var state = ItemState()
    var isEnglish = true
    var cases: CaseConversion

    // What has happened within this item
    var suppressed = VariableSet()
    /// Name lists rendered so far: what disambiguation numbers them by.
    var nameLists = 0
    /// Whether the item's first year has been rendered, and its suffix with it.
    var hasYear = false
    /// Whether the number of the note with the first cite was rendered.
    var showsFirstNote = false
    /// Whether `cs:text` was asked for a variable other than the locator and what tells cites apart.
    var showsText = false
    /// What a substitute was made for: its variables are to be suppressed.
    var substituting = 0

    // What a pass asks for
    var request = Request()
    /// Of a sort key: how names are cut.
    var sorting: SortKey?
    /// What the first names of the item were, for grouping and substitution.
    var names = NamesTrace()
    /// Whether the layout's own elements are fields beside the one in the margin: a comma that begins a prefix then stays
    /// outside of quotation marks that the element before has, though not of those within a macro or group.
    var keepsCommas = false
    /// Whether the names of the first list are noted one by one.
    let notesNames: Bool
    /// Room for the given names of the name that is being written.
    var given: [UInt8] = []
    /// Room for a text that is made before it is appended.
    var scratch: [UInt8] = []
    /// How many groups and macros enclose what is rendered.
    var depth = 0
    /// The variable of the element that is rendered, if it is a text or number.
    var innerVariable: Variable?
    var isDate = false
    /// How many calls of macros with `strip-periods` are under way.
    var strips: Int32 = 0
    /// What the last element that holds no others ended in, and where.
    var lastEnd = (end: Draft.ElementEnd.text, offset: -1)
    /// Where the last element with formatting of its own ended, whatever it holds.
    var markedEnd = -1
    /// Where what the innermost group or macro holds begins: the prefix of the first element in it is as its own.
    var groupStart = -1
    /// Whether a macro or group was the last element that ended.
    var followsGroup = false
    /// Whether nothing was written before this entry or note: its first word is a sentence's first.
    var startsSentence = false
    /// Whether the style shows initials where it shows given names, in the first list of names.
    var firstNamesInitialize = false

    enum AreaKind: UInt8 { case citation, bibliography }

    init(context: StyleContext, items: ItemTable, options: CitationProcessor.Options) {
        self.context = context
        style = context.style
        cases = context.cases
        field = FieldText(quotes: context.quotes)
        self.items = items
        self.options = options
        notesNames = context.style.bibliography?.subsequentAuthorSubstitute != nil
    }

    /// What of a cite is written.
    struct Request {
        /// Leave the first names out, as if they were not there (collapsing, `suppress-author`).
        var suppressesNames = false
        /// And what stands for them and is no name, such as a title.
        var suppressesSubstitutes = false
        /// Whether what is left out counts as empty, so that groups close up.
        var isLooking = false
    }

    /// Makes ready for an item.
    mutating func begin(_ item: Int, _ area: AreaKind) {
        self.item = item
        self.area = area
        type = items.type(item)
        present = items.variables(item)
        if area == .citation {
            present.insert(.locator)
            present.insert(.firstReferenceNoteNumber)
        }
        suppressed = VariableSet()
        substituting = 0
        nameLists = 0
        followsGroup = false
        lastEnd = (.text, -1)
        markedEnd = -1
        groupStart = -1
        hasYear = false
        showsFirstNote = false
        showsText = false
        names.reset()
        sorting = nil
        request = Request()
        let language = items.text(item, Variable(.language))?.string
        isEnglish = context.isEnglish(language)
        cases = language.map { context.cases(for: $0) } ?? context.cases
    }

    /// Renders the layout's children; affixes and formatting of the layout are the caller's.
    mutating func renderLayout(_ layout: Area) {
        var isFirst = true
        _ = render(layout.layout, delimiter: Bytes(), isFirst: &isFirst)
    }

    // MARK: Children

    /// Renders elements one after the other, with the delimiter between those that render something.
    mutating func render(_ children: Slice, delimiter: Bytes, isFirst: inout Bool) -> Outcome {
        var outcome = Outcome()
        for child in children.range {
            let index = Int(style.children[child])
            if !mayRender(index) {
                outcome.insert(.attempted)
                continue
            }
            if style.nodes[index].kind == .choose {
                guard let branch = chosen(style.nodes[index]) else { continue }
                outcome.formUnion(render(style.branches[branch].children, delimiter: delimiter, isFirst: &isFirst))
                continue
            }
            let before = out.checkpoint
            if !isFirst {
                out.append(
                    delimiter: delimiter, of: style.blob,
                    behind: lastEnd.offset == out.bytes.count ? lastEnd.end : .text)
            }
            let start = out.bytes.count
            outcome.formUnion(render(index))
            if style.nodes[index].kind != .group, style.nodes[index].kind != .macro { followsGroup = false }
            if out.bytes.count == start { out.cut(to: before) } else { isFirst = false }
        }
        return outcome
    }

    /// False where the item has none of the variables that an element needs to render anything.
    @inline(__always)
    func mayRender(_ index: Int) -> Bool { present.meets(style.reach[index]) }

    mutating func render(_ index: Int) -> Outcome {
        let node = style.nodes[index]
        innerVariable = node.kind == .variable || node.kind == .number ? node.variable : nil
        isDate = node.kind == .date
        switch node.kind {
        case .group: return group(node)
        case .macro: return macro(node)
        case .variable: return variable(node)
        case .term: return term(node)
        case .value: return value(node)
        case .label: return label(node)
        case .number: return number(node)
        case .date: return date(node)
        case .names: return names(index)
        case .choose:
            var isFirst = true
            guard let branch = chosen(node) else { return [] }
            return render(style.branches[branch].children, delimiter: Bytes(), isFirst: &isFirst)
        }
    }

    // MARK: Groups and macros

    private mutating func group(_ node: Node) -> Outcome {
        enclosed(node.formatting) { renderer in
            var isFirst = true
            let outcome = renderer.render(node.children, delimiter: node.text, isFirst: &isFirst)
            renderer.keepNormal(node.formatting)
            return outcome
        }
    }

    private mutating func macro(_ node: Node) -> Outcome {
        // The texts within have no full stops, affixes and ordinals keep theirs.
        let strips: Int32 = node.formatting >= 0 && style.formats[Int(node.formatting)].stripPeriods ? 1 : 0
        self.strips += strips
        defer { self.strips -= strips }
        return enclosed(node.formatting) { renderer in
            var isFirst = true
            return renderer.render(
                renderer.style.macros[Int(node.detail)].children, delimiter: Bytes(), isFirst: &isFirst)
        }
    }

    /// A group, or a macro, which is one without delimiter: left out where it asked for variables and all were empty.
    private mutating func enclosed(_ formatting: Int32, _ body: (inout Renderer) -> Outcome) -> Outcome {
        let start = out.checkpoint
        let ends = (lastEnd, markedEnd)
        let open = openFormatting(formatting)
        let content = out.checkpoint
        let outerStart = groupStart
        let isMarked = formatting >= 0 && style.formats[Int(formatting)].marks != 0
        groupStart = isMarked ? -1 : content.bytes
        depth += 1
        var outcome = body(&self)
        depth -= 1
        groupStart = outerStart
        followsGroup = true
        let isEmpty = outcome.contains(.attempted) && !outcome.contains(.succeeded)
        if isEmpty || out.bytes.count == content.bytes {
            out.cut(to: start)
            (lastEnd, markedEnd) = ends
            return outcome
        }
        (lastEnd, markedEnd) = ((.text, -1), -1)
        closeFormatting(open, content)
        // What is not empty counts as a variable that is not.
        outcome.formUnion([.succeeded])
        return outcome
    }
}

/// What came of rendering an element, as a group wants to know it.
struct Outcome: OptionSet {
    let rawValue: UInt8
    /// A variable was asked for.
    static let attempted = Outcome(rawValue: 1)
    /// A variable was not empty.
    static let succeeded = Outcome(rawValue: 2)
}

/// A set of variables.
struct VariableSet: Sendable, BitwiseCopyable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// Whether one variable is in both.
    @inline(__always)
    func meets(_ other: VariableSet) -> Bool {
        words.0 & other.words.0 | words.1 & other.words.1 | words.2 & other.words.2 | words.3 & other.words.3 != 0
    }

    /// How many variables before this one are in it, of those in the same word.
    @inline(__always)
    func rankInWord(of variable: Variable) -> Int {
        let below = UInt64(1) << UInt64(variable.raw & 63) - 1
        switch variable.raw >> 6 {
        case 0: return (words.0 & below).nonzeroBitCount
        case 1: return (words.1 & below).nonzeroBitCount
        case 2: return (words.2 & below).nonzeroBitCount
        default: return (words.3 & below).nonzeroBitCount
        }
    }

    /// How many variables there are in the words before that of a variable, for all four words: a byte each.
    var ranksOfWords: UInt32 {
        let first = UInt32(words.0.nonzeroBitCount)
        let second = first + UInt32(words.1.nonzeroBitCount)
        let third = second + UInt32(words.2.nonzeroBitCount)
        return first << 8 | second << 16 | third << 24
    }

    /// Goes through the variables in their order.
    @inline(__always)
    func eachVariable(_ body: (Variable) -> Void) {
        func walk(_ word: UInt64, _ first: Int) {
            var rest = word
            while rest != 0 {
                body(Variable(raw: UInt8(first + rest.trailingZeroBitCount)))
                rest &= rest - 1
            }
        }
        walk(words.0, 0)
        walk(words.1, 64)
        walk(words.2, 128)
        walk(words.3, 192)
    }

    @inline(__always)
    func contains(_ variable: Variable) -> Bool {
        let bit = UInt64(1) << UInt64(variable.raw & 63)
        switch variable.raw >> 6 {
        case 0: return words.0 & bit != 0
        case 1: return words.1 & bit != 0
        case 2: return words.2 & bit != 0
        default: return words.3 & bit != 0
        }
    }

    mutating func insert(_ variable: Variable) {
        let bit = UInt64(1) << UInt64(variable.raw & 63)
        switch variable.raw >> 6 {
        case 0: words.0 |= bit
        case 1: words.1 |= bit
        case 2: words.2 |= bit
        default: words.3 |= bit
        }
    }

    mutating func formUnion(_ other: VariableSet) {
        words = (words.0 | other.words.0, words.1 | other.words.1, words.2 | other.words.2, words.3 | other.words.3)
    }
}

/// What holds for one cite beyond its record.
struct CiteContext {
    var locator: Text?
    /// The term of what the locator counts; -1 where the style does not know it.
    var locatorTerm: Int32 = -1
    /// Whether the locator counts pages.
    var isPage = false
    var position = PositionBits.first
    var firstReferenceNote = 0
    var hasLocator: Bool { locator != nil }
}

/// What disambiguation and numbering gave an item.
struct ItemState: Sendable {
    /// Its place in the bibliography, from 1; 0 where it has none.
    var citationNumber: Int32 = 0
    /// From 0; -1 for none.
    var yearSuffix: Int32 = -1
    /// How many of the style's `disambiguate` conditions test true, in their order.
    var disambiguates = 0
    /// How its names are shown, where that differs from what the style says.
    var names: NameConfiguration?
}

/// How the names of a cite are shown to tell it from others: for each name list how many names, for each name how much of the
/// given names.
struct NameConfiguration: Sendable, Hashable {
    /// How many names of each list; 0 where the style decides.
    var counts: [Int] = []
    /// For each list and name: 0 none of the given names, 1 initials, 2 all.
    var givens: [[UInt8]] = []
}
