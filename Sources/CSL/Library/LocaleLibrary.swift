internal import EmbeddedStyles

extension StyleLibrary {
    /// The locales for a language, in the order of fallback: the dialect itself, the primary dialect of its language, American
    /// English. Those that are not there are left out; the last always is there.
    ///
    /// Source: CSL 1.0.2 specification, "Locale Fallback".
    ///
    /// - Parameter language: a tag such as "de-AT"; an empty one, or what is no tag, gives American English.
    /// - Throws: what is wrong with the file of a locale.
    public func locales(for language: String) throws(StyleError) -> [Locale] {
        var locales: [Locale] = []
        let wanted = StyleLibrary.isTag(language) ? language : ""
        for tag in Locale.fallbacks(for: wanted) {
            if let locale = try locale(tag) { locales.append(locale) }
        }
        // A language whose primary dialect is not known: any of its files.
        let base = StyleLibrary.base(of: Locale.canonicalLanguage(wanted))
        if !base.isEmpty, !locales.contains(where: { StyleLibrary.base(of: $0.language) == base }),
            let other = localeTags().first(where: { StyleLibrary.base(of: $0) == base }),
            let locale = try locale(other)
        {
            locales.insert(locale, at: 0)
        }
        return locales
    }

    /// The tags of all locales that are there, sorted.
    public func localeTags() -> [String] {
        var tags = Set(EmbeddedStyles.files.compactMap { StyleLibrary.tag(ofFile: $0.fileName) })
        for folder in localeFolders {
            tags.formUnion(StyleFiles.names(in: folder).compactMap(StyleLibrary.tag(ofFile:)))
        }
        return tags.sorted()
    }

    /// The locale of exactly that tag.
    private func locale(_ tag: String) throws(StyleError) -> Locale? {
        for folder in localeFolders {
            let path = "\(folder)/locales-\(tag).xml"
            if StyleFiles.isReadable(path), let bytes = try? StyleFiles.read(path) {
                return try Locale(xml: bytes, source: path)
            }
        }
        guard let file = EmbeddedStyles.locale(tag) else { return nil }
        return try Locale(xml: file.bytes, source: file.fileName)
    }

    private static func tag(ofFile name: String) -> String? {
        guard name.hasPrefix("locales-"), name.hasSuffix(".xml") else { return nil }
        return String(name.dropFirst(8).dropLast(4))
    }

    private static func base(of tag: String) -> Substring { tag.prefix { $0 != "-" } }

    /// Whether it can be a language tag: it becomes part of a file's name.
    private static func isTag(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_")
            }
    }
}
