import Records
import Testing

@testable import Listing

@Suite struct DateTests {
    private let reading = BlockReading(profile: Profiles.standard)

    @Test(arguments: [
        ("November 12, 1963", "1963-11-12"), ("November 02, 1956", "1956-11-02"), ("October, 1966", "1966-10"),
        ("October 1966", "1966-10"), ("1966", "1966"), ("12 November 1963", "1963-11-12"), ("1963-11-12", "1963-11-12"),
        ("1963-11", "1963-11"), ("11/12/1963", "1963-11-12"), ("25/12/1963", "1963-12-25"),
        ("12.11.1963", "1963-11-12"),
        ("1963/11/12", "1963-11-12"), ("Nov. 12, 1963", "1963-11-12"), ("12th November 1963", "1963-11-12"),
        ("Thursday, 12 September 1996", "1996-09-12"), ("September 11-18, 1957", "1957-09-11/1957-09-18"),
        ("September 11–18, 1957", "1957-09-11/1957-09-18"), ("11-18 September 1957", "1957-09-11/1957-09-18"),
        ("October-November 1956", "1956-10/1956-11"), ("September 30 - October 2, 1957", "1957-09-30/1957-10-02"),
        ("December 30, 1956 - January 5, 1957", "1956-12-30/1957-01-05"), ("1945-1952", "1945/1952"),
        ("1945–52", "1945/1952"), ("circa 1957", "1957~"), ("1957?", "1957?"), ("[1957]", "1957?"),
        ("Summer 1960", "1960-22"), ("1950s", "195X"), ("12. November 1963", "1963-11-12"),
        ("12 de noviembre de 1963", "1963-11-12"), ("12 ноября 1963", "1963-11-12"), ("1er mars 1961", "1961-03-01"),
        ("November 12, 1963.", "1963-11-12"), ("undated", ""), ("n.d.", ""),
    ])
    func linesThatAreDates(_ line: String, _ edtf: String) throws {
        let date = try #require(reading.date(line))
        #expect(date.edtf == edtf)
        #expect(date.raw.isEmpty ? date.edtf == line : line.hasPrefix(date.raw))
    }

    @Test(arguments: [
        "711 - 720 of 1250", "Letter, 12 November 1963", "February 30, 1960", "12", "November", "November 12",
        "May Day Speech", "13/13/1963", "", "12 November 1963 and more",
    ])
    func linesThatAreNone(_ line: String) { #expect(reading.date(line) == nil) }

    @Test(arguments: [
        ("March 30, 1959 - Letter from A to B", "1959-03-30", "Letter from A to B"),
        ("1959: Letter", "1959", "Letter"), ("30 March 1959 | A", "1959-03-30", "A"),
    ])
    func dateAndTitleOnOneLine(_ line: String, _ edtf: String, _ title: String) throws {
        let found = try #require(reading.dateAndTitle(line))
        #expect(found.date.edtf == edtf)
        #expect(found.title == title)
    }
}
