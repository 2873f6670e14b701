public import Records

extension Record {
    /// Puts back what a format had no place for and wrote in the JSON form beside its own fields (`rest`).
    ///
    /// A statement takes the place of those that the format's own fields gave, as long as both still say the same; where the
    /// fields were changed since, they count. What the format has no field for comes after the others.
    ///
    /// - Parameter sayTheSame: whether the format's fields say the same of some statements as of others.
    /// - Returns: the fields that were changed since.
    public mutating func restore(_ rest: Record, sayTheSame: ([Entry], [Entry]) -> Bool) -> [Entry.Field] {
        if kept.isEmpty { kept = rest.kept } else { kept += rest.kept }
        var changed: [Entry.Field] = []
        var done = FieldSet()
        for entry in rest.entries where done.insert(entry.field) {
            let field = entry.field
            let whole = rest.entries.filter { $0.field == field }
            guard sayTheSame(entries.filter { $0.field == field }, whole) else {
                changed.append(field)
                continue
            }
            let place = entries.firstIndex { $0.field == field } ?? entries.count
            entries.removeAll { $0.field == field }
            entries.insert(contentsOf: whole, at: min(place, entries.count))
        }
        return changed
    }
}
