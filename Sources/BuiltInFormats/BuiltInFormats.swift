private import BibTeX
private import CSLJSON
private import CSV
public import Formats
private import JSONLines
private import Listing
private import RIS
private import TEI

/// The formats that come with Ibid, one line each. The order is that of `ibid formats`, and decides where two formats are
/// equally good for a file.
public enum BuiltInFormats {
    public static let all: [any Format] = [
        CSLJSONFormat(),
        BibTeXFormat(), BibTeXFormat.bibtex, BibTeXFormat.biblatex,
        CSVFormat(), CSVFormat.tsv,
        RISFormat(),
        JSONLinesFormat(),
        TEIFormat(),
        ListingFormat(),
    ]

    /// A registry of the built-in formats.
    public static var registry: Registry { Registry(all) }
}
