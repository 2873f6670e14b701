import Records
import Testing

@Suite struct ArchivalLocationTests {
    private func text(_ levels: (ArchivalReference.Kind, String)...) -> String {
        ArchivalReference(levels: levels.map { .init($0.0, $0.1) }).levelsText
    }

    @Test func composesTheRussianForm() {
        #expect(
            text((.fonds, "8157"), (.opis, "1"), (.year, "1957"), (.delo, "1991"), (.folio, "77-80"))
                == "f. 8157, op. 1, d. 1991, ll. 77-80")
        #expect(
            text((.fonds, "0100"), (.opis, "50"), (.papka, "423"), (.delo, "5"), (.folio, "1"))
                == "f. 0100, op. 50, p. 423, d. 5, l. 1")
    }

    @Test func composesTheEnglishForm() {
        #expect(text((.recordGroup, "59"), (.box, "12"), (.folder, "3")) == "RG 59, box 12, folder 3")
        #expect(text((.fonds, "DY 30"), (.volume, "3"), (.page, "1–9")) == "fonds DY 30, vol. 3, pp. 1–9")
        #expect(text((.number, "109"), (.year, "1957")) == "no. 109, 1957")
    }

    @Test func aHyphenInANumberIsNoRange() {
        #expect(text((.file, "109-01041-01")) == "file 109-01041-01")
        #expect(text((.file, "57-12")) == "file 57-12")
        #expect(text((.file, "12-57"), (.page, "177-80"), (.box, "1, 3")) == "files 12-57, pp. 177-80, boxes 1, 3")
    }

    @Test func aLabelOfTheSourceStands() {
        let reference = ArchivalReference(levels: [.init(.other, "7", label: "Bl."), .init(.other, "x")])
        #expect(reference.levelsText == "Bl. 7, x")
    }

    @Test func whatIsGivenComesFirst() {
        var reference = ArchivalReference(levels: [.init(.box, "1")])
        #expect(reference.locationText == "box 1")
        reference.location = "as given"
        #expect(reference.locationText == "as given")
        #expect(ArchivalReference().locationText == "")
    }

    @Test func everyKindHasItsWords() {
        for kind in ArchivalReference.Kind.allCases {
            #expect(!ArchivalReference(levels: [.init(kind, "9")]).levelsText.isEmpty)
        }
    }
}
