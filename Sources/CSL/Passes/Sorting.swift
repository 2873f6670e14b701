internal import ICU
internal import Records

/// Sort keys of items, and the order that they give.
///
/// Source: CSL 1.0.2 specification, "Sorting".
struct Sorting {
    let keys: [SortKey]
    private let collator: Collator

    init(_ keys: [SortKey], language: String) { self.init(keys, Collator(language: language)) }

    private init(_ keys: [SortKey], _ collator: Collator) {
        self.keys = keys
        self.collator = collator
    }

    /// The same language's order by other keys.
    func with(_ keys: [SortKey]) -> Sorting { Sorting(keys, collator) }

    /// One key's value: bytes that compare as the language sorts; nil where it is empty, which sorts last.
    typealias Value = [UInt8]?

    /// The value of an item's key.
    func value(_ index: Int, _ renderer: inout Renderer) -> Value {
        let key = keys[index]
        if key.macro >= 0 {
            let raw = renderer.sortText(key)
            return raw.isEmpty ? nil : collated(raw)
        }
        let variable = key.variable
        if variable.isDate {
            guard let date = renderer.items.date(renderer.item, variable) else { return nil }
            var raw: [UInt8] = []
            DateSorting.append(date, shown: .all, to: &raw)
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
    func collated(_ raw: [UInt8]) -> [UInt8] {
        raw.withUnsafeBufferPointer { raw in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: raw.count) { plain in
                var out: [UInt8] = []
                out.reserveCapacity(raw.count + 8)
                var start = 0
                while start <= raw.count {
                    var end = start
                    while end < raw.count, raw[end] != Sorting.partSeparator { end += 1 }
                    var count = Sorting.copyWithoutPunctuation(raw, start..<end, to: plain)
                    // A space that an affix left at an end would tell apart what is the same.
                    while count > 0, plain[count - 1] == UInt8(ascii: " ") { count -= 1 }
                    var first = 0
                    while first < count, plain[first] == UInt8(ascii: " ") { first += 1 }
                    if first < count {
                        collator.key(UnsafeBufferPointer(rebasing: plain[first..<count]), into: &out)
                    }
                    if end < raw.count { out.append(1) }
                    start = end + 1
                }
                // Names that nothing follows are the same as the same text.
                while out.last == 1 { out.removeLast() }
                return out
            }
        }
    }

    /// Stands between the parts of a sort text.
    static let partSeparator: UInt8 = 1

    /// Stands between the numbers that a punctuation mark held apart ("1966-1979"); collation passes over it.
    private static let numberEnd: UInt8 = 2

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// Punctuation does not count, spaces do.
    ///
    /// - Returns: how many bytes were copied.
    private static func copyWithoutPunctuation(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to out: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var count = 0
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = text[at]
            let isDash =
                byte == 0xE2 && at + 2 < range.upperBound && text[at + 1] == 0x80
                && (0x90...0x9F).contains(text[at + 2])
            guard isDash || byte < 0x80 && isPunctuation(byte) else {
                out[count] = byte
                count += 1
                at += 1
                continue
            }
            // Dashes and typographic quotation marks have three bytes.
            at += isDash ? 3 : 1
            if count > 0, isDigit(out[count - 1]), at < range.upperBound, isDigit(text[at]) {
                out[count] = numberEnd
                count += 1
            }
        }
        return count
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        (byte < 64 ? lowPunctuation : highPunctuation) >> UInt64(byte & 63) & 1 == 1
    }

    /// A bit for each of `!"#%&'()*,-./:;?`.
    private static let lowPunctuation: UInt64 =
        1 << 0x21 | 1 << 0x22 | 1 << 0x23 | 1 << 0x25 | 1 << 0x26 | 1 << 0x27 | 1 << 0x28 | 1 << 0x29 | 1 << 0x2A
        | 1 << 0x2C | 1 << 0x2D | 1 << 0x2E | 1 << 0x2F | 1 << 0x3A | 1 << 0x3B | 1 << 0x3F
    /// A bit for each of `@[\]_{}`, from 64 on.
    private static let highPunctuation: UInt64 =
        1 << 0x00 | 1 << 0x1B | 1 << 0x1C | 1 << 0x1D | 1 << 0x1F | 1 << 0x3B | 1 << 0x3D

    // MARK: Order

    /// Sorts places by their values; places with the same values stay in their order. A key is asked for only where those before
    /// it are the same.
    ///
    /// - Parameters:
    ///   - lastOrder: the order that most of them had, as far as there is one: what is sorted already is sorted sooner.
    ///   - value: of a place and the index of a key.
    ///   - areTwins: whether all of some places have the same values of all keys, which then need not be made.
    func sort(
        _ places: inout [Int], lastOrder: [Int] = [], by value: (Int, Int) -> Value,
        areTwins: (ArraySlice<Int>) -> Bool = { _ in false }
    ) {
        var pending = [(range: places.indices, key: 0)]
        while let (range, key) = pending.popLast() {
            if range.count < 2 || key >= keys.count { continue }
            if key > 0, areTwins(places[range]) { continue }
            let last = key == 0 ? lastOrder : []
            for same in sort(&places, range, last, descending: keys[key].isDescending, { value($0, key) }) {
                pending.append((same, key + 1))
            }
        }
    }

    /// A value's first bytes as a number, and where it stands: most comparisons end there.
    private struct Keyed: BitwiseCopyable {
        var head: UInt64
        var index: Int32
    }

    /// Sorts a stretch by one key.
    ///
    /// - Returns: the stretches with the same value.
    private func sort(
        _ places: inout [Int], _ range: Range<Int>, _ lastOrder: [Int], descending: Bool, _ value: (Int) -> Value
    ) -> [Range<Int>] {
        let old = Array(places[range])
        let values = old.map { value($0) }
        var keyed: [Keyed] = []
        keyed.reserveCapacity(old.count)
        for index in Sorting.indices(of: old, in: lastOrder) {
            if let value = values[index] { keyed.append(Keyed(head: Sorting.head(value), index: Int32(index))) }
        }
        func isSame(_ a: Keyed, _ b: Keyed) -> Bool { a.head == b.head && values[Int(a.index)] == values[Int(b.index)] }
        // By the first bytes, which stand side by side; the values themselves are far apart in memory, and each of them is then
        // looked at beside the few that begin as it does.
        keyed.sort { a, b in a.head != b.head ? (a.head < b.head) != descending : a.index < b.index }
        var first = 0
        while first < keyed.count {
            var end = first + 1
            while end < keyed.count, keyed[end].head == keyed[first].head { end += 1 }
            if end - first > 1 {
                keyed[first..<end].sort { a, b in
                    guard let x = values[Int(a.index)], let y = values[Int(b.index)], x != y else {
                        return a.index < b.index
                    }
                    return x.lexicographicallyPrecedes(y) != descending
                }
            }
            first = end
        }
        var same: [Range<Int>] = []
        var start = 0
        for at in keyed.indices {
            places[range.lowerBound + at] = old[Int(keyed[at].index)]
            if at > 0, !isSame(keyed[at - 1], keyed[at]) { start = at }
            let isLast = at + 1 == keyed.count || !isSame(keyed[at], keyed[at + 1])
            if isLast, at > start { same.append((range.lowerBound + start)..<(range.lowerBound + at + 1)) }
        }
        // What has no value comes last.
        var at = range.lowerBound + keyed.count
        if at < range.upperBound { same.append(at..<range.upperBound) }
        for (index, value) in values.enumerated() where value == nil {
            places[at] = old[index]
            at += 1
        }
        return same
    }

    /// The indices of places, those that had an order before in that.
    private static func indices(of places: [Int], in lastOrder: [Int]) -> [Int] {
        guard !lastOrder.isEmpty, let last = places.max() else { return Array(places.indices) }
        var indexOf = [Int32](repeating: -1, count: last + 1)
        for (index, place) in places.enumerated() { indexOf[place] = Int32(truncatingIfNeeded: index) }
        var indices: [Int] = []
        indices.reserveCapacity(places.count)
        for place in lastOrder where place <= last && indexOf[place] >= 0 {
            indices.append(Int(indexOf[place]))
            indexOf[place] = -1
        }
        for (index, place) in places.enumerated() where indexOf[place] >= 0 { indices.append(index) }
        return indices
    }

    private static func head(_ value: [UInt8]) -> UInt64 {
        var head: UInt64 = 0
        for index in 0..<8 { head = head << 8 | (index < value.count ? UInt64(value[index]) : 0) }
        return head
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
        if let list = items.names.list(item, variable) {
            let shown = shownCount(Int(list.count), options).count
            for index in 0..<shown {
                if index > 0 { out.bytes.append(Sorting.partSeparator) }
                appendForSorting(items.names.names[Int(list.start) + index], given: 2, nil)
            }
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
    mutating func appendForSorting(_ name: PersonName, given level: UInt8, _ initials: Initials?) {
        let names = items.names
        if name.isLiteral {
            return out.bytes.append(contentsOf: Renderer.withoutArticle(names.string(name.family)).utf8)
        }
        let keepsParticle = style.options.demoteNonDroppingParticle == .never
        if keepsParticle, !name.nonDroppingParticle.isEmpty {
            // It is a part of the family name, and a word of its own ("d'Alembert" before "de Beauvoir").
            out.bytes.append(contentsOf: names.text(name.nonDroppingParticle))
            out.bytes.append(0x20)
        }
        out.bytes.append(contentsOf: names.text(name.family))
        if level > 0 { appendGivenForSorting(name, given: level, initials, keepsParticle: keepsParticle) }
        while out.bytes.last == Sorting.partSeparator { out.bytes.removeLast() }
    }

    private mutating func appendGivenForSorting(
        _ name: PersonName, given level: UInt8, _ initials: Initials?, keepsParticle: Bool
    ) {
        let names = items.names
        out.bytes.append(Sorting.partSeparator)
        if !name.droppingParticle.isEmpty || (!keepsParticle && !name.nonDroppingParticle.isEmpty) {
            out.bytes.append(contentsOf: names.text(name.droppingParticle))
            if !keepsParticle {
                out.bytes.append(0x20)
                out.bytes.append(contentsOf: names.text(name.nonDroppingParticle))
            }
        }
        out.bytes.append(Sorting.partSeparator)
        if level == 1, let initials {
            given.removeAll(keepingCapacity: true)
            initials.append(names.text(name.given), onlyInitials: false, to: &given)
            out.bytes.append(contentsOf: given)
        } else {
            out.bytes.append(contentsOf: names.text(name.given))
        }
        if !name.suffix.isEmpty {
            out.bytes.append(Sorting.partSeparator)
            out.bytes.append(contentsOf: names.text(name.suffix))
        }
    }

    static func withoutArticle(_ name: String) -> String {
        for article in ["The ", "A ", "An ", "the ", "a ", "an "] where name.hasPrefix(article) {
            return String(name.dropFirst(article.count))
        }
        return name
    }
}
