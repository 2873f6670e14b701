/// A rule that we follow and another project does not, or not always: docs/formats/bibtex-differences.md says which and why.
struct Policy: Sendable {
    let name: String
    let covers: @Sendable (Difference) -> Bool
}

enum Policies {
    static let all: [Policy] = []
}
