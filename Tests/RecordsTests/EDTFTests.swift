import Testing

@testable import Records

@Suite struct EDTFTests {
    /// Read and written, an EDTF string is the same.
    @Test(arguments: [
        "1985-04-12", "1985-04", "1985", "-0099", "0000", "Y170000002", "Y-17000", "1984?", "1984~", "1984%",
        "2004-06?",
        "2004-06-11%", "201X", "20XX", "1XXX", "XXXX", "2004-XX", "1985-04-XX", "1985-XX-XX", "2001-21", "2001-41",
        "1964/2008", "2004-06/2006-08", "2004-02-01/2005-02-08", "1985/..", "../1985", "1985/", "/1985",
        "1984~/2004-06",
        "[1667,1668,1670..1672]", "{1960,1961-12}", "[..1760-12-03]", "[1760-12..]", "1985-04-12T23:20:30",
        "1985-04-12T23:20:30Z", "1985-04-12T23:20:30-04:00", "2024-02-29", "1985-04-12T00:00:00+05:30",
    ])
    func comesBackAsItWas(_ text: String) throws {
        let date = try #require(EDTFDate(edtf: text), "not read: \(text)")
        #expect(date.edtf == text)
        #expect(EDTFDate(edtf: date.edtf) == date)
        #expect(date.raw.isEmpty)
    }

    @Test(arguments: [
        "", "n.d.", "85", "1985-4", "1985-13", "1985-00", "1985-04-31", "2023-02-29", "1985-04-12T25:00", "1985/04/12",
        "1985-04-12 10:00", "12.4.1985", "[", "[]", "{}", "19855", "1985-21-03", "XXX5", "1X85", "--", "/",
        "1985//1986",
        "1985-04-12T10", "Y", "open/open/open", "T10:00",
    ])
    func refusesWhatIsNoEDTF(_ text: String) {
        #expect(EDTFDate(edtf: text) == nil)
    }

    @Test func readsEarlierSpellings() {
        #expect(EDTFDate(edtf: "199u")?.edtf == "199X")
        #expect(EDTFDate(edtf: "1985/open")?.edtf == "1985/..")
        #expect(EDTFDate(edtf: "2004-06~-11?")?.edtf == "2004-06-11%")
    }

    @Test func tellsShapesApart() {
        #expect(EDTFDate(edtf: "1985/..")?.shape == .openEnd)
        #expect(EDTFDate(edtf: "1985/")?.shape == .unknownEnd)
        #expect(EDTFDate(edtf: "[1667,1668]")?.members.count == 2)
        #expect(EDTFDate(edtf: "1984~")?.isUncertain == true)
        #expect(EDTFDate(edtf: "1984/1985~")?.isUncertain == true)
        #expect(EDTFDate(edtf: "2001-21")?.start?.season == 21)
        #expect(EDTFDate(literal: "forthcoming").edtf.isEmpty)
    }

    @Test func keepsTheTextBesideTheDate() {
        var date = EDTFDate(.init(year: 1966, month: 10), raw: "October, 1966")
        #expect(date.edtf == "1966-10")
        #expect(date.raw == "October, 1966")
        date.raw = ""
        #expect(date == EDTFDate(edtf: "1966-10"))
    }

    @Test func sortsByTime() {
        let order = ["-0100", "-0099", "1984", "1984-01", "1984-02-01", "1984-21", "1984-04", "1985"]
        let points = order.compactMap { EDTFDate(edtf: $0)?.start }
        #expect(points.sorted() == points)
    }

    @Test func hostileLengthIsRefusedAtOnce() {
        #expect(EDTFDate(edtf: "[" + String(repeating: "1985,", count: 100_000) + "1985]") == nil)
        #expect(EDTFDate(edtf: "[" + String(repeating: "1985,", count: 100) + "1985]") == nil)
    }
}
