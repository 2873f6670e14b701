import Formats
import Foundation
import Records
import TEI
import TestKit
import Testing
import XML

/// A list that came in goes out with nothing lost: every element, attribute and word of a record's element is in what is
/// written.
@Suite struct TEILossTests {
    private let kit = FormatContract(TEIFormat(), sample: [])

    /// How often each thing stands below the elements of these names.
    private struct Census {
        var counts: [String: Int] = [:]

        init(_ xml: [UInt8], below names: Set<String>) throws {
            let tree = try XMLTree(xml: xml)
            let all = [tree.root] + tree.root.descendants
            for element in all where names.contains(element.name.local) && !Census.isWithin(element, names) {
                count(element)
                for inner in element.descendants { count(inner) }
            }
        }

        /// Whether an element further out is counted, with everything in it.
        private static func isWithin(_ element: XMLElement, _ names: Set<String>) -> Bool {
            var at = element.parent
            while let one = at {
                if names.contains(one.name.local) { return true }
                at = one.parent
            }
            return false
        }

        private mutating func count(_ element: XMLElement) {
            counts["<\(element.name.local)>", default: 0] += 1
            for attribute in element.attributes {
                counts["\(element.name.local)/@\(attribute.name.local)=\(attribute.value)", default: 0] += 1
            }
            for case .text(let text) in element.content {
                for word in text.split(whereSeparator: \.isWhitespace) { counts[String(word), default: 0] += 1 }
            }
        }

        func missing(in other: Census) -> [String] {
            counts.filter { other.counts[$0.key, default: 0] < $0.value }.map { "\($0.key) ×\($0.value)" }.sorted()
        }
    }

    private func missing(_ xml: [UInt8], below names: Set<String>) throws -> [String] {
        let result = try kit.read(xml)
        let written = try kit.write(result.records, info: result.info)
        let missing = try Census(xml, below: names).missing(in: Census(written.bytes, below: ["TEI"]))
        #expect(try kit.read(written.bytes).records.count == result.records.count)
        return missing
    }

    @Test func nothingOfTheFixturesIsLost() throws {
        let names: Set<String> = [
            "biblStruct", "bibl", "msDesc", "listBibl", "correspDesc", "fileDesc", "listPerson", "revisionDesc",
        ]
        #expect(try missing(try TEIContractTests.fixture("list.in.xml"), below: names) == [])
        #expect(try missing(try TEIContractTests.fixture("letters.in.xml"), below: names) == [])
    }

    /// Comments and instructions of lists are written where they stood: before and behind records, heads and lists.
    @Test(arguments: [
        "<?a b?>[r]<!--1--><?c?>[r]<!--2-->",
        "<listBibl type=\"x\"><!--1-->[r]<!--2--></listBibl><!--3--><listBibl type=\"y\"><!--4-->[r]<?d?></listBibl><!--5-->",
        "[r]<!--1--><listBibl type=\"x\"><!--2--><listBibl><head>H</head><!--3-->[r]<!--4--></listBibl><!--5--></listBibl><!--6-->",
        "<listBibl type=\"x\">[r]</listBibl><!--1--><listBibl type=\"x\">[r]</listBibl>",
        "<listBibl><!--1-->[r]<!--2--></listBibl><listBibl>[r]</listBibl>",
        "<listBibl type=\"x\"><listBibl type=\"y\">[r]<!--1--></listBibl><!--2-->[r]</listBibl>",
    ])
    func remarksOfListsAreWrittenWhereTheyStood(_ content: String) throws {
        var ids = 0
        var body = ""
        for part in content.components(separatedBy: "[r]") {
            if !body.isEmpty || ids > 0 {
                body += "<bibl xml:id=\"r\(ids)\"><title>T</title></bibl>"
            }
            ids += 1
            body += part
        }
        let first = try again(Array("<listBibl xmlns=\"http://www.tei-c.org/ns/1.0\">\(body)</listBibl>".utf8))
        let text = String(decoding: first, as: UTF8.self)
        let start = try #require(text.range(of: "<body>")?.upperBound)
        let end = try #require(text.range(of: "</body>")?.lowerBound)
        let written = text[start..<end].split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined()
        // A list with neither attributes nor heads says nothing: it is one with the list around it.
        let plain = body.replacingOccurrences(of: "<listBibl><!--1-->", with: "<!--1-->")
            .replacingOccurrences(of: "</listBibl><listBibl>", with: "")
        let expected = plain == body ? body : String(plain.dropLast("</listBibl>".count))
        #expect(written == "<listBibl>\(expected)</listBibl>")
        #expect(try again(first) == first)
    }

    @Test func tooManyRemarksAreReported() throws {
        let remarks = String(repeating: "<!--x-->", count: 1002)
        let xml = "<listBibl xmlns=\"http://www.tei-c.org/ns/1.0\">\(remarks)<bibl><title>T</title></bibl></listBibl>"
        let result = try kit.read(Array(xml.utf8))
        #expect(result.diagnostics.map(\.code) == ["tei.remarks"])
        #expect(result.records.first?.kept.count == 1001)
    }

    /// An empty level is the one that the record has: it stands there once, however often it is written.
    @Test(arguments: [
        "<analytic/><monogr><title>T</title><imprint/></monogr>",
        "<analytic n=\"1\"/><monogr><title level=\"j\">T</title><imprint/></monogr>",
        "<analytic/><analytic><title>A</title></analytic><monogr><title>T</title><imprint/></monogr>",
        "<analytic/><monogr/>", "<monogr/>", "<analytic/><analytic/><monogr><title>T</title><imprint/></monogr>",
        "<analytic><!-- none --></analytic><monogr><title>T</title><imprint/></monogr><series/>",
    ])
    func anEmptyLevelIsNotDoubled(_ levels: String) throws {
        let xml =
            "<listBibl xmlns=\"http://www.tei-c.org/ns/1.0\"><biblStruct xml:id=\"a\">\(levels)</biblStruct></listBibl>"
        let first = try again(Array(xml.utf8))
        #expect(try again(first) == first)
        for name in ["analytic", "monogr", "series"] {
            let count = try XMLTree(xml: first).root.descendants.count { $0.name.local == name }
            #expect(count == levels.components(separatedBy: "<\(name)").count - 1, "\(name)")
        }
    }

    /// What is written of what was read.
    /// What holds an unpublished text is its archive, unless it says what no archival reference can.
    @Test func aPublisherWithMarkupStaysOne() throws {
        let xml = """
            <listBibl xmlns="http://www.tei-c.org/ns/1.0"><biblStruct xml:id="a" type="manuscript"><analytic>\
            <title level="u">T</title></analytic><monogr><title level="m">Archive</title><imprint>\
            <publisher>The <hi rend="italic">Post</hi></publisher><pubPlace>Bern</pubPlace></imprint></monogr>\
            </biblStruct></listBibl>
            """
        #expect(try missing(Array(xml.utf8), below: ["biblStruct"]) == [])
        let record = try #require(try kit.read(Array(xml.utf8)).records.first)
        #expect(record[.containerTitle]?.string == "Archive")
        #expect(record[.publisher]?.markup == "The <i>Post</i>")
    }

    private func again(_ xml: [UInt8]) throws -> [UInt8] {
        let result = try kit.read(xml)
        return try kit.write(result.records, info: result.info).bytes
    }

    /// Lists made of random elements with random attributes.
    @Test(arguments: 1...60) func nothingOfARandomListIsLost(_ seed: UInt64) throws {
        var random = RandomBibliography(seed: seed)
        let xml = random.document()
        let missing = try missing(Array(xml.utf8), below: ["biblStruct"])
        #expect(missing.isEmpty, "\(missing) of \(xml)")
        let first = try again(Array(xml.utf8))
        #expect(try again(first) == first, "\(xml)")
    }

    @Test(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
    func nothingOfTheSharedLettersIsLost() throws {
        for name in ["example01_basic.xml", "example02_cmi-with-printed-edition.xml"] {
            let xml = [UInt8](try Data(contentsOf: try Shared.url("schemas/cmif/\(name)")))
            #expect(try missing(xml, below: ["correspDesc", "fileDesc"]) == [])
        }
    }
}

/// Bibliographies of everything that may stand in a `biblStruct`, and some things that may not.
struct RandomBibliography {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    private mutating func next(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }

    private mutating func pick(_ list: [String]) -> String { list[next(list.count)] }

    private mutating func word() -> String { "w\(next(1000))" }

    private mutating func text() -> String {
        switch next(6) {
        case 0: "\(word()) <hi rend=\"\(pick(["italic", "bold", "weird"]))\">\(word())</hi> \(word())"
        case 1: "<\(pick(["emph", "foreign", "q", "persName", "ref"]))>\(word())</\("")>".closed
        case 2: "\(word()) &amp; \(word())"
        default: "\(word()) \(word())"
        }
    }

    private mutating func attributes() -> String {
        var out = ""
        for name in ["n", "resp", "cert", "xml:lang", "source", "rend", "ana"] where next(8) == 0 {
            out += " \(name)=\"\(name == "cert" ? pick(["high", "low", "0.5"]) : word())\""
        }
        return out
    }

    private mutating func element(_ name: String, _ fixed: String = "", _ content: String) -> String {
        "<\(name)\(fixed)\(attributes())>\(content)</\(name)>"
    }

    private mutating func name() -> String {
        switch next(6) {
        case 0: word()
        case 1: element("orgName", "", word())
        case 2: "\(element("forename", "", word())) \(element("surname", "", word()))"
        case 3:
            element("persName", " ref=\"#\(word())\"", "<surname>\(word())</surname>, <forename>\(word())</forename>")
        case 4: element("persName", "", "Doe, \(pick(["John", "J. von"]))")
        default: "\(element("name", pick(["", " type=\"group\"", " type=\"x\""]), word())) <email>\(word())</email>"
        }
    }

    private mutating func date() -> String {
        let attribute = pick([
            "", " when=\"1957\"", " when=\"1957-09-11\"", " from=\"1957\" to=\"1958\"", " notBefore=\"1957\"",
            " when-iso=\"1957\" calendar=\"#j\"", " when-custom=\"195X\"", " when=\"1957\" to=\"1960\"",
            " type=\"accessed\"",
            " type=\"x\"", " when=\"--09-11\"", " notAfter=\"1960\" from=\"1950\"",
        ])
        return element("date", attribute, pick(["", "1957", "c. 1957", word()]))
    }

    private mutating func title(_ levels: [String]) -> String {
        var fixed = pick(levels)
        if !fixed.isEmpty { fixed = " level=\"\(fixed)\"" }
        fixed += pick(["", "", "", " type=\"main\"", " type=\"sub\"", " type=\"short\"", " type=\"alt\""])
        return element("title", fixed, text())
    }

    private mutating func list(_ most: Int, _ make: (inout RandomBibliography) -> String) -> String {
        (0..<next(most + 1)).map { _ in make(&self) }.joined(separator: next(2) == 0 ? "\n" : "")
    }

    private mutating func creator() -> String {
        switch next(4) {
        case 0: element("editor", pick(["", " role=\"translator\"", " role=\"x\""]), name())
        case 1:
            element("respStmt", "", "<resp>\(pick(["translator", "trl", word()]))</resp>\(element("name", "", word()))")
        default: element("author", "", name())
        }
    }

    private mutating func idno() -> String {
        element(
            "idno", pick(["", " type=\"DOI\"", " type=\"doi\"", " type=\"URL\"", " type=\"ISBN\"", " type=\"x\""]),
            word())
    }

    private mutating func biblStruct() -> String {
        var out = ""
        if next(2) == 0 {
            let inner =
                list(2) { $0.creator() } + list(3) { $0.title(["a", "a", "u", "m", ""]) } + list(2) { $0.idno() }
                + list(1) { $0.element("textLang", " mainLang=\"de\"", "") } + list(1) { $0.date() }
                + list(1) { "<ptr target=\"https://\($0.word())\"/>" }
            out += element("analytic", "", inner)
        }
        let imprint =
            list(2) { $0.element("publisher", "", $0.text()) } + list(1) { $0.element("pubPlace", "", $0.word()) }
            + list(2) { $0.date() } + list(1) { $0.element("biblScope", " unit=\"page\"", $0.word()) }
            + list(1) { $0.element("note", "", $0.word()) }
        let monogr =
            list(2) { $0.creator() } + list(3) { $0.title(["j", "m", "u", "s", ""]) } + list(2) { $0.idno() }
            + list(1) { $0.element("textLang", " mainLang=\"en\"", "") }
            + list(1) { $0.element("edition", "", $0.text()) }
            + list(1) { $0.element("meeting", "", $0.meeting()) }
            + list(1) { $0.element("availability", "", "<licence>\($0.word())</licence>") }
            + element("imprint", "", imprint)
            + list(3) {
                $0.element("biblScope", $0.pick(["", " unit=\"volume\"", " unit=\"pp\"", " unit=\"x\""]), $0.word())
            }
            + list(2) {
                $0.element(
                    "extent", "", $0.pick(["12 p.", "<measure unit=\"page\" quantity=\"3\"/>", "<measure>x</measure>"]))
            }
        out += element("monogr", "", monogr)
        out += list(1) {
            $0.element("series", "", $0.title(["s", "m"]) + $0.element("biblScope", " unit=\"volume\"", $0.word()))
        }
        out += list(4) { random in
            switch random.next(5) {
            case 0:
                random.element(
                    "relatedItem", random.pick([" type=\"host\"", " type=\"part-of\"", ""]),
                    "<bibl><title>\(random.word())</title></bibl>")
            case 1: "<relatedItem type=\"part-of\" target=\"#\(random.word())\"/>"
            case 2: random.element("citedRange", "", random.word())
            default:
                random.element(
                    "note",
                    random.pick(["", " type=\"summary\"", " type=\"genre\"", " type=\"x\"", " type=\"eventDate\""]),
                    random.text())
            }
        }
        if next(4) == 0 { out += "<!-- \(word()) -->" }
        let type = pick([
            "", " type=\"book\"", " type=\"journalArticle\"", " type=\"letter\"", " type=\"aide_memoire\"",
            " type=\"x-y\" subtype=\"report\"",
        ])
        return "<biblStruct xml:id=\"k\(next(1_000_000_000))\"\(type)\(attributes())>\(out)</biblStruct>"
    }

    private mutating func meeting() -> String {
        pick([
            "Congress w1", "<name type=\"event\">Congress</name><placeName>Rome</placeName>",
            "<date when=\"1957\"/> w2",
        ])
    }

    mutating func document() -> String {
        "<listBibl xmlns=\"http://www.tei-c.org/ns/1.0\">\n" + (0..<8).map { _ in biblStruct() }.joined(separator: "\n")
            + "\n</listBibl>"
    }
}

extension String {
    /// "<a>x</>" as "<a>x</a>".
    fileprivate var closed: String {
        let name = dropFirst().prefix { $0 != ">" }
        return replacingOccurrences(of: "</>", with: "</\(name)>")
    }
}
