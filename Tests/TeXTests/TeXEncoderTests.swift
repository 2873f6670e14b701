import Records
import TeX
import Testing

@Suite struct TeXEncoderTests {
    @Test func escapedTextHoldsNoCommand() {
        #expect(
            TeX.escape(##"50% of \input{x} & {y}_1 ~^ #$"##)
                == ##"50\% of \textbackslash{}input\{x\} \& \{y\}\_1 \textasciitilde{}\textasciicircum{} \#\$"##)
        #expect(TeX.escape("a\u{0}\u{1B}b") == "ab")
    }

    @Test(arguments: [
        ("Gödel’s 50% – a “joke”", #"G{\"o}del's 50\% -- a ``joke''"#),
        (
            "Çelik İsmail, Łódź, Straße, Dvořák",
            #"{\c{C}}elik {\.I}smail, {\L}{\'o}d{\'z}, Stra{\ss}e, Dvo{\v{r}}{\'a}k"#
        ),
        ("naïve ấ", #"na{\"{\i}}ve {\'{\^{a}}}"#),
        ("a--b", "a-{}-b"),
        ("Война α", #"Война {$\alpha$}"#),
    ])
    func ascii(_ text: String, _ expected: String) {
        #expect(TeXEncoder(repertoire: .ascii).encode(Text(text)) == expected)
    }

    @Test func utf8StaysAsItIs() {
        #expect(TeXEncoder(repertoire: .utf8).encode(Text("Gödel “x” – y")) == "Gödel “x” -- y")
    }

    @Test func spansBecomeMacros() {
        let text = Text(markup: #"<i>Homo</i> <span class="nocase">DNA</span> H<sub>2</sub>O"#)
        #expect(TeXEncoder(repertoire: .utf8).encode(text) == #"\emph{Homo} {DNA} H\textsubscript{2}O"#)
    }

    @Test(arguments: [
        (#"\input{/etc/passwd}"#, false), (#"x^2 + \alpha"#, true), ("x$\\write18{ls}$y", false),
        ("^^5cinput x", false), ("}", false),
    ])
    func mathematicsCannotSmuggle(_ source: String, _ isKept: Bool) {
        let text = Text(source, spans: [.init(.math, 0..<source.utf8.count)])
        let encoded = TeXEncoder(repertoire: .utf8).encode(text)
        #expect((encoded == "$\(source)$") == isKept)
        if !isKept { #expect(!encoded.contains("\\input") && !encoded.contains("\\write")) }
    }

    @Test(arguments: ["a } b", "{ {", "x \\ y }{", "{ok}"])
    func bracesBalanceAlways(_ text: String) {
        let encoded = TeXEncoder(repertoire: .utf8).encode(Text(text))
        var depth = 0
        for byte in encoded.utf8 {
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            #expect(depth >= 0)
        }
        #expect(depth == 0)
    }

    @Test(arguments: [
        "The “big” one – 50% #1 & R_D ~ ^ \\ {x}", "é ü ộ ł ß Đ ñ", "a--b---c", "Größe; 戦争と平和", "x<y>z|w", "½ × 3 °C …",
    ])
    func whatIsWrittenIsReadBack(_ text: String) {
        var decoder = TeXDecoder()
        for repertoire in [TeXEncoder.Repertoire.ascii, .utf8] {
            let encoded = TeXEncoder(repertoire: repertoire).encode(Text(text))
            #expect(decoder.decode(encoded) == Text(text), "\(encoded)")
        }
    }
}
