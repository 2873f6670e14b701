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
    /// - Parameter policies: the rules that may explain a difference.
    static func outcomes(_ one: Case, _ policies: [Policy]) throws -> [Outcome] {
        let actual = try one.actual()
        return zip(one.expected, Pairing.pairs(one.expected, actual)).flatMap { expected, found in
            outcomes(one, expected, found ?? Item(id: "", fields: [:]), policies)
        }
    }

    private static func outcomes(
        _ one: Case, _ expected: Item, _ actual: Item, _ policies: [Policy]
    ) -> [Outcome] {
        Set(expected.fields.keys).union(actual.fields.keys).sorted().map { field in
            let want = expected.fields[field] ?? ""
            let got = actual.fields[field] ?? ""
            var kind = Outcome.Kind.equal
            if want != got {
                let difference = Difference(
                    set: one.set, field: field, expected: want, actual: got, expectedItem: expected, actualItem: actual)
                kind = policies.first { $0.covers(difference) }.map { .policy($0.name) } ?? .different
            }
            return Outcome(file: one.name, item: expected.id, field: field, expected: want, actual: got, kind: kind)
        }
    }
}

/// Finds the item that an expected one is to be compared with: by id where that is unique, else by title, else by order.
enum Pairing {
    static func pairs(_ expected: [Item], _ actual: [Item]) -> [Item?] {
        var result = [Item?](repeating: nil, count: expected.count)
        var free = Set(actual.indices)
        func pair(_ key: (Item) -> String, unique: Bool) {
            var places: [String: [Int]] = [:]
            for index in actual.indices where free.contains(index) {
                let key = key(actual[index])
                if !key.isEmpty { places[key, default: []].append(index) }
            }
            var wanted: [String: Int] = [:]
            for index in expected.indices where result[index] == nil { wanted[key(expected[index]), default: 0] += 1 }
            for index in expected.indices where result[index] == nil {
                let key = key(expected[index])
                guard let candidates = places[key], !candidates.isEmpty else { continue }
                if unique, candidates.count > 1 || wanted[key] != 1 { continue }
                result[index] = actual[candidates[0]]
                free.remove(candidates[0])
                places[key] = Array(candidates.dropFirst())
            }
        }
        pair({ $0.id }, unique: true)
        pair({ $0.id + "\n" + letters($0.fields["title"]) }, unique: false)
        pair({ letters($0.fields["title"]) }, unique: false)
        pair({ $0.id }, unique: false)
        if expected.count == actual.count {
            for index in expected.indices where result[index] == nil && free.contains(index) {
                result[index] = actual[index]
            }
        }
        return result
    }

    private static func letters(_ text: String?) -> String {
        (text ?? "").lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
