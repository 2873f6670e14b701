internal import Records
internal import XML

/// Reads `extent`: how much of something there is, and how large it is.
///
/// Source: TEI P5 Guidelines, 10.7.1.4 "Extent", 10.3.4 "Dimensions".
extension RecordReading {
    /// `extent`: what is measured, or words.
    mutating func extent(_ node: Node) -> Outcome {
        guard node.child(.measure) != nil || node.child(.dimensions) != nil else {
            return simple(node, .extent, isUsual: true)
        }
        var isExact = node.attributeCount == 0 && !node.hasOwnText && !node.hasRemarks
        var found = 0
        if node.hasOwnText, node.child(.measure) == nil {
            // "2 leaves", and their size behind.
            let text = TextReading.read(node).text
            if !text.isEmpty {
                add(.extent, text, of: node)
                found += 1
            }
        }
        for child in node.children {
            if child.element == .dimensions {
                isExact = false
                if dimensions(child) { found += 1 }
                continue
            }
            guard child.element == .measure else {
                isExact = false
                continue
            }
            var (text, isPlain) = TextReading.read(child)
            let row = TextMapping.row(.measure, child[.unit] ?? "", at: .monogr)
            if text.isEmpty, let quantity = child[.quantity] {
                text = Text(row == nil ? Self.measure(quantity, child[.unit]) : quantity)
                isPlain = false
            }
            if !isPlain || row?.words[0] != (child[.unit] ?? "") || !child.hasOnly([.unit, .cert, .ana, .space]) {
                isExact = false
            }
            if text.isEmpty { continue }
            found += 1
            add(row?.field ?? Self.field(ofMeasure: child), text, of: child)
        }
        return found == 0 ? .none : isExact ? .exact : .more
    }

    /// What a measure of no unit of ours says: a size, or how much there is.
    private static func field(ofMeasure node: Node) -> TextField {
        let isSize =
            node[.type].map { $0.lowercased().contains("dimension") } ?? false
            || ["mm", "cm", "in"].contains(node[.unit] ?? "")
        return isSize ? .dimensions : .extent
    }

    private static func measure(_ quantity: String, _ unit: String?) -> String {
        unit.map { "\(quantity) \($0)" } ?? quantity
    }

    /// `dimensions`: "200 × 150 mm". False where a size is known already, or the element says none.
    mutating func dimensions(_ node: Node) -> Bool {
        if has(.dimensions) { return false }
        var values: [String] = []
        var unit = node[.unit]
        for child in node.children {
            switch child.element {
            case .height, .width, .depth, .dim:
                let text = TextReading.string(child)
                let value = text.isEmpty ? child[.quantity] ?? "" : text
                if !value.isEmpty { values.append(value) }
                unit = unit ?? child[.unit]
            default: break
            }
        }
        let text = values.isEmpty ? TextReading.string(node) : values.joined(separator: " × ")
        if text.isEmpty { return false }
        let hasUnit = text.utf8.contains { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
        add(.dimensions, Text(hasUnit ? text : Self.measure(text, unit)), of: node)
        return true
    }
}
