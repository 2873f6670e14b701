/// Formatting of name parts that `cs:names` within `cs:substitute` takes over.
extension StyleCompiler {
    /// Gives every `cs:names` within a `cs:substitute`, called macros included, the `cs:name-part` formatting of the outer
    /// `cs:names` where it has none of its own. A macro belongs where the style first calls it (docs/csl-notes.md).
    mutating func inheritNameParts(_ areas: [Area]) {
        var called: Set<Int32> = []
        for area in areas {
            for key in area.sort where key.macro >= 0 && called.insert(key.macro).inserted {
                inherit(NameParts(), in: parts.macros[Int(key.macro)].children, &called)
            }
            inherit(NameParts(), in: area.layout, &called)
        }
    }

    private struct NameParts {
        var given: Int32 = -1
        var family: Int32 = -1
    }

    private mutating func inherit(_ outer: NameParts, in slice: Slice, _ called: inout Set<Int32>) {
        for child in slice.range {
            let node = parts.nodes[Int(parts.children[child])]
            switch node.kind {
            case .group: inherit(outer, in: node.children, &called)
            case .choose:
                for branch in node.children.range { inherit(outer, in: parts.branches[branch].children, &called) }
            case .macro:
                guard called.insert(node.detail).inserted else { continue }
                inherit(outer, in: parts.macros[Int(node.detail)].children, &called)
            case .names:
                let index = Int(node.detail)
                if parts.names[index].given < 0 { parts.names[index].given = outer.given }
                if parts.names[index].family < 0 { parts.names[index].family = outer.family }
                let own = NameParts(given: parts.names[index].given, family: parts.names[index].family)
                inherit(own, in: parts.names[index].substitute, &called)
            default: break
            }
        }
    }
}
