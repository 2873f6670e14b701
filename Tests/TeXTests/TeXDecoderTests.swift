import Records
import TeX
import Testing

@Suite struct TeXDecoderTests {
    private func plain(_ source: String) -> String {
        var decoder = TeXDecoder()
        return decoder.decode(source).string
    }

    private func markup(_ source: String) -> String {
        var decoder = TeXDecoder()
        return decoder.decode(source).markup
    }

    @Test(arguments: [
        (#"\'e \'{e} {\'e} {\'{e}} \' e"#, "é é é é é"),
        (#"\'\i {\'\i} \'{\i} \"{\i} \^{\i}"#, "íí í ï î"),
        (#"\c{C} {\c{C}} \c C {\c C}"#, "Ç Ç Ç Ç"),
        (#"\v s \v{s} {\v s}ek"#, "š š šek"),
        (#"\u\i \u{\i} \j"#, "ĭĭ ȷ"),
        (#"\d{\^o} \^{\d o} \'{\^a} \'{\"u}"#, "ộ ộ ấ ǘ"),
        (#"\t{oo} \r{a} \k{a} \H o \=a \b{o}"#, "o͡o å ą ő ā o̱"),
        (#"\o\O \l\L \ss \ae\AE {\oe}uvre \aa"#, "øØłŁßæÆœuvre å"),
        (#"Mu\d{h}ammad ibn M\=us\=a al-Khw\=arizm\={\i}"#, "Muḥammad ibn Mūsā al-Khwārizmī"),
        (#"\'{} \~{} \textasciitilde{} \"{}"#, "´ ~ ~ ¨"),
    ])
    func accents(_ source: String, _ expected: String) { #expect(plain(source) == expected) }

    @Test(arguments: [
        ("a -- b --- c - d ---- e", "a – b — c - d ---- e"),
        ("``a'' `b' o'clock", "“a” ‘b’ o’clock"),
        ("?`Que? !`No!", "¿Que? ¡No!"),
        (##"R\&D 50\% \$5 \#1 a\_b \{x\}"##, "R&D 50% $5 #1 a_b {x}"),
        (#"400~nm a\,b soft\-hyphen"#, "400\u{A0}nm a\u{2009}b softhyphen"),
        ("  a\n\t b \r\n c  ", "a b c"),
        (#"\LaTeX{} and \TeX\ rule"#, "LaTeX and TeX rule"),
        (#"\textdegree{}C \textdegree C"#, "°C °C"),
        (#"\enquote{a \enquote{b} c}"#, "“a ‘b’ c”"),
        (#"see \url{http://a.b/~x_y%20\_z}, \href{http://x.y}{here}"#, "see http://a.b/~x_y%20_z, here"),
        (#"\char233 \char"E9 \symbol{233}"#, "é é é"),
        (#"a\\b c\newline d"#, "a b c d"),
        ("costs $5 only", "costs $5 only"),
        (#"\bibstring{newseries}"#, "new series"),
        (#"{\noopsort{1973b}}1973"#, "1973"),
    ])
    func punctuationAndMacros(_ source: String, _ expected: String) { #expect(plain(source) == expected) }

    @Test(arguments: [
        (#"The {DNA} of \emph{Homo}"#, #"The <span class="nocase">DNA</span> of <i>Homo</i>"#),
        (#"{\em a} b {\bf c \it d} e"#, "<i>a</i> b <b>c <i>d</i></b> e"),
        (#"\textsuperscript{nd} \textsubscript 2x"#, "<sup>nd</sup> <sub>2</sub>x"),
        (#"{\"O}sterreich"#, "Österreich"),
        ("{{A} b}", #"<span class="nocase">A b</span>"#),
        ("{} a {}", "a"),
        (#"$\alpha$-decay of $^{14}$C, $x_1$"#, "α-decay of <sup>14</sup>C, x<sub>1</sub>"),
        (#"$\mathbb{R}^n$ and \(\Sigma\)"#, "ℝ<sup>n</sup> and Σ"),
        (#"$\unknown{x}$"#, #"<span class="math">\unknown{x}</span>"#),
        (#"\begin{it}b\end{it}c"#, "<i>b</i>c"),
        (
            #"\textsc{Ab} \texttt{x} \textup{u}"#,
            ##"<span style="font-variant:small-caps;">Ab</span> <code>x</code> <span style="font-style:normal;">u</span>"##
        ),
    ])
    func styles(_ source: String, _ expected: String) { #expect(markup(source) == expected) }

    @Test func unknownMacrosStayAndAreTold() {
        var decoder = TeXDecoder()
        #expect(decoder.decode(#"a \foo{bar}[x] b \baz{} c"#).string == #"a \foo{bar}[x] b \baz c"#)
        #expect(decoder.unknownMacros == ["foo", "baz"])
    }

    @Test(arguments: [
        "{", "}", "\\", "$", "{{{", "a}b{c", "\\'", "\\emph", "\\emph{", "$x", "\\(", "\\frac", "\\char", "\\verb|",
    ])
    func brokenMarkupNeverFails(_ source: String) {
        let text = TeXDecoder.decoded(source)
        for span in text.spans { #expect(span.start < span.end && Int(span.end) <= text.string.utf8.count) }
    }

    @Test func depthIsBounded() {
        let deep = String(repeating: "{", count: 100_000) + "x" + String(repeating: "}", count: 100_000)
        #expect(plain(deep) == "x")
        #expect(plain(String(repeating: "\\emph{", count: 50_000) + "x").hasSuffix("x"))
    }
}

extension TeXDecoder {
    fileprivate static func decoded(_ source: String) -> Text {
        var decoder = TeXDecoder()
        return decoder.decode(source)
    }
}
