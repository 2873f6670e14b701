import CSL
import Records
import Testing

/// What the styles of our own make of documents in archives.
@Suite struct EmbeddedStyleTests {
    private func cited(_ record: Record, _ style: String) throws -> (cite: String, entry: String) {
        let library = StyleLibrary()
        let processor = CitationProcessor(
            style: try library.find(style).style, locales: try library.locales(for: "en-US"))
        var document = processor.document([record])
        document.citeEach()
        return (
            Markup.plain.string(document.citations().first?.text ?? FormattedText()),
            Markup.plain.string(document.bibliography().entries.first?.text ?? FormattedText())
        )
    }

    private var listed: Record {
        var record = Record(key: "novak", type: .document)
        record[.title] = "Letter, Novak to the Ministry of Trade"
        record[.titleShort] = "Letter, Novak"
        record[.author] = [Name(family: "Novak")]
        record[.issued] = EDTFDate(.init(year: 1958, month: 5, day: 2))
        record.reference = ArchivalReference(repository: "Example Digital Archive", place: "Springfield")
        record.reference?.institution = "Example Center"
        record.reference?.subarea = "Digital Archive"
        return record
    }

    private var original: Record {
        var record = listed
        record[.translator] = [Name(family: "Doe", given: "Jane")]
        record[.source] = "Example Digital Archive"
        record[.url] = "https://example.org/1"
        record.reference = ArchivalReference(
            repository: "State Archive of Economics", code: "SAE", place: "Moscow",
            levels: [.init(.fonds, "12"), .init(.opis, "3"), .init(.delo, "45"), .init(.folio, "7-9")])
        return record
    }

    @Test func aNoteDoesNotRepeatTheWriterWhomTheTitleNames() throws {
        let (note, entry) = try cited(listed, "archival-notes")
        #expect(note == "“Letter, Novak to the Ministry of Trade,” May 2, 1958, Example Digital Archive.")
        #expect(entry == "Novak. “Letter, Novak to the Ministry of Trade.” May 2, 1958. Example Digital Archive.")
    }

    @Test func anOriginalIsCitedWithItsWholeReference() throws {
        let (note, entry) = try cited(original, "archival-notes")
        #expect(
            note
                == "“Letter, Novak to the Ministry of Trade,” May 2, 1958, f. 12, op. 3, d. 45, ll. 7–9, State Archive of Economics (SAE), Moscow, trans. Jane Doe, Example Digital Archive, https://example.org/1."
        )
        #expect(
            entry
                == "Novak. “Letter, Novak to the Ministry of Trade.” May 2, 1958. F. 12, op. 3, d. 45, ll. 7–9. State Archive of Economics (SAE), Moscow. Translated by Jane Doe. Example Digital Archive. https://example.org/1."
        )
    }

    @Test func authorAndDateLeadWithTheWriter() throws {
        let (cite, entry) = try cited(listed, "archival-author-date")
        #expect(cite == "(Novak 1958)")
        #expect(entry == "Novak. 1958. “Letter, Novak to the Ministry of Trade.” May 2. Example Digital Archive.")
    }

    @Test func theWilsonCenterWritesDaysWithTwoDigits() throws {
        #expect(
            try cited(listed, "wilson-center").cite
                == "“Letter, Novak to the Ministry of Trade,” May 02, 1958, History and Public Policy Program Digital Archive."
        )
    }

    @Test func theNationalArchivesGoFromTheItemOutward() throws {
        #expect(
            try cited(listed, "national-archives").cite
                == "Letter, Novak to the Ministry of Trade, May 2, 1958; Digital Archive; Example Center, Springfield.")
        #expect(
            try cited(original, "national-archives").cite
                == "Letter, Novak to the Ministry of Trade, May 2, 1958; list 7–9, delo 45, opis’ 3, fond 12; State Archive of Economics (SAE), Moscow."
        )
    }
}
