import BibTeX
import Formats
import Records
import TestKit
import Testing

/// Bytes are looked at many at a time: what stands at any place of a value of any length is seen.
@Suite struct PlacesInValuesTests {
    private let format = FormatContract(BibTeXFormat.biblatex, sample: [])

    /// Values of up to forty letters, with a sign at each place but the ends.
    private static let places = (3...40).flatMap { length in (1..<(length - 1)).map { (length, $0) } }

    private func values(with sign: String) -> [String] {
        PlacesInValuesTests.places.map { length, place in
            String(repeating: "a", count: place) + sign + String(repeating: "b", count: length - place)
        }
    }

    private func notes(_ values: [String]) throws -> [String] {
        let entries = values.enumerated().map { "@book{k\($0), note = {\($1)}}" }
        return try format.read(Array(entries.joined(separator: "\n").utf8)).records.map { $0[.note]?.string ?? "" }
    }

    @Test(arguments: [
        ("~", "\u{A0}"), ("--", "–"), ("'", "’"), ("{}", ""), ("\\&", "&"), ("  ", " "), ("\n", " "), ("é", "é"),
        ("]", "]"),
        ("\u{A0}", "\u{A0}"),
    ])
    func aSignIsReadAtEveryPlace(_ sign: String, _ read: String) throws {
        #expect(try notes(values(with: sign)) == values(with: read))
    }

    @Test(arguments: [("&", "\\&"), ("--", "-{}-"), ("–", "--"), ("~", "\\textasciitilde{}"), ("é", "é"), ("]", "]")])
    func aSignIsWrittenAtEveryPlace(_ sign: String, _ written: String) throws {
        let records = values(with: sign).map { value in
            var record = Record(key: "k", type: .book)
            record[.note] = Text(value)
            return record
        }
        let text = String(decoding: try format.write(records).bytes, as: UTF8.self)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("  note") }
        #expect(lines.map(String.init) == values(with: written).map { "  note         = {\($0)}," })
    }

    @Test func namesAreToldApartAtEveryPlace() throws {
        for width in 1...40 {
            let name = "Doe" + String(repeating: "x", count: width)
            let entry = "@book{k, author = {\(name), Jane and Jane \(name) AND {Body and Sons} and anders\(name), Ann}}"
            let names = try format.read(Array(entry.utf8)).records.first?[.author] ?? []
            #expect(names.map(\.family) == [name, name, "", "anders" + name])
            #expect(names.map(\.given) == ["Jane", "Jane", "", "Ann"])
            #expect(names.map(\.literal) == ["", "", "Body and Sons", ""])
        }
    }

    /// Words are found wherever a capital stands.
    @Test(arguments: [
        (
            "The O'Neill's Rock 'N' Roll -- Étude for L’Homme: and iPhone McDonald: École Über-Alles ÉTUDE (In Parens) 3D Models",
            "The O’Neill’s rock ’n’ roll – étude for L’Homme: And iPhone McDonald: École über-alles ÉTUDE (in parens) 3D models"
        ),
        (
            "Some Words: second Part. Third Part: 'quoted Again' and d'Or D’Or ’Tis öL Ωmega Привет Мир",
            "Some words: Second part. third part: ’Quoted again’ and d’Or D’Or ’tis öL ωmega привет мир"
        ),
        ("small First: Next", "Small first: Next"),
        ("Nothing to change here at all", "Nothing to change here at all"),
    ])
    func titlesBecomeSentences(_ title: String, _ sentence: String) throws {
        let record = try format.read(Array("@book{k, title = {\(title)}}".utf8)).records.first
        #expect(record?[.title]?.string == sentence)
    }

    /// An `@` within a value begins no entry unless it is the first on its line and looks like one.
    @Test func valuesMayHoldSignsOfEntries() throws {
        let text = "@book{k, note = {mail a@b{c}\n  at @book{no, x}\n\n more}, year = 2000}\n@book{l, year = 2001}\n"
        let result = try format.read(Array(text.utf8))
        #expect(result.records.map(\.key) == ["k", "l"])
        #expect(result.records.first?[.note]?.string == "mail a@bc at @bookno, x more")
    }

    /// A field that says what the record no longer does is written anew, and the others as they stood.
    @Test func onlyWhatWasChangedIsWrittenAnew() throws {
        let source = """
            @article{k,
              author       = {Jane Doe and {\\L}ukasz K.},
              title        = {{A} Title \\emph{in} Parts},
              journaltitle = {Journal},
              note         = {Some~note},
            }

            """
        var records = try format.read(Array(source.utf8)).records
        #expect(String(decoding: try format.write(records).bytes, as: UTF8.self) == source)
        records[0][.note] = "Another"
        let changed = String(decoding: try format.write(records).bytes, as: UTF8.self)
        #expect(changed == source.replacing("Some~note", with: "Another"))
        records[0][.author] = [Name(family: "Roe", given: "R.")]
        let author = String(decoding: try format.write(records).bytes, as: UTF8.self)
        #expect(author == changed.replacing("Jane Doe and {\\L}ukasz K.", with: "Roe, R."))
    }

    /// Of many statements of one field, those that a kept field says are found; another is written beside it.
    @Test func manyKeywordsAreWrittenAsTheyStood() throws {
        let words = (0..<20).map { "w{\\\"o}rd \($0 % 15)" }.joined(separator: ",")
        let source = "@book{k,\n  keywords     = {\(words)},\n}\n"
        var records = try format.read(Array(source.utf8)).records
        #expect(records[0].all(.keyword).count == 20)
        #expect(String(decoding: try format.write(records).bytes, as: UTF8.self) == source)
        records[0].append(.text(.keyword, "another"))
        let more = String(decoding: try format.write(records).bytes, as: UTF8.self)
        #expect(more == source.replacing("},\n}", with: ", another},\n}"))
    }

    /// Keywords stand together however often other fields stand between them.
    @Test func membersOfAListStandTogether() throws {
        var record = Record(key: "k", type: .book)
        for number in 0..<3 {
            record.append(.text(.keyword, Text("word \(number)")))
            record.append(.text(.note, Text("note \(number)")))
        }
        record.append(.text(.keyword, "a, b"))
        #expect(
            String(decoding: try format.write([record]).bytes, as: UTF8.self) == """
                @book{k,
                  note         = {note 0. note 1. note 2},
                  keywords     = {word 0, word 1, word 2, {a, b}},
                }

                """)
    }
}
