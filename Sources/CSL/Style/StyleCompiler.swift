internal import Records
internal import XML

/// Compiles a style: XML in, flat arrays out.
///
/// Source: CSL 1.0.2 specification, "Styles - Structure", "Rendering Elements".
struct StyleCompiler {
    let source: String
    var info = StyleInfo()
    var defaultLocale = ""
    var problems: [StyleProblem] = []
    var parts = StyleParts()
    var macroIDs: [String: Int32] = [:]
    var macroElements: [XMLElement] = []
    var termIDs: [String: Int32] = [:]
    private var blobIDs: [String: Bytes] = [:]
    private var formatIDs: [Formatting: Int32] = [:]
    /// Which of the document's names are attributes that say how something is formatted.
    private var formatAttributes: [FormatAttribute?] = []

    /// The longest chain of elements and macro calls within one another.
    static let deepest = 1_000

    init(source: String) {
        self.source = source
        for (index, name) in parts.termNames.enumerated() { termIDs[name] = Int32(index) }
    }

    mutating func compile(_ bytes: [UInt8]) throws(StyleError) -> CompiledStyle {
        let tree: XMLTree
        do {
            tree = try XMLTree(xml: bytes)
        } catch {
            throw StyleError(LocaleReader.xmlProblem(error, source: source))
        }
        let root = tree.root
        formatAttributes = tree.names.map { $0.namespace.isEmpty ? FormatAttribute($0.local) : nil }
        guard root.name.local == "style" else {
            throw StyleError(
                problem(
                    .error, "csl.no-style", root,
                    "this is no CSL style: its outermost element is “\(root.name.local)”, not “style”"))
        }
        defaultLocale = root["default-locale"] ?? ""
        if let element = root.child("info") { info = StyleInfo(element) }
        if info.isDependent {
            return CompiledStyle(
                parts, citation: nil, bibliography: nil, isNote: root["class"] == "note", citesByNumber: false)
        }
        parts.options = styleOptions(root)
        parts.locales = root.children.filter { $0.name.local == "locale" }.map { LocaleReader.read($0) }
        collectMacros(root)
        for (index, element) in macroElements.enumerated() {
            parts.macros[index].children = try compileChildren(element, outer: nil)
        }
        try checkMacros()
        guard let citation = root.child("citation") else {
            throw StyleError(
                problem(
                    .error, "csl.no-citation", root, "the style has no “citation” element",
                    hint: "an independent style needs one; a dependent one a link with rel=\"independent-parent\""))
        }
        let cites = try area(citation)
        let entries = try root.child("bibliography").map { element throws(StyleError) in try area(element) }
        resolveNameOptions(cites, entries)
        inheritNameParts([cites] + (entries.map { [$0] } ?? []))
        return CompiledStyle(
            parts, citation: cites, bibliography: entries, isNote: root["class"] == "note",
            citesByNumber: uses(cites.layout) { $0.kind != .label && $0.variable == .citationNumber })
    }

    func problem(
        _ severity: StyleProblem.Severity, _ code: String, _ element: XMLElement, _ message: String, hint: String = ""
    ) -> StyleProblem {
        StyleProblem(
            severity, code: code, source: source, line: element.line, column: element.column, message: message,
            hint: hint)
    }

    // MARK: Interning

    mutating func bytes(_ text: String?) -> Bytes {
        guard let text, !text.isEmpty else { return Bytes() }
        if let known = blobIDs[text] { return known }
        let made = Bytes(start: Int32(parts.blob.count), count: Int32(text.utf8.count))
        parts.blob.append(contentsOf: text.utf8)
        blobIDs[text] = made
        return made
    }

    /// An affix or delimiter. Some styles escape a character twice (`&amp;#160;`), and have a carriage return to
    /// break a line, which is a space here.
    mutating func bytes(affix text: String?) -> Bytes {
        guard let text else { return Bytes() }
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "&") || $0 == 0x0D }) else { return bytes(text) }
        let lines = String(text.unicodeScalars.map { $0 == "\r" ? " " : Character($0) })
        return bytes(CharacterReferences.decoded(lines))
    }

    mutating func term(_ name: String) -> Int32 {
        if let known = termIDs[name] { return known }
        let id = Int32(parts.termNames.count)
        parts.termNames.append(name)
        termIDs[name] = id
        return id
    }

    mutating func format(_ element: XMLElement) -> Int32 {
        var formatting = Formatting()
        for number in 0..<element.attributeCount {
            guard let attribute = formatAttributes[element.attributeName(number)] else { continue }
            let value = element.attributeValue(number)
            switch attribute {
            case .prefix: formatting.prefix = bytes(affix: value)
            case .suffix: formatting.suffix = bytes(affix: value)
            case .look(let look): formatting.marks |= look.mark(value)
            case .textCase: formatting.textCase = FormattingAttributes.textCase(value)
            case .quotes:
                formatting.quotes = value == "true"
                formatting.isWithoutQuotes = value == "false"
            case .stripPeriods: formatting.stripPeriods = value == "true"
            case .display: formatting.display = FormattingAttributes.display(value)
            }
        }
        return intern(formatting)
    }

    /// An attribute that goes into ``Formatting``.
    private enum FormatAttribute {
        case prefix, suffix, textCase, quotes, stripPeriods, display
        case look(FormattingAttributes.Look)

        init?(_ name: String) {
            switch name {
            case "prefix": self = .prefix
            case "suffix": self = .suffix
            case "text-case": self = .textCase
            case "quotes": self = .quotes
            case "strip-periods": self = .stripPeriods
            case "display": self = .display
            default:
                guard let look = FormattingAttributes.Look(rawValue: name) else { return nil }
                self = .look(look)
            }
        }
    }

    mutating func intern(_ formatting: Formatting) -> Int32 {
        if formatting.isEmpty { return -1 }
        if let known = formatIDs[formatting] { return known }
        let id = Int32(parts.formats.count)
        parts.formats.append(formatting)
        formatIDs[formatting] = id
        return id
    }

    mutating func append(_ children: [Int32]) -> Slice {
        let slice = Slice(start: Int32(parts.children.count), count: Int32(children.count))
        parts.children.append(contentsOf: children)
        return slice
    }

    mutating func append(_ node: Node) -> Int32 {
        parts.nodes.append(node)
        return Int32(parts.nodes.count - 1)
    }

    // MARK: Macros

    private mutating func collectMacros(_ root: XMLElement) {
        for element in root.children where element.name.local == "macro" {
            guard let name = element["name"] else { continue }
            if let known = macroIDs[name] {
                problems.append(
                    problem(.warning, "csl.duplicate-macro", element, "the macro “\(name)” is defined a second time"))
                macroElements[Int(known)] = element
                continue
            }
            macroIDs[name] = Int32(macroElements.count)
            macroElements.append(element)
            parts.macros.append(MacroBody())
        }
    }

    /// Finds macros that call themselves and chains that are too deep, and what macros use at any depth of calls.
    private mutating func checkMacros() throws(StyleError) {
        var state = [UInt8](repeating: 0, count: parts.macros.count)
        var depths = [Int](repeating: 0, count: parts.macros.count)
        for start in parts.macros.indices where state[start] == 0 {
            // Calls are followed with a stack of our own, so that a long chain is no deep recursion.
            var stack: [(macro: Int, calls: [Int], next: Int)] = [(start, calls(of: start), 0)]
            state[start] = 1
            while let top = stack.last {
                if top.next < top.calls.count {
                    stack[stack.count - 1].next += 1
                    let called = top.calls[top.next]
                    if state[called] == 1 { throw StyleError(cycle(stack.map(\.macro), to: called)) }
                    if state[called] == 0 {
                        state[called] = 1
                        stack.append((called, calls(of: called), 0))
                    }
                } else {
                    stack.removeLast()
                    finish(top.macro, top.calls, &depths)
                    state[top.macro] = 2
                    if depths[top.macro] > StyleCompiler.deepest {
                        throw StyleError(
                            problem(
                                .error, "csl.too-deep", macroElements[top.macro],
                                "elements and macros are nested more than \(StyleCompiler.deepest) deep"))
                    }
                }
            }
        }
    }

    private mutating func finish(_ macro: Int, _ calls: [Int], _ depths: inout [Int]) {
        let slice = parts.macros[macro].children
        depths[macro] = depth(of: slice) + (calls.map { depths[$0] }.max() ?? 0)
        parts.macros[macro].usesDisambiguate =
            usesOwn(disambiguate: slice) || calls.contains { parts.macros[$0].usesDisambiguate }
        parts.macros[macro].usesYearSuffix =
            usesOwn(slice) { $0.kind == .variable && $0.variable == .yearSuffix }
            || calls.contains { parts.macros[$0].usesYearSuffix }
    }

    private func cycle(_ chain: [Int], to called: Int) -> StyleProblem {
        let names = Dictionary(uniqueKeysWithValues: macroIDs.map { (Int($0.value), $0.key) })
        let start = chain.firstIndex(of: called) ?? 0
        let loop = (chain[start...] + [called]).map { "“\(names[$0] ?? "?")”" }.joined(separator: " calls ")
        return problem(.error, "csl.macro-cycle", macroElements[called], "a macro calls itself: \(loop)")
    }

    private func calls(of macro: Int) -> [Int] {
        var found: [Int] = []
        visit(parts.macros[macro].children) { node in
            if node.kind == .macro, !found.contains(Int(node.detail)) { found.append(Int(node.detail)) }
        }
        return found
    }
}
