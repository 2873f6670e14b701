/// What a reader left of a record, kept to see whether it was changed since.
///
/// The array shares the record's own: whoever changes the record's gets a copy of it, so that where both still are the same
/// piece of memory, nothing was changed. Nothing is compared for that.
@usableFromInline
final class RecordMark: Sendable {
    fileprivate let entries: [Entry]
    fileprivate let type: RecordType
    fileprivate let keptCount: Int
    fileprivate let saidByKept: UInt64

    fileprivate init(_ record: Record, _ saidByKept: UInt64) {
        entries = record.entries
        type = record.type
        keptCount = record.kept.count
        self.saidByKept = saidByKept
    }
}

extension Record {
    /// Takes note of the record as a reader has made it.
    ///
    /// - Parameter saidByKept: a bit for each of the statements, 1 where what is kept says it word for word.
    package mutating func markAsRead(saidByKept: UInt64) { mark = RecordMark(self, saidByKept) }

    /// Which statements are said by what is kept, a bit for each; nil where statements or type are no longer those that the
    /// reader left, or something came to or went from what it kept, and for a record that no reader marked.
    package var saidByKept: UInt64? {
        guard let mark, mark.keptCount == kept.count, mark.type == type else { return nil }
        let isUnchanged = entries.withUnsafeBufferPointer { own in
            mark.entries.withUnsafeBufferPointer { $0.baseAddress == own.baseAddress && $0.count == own.count }
        }
        return isUnchanged ? mark.saidByKept : nil
    }

    /// Two records are equal where they say the same, whoever read them.
    public static func == (a: Record, b: Record) -> Bool {
        a.key == b.key && a.type == b.type && a.entries == b.entries && a.kept == b.kept
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(key)
        hasher.combine(type)
        hasher.combine(entries)
        hasher.combine(kept)
    }
}
