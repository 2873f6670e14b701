internal import Records

/// Tells apart cites that look the same: by given names and more names, by `disambiguate` conditions, by year suffixes.
///
/// Cites are grouped by what they look like; only those of one group are compared, and only by looks, never all with all.
///
/// Source: CSL 1.0.2 specification, "Disambiguation".
struct Disambiguation {
    let area: Area
    /// The items, in the order of the bibliography.
    let order: [Int]
    var renderer: Renderer
    var states: [ItemState]
    /// What each item's cite looks like; kept between runs.
    var looks: [Look?]
    /// The names of the items, where they are told apart throughout; kept between runs.
    var names: NameRegister?
    /// For each item the note of its first cite, where the style gives its number in later ones; 0 for none.
    private let firstNotes: [Int]

    /// How a cite looks with names as the style has them.
    struct Look: Sendable {
        var key: LookKey
        var lists: [TracedNames]
        /// Of the names themselves and of how they are shown: as good as these, and at hand.
        var namesHash: Int
        /// Whether given names are shown as initials first.
        var initializes: Bool
        /// Whether it shows the number of the note with the first cite, which tells it apart.
        var showsFirstNote = false
        /// How it looks in other ways that were asked for, so that a change elsewhere in the document asks for nothing anew.
        var others: [Shown] = []

        /// A way to show it, and what it looks like so.
        struct Shown: Sendable {
            var names: NameConfiguration?
            var disambiguates: Int
            var key: LookKey
        }

        /// More ways are not remembered, and none where there are more items: so many are not changed step by step.
        static let mostOthers = 8
        static let mostItems = 10_000

        var configuration: NameConfiguration {
            NameConfiguration(
                counts: lists.map { Int($0.shown) },
                givens: lists.map { Array(repeating: $0.level, count: Int($0.list.count)) })
        }
    }

    init(
        _ area: Area, order: [Int], renderer: Renderer, states: [ItemState], looks: [Look?], names: NameRegister? = nil,
        firstNotes: [Int] = []
    ) {
        self.area = area
        self.order = order
        self.renderer = renderer
        self.renderer.names.isTracing = true
        self.states = states
        self.looks = looks
        self.names = names
        self.firstNotes = firstNotes
    }

    static func isNeeded(_ area: Area) -> Bool {
        area.disambiguatesByNames || area.disambiguatesByGivenNames || area.disambiguatesByYearSuffix
            || area.usesDisambiguate
    }

    mutating func run() {
        for item in order {
            states[item].yearSuffix = -1
            states[item].disambiguates = 0
            states[item].names = nil
        }
        makeLooks()
        if area.disambiguatesByGivenNames, area.givenNameRule != .byCite { tellNamesApart() }
        let plain = order.map { looks[$0]?.key ?? LookKey([]) }
        var keys = plain
        var known: (index: Int, item: Int)?
        for (index, item) in order.enumerated() where states[item].names != nil {
            if let known, states[known.item].names == states[item].names, areTwins(known.item, item) {
                keys[index] = keys[known.index]
            } else {
                keys[index] = key(item, states[item])
            }
            known = (index, item)
        }
        for group in groups(keys) { resolve(group.map { order[$0] }) }
        if area.disambiguatesByYearSuffix { addYearSuffixes(plain) }
    }

    /// The places in the order of items that look the same and are first cited in the same note, if that is shown.
    private func groups(_ keys: [LookKey]) -> [[Int]] {
        let groups = LookKey.groups(keys)
        guard !firstNotes.isEmpty else { return groups }
        return groups.flatMap { group in
            var places: [Int: Int] = [:]
            var parts: [[Int]] = []
            for index in group {
                let item = order[index]
                let note = looks[item]?.showsFirstNote == true ? firstNotes[item] : 0
                if let place = places[note] {
                    parts[place].append(index)
                } else {
                    places[note] = parts.count
                    parts.append([index])
                }
            }
            return parts.filter { $0.count > 1 }
        }
    }

    /// No name list is worth more attempts, each of which renders the group's cites.
    private static let mostSteps = 300

    // MARK: Looks

    private mutating func makeLooks() {
        // As they stand in memory: in the order of the bibliography every look at one would be at another place.
        let missing = order.filter { looks[$0] == nil }.sorted()
        let (context, items, options) = (renderer.context, renderer.items, renderer.options)
        let made = Runs.map(missing.count, cores: options.cores) { [area, states, firstNotes] _ in
            Disambiguation(
                area, order: [], renderer: Renderer(context: context, items: items, options: options),
                states: states, looks: [], firstNotes: firstNotes)
        } _: { pass, index in
            pass.look(missing[index])
        }
        for (item, look) in zip(missing, made) { looks[item] = look }
    }

    private mutating func look(_ item: Int) -> Look {
        let key = rendered(item, ItemState(citationNumber: states[item].citationNumber))
        return Look(
            key: key, lists: renderer.names.lists, namesHash: renderer.items.names.hash(renderer.names.lists),
            initializes: renderer.firstNamesInitialize, showsFirstNote: renderer.showsFirstNote)
    }

    /// What an item's cite looks like, formatting aside. Where it does not depend on the citation number, it is rendered once.
    private mutating func key(_ item: Int, _ state: ItemState) -> LookKey {
        if renderer.style.citesByNumber { return rendered(item, state) }
        let known = looks[item]?.others.first {
            $0.disambiguates == state.disambiguates && $0.names == state.names
        }
        if let known { return known.key }
        let key = rendered(item, state)
        if order.count <= Look.mostItems, let count = looks[item]?.others.count, count < Look.mostOthers {
            looks[item]?.others.append(
                Look.Shown(names: state.names, disambiguates: state.disambiguates, key: key))
        }
        return key
    }

    private mutating func rendered(_ item: Int, _ state: ItemState) -> LookKey {
        renderer.begin(item, .citation)
        renderer.out.removeAll()
        renderer.cite = CiteContext()
        renderer.cite.position = PositionBits.subsequent | PositionBits.nearNote
        // Any number will do: which of them are the same is looked at apart.
        if !firstNotes.isEmpty, firstNotes[item] > 0 { renderer.cite.firstReferenceNote = 1 }
        renderer.state = state
        renderer.renderLayout(area)
        // A copy that is no longer than it has to be, as the room that drafts are made in.
        return LookKey(renderer.out.bytes.withUnsafeBufferPointer { Array($0) })
    }

    /// Items by what they look like with some names, in the order of the first of each.
    private mutating func groups(_ items: [Int], with configuration: NameConfiguration, disambiguates: Int = 0)
        -> [[Int]]
    {
        var places: [LookKey: Int] = [:]
        var groups: [[Int]] = []
        var last: (item: Int, place: Int)?
        for item in items {
            if let last, disambiguates == 0, areTwins(last.item, item) {
                groups[last.place].append(item)
                continue
            }
            var state = ItemState(citationNumber: states[item].citationNumber)
            state.names = configured(item, configuration)
            state.disambiguates = disambiguates
            let key = key(item, state)
            let place = places[key] ?? groups.count
            if place == groups.count {
                places[key] = place
                groups.append([item])
            } else {
                groups[place].append(item)
            }
            last = (item, place)
        }
        return groups
    }

    /// Where names are told apart throughout, each item keeps its own given names.
    private func configured(_ item: Int, _ configuration: NameConfiguration) -> NameConfiguration {
        guard area.givenNameRule != .byCite || !area.disambiguatesByGivenNames, let own = states[item].names else {
            return configuration
        }
        return NameConfiguration(counts: configuration.counts, givens: own.givens)
    }

    // MARK: Methods 1 and 2

    private mutating func resolve(_ group: [Int]) {
        guard let first = group.first, let start = looks[first]?.configuration else { return }
        var unresolved: [(items: [Int], configuration: NameConfiguration)] = [(group, start)]
        if area.disambiguatesByNames || (area.disambiguatesByGivenNames && area.givenNameRule == .byCite) {
            unresolved = expandNames(group, start)
        }
        // Where there are year suffixes, they tell apart whatever names do not (docs/csl-notes.md).
        if area.usesDisambiguate, !area.disambiguatesByYearSuffix {
            unresolved = unresolved.flatMap { showExtraText($0.items, $0.configuration) }
        }
        for rest in unresolved {
            let areSame = haveSameNames(rest.items)
            var isAsStyled = false
            for (index, item) in rest.items.enumerated() {
                if index == 0 || !areSame { isAsStyled = looks[item]?.configuration == rest.configuration }
                // Where nothing helped, the names stay as the style has them.
                if isAsStyled, states[item].names == nil { continue }
                states[item].names = configured(item, rest.configuration)
            }
        }
    }

    /// Shows more of the names step by step, to all cites that still look the same.
    ///
    /// - Returns: those that no name tells apart.
    private mutating func expandNames(
        _ group: [Int], _ start: NameConfiguration
    ) -> [(items: [Int], configuration: NameConfiguration)] {
        if haveSameNames(group) { return [(group, start)] }
        var unresolved: [(items: [Int], configuration: NameConfiguration)] = []
        var pending = [(items: group, configuration: start)]
        var steps = 0
        while var list = pending.popLast() {
            var step = NameStep(base: list.configuration, better: list.configuration)
            while true {
                steps += 1
                guard steps <= Disambiguation.mostSteps, advance(&step, list.items) else {
                    unresolved.append((list.items, step.better))
                    break
                }
                let parts = groups(list.items, with: step.base)
                if parts.count == 1 { continue }
                step.keep()
                for part in parts where part.count == 1 {
                    states[part[0]].names = configured(part[0], step.better)
                }
                let rest = parts.filter { $0.count > 1 }
                guard let next = rest.first else { break }
                for other in rest.dropFirst() { pending.append((other, step.better)) }
                list.items = next
            }
        }
        return unresolved
    }

    /// Whether the cites of a group have the same names, shown in the same way: then names do not tell them apart.
    private func haveSameNames(_ group: [Int]) -> Bool {
        guard let first = group.first, let wanted = looks[first]?.namesHash else { return false }
        return group.dropFirst().allSatisfy { looks[$0]?.namesHash == wanted }
    }

    /// Whether two cites look the same however much of their names is shown.
    private func areTwins(_ a: Int, _ b: Int) -> Bool {
        guard let look = looks[a], let other = looks[b] else { return false }
        return look.key == other.key && look.namesHash == other.namesHash
    }

    /// One more name, or more of one.
    private func advance(_ step: inout NameStep, _ items: [Int]) -> Bool {
        let totals = items.reduce(into: [Int]()) { totals, item in
            for (index, total) in (looks[item]?.lists.map { Int($0.list.count) } ?? []).enumerated() {
                if index < totals.count { totals[index] = max(totals[index], total) } else { totals.append(total) }
            }
        }
        let expands = area.disambiguatesByGivenNames && area.givenNameRule == .byCite
        while step.list < step.base.counts.count, step.list < totals.count {
            if expands, step.name < step.base.counts[step.list], step.name < step.base.givens[step.list].count {
                if step.base.givens[step.list][step.name] < 2 {
                    step.base.givens[step.list][step.name] += 1
                    return true
                }
                step.name += 1
                continue
            }
            if area.disambiguatesByNames, step.base.counts[step.list] < totals[step.list] {
                step.name = step.base.counts[step.list]
                step.base.counts[step.list] += 1
                while step.base.givens[step.list].count < totals[step.list] {
                    step.base.givens[step.list].append(step.base.givens[step.list].last ?? 0)
                }
                return true
            }
            step.list += 1
            step.name = 0
        }
        return false
    }

    // MARK: Method 3

    private mutating func showExtraText(
        _ items: [Int], _ configuration: NameConfiguration
    ) -> [(items: [Int], configuration: NameConfiguration)] {
        // What says the same looks the same, whatever more is shown.
        if renderer.items.areTwins(items[...]) { return [(items, configuration)] }
        var unresolved: [(items: [Int], configuration: NameConfiguration)] = []
        var pending = items
        // Names that stand only in such a condition are compared in full.
        var full = configuration
        if area.disambiguatesByNames { full.counts = full.counts.isEmpty ? [1 << 16] : full.counts }
        for level in 1...max(1, renderer.style.disambiguateConditions) {
            let parts = groups(pending, with: full, disambiguates: level)
            if parts.count == 1 { continue }
            for item in pending {
                states[item].disambiguates = level
                states[item].names = configured(item, configuration)
            }
            let rest = parts.filter { $0.count > 1 }
            guard let next = rest.first else { return unresolved }
            for other in rest.dropFirst() { unresolved.append((other, configuration)) }
            pending = next
        }
        return unresolved + [(pending, configuration)]
    }

    // MARK: Method 4

    /// - Parameter plain: what the items look like as the style has them.
    private mutating func addYearSuffixes(_ plain: [LookKey]) {
        var keys = plain
        var known: (index: Int, item: Int)?
        for (index, item) in order.enumerated() where states[item].names != nil || states[item].disambiguates > 0 {
            let state = states[item]
            if let known, state.disambiguates == 0, states[known.item].disambiguates == 0,
                states[known.item].names == state.names, areTwins(known.item, item)
            {
                keys[index] = keys[known.index]
            } else {
                keys[index] = key(item, state)
            }
            known = (index, item)
        }
        for group in groups(keys) {
            for (letter, index) in group.enumerated() { states[order[index]].yearSuffix = Int32(letter) }
        }
    }
}

/// Where the expansion of names has got to.
private struct NameStep {
    /// What is tried, and what has helped so far.
    var base: NameConfiguration
    var better: NameConfiguration
    var list = 0
    var name = 0

    /// The last step helped.
    mutating func keep() {
        better.counts[list] = base.counts[list]
        if list < better.givens.count, name < base.givens[list].count {
            while better.givens[list].count < base.givens[list].count {
                better.givens[list].append(base.givens[list][better.givens[list].count])
            }
            better.givens[list][name] = base.givens[list][name]
        }
    }
}
