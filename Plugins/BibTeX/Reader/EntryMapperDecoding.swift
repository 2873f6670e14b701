internal import Records
internal import TeX

/// The text of fields.
extension EntryMapper {
    /// Whether a value has no markup and is written as it stands.
    func isPlain(_ bytes: Bytes) -> Bool {
        dialect == .biblatex ? Plain.isPlainText(bytes) : Plain.isPlain(bytes)
    }

    /// The text of a field. Only titles have case to protect.
    mutating func decode(_ field: RawField, asTitle: Bool) -> Text {
        decode(field, asTitle: asTitle) { _, _, _ in }
    }

    /// The text of a field, changed before it is made.
    mutating func decode(
        _ field: RawField, asTitle: Bool,
        changing change: (UnsafeMutableBufferPointer<UInt8>, inout [Text.Span], [Range<Int>]) -> Void
    ) -> Text {
        decoder.protectsCase = asTitle
        let text =
            Percent.withoutComments(field.value)?.withUnsafeBufferPointer { decoder.decode($0, changing: change) }
            ?? decoder.decode(field.value, changing: change)
        if !decoder.unknownMacros.isEmpty {
            problems.append(.unknownMacros(decoder.unknownMacros, field))
            decoder.unknownMacros.removeAll(keepingCapacity: true)
        }
        return text
    }
}
