/// How a reference's levels are customarily written as one string.
///
///     ArchivalReference(levels: [.init(.fonds, "8157"), .init(.opis, "1"), .init(.delo, "1991"), .init(.folio, "77-80")])
///         .levelsText   // "f. 8157, op. 1, d. 1991, ll. 77-80"
///     ArchivalReference(levels: [.init(.recordGroup, "59"), .init(.box, "12"), .init(.folder, "3")])
///         .levelsText   // "RG 59, box 12, folder 3"
extension ArchivalReference {
    /// The place within the repository as one string: `location` as given, else the levels composed; empty where neither is
    /// known.
    public var locationText: Text { location.isEmpty ? Text(levelsText) : location }

    /// The levels as one string, in the form of their tradition: the Russian one where there is an opis or a delo, else the
    /// English one. A level's own label stands before its value. Empty where there are no levels.
    ///
    /// The Russian form leaves out a year between opis and delo: it says nothing that the numbers do not.
    public var levelsText: String {
        let isRussian = isRussian
        return levels.filter { !(isRussian && $0.kind == .year) }
            .map { $0.text(isRussian: isRussian) }
            .joined(separator: ", ")
    }
}

extension ArchivalReference {
    /// Whether the levels are those of Russian archives.
    package var isRussian: Bool { levels.contains { $0.kind == .opis || $0.kind == .delo } }
}

extension ArchivalReference.Level {
    /// The level with its word: "op. 1", "box 12".
    package func text(isRussian: Bool) -> String {
        let word = label.isEmpty ? customaryWord(isRussian: isRussian) : label
        return word.isEmpty ? value : value.isEmpty ? word : "\(word) \(value)"
    }

    private func customaryWord(isRussian: Bool) -> String {
        let row = ArchivalReference.Kind.words[Int(kind.rawValue)]
        if isRussian, !row.russian.isEmpty { return isSeveral ? row.russianSeveral : row.russian }
        return isSeveral ? row.several : row.one
    }

    /// True for "77-80", "1, 3": more than one folio or page. A hyphen joins the parts of many a file's number
    /// ("109-01041-01", "57-12"); only between two numbers that rise, or of leaves, it is a range.
    private var isSeveral: Bool {
        if value.utf8.contains(UInt8(ascii: ",")) || value.unicodeScalars.contains("–") { return true }
        let ends = value.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard ends.count == 2, let from = Self.number(ends[0]), let to = Self.number(ends[1]) else { return false }
        return to > from || kind == .page || kind == .folio || kind == .frame
    }

    /// The number that a folio begins with, whatever stands after it: 77 of "77ob".
    private static func number(_ text: Substring.UTF8View) -> Int? {
        Int(String(decoding: text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }, as: UTF8.self))
    }
}

extension ArchivalReference.Kind {
    struct Words {
        var one = "", several = "", russian = "", russianSeveral = ""

        init(_ one: String, _ several: String? = nil, russian: String = "", _ russianSeveral: String? = nil) {
            self.one = one
            self.several = several ?? one
            self.russian = russian
            self.russianSeveral = russianSeveral ?? russian
        }
    }

    /// The word before a level's value, in the order of the cases.
    static let words: [Words] = [
        Words("RG"), Words("fonds", russian: "f."), Words(""), Words("subfonds"), Words("series"), Words("subseries"),
        Words("opis", russian: "op."), Words("papka", russian: "p."), Words("vol.", "vols.", russian: "t.", "tt."),
        Words("acc."), Words("reel", "reels"), Words("carton", "cartons"), Words("box", "boxes", russian: "kor."),
        Words("bundle", "bundles", russian: "sv."), Words("folder", "folders", russian: "p."),
        Words("file", "files", russian: "d."), Words("delo", russian: "d."), Words("item", "items"),
        Words("piece", "pieces"), Words("p.", "pp.", russian: "s."), Words("fol.", "fols.", russian: "l.", "ll."),
        Words("frame", "frames"), Words(""), Words("no.", "nos."), Words(""),
    ]
}
