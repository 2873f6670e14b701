import CSL
import Records
import Testing

/// Groups, macros and substitutes of variables that a record does not have.
///
/// Source: CSL 1.0.2 specification, "Group".
@Suite struct EmptyElementsTests {
    private static func rendered(_ layout: String, macro: String = "") throws -> String {
        let style = """
            <style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
              <info><id/><title/><updated>2026-01-01T00:00:00+00:00</updated></info>
              <macro name="m">\(macro)</macro>
              <citation><layout><group delimiter=", ">\(layout)<text variable="title"/></group></layout></citation>
            </style>
            """
        var record = Record(key: "a", type: .book)
        record[.title] = "Title"
        var document = CitationProcessor(style: try Style(xml: Array(style.utf8)), locales: []).document([record])
        document.citeEach()
        return document.citations()[0].text.string
    }

    @Test(arguments: [
        // A word alone stands; with a variable that is empty it does not, whatever stands around the variable.
        (#"<group><text value="in"/></group>"#, "in, Title"),
        (#"<group><text value="in"/><text variable="DOI"/></group>"#, "Title"),
        (#"<group><text value="in"/><date variable="issued" form="text"/></group>"#, "Title"),
        (#"<group><text value="in"/><group><text variable="DOI"/></group></group>"#, "Title"),
        (#"<group><text value="in"/><label variable="page"/><text variable="page"/></group>"#, "Title"),
        // A group of words alone counts as a variable that is there.
        (#"<group><text variable="DOI"/><group><text value="in"/></group></group>"#, "in, Title"),
        // Without a branch that is taken no variable is asked for.
        (#"<group><text value="in"/><choose><if type="map"><text variable="DOI"/></if></choose></group>"#, "in, Title"),
        (
            #"<group><text value="in"/><choose><if type="map"><text variable="DOI"/></if><else><text variable="URL"/>"#
                + "</else></choose></group>", "Title"
        ),
        // Names have substitutes.
        (#"<names variable="author"/>"#, "Title"),
        (#"<names variable="author"><substitute><text value="Anon"/></substitute></names>"#, "Anon, Title"),
        (#"<names variable="author"><substitute><names variable="editor"/></substitute></names>"#, "Title"),
        // The type of the record decides about branches.
        (
            #"<choose><if type="map"><text value="x"/></if><else-if type="book"><text value="y"/></else-if></choose>"#,
            "y, Title"
        ),
        (#"<choose><if type="map chapter" match="none"><text value="x"/></if></choose>"#, "x, Title"),
        (#"<choose><if type="map" variable="title" match="any"><text value="x"/></if></choose>"#, "x, Title"),
        (
            #"<choose><if type="map" variable="title"><text value="x"/></if><else><text value="z"/></else></choose>"#,
            "z, Title"
        ),
    ])
    func anElementWithoutItsVariablesIsLeftOut(_ layout: String, _ expected: String) throws {
        #expect(try EmptyElementsTests.rendered(layout) == expected)
    }

    @Test(arguments: [
        (#"<text variable="DOI"/>"#, "Title"),
        (#"<text value="in"/><text variable="DOI"/>"#, "Title"),
        (#"<text value="in"/>"#, "in, Title"),
    ])
    func aMacroIsAGroup(_ macro: String, _ expected: String) throws {
        #expect(try EmptyElementsTests.rendered(#"<text macro="m"/>"#, macro: macro) == expected)
    }
}
