import JSON

/// One expected or actual item: its fields as text that can be compared.
struct Item {
    var id = ""
    /// The name of a field, then its value: names one a line, dates as EDTF-like text.
    var fields: [String: String] = [:]

    /// The item of a CSL-JSON object.
    init(csl value: JSONValue) {
        for member in value.members ?? [] {
            let text = Item.text(member.value, field: member.name)
            switch member.name {
            case "id": id = text
            case "custom", "citation-key", "categories": break
            default: if !text.isEmpty { fields[member.name] = text }
            }
        }
        if fields["type"] == nil { fields["type"] = "document" }
        if let accents = fields["shortTitle"] { fields["title-short"] = accents }
        fields["shortTitle"] = nil
    }

    init(id: String, fields: [String: String]) {
        self.id = id
        self.fields = fields.filter { !$0.value.isEmpty }
    }

    static func text(_ value: JSONValue, field: String) -> String {
        switch value {
        case .null: ""
        case .bool(let bool): bool ? "true" : "false"
        case .number(let number): number
        case .string(let string): Markup.normalized(string)
        case .array(let elements):
            elements.map { $0.members == nil ? text($0, field: field) : name($0) }.joined(separator: "\n")
        case .object:
            value["date-parts"] != nil || value["literal"] != nil || value["raw"] != nil || value["season"] != nil
                ? date(value) : ""
        }
    }

    /// "family, given" with the rest in brackets, in one form for all.
    static func name(_ value: JSONValue) -> String {
        func part(_ name: String) -> String { value[name].map { text($0, field: "") } ?? "" }
        if !part("literal").isEmpty { return "{\(part("literal"))}" }
        var out = part("family")
        if !part("given").isEmpty { out += ", \(part("given"))" }
        for (name, sign) in [("dropping-particle", "d"), ("non-dropping-particle", "n"), ("suffix", "s")]
        where !part(name).isEmpty {
            out += " [\(sign):\(part(name))]"
        }
        return out
    }

    /// "2001-3-14/2001-4", "s1", "~".
    static func date(_ value: JSONValue) -> String {
        var out = ""
        if let parts = value["date-parts"]?.array {
            out = parts.map { part in
                (part.array ?? []).map { text($0, field: "") }.map {
                    $0.hasPrefix("0") && $0.count > 1 ? String($0.drop { $0 == "0" }) : $0
                }
                .filter { !$0.isEmpty && $0 != "0" }.joined(separator: "-")
            }.joined(separator: "/")
        }
        // EDTF's seasons as months.
        for month in 21...24 where out.hasSuffix("-\(month)") && out.split(separator: "-").count == 2 {
            out = "\(out.dropLast(3))s\(month - 20)"
        }
        if let season = value["season"] { out += "s" + text(season, field: "") }
        if let circa = value["circa"], text(circa, field: "") != "false" { out += "~" }
        if out.isEmpty {
            out = value["literal"].map { text($0, field: "") } ?? value["raw"].map { text($0, field: "") } ?? ""
        }
        return out
    }
}

/// Markup that says the same in several ways.
enum Markup {
    /// The text without no-case spans, with one spelling for small capitals, and without white space at the ends.
    static func normalized(_ text: String) -> String {
        var text = Scripts.tagged(text)
        if text.contains("<") {
            for spelling in [
                "<span style=\"font-variant:small-caps;\">", "<span style=\"font-variant: small-caps;\">",
                "<span class=\"smallcaps\">",
            ] {
                text = text.replacing(spelling, with: "<sc>")
            }
            text = text.replacing("<em>", with: "<i>").replacing("</em>", with: "</i>")
            text = text.replacing("<strong>", with: "<b>").replacing("</strong>", with: "</b>")
            if text.contains("<sc>") { text = text.replacing("</span>", with: "</sc>") }
        }
        return text.trimmingSpaces
    }
}

/// Superscript and subscript digits of Unicode as markup.
enum Scripts {
    static func tagged(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { above[$0] != nil || below[$0] != nil }) else { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            if let plain = above[scalar] {
                out += "<sup>\(plain)</sup>"
            } else if let plain = below[scalar] {
                out += "<sub>\(plain)</sub>"
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out.replacing("</sup><sup>", with: "").replacing("</sub><sub>", with: "")
    }

    private static let above = Dictionary(uniqueKeysWithValues: zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ".unicodeScalars, "0123456789+−n"))
    private static let below = Dictionary(uniqueKeysWithValues: zip("₀₁₂₃₄₅₆₇₈₉₊₋".unicodeScalars, "0123456789+−"))
}

extension String {
    var trimmingSpaces: String {
        var view = self[...]
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }
}
