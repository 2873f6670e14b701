internal import Formats

extension PluginSearch {
    /// Looks at every place.
    ///
    /// - Parameter afresh: whether every plugin is asked again what it is, whatever the cache says.
    public func find(afresh: Bool = false) -> FoundPlugins {
        var finder = PluginFinder(self, afresh: afresh)
        for path in named { finder.look(at: Place(path, .named)) }
        for place in places { finder.look(at: place) }
        return finder.finish()
    }
}

/// One search: what was found so far.
private struct PluginFinder {
    private let search: PluginSearch
    private var found = FoundPlugins()
    private var cache: DescriptionCache
    private let afresh: Bool
    private var seen = Set<FileStatus.Identity>()

    private static let mostNames = 1000
    private static let tooManyLinks: Int32 = 40
    private static let notThere: Set<Int32> = [2, 20]

    init(_ search: PluginSearch, afresh: Bool) {
        self.search = search
        self.afresh = afresh
        cache = DescriptionCache(search.cache)
    }

    consuming func finish() -> FoundPlugins {
        cache.save()
        return found
    }

    mutating func look(at place: PluginSearch.Place) {
        guard place.reason == .named || place.path.hasPrefix("/") else {
            return problem(
                place, "plugin.relative-path", "is not looked at: it is not named from the root",
                hint: "the working folder is never searched for plugins")
        }
        var failure: Int32 = 0
        guard let status = FileStatus(place.path, failure: &failure) else {
            // A folder that nobody has made is none of anybody's business; one that was named is.
            let isExpected = place.reason == .named || place.reason == .variable
            if isExpected || !PluginFinder.notThere.contains(failure) {
                problem(place, "plugin.cannot-open", "cannot be opened: \(systemMessage(failure))")
            }
            return
        }
        switch status.kind {
        case .folder: look(in: place)
        case .file where place.reason == .named || place.reason == .variable:
            consider(place.path, status, place.reason)
        default:
            problem(place, "plugin.no-folder", "is no folder, so no plugins are looked for there")
        }
    }

    private mutating func look(in place: PluginSearch.Place) {
        var failure: Int32 = 0
        guard let names = Paths.names(in: place.path, most: PluginFinder.mostNames, failure: &failure) else {
            return problem(place, "plugin.cannot-open", "cannot be read: \(systemMessage(failure))")
        }
        if names.count > PluginFinder.mostNames {
            problem(
                place, "plugin.full-folder",
                "has more than \(PluginFinder.mostNames) files; the others are not looked at")
        }
        for name in names.prefix(PluginFinder.mostNames) where !name.hasPrefix(".") {
            let path = place.path.hasSuffix("/") ? place.path + name : "\(place.path)/\(name)"
            guard let status = FileStatus(path, failure: &failure) else {
                add(path, place.reason, .passedOver("leads nowhere: \(systemMessage(failure))"))
                continue
            }
            if status.kind == .file {
                consider(path, status, place.reason)
            } else {
                add(path, place.reason, .passedOver(status.kind == .folder ? "a folder" : "no file"))
            }
        }
    }

    private mutating func consider(_ path: String, _ status: FileStatus, _ reason: PluginSearch.Reason) {
        let isLibrary = path.hasSuffix(".so") || path.hasSuffix(".dylib")
        guard isLibrary || status.isExecutable else {
            if reason == .named {
                return refuse(
                    path, reason, "plugin.no-plugin", "is neither a shared library (.so) nor a program that may be run",
                    hint: "chmod +x makes it a program")
            }
            return add(path, reason, .passedOver("neither a shared library nor a program that may be run"))
        }
        if !seen.insert(status.identity).inserted { return add(path, reason, .passedOver("found before")) }
        var failure: Int32 = 0
        guard let real = Paths.real(path, failure: &failure) else {
            return add(path, reason, .passedOver("leads nowhere: \(systemMessage(failure))"))
        }
        if let objection = Trust.objection(to: path) {
            return refuse(
                path, reason, "plugin.not-trusted", "is not loaded: it \(objection.reason)", hint: objection.hint)
        }
        do throws(Diagnostic) {
            add(path, reason, .usable(try format(path, real, status, isLibrary: isLibrary)))
        } catch {
            var refusal = error
            refusal.place = Formats.Place(source: path)
            add(path, reason, .refused(refusal))
        }
    }

    /// The format of a plugin, by the cache or by asking it.
    private mutating func format(
        _ path: String, _ real: String, _ status: FileStatus, isLibrary: Bool
    ) throws(Diagnostic) -> any Format {
        let limits = ChildProcess.Limits(idle: search.timeLimit)
        let asking = ChildProcess.Limits(idle: min(search.timeLimit, 10_000))
        if isLibrary, !search.isolate {
            let library = LazyLibrary(path: real)
            let claim = try claim(real, status, "library") { () throws(Diagnostic) in try library.loaded().claim }
            return LibraryFormat(path: path, claim: claim, library: library)
        }
        let command: ChildProcess.Command
        if isLibrary {
            guard let runner = search.libraryRunner.first else {
                throw Diagnostic(.warning, "plugin.no-runner", "cannot be run in a process of its own here")
            }
            command = ChildProcess.Command(path: runner, arguments: search.libraryRunner.dropFirst() + [real])
        } else {
            command = ChildProcess.Command(path: real)
        }
        let claim = try claim(real, status, isLibrary ? "isolated" : "program") { () throws(Diagnostic) in
            try ProgramFormat.describe(command, limits: asking)
        }
        return ProgramFormat(command, origin: isLibrary ? .library(path) : .program(path), claim: claim, limits: limits)
    }

    private mutating func claim(
        _ path: String, _ status: FileStatus, _ kind: String, _ ask: () throws(Diagnostic) -> PluginClaim
    ) throws(Diagnostic) -> PluginClaim {
        if !afresh, let known = cache[path, status.identity, kind] { return try known.get() }
        let answer: Result<PluginClaim, Diagnostic>
        do throws(Diagnostic) {
            answer = .success(try ask())
        } catch {
            answer = .failure(error)
        }
        cache[path, status.identity, kind] = answer
        return try answer.get()
    }

    private mutating func add(_ path: String, _ reason: PluginSearch.Reason, _ outcome: FoundPlugin.Outcome) {
        found.plugins.append(FoundPlugin(path: path, reason: reason, outcome: outcome))
    }

    private mutating func refuse(
        _ path: String, _ reason: PluginSearch.Reason, _ code: String, _ message: String, hint: String? = nil
    ) {
        add(path, reason, .refused(Diagnostic(.warning, code, message, at: Formats.Place(source: path), hint: hint)))
    }

    private mutating func problem(
        _ place: PluginSearch.Place, _ code: String, _ message: String, hint: String? = nil
    ) {
        found.problems.append(
            Diagnostic(
                .warning, code, message, at: Formats.Place(source: place.path), hint: hint ?? place.reason.rawValue))
    }
}
