internal import BuiltInFormats
internal import Formats

/// The formats that a run of the command knows. The one place where the registry is put together.
enum FormatCatalogue {
    /// - Parameters:
    ///   - words: the command line, for the options that say where formats are looked for; they are not parsed yet, because
    ///     the formats' own options must be known first.
    ///   - report: is told of what cannot be used.
    static func registry(words: [String], report: (Diagnostic) -> Void) -> Registry {
        BuiltInFormats.registry
    }
}
