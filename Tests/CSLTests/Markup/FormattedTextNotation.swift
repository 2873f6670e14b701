import CSL

/// Formatted text as test fixtures write it: "{italic}word{/italic}".
func formattedText(_ notation: some StringProtocol) -> FormattedText {
    var text = FormattedText()
    var rest = Substring(notation)
    while let brace = rest.firstIndex(of: "{") {
        text.utf8 += Array(rest[..<brace].utf8)
        rest = rest[brace...]
        let isClosing = rest.dropFirst().first == "/"
        guard let end = rest.firstIndex(of: "}"),
            let kind = FormattedText.Kind.allCases.first(where: {
                "\($0)" == rest[rest.index(after: brace)..<end].drop { $0 == "/" }
            })
        else {
            text.utf8.append(UInt8(ascii: "{"))
            rest = rest.dropFirst()
            continue
        }
        text.marks.append(FormattedText.Mark(text.utf8.count, kind, isOpening: !isClosing))
        rest = rest[rest.index(after: end)...]
    }
    text.utf8 += Array(rest.utf8)
    return text
}
