internal import Records

/// Which variables each element asks for, so that a record without them need not be asked.
///
/// An element is passed over where the record has none of its variables, nothing in it renders without one, and one is asked for
/// in any case: then it is empty, and its group hears of a variable that was asked for and empty.
///
/// Source: CSL 1.0.2 specification, "Group": a group is left out where all the variables that it calls are empty.
struct StyleReach {
    private let parts: StyleParts
    private var nodes: [Reach?]
    private var macros: [Reach?]

    /// What rendering an element could come to.
    private struct Reach {
        var variables = VariableSet()
        /// Text may show that is no variable: a term, a value.
        var rendersText = false
        /// Without any variable something may show that counts as one: a group of terms alone.
        var rendersWithout = false
        /// A variable is asked for, whatever branches are taken.
        var asks = false
    }

    /// For each node the variables of which a record must have one for it to be rendered; ``Variable/anything`` is among them
    /// where it has to be rendered in any case.
    static func variables(of parts: StyleParts) -> [VariableSet] {
        var reach = StyleReach(parts)
        return parts.nodes.indices.map { index in
            var found = reach.node(index)
            if found.rendersText || found.rendersWithout || !found.asks { found.variables.insert(.anything) }
            return found.variables
        }
    }

    private init(_ parts: StyleParts) {
        self.parts = parts
        nodes = Array(repeating: nil, count: parts.nodes.count)
        macros = Array(repeating: nil, count: parts.macros.count)
    }

    private mutating func node(_ index: Int) -> Reach {
        if let known = nodes[index] { return known }
        let node = parts.nodes[index]
        let found: Reach
        switch node.kind {
        case .label where node.variable == .locator:
            var either = leaf(.locator, if: true)
            either.variables.insert(Variable(.page))
            found = either
        case .variable, .number, .label:
            found = leaf(text: node.variable, orShort: node.kind == .variable && node.form == 1)
        case .date: found = leaf(node.variable, if: node.variable.isDate)
        case .term, .value: found = Reach(rendersText: true)
        case .group: found = group(children(node.children))
        case .macro: found = macro(Int(node.detail))
        case .names: found = names(parts.names[Int(node.detail)])
        case .choose: found = choose(node.children)
        }
        nodes[index] = found
        return found
    }

    private func leaf(_ variable: Variable, if isSet: Bool) -> Reach {
        var found = Reach(asks: true)
        if isSet { found.variables.insert(variable) }
        return found
    }

    private func leaf(text variable: Variable, orShort: Bool) -> Reach {
        switch variable {
        case .citationNumber, .yearSuffix, .citationLabel: return leaf(.anything, if: true)
        case .locator, .firstReferenceNoteNumber, .pageFirst: return leaf(variable, if: true)
        default: break
        }
        var found = leaf(variable, if: variable.isText || variable.isArchival)
        if orShort, let short = variable.short { found.variables.insert(short) }
        return found
    }

    private mutating func children(_ slice: Slice) -> Reach {
        var all = Reach()
        for child in slice.range {
            let one = node(Int(parts.children[child]))
            all.variables.formUnion(one.variables)
            all.rendersText = all.rendersText || one.rendersText
            all.rendersWithout = all.rendersWithout || one.rendersWithout
            all.asks = all.asks || one.asks
        }
        return all
    }

    /// A group, or a macro, which is one: with text alone it is left out where a variable was asked for.
    private func group(_ children: Reach) -> Reach {
        var found = children
        found.rendersWithout = children.rendersWithout || (children.rendersText && !children.asks)
        found.rendersText = false
        return found
    }

    /// Macros do not call themselves, and their calls are no deeper than ``StyleCompiler/deepest``.
    private mutating func macro(_ index: Int) -> Reach {
        if let known = macros[index] { return known }
        let found = group(children(parts.macros[index].children))
        macros[index] = found
        return found
    }

    private mutating func names(_ names: NamesNode) -> Reach {
        var found = children(names.substitute)
        for variable in names.variables where variable.isName { found.variables.insert(variable) }
        // A sort key counts none too.
        if names.own.form == .count { found.variables.insert(.anything) }
        found.rendersWithout = found.rendersWithout || found.rendersText
        found.rendersText = false
        found.asks = true
        return found
    }

    private mutating func choose(_ branches: Slice) -> Reach {
        var all = Reach()
        var asks = false
        for index in branches.range {
            let branch = parts.branches[index]
            let one = children(branch.children)
            all.variables.formUnion(one.variables)
            all.rendersText = all.rendersText || one.rendersText
            all.rendersWithout = all.rendersWithout || one.rendersWithout
            let isFirst = index == branches.range.lowerBound
            asks = (isFirst || asks) && one.asks
        }
        // Without "else" it may be that no branch is taken.
        let hasElse = branches.range.last.map { parts.branches[$0].tests.isEmpty } ?? false
        all.asks = asks && hasElse
        return all
    }
}
