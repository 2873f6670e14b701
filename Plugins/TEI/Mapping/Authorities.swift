internal import Records
internal import XML

/// The addresses of persons and bodies in authority files, from the values of `idno/@type`: read only, since names have one
/// identifier, which is an address.
enum Authorities {
    private static let rows: [(words: [String], prefix: String)] = [
        (["orcid"], "https://orcid.org/"),
        (["gnd", "pnd", "dnb"], "https://d-nb.info/gnd/"),
        (["viaf"], "https://viaf.org/viaf/"),
        (["isni"], "https://isni.org/isni/"),
        (["lccn", "lcnaf", "naf", "loc"], "https://id.loc.gov/authorities/names/"),
        (["wikidata"], "https://www.wikidata.org/entity/"),
        (["idref"], "https://www.idref.fr/"),
        (["ulan"], "https://vocab.getty.edu/ulan/"),
        (["ror"], "https://ror.org/"),
    ]

    /// The address that an `idno` gives: itself, or its authority's with the number behind; nil for any other.
    static func address(_ node: Node) -> String? {
        guard node.element == .idno else { return nil }
        let value = TextReading.string(node)
        if isAddress(value) { return value }
        guard let type = node[.type]?.lowercased(), let row = rows.first(where: { $0.words.contains(type) }) else {
            return nil
        }
        let number = String(value.filter { $0 != " " })
        let isPlain = number.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return number.isEmpty || !isPlain ? nil : row.prefix + number
    }

    static func isAddress(_ text: String) -> Bool {
        (text.hasPrefix("http:") || text.hasPrefix("https:")) && !text.utf8.contains { $0 <= 0x20 }
    }
}
