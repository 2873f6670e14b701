internal import ICU
internal import Records

/// Sort keys of items, and the order that they give.
///
/// Source: CSL 1.0.2 specification, "Sorting".
struct Sorting {
    let keys: [SortKey]
    private let collator: Collator

    init(_ keys: [SortKey], language: String) {
        self.keys = keys
        collator = Collator(language: language)
    }

    /// One key's value: bytes that compare as the language sorts; nil where it is empty, which sorts last.
    typealias Value = [UInt8]?

    /// The values of an item's keys.
    func values(_ renderer: inout Renderer) -> [Value] {
        keys.map { value($0, &renderer) }
    }

    private func value(_ key: SortKey, _ renderer: inout Renderer) -> Value {
        if key.macro >= 0 {
            let raw = renderer.sortText(key)
            return raw.isEmpty ? nil : collated(raw)
        }
        let variable = key.variable
        if variable.isDate {
            guard let date = renderer.items.date(renderer.item, variable) else { return nil }
            var raw: [UInt8] = []
            DateSorting.append(date, parts: nil, to: &raw)
            return raw.isEmpty ? nil : raw
        }
        if variable == .citationNumber {
            var raw: [UInt8] = []
            Renderer.pad(Int(renderer.state.citationNumber), into: &raw)
            return raw
        }
        if variable.isName {
            let raw = renderer.sortNames(variable, key)
            return raw.isEmpty ? nil : collated(raw)
        }
        guard let text = renderer.sortText(variable) else { return nil }
        return collated(Array(text.string.utf8))
    }

    /// Parts are collated one by one, so that a short family name comes before a longer one whatever follows.
    private func collated(_ raw: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(raw.count + 8)
        var start = 0
        while start <= raw.count {
            let end = raw[start...].firstIndex(of: Sorting.partSeparator) ?? raw.count
            if end > start {
                let plain = Sorting.withoutPunctuation(raw[start..<end])
                if !plain.isEmpty { collator.key(plain[...], into: &out) }
            }
            if end < raw.count { out.append(1) }
            start = end + 1
        }
        return out
    }

    /// Stands between the parts of a sort text.
    static let partSeparator: UInt8 = 1

    /// Punctuation does not count, spaces do.
    private static func withoutPunctuation(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        var at = text.startIndex
        while at < text.endIndex {
            let byte = text[at]
            if byte < 0x80 {
                if !isPunctuation[Int(byte)] { out.append(byte) }
                at += 1
            } else if byte == 0xE2, at + 2 < text.endIndex, text[at + 1] == 0x80, (0x90...0x9F).contains(text[at + 2]) {
                // Dashes and typographic quotation marks
                at += 3
            } else {
                out.append(byte)
                at += 1
            }
        }
        return out
    }

    private static let isPunctuation: [Bool] = (0..<128).map { "!\"#%&'()*,-./:;?@[\\]_{}".utf8.contains(UInt8($0)) }

    /// Whether the first item comes before the second.
    func precedes(_ a: [Value], _ b: [Value]) -> Bool? {
        for (index, key) in keys.enumerated() where index < a.count && index < b.count {
            switch (a[index], b[index]) {
            case (nil, nil): continue
            case (nil, _): return false
            case (_, nil): return true
            case (let x?, let y?):
                if x == y { continue }
                return x.lexicographicallyPrecedes(y) != key.isDescending
            }
        }
        return nil
    }

    /// Sorts places by their values; places with the same values stay in their order.
    func sort(_ places: inout [Int], by values: (Int) -> [Value]) {
        let keyed = places.map { (place: $0, values: values($0)) }
        var order = Array(keyed.indices)
        order.sort { a, b in precedes(keyed[a].values, keyed[b].values) ?? (a < b) }
        places = order.map { keyed[$0].place }
    }
}

extension Renderer {
    /// What a macro renders for sorting.
    mutating func sortText(_ key: SortKey) -> [UInt8] {
        out.removeAll()
        prepareSorting(key)
        var isFirst = true
        _ = render(style.macros[Int(key.macro)].children, delimiter: Bytes(), isFirst: &isFirst)
        sorting = nil
        return out.bytes
    }

    /// A variable's text for sorting; numbers with zeros before.
    func sortText(_ variable: Variable) -> Text? {
        if variable == .citationLabel {
            let label = items.text(item, Variable(TextField.citationLabel))?.string ?? CitationLabel.make(items, item)
            return label.isEmpty ? nil : Text(label)
        }
        return text(of: variable)
    }

    /// A name variable for sorting: all names, inverted.
    mutating func sortNames(_ variable: Variable, _ key: SortKey) -> [UInt8] {
        out.removeAll()
        prepareSorting(key)
        var options = (area == .citation ? style.citation?.names : style.bibliography?.names) ?? NameOptions()
        options = options.over(style.options.names)
        options.form = .long
        options.nameAsSortOrder = .all
        let list = items.names(item, variable).map { PersonName($0, splitsParticles: self.options.splitsParticles) }
        let shown = shownCount(list.count, options).count
        for (index, name) in list.prefix(shown).enumerated() {
            if index > 0 { out.bytes.append(Sorting.partSeparator) }
            appendForSorting(name, given: 2, options)
        }
        sorting = nil
        return out.bytes
    }

    private mutating func prepareSorting(_ key: SortKey) {
        suppressed = VariableSet()
        substituting = 0
        nameLists = 0
        hasYear = false
        names.reset()
        sorting = key
    }

    /// A name's parts in the order in which they sort.
    ///
    /// Source: CSL 1.0.2 specification, "Name-part Order", sorting order.
    mutating func appendForSorting(_ name: PersonName, given level: UInt8, _ options: NameOptions) {
        if name.isLiteral { return out.bytes.append(contentsOf: Renderer.withoutArticle(name.family).utf8) }
        let keepsParticle = style.options.demoteNonDroppingParticle == .never
        if keepsParticle, !name.nonDroppingParticle.isEmpty {
            out.bytes.append(contentsOf: name.nonDroppingParticle.utf8)
            out.bytes.append(Sorting.partSeparator)
        }
        out.bytes.append(contentsOf: name.family.utf8)
        defer { while out.bytes.last == Sorting.partSeparator { out.bytes.removeLast() } }
        guard level > 0 else { return }
        let particles = name.droppingParticle + (keepsParticle ? "" : " " + name.nonDroppingParticle)
        out.bytes.append(Sorting.partSeparator)
        if particles != " " { out.bytes.append(contentsOf: particles.utf8) }
        out.bytes.append(Sorting.partSeparator)
        if level == 1, let with = options.initializeWith {
            let initials = Initials(mark: Array(style.blob[with.range]), keepsHyphens: true)
            out.bytes.append(contentsOf: initials.apply(name.given, onlyInitials: false))
        } else {
            out.bytes.append(contentsOf: name.given.utf8)
        }
        if !name.suffix.isEmpty {
            out.bytes.append(Sorting.partSeparator)
            out.bytes.append(contentsOf: name.suffix.utf8)
        }
    }

    static func withoutArticle(_ name: String) -> String {
        for article in ["The ", "A ", "An ", "the ", "a ", "an "] where name.hasPrefix(article) {
            return String(name.dropFirst(article.count))
        }
        return name
    }
}
