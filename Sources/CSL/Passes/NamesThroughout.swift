/// The rules of given names that hold in the whole document.
///
/// Source: CSL 1.0.2 specification, "Disambiguation", `givenname-disambiguation-rule`.
extension Disambiguation {
    /// Gives every name that could be taken for another as much of the given names as it needs.
    mutating func tellNamesApart() {
        let table = renderer.items.names
        var register = names ?? NameRegister(area.givenNameRule, table)
        names = nil
        // Names that are no longer there would still count.
        if !register.holdsNone(but: order) { register = NameRegister(area.givenNameRule, table) }
        for item in order where register.begin(item, of: states.count) {
            for traced in looks[item]?.lists ?? [] {
                let range = traced.list.range.prefix(register.isPrimaryOnly ? 1 : Int(traced.list.count))
                for name in range { register.add(name) }
            }
        }
        for item in order {
            if let look = looks[item], let configuration = configuration(of: look, register) {
                states[item].names = configuration
            }
        }
        names = register
    }

    /// The given names that a cite needs; nil where the style's own suffice.
    private func configuration(of look: Look, _ register: NameRegister) -> NameConfiguration? {
        var changed: NameConfiguration?
        for (list, traced) in look.lists.enumerated() {
            if register.isPrimaryOnly, list > 0 { break }
            for (index, name) in traced.list.range.enumerated() {
                if register.isPrimaryOnly, index > 0 { break }
                let level = register.level(name, from: traced.level, hasInitials: look.initializes)
                if level == traced.level { continue }
                var configuration = changed ?? look.configuration
                configuration.givens[list][index] = level
                changed = configuration
            }
        }
        return changed
    }
}
