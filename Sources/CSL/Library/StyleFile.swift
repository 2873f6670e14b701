internal import EmbeddedStyles

/// The file of a style: its content, and what it says of itself.
struct StyleFile: Sendable {
    /// The file's name without `.csl`.
    let name: String
    /// Nil for an embedded style.
    let path: String?
    let header: StyleHeader
    let bytes: [UInt8]

    /// What messages call it.
    var source: String { path ?? name }

    init(path: String) throws(StyleError) {
        let bytes: [UInt8]
        do throws(StyleFiles.Failure) {
            bytes = try StyleFiles.read(path)
        } catch {
            throw StyleError(
                StyleProblem(
                    .error, code: "csl.unreadable", source: path, message: "the style cannot be read: \(error.reason)"))
        }
        let last = path.split(separator: "/").last.map(String.init) ?? path
        try self.init(name: last.hasSuffix(".csl") ? String(last.dropLast(4)) : last, path: path, bytes: bytes)
    }

    init(embedded file: EmbeddedStyles.File) throws(StyleError) {
        try self.init(name: file.name, path: nil, bytes: file.bytes)
    }

    private init(name: String, path: String?, bytes: [UInt8]) throws(StyleError) {
        self.name = name
        self.path = path
        self.bytes = bytes
        header = try StyleHeader.read(bytes, source: path ?? name)
    }
}
