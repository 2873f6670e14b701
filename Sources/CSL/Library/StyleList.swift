internal import EmbeddedStyles

extension StyleLibrary {
    /// A style in the list: what it says of itself, and where it is.
    public struct Summary: Sendable, Hashable {
        /// What `find` takes: the file's name without `.csl`.
        public var name: String
        /// Nil for an embedded style.
        public var path: String?
        public var info: StyleInfo
        /// Whether its citations are notes; false for a dependent style, which does not say.
        public var isNote: Bool
    }

    /// The styles that have every one of the words in their name, title, fields, format or ISSN, by name. A style that an
    /// earlier folder has hides one of the same name in a later folder, and one that is embedded. Files that are no styles are
    /// passed over.
    public func styles(matching words: [String] = []) -> [Summary] {
        let words = words.flatMap { $0.lowercased().split(separator: " ") }
        return summaries().filter { summary in
            let text = summary.searchText
            return words.allSatisfy { text.contains($0) }
        }
    }

    func summaries() -> [Summary] {
        var seen: Set<String> = []
        var found: [Summary] = []
        for (folder, fileName) in styleFileNames() {
            let name = String(fileName.dropLast(4))
            guard seen.insert(name).inserted, let header = StyleLibrary.header(at: "\(folder)/\(fileName)") else {
                continue
            }
            found.append(
                Summary(
                    name: name, path: "\(folder)/\(fileName)", info: header.info, isNote: header.styleClass == "note"))
        }
        for file in EmbeddedStyles.styles where seen.insert(file.name).inserted {
            guard let header = try? StyleHeader.read(file.bytes, source: file.name) else { continue }
            found.append(
                Summary(name: file.name, path: nil, info: header.info, isNote: header.styleClass == "note"))
        }
        return found.sorted { $0.name < $1.name }
    }

    /// Names near to one that is not there.
    func nearestNames(to name: String) -> [String] {
        let names = Set(styleFileNames().map { String($0.name.dropLast(4)) } + EmbeddedStyles.styles.map(\.name))
        let bare = name.split(separator: "/").last.map(String.init) ?? name
        return NearestNames.of(bare.split(separator: " ").joined(separator: "-"), among: names, most: 5)
    }

    private func styleFileNames() -> [(folder: String, name: String)] {
        styleFolders.flatMap { [$0, "\($0)/dependent"] }.flatMap { folder in
            StyleFiles.names(in: folder).filter { $0.hasSuffix(".csl") }.map { (folder, $0) }
        }
    }

    /// A few kilobytes hold the header of nearly every style.
    private static func header(at path: String) -> StyleHeader? {
        for limit in [1 << 12, 1 << 16, StyleFiles.largest] {
            guard let bytes = try? StyleFiles.read(path, limit: limit, isPart: true) else { return nil }
            let header = try? StyleHeader.read(bytes, source: path)
            if bytes.count < limit || header?.isComplete == true { return header }
        }
        return nil
    }
}

extension StyleLibrary.Summary {
    fileprivate var searchText: String {
        ([name, info.title, info.shortTitle, info.citationFormat] + info.fields + info.issn).joined(separator: "\n")
            .lowercased()
    }
}
