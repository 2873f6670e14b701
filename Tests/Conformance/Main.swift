import Foundation

/// Runs the sets of cases with expected output and prints how many fields are equal.
///
///     conformance [--shared FOLDER] [--differences] [--policies] [--touched WORD] [SET...]
///
/// `--policies` counts what each policy touches, `--touched` shows it for the policies whose name has the word.
@main struct Conformance {
    static func main() throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        let showsDifferences = take("--differences", from: &arguments)
        let showsPolicies = take("--policies", from: &arguments)
        let touched = value("--touched", from: &arguments)
        let shared = URL(fileURLWithPath: value("--shared", from: &arguments) ?? "../shared")
        let corpora = shared.appendingPathComponent("corpora")
        guard FileManager.default.fileExists(atPath: corpora.path) else {
            print("conformance: the shared test data is not at \(shared.path); name its folder with --shared")
            return
        }
        print(row("set", "cases", "fields", "equal", "policy", "differ", "untouched", "of all"))
        var failed = false
        for set in BibliographySets.all + RISSets.all
        where arguments.isEmpty || arguments.contains(where: { set.name.contains($0) }) {
            let result = try Result(set, corpora)
            print(result.row)
            if showsDifferences { result.printDifferences() }
            if showsPolicies { result.printPolicies() }
            if let touched { result.printTouched(by: touched) }
            failed = failed || !result.isEnough
        }
        for table in NameAndTeXSets.all
        where arguments.isEmpty || arguments.contains(where: { table.name.contains($0) }) {
            let result = try table.run(corpora)
            print(
                row(
                    table.name, "\(result.count)", "\(result.count)", "\(result.equal)", "\(result.policy)",
                    "\(result.count - result.equal - result.policy)", "", ""))
            if showsDifferences { for line in result.differences { print("  " + line) } }
        }
        if failed { exit(1) }
    }

    static func row(_ columns: String...) -> String {
        zip(columns, [30, 7, 8, 8, 8, 8, 11, 9]).enumerated().map { index, pair in
            let gap = String(repeating: " ", count: max(1, pair.1 - pair.0.count))
            return index == 0 ? pair.0 + gap : gap + pair.0
        }.joined()
    }

    private static func take(_ flag: String, from arguments: inout [String]) -> Bool {
        guard let index = arguments.firstIndex(of: flag) else { return false }
        arguments.remove(at: index)
        return true
    }

    private static func value(_ flag: String, from arguments: inout [String]) -> String? {
        guard let index = arguments.firstIndex(of: flag), index + 1 < arguments.count else { return nil }
        let value = arguments[index + 1]
        arguments.removeSubrange(index...(index + 1))
        return value
    }
}

/// What a set came to.
private struct Result {
    let set: CaseSet
    var cases = 0
    var outcomes: [Outcome] = []

    init(_ set: CaseSet, _ corpora: URL) throws {
        self.set = set
        for one in try set.load(corpora.appendingPathComponent(set.name)) {
            cases += 1
            outcomes += try Comparison.outcomes(one, set.policies)
        }
    }

    private var equal: Int { outcomes.count { if case .equal = $0.kind { true } else { false } } }
    private var different: Int { outcomes.count { if case .different = $0.kind { true } else { false } } }
    private var untouched: Double { 100 * Double(equal) / Double(max(1, equal + different)) }
    private var ofAll: Double { 100 * Double(equal) / Double(max(1, outcomes.count)) }
    var isEnough: Bool { untouched >= set.leastUntouched && ofAll >= set.leastOfAll }

    var row: String {
        Conformance.row(
            set.name, "\(cases)", "\(outcomes.count)", "\(equal)", "\(outcomes.count - equal - different)",
            "\(different)", percent(untouched), percent(ofAll))
    }

    private func percent(_ value: Double) -> String { "\(Double(Int(value * 10)) / 10) %" }

    func printDifferences() {
        for outcome in outcomes { if case .different = outcome.kind { print(outcome) } }
    }

    func printTouched(by word: String) {
        for outcome in outcomes {
            if case .policy(let name) = outcome.kind, name.contains(word) { print(outcome) }
        }
    }

    private func print(_ outcome: Outcome) {
        let want = outcome.expected.replacing("\n", with: " | ")
        let got = outcome.actual.replacing("\n", with: " | ")
        Swift.print("  \(outcome.file) \(outcome.item) \(outcome.field)\n    want: \(want)\n    got:  \(got)")
    }

    func printPolicies() {
        var counts: [String: Int] = [:]
        for outcome in outcomes { if case .policy(let name) = outcome.kind { counts[name, default: 0] += 1 } }
        for (name, count) in counts.sorted(by: { $0.value > $1.value }) { Swift.print("  \(count)  \(name)") }
    }
}
