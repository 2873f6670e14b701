/// Where each cite stands among those of the same record.
///
/// Source: CSL 1.0.2 specification, "Choose", `position`; "Note Distance".
struct Positions {
    /// Of one cite.
    struct Place: Hashable, Sendable {
        var bits = PositionBits.first
        /// The number of a preceding note, with the record's first cite; 0 for none.
        var firstNote = 0
    }

    private let nearNoteDistance: Int
    /// Of each item: the note of its first cite and of its last, `none` before there is one.
    private static let none = Int.min
    private var firstNote: [Int]
    private var lastNote: [Int]
    private var previous: [CitedCite] = []
    private var previousNote = 0
    /// How many citations there are in the note of the previous one.
    private var inPreviousNote = 0

    /// A cite with the item that it cites.
    struct CitedCite {
        var item: Int32
        var cite: Cite
    }

    /// - Parameter items: how many there are.
    init(nearNoteDistance: Int, items: Int) {
        self.nearNoteDistance = nearNoteDistance
        firstNote = Array(repeating: Positions.none, count: items)
        lastNote = firstNote
    }

    /// Finds the places of a cluster's cites. Clusters come in the order of the text.
    mutating func find(_ places: inout [Place], of cites: [CitedCite], note: Int) {
        places.removeAll(keepingCapacity: true)
        for index in cites.indices {
            var place = Place()
            let item = Int(cites[index].item)
            let first = firstNote[item]
            if first != Positions.none {
                let before = index > 0 ? cites[index - 1] : previousSingle(note)
                place.bits = bits(cites[index], before)
                // One of a preceding note.
                if first != note { place.firstNote = first }
                let last = lastNote[item]
                if note &- last <= nearNoteDistance, note > 0 || last == 0 { place.bits |= PositionBits.nearNote }
            } else {
                firstNote[item] = note
            }
            lastNote[item] = note
            if cites[index].cite.isPlaced { place = forced(place, cites[index].cite) }
            places.append(place)
        }
        previous = cites
        inPreviousNote = previousNote == note ? inPreviousNote + 1 : 1
        previousNote = note
    }

    /// The cite that the first one of a citation may refer back to: the last one of the note before it, or, from another note,
    /// the only one of the note just before.
    private func previousSingle(_ note: Int) -> CitedCite? {
        if note > 0 {
            if note == previousNote { return previous.last }
            guard previousNote == note - 1, inPreviousNote == 1, previous.count == 1 else { return nil }
        }
        guard let first = previous.first, previous.allSatisfy({ $0.item == first.item }) else { return nil }
        return previous.last
    }

    private func bits(_ cited: CitedCite, _ before: CitedCite?) -> UInt64 {
        guard let before, before.item == cited.item else { return PositionBits.subsequent }
        let now = cited.cite.locator
        let then = before.cite.locator
        if then.isEmpty {
            return now.isEmpty
                ? PositionBits.subsequent | PositionBits.ibid
                : PositionBits.subsequent | PositionBits.ibid | PositionBits.ibidWithLocator
        }
        if now.isEmpty { return PositionBits.subsequent }
        if now == then, cited.cite.label == before.cite.label { return PositionBits.subsequent | PositionBits.ibid }
        return PositionBits.subsequent | PositionBits.ibid | PositionBits.ibidWithLocator
    }

    /// What the document says overrides what was found.
    private func forced(_ place: Place, _ cite: Cite) -> Place {
        var place = place
        let near = place.bits & PositionBits.nearNote
        switch cite.position {
        case .first: place.bits = PositionBits.first
        case .subsequent: place.bits = PositionBits.subsequent | near
        case .ibid: place.bits = PositionBits.subsequent | PositionBits.ibid | near
        case .ibidWithLocator:
            place.bits = PositionBits.subsequent | PositionBits.ibid | PositionBits.ibidWithLocator | near
        case nil: break
        }
        if cite.position == .first { place.firstNote = 0 }
        if let note = cite.firstReferenceNote { place.firstNote = note }
        if let isNear = cite.isNearNote {
            place.bits = isNear ? place.bits | PositionBits.nearNote : place.bits & ~PositionBits.nearNote
        }
        return place
    }
}

extension Cite {
    /// Whether the document says something of its position.
    fileprivate var isPlaced: Bool { position != nil || firstReferenceNote != nil || isNearNote != nil }
}
