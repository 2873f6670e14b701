public import Formats

/// Where plugins are looked for, and how they are run.
///
///     let plugins = PluginSearch.standard().find()
///     plugins.add(to: &registry) { print($0.message) }
public struct PluginSearch: Sendable {
    /// Files and folders that the user named, in order: taken as they are, the working folder's too.
    public var named: [String] = []
    /// Folders and files of `$IBID_PLUGINS`, then the user's own folder, then the installation's.
    public var places: [Place] = []
    /// Where descriptions are kept from one run to the next; nil for nowhere.
    public var cache: String?
    /// Whether shared libraries run in a process of their own.
    public var isolate = false
    /// How long a plugin in a process of its own may do nothing, in milliseconds.
    public var timeLimit = 30_000
    /// The command that runs a library for us: `ibid run-library`. Needed for `isolate`.
    public var libraryRunner: [String] = []

    public init() {}

    /// A folder or file, and why it is looked at.
    public struct Place: Sendable, Hashable {
        public var path: String
        public var reason: Reason

        public init(_ path: String, _ reason: Reason) {
            self.path = path
            self.reason = reason
        }
    }

    /// Why a place is looked at.
    public enum Reason: String, Sendable, Hashable {
        case named = "--plugin"
        case variable = "$IBID_PLUGINS"
        case user = "the user's plugins"
        case installation = "installed with Ibid"
    }

    /// The places that the environment names: `$IBID_PLUGINS`, `$XDG_DATA_HOME/ibid/plugins`, and `lib/ibid/plugins` beside
    /// the folder of the program. What is not named from the root is left out: it would mean the working folder.
    public static func standard() -> PluginSearch {
        var search = PluginSearch()
        for path in (environment("IBID_PLUGINS") ?? "").split(separator: ":") {
            search.places.append(Place(String(path), .variable))
        }
        if let data = folder("XDG_DATA_HOME", orInHome: ".local/share") {
            search.places.append(Place("\(data)/ibid/plugins", .user))
        }
        if let program = Paths.executable {
            let folder = Paths.folder(of: Paths.folder(of: program))
            search.places.append(Place("\(folder == "/" ? "" : folder)/lib/ibid/plugins", .installation))
            search.libraryRunner = [program, "run-library"]
        }
        search.cache = folder("XDG_CACHE_HOME", orInHome: ".cache").map { "\($0)/ibid/plugins.json" }
        return search
    }

    private static func folder(_ variable: String, orInHome path: String) -> String? {
        if let folder = environment(variable), folder.hasPrefix("/") { return folder }
        guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
        return "\(home == "/" ? "" : home)/\(path)"
    }
}

/// Something that was found where plugins are looked for.
public struct FoundPlugin: Sendable {
    public var path: String
    public var reason: PluginSearch.Reason
    public var outcome: Outcome

    /// What became of it.
    public enum Outcome: Sendable {
        case usable(any Format)
        /// It is no plugin or not to be trusted, and why.
        case refused(Diagnostic)
        /// It is something else, and is passed over.
        case passedOver(String)
    }

    public var format: (any Format)? { if case .usable(let format) = outcome { format } else { nil } }
    public var refusal: Diagnostic? { if case .refused(let diagnostic) = outcome { diagnostic } else { nil } }
}

/// What a search found.
public struct FoundPlugins: Sendable {
    /// In the order of the search.
    public var plugins: [FoundPlugin] = []
    /// What is wrong with the places themselves.
    public var problems: [Diagnostic] = []

    /// Adds the formats to a registry. A name that is taken stays with the one that has it.
    ///
    /// - Parameter report: is told of what cannot be used.
    public mutating func add(to registry: inout Registry, report: (Diagnostic) -> Void) {
        for problem in problems { report(problem) }
        for index in plugins.indices {
            if let format = plugins[index].format, !registry.add(format) {
                let id = format.descriptor.id
                let holder = registry.format(named: id)?.descriptor.origin
                plugins[index].outcome = .refused(
                    Diagnostic(
                        .warning, "plugin.name-taken",
                        "is not used: the name “\(id)” belongs to \(holder?.words ?? "another format")",
                        at: Formats.Place(source: plugins[index].path),
                        hint: holder == .builtIn
                            ? "formats that come with Ibid keep their names: the plugin needs another id"
                            : "what --plugin names comes first"))
            }
            if let refusal = plugins[index].refusal { report(refusal) }
        }
    }
}

extension FormatDescriptor.Origin {
    fileprivate var words: String {
        switch self {
        case .builtIn: "a format that comes with Ibid"
        case .library(let path), .program(let path): path
        }
    }
}
