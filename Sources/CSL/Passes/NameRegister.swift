/// All names of a document: which of them look alike without, or with initials of, their given names.
///
/// Source: CSL 1.0.2 specification, "Disambiguation", method 1.
struct NameRegister {
    private let rule: Area.GivenNameRule
    private let table: NameTable
    /// The families by their names; a name of the table knows its family by the number, -1 where it is not known yet.
    private var numbers: [String: Int32] = [:]
    private var families: [Family] = []
    private var familyOfName: [Int32]
    /// The items whose names are here.
    private var hasItem: [Bool] = []
    private var itemCount = 0
    private static let initials = Initials(mark: [UInt8(ascii: ".")], keepsHyphens: false)

    /// The given names that occur with a family name: most have but one.
    private struct Family {
        var first: PersonName
        /// All of them, by their initials, where there are several.
        var byInitials: [String: Set<String>] = [:]
        var hasSeveral = false
    }

    init(_ rule: Area.GivenNameRule, _ table: NameTable) {
        self.rule = rule
        self.table = table
        familyOfName = Array(repeating: -1, count: table.names.count)
    }

    var isPrimaryOnly: Bool { rule == .primaryName || rule == .primaryNameWithInitials }
    private var isInitialsOnly: Bool { rule == .allNamesWithInitials || rule == .primaryNameWithInitials }

    /// Whether there are no names here of items other than these.
    func holdsNone(but items: [Int]) -> Bool {
        var known = 0
        for item in items where item < hasItem.count && hasItem[item] { known += 1 }
        return known == itemCount
    }

    /// Takes note of an item whose names follow.
    ///
    /// - Parameter count: how many items there are in all.
    /// - Returns: false where its names are here already.
    mutating func begin(_ item: Int, of count: Int) -> Bool {
        if hasItem.count < count { hasItem += Array(repeating: false, count: count - hasItem.count) }
        if hasItem[item] { return false }
        hasItem[item] = true
        itemCount += 1
        return true
    }

    /// Adds a name by its place in the table.
    mutating func add(_ place: Int) {
        let name = table.names[place]
        let key = family(name)
        guard let number = numbers[key] else {
            let number = Int32(truncatingIfNeeded: families.count)
            numbers[key] = number
            familyOfName[place] = number
            families.append(Family(first: name))
            return
        }
        familyOfName[place] = number
        let at = Int(number)
        let first = families[at].first
        if isSameGiven(first, name) { return }
        if families[at].byInitials.isEmpty { families[at].byInitials[initials(first)] = [given(first)] }
        families[at].byInitials[initials(name), default: []].insert(given(name))
        families[at].hasSeveral = true
    }

    private func isSameGiven(_ a: PersonName, _ b: PersonName) -> Bool {
        func isSame(_ x: Bytes, _ y: Bytes) -> Bool {
            x.count == y.count && table.text(x).elementsEqual(table.text(y))
        }
        return isSame(a.given, b.given)
    }

    private func family(_ name: PersonName) -> String {
        let family = table.string(name.family)
        return name.nonDroppingParticle.isEmpty ? family : table.string(name.nonDroppingParticle) + " " + family
    }

    private func given(_ name: PersonName) -> String { table.string(name.given) }

    private func initials(_ name: PersonName) -> String {
        var initials: [UInt8] = []
        NameRegister.initials.append(table.text(name.given), onlyInitials: false, to: &initials)
        return String(decoding: initials, as: UTF8.self)
    }

    /// How much of the given names a name of the table needs.
    func level(_ place: Int, from base: UInt8, hasInitials: Bool) -> UInt8 {
        let name = table.names[place]
        if base > 1 || name.isLiteral || name.given.isEmpty { return base }
        let own = familyOfName[place]
        guard let number = own >= 0 ? own : numbers[family(name)], families[Int(number)].hasSeveral else { return base }
        let byInitials = families[Int(number)].byInitials
        let all = byInitials.values.reduce(0) { $0 + $1.count }
        let sameInitials = byInitials[initials(name)]?.count ?? 1
        if base == 0 {
            if all <= 1 { return 0 }
            if hasInitials {
                if sameInitials <= 1 { return 1 }
                if isInitialsOnly { return byInitials.count > 1 ? 1 : 0 }
                return 2
            }
            return isInitialsOnly ? 0 : 2
        }
        return sameInitials > 1 && !isInitialsOnly ? 2 : 1
    }
}
