internal import Records

/// The levels of an archival reference from the smallest to the largest, in whole words, as the National Archives want them:
/// "list 77–80, delo 1991, opis’ 1, fond 8157".
extension ArchivalReference {
    var levelsTextReversed: String {
        let isRussian = levels.contains { $0.kind == .opis || $0.kind == .delo }
        return levels.reversed().filter { !(isRussian && $0.kind == .year) }
            .map { level in
                let word = isRussian ? ArchivalReference.russianWords[level.kind] : nil
                guard let word else { return ArchivalReference(levels: [level]).levelsText }
                return "\(word) \(level.value)"
            }
            .joined(separator: ", ")
    }

    private static let russianWords: [Kind: String] = [
        .fonds: "fond", .opis: "opis’", .delo: "delo", .folio: "list", .papka: "papka", .file: "delo", .volume: "tom",
        .page: "stranitsa", .box: "korobka", .bundle: "sviazka",
    ]
}
