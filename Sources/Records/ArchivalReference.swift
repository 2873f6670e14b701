/// Where an original lies: repository, place, and the levels from fonds down to folio.
///
///     ArchivalReference(
///         repository: "Russian State Archive of the Economy", code: "RGAE", place: "Moscow",
///         levels: [.init(.fonds, "8157"), .init(.opis, "1"), .init(.delo, "1991"), .init(.folio, "100-116")])
public struct ArchivalReference: Sendable, Hashable {
    /// The archive or library that holds the original (CSL's `archive`).
    public var repository: Text
    /// The repository's customary short form: "RGAE", "BArch".
    public var code: String
    /// The body that keeps the repository, where that is another ("Woodrow Wilson International Center for Scholars" keeps
    /// the Wilson Center Digital Archive). EAD's `corpname` within `repository`.
    public var institution: String
    /// The part of the institution that holds the material, as it is named beside it: "Digital Archive", "Manuscript
    /// Division". EAD's `subarea`.
    public var subarea: String
    /// The city (CSL's `archive-place`).
    public var place: String
    public var country: String
    /// The named collection (CSL's `archive_collection`).
    public var collection: Text
    /// From the largest level to the smallest.
    public var levels: [Level]
    /// The reference as one string, as given: "RGAE f. 8157, op. 1, 1957, d. 1991, l. 100-116", or CSL's
    /// `archive_location`. Empty where only the levels are known.
    public var location: Text

    public init(
        repository: Text = "", code: String = "", institution: String = "", subarea: String = "", place: String = "",
        country: String = "", collection: Text = "",
        levels: [Level] = [], location: Text = ""
    ) {
        self.repository = repository
        self.code = code
        self.institution = institution
        self.subarea = subarea
        self.place = place
        self.country = country
        self.collection = collection
        self.levels = levels
        self.location = location
    }

    /// True when nothing is said.
    public var isEmpty: Bool { self == ArchivalReference() }

    /// One level of the hierarchy: its kind and its number or name.
    public struct Level: Sendable, Hashable {
        public var kind: Kind
        public var value: String
        /// The level's own word in the source where `kind` is `.other`, or differs from the customary one.
        public var label: String

        public init(_ kind: Kind, _ value: String, label: String = "") {
            self.kind = kind
            self.value = value
            self.label = label
        }
    }

    /// The kinds of level, from largest to smallest in each tradition. `name` is the word in our files.
    public enum Kind: UInt8, CaseIterable, Sendable, Hashable {
        case recordGroup, fonds, collection, subfonds, series, subseries, opis, papka, volume, accession, reel, carton,
            box
        case bundle, folder, file, delo, item, piece, page, folio, frame, year, number, other

        public var name: String { Kind.names[Int(rawValue)] }

        public init?(name: String) {
            guard let index = Kind.names.firstIndex(of: name), index < Kind.allCases.count else { return nil }
            self = Kind.allCases[index]
        }

        static let names = [
            "record-group", "fonds", "collection", "subfonds", "series", "subseries", "opis", "papka", "volume",
            "accession", "reel", "carton", "box", "bundle", "folder", "file", "delo", "item", "piece", "page", "folio",
            "frame", "year", "number", "other",
        ]
    }
}
