internal import XML

/// The elements of TEI that the reader knows, by the number that the XML reader gives them.
///
/// Source: TEI P5 Guidelines 4.9, chapters 2 (header), 3.12 (bibliography), 10 (manuscripts), 13 (names and dates).
enum Element: Int32, CaseIterable {
    case tei, teiP4, teiCorpus, teiHeader, text, front, body, back, group, div, standOff, facsimile, sourceDoc
    // Lists and records
    case listBibl, biblStruct, biblFull, bibl, msDesc, msFrag, listPerson, listOrg, listPlace, person, org, personGrp
    case particDesc, settingDesc
    // Parts of a record
    case analytic, monogr, series, imprint, author, editor, respStmt, resp, title, date, publisher, pubPlace,
        distributor
    case edition, extent, measure, biblScope, citedRange, idno, note, ptr, ref, relatedItem, textLang, availability
    case licence, meeting, authority, sponsor, funder, principal, dimensions, height, width, depth, dim
    // Names
    case persName, orgName, name, surname, forename, nameLink, genName, roleName, addName, placeName, settlement
    case country, region, geogName, email, rs
    // The header
    case fileDesc, titleStmt, editionStmt, publicationStmt, seriesStmt, notesStmt, sourceDesc, profileDesc, encodingDesc
    case revisionDesc, xenoData, langUsage, language, abstract, textClass, keywords, term, creation, appInfo
    case application, classDecl, taxonomy
    // Manuscripts
    case msIdentifier, repository, institution, collection, altIdentifier, msName, msContents, msItem, locus, summary
    case history, origin, origDate, origPlace, provenance, acquisition, additional, surrogates, adminInfo, physDesc
    case objectDesc, supportDesc, head
    // Correspondence
    case correspDesc, correspAction, correspContext
    // Documents
    case dateline, opener, closer, salute, signed, list, item, time, gloss
    // Text
    case hi, emph, foreign, q, quote, soCalled, mentioned, formula, seg, lb, p, ab, desc, label, choice, sic, corr
    case abbr, expan, orig, reg, g, supplied, unclear, del, add

    /// The element's name in the TEI namespace.
    var local: String { self == .tei ? "TEI" : self == .teiP4 ? "TEI.2" : "\(self)" }

    static let namespace = "http://www.tei-c.org/ns/1.0"
}

/// The attributes that the reader knows, by their number after the elements'.
enum Attribute: Int, CaseIterable {
    case id, lang, space
    case type, subtype, level, unit, when, from, to, notBefore, notAfter, cert, evidence, ana, ref, key, role, target
    case corresp, rend, rendition, mainLang, otherLangs, n, quantity, status, source, ident, precision, calendar
    case notation, datingMethod, sameAs
    case whenCustom, fromCustom, toCustom, notBeforeCustom, notAfterCustom
    case whenISO, fromISO, toISO, notBeforeISO, notAfterISO

    var name: XMLName {
        switch self {
        case .id, .lang, .space: XMLName("\(self)", in: XMLName.xmlNamespace)
        default: XMLName(local)
        }
    }

    private var local: String {
        let word = "\(self)"
        for (ending, suffix) in [("Custom", "-custom"), ("ISO", "-iso")] where word.hasSuffix(ending) {
            return word.dropLast(ending.count) + suffix
        }
        return word
    }
}

/// The numbers of names: elements of TEI, then attributes, then elements of documents that declare no namespace.
enum Vocabulary {
    // Computed, so that they are constants where they are used.
    static var elementCount: Int { Int(Element.add.rawValue) + 1 }
    static var attributeCount: Int { Attribute.notAfterISO.rawValue + 1 }

    /// What XML readers are made with.
    static let known = XMLVocabulary(names)

    private static let names: [XMLName] =
        Element.allCases.map { XMLName($0.local, in: Element.namespace) } + Attribute.allCases.map(\.name)
        + bare.map { XMLName($0.local) }

    /// Elements whose name without a namespace is none of the attributes'.
    private static let bare: [Element] = {
        let attributes = Set(Attribute.allCases.map(\.name.local))
        return Element.allCases.filter { !attributes.contains($0.local) }
    }()

    /// The elements by number, for those without a namespace.
    private static let bareByNumber: [Element?] =
        Attribute.allCases.map { attribute in
            Element.allCases.first { $0.local == attribute.name.local }
        } + bare

    static func element(_ number: Int) -> Element? {
        if number < elementCount { return number < 0 ? nil : Element(rawValue: Int32(truncatingIfNeeded: number)) }
        let index = number - elementCount
        return index < bareByNumber.count ? bareByNumber[index] : nil
    }

    static func attribute(_ number: Int) -> Attribute? { Attribute(rawValue: number - elementCount) }
}
