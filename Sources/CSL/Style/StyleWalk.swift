/// Looking through a style's nodes while it is compiled.
extension StyleCompiler {
    /// Calls `look` for every node within, substitutes and labels too, but not within called macros.
    func visit(_ slice: Slice, _ look: (Node) -> Void) {
        var pending = [slice]
        while let next = pending.popLast() {
            for child in next.range {
                let node = parts.nodes[Int(parts.children[child])]
                look(node)
                switch node.kind {
                case .group: pending.append(node.children)
                case .choose: for branch in node.children.range { pending.append(parts.branches[branch].children) }
                case .names: pending.append(parts.names[Int(node.detail)].substitute)
                default: break
                }
            }
        }
    }

    /// How deep elements stand within one another, not counting called macros.
    func depth(of slice: Slice) -> Int {
        var deepest = 0
        var pending = [(slice, 1)]
        while let (next, depth) = pending.popLast() {
            deepest = max(deepest, depth)
            for child in next.range {
                let node = parts.nodes[Int(parts.children[child])]
                switch node.kind {
                case .group: pending.append((node.children, depth + 1))
                case .choose:
                    for branch in node.children.range { pending.append((parts.branches[branch].children, depth + 1)) }
                case .names: pending.append((parts.names[Int(node.detail)].substitute, depth + 1))
                default: break
                }
            }
        }
        return deepest
    }

    func usesOwn(_ slice: Slice, _ test: (Node) -> Bool) -> Bool {
        var found = false
        visit(slice) { if test($0) { found = true } }
        return found
    }

    func usesOwn(disambiguate slice: Slice) -> Bool {
        var found = false
        visit(slice) { node in
            guard node.kind == .choose else { return }
            for branch in node.children.range {
                for test in parts.branches[branch].tests.range where parts.tests[test].kind == .disambiguate {
                    found = true
                }
            }
        }
        return found
    }

    /// As `usesOwn`, called macros included.
    func uses(_ slice: Slice, _ test: (Node) -> Bool) -> Bool {
        var seen = Set<Int32>()
        var pending = [slice]
        var found = false
        while let next = pending.popLast(), !found {
            visit(next) { node in
                if test(node) { found = true }
                if node.kind == .macro, seen.insert(node.detail).inserted {
                    pending.append(parts.macros[Int(node.detail)].children)
                }
            }
        }
        return found
    }
}
