internal import XML

/// The formatting attributes of an element, as marks.
///
/// Source: CSL 1.0.2 specification, "Formatting".
enum FormattingAttributes {
    typealias Kind = FormattedText.Kind

    /// The bit of a kind in a set of marks: its place in `order`.
    static func bit(_ kind: Kind) -> UInt32 { order.firstIndex(of: kind).map { 1 << UInt32($0) } ?? 0 }

    /// An attribute that says how text looks.
    enum Look: String {
        case fontStyle = "font-style"
        case fontVariant = "font-variant"
        case fontWeight = "font-weight"
        case textDecoration = "text-decoration"
        case verticalAlign = "vertical-align"

        /// The mark of a value; 0 where it is none of the attribute's.
        func mark(_ value: String) -> UInt32 {
            switch (self, value) {
            case (.fontStyle, "italic"): bit(.italic)
            case (.fontStyle, "oblique"): bit(.oblique)
            case (.fontStyle, "normal"): bit(.normalStyle)
            case (.fontVariant, "small-caps"): bit(.smallCaps)
            case (.fontVariant, "normal"): bit(.normalVariant)
            case (.fontWeight, "bold"): bit(.bold)
            case (.fontWeight, "light"): bit(.light)
            case (.fontWeight, "normal"): bit(.normalWeight)
            case (.textDecoration, "underline"): bit(.underline)
            case (.textDecoration, "none"): bit(.noDecoration)
            case (.verticalAlign, "sup"): bit(.superscript)
            case (.verticalAlign, "sub"): bit(.subscript)
            case (.verticalAlign, "baseline"): bit(.baseline)
            default: 0
            }
        }
    }

    /// The order in which marks open: what stands first encloses the others.
    static let order: [Kind] = [
        .superscript, .subscript, .baseline, .underline, .noDecoration, .bold, .light, .normalWeight, .smallCaps,
        .normalVariant, .italic, .oblique, .normalStyle,
    ]

    /// The marks of every "normal".
    static let normals = bit(.normalStyle) | bit(.normalVariant) | bit(.normalWeight)

    /// The marks of `font-style`.
    static let slants = bit(.italic) | bit(.oblique) | bit(.normalStyle)

    static let alignments = bit(.superscript) | bit(.subscript) | bit(.baseline)

    static func marks(of element: XMLElement) -> UInt32 {
        element.attributes.reduce(0) { marks, attribute in
            guard attribute.name.namespace.isEmpty else { return marks }
            return marks | (Look(rawValue: attribute.name.local)?.mark(attribute.value) ?? 0)
        }
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

extension FormattedText.Kind {
    var isNormal: Bool { self == .normalStyle || self == .normalVariant || self == .normalWeight }

    /// Whether a "normal" is what undoes this.
    func isUndone(by normal: FormattedText.Kind) -> Bool {
        switch self {
        case .italic, .oblique: normal == .normalStyle
        case .smallCaps: normal == .normalVariant
        case .bold, .light: normal == .normalWeight
        default: false
        }
    }
}
