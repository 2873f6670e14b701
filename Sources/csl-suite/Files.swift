internal import CSL

#if canImport(Glibc)
    private import Glibc
#else
    private import Darwin
#endif

enum Files {
    /// The names in a folder; nil where it cannot be read.
    static func names(in folder: String) -> [String]? {
        guard let handle = opendir(folder) else { return nil }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    /// A file's bytes; nil where it cannot be read.
    static func bytes(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&block, 1, block.count, file)
            if count == 0 { return bytes }
            bytes.append(contentsOf: block[..<count])
        }
    }

    static func text(_ path: String) -> String? { bytes(path).map { String(decoding: $0, as: UTF8.self) } }
}

/// A folder of locale files, each read once.
final class LocaleFolder {
    private let folder: String
    private var read: [String: Locale?] = [:]

    init(_ folder: String) { self.folder = folder }

    /// The locales that serve a language, in the order of fallback.
    func chain(_ language: String) -> [Locale] { Locale.fallbacks(for: language).compactMap(locale) }

    private func locale(_ tag: String) -> Locale? {
        if let known = read[tag] { return known }
        let name = "\(folder)/locales-\(tag).xml"
        let locale = Files.bytes(name).flatMap { try? Locale(xml: $0, source: name) }
        read[tag] = locale
        return locale
    }
}
