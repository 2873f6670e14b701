public import Foundation

/// The folder of shared test data, which lies outside the project: `$IBID_SHARED`, or `shared` beside the checkout. Tests that
/// use it are skipped where it is absent: `@Test(.enabled(if: Shared.isPresent, "…"))`.
public enum Shared {
    public static let folder: URL? = {
        let candidates = [
            ProcessInfo.processInfo.environment["IBID_SHARED"].map { URL(fileURLWithPath: $0) },
            Checkout.root.deletingLastPathComponent().appendingPathComponent("shared"),
        ]
        return candidates.compactMap { $0 }.first {
            FileManager.default.fileExists(atPath: $0.appendingPathComponent("DESIGN.md").path)
        }
    }()

    public static var isPresent: Bool { folder != nil }

    /// Why a test is skipped.
    public static let absent = "the shared test data is not beside the checkout (set IBID_SHARED to its folder)"

    /// A file or folder of the shared data.
    public static func url(_ path: String) throws -> URL {
        guard let folder else { throw Missing(path: path) }
        return folder.appendingPathComponent(path)
    }

    public struct Missing: Error { public let path: String }
}

/// The checkout that the tests were built from.
public enum Checkout {
    public static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
