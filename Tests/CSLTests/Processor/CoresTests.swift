import CSL
import Records
import Testing

/// What is written does not depend on how many threads work at once.
@Suite struct CoresTests {
    /// Names that stand already are replaced, records of one year get letters, and given names tell families apart: all that
    /// looks at neighbours.
    private static let style = """
        <style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
          <info><id/><title/><updated>2026-01-01T00:00:00+00:00</updated></info>
          <macro name="author"><names variable="author"><name form="short" initialize-with="."/></names></macro>
          <citation disambiguate-add-year-suffix="true" disambiguate-add-givenname="true"
              givenname-disambiguation-rule="all-names">
            <layout prefix="(" suffix=")" delimiter="; ">
              <group delimiter=" "><text macro="author"/><date variable="issued" form="numeric" date-parts="year"/></group>
            </layout>
          </citation>
          <bibliography subsequent-author-substitute="———">
            <sort><key variable="author"/><key macro="author"/><key variable="issued"/><key variable="title"/></sort>
            <layout suffix=".">
              <group delimiter=", ">
                <text macro="author"/>
                <date variable="issued"><date-part name="year"/></date>
                <text variable="title" text-case="title" font-style="italic"/>
              </group>
            </layout>
          </bibliography>
        </style>
        """

    private static func records(_ count: Int) -> [Record] {
        (0..<count).map { index in
            var record = Record(key: "r\(index)", type: index % 3 == 0 ? .book : .articleJournal)
            record[.author] = [
                Name(family: "Family\(index * 31 % 97)", given: ["Ada", "Alan", "Bertha"][index * 7 % 3])
            ]
            record[.issued] = EDTFDate(.init(year: 1990 + index % 2))
            record[.title] = Text("on the number \(index * 17 % 1009)")
            return record
        }
    }

    @Test(arguments: [2, 3]) func theNumberOfThreadsChangesNothing(_ cores: Int) throws {
        let style = try Style(xml: Array(CoresTests.style.utf8), source: "cores.csl")
        // Enough for several runs.
        let records = CoresTests.records(2_400)
        func written(_ cores: Int) -> (Bibliography, [FormattedText]) {
            var options = CitationProcessor.Options()
            options.cores = cores
            var document = CitationProcessor(style: style, locales: [], options: options).document(records)
            document.citeEach()
            return (document.bibliography(), document.citations().map(\.text))
        }
        let one = written(1)
        let several = written(cores)
        #expect(one.0 == several.0)
        #expect(one.1 == several.1)
        // What the runs must get right is there.
        let entries = one.0.entries.map(\.text.string)
        #expect(entries.count == 2_400)
        #expect(entries.filter { $0.hasPrefix("———") }.count > 1_000)
        #expect(entries.contains { $0.contains("1990b") })
    }
}
