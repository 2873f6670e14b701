internal import Records

/// `cs:choose`.
///
/// Source: CSL 1.0.2 specification, "Choose".
extension Renderer {
    /// The branch that applies.
    mutating func chosen(_ node: Node) -> Int? {
        let first = Int(style.firstBranches[Int(node.detail) + Int(type.rawValue)])
        let end = Int(node.children.start + node.children.count)
        var next = Int(node.children.start) + first
        while next < end {
            let index = next
            next += 1
            let branch = style.branches[index]
            if branch.level > 0, area != .citation || state.disambiguates < branch.level, branch.match != .none {
                continue
            }
            if branch.tests.isEmpty || holds(branch) { return index }
        }
        return nil
    }

    private mutating func holds(_ branch: Branch) -> Bool {
        switch branch.match {
        case .all:
            for test in branch.tests.range where !holds(style.tests[test]) { return false }
            return true
        case .any:
            for test in branch.tests.range where holds(style.tests[test]) { return true }
            return false
        case .none:
            for test in branch.tests.range where holds(style.tests[test]) { return false }
            return true
        }
    }

    private mutating func holds(_ test: Test) -> Bool {
        switch test.kind {
        case .type: return test.bits & (1 << UInt64(type.rawValue)) != 0
        case .variable: return isSet(test.variable)
        case .isNumeric: return isNumeric(test.variable)
        case .isUncertainDate:
            guard test.variable.isDate, let date = items.date(item, test.variable) else { return false }
            return date.isUncertain
        case .locator: return cite.hasLocator && cite.locatorTerm == Int32(truncatingIfNeeded: test.bits)
        case .position: return area == .citation && cite.position & test.bits != 0
        case .disambiguate: return state.disambiguates > 0 && area == .citation
        case .never: return false
        }
    }

    /// Whether a variable has a value, suppressed or not.
    func isSet(_ variable: Variable) -> Bool {
        if variable.raw < Variable.firstSpecial {
            if items.has(item, variable) { return true }
            return false
        }
        switch variable {
        case .locator: return area == .citation && cite.hasLocator
        case .citationNumber: return state.citationNumber > 0
        case .firstReferenceNoteNumber: return area == .citation && cite.firstReferenceNote > 0
        case .yearSuffix: return state.yearSuffix >= 0
        case .pageFirst: return items.has(item, Variable(.page)) || items.has(item, Variable(.pageFirst))
        // The one that is made of names and year is no value of the record.
        case .citationLabel: return items.text(item, Variable(TextField.citationLabel)) != nil
        default: return variable.isArchival && items.archival(item, variable) != nil
        }
    }

    func isNumeric(_ variable: Variable) -> Bool {
        if variable == .locator {
            guard area == .citation, let locator = cite.locator else { return false }
            return NumericValue.isNumeric(locator.string)
        }
        if variable == .citationNumber { return state.citationNumber > 0 }
        if variable == .firstReferenceNoteNumber { return cite.firstReferenceNote > 0 }
        guard let text = text(of: variable) else { return false }
        return NumericValue.isNumeric(text.string)
    }
}
