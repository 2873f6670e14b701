internal import XML

/// Text within elements, and what an element's parts say of one another.
extension StyleCheckWalk {
    mutating func checkText(_ element: XMLElement, _ rule: ElementRule) {
        let text = ownText(element)
        switch rule.text {
        case .any: break
        case .none:
            if !text.isEmpty {
                report(
                    .error, "csl.unexpected-text", element,
                    "“\(element.name.local)” holds the text “\(text.prefix(40))”, and no text may stand there")
            }
        case .orElements:
            if !text.isEmpty, !element.children.isEmpty {
                report(
                    .error, "csl.unexpected-text", element,
                    "“\(element.name.local)” holds text beside its elements")
            }
        case .uri:
            if text.utf8.contains(UInt8(ascii: " ")) {
                report(.note, "csl.address", element, "“\(text.prefix(60))” has white space in it")
            }
        case .date:
            if !StyleCheckWalk.isTime(text) {
                report(
                    .error, "csl.unknown-value", element, "“\(text.prefix(60))” is no date and time",
                    hint: "for example “2026-11-25T00:00:00+00:00”")
            }
        case .issn:
            if !StyleCheckWalk.isISSN(text) {
                report(
                    .error, "csl.unknown-value", element, "“\(text.prefix(60))” is no ISSN",
                    hint: "for example “1234-5678”")
            }
        }
    }

    private func ownText(_ element: XMLElement) -> String {
        element.content.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined().trimmedSpaces
    }

    /// A date either has a form of the locale, or says its parts itself.
    mutating func checkDate(_ element: XMLElement) {
        let parts = element.children.filter { $0.name.local == "date-part" }
        if element["form"] == nil, parts.isEmpty {
            report(
                .error, "csl.missing-attribute", element, "“date” has neither “form” nor “date-part” elements",
                hint: "form=\"text\" takes the locale's form")
        }
        guard element["form"] != nil else { return }
        for part in parts {
            for name in ["prefix", "suffix"] where part[name] != nil {
                report(
                    .error, "csl.misplaced-attribute", part, attribute: name,
                    "“\(name)” may not stand here: “date” takes its affixes from the locale, as it has “form”")
            }
        }
    }

    /// A term has text, or a singular and a plural.
    mutating func checkTerm(_ element: XMLElement) {
        let names = element.children.map(\.name.local)
        guard names.contains("single") != names.contains("multiple") else { return }
        report(
            .error, "csl.missing-element", element,
            "“term” has “\(names.contains("single") ? "single" : "multiple")” alone",
            hint: "both “single” and “multiple”, or text")
    }

    static func isLanguage(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.enumerated().allSatisfy { index, part in
            (1...8).contains(part.utf8.count)
                && part.utf8.allSatisfy { byte in
                    (0x41...0x5A).contains(byte & 0xDF) || (index > 0 && (0x30...0x39).contains(byte))
                }
        }
    }

    /// `xsd:dateTime`: "2012-09-27T22:06:38+00:00".
    static func isTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let pattern = Array("dddd-dd-ddTdd:dd:dd".utf8)
        guard bytes.count >= pattern.count else { return false }
        for (byte, wanted) in zip(bytes, pattern) {
            guard wanted == UInt8(ascii: "d") ? (0x30...0x39).contains(byte) : byte == wanted else { return false }
        }
        var rest = bytes[pattern.count...]
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst().drop { (0x30...0x39).contains($0) }
        }
        if rest.isEmpty || rest.elementsEqual([UInt8(ascii: "Z")]) { return true }
        guard rest.count == 6, let sign = rest.first else { return false }
        return sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    }

    static func isISSN(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 9
            && bytes.enumerated().allSatisfy { index, byte in
                if index == 4 { return byte == UInt8(ascii: "-") }
                return (0x30...0x39).contains(byte) || (index == 8 && byte & 0xDF == UInt8(ascii: "X"))
            }
    }
}
