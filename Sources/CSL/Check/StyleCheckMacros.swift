internal import XML

/// Macros: that each is there once, calls only what is there and never itself, is called, and does not multiply beyond measure.
extension StyleCheckWalk {
    /// As many elements as calls of macros within macros may come to. The largest public style comes to two million.
    private static let mostExpanded = 1 << 28

    private struct Macro {
        var name: String
        var element: XMLElement
        var calls: [Int] = []
        /// Its own elements.
        var size = 0
    }

    mutating func checkMacros(_ root: XMLElement) {
        var macros: [Macro] = []
        var byName: [String: Int] = [:]
        for element in root.children where element.name.local == "macro" {
            guard let name = element["name"] else { continue }
            if byName[name] != nil {
                report(
                    .error, "csl.duplicate-macro", element, attribute: "name",
                    "the macro “\(name)” is defined a second time")
                continue
            }
            byName[name] = macros.count
            macros.append(Macro(name: name, element: element))
        }
        for index in macros.indices {
            let calls = self.calls(in: macros[index].element, byName)
            macros[index].calls = calls.found
            macros[index].size = calls.elements
        }
        var called = Set<Int>()
        for area in root.children where ["citation", "bibliography", "intext"].contains(area.name.local) {
            called.formUnion(calls(in: area, byName).found)
        }
        guard let order = calledFirst(macros) else { return }
        checkSizes(macros, order)
        for index in order.reversed() where called.contains(index) { called.formUnion(macros[index].calls) }
        for index in macros.indices where !called.contains(index) {
            report(
                .warning, "csl.unused-macro", macros[index].element, attribute: "name",
                "the macro “\(macros[index].name)” is never called")
        }
    }

    private mutating func calls(in element: XMLElement, _ byName: [String: Int]) -> (found: [Int], elements: Int) {
        var found: [Int] = []
        let descendants = element.descendants
        for child in descendants where child.name.local == "text" || child.name.local == "key" {
            guard let name = child["macro"] else { continue }
            if let index = byName[name] {
                found.append(index)
            } else {
                report(
                    .error, "csl.unknown-macro", child, attribute: "macro", "there is no macro “\(name)”",
                    hint: meant(name, among: byName.keys.sorted()))
            }
        }
        return (found, descendants.count)
    }

    /// The macros, each after those that it calls; nil, with a report, where some call themselves.
    private mutating func calledFirst(_ macros: [Macro]) -> [Int]? {
        enum State { case new, open, done }
        var states = [State](repeating: .new, count: macros.count)
        var order: [Int] = []
        var isCyclic = false
        for start in macros.indices where states[start] == .new {
            var stack = [(macro: start, next: 0)]
            states[start] = .open
            while let top = stack.last {
                guard top.next < macros[top.macro].calls.count else {
                    states[top.macro] = .done
                    order.append(top.macro)
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let callee = macros[top.macro].calls[top.next]
                switch states[callee] {
                case .new:
                    states[callee] = .open
                    stack.append((callee, 0))
                case .open:
                    isCyclic = true
                    let from = stack.firstIndex { $0.macro == callee } ?? 0
                    let names = (stack[from...].map(\.macro) + [callee]).map { "“\(macros[$0].name)”" }
                    report(
                        .error, "csl.macro-cycle", macros[callee].element, attribute: "name",
                        "a macro calls itself: \(names.joined(separator: " calls "))")
                case .done: break
                }
            }
        }
        return isCyclic ? nil : order
    }

    private mutating func checkSizes(_ macros: [Macro], _ order: [Int]) {
        var sizes = [Int](repeating: 0, count: macros.count)
        for index in order {
            var size = macros[index].size
            for callee in macros[index].calls {
                size = min(size + sizes[callee], StyleCheckWalk.mostExpanded + 1)
            }
            sizes[index] = size
            // The first that passes the bound is told, not all that call it.
            if size > StyleCheckWalk.mostExpanded,
                macros[index].calls.allSatisfy({ sizes[$0] <= StyleCheckWalk.mostExpanded })
            {
                report(
                    .error, "csl.expansion", macros[index].element, attribute: "name",
                    "the macro “\(macros[index].name)” calls macros that call macros: more than \(StyleCheckWalk.mostExpanded) elements in all"
                )
            }
        }
    }
}
