import Foundation
import JSON

/// The tables of names and of TeX markup.
struct TableSet: Sendable {
    struct Result {
        var count = 0
        var equal = 0
        var policy = 0
        var differences: [String] = []
    }

    var name: String
    var run: @Sendable (URL) throws -> Result
}

enum NameAndTeXSets {
    static let all: [TableSet] = []
}
