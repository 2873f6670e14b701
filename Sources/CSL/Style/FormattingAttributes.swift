internal import XML

/// The formatting attributes of an element, as marks.
///
/// Source: CSL 1.0.2 specification, "Formatting".
enum FormattingAttributes {
    typealias Kind = FormattedText.Kind

    /// The bit of a kind in a set of marks: its place in `order`.
    static func bit(_ kind: Kind) -> UInt32 { order.firstIndex(of: kind).map { 1 << UInt32($0) } ?? 0 }

    private static let table: [(attribute: String, values: [(String, Kind)])] = [
        ("font-style", [("italic", .italic), ("oblique", .oblique), ("normal", .normalStyle)]),
        ("font-variant", [("small-caps", .smallCaps), ("normal", .normalVariant)]),
        ("font-weight", [("bold", .bold), ("light", .light), ("normal", .normalWeight)]),
        ("text-decoration", [("underline", .underline), ("none", .noDecoration)]),
        ("vertical-align", [("sup", .superscript), ("sub", .subscript), ("baseline", .baseline)]),
    ]

    /// The order in which marks open: what stands first encloses the others.
    static let order: [Kind] = [
        .superscript, .subscript, .baseline, .underline, .noDecoration, .bold, .light, .normalWeight, .smallCaps,
        .normalVariant, .italic, .oblique, .normalStyle,
    ]

    static func marks(of element: XMLElement) -> UInt32 {
        var marks: UInt32 = 0
        for row in table {
            guard let value = element[row.attribute], let found = row.values.first(where: { $0.0 == value }) else {
                continue
            }
            marks |= bit(found.1)
        }
        return marks
    }

    static func textCase(_ value: String?) -> TextCase {
        switch value {
        case "lowercase": .lowercase
        case "uppercase": .uppercase
        case "capitalize-first": .capitalizeFirst
        case "capitalize-all": .capitalizeAll
        case "sentence": .sentence
        case "title": .title
        default: .none
        }
    }

    static func display(_ value: String?) -> UInt8 {
        switch value {
        case "block": Kind.block.rawValue
        case "left-margin": Kind.leftMargin.rawValue
        case "right-inline": Kind.rightInline.rawValue
        case "indent": Kind.indent.rawValue
        default: 0
        }
    }
}
