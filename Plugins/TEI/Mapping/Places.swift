/// Where in a `biblStruct` something stands. The raw value is the word in the names of what is kept: "monogr/extent".
enum BiblPlace: String, CaseIterable {
    case analytic, monogr, imprint, series, biblStruct

    /// The place and the rest of a kept name; nil where the name has no place of these.
    static func split(_ name: String) -> (place: BiblPlace, part: Substring)? {
        guard let slash = name.firstIndex(of: "/"), let place = BiblPlace(rawValue: String(name[..<slash])) else {
            return nil
        }
        return (place, name[name.index(after: slash)...])
    }

    /// The place for an element that was kept without one.
    static func usual(for element: String) -> BiblPlace {
        switch element {
        case "extent", "edition", "biblScope", "author", "editor", "respStmt", "title", "idno", "availability",
            "textLang", "meeting", "imprint":
            .monogr
        case "publisher", "pubPlace", "date", "distributor": .imprint
        default: .biblStruct
        }
    }
}
