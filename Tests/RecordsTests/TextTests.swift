import Records
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        "plain", "The origin of <i>Homo sapiens</i>", "<b>a<i>b</i></b>c", "H<sub>2</sub>O and x<sup>2</sup>",
        "<span class=\"nocase\">NATO</span> today", "<span style=\"font-variant:small-caps;\">Caps</span>",
        "<i><span class=\"nocase\">a</span>b</i>",
    ])
    func markupComesBackAsItWas(_ markup: String) {
        #expect(Text(markup: markup).markup == markup)
    }

    @Test func markupBecomesSpans() {
        let text = Text(markup: "The origin of <i>Homo sapiens</i>")
        #expect(text.string == "The origin of Homo sapiens")
        #expect(text.spans == [Text.Span(.italic, 14..<26)])
    }

    /// What is no tag, or has no partner, is text: nothing is dropped.
    @Test(arguments: [
        "a < b", "a <b c", "x <i> y", "x </i> y", "<unknown>x</unknown>", "5 <6> 7", "<", "</", "<i", "<i><b>x</i>",
        "<script>alert(1)</script>",
    ])
    func brokenMarkupLosesNothing(_ markup: String) {
        let text = Text(markup: markup)
        let letters = { (s: String) in s.filter { $0.isLetter || $0.isNumber } }
        #expect(letters(text.markup) == letters(markup))
        #expect(Text(markup: text.markup) == text)
    }

    @Test func otherSpellingsOfATagAreRead() {
        #expect(Text(markup: "<sc>x</sc>").spans.first?.style == .smallCaps)
        #expect(Text(markup: "<em>x</em>").markup == "<i>x</i>")
    }

    @Test func deepNestingEnds() {
        let deep = String(repeating: "<i>", count: 20_000) + "x" + String(repeating: "</i>", count: 20_000)
        #expect(Text(markup: deep).string.contains("x"))
    }

    @Test func unclosedTagsCostTimeInProportion() {
        let text = Text(markup: String(repeating: "<i><b>word</i>", count: 20_000))
        #expect(text.spans.count == 20_000)
    }
}
