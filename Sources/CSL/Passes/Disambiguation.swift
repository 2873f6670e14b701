internal import Records

/// Tells apart cites that look the same: by given names and more names, by `disambiguate` conditions, by year suffixes.
///
/// Cites are grouped by what they look like; only those of one group are compared, and only by looks, never all with all.
///
/// Source: CSL 1.0.2 specification, "Disambiguation".
struct Disambiguation {
    private let area: Area
    /// The items, in the order of the bibliography.
    private let order: [Int]
    private var renderer: Renderer
    private(set) var states: [ItemState]
    /// What each item's cite looks like; kept between runs.
    var looks: [Look?]

    /// How a cite looks with names as the style has them.
    struct Look: Sendable {
        var key: [UInt8]
        var configuration: NameConfiguration
        var totals: [Int]
        /// The names of each list, where they are needed.
        var lists: [[PersonName]]
        /// Whether given names are shown as initials first.
        var initializes: Bool
    }

    init(_ area: Area, order: [Int], renderer: Renderer, states: [ItemState], looks: [Look?]) {
        self.area = area
        self.order = order
        self.renderer = renderer
        self.renderer.names.isTracing = true
        self.states = states
        self.looks = looks
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
            if looks[item] == nil { looks[item] = look(item) }
        }
        if area.disambiguatesByGivenNames, area.givenNameRule != .byCite { tellNamesApart() }
        var keys = [[UInt8]](repeating: [], count: states.count)
        for item in order { keys[item] = states[item].names == nil ? looks[item]?.key ?? [] : key(item, states[item]) }
        for group in groups(order, { keys[$0] }) where group.count > 1 { resolve(group) }
        if area.disambiguatesByYearSuffix { addYearSuffixes() }
    }

    /// No name list is worth more attempts, each of which renders the group's cites.
    private static let mostSteps = 300

    // MARK: Looks

    private mutating func look(_ item: Int) -> Look {
        let key = key(item, ItemState(citationNumber: states[item].citationNumber))
        let trace = renderer.names
        let level = trace.levels
        return Look(
            key: key,
            configuration: NameConfiguration(
                counts: trace.shown,
                givens: zip(trace.totals, level).map { Array(repeating: $1, count: $0) }),
            totals: trace.totals, lists: trace.lists, initializes: renderer.firstNamesInitialize)
    }

    /// What an item's cite looks like, formatting aside.
    private mutating func key(_ item: Int, _ state: ItemState) -> [UInt8] {
        renderer.begin(item, .citation)
        renderer.out.removeAll()
        renderer.cite = CiteContext()
        renderer.cite.position = PositionBits.subsequent | PositionBits.nearNote
        renderer.state = state
        renderer.renderLayout(area)
        return renderer.out.bytes
    }

    /// Items by their key, in the order of the first of each.
    private func groups(_ items: [Int], _ key: (Int) -> [UInt8]) -> [[Int]] {
        var places: [[UInt8]: Int] = [:]
        var groups: [[Int]] = []
        for item in items {
            let key = key(item)
            if let place = places[key] {
                groups[place].append(item)
            } else {
                places[key] = groups.count
                groups.append([item])
            }
        }
        return groups
    }

    private mutating func groups(_ items: [Int], with configuration: NameConfiguration, disambiguates: Int = 0)
        -> [[Int]]
    {
        var places: [[UInt8]: Int] = [:]
        var groups: [[Int]] = []
        for item in items {
            var state = ItemState(citationNumber: states[item].citationNumber)
            state.names = configured(item, configuration)
            state.disambiguates = disambiguates
            let key = key(item, state)
            if let place = places[key] {
                groups[place].append(item)
            } else {
                places[key] = groups.count
                groups.append([item])
            }
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
        if area.usesDisambiguate { unresolved = unresolved.flatMap { showExtraText($0.items, $0.configuration) } }
        for rest in unresolved {
            for item in rest.items {
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

    /// One more name, or more of one.
    private func advance(_ step: inout NameStep, _ items: [Int]) -> Bool {
        let totals = items.reduce(into: [Int]()) { totals, item in
            for (index, total) in (looks[item]?.totals ?? []).enumerated() {
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

    private mutating func addYearSuffixes() {
        var keys = [[UInt8]](repeating: [], count: states.count)
        for item in order {
            let state = states[item]
            let isPlain = state.names == nil && state.disambiguates == 0
            keys[item] = isPlain ? looks[item]?.key ?? [] : key(item, state)
        }
        for group in groups(order, { keys[$0] }) where group.count > 1 {
            for (index, item) in group.enumerated() { states[item].yearSuffix = Int32(index) }
        }
    }

    // MARK: Names throughout

    /// Gives every name that could be taken for another as much of the given names as it needs.
    private mutating func tellNamesApart() {
        var register = NameRegister(area.givenNameRule)
        for item in order {
            guard let look = looks[item] else { continue }
            for (list, names) in look.lists.enumerated() {
                let shown = list < look.configuration.counts.count ? look.configuration.counts[list] : 0
                let counted = area.disambiguatesByNames ? names.count : shown
                for name in names.prefix(register.isPrimaryOnly ? 1 : max(shown, counted)) { register.add(name) }
            }
        }
        for item in order {
            guard let look = looks[item] else { continue }
            var configuration = look.configuration
            var changed = false
            for (list, names) in look.lists.enumerated() where list < configuration.givens.count {
                for (index, name) in names.enumerated() where index < configuration.givens[list].count {
                    if register.isPrimaryOnly, index > 0 || list > 0 { break }
                    let level = register.level(
                        name, from: configuration.givens[list][index], hasInitials: look.initializes)
                    if level != configuration.givens[list][index] {
                        configuration.givens[list][index] = level
                        changed = true
                    }
                }
            }
            if changed { states[item].names = configuration }
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

/// All names of a document: which of them look alike without, or with initials of, their given names.
struct NameRegister {
    let rule: Area.GivenNameRule
    /// By family name: the given names that occur with it, by their initials.
    private var families: [String: [String: Set<String>]] = [:]

    init(_ rule: Area.GivenNameRule) { self.rule = rule }

    var isPrimaryOnly: Bool { rule == .primaryName || rule == .primaryNameWithInitials }
    private var isInitialsOnly: Bool { rule == .allNamesWithInitials || rule == .primaryNameWithInitials }

    mutating func add(_ name: PersonName) {
        families[NameRegister.family(name), default: [:]][NameRegister.initials(name), default: []].insert(
            NameRegister.given(name))
    }

    private static func family(_ name: PersonName) -> String {
        name.nonDroppingParticle.isEmpty ? name.family : name.nonDroppingParticle + " " + name.family
    }
    private static func given(_ name: PersonName) -> String {
        name.given + "|" + name.suffix + "|" + name.droppingParticle
    }
    private static func initials(_ name: PersonName) -> String {
        String(
            decoding: Initials(mark: [UInt8(ascii: ".")], keepsHyphens: false).apply(name.given, onlyInitials: false),
            as: UTF8.self)
    }

    /// How much of the given names the name needs.
    func level(_ name: PersonName, from base: UInt8, hasInitials: Bool) -> UInt8 {
        guard !name.isLiteral, !name.given.isEmpty, let byInitials = families[NameRegister.family(name)] else {
            return base
        }
        let all = byInitials.values.reduce(0) { $0 + $1.count }
        let sameInitials = byInitials[NameRegister.initials(name)]?.count ?? 1
        if base == 0 {
            if all <= 1 { return 0 }
            if hasInitials {
                if sameInitials <= 1 { return 1 }
                if isInitialsOnly { return byInitials.count > 1 ? 1 : 0 }
                return 2
            }
            return isInitialsOnly ? 0 : 2
        }
        if base == 1 { return sameInitials > 1 && !isInitialsOnly ? 2 : 1 }
        return base
    }
}
