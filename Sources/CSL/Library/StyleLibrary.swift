internal import EmbeddedStyles

/// Where styles and locales are found: folders in their order, and then those embedded in the binary. Nothing is fetched.
///
///     let library = StyleLibrary.standard()
///     let found = try library.find("apa")                       // a name, a path or an id
///     let locales = try library.locales(for: "de-AT")           // de-AT, de-DE, en-US, as far as they are there
///     let processor = CitationProcessor(style: found.style, locales: locales)
///     let list = library.styles(matching: ["history"])
public struct StyleLibrary: Sendable {
    /// Folders with styles, the first searched first. A subfolder `dependent` belongs to each.
    public let styleFolders: [String]
    /// Folders with files named `locales-xx-XX.xml`.
    public let localeFolders: [String]

    /// A library of these folders. `locales` within or beside a folder of styles is searched too.
    public init(styles: [String] = [], locales: [String] = []) {
        styleFolders = styles
        localeFolders = locales + styles.flatMap { ["\($0)/locales", "\(StyleLibrary.parent(of: $0))/locales"] }
    }

    /// The folders that the command searches: those given, `$IBID_STYLES` (several with colons between), `ibid/styles` under
    /// `$XDG_DATA_HOME` (`~/.local/share` where it is not set), `~/Zotero/styles`,
    /// `/usr/share/citation-style-language/styles`.
    public static func standard(styles: [String] = [], locales: [String] = []) -> StyleLibrary {
        standard(styles: styles, locales: locales, environment: StyleFiles.environment)
    }

    static func standard(
        styles: [String], locales: [String], environment: (String) -> String?
    ) -> StyleLibrary {
        var folders = styles
        folders += (environment("IBID_STYLES") ?? "").split(separator: ":").map(String.init)
        let home = environment("HOME")
        if let data = environment("XDG_DATA_HOME"), data.hasPrefix("/") {
            folders.append("\(data)/ibid/styles")
        } else if let home {
            folders.append("\(home)/.local/share/ibid/styles")
        }
        if let home { folders.append("\(home)/Zotero/styles") }
        folders.append("/usr/share/citation-style-language/styles")
        return StyleLibrary(styles: folders, locales: locales)
    }

    /// The name of the style that is used where none is named.
    public static var defaultStyle: String { EmbeddedStyles.defaultStyle }

    static func parent(of path: String) -> String {
        var path = Substring(path)
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard let slash = path.lastIndex(of: "/") else { return path == "." ? ".." : "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

// MARK: - Finding

extension StyleLibrary {
    /// A style that was found, ready for use.
    public struct Found: Sendable {
        /// The name of the file that was asked for, without `.csl`.
        public var name: String
        /// The file that was asked for; nil where it is embedded.
        public var path: String?
        /// For a dependent style its parent's content under its own name and locale.
        public var style: Style
        /// The name of the style that a dependent one takes its content from.
        public var parentName: String?
    }

    /// Finds and reads a style by path (it has a slash), by name (with or without `.csl`), or by id. A name that no folder has
    /// and that ends in `.csl` is a file of the working folder.
    ///
    /// - Throws: `csl.unknown-style` with the nearest names, `csl.unreadable`, `csl.missing-parent`, `csl.dependent-parent`,
    ///   or what is wrong with the style.
    public func find(_ wanted: String) throws(StyleError) -> Found {
        let file = try file(wanted)
        guard file.header.info.isDependent else {
            return Found(name: file.name, path: file.path, style: try Style(xml: file.bytes, source: file.source))
        }
        let parent = try parent(of: file)
        let style = try Style(xml: parent.bytes, source: parent.source)
        let dependent = try Style(xml: file.bytes, source: file.source)
        return Found(name: file.name, path: file.path, style: style.dependent(dependent), parentName: parent.name)
    }

    private func file(_ wanted: String) throws(StyleError) -> StyleFile {
        if wanted.contains("://") || wanted.hasPrefix("urn:") {
            if let found = file(id: wanted, near: []) { return found }
            throw unknown(wanted)
        }
        if wanted.contains("/") { return try StyleFile(path: wanted) }
        let name = wanted.hasSuffix(".csl") ? String(wanted.dropLast(4)) : wanted
        for path in paths(of: name, in: styleFolders) where StyleFiles.isReadable(path) {
            return try StyleFile(path: path)
        }
        if let embedded = EmbeddedStyles.style(name) { return try StyleFile(embedded: embedded) }
        if wanted.hasSuffix(".csl"), StyleFiles.isReadable(wanted) { return try StyleFile(path: wanted) }
        throw unknown(wanted)
    }

    private func unknown(_ wanted: String) -> StyleError {
        let nearest = nearestNames(to: wanted)
        return StyleError(
            StyleProblem(
                .error, code: "csl.unknown-style", message: "there is no style “\(wanted)”",
                hint: nearest.isEmpty
                    ? "“ibid styles WORDS” lists what is found; --styles DIR names a folder with more"
                    : "did you mean \(nearest.map { "“\($0)”" }.joined(separator: ", "))?"))
    }

    private func parent(of child: StyleFile) throws(StyleError) -> StyleFile {
        let id = child.header.info.parent
        let folder = child.path.map { StyleLibrary.parent(of: $0) }
        guard let parent = file(id: id, near: folder.map { [$0, StyleLibrary.parent(of: $0)] } ?? []) else {
            throw StyleError(
                StyleProblem(
                    .error, code: "csl.missing-parent", source: child.source,
                    message: "the style depends on “\(id)”, which is in no folder of styles",
                    hint: "put its file beside this one, or name its folder with --styles; nothing is fetched"))
        }
        guard !parent.header.info.isDependent else {
            throw StyleError(
                StyleProblem(
                    .error, code: "csl.dependent-parent", source: child.source,
                    message: "the style depends on “\(id)”, which is a dependent style itself",
                    hint: "the parent of a dependent style is an independent one"))
        }
        return parent
    }

    /// The style of that id: its file is customarily named as the id ends. Where it is not, all styles are looked through.
    private func file(id: String, near: [String]) -> StyleFile? {
        let name = id.split(separator: "/").last.map(String.init) ?? id
        let wanted = StyleLibrary.comparable(id)
        for path in paths(of: name, in: near + styleFolders) where StyleFiles.isReadable(path) {
            if let file = try? StyleFile(path: path), StyleLibrary.comparable(file.header.info.id) == wanted {
                return file
            }
        }
        for summary in summaries() where StyleLibrary.comparable(summary.info.id) == wanted {
            if let path = summary.path { return try? StyleFile(path: path) }
            return EmbeddedStyles.style(summary.name).flatMap { try? StyleFile(embedded: $0) }
        }
        return nil
    }

    private func paths(of name: String, in folders: [String]) -> [String] {
        folders.flatMap { ["\($0)/\(name).csl", "\($0)/dependent/\(name).csl"] }
    }

    /// "http" and "https", with and without "www.", name the same style.
    private static func comparable(_ id: String) -> Substring {
        var rest = Substring(id)
        for prefix in ["https://", "http://", "www."] where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
        }
        return rest.hasSuffix("/") ? rest.dropLast() : rest
    }
}
