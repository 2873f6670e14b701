/// How a field of an item came out.
struct Outcome {
    enum Kind {
        case equal
        case policy(String)
        case different
    }
    var file: String
    var item: String
    var field: String
    var expected: String
    var actual: String
    var kind: Kind
}

/// A field where expected and actual differ, with what a policy may look at.
struct Difference {
    var set: String
    var field: String
    var expected: String
    var actual: String
    var expectedItem: Item
    var actualItem: Item

    /// The item's own type.
    var type: String { actualItem.fields["type"] ?? "" }
}

/// Compares items field by field: a field that only one side has is a difference.
enum Comparison {
    static func outcomes(_ one: Case) throws -> [Outcome] {
        let actual = try one.actual()
        var seen: [String: Int] = [:]
        return one.expected.enumerated().flatMap { index, expected in
            // Of several items with one id, each is compared with the one that stands in its place.
            let place = seen[expected.id, default: 0]
            seen[expected.id] = place + 1
            var found = expected.id.isEmpty ? nil : actual.lazy.filter { $0.id == expected.id }.dropFirst(place).first
            if found == nil, one.expected.count == actual.count { found = actual[index] }
            return outcomes(one, expected, found ?? Item(id: "", fields: [:]))
        }
    }

    private static func outcomes(_ one: Case, _ expected: Item, _ actual: Item) -> [Outcome] {
        Set(expected.fields.keys).union(actual.fields.keys).sorted().map { field in
            let want = expected.fields[field] ?? ""
            let got = actual.fields[field] ?? ""
            var kind = Outcome.Kind.equal
            if want != got {
                let difference = Difference(
                    set: one.set, field: field, expected: want, actual: got, expectedItem: expected, actualItem: actual)
                kind = Policies.all.first { $0.covers(difference) }.map { .policy($0.name) } ?? .different
            }
            return Outcome(file: one.name, item: expected.id, field: field, expected: want, actual: got, kind: kind)
        }
    }
}
