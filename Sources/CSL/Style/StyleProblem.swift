/// Something wrong with a style or locale: how bad, what, where, and what was likely meant.
public struct StyleProblem: Sendable, Hashable {
    public var severity: Severity
    /// Stable, "csl.what": "csl.macro-cycle".
    public var code: String
    /// The file or other source that it stands in; empty where it is not known.
    public var source: String
    /// From 1; 0 where it is not known.
    public var line: Int
    /// From 1; 0 where it is not known.
    public var column: Int
    /// One sentence without a full stop.
    public var message: String
    /// What was likely meant, or what to do; empty where there is nothing to say.
    public var hint: String

    public init(
        _ severity: Severity, code: String, source: String = "", line: Int = 0, column: Int = 0, message: String,
        hint: String = ""
    ) {
        self.severity = severity
        self.code = code
        self.source = source
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
    }

    public enum Severity: UInt8, CaseIterable, Sendable, Hashable, Comparable {
        case note, warning, error

        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }
}

/// Why a style or locale cannot be used: the first fault, and the others that were found.
public struct StyleError: Error, Sendable, Hashable {
    /// At least one, the decisive one first.
    public var problems: [StyleProblem]

    public init(_ problem: StyleProblem, _ more: [StyleProblem] = []) { problems = [problem] + more }

    public var first: StyleProblem {
        problems.first ?? StyleProblem(.error, code: "csl.unusable", message: "the style cannot be used")
    }
}

extension StyleError: CustomStringConvertible {
    /// "chicago.csl:12:5: error: … [csl.macro-cycle]", a line for each problem.
    public var description: String {
        problems.map { problem in
            let place = problem.line > 0 ? "\(problem.source):\(problem.line):\(problem.column): " : problem.source
            return "\(place)\(problem.severity): \(problem.message) [\(problem.code)]"
        }.joined(separator: "\n")
    }
}
