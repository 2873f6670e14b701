internal import Contract
internal import Formats
internal import JSON
internal import PluginHost

extension Command {
    static let plugins = Command(
        "plugins", "list formats from outside, or check one",
        operands: .words("check PATH"),
        options: [.json, .sample],
        text: [
            """
            Formats can be added without building Ibid anew: as shared libraries and as programs. They are looked for in what \
            --plugin names, in the folders of $IBID_PLUGINS, in ibid/plugins under $XDG_DATA_HOME (~/.local/share), and in \
            lib/ibid/plugins where Ibid is installed; never in the working folder. What others could write is not loaded. A \
            format that comes with Ibid keeps its name.
            """,
            """
            “ibid plugins” asks every plugin anew what it is, and lists what was found where, and what was refused and why. \
            “ibid plugins check PATH” holds a plugin to the contract of formats and tells what it does not keep: bad input, \
            encodings, round trips, silent losses. A sample of the format makes the check thorough.
            """,
            """
            A shared library runs in the process of ibid and can crash it. With --isolate it runs in a process of its own.
            """,
        ],
        examples: [
            .init("ibid plugins", "what there is"),
            .init("ibid plugins check ./refer.so --sample refs.ref", "does it keep the contract?"),
            .init("ibid convert --plugin ./cff CITATION.cff -t bibtex", "use one from anywhere"),
        ],
        run: runPlugins)

    private static func runPlugins(_ call: Invocation) throws -> ExitStatus {
        let words = call.arguments.operands
        if words.first == "check" {
            let paths = Array(words.dropFirst())
            guard !paths.isEmpty else { throw UsageError.missingOperand(.plugins) }
            return try PluginCheck(call).run(paths)
        }
        if !words.isEmpty { throw UsageError.tooManyOperands(words, .plugins) }
        guard let search = call.pluginSearch else { return .done }
        var found = search.find(afresh: true)
        var registry = call.registry
        found.add(to: &registry) { _ in }
        for problem in found.problems { call.messages.report(problem) }
        try print(call.arguments.has(.json) ? PluginList(search, found).json : PluginList(search, found).text)
        return .done
    }
}

extension Option {
    static let sample = Option(
        "sample", nil, .file, "a good input of the format with two records or more, to check with")
}

/// What was found, as text and as JSON.
private struct PluginList {
    private let search: PluginSearch
    private let found: FoundPlugins

    init(_ search: PluginSearch, _ found: FoundPlugins) {
        self.search = search
        self.found = found
    }

    var text: [UInt8] {
        var text = ""
        for plugin in found.plugins {
            text += "\(ControlCharacters.shownOnOneLine(plugin.path))\n"
            switch plugin.outcome {
            case .usable(let format):
                let descriptor = format.descriptor
                let can = (descriptor.canRead ? "r" : "-") + (descriptor.canWrite ? "w" : "-")
                text +=
                    "    \(descriptor.id)  \(can)  \(descriptor.title) (\(descriptor.origin.name), \(plugin.reason.rawValue))\n"
            case .refused(let diagnostic):
                text +=
                    ControlCharacters.shownOnOneLine("    refused: \(diagnostic.message) [\(diagnostic.code)]") + "\n"
                if let hint = diagnostic.hint { text += ControlCharacters.shownOnOneLine("    hint: \(hint)") + "\n" }
            case .passedOver(let reason): text += "    passed over: \(reason)\n"
            }
        }
        if found.plugins.isEmpty { text += "no plugins were found\n" }
        text += "looked in:\n"
        for place in places {
            text += "    \(ControlCharacters.shownOnOneLine(place.path)) (\(place.reason.rawValue))\n"
        }
        return Array(text.utf8)
    }

    private var places: [PluginSearch.Place] {
        search.named.map { PluginSearch.Place($0, .named) } + search.places.filter { $0.path.hasPrefix("/") }
    }

    var json: [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.beginObject()
        writer.key("places")
        writer.beginArray()
        for place in places {
            writer.beginObject()
            writer.member("path", place.path)
            writer.member("reason", place.reason.rawValue)
            writer.endObject()
        }
        writer.endArray()
        writer.key("plugins")
        writer.beginArray()
        for plugin in found.plugins { write(plugin, to: &writer) }
        writer.endArray()
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private func write(_ plugin: FoundPlugin, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("path", plugin.path)
        writer.member("reason", plugin.reason.rawValue)
        switch plugin.outcome {
        case .usable(let format):
            writer.member("status", "usable")
            writer.member("id", format.descriptor.id)
            writer.member("origin", format.descriptor.origin.name)
        case .refused(let diagnostic):
            writer.member("status", "refused")
            writer.member("code", diagnostic.code)
            writer.member("message", diagnostic.message)
            if let hint = diagnostic.hint { writer.member("hint", hint) }
        case .passedOver(let reason):
            writer.member("status", "passed over")
            writer.member("message", reason)
        }
        writer.endObject()
    }
}

/// Holds plugins to the contract.
private struct PluginCheck {
    private let call: Invocation

    init(_ call: Invocation) { self.call = call }

    /// Checks each, and tells rule by rule. One that does not keep all of them makes the status 1.
    func run(_ paths: [String]) throws -> ExitStatus {
        guard let search = call.pluginSearch else { throw UsageError.conflict("check", "--no-plugins") }
        let sample = try call.arguments.value(.sample).map { try Input(path: $0).readAll(limit: 1 << 26) }
        var status = ExitStatus.done
        for path in paths where try !check(path, search, sample: sample) { status = .partly }
        return status
    }

    /// In a process of its own first: what crashes there is a finding, and not the end of the check.
    private func check(_ path: String, _ search: PluginSearch, sample: [UInt8]?) throws -> Bool {
        var search = search
        (search.named, search.places, search.cache) = ([path], [], nil)
        let isolate = search.isolate
        search.isolate = true
        guard let format = try usable(path, search) else { return false }
        try print("\(path): \(format.descriptor.id), \(format.descriptor.title)\n")
        guard try rules(of: format, sample: sample, places: 8) else { return false }
        guard case .library = format.descriptor.origin, !isolate else { return true }
        search.isolate = false
        guard let format = try usable(path, search) else { return false }
        try print("once more, within this process:\n")
        return try rules(of: format, sample: sample, places: 200)
    }

    private func usable(_ path: String, _ search: PluginSearch) throws -> (any Format)? {
        let found = search.find(afresh: true)
        if let format = found.plugins.first?.format {
            if let holder = call.registry.format(named: format.descriptor.id), holder.descriptor.origin == .builtIn {
                try print("\(path): the name “\(format.descriptor.id)” belongs to a format that comes with Ibid\n")
                return nil
            }
            return format
        }
        for diagnostic in found.problems + found.plugins.compactMap(\.refusal) {
            try print("\(path): \(diagnostic.message) [\(diagnostic.code)]\n")
        }
        return nil
    }

    private func rules(of format: any Format, sample: [UInt8]?, places: Int) throws -> Bool {
        let sample = try sample ?? madeSample(of: format)
        let rules = FormatRules(format, sample: sample ?? [], places: places)
        var isKept = true
        for rule in FormatRules.Rule.allCases {
            guard rules.applies(rule) else {
                try print("  -      \(rule.rawValue)\n")
                continue
            }
            let findings = rules.check([rule])
            if findings.isEmpty { try print("  ok     \(rule.rawValue)\n") }
            for finding in findings {
                isKept = false
                try print("  FAILS  \(rule.rawValue): \(finding.message)\n")
            }
        }
        if sample == nil { try print("  with --sample FILE, more can be checked\n") }
        return isKept
    }

    /// A sample that the format writes itself, where none is given and it can both.
    private func madeSample(of format: any Format) throws -> [UInt8]? {
        guard format.descriptor.canRead, format.descriptor.canWrite else { return nil }
        return try? FormatRules(format, sample: []).write(SharedRecords.all).bytes
    }
}
