internal import BuiltInFormats
internal import Formats
internal import PluginHost

/// The formats that a run of the command knows. The one place where the registry is put together.
enum FormatCatalogue {
    /// The built-in formats, and those from outside that the command line and the environment bring.
    ///
    /// - Parameters:
    ///   - words: the command line, for the options that say where formats are looked for; they are not parsed yet, because
    ///     the formats' own options must be known first.
    ///   - report: is told of what cannot be used.
    /// - Throws: a `Failure` where a plugin that was named cannot be used.
    static func registry(words: [String], report: (Diagnostic) -> Void) throws -> Registry {
        var registry = BuiltInFormats.registry
        guard let search = try search(words: words) else { return registry }
        var found = search.find()
        found.add(to: &registry) { if !isNamed($0, in: search) { report($0) } }
        let missing = found.plugins.filter { $0.reason == .named }.compactMap(\.refusal)
        let unopened = found.problems.filter { isNamed($0, in: search) }
        if !(missing + unopened).isEmpty {
            throw Failure(
                .failed,
                (missing + unopened).map { diagnostic in
                    var error = diagnostic
                    error.severity = .error
                    return error
                })
        }
        return registry
    }

    /// Where plugins are looked for; nil where none are wanted.
    ///
    /// - Throws: a `UsageError` where a value is no number.
    static func search(words: [String]) throws -> PluginSearch? {
        if has(.noPlugins, in: words) { return nil }
        var search = PluginSearch.standard()
        search.named = values(of: .plugin, in: words)
        search.isolate = has(.isolate, in: words)
        if let text = values(of: .pluginTimeLimit, in: words).last {
            guard let seconds = Int(text), seconds > 0, seconds <= 86_400 else {
                throw UsageError.wrongForm(
                    "--\(Option.pluginTimeLimit.name)", value: text, form: "a whole number of seconds, at most 86400")
            }
            search.timeLimit = seconds * 1000
        }
        return search
    }

    private static func isNamed(_ diagnostic: Diagnostic, in search: PluginSearch) -> Bool {
        diagnostic.place.map { place in search.named.contains { place.source == $0 || place.source.hasPrefix("\($0)/") }
        }
            ?? false
    }

    private static func has(_ option: Option, in words: [String]) -> Bool {
        words.prefix { $0 != "--" }.contains { option.isNamed($0) }
    }

    private static func values(of option: Option, in words: [String]) -> [String] {
        let words = Array(words.prefix { $0 != "--" })
        return words.indices.compactMap { index in
            guard option.isNamed(words[index]) else { return nil }
            if let equals = words[index].firstIndex(of: "=") {
                return String(words[index][words[index].index(after: equals)...])
            }
            return index + 1 < words.count ? words[index + 1] : nil
        }
    }
}

extension Option {
    // MARK: Formats from outside

    static let plugin = Option(
        "plugin", nil, .file, "use the format in FILE, a shared library or a program, or those in a folder",
        repeats: true)
    static let noPlugins = Option("no-plugins", nil, .flag, "use only the formats that come with Ibid")
    static let isolate = Option(
        "isolate", nil, .flag, "run shared libraries in processes of their own, which may crash")
    static let pluginTimeLimit = Option(
        "plugin-time-limit", nil, .text("SECONDS"),
        "end a plugin in a process of its own that does nothing for so long; 30 where it is not said")

    /// Those that every command takes, since each asks for the formats.
    static let plugins = [plugin, noPlugins, isolate, pluginTimeLimit]
}
