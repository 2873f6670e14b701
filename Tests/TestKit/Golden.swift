public import Foundation
public import Testing

/// Compares with a file of expected output. With `IBID_RECORD=1` in the environment the file is written instead, and the
/// test fails once, so that nobody records by mistake.
public func expectGolden(
    _ actual: [UInt8], at file: URL, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    if ProcessInfo.processInfo.environment["IBID_RECORD"] == "1" {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(actual).write(to: file)
        Issue.record("recorded \(file.lastPathComponent): look at it, then run again", sourceLocation: sourceLocation)
        return
    }
    guard let expected = try? Data(contentsOf: file) else {
        Issue.record("\(file.path) is missing: run once with IBID_RECORD=1", sourceLocation: sourceLocation)
        return
    }
    guard Data(actual) != expected else { return }
    let got = String(decoding: actual, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let want = String(decoding: expected, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(got, want).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(got.count, want.count)
    Issue.record(
        """
        \(file.lastPathComponent) differs from line \(line + 1) on
          want: \(line < want.count ? want[line] : "(end)")
          got:  \(line < got.count ? got[line] : "(end)")
        """, sourceLocation: sourceLocation)
}
