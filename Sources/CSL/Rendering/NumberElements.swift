internal import Records

/// `cs:number`, pages and locators.
///
/// Source: CSL 1.0.2 specification, "Number", "Range Delimiters", "Gender-specific Ordinals".
extension Renderer {
    mutating func number(_ node: Node) -> Outcome {
        let variable = node.variable
        if suppressed.contains(variable) { return .attempted }
        let form = NumberForm(rawValue: node.form) ?? .numeric
        switch variable {
        case .citationNumber:
            guard state.citationNumber > 0 else { return .attempted }
            let number = Int(state.citationNumber)
            formatted(node.formatting) { renderer in
                renderer.out.begin(.citationNumber)
                if renderer.sorting != nil {
                    renderer.appendPadded(number)
                } else {
                    renderer.appendNumber(number, text: String(number), form: form, gender: .neuter)
                }
                renderer.out.end(.citationNumber)
            }
            return [.attempted, .succeeded]
        case .firstReferenceNoteNumber:
            guard area == .citation, cite.firstReferenceNote > 0 else { return .attempted }
            let note = cite.firstReferenceNote
            showsFirstNote = true
            formatted(node.formatting) { $0.out.append(number: note) }
            return [.attempted, .succeeded]
        case .locator:
            guard area == .citation, let locator = cite.locator else { return .attempted }
            formatted(node.formatting) { renderer in
                if form == .numeric || !NumericValue.isNumeric(locator.string) {
                    renderer.appendLocator(locator)
                } else {
                    renderer.appendNumbers(locator.string, form: form, gender: .neuter, variable)
                }
            }
            return [.attempted, .succeeded]
        default: break
        }
        guard let text = text(of: variable) else { return .attempted }
        let plain = text.isPlain ? text.string : text.markup
        if variable == Variable(.page), form == .numeric {
            formatted(node.formatting) { $0.appendPages(text) }
        } else if NumericValue.isRendered(text.string) {
            let gender = gender(of: variable)
            formatted(node.formatting) { $0.appendNumbers(plain, form: form, gender: gender, variable) }
        } else {
            formatted(node.formatting) { $0.field.append(text, to: &$0.out) }
        }
        return finish(variable)
    }

    private func gender(of variable: Variable) -> Gender {
        guard let name = variable.textField?.name, let term = context.termIndex[name] else { return .neuter }
        return context.terms[Int(term)].gender
    }

    /// Numbers one by one, with what separates them.
    mutating func appendNumbers(_ text: String, form: NumberForm, gender: Gender, _ variable: Variable) {
        var text = text
        let isSorting = sorting != nil
        let made = text.withUTF8 { bytes -> [UInt8]? in
            let pieces = NumericValue.pieces(bytes)
            guard !pieces.isEmpty else { return nil }
            var made: [UInt8] = []
            for piece in pieces {
                let number = NumericValue.value(bytes, piece.digits)
                if isSorting, !piece.digits.isEmpty {
                    made.append(contentsOf: bytes[piece.range.lowerBound..<piece.digits.lowerBound])
                    Renderer.pad(number, into: &made)
                    made.append(contentsOf: bytes[piece.digits.upperBound..<piece.range.upperBound])
                } else if piece.isPlain, form != .numeric, piece.digits.count <= 9 {
                    made.append(contentsOf: self.number(number, form, gender))
                } else {
                    made.append(contentsOf: bytes[piece.range])
                }
                switch piece.separator {
                case UInt8(ascii: ","): made.append(contentsOf: ", ".utf8)
                case UInt8(ascii: "&"):
                    made.append(0x20)
                    made.append(contentsOf: context.andSymbol)
                    made.append(0x20)
                case UInt8(ascii: "-"):
                    if piece.keepsHyphen {
                        made.append(UInt8(ascii: "-"))
                    } else {
                        made.append(contentsOf: context.pageRangeDelimiter)
                    }
                default: break
                }
            }
            return made
        }
        if let made { out.append(made) } else { field.append(text, to: &out) }
    }

    private mutating func appendNumber(_ number: Int, text: String, form: NumberForm, gender: Gender) {
        out.append(self.number(number, form, gender))
    }

    private func number(_ number: Int, _ form: NumberForm, _ gender: Gender) -> [UInt8] {
        switch form {
        case .numeric: return Array(String(number).utf8)
        case .roman: return Array((RomanNumeral.of(number) ?? String(number)).utf8)
        case .longOrdinal:
            if (1...10).contains(number), let word = context.longOrdinal(number, gender) { return word }
            return Array(String(number).utf8) + context.ordinalSuffix(number, gender)
        case .ordinal: return Array(String(number).utf8) + context.ordinalSuffix(number, gender)
        }
    }

    /// For sorting: with zeros before, so that strings sort as numbers.
    mutating func appendPadded(_ number: Int) { Renderer.pad(number, into: &out.bytes) }

    static func pad(_ number: Int, into out: inout [UInt8]) {
        let digits = String(max(0, number))
        for _ in digits.utf8.count..<max(10, digits.utf8.count) { out.append(48) }
        out.append(contentsOf: digits.utf8)
    }

    // MARK: Pages and locators

    mutating func appendPages(_ text: Text) {
        guard text.isPlain else { return field.append(text, to: &out) }
        if text.string.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) { return out.append(text.string) }
        if !text.string.utf8.contains(where: { ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: "-") || $0 >= 0x80 }) {
            return field.append(text, to: &out)
        }
        appendRanges(
            text.string, style.options.pageRangeFormat)
    }

    mutating func appendLocator(_ text: Text) {
        guard text.isPlain, !text.string.utf8.contains(where: { $0 == 0x22 || $0 == 0x27 }) else {
            return field.append(text, to: &out)
        }
        // A range with a dash is as its writer wants it.
        if text.string.utf8.contains(0xE2) { return out.append(text.string) }
        out.begin(.locator)
        appendRanges(
            text.string, cite.isPage ? style.options.pageRangeFormat : .none)
        out.end(.locator)
    }

    private mutating func appendRanges(_ text: String, _ format: PageRange.Format) {
        var text = text
        scratch.removeAll(keepingCapacity: true)
        text.withUTF8 {
            PageRange.format(
                $0, format, delimiter: context.pageRangeDelimiter,
                and: context.andSymbol, into: &scratch)
        }
        out.append(scratch)
    }
}

/// A label made of the names' first letters and the year, where a record has none: "Doe65".
///
/// Source: citeproc-js's custom, after BibTeX's alpha style; docs/csl-notes.md.
enum CitationLabel {
    /// How many letters of each name, by the number of names.
    private static let pattern: [[Int]] = [[], [4], [2, 2], [2, 1, 1], [1, 1, 1, 1]]

    static func make(_ items: ItemTable, _ item: Int) -> String {
        let names =
            [NameField.author, .editor, .translator].lazy.map { items.names(item, Variable($0)) }
            .first { !$0.isEmpty } ?? []
        let letters = CitationLabel.pattern[min(names.count, 4)]
        var label = ""
        for (name, count) in zip(names, letters) {
            let whole = SplitName(name, splitsParticles: true)
            let family = (whole.isLiteral ? Renderer.withoutArticle(whole.family) : whole.family).filter { $0.isLetter }
            guard let first = family.first else { continue }
            label += first.uppercased() + family.dropFirst().prefix(count - 1).lowercased()
        }
        if label.isEmpty, let title = items.text(item, Variable(.title)) {
            let letters = title.string.filter { $0.isLetter }.prefix(4)
            label = letters.prefix(1).uppercased() + letters.dropFirst().lowercased()
        }
        // EDTF counts a year 0, which is 1 BC.
        let counted = items.date(item, Variable(.issued))?.first?.year
        let year = (counted.map { $0 <= 0 ? 1 - $0 : $0 } ?? 0) % 100
        return label + (year < 10 ? "0\(year)" : "\(year)")
    }
}
