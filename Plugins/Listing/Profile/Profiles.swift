private import EmbeddedSources
internal import Formats

/// The profiles that come with Ibid, and how one is found by what the user said.
enum Profiles {
    /// The Wilson Center's: what is used where no other is asked for.
    static let standard = embedded("wilson-center")

    /// Archives and the words of references, for all profiles.
    static let repositories: RepositoryTable =
        ProfileDecoder.repositories(EmbeddedSources.bytes(of: "repositories.json"), source: "repositories.json").table

    /// The ids of the embedded profiles.
    static let names: [String] = EmbeddedSources.names.filter { $0.hasSuffix(".json") && $0 != "repositories.json" }
        .map { String($0.dropLast(5)) }

    private static func embedded(_ name: String) -> SourceProfile {
        let bytes = EmbeddedSources.bytes(of: "\(name).json")
        return ProfileDecoder.profile(bytes, source: "\(name).json").profile ?? SourceProfile()
    }

    /// The words of the embedded profiles: what they name as page furniture and labels, and some more.
    static let furniture = names.map { String(decoding: EmbeddedSources.bytes(of: "\($0).json"), as: UTF8.self) }
        .joined(separator: " ")

    /// The profile of that name, or the one in that file, with what there is to say of it.
    ///
    /// - Throws: a `Diagnostic` where there is none, or it cannot be used.
    static func profile(_ text: String?) throws -> (profile: SourceProfile, diagnostics: [Diagnostic]) {
        guard let text else { return (standard, []) }
        if names.contains(text.lowercased()) { return (embedded(text.lowercased()), []) }
        let input: Input
        do {
            input = try Input(path: text)
        } catch {
            let looksLikePath = text.contains("/") || text.contains(".")
            if looksLikePath { throw error.diagnostic }
            throw Diagnostic(
                .error, "profile.not-found", "there is no source “\(text)”",
                hint: "known are \(names.joined(separator: ", ")); or name a file: docs/archive-sources.md")
        }
        let bytes: [UInt8]
        do { bytes = try input.readAll(limit: 1 << 22) } catch { throw error.diagnostic }
        let (profile, diagnostics) = ProfileDecoder.profile(bytes, source: text)
        guard let profile else {
            throw diagnostics.last { $0.severity == .error }
                ?? Diagnostic(.error, "profile.unreadable", "the profile cannot be read", at: Place(source: text))
        }
        if let error = diagnostics.first(where: { $0.severity == .error }) { throw error }
        return (profile, diagnostics)
    }
}
