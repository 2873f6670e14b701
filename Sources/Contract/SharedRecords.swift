public import Records

/// One set of records that every writer writes, and that a format is held to: each kind of thing that a record can hold, at
/// least once.
public enum SharedRecords {
    public static let all: [Record] = [letter, protocolOfMeeting, article, book, chapter, thesis, webpage, odd]

    /// A letter in an archive, as a listing gives it.
    public static var letter: Record {
        var record = Record(key: "example-1960-07-18", type: .document)
        record[.title] = "Letter, Ivanov to the Central Committee of the Example Party, regarding Specialists"
        record[.titleShort] = "Letter, Ivanov to the Central Committee"
        record.entries.append(Entry(.text(.genre, "letter"), certainty: .high, evidence: .title))
        var sender = Name(family: "Ivanov")
        sender.role = "sender"
        sender.certainty = .high
        sender.evidence = .title
        record[.author] = [sender]
        var recipient = Name(literal: "Central Committee of the Example Party", kind: .organization)
        recipient.role = "recipient"
        recipient.asWritten = "The Central Committee of the Example Party"
        recipient.evidence = .title
        record[.recipient] = [recipient]
        record[.issued] = EDTFDate(.init(year: 1960, month: 7, day: 18), raw: "July 18, 1960")
        record[.abstract] = "Ivanov reports “dissatisfaction” with 5% of the specialists & asks for advice."
        record[.language] = "en"
        record.reference = ArchivalReference(
            repository: "Example Digital Archive", institution: "Example Center for Scholars",
            subarea: "Digital Archive",
            place: "Washington, DC")
        return record
    }

    /// A document with its original's place in the archive, an interval, participants and an excerpt's whole.
    public static var protocolOfMeeting: Record {
        var record = Record(key: "example-1957-09-11", type: .document)
        record[.title] = "Protocol No. 1 of the Joint Meeting, 11 to 18 September 1957"
        record[.issued] = EDTFDate(edtf: "1957-09-11")
        record[.eventDate] = EDTFDate(edtf: "1957-09-11/1957-09-18")
        record[.coverage] = EDTFDate(edtf: "195X")
        record[.participant] = [
            Name(literal: "Chinese officials", kind: .group),
            Name(literal: "Hungarian ambassador to China", kind: .office),
        ]
        record[.translator] = [Name(family: "Translator", given: "A. B.")]
        record.reference = ArchivalReference(
            repository: "Russian State Archive of the Economy", code: "RGAE", place: "Moscow", country: "Russia",
            levels: [.init(.fonds, "8157"), .init(.opis, "1"), .init(.delo, "1991"), .init(.folio, "100-116")],
            location: "f. 8157, op. 1, d. 1991, l. 100-116")
        record[.source] = "Example Digital Archive"
        record[.recordID] = "116820"
        record[.url] = "https://archive.example/document/116820?a=1&b=2#x_y~z"
        record[.classification] = "Top Secret"
        record.append(.text(.keyword, "rockets"))
        record.append(.text(.keyword, "China--Foreign relations--Soviet Union"))
        record.append(.text(.place, "Moscow"))
        record.append(
            .relation(Relation(.excerptOf, title: "Political Report for 1957", certainty: .medium, evidence: .title)))
        return record
    }

    public static var article: Record {
        var record = Record(key: "doe2001", type: .articleJournal)
        record[.title] = Text(
            "The origin of Homo sapiens: H2O, E=mc^2 and “quotes”",
            spans: [.init(.italic, 14..<26), .init(.noCase, 28..<31), .init(.subscript, 29..<30)])
        record[.subtitle] = "H2O, E=mc^2 and “quotes”"
        record[.author] = [
            Name(family: "Doe", given: "John Q.", suffix: "Jr."),
            Name(family: "Beethoven", given: "Ludwig", nonDroppingParticle: "van"),
            Name(family: "Tocqueville", given: "Alexis", droppingParticle: "de"),
            Name(literal: "World Health Organization", kind: .organization),
        ]
        record[.containerTitle] = "Journal of Examples & Counterexamples"
        record[.containerTitleShort] = "J. Ex."
        record[.volume] = "12"
        record[.issue] = "3–4"
        record[.page] = "123–145"
        record[.issued] = EDTFDate(edtf: "2001-03")
        record[.doi] = "10.1000/182_x(3)<4>#5"
        record[.issn] = "1234-5678"
        record[.language] = "en-GB"
        return record
    }

    public static var book: Record {
        var record = Record(key: "мюллер1984", type: .book)
        record[.title] = "Größe und Maß — «Война и мир»; 戦争と平和"
        record[.editor] = [Name(family: "Müller", given: "Jürgen-Åke"), Name(family: "Çelik", given: "İsmail")]
        record[.publisher] = "Nakladatelství Šťastný & Søn"
        record[.publisherPlace] = "Łódź"
        record[.edition] = "2"
        record[.isbn] = "978-3-16-148410-0"
        record[.issued] = EDTFDate(edtf: "1984?")
        record[.originalDate] = EDTFDate(edtf: "-0043")
        record[.numberOfPages] = "xii, 345"
        record[.collectionTitle] = "Series of #1 books_"
        record[.collectionNumber] = "7"
        return record
    }

    public static var chapter: Record {
        var record = Record(key: "chapter:1", type: .chapter)
        record[.title] = Text("Of Mice and DNA", spans: [.init(.noCase, 12..<15), .init(.bold, 12..<15)])
        record[.author] = [Name(family: "O’Neil", given: "Shaun")]
        record[.containerTitle] = "Handbook {of} \\Things\\ $5"
        record[.editor] = [Name(family: "Smith", given: "A."), Name(literal: "others", kind: .others)]
        record[.publisher] = "Press"
        record[.issued] = EDTFDate(edtf: "1999-04-01/2000-05-02")
        record[.page] = "1-2, 7"
        record.append(.relation(Relation(.partOf, key: "doe2001")))
        return record
    }

    public static var thesis: Record {
        var record = Record(key: "thesis", type: .thesis)
        record[.title] = Text("Small caps and math x^2", spans: [.init(.smallCaps, 0..<10), .init(.math, 20..<23)])
        record[.genre] = "PhD thesis"
        record[.author] = [Name(family: "Zhu", given: "De")]
        record[.publisher] = "University of Examples"
        record[.issued] = EDTFDate(edtf: "2010-21")
        record[.note] = "First line.\nSecond line, with \"quotes\", ; semicolons | bars\tand a tab."
        return record
    }

    public static var webpage: Record {
        var record = Record(key: "web", type: .webpage)
        record[.title] = "=SUM(A1:A2) <script>alert('x')</script> \\input{/etc/passwd}"
        record[.url] = "https://example.org/a%20b?q=ü"
        record[.accessed] = EDTFDate(edtf: "2024-02-29T10:20:30Z")
        record[.issued] = EDTFDate(literal: "forthcoming")
        return record
    }

    /// What no field fits, and the shapes of dates that are left.
    public static var odd: Record {
        var record = Record(key: "odd", type: .manuscript)
        record[.title] = "Untitled"
        record[.issued] = EDTFDate(edtf: "[1667,1668,1670..1672]")
        record[.created] = EDTFDate(edtf: "1985/..")
        record[.received] = EDTFDate(edtf: "2004-06-XX~")
        record.kept = [
            Kept(format: "bibtex", name: "file", value: ":papers/a.pdf:PDF", form: .source),
            Kept(format: "csl-json", name: "x-flag", value: "[1,2,{\"a\":null}]", form: .json),
            Kept(
                format: "tei", name: "extent", value: "<extent xmlns=\"http://www.tei-c.org/ns/1.0\">3 ff.</extent>",
                form: .xml),
            Kept(format: "ris", name: "U1", value: "user 1"),
        ]
        return record
    }
}
