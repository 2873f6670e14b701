internal import XML

/// Reads locale files and the `cs:locale` elements of styles.
enum LocaleReader {
    static let namespace = "http://purl.org/net/xbiblio/csl"

    static func read(_ bytes: [UInt8], source: String) throws(StyleError) -> LocaleData {
        let tree: XMLTree
        do {
            tree = try XMLTree(xml: bytes)
        } catch {
            throw StyleError(xmlProblem(error, source: source))
        }
        guard tree.root.name.local == "locale" else {
            throw StyleError(
                StyleProblem(
                    .error, code: "csl.no-locale", source: source, line: tree.root.line, column: tree.root.column,
                    message: "this is no CSL locale: its outermost element is “\(tree.root.name.local)”, not “locale”"))
        }
        return read(tree.root)
    }

    static func xmlProblem(_ error: XMLError, source: String) -> StyleProblem {
        let code: String
        switch error.reason {
        case .doctype: code = "csl.doctype"
        case .tooDeep: code = "csl.too-deep"
        default: code = "csl.xml"
        }
        return StyleProblem(
            .error, code: code, source: source, line: error.line, column: error.column, message: error.message)
    }

    static func read(_ element: XMLElement) -> LocaleData {
        var data = LocaleData()
        data.language = element[XMLName("lang", in: XMLName.xmlNamespace)] ?? ""
        for child in element.children {
            switch child.name.local {
            case "terms": for term in child.children where term.name.local == "term" { add(term, to: &data) }
            case "date":
                let date = readDate(child)
                if child["form"] == "numeric" { data.numericDate = date } else { data.textDate = date }
            case "style-options":
                if let value = child["punctuation-in-quote"] { data.punctuationInQuote = value == "true" }
                if let value = child["limit-day-ordinals-to-day-1"] { data.limitDayOrdinalsToDay1 = value == "true" }
            default: break
            }
        }
        return data
    }

    private static func add(_ term: XMLElement, to data: inout LocaleData) {
        guard let name = term["name"] else { return }
        if name.hasPrefix("ordinal") || name.hasPrefix("long-ordinal") {
            return add(ordinal: term, name, text(of: term).single, to: &data)
        }
        data.termElements[name, default: []].append(term)
    }

    /// What a term's elements say, each of one form.
    static func term(_ elements: [XMLElement]) -> TermEntry {
        var entry = TermEntry()
        for element in elements {
            entry.forms[Int(TermForm(name: element["form"] ?? "").rawValue)] = text(of: element)
            if let gender = element["gender"] { entry.gender = Gender(name: gender) }
        }
        return entry
    }

    private static func text(of term: XMLElement) -> TermText {
        var text = TermText()
        let children = term.children
        if children.isEmpty {
            text.single = bytes(of: term)
            text.multiple = text.single
        } else {
            for child in children {
                if child.name.local == "single" {
                    text.single = bytes(of: child)
                } else {
                    text.multiple = bytes(of: child)
                }
            }
        }
        return text
    }

    /// A character that a style escapes twice is that character, as in affixes.
    private static func bytes(of element: XMLElement) -> [UInt8] {
        let text = collapsed(element.text)
        return Array((text.utf8.contains(UInt8(ascii: "&")) ? CharacterReferences.decoded(text) : text).utf8)
    }

    private static func add(ordinal term: XMLElement, _ name: String, _ text: [UInt8], to data: inout LocaleData) {
        let isLong = name.hasPrefix("long-")
        let digits = name.drop { !$0.isNumber }
        let number = digits.isEmpty ? -1 : Int(digits) ?? -1
        let match: OrdinalTerm.Match
        switch term["match"] {
        case "last-digit": match = .lastDigit
        case "last-two-digits": match = .lastTwoDigits
        case "whole-number": match = .wholeNumber
        default: match = isLong ? .wholeNumber : number >= 10 ? .lastTwoDigits : .lastDigit
        }
        let ordinal = OrdinalTerm(number: number, match: match, gender: Gender(name: term["gender-form"]), text: text)
        if isLong { data.longOrdinals.append(ordinal) } else { data.ordinals.append(ordinal) }
    }

    /// Text of a term: line breaks and runs of spaces of the file's layout are one space; a term's own spaces stay.
    private static func collapsed(_ text: String) -> String {
        if text.utf8.contains(UInt8(ascii: "'")) { return collapsed(text.replacing("'", with: "’")) }
        guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) else { return text }
        return text.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" || $0 == "\t" || $0 == " " })
            .joined(separator: " ")
    }

    static func readDate(_ element: XMLElement) -> LocaleDate {
        var date = LocaleDate()
        date.delimiter = Array((element["delimiter"] ?? "").utf8)
        date.marks = FormattingAttributes.marks(of: element)
        date.textCase = FormattingAttributes.textCase(element["text-case"])
        date.parts = element.children.filter { $0.name.local == "date-part" }.compactMap(readPart)
        return date
    }

    static func readPart(_ element: XMLElement) -> DatePart? {
        var part = DatePart()
        switch element["name"] {
        case "year": part.name = .year
        case "month": part.name = .month
        case "day": part.name = .day
        default: return nil
        }
        switch element["form"] {
        case "numeric": part.form = .numeric
        case "numeric-leading-zeros": part.form = .numericLeadingZeros
        case "ordinal": part.form = .ordinal
        case "long": part.form = .long
        case "short": part.form = .short
        default: part.form = .none
        }
        part.prefix = Array((element["prefix"] ?? "").utf8)
        part.suffix = Array((element["suffix"] ?? "").utf8)
        part.rangeDelimiter = element["range-delimiter"].map { Array($0.utf8) }
        part.marks = FormattingAttributes.marks(of: element)
        part.textCase = element["text-case"].map { FormattingAttributes.textCase($0) }
        part.stripPeriods = element["strip-periods"].map { $0 == "true" }
        return part
    }
}
