/// Greek in capitals, which has no accents and breathings, but keeps the diaeresis.
///
/// Source: The Unicode Standard, section 5.18, "Case Mappings", on Greek.
enum GreekCapitals {
    /// The capitals with accents, each stretch with its letter; accents by themselves have none.
    private static let stretches: [(scalars: ClosedRange<UInt32>, letter: Unicode.Scalar?)] = [
        (0x300...0x301, nil), (0x313...0x314, nil), (0x342...0x342, nil), (0x386...0x386, "Α"), (0x388...0x388, "Ε"),
        (0x389...0x389, "Η"), (0x38A...0x38A, "Ι"), (0x38C...0x38C, "Ο"), (0x38E...0x38E, "Υ"), (0x38F...0x38F, "Ω"),
        (0x1F08...0x1F0F, "Α"), (0x1F18...0x1F1D, "Ε"), (0x1F28...0x1F2F, "Η"), (0x1F38...0x1F3F, "Ι"),
        (0x1F48...0x1F4D, "Ο"), (0x1F59...0x1F5F, "Υ"), (0x1F68...0x1F6F, "Ω"), (0x1F88...0x1F8F, "Α"),
        (0x1F98...0x1F9F, "Η"), (0x1FA8...0x1FAF, "Ω"), (0x1FBA...0x1FBB, "Α"), (0x1FC8...0x1FC9, "Ε"),
        (0x1FCA...0x1FCB, "Η"), (0x1FDA...0x1FDB, "Ι"), (0x1FEA...0x1FEB, "Υ"), (0x1FEC...0x1FEC, "Ρ"),
        (0x1FF8...0x1FF9, "Ο"), (0x1FFA...0x1FFB, "Ω"),
    ]

    static func withoutAccents(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard let stretch = stretches.first(where: { $0.scalars.contains(scalar.value) }) else {
                out.append(scalar)
                continue
            }
            if let letter = stretch.letter { out.append(letter) }
        }
        return String(out)
    }
}
