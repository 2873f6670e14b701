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

    /// The reference with an en dash in the ranges of its leaves, "77–80", as a citation writes them. The numbers of larger
    /// levels are names ("109-01041-01") and stay as they are.
    var withRangeDashes: ArchivalReference {
        var copy = self
        for index in copy.levels.indices where ArchivalReference.leaves.contains(copy.levels[index].kind) {
            copy.levels[index].value = ArchivalReference.dashed(copy.levels[index].value)
        }
        return copy
    }

    private static let leaves: Set<Kind> = [.folio, .page, .frame]

    /// "77-80" with an en dash: a hyphen between two digits, or between a leaf's side and a digit ("4v-5").
    private static func dashed(_ value: String) -> String {
        let bytes = Array(value.utf8)
        var out: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let isRange =
                byte == UInt8(ascii: "-") && index > 0 && index + 1 < bytes.count
                && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index + 1]) && bytes[index - 1] != byte
            out.append(contentsOf: isRange ? Array("–".utf8) : [byte])
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static let russianWords: [Kind: String] = [
        .fonds: "fond", .opis: "opis’", .delo: "delo", .folio: "list", .papka: "papka", .file: "delo", .volume: "tom",
        .page: "stranitsa", .box: "korobka", .bundle: "sviazka",
    ]
}
