import Records
import Testing

@testable import Listing

@Suite struct ReferenceTests {
    private let parser = ReferenceParser(Profiles.repositories)

    private func levels(_ reference: ArchivalReference) -> String {
        reference.levels.map { "\($0.kind.name)=\($0.value)" }.joined(separator: " ")
    }

    @Test(arguments: [
        ("RGAE f. 8157, op. 1, 1957, d. 1991, l. 77-80", "RGAE", "fonds=8157 opis=1 year=1957 delo=1991 folio=77-80"),
        ("AVPRF, f.0100, op.46, p.362, d.12, ll.5-10", "AVPRF", "fonds=0100 opis=46 papka=362 delo=12 folio=5-10"),
        (
            "Fond 100 (1957), op. 50, papka 423, delo 3, Russian Foreign Ministry archives, Moscow", "AVPRF",
            "fonds=100 year=1957 opis=50 papka=423 delo=3"
        ),
        ("TsKhSD, fond 89, opis 28, delo 5", "RGANI", "fonds=89 opis=28 delo=5"),
        ("PRC FMA 109-01041-01, 45-46", "PRC FMA", "file=109-01041-01 page=45-46"),
        ("BArch, B 136/59748, 297-301", "BArch", "fonds=B 136 file=59748 page=297-301"),
        ("SAPMO-BArch, DY 30/3386", "SAPMO-BArch", "fonds=DY 30 file=3386"),
        ("TNA, FO 371/115054", "TNA", "series=FO 371 piece=115054"),
        ("NARA, RG 59, Box 12, Folder 3", "NARA", "record-group=59 box=12 folder=3"),
        (
            "National Archives at College Park, Record Group 59, Central Files 1960-63, Box 1234", "NARA",
            "record-group=59 number=Central Files 1960-63 box=1234"
        ),
        (
            "Hungarian National Archives (MOL), XIX-J-1-j China, 1945-1964, 1. doboz, 12, 00973/1954", "MOL",
            "fonds=XIX-J-1-j China year=1945-1964 box=1 number=12 number=00973/1954"
        ),
        ("Nehru Memorial Museum and Library, File No. JNSG, vol. 21-1.", "NMML", "file=JNSG volume=21-1"),
    ])
    func levelsOfManyCountries(_ text: String, _ code: String, _ expected: String) {
        let reference = parser.reference(text)
        #expect(reference.code == code)
        #expect(levels(reference) == expected)
        #expect(reference.location.isEmpty)
        #expect(!reference.repository.isEmpty && !reference.country.isEmpty)
    }

    @Test func albanianLettersMeanOtherLevels() {
        let reference = parser.reference("Central State Archive, Tirana, AQPPSH-MPKK-V. 1961, L. 13, D. 6")
        #expect(reference.place == "Tirana")
        #expect(levels(reference).hasSuffix("other=13 file=6"))
    }

    @Test func whatIsNotUnderstoodStaysAsItIs() {
        let reference = parser.reference("from the private papers of a general")
        #expect(reference.location.string == "from the private papers of a general")
        #expect(reference.levels.isEmpty)
    }

    @Test func anUnknownArchiveIsNamedAsThePageNamesIt() {
        let reference = parser.reference("Record Group 7, Box 2", archive: "State Archive of Freedonia (SAF)")
        #expect(reference.repository.string == "State Archive of Freedonia")
        #expect(reference.code == "SAF")
        #expect(levels(reference) == "record-group=7 box=2")
        #expect(parser.reference("Ghana National Archives, RG 17/1, Box 3").repository == "Ghana National Archives")
    }
}

@Suite struct CreditsTests {
    private func describe(_ text: String) -> String {
        let credits = Credits(text, grammar: .embedded)
        return credits.names.map { field, names in
            "\(field.name): "
                + names.map { $0.literal + $0.given + ($0.given.isEmpty ? "" : " ") + $0.family }.joined(
                    separator: ", ")
        }.joined(separator: "; ")
    }

    @Test(arguments: [
        (
            "X, f. 1. Obtained and translated for CWIHP by Austin Jersild.",
            "contributor: Austin Jersild; translator: Austin Jersild"
        ),
        (
            "X. Obtained by Péter Vámos and translated by Péter Vámos and Gwenyth A. Jones.",
            "contributor: Péter Vámos; translator: Péter Vámos, Gwenyth A. Jones"
        ),
        (
            "X. Contributed, transcribed, and translated by Stephan Kieninger.",
            "contributor: Stephan Kieninger; transcriber: Stephan Kieninger; translator: Stephan Kieninger"
        ),
        (
            "X. Translated and Annotated by Zhang Shu Guang and Chen Jian.",
            "translator: Shu Guang Zhang, Jian Chen; annotator: Shu Guang Zhang, Jian Chen"
        ),
        (
            "AVP RF; obtained by NHK, provided to CWIHP, copy on file at National Security Archive; translation by Vladislav M. Zubok (National Security Archive)",
            "contributor: NHK; translator: Vladislav M. Zubok"
        ),
        ("RGANI, f. 5, op. 49, d. 131", ""),
    ])
    func whoDidWhat(_ text: String, _ expected: String) { #expect(describe(text) == expected) }

    @Test func theReferenceStandsBefore() {
        let credits = Credits(
            "RGAE f. 8157, op. 1, original in Chinese. Translated by Ana Example.", grammar: .embedded)
        #expect(credits.reference == "RGAE f. 8157, op. 1")
        #expect(credits.originalLanguage == "zh")
        #expect(credits.text == "Translated by Ana Example.")
    }
}
