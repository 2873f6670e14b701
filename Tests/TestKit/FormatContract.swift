@_exported import Contract
public import Formats
public import Records
public import Testing

/// What every format has to keep, as a test: `FormatRules`, with each finding an issue. A format's tests call `check` with a
/// sample of its own.
public struct FormatContract {
    public typealias ReadResult = FormatRules.ReadResult

    private let rules: FormatRules
    private let location: SourceLocation

    /// - Parameter sample: a good input of the format with at least two records; empty for a format that cannot be read.
    public init(_ format: any Format, sample: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
        rules = FormatRules(format, sample: sample)
        location = sourceLocation
    }

    /// Every rule. What is lost, a format's tests compare with its README (`losses`).
    public func check() throws {
        for finding in rules.check(FormatRules.Rule.allCases.filter { $0 != .silence }) {
            Issue.record("\(finding.rule.rawValue): \(finding.message)", sourceLocation: location)
        }
    }

    /// What the shared records lose when they are written and read again, a line for each entry that is not the same.
    public func losses() throws -> [String] { try rules.losses() }

    /// Reads bytes with the format, without the pipeline's keys.
    public func read(_ bytes: [UInt8], cores: Int = 1, options: FormatOptions = FormatOptions()) throws -> ReadResult {
        try rules.read(bytes, cores: cores, options: options)
    }

    /// Writes records with the format, through the pipeline's last half.
    public func write(
        _ records: [Record], info: CollectionInfo = CollectionInfo(), cores: Int = 1,
        options: FormatOptions = FormatOptions()
    ) throws -> (bytes: [UInt8], diagnostics: [Diagnostic]) {
        try rules.write(records, info: info, cores: cores, options: options)
    }
}
