import CSL
import Records
import Testing

/// A document that is changed citation by citation says what one says that was made at once: what is remembered from one change
/// to the next is never out of date.
@Suite struct StepwiseTests {
    private static func style(rule: String, number: Bool) -> String {
        """
        <style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
          <info><id>http://example.org/stepwise</id><title>Stepwise</title><updated>2024-01-01T00:00:00Z</updated></info>
          <citation disambiguate-add-names="true" disambiguate-add-givenname="true" disambiguate-add-year-suffix="true"
              givenname-disambiguation-rule="\(rule)" et-al-min="3" et-al-use-first="1" collapse="year">
            <layout prefix="(" suffix=")" delimiter="; ">
              \(number ? "<text variable=\"citation-number\" suffix=\" \"/>" : "")
              <names variable="author"><name form="short" initialize-with=". "/></names>
              <date variable="issued" prefix=" "><date-part name="year"/></date>
              <choose><if disambiguate="true"><text variable="title" prefix=", "/></if></choose>
              <choose><if position="subsequent"><text value=" again"/></if></choose>
            </layout>
          </citation>
          <bibliography>
            <sort><key variable="author"/><key variable="issued" sort="descending"/></sort>
            <layout><names variable="author"/><date variable="issued" prefix=" "><date-part name="year"/></date></layout>
          </bibliography>
        </style>
        """
    }

    /// Few family names, given names and years, so that most look like others.
    private static let records: [Record] = (0..<60).map { index in
        var record = Record(key: "r\(index)", type: .book)
        record[.author] = (0...(index % 4)).map { place in
            Name(
                family: ["Doe", "Roe", "Poe"][(index + place * 5) % 3],
                given: ["Ada", "Alan", "Bertha", "Carl Adam"][index * 7 / 3 % 4])
        }
        record[.issued] = EDTFDate(.init(year: 1990 + index % 2))
        record[.title] = Text("title \(index % 5)")
        return record
    }

    @Test(arguments: ["by-cite", "all-names", "primary-name-with-initials"], [false, true])
    func changesStepByStepComeToWhatCitingAtOnceDoes(rule: String, number: Bool) throws {
        let style = try Style(xml: Array(Self.style(rule: rule, number: number).utf8), source: "stepwise.csl")
        let processor = CitationProcessor(style: style, locales: [])
        var document = processor.document(Self.records)
        var seed: UInt64 = 42
        func random(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % max(1, bound)
        }
        for step in 0..<60 {
            if step % 3 == 2, document.clusters.count > 4 {
                _ = document.remove(id: document.clusters[random(document.clusters.count)].id)
            } else {
                let cites = (0...random(3)).map { _ in Cite("r\(random(Self.records.count))") }
                _ = document.insert(Cluster(id: "c\(step)", cites: cites), at: random(document.clusters.count + 1))
            }
            var whole = processor.document(Self.records)
            whole.cite(document.clusters)
            let (changed, atOnce) = (document.citations().map(\.text.string), whole.citations().map(\.text.string))
            #expect(changed == atOnce, "after step \(step)")
            #expect(document.bibliographyOrder() == whole.bibliographyOrder(), "after step \(step)")
            if changed != atOnce { break }
        }
    }
}
